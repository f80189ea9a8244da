"""The one issue on GitHub that tells editors what the plan lacks, and when GitHub will stop the daily run.

It has no day that passes, so that its text changes only when there is something new to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from site_builder.programme.plan import PeriodState, PlanStatus
from site_builder.render import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from site_builder.programme.plan import PeriodProgress, PlanProgress

LABEL = "story-plan"
"""What the issue is known by; only people with rights in the repository can give it."""

STOPS_AFTER = timedelta(days=60)
"""Source: https://docs.github.com/actions/reference/events-that-trigger-workflows#schedule"""
_WARN_BEFORE = timedelta(days=14)
_FOOT = (
    "This text is written by the workflow 'Publish', which changes it when something has changed and closes the issue "
    "when there is nothing left to say. See the whole plan with `stories plan`, and the gaps with `stories calendar`."
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the issue should say."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Issue:
    """The issue as it is on GitHub."""

    number: int
    is_open: bool
    title: str
    body: str

    def says(self, wanted: Wanted) -> bool:
        """Whether title and text are those, however GitHub has kept its line ends."""
        return self.title == wanted.title and self.body.split() == wanted.body.split()


class Step(StrEnum):
    """What is to be done with the issue."""

    NOTHING = "nothing"
    OPEN = "open"
    REOPEN = "reopen"
    UPDATE = "update"
    CLOSE = "close"


def wanted(plans: Iterable[PlanProgress], today: date, last_commit: date | None) -> Wanted | None:
    """Return what the issue should say on a day; nothing where no period under way is short and no stop is near."""
    short = [_of_period(row, part) for row in plans for part in row.quota if _is_short(part)]
    stop = list(_of_stop(today, last_commit))
    if not short and not stop:
        return None
    title = "The plan is short of stories" if short else "GitHub will soon stop the daily run"
    return Wanted(title, "\n\n".join([*short, *stop, _FOOT]) + "\n")


def _is_short(part: PeriodProgress) -> bool:
    return part.state is PeriodState.OPEN and part.status is PlanStatus.SHORT


def _of_period(row: PlanProgress, part: PeriodProgress) -> str:
    counts = part.counts
    missing = part.required - counts.published - counts.scheduled - counts.planned
    has = f"{counts.published} published, {counts.scheduled} scheduled and {counts.planned} planned"
    return (
        f"**{words.span(part.period.starts, part.period.ends)}** (plan {row.plan.name}): "
        f"{words.counted(part.required, 'original piece')} promised, {has}. "
        f"{words.counted(missing, 'more piece')} are needed by {words.long_date(part.period.ends)}."
    )


def _of_stop(today: date, last_commit: date | None) -> Iterator[str]:
    if last_commit is None or today < (stop := last_commit + STOPS_AFTER) - _WARN_BEFORE:
        return
    yield (
        f"**GitHub stops the daily run on {words.long_date(stop)}**, because the last commit is of "
        f"{words.long_date(last_commit)}: in a public repository scheduled workflows end after 60 days without one. "
        "Stories that wait for their day would then not appear. Any commit to the main branch, such as a corrected "
        "word, starts the 60 days again. Once stopped: Actions, then Publish, then 'Enable workflow'."
    )


def next_step(issue: Issue | None, what: Wanted | None) -> Step:
    """Return what turns the issue into what it should say."""
    if what is None:
        return Step.CLOSE if issue and issue.is_open else Step.NOTHING
    if issue is None:
        return Step.OPEN
    if not issue.is_open:
        return Step.REOPEN
    return Step.NOTHING if issue.says(what) else Step.UPDATE


def the_one(issues: Iterable[Issue]) -> Issue | None:
    """Return the issue that is kept: the first that is open, or else the first of all."""
    return min(issues, key=lambda issue: (not issue.is_open, issue.number), default=None)
