"""Days as people write them: 16/11/2026, 16.11.26, 16 November 2026, Nov 16th, 2026."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_TIME = r"(?:,?[T\s]\s*(?:at\s+)?\d{1,2}[:.]\d{2}\S*)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
FORMS = tuple(
    re.compile(f"{_WEEKDAY}{form}{_TIME}", re.IGNORECASE)
    for form in (
        rf"(?P<day>\d{{1,2}})[/.-](?P<month>\d{{1,2}})[/.-]{_YEAR}",
        rf"{_YEAR}[/.-](?P<month>\d{{1,2}})[/.-](?P<day>\d{{1,2}})",
        rf"{_DAY}(?:\s+of)?[\s-]+(?P<month>[a-z]{{3,9}}),?[\s-]+{_YEAR}",
        rf"(?P<month>[a-z]{{3,9}})\s+{_DAY},?\s+{_YEAR}",
    )
)
MONTH_ALONE = re.compile(rf"(?P<month>[a-z]{{3,9}}|\d{{1,2}})[\s/.-]+{_YEAR}", re.IGNORECASE)
_LONGEST = 60


def read(text: str) -> date | None:
    """Return the day that a text means, the day before the month as in the United Kingdom, or None."""
    plain = " ".join(text.split()) if len(text) <= _LONGEST else ""
    for form in FORMS:
        if match := form.fullmatch(plain):
            return _day(int(match["year"]), _month(match["month"]), int(match["day"]))
    return None


def read_month(text: str) -> str | None:
    """Return the month that a text means, as in 2013-09, or None."""
    match = MONTH_ALONE.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    month = _month(match["month"]) if match else 0
    return f"{match['year']}-{month:02}" if match and 1 <= month <= len(MONTHS) else None


def _month(text: str) -> int:
    """Return the number of a month, or 0."""
    if text.isdecimal():
        return int(text)
    named = (n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(text.lower()))
    return next(named, 9 if text.lower() == "sept" else 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def in_words(day: date) -> str:
    """Return a day as people read it: 16 November 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
