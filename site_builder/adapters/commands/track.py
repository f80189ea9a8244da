"""``stories track``: the one issue on GitHub that says what the plan lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from site_builder.adapters import git_revision, github_issue
from site_builder.adapters.commands.frame import (
    as_of_option,
    day_of,
    fail,
    mention_errors,
    read_collection,
    with_project,
)
from site_builder.adapters.git_revision import RevisionError
from site_builder.adapters.github_issue import GitHubError
from site_builder.programme.plan import progress
from site_builder.reports import tracking
from site_builder.reports.tracking import Step

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from site_builder.adapters.project import Project

_SAID = {
    Step.NOTHING: "Nothing to do: the issue says what it should.",
    Step.OPEN: "Opened an issue.",
    Step.REOPEN: "Opened issue {number} again.",
    Step.UPDATE: "Brought issue {number} up to date.",
    Step.CLOSE: "Closed issue {number}.",
}


@click.command("track", short_help="Open, update or close the issue that says what the plan lacks.")
@click.option("--dry-run", is_flag=True, help="Show what the issue would say, without asking or changing GitHub.")
@as_of_option
@with_project
def command(project: Project, as_of: str | None, dry_run: bool) -> None:  # noqa: FBT001 - click gives options by name
    """Open, update or close the one issue on GitHub that says what the plan lacks.

    The issue is open while the current period is short of original pieces, or when GitHub will soon stop the daily run
    because nothing was committed. The workflow 'Publish' runs this. It needs GitHub's command gh.
    """
    today = day_of(project, as_of)
    collection = read_collection(project, today)
    mention_errors(collection)
    plans = progress(collection.stories, project.settings.programme, today)
    wanted = tracking.wanted(plans, today, _last_commit(project.root))
    if dry_run:
        click.echo(f"{wanted.title}\n\n{wanted.body}" if wanted else "Nothing is missing: no issue.", nl=wanted is None)
        return
    try:
        step, number = github_issue.bring_up_to_date(project.root, wanted)
    except GitHubError as error:
        fail(str(error))
    click.echo(_SAID[step].format(number=number))


def _last_commit(folder: Path) -> date | None:
    """Return the day of the last commit; outside a repository nothing can be stopped."""
    try:
        return git_revision.day_of_last_commit(folder)
    except RevisionError:
        return None
