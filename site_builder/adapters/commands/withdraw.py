"""``stories withdraw``: a story that should not be read any more."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from site_builder.adapters import changing
from site_builder.adapters.commands.desk import read_story, story_argument, tell_what_came, text_of
from site_builder.adapters.commands.frame import as_of_option, day_of, fail, with_project
from site_builder.content.front_matter_editing import EditingError
from site_builder.reports.desk import DeskError, texts_that_link_to, withdrawn

if TYPE_CHECKING:
    from site_builder.adapters.project import Project


@click.command("withdraw", short_help="Withdraw a story, with a notice at its address.")
@story_argument
@click.option("--reason", help="Why, in one sentence for readers.")
@click.option("--date", "day", metavar="YYYY-MM-DD", help="The day of the withdrawal.  [default: today]")
@as_of_option
@with_project
def command(project: Project, story: str, reason: str | None, day: str | None, as_of: str | None) -> None:
    """Withdraw a published story. Its address then shows when and why, and the story leaves lists, feeds and counts.

    STORY is its short name, its file or its id. Its text stays in the file.
    """
    today = day_of(project, as_of)
    piece, collection = read_story(story, project, today)
    if reason is None and sys.stdin.isatty():
        reason = click.prompt("Reason, which readers see", err=True)
    try:
        text = withdrawn(text_of(piece, collection), piece, day or today.isoformat(), reason or "", today)
        changing.rewrite(project.folder / piece.path, text)
    except (DeskError, EditingError, changing.ChangingError) as error:
        fail(f"{collection.tree.root}/{piece.path}: {error}")
    click.echo(f"Withdrawn: {collection.tree.root}/{piece.path}. Its address /{piece.address} shows the notice.")
    for path in texts_that_link_to(piece, collection):
        click.echo(f"  {collection.tree.root}/{path} links to it; check whether it still should.")
    if tell_what_came(collection, project, today):
        sys.exit(1)
