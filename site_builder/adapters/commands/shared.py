"""``stories shared``: where a story was passed on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from site_builder.adapters import changing
from site_builder.adapters.commands.desk import read_story, story_argument, tell_what_came, text_of
from site_builder.adapters.commands.frame import as_of_option, day_of, fail, with_project
from site_builder.content.front_matter_editing import EditingError
from site_builder.render import words
from site_builder.reports.desk import DeskError, channels_of, shared

if TYPE_CHECKING:
    from site_builder.adapters.project import Project
    from site_builder.content.story import Story


@click.command("shared", short_help="Record where a story was shared.")
@story_argument
@click.option("--channel", help="Where: a bulletin, a magazine, a forum.")
@click.option("--date", "day", metavar="YYYY-MM-DD", help="When.  [default: today]")
@click.option("--url", metavar="URL", help="The address where people can see it.")
@as_of_option
@with_project
def command(project: Project, story: str, channel: str | None, as_of: str | None, **options: str | None) -> None:
    """Record where a story was shared. Without --channel, list where it was so far.

    STORY is its short name, its file or its id.
    """
    today = day_of(project, as_of)
    piece, collection = read_story(story, project, today)
    if channel is None:
        _list(piece)
        if not sys.stdin.isatty():
            return
        known = ", ".join(channels_of(collection.stories))
        channel = click.prompt(f"Channel{f' (so far: {known})' if known else ''}", default="", err=True)
        if not channel:
            return
    try:
        day = options["day"] or today.isoformat()
        text = shared(text_of(piece, collection), piece, channel, day, options["url"])
        changing.rewrite(project.folder / piece.path, text)
    except (DeskError, EditingError, changing.ChangingError) as error:
        fail(f"{collection.tree.root}/{piece.path}: {error}")
    click.echo(f"Recorded in {collection.tree.root}/{piece.path}.")
    if tell_what_came(collection, project, today):
        sys.exit(1)


def _list(story: Story) -> None:
    for sharing in story.meta.shared:
        click.echo(f"{words.long_date(sharing.date)}  {sharing.channel}{f'  {sharing.url}' if sharing.url else ''}")
    if not story.meta.shared:
        click.echo(f"'{story.title}' has not been shared, as far as its file says.")
