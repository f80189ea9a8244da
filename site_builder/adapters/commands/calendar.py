"""``stories calendar``: the editors' calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from site_builder.adapters import git_revision, terminal
from site_builder.adapters.commands.frame import (
    as_of_option,
    day_of,
    format_option,
    mention_errors,
    read_collection,
    with_project,
)
from site_builder.files import calendars
from site_builder.programme.plan import progress
from site_builder.reports import agenda

if TYPE_CHECKING:
    from site_builder.adapters.project import Project


@click.command("calendar", short_help="Show what is published, planned, and where the gaps are.")
@format_option("Text for people, JSON for programs, or ICS for a calendar.", "text", "json", "ics")
@as_of_option
@with_project
def command(project: Project, format_: str, as_of: str | None) -> None:
    """Show what is published, scheduled and planned, with milestones and gaps.

    This is the editors' calendar. Do not publish it. The public one is on the site, at /calendar/.
    """
    today = day_of(project, as_of)
    collection = read_collection(project, today)
    plans = progress(collection.stories, project.settings.programme, today)
    milestones = project.settings.announced
    if format_ == "ics":
        moves = git_revision.moves_of_days(project.root, project.folder.relative_to(project.root).as_posix())
        if moves is None:
            click.echo("the history in git is not all here, so moved pieces have no SEQUENCE", err=True)
        found = calendars.internal_calendar(collection.stories, plans, milestones, project.site, today, moves or {})
        click.echo(found, nl=False)
        return
    agendas = agenda.make_agenda(collection.stories, plans, milestones, today)
    if format_ == "json":
        click.echo(agenda.as_json(agendas, today))
    else:
        terminal.show_agenda(agendas)
    mention_errors(collection)
