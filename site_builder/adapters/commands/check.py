"""``stories check``: what is wrong with the stories."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.adapters import terminal
from site_builder.adapters.buildable import refuse_settings
from site_builder.adapters.commands.frame import (
    as_of_option,
    day_of,
    fail,
    format_option,
    read_collection,
    with_project,
    write,
)
from site_builder.adapters.comparing import Comparison, compare
from site_builder.adapters.git_revision import RevisionError
from site_builder.adapters.given_paths import problems_of
from site_builder.adapters.project import ProjectError
from site_builder.reports import effect_words, job_summary, summaries

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
@format_option("Text for people, JSON for programs, or annotations for GitHub.", "text", "json", "github")
@as_of_option
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@click.option(
    "--base", metavar="REV", help="Also say what has changed since this git revision: promises, plan and calendar."
)
@with_project
def command(
    project: Project,
    paths: tuple[Path, ...],
    format_: str,
    as_of: str | None,
    strict: bool,  # noqa: FBT001 - click gives options by name
    base: str | None,
) -> None:
    """Say what is wrong with the stories, on which line, and how to fix it.

    The whole collection is read, because ids and addresses must be unique. With PATHS only the problems of
    these files and folders are shown. Exits with 1 if there are errors, or if a path is not read, and with 2 if
    mkdocs.yml has settings with which nothing can be built.

    With --base, a published story that is gone, has moved without an alias, or has lost its id is an error too, and
    what the change does to the plan and the calendar is shown: stories check --base origin/main
    """
    today = day_of(project, as_of)
    tree = project.read_tree()
    collection = read_collection(project, today, tree)
    try:
        refuse_settings(project, collection, today)
        comparison = compare(project, collection, today, base) if base is not None else None
    except (ProjectError, RevisionError) as error:
        fail(str(error))
    if comparison and comparison.note:
        click.echo(f"Note: {comparison.note}", err=True)
    problems = problems_of(paths, comparison.problems if comparison else collection.problems, tree, project)
    effect = comparison.effect if comparison else None
    if format_ == "json":
        values = effect_words.as_values(effect) if effect else None
        click.echo(summaries.as_json(problems, collection.files_read, today, values))
    elif format_ == "github":
        _for_github(problems, collection.files_read, comparison)
    else:
        terminal.show_problems(problems, terminal.source_lines(project.folder, tree))
        click.echo(summaries.summary(problems, collection.files_read))
        click.echo(f"\n{effect_words.as_text(effect)}" if effect else "", nl=effect is not None)
    if any(problem.is_error or strict for problem in problems):
        sys.exit(1)


def _for_github(problems: Sequence[Problem], files_read: int, comparison: Comparison | None) -> None:
    annotations = summaries.as_github(problems)
    click.echo(annotations + "\n" if annotations else "", nl=False)
    click.echo(summaries.summary(problems, files_read))
    effect = comparison.effect if comparison else None
    if effect:
        click.echo(summaries.notice_for_github("Effect on the plan", effect_words.in_one_line(effect)))
    place = os.environ.get("GITHUB_STEP_SUMMARY")
    if place:
        room = job_summary.LIMIT - (Path(place).stat().st_size if Path(place).is_file() else 0)
        note = comparison.note if comparison else ""
        write(Path(place), job_summary.as_markdown(problems, files_read, effect, room, note), "a")
