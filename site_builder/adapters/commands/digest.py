"""``stories digest``: the bulletin of a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from site_builder.adapters.commands.frame import (
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
from site_builder.build import Build
from site_builder.content.web_address import is_whole
from site_builder.render.templates import TemplateError
from site_builder.reports import bulletin

if TYPE_CHECKING:
    from datetime import date

    from site_builder.adapters.project import Project

_FORMATS = {
    "html": bulletin.as_html, "text": bulletin.as_text, "md": bulletin.as_markdown, "eml": bulletin.as_message,
}  # fmt: skip
_ALL = "all"


@click.command("digest", short_help="Write the bulletin of a period, or short texts of its stories.")
@since_option("The day of the last bulletin. This one starts after it.", required=True)
@click.option("--until", metavar="YYYY-MM-DD", help="The last day to cover. Today or earlier.")
@format_option("HTML, text or both in one file (eml) for an email; or Markdown.", *_FORMATS)
@click.option(
    "--length",
    type=click.Choice([*map(str, bulletin.LENGTHS), _ALL]),
    help="Instead of the bulletin, a text of each story with at most this many characters.",
)
@with_project
def command(project: Project, since: str, until: str | None, format_: str, length: str | None) -> None:
    """Write the bulletin: what was published and changed after one day, up to another.

    --format eml is an email with HTML and text, to open, look at and send. --length gives texts for other
    channels in whole sentences: 280 characters for a post, 600 for a group, 1,500 for a magazine.
    """
    first, last = day_of(project, since), day_of(project, until)
    if first >= last:
        fail(f"--since: {first} must be before the last day, {last}")
    if not is_whole(project.site.url):
        fail("mkdocs.yml: site_url: is missing; links in an email need the full address of the site")
    collection = read_collection(project, last)
    build = Build.of(project.site, project.settings, project.register, collection, last, preview=False)
    if length:
        click.echo(_texts(build, first, last, length))
    else:
        try:
            made = _FORMATS[format_](bulletin.make_bulletin(build, first, last), read_theme(project).look.templates)
        except (ProjectError, TemplateError) as error:
            fail(str(error))
        click.echo(made, nl=False)
    mention_errors(collection)


def _texts(build: Build, since: date, until: date, length: str) -> str:
    """Return the texts of the period's stories, each under a line with its id, its length and what was asked for."""
    found = []
    for story in bulletin.in_period(build, since, until):
        for most in bulletin.LENGTHS:
            if length in {_ALL, str(most)}:
                text = bulletin.text_of_length(story, build.site.absolute(story.address), most)
                found.append(f"=== {story.id}: {len(text):,} of {most:,} characters\n\n{text}")
    return "\n\n".join(found) or f"No story was published after {since}, up to {until}."
