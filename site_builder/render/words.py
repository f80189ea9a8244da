"""Dates, numbers and lists in words; British English, whatever the machine's locale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.content.collation import sort_key
from site_builder.content.days import MONTHS, in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")
"""As CLDR has them for British English, like everything here."""
_NO_BREAK = "\N{NO-BREAK SPACE}"
_CURRENCIES = {"GBP": "£", "EUR": "€", "USD": "US$"}


def long_date(day: date) -> str:
    """Return a day as in '16 November 2026'."""
    return in_words(day)


def short_month(day: date) -> str:
    """Return a day's month as in 'Nov', and 'Sept' for September."""
    return _SHORT_MONTHS[day.month - 1]


def partial_date(text: str) -> str:
    """Return a year, month or day (ISO 8601) in words: '2013', 'April 2015', '12 September 2013'."""
    parts = text.split("-")
    words = [parts[0]]
    if len(parts) > 1:
        words.insert(0, MONTHS[int(parts[1]) - 1])
    if len(parts) > 2:  # noqa: PLR2004 - a list of two has no comma
        words.insert(0, str(int(parts[2])))
    return " ".join(words)


def span(starts: date, ends: date) -> str:
    """Return a stretch of days; whole months as in 'November and December 2026'."""
    next_day_is_first = ends.month != (ends.fromordinal(ends.toordinal() + 1)).month if ends < ends.max else True
    if starts.day == 1 and next_day_is_first:
        first, last = MONTHS[starts.month - 1], MONTHS[ends.month - 1]
        if (starts.year, starts.month) == (ends.year, ends.month):
            return f"{first} {ends.year}"
        if starts.year == ends.year:
            joint = "and" if ends.month - starts.month == 1 else "to"
            return f"{first} {joint} {last} {ends.year}"
        return f"{first} {starts.year} to {last} {ends.year}"
    return days(starts, ends)


def days(starts: date, ends: date) -> str:
    """Return the first and the last of some days."""
    return f"{long_date(starts)} to {long_date(ends)}"


def months(first: date, last: date) -> str:
    """Return the months from that of one day to that of another, as in 'November 2026 to March 2027'."""
    month = f"{MONTHS[last.month - 1]} {last.year}"
    same = (first.year, first.month) == (last.year, last.month)
    return month if same else f"{MONTHS[first.month - 1]} {first.year} to {month}"


def short_span(starts: date, ends: date) -> str:
    """Return a stretch of days for a narrow place; whole months as in 'Nov-Dec 2026'."""
    is_last = ends == ends.max or ends.fromordinal(ends.toordinal() + 1).day == 1
    if starts.day != 1 or not is_last:
        return f"{starts.day} {short_month(starts)} {starts.year} to {ends.day} {short_month(ends)} {ends.year}"
    first, last = short_month(starts), short_month(ends)
    if starts.year != ends.year:
        return f"{first} {starts.year}-{last} {ends.year}"
    return f"{first} {ends.year}" if first == last else f"{first}-{last} {ends.year}"


def listed(words: Sequence[str], at_most: int | None = None) -> str:
    """Return 'a', 'a and b', 'a, b and c'; with a limit 'a, b and 3 more'.

    >>> listed(["a", "b", "c", "d"], at_most=2)
    'a, b and 2 more'
    """
    shown = list(words)
    if at_most is not None and len(shown) > at_most + 1:
        shown = [*shown[:at_most], f"{len(words) - at_most} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else ""


def in_order(names: Iterable[str]) -> list[str]:
    """Return names as a dictionary has them."""
    return sorted(names, key=sort_key)


def counted(n: int, singular: str, plural: str = "") -> str:
    """Return '1 story', '2 stories'."""
    return f"{n:,} {singular if n == 1 else plural or singular + 's'}"


def stories(n: int) -> str:
    """Return a count of pieces."""
    return counted(n, "story", "stories")


def sentence_case(text: str) -> str:
    """Return a text with a capital at its start, the rest as it is."""
    return text[:1].upper() + text[1:]


def money(amount: float, currency: str) -> str:
    """Return an amount as in '£1,250,000', or 'CHF 3,000.50' in a currency whose sign may not be known."""
    number = f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2f}"
    return f"{_CURRENCIES.get(currency) or f'{currency}{_NO_BREAK}'}{number}"


def web_address(url: str) -> str:
    """Return an address as people write it: 'example.org/report' for 'https://www.example.org/report/'."""
    for start in ("https://", "http://", "mailto:"):
        url = url.removeprefix(start)
    return url.removeprefix("www.").removesuffix("/")
