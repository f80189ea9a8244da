"""``stories check``: what is wrong with the stories."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.adapters import terminal
from site_builder.adapters.commands.frame import (
    as_of_option,
    day_of,
    format_option,
    read_collection,
    with_project,
    write,
)
from site_builder.adapters.given_paths import problems_of
from site_builder.reports import summaries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from site_builder.adapters.project import Project
    from site_builder.problems import Problem


def _that_are_there(_context: click.Context, _option: click.Parameter, paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Refuse paths at which there is nothing; a symbolic link that leads nowhere is something."""
    for path in paths:
        if not os.path.lexists(path):
            raise click.BadParameter(f"Path '{path}' does not exist.")
    return paths


@click.command("check", short_help="Say what is wrong, on which line, and how to fix it.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), callback=_that_are_there)
@format_option("For people, for programs, or as annotations in a GitHub workflow.", "text", "json", "github")
@as_of_option
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@with_project
def command(project: Project, paths: tuple[Path, ...], format_: str, as_of: str | None, strict: bool) -> None:  # noqa: FBT001 - click gives options by name
    """Say what is wrong with the stories, on which line, and how to fix it.

    The whole collection is read, because ids and addresses must be unique; with PATHS only the problems of
    these files and folders are shown. Exits with 1 when there are errors, or where a path is not read.
    """
    today = day_of(project, as_of)
    tree = project.read_tree()
    collection = read_collection(project, today, tree)
    problems = problems_of(paths, collection.problems, tree, project)
    if format_ == "json":
        click.echo(summaries.as_json(problems, collection.files_read, today))
    elif format_ == "github":
        _for_github(problems, collection.files_read)
    else:
        terminal.show_problems(problems, terminal.source_lines(project.folder, tree))
        click.echo(summaries.summary(problems, collection.files_read))
    if any(problem.is_error or strict for problem in problems):
        sys.exit(1)


def _for_github(problems: Sequence[Problem], files_read: int) -> None:
    annotations = summaries.as_github(problems)
    click.echo(annotations + "\n" if annotations else "", nl=False)
    click.echo(summaries.summary(problems, files_read))
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        write(Path(summary), summaries.as_markdown(problems, files_read), "a")
