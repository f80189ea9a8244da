"""``stories next``: the next day on which the site changes by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from site_builder.adapters.commands.frame import (
    as_of_option,
    day_of,
    format_option,
    mention_errors,
    read_collection,
    with_project,
)
from site_builder.programme.schedule import next_changes
from site_builder.render import words
from site_builder.reports import summaries

if TYPE_CHECKING:
    from site_builder.adapters.project import Project


@click.command("next", short_help="Show when and why the site changes by itself.")
@format_option("Text for people, or JSON for programs.", "text", "json")
@as_of_option
@with_project
def command(project: Project, format_: str, as_of: str | None) -> None:
    """Show the next day on which the public site changes by itself, and why.

    Build the site again on that day; on the days before it nothing would differ.
    """
    today = day_of(project, as_of)
    collection = read_collection(project, today)
    changes = next_changes(collection.stories, project.settings.programme, today)
    if format_ == "json":
        click.echo(summaries.changes_json(changes, today))
    elif not changes:
        click.echo("Nothing changes by itself: no piece is scheduled and no period or review is to come.")
    else:
        days = (changes[0].day - today).days
        click.echo(f"{changes[0].day}  {words.long_date(changes[0].day)}, in {words.counted(days, 'day')}")
        for change in changes:
            click.echo(f"  {change.reason}: {change.text}")
    mention_errors(collection)
