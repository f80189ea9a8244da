"""``stories plan``: how far the promises are met."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from site_builder.adapters import terminal
from site_builder.adapters.commands.frame import (
    as_of_option,
    day_of,
    format_option,
    mention_errors,
    read_collection,
    with_project,
)
from site_builder.programme.plan import progress
from site_builder.reports import summaries

if TYPE_CHECKING:
    from site_builder.adapters.project import Project


@click.command("plan", short_help="Show how far the quota and the target are met.")
@format_option("A table, or JSON for programs.", "text", "json")
@as_of_option
@click.option("--gate", is_flag=True, help="Exit with 1 if a promise that has begun is missed or short of pieces.")
@with_project
def command(project: Project, format_: str, as_of: str | None, gate: bool) -> None:  # noqa: FBT001 - click gives options by name
    """Show how far the quota and the target of every plan are met.

    \b
    met       enough is published            waived   less was due, and that is published
    on track  enough is published or ready   at risk  enough only if all that is planned gets done
    short     not enough even then           missed   the time is over
    """  # noqa: D301 - \b keeps click from filling the lines
    today = day_of(project, as_of)
    collection = read_collection(project, today)
    plans = progress(collection.stories, project.settings.programme, today)
    if format_ == "json":
        click.echo(summaries.plan_json(plans, today))
    else:
        terminal.show_plans(plans)
    mention_errors(collection)
    shortfalls = [summaries.shortfall(row, part) for row in plans for part in row.shortfalls()]
    if gate and shortfalls:
        click.echo("\n".join(shortfalls), err=True)
        sys.exit(1)
