"""Small values that the templates of several pages receive: a link, a day, facts and groups of links.

Addresses are paths below the site's root, without a slash at the start; a template passes them through the filter
``url``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.render import words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from site_builder.content.vocabulary import Term


@dataclass(frozen=True)
class Link:
    """A link; ``note`` is a short text behind it, such as a count or a date."""

    text: str
    address: str
    note: str = ""


@dataclass(frozen=True)
class Day:
    """A day for the eye and for machines (ISO 8601)."""

    text: str
    iso: str


@dataclass(frozen=True)
class Fact:
    """A row of the at-a-glance panel; an entry without an address is plain text."""

    label: str
    entries: tuple[Link, ...]


@dataclass(frozen=True)
class Group:
    """Links under a heading; the heading is empty where there is only one group."""

    heading: str
    entries: tuple[Link, ...]


def make_day(day: dt.date) -> Day:
    """Return a day as templates receive it."""
    return Day(words.long_date(day), day.isoformat())


def term_links(terms: Sequence[Term]) -> tuple[Link, ...]:
    """Return links to the pages of these terms."""
    return tuple(Link(words.sentence_case(term.name), addresses.of_term(term)) for term in terms)
