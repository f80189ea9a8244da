"""The plan in words: the same on the calendar page, in the board report, in calendars and on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.programme.plan import PlanStatus, PublicStatus
from site_builder.render import words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from site_builder.programme.plan import Counts

_WORDS: dict[PlanStatus | PublicStatus, str] = {
    PlanStatus.MET: "met",
    PlanStatus.WAIVED: "waived",
    PlanStatus.MISSED: "missed",
    PlanStatus.ON_TRACK: "on track",
    PlanStatus.AT_RISK: "at risk",
    PlanStatus.SHORT: "short",
    PublicStatus.OPEN: "under way",
    PublicStatus.UPCOMING: "to come",
}
"""Each by its value; the three that promises end in are of the same value to the public."""


def status(value: PlanStatus | PublicStatus) -> str:
    """Return a status as it is within a sentence."""
    return _WORDS[value]


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


# ---- The calendar


def published(count: int) -> str:
    """Return how many pieces are published."""
    return f"{words.counted(count, 'piece')} published"


def due(required: int) -> str:
    """Say what is due in a period, without a full stop."""
    return f"{words.counted(required, 'original piece')} due" if required else "No original piece is due"


def published_of(count: int, required: int) -> str:
    """Say how many original pieces of a period are published, without a full stop."""
    if count > required:
        return f"{words.counted(count, 'original piece')} published, {f'{required:,}' if required else 'none'} due"
    return f"{count:,} of {words.counted(required, 'original piece')} published" if required else due(0)


def tally(periods: Mapping[PublicStatus, int]) -> str:
    """Say how many periods have each status, as in '6 periods: 4 met, 1 waived and 1 missed'; empty without any."""
    parts = [f"{count:,} {status(value)}" for value, count in periods.items()]
    return f"{words.counted(sum(periods.values()), 'period')}: {words.listed(parts)}" if parts else ""


def end_of_period(count: int, required: int, value: PlanStatus) -> str:
    """Return the entry of a period's last day in the internal calendar."""
    return f"Period ends: {count} of {required} original pieces published ({status(value)})"


def day_of_target(count: int, required: int, value: PlanStatus) -> str:
    """Return the entry of a target's day in the internal calendar."""
    return f"Target: {count} of {required} stories published ({status(value)})"


# ---- The chart of a target


def course(published: int, scheduled: int, planned: int, *, until: date, target: int, by: date, due: int) -> str:
    """Say what the chart shows: what is published ``until`` a day, and how many would be ``due`` at an even pace."""
    so_far = f"{words.stories(published)} published by {words.long_date(until)}"
    pace = f"an even pace to {target} by {words.long_date(by)} would have {due}"
    return f"{so_far}; {pace}. Still to come: {scheduled} scheduled and {planned} planned."


def line_of_published(count: int) -> str:
    """Return what the line of published stories means."""
    return f"Published: {count:,}"


def line_ahead(count: int) -> str:
    """Return what the line of stories to come means."""
    return f"Scheduled and planned: {count:,}"


def line_of_pace(target: int, due: int) -> str:
    """Return what the line of an even pace means."""
    return f"Even pace to {target:,}, which would have {due:,} by now"
