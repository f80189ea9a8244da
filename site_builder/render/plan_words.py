"""The plan in words: the same on the calendar page, in the board report, in calendars and on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.programme.plan import PlanStatus, PublicStatus
from site_builder.render import words

if TYPE_CHECKING:
    from datetime import date

    from site_builder.programme.plan import Counts

_WORDS: dict[PlanStatus | PublicStatus, str] = {
    PlanStatus.ON_TRACK: "on track",
    PlanStatus.AT_RISK: "at risk",
    PublicStatus.OPEN: "under way",
    PublicStatus.UPCOMING: "to come",
}


def status(value: PlanStatus | PublicStatus) -> str:
    """Return a status as it is within a sentence; most are words already."""
    return _WORDS.get(value, value.value)


def label(value: PlanStatus | PublicStatus) -> str:
    """Return a status as it is alone."""
    return words.sentence_case(status(value))


def goal(stories: int, by: date) -> str:
    """Return what a target asks for, as in '12 stories by 30 September 2027'."""
    return f"{words.stories(stories)} by {words.long_date(by)}"


def counts(of: Counts, needed: str = "") -> str:
    """Return how many pieces there are of each state, as in '1 of 2 stories published, 0 scheduled, 1 planned'."""
    due = f" of {needed}" if needed else ""
    return f"{of.published:,}{due} published, {of.scheduled:,} scheduled, {of.planned:,} planned"


def target(stories: int, by: date, published: int, met_on: date | None, *, is_missed: bool) -> str:
    """Say in one sentence how a target is doing, with nothing of what is to come."""
    if met_on is not None:
        return f"{goal(stories, by)}: met on {words.long_date(met_on)}, {published:,} published."
    if is_missed:
        return f"{goal(stories, by)}: missed, with {published:,} published."
    is_or_are = "is" if published == 1 else "are"
    return f"{published:,} of the {words.stories(stories)} promised by {words.long_date(by)} {is_or_are} published."
