"""Milestones: announced days such as board meetings, once or by recurrence rule (RFC 5545)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, cast

from dateutil.rrule import rrulestr

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from dateutil.rrule import rrule

_WEEKS_OF_A_MONTH = 5
_WEEKS_OF_A_YEAR = 53
_BEYOND_ALL_DATES = 1_000_000
_PARTS_OF_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND", "HOURLY", "MINUTELY", "SECONDLY")


@dataclass(frozen=True, slots=True)
class Milestone:
    """An announced day; ``repeat`` is an RRULE without its property's name, ``until`` ends it."""

    name: str
    date: dt.date
    repeat: str | None = None
    until: dt.date | None = None


def rrule_fault(text: str) -> str:
    """Return what is wrong with a recurrence rule, or an empty text."""
    upper = text.upper()
    if "\n" in text or ":" in text:
        return "give only the rule, without a name such as RRULE: before it"
    if any(part in upper for part in _PARTS_OF_A_DAY):
        return "a milestone is a day, so that hours, minutes and seconds have no place in it"
    if "UNTIL" in upper:
        return "use the key 'until' for the last day"
    parts = dict(part.partition("=")[::2] for part in upper.split(";"))
    if "FREQ" not in parts or not all(parts.values()) or upper.split() != [upper]:
        return "it must be parts 'NAME=VALUE' with semicolons between them, one of them FREQ"
    try:
        rrulestr(upper, dtstart=datetime(2026, 1, 1))  # noqa: DTZ001 - days have no time zone
        return _fault_of_a_number(parts)
    except (ValueError, KeyError, TypeError, IndexError) as error:
        return str(error) or "it cannot be read"


def _fault_of_a_number(parts: Mapping[str, str]) -> str:
    """Return what dateutil lets pass and then never ends (INTERVAL=0) or breaks down over (BYDAY=99MO)."""
    for name in ("INTERVAL", "COUNT"):
        if int(parts.get(name, "1")) < 1:
            return f"{name} must be at least 1"
    in_a_year = parts["FREQ"] == "YEARLY" and "BYMONTH" not in parts
    most = _WEEKS_OF_A_YEAR if in_a_year else _WEEKS_OF_A_MONTH
    if any(int(number) > most for number in re.findall(r"\d+", parts.get("BYDAY", ""))):
        return f"BYDAY counts at most {most} weeks here"
    return ""


def keeps_own_rule(milestone: Milestone) -> bool:
    """Whether the milestone's date is the first day of its own rule.

    Looks at the rule's first day, week, month or year only: days that never come (30 February) would be
    searched for to the end of all dates.
    """
    if milestone.repeat is None:
        return True
    start = datetime.combine(milestone.date, time.min)
    return next(iter(_rule(milestone.repeat, start).replace(interval=_BEYOND_ALL_DATES)), None) == start


def _rule(text: str, start: datetime) -> rrule:
    return cast("rrule", rrulestr(text.upper(), dtstart=start))  # one line is one rule, never a set of them


def occurrences(milestone: Milestone, first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    """Return the milestone's days from ``first`` to ``last``, both included, in order."""
    last = last if milestone.until is None else min(last, milestone.until)
    if milestone.repeat is None:
        return (milestone.date,) if first <= milestone.date <= last else ()
    start = datetime.combine(milestone.date, time.min)
    rule = _rule(milestone.repeat, start)
    if first > last:
        return ()
    found = rule.between(datetime.combine(first, time.min), datetime.combine(last, time.min), inc=True)
    return tuple(moment.date() for moment in found)


def all_occurrences(
    milestones: Iterable[Milestone], first: dt.date, last: dt.date
) -> tuple[tuple[dt.date, Milestone], ...]:
    """Return (day, milestone) from ``first`` to ``last``, both included, in order of day and name."""
    found = [(day, milestone) for milestone in milestones for day in occurrences(milestone, first, last)]
    return tuple(sorted(found, key=lambda pair: (pair[0], pair[1].name)))
