"""``stories report``: the report to the board."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.adapters import git_revision
from site_builder.adapters.commands.frame import (
    as_of_option,
    day_of,
    fail,
    format_option,
    mention_errors,
    read_collection,
    refuse,
    since_option,
    with_project,
)
from site_builder.adapters.git_revision import RevisionError
from site_builder.adapters.project import ProjectError
from site_builder.adapters.theme import read_theme
from site_builder.adapters.visit_records import read_visits
from site_builder.drawing.site_colours import colours_of
from site_builder.render.templates import TemplateError
from site_builder.reports import board_formats
from site_builder.reports.board_report import default_since, make_report

if TYPE_CHECKING:
    from site_builder.adapters.project import Project
    from site_builder.adapters.theme import Theme
    from site_builder.reports.board_report import BoardReport


@click.command("report", short_help="Write the report to the board.")
@format_option(
    "Markdown or HTML to mail, PDF to print (with --output), or JSON for programs.", "md", "html", "pdf", "json"
)
@since_option("The day of the last report.  [default: the day before the plan began]")
@as_of_option
@click.option(
    "--at", metavar="REV", help="Use the files of this git revision, and its day unless --as-of says otherwise."
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write into this file.")
@with_project
def command(
    project: Project, format_: str, since: str | None, as_of: str | None, at: str | None, output: Path | None
) -> None:
    """Write the report to the board: how the plan is doing, and what has happened since the last report.

    It names pieces that are not public yet. It is for the board, not for the website.
    """
    if format_ == "pdf" and output is None:
        fail("--format pdf needs a file; add --output, as in --output report.pdf")
    try:
        report = _report(project, since, as_of, at)
        written = _written(report, format_, project)
    except (ProjectError, TemplateError, RevisionError) as error:
        fail(str(error))
    if output is None:
        click.echo(written, nl=False)
        return
    try:
        output.write_bytes(written)
    except OSError as error:
        fail(f"{output} cannot be written: {error.strerror}")
    click.echo(f"The report is in {output}")


def _report(project: Project, since: str | None, as_of: str | None, at: str | None) -> BoardReport:
    """Return the report from the files as they are, or as they were. Raises RevisionError and ProjectError."""
    revision = git_revision.at(project, at, "--at") if at else None
    project = revision.project(project) if revision else project
    today = day_of(project, as_of or (revision.day().isoformat() if revision else None))
    collection = read_collection(project, today, revision.tree(project) if revision else None)
    first = day_of(project, since) if since else default_since(collection.stories, project.settings, today)
    if first > today:
        fail(f"--since: {first} is after the day of the report, {today}; give an earlier day")
    read = revision.read if revision else Path.read_bytes
    visits = read_visits(project, collection.stories, read)
    mention_errors(collection)
    return make_report(collection.stories, project.settings, project.register, project.site, (first, today), visits)


def _written(report: BoardReport, format_: str, project: Project) -> bytes:
    """Return the report in a format. Raises ProjectError and TemplateError."""
    if format_ == "json":
        return f"{board_formats.as_json(report)}\n".encode()
    theme = read_theme(project)
    if format_ == "pdf":
        return _pdf(report, project, theme)
    if format_ == "html":
        return board_formats.as_html(report, theme.look.templates, colours_of(project.settings)).encode()
    return board_formats.as_markdown(report, theme.look.templates).encode()


def _pdf(report: BoardReport, project: Project, theme: Theme) -> bytes:
    from site_builder.adapters.typesetting import TypesettingError, typeset  # noqa: PLC0415 - slow, and rarely needed
    from site_builder.reports.board_pdf import as_typesetting  # noqa: PLC0415 - only a PDF needs Typst

    try:
        sources = as_typesetting(
            report, project.site, theme.pdf_templates, colours_of(project.settings), theme.look.fonts
        )
        return typeset(sources, project.root)
    except TypesettingError as error:
        refuse(f"the PDF of the report cannot be made: {error}; --format html makes a page to print")
