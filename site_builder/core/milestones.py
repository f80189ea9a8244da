"""Milestones: announced days such as board meetings, once or by recurrence rule (RFC 5545)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from dateutil.rrule import rrulestr

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARTS_OF_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND", "HOURLY", "MINUTELY", "SECONDLY")


@dataclass(frozen=True, slots=True)
class Milestone:
    """An announced day; ``repeat`` is an RRULE without the property's name, ``until`` its last possible day."""

    name: str
    date: date
    repeat: str | None = None
    until: date | None = None


def rrule_fault(text: str) -> str:
    """Return what is wrong with a recurrence rule, or an empty text."""
    upper = text.upper()
    if "\n" in text or ":" in text:
        return "give only the rule, without a name such as RRULE: before it"
    if any(part in upper for part in _PARTS_OF_A_DAY):
        return "a milestone is a day, so that hours, minutes and seconds have no place in it"
    if "UNTIL" in upper:
        return "use the key 'until' for the last day"
    try:
        rrulestr(upper, dtstart=datetime(2026, 1, 1))  # noqa: DTZ001 - days have no time zone
    except (ValueError, KeyError, TypeError, IndexError) as error:
        return str(error) or "it cannot be read"
    return ""


def occurrences(milestone: Milestone, first: date, last: date) -> tuple[date, ...]:
    """Return the milestone's days from ``first`` to ``last``, both included, in order."""
    last = last if milestone.until is None else min(last, milestone.until)
    if milestone.repeat is None:
        return (milestone.date,) if first <= milestone.date <= last else ()
    start = datetime.combine(milestone.date, time.min)
    rule = rrulestr(milestone.repeat.upper(), dtstart=start)
    if first > last:
        return ()
    found = rule.between(datetime.combine(first, time.min), datetime.combine(last, time.min), inc=True)
    return tuple(moment.date() for moment in found)


def all_occurrences(
    milestones: Iterable[Milestone], first: date, last: date
) -> tuple[tuple[date, Milestone], ...]:
    """Return (day, milestone) of all milestones from ``first`` to ``last``, both included, by day and name."""
    found = [(day, milestone) for milestone in milestones for day in occurrences(milestone, first, last)]
    return tuple(sorted(found, key=lambda pair: (pair[0], pair[1].name)))
