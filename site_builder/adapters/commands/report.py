"""``stories report``: the report to the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from site_builder.adapters.commands.frame import (
    as_of_option,
    day_of,
    fail,
    format_option,
    mention_errors,
    read_collection,
    since_option,
    with_project,
)
from site_builder.adapters.project import ProjectError
from site_builder.adapters.theme import read_theme
from site_builder.adapters.visit_records import read_visits
from site_builder.render.templates import TemplateError
from site_builder.reports import board_formats
from site_builder.reports.board_report import default_since, make_report

if TYPE_CHECKING:
    from site_builder.adapters.project import Project
    from site_builder.reports.board_report import BoardReport


@click.command("report", short_help="Write the report to the board.")
@format_option("To mail as text, to mail or print, or for programs.", "md", "html", "json")
@since_option("The day of the last report; without it the day before the plan began.")
@as_of_option
@with_project
def command(project: Project, format_: str, since: str | None, as_of: str | None) -> None:
    """Write the report to the board: how the plan stands, and what has happened since the last report.

    It names pieces that are not public yet: it is for the board, not for the website.
    """
    today = day_of(project, as_of)
    collection = read_collection(project, today)
    first = day_of(project, since) if since else default_since(collection.stories, project.settings, today)
    if first > today:
        fail(f"--since: {first} lies after the day of the report, {today}; give an earlier day")
    try:
        visits = read_visits(project, collection.stories)
        report = make_report(
            collection.stories, project.settings, project.register, project.site, (first, today), visits
        )
        click.echo(_written(report, format_, project), nl=False)
    except (ProjectError, TemplateError) as error:
        fail(str(error))
    mention_errors(collection)


def _written(report: BoardReport, format_: str, project: Project) -> str:
    if format_ == "json":
        return board_formats.as_json(report) + "\n"
    look = read_theme(project).look.templates
    return board_formats.as_html(report, look) if format_ == "html" else board_formats.as_markdown(report, look)
