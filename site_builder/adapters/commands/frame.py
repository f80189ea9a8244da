"""What the commands share: their project, their day, and how they end.

Exit codes: 0 fine, 1 problems found, 2 wrong usage or a configuration that cannot be used.
"""

from __future__ import annotations

import os
import sys
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn

import click

from site_builder.adapters import clock, terminal
from site_builder.adapters.project import Project, ProjectError, load_project
from site_builder.render import words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from site_builder.collection import Collection
    from site_builder.content.source import Tree

_UNUSABLE = 2


def fail(message: str) -> NoReturn:
    """Say why a command cannot be carried out, and exit with 2."""
    click.echo(f"stories: {message}", err=True)
    sys.exit(_UNUSABLE)


def refuse(message: str) -> NoReturn:
    """Say what is wrong with what was found, and exit with 1."""
    click.echo(f"stories: {message}", err=True)
    sys.exit(1)


def write(path: Path, text: str, mode: Literal["a", "w"]) -> None:
    """Write a text to a file that the user has named, or say why that is not possible and exit with 2."""
    try:
        with path.open(mode, encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        fail(f"{path} cannot be written: {error.strerror}")


def with_project(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command its project; without a usable one say why and exit with 2."""

    @click.option(
        "--config",
        "-f",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Use this mkdocs.yml, not the one in this folder or above it.",
    )
    @wraps(command)
    def command_with_project(config: Path | None, **options: object) -> None:
        try:
            project = load_project(config)
        except ProjectError as error:
            fail(str(error))
        command(project, **options)

    return command_with_project


as_of_option = click.option("--as-of", metavar="YYYY-MM-DD", help="Use this day as today.")


def since_option(help_: str, *, required: bool = False) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return the option --since, the day after which the report begins."""
    return click.option("--since", metavar="YYYY-MM-DD", help=help_, required=required)


def day_of(project: Project, as_of: str | None) -> date:
    """Return the day that a command works for: the one it is given, or today where the site is."""
    try:
        return clock.today(project.settings.zone, os.environ, as_of)
    except clock.ClockError as error:
        fail(str(error))


def format_option(help_: str, *formats: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return the option --format; its first value is the default."""
    return click.option(
        "--format", "format_", type=click.Choice(formats), default=formats[0], show_default=True, help=help_
    )


def read_collection(project: Project, today: date, tree: Tree | None = None) -> Collection:
    """Read all stories, with a bar of progress where that takes long."""
    tree = tree or project.read_tree()
    with terminal.reading(len(tree.texts)) as on_read:
        return project.read_from(tree, today, on_read)


def mention_errors(collection: Collection) -> None:
    """Say that files have errors and so may not be counted."""
    if collection.errors:
        files = {problem.path for problem in collection.errors}
        count = words.counted(len(files), "file")
        click.echo(f"Note: {count} with errors; some may not be counted. Run 'stories check'.", err=True)
