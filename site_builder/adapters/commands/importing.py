"""``stories import``: the way in for an old collection."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from site_builder.adapters import import_writing, terminal
from site_builder.adapters.commands.choosing import Chooser
from site_builder.adapters.commands.frame import (
    as_of_option,
    day_of,
    fail,
    format_option,
    read_collection,
    with_project,
)
from site_builder.adapters.commands.frame import write as write_file
from site_builder.adapters.importing import reading
from site_builder.adapters.importing.faults import ImportingError
from site_builder.reports import import_report
from site_builder.reports.import_draft import Here, ImportedDraft, draft_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from site_builder.adapters.project import Project
    from site_builder.content.imported import Imported

_REDIRECTS = "redirects.txt"


@click.command("import", short_help="Turn stories of an old collection into drafts.")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would come in, and write nothing.")
@click.option(
    "--ask/--no-ask", default=None, help="Ask about doubtful names, or leave comments.  [default: at a terminal]"
)
@format_option("Text for people, or JSON for programs.", "text", "json")
@as_of_option
@with_project
def command(project: Project, paths: tuple[Path, ...], as_of: str | None, format_: str, **how: bool | None) -> None:
    """Turn stories of an old collection into drafts with their files, and say what became of everything.

    FILE is a Word document (.docx), a web page, Markdown of another generator (Hugo, Jekyll, Eleventy, Pelican), a
    table with a row for each story (CSV, .xlsx), an export of WordPress (.xml), or a folder of these. The same file
    twice makes no second story. Exits with 1 if a file cannot be read.
    """
    today = day_of(project, as_of)
    collection = read_collection(project, today)
    stories, refused = _read(paths)
    asks = how["ask"] if how["ask"] is not None else sys.stdin.isatty() and format_ == "text"
    before, taken = import_writing.taken_by(collection), import_writing.taken_by(collection)
    here = Here(project.settings, project.register, urlsplit(project.site.url).hostname or "", today)
    chooser = Chooser(asks=bool(asks))
    drafts = []
    with terminal.working("Bringing them in", len(stories), is_shown=not asks) as advance:
        for story in stories:
            drafts.append(draft_of(story, here, before, taken, chooser))
            advance()
    dry_run = bool(how["dry_run"])
    if not dry_run:
        _write(drafts, project)
    root = collection.tree.root
    if format_ == "json":
        click.echo(import_report.as_json(drafts, refused, root, today))
    else:
        _tell(drafts, refused, root, dry_run=dry_run)
    if refused:
        sys.exit(1)


def _read(paths: Sequence[Path]) -> tuple[list[Imported], list[tuple[str, str]]]:
    """Return the stories in all files, and why some could not be read."""
    stories: list[Imported] = []
    refused: list[tuple[str, str]] = []
    files = list(reading.files_in(paths))
    with terminal.working("Reading the files", len(files)) as advance:
        for file in files:
            try:
                stories += reading.read(file)
            except ImportingError as error:
                refused.append((str(file), str(error)))
            advance()
    return stories, refused


def _write(drafts: Sequence[ImportedDraft], project: Project) -> None:
    table = project.root / _REDIRECTS
    before = table.read_text("utf-8") if table.is_file() else ""
    after = import_report.redirect_table(drafts, before)
    try:
        for draft in drafts:
            if draft.path:
                import_writing.write(draft, project)
    except import_writing.ImportWritingError as error:
        fail(f"{error} What was written before stays; run the same again when that is fixed.")
    if after != before:
        write_file(table, after, "w")


def _tell(drafts: Sequence[ImportedDraft], refused: Sequence[tuple[str, str]], root: str, *, dry_run: bool) -> None:
    for draft in drafts:
        for line in import_report.lines_of(draft, root):
            click.echo(line)
    for name, said in refused:
        click.echo(f"stories: {name}: {said}", err=True)
    click.echo(import_report.summary(drafts, len(refused), dry_run=dry_run))
    if any(draft.redirects for draft in drafts) and not dry_run:
        click.echo(f"Old addresses with a part after ? are in {_REDIRECTS}, for the web server.")
