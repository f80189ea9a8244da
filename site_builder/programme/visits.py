"""Visits to the site's pages: totals of days, without anything that says who came."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import astuple, dataclass, fields, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from site_builder import addresses

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from site_builder.content.story import Story

SITE = "*"
"""Means all pages together: one visit may see several."""

NAMES = {
    "plausible": "Plausible", "goatcounter": "GoatCounter", "matomo": "Matomo", "log": "the web server's logs",
}  # fmt: skip
"""What counts visits. On a day that several have counted the first is taken: scripts see fewer robots than logs do."""


@dataclass(frozen=True, slots=True, order=True)
class DayCount:
    """What one source counted on a day for a page: the id of a piece, the address of another page, or ``SITE``.

    ``visitors`` are the different ones of that day; those of several days cannot be told apart and so not added up.
    """

    date: date
    page: str
    source: str
    views: int
    visits: int
    visitors: int


@dataclass(frozen=True, slots=True)
class Total:
    """Page views, and visits in which the page was seen."""

    views: int = 0
    visits: int = 0


@dataclass(frozen=True)
class Visits:
    """The counts of many days, in order."""

    counts: tuple[DayCount, ...] = ()

    def until(self, day: date) -> Visits:
        """Return what was counted up to and with a day."""
        return Visits(tuple(count for count in self.counts if count.date <= day))

    def after(self, day: date) -> Visits:
        """Return what was counted later than a day."""
        return Visits(tuple(count for count in self.counts if count.date > day))

    def of(self, page: str) -> Total:
        """Return the total of a page, or of the whole site."""
        return self._totals.get(page, Total())

    @property
    def first(self) -> date:
        """The first day on which anything was counted."""
        return min(count.date for count in self.counts)

    @property
    def last(self) -> date:
        """The last such day."""
        return max(count.date for count in self.counts)

    @property
    def sources(self) -> list[str]:
        """The names of what counted."""
        kinds = {_kind(count.source) for count in self.counts}
        return [name for kind, name in NAMES.items() if kind in kinds]

    @cached_property
    def _totals(self) -> Mapping[str, Total]:
        best: dict[date, str] = {}
        for count in self.counts:
            kind = _kind(count.source)
            best[count.date] = min(best.get(count.date, kind), kind, key=[*NAMES].index)
        views: dict[str, int] = defaultdict(int)
        visits: dict[str, int] = defaultdict(int)
        for count in self.counts:
            if _kind(count.source) == best[count.date]:
                views[count.page] += count.views
                visits[count.page] += count.visits
        return {page: Total(views[page], visits[page]) for page in views}


def _kind(source: str) -> str:
    return source.partition(" ")[0]


def joined(counts: Iterable[DayCount], ids: Mapping[str, str]) -> Visits:
    """Return counts with those of addresses that belong to a piece by its id; ``ids`` are by address."""
    return Visits(_summed(replace(count, page=ids.get(count.page, count.page)) for count in counts))


def added(counts: Iterable[DayCount], more: Iterable[DayCount]) -> tuple[DayCount, ...]:
    """Return counts together with more of other times, such as another part of a day."""
    return _summed((*counts, *more))


def replaced(counts: Iterable[DayCount], newer: Iterable[DayCount]) -> tuple[DayCount, ...]:
    """Return counts in which whole days are replaced by those of a newer export, unless that saw less of a day."""
    found = {(count.date, count.page, count.source): count for count in counts}
    for count in newer:
        key = (count.date, count.page, count.source)
        found[key] = max(found.get(key, count), count, key=lambda count: count.views)
    return tuple(sorted(found.values()))


def _summed(counts: Iterable[DayCount]) -> tuple[DayCount, ...]:
    found: dict[tuple[date, str, str], DayCount] = {}
    for count in counts:
        key = (count.date, count.page, count.source)
        old = found.get(key)
        found[key] = count if old is None else DayCount(
            *key, old.views + count.views, old.visits + count.visits, old.visitors + count.visitors
        )  # fmt: skip
    return tuple(sorted(found.values()))


class VisitsError(ValueError):
    """A table of visits that cannot be read; the message says where and why."""


COLUMNS = tuple(field.name for field in fields(DayCount))


def read_table(text: str) -> tuple[DayCount, ...]:
    """Return the counts of a table as ``write_table`` writes it. Raises VisitsError."""
    rows = csv.reader(io.StringIO(text))
    if next(rows, None) != [*COLUMNS]:
        raise VisitsError(f"line 1 must be: {','.join(COLUMNS)}")
    return tuple(_row(row, rows.line_num) for row in rows)


def _row(row: list[str], line: int) -> DayCount:
    try:
        day, page, source, *numbers = row
        views, visits, visitors = map(int, numbers)
        count = DayCount(date.fromisoformat(day), page, source, views, visits, visitors)
    except ValueError as error:
        raise VisitsError(f"line {line} is no row of {','.join(COLUMNS)}: {error}") from None
    if _kind(source) not in NAMES:
        raise VisitsError(f"line {line}: '{source}' is no source; they are: {', '.join(NAMES)}")
    return count


def write_table(counts: Iterable[DayCount]) -> str:
    """Return counts as CSV, a row for each day, page and source, so that two imports differ in few lines."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(astuple(count) for count in sorted(counts))
    return text.getvalue()


@dataclass(frozen=True, slots=True)
class Place:
    """What a path leads to: a page as in ``DayCount``, perhaps by an old address."""

    page: str
    is_alias: bool = False


@dataclass(frozen=True, slots=True)
class Places:
    """Which page answers at a path; ``base`` is the path of the home page, with a slash at its end."""

    base: str
    ids: Mapping[str, str]
    aliases: frozenset[str]

    @classmethod
    def of(cls, stories: Collection[Story], base: str) -> Places:
        """Return the places of pieces and of their old addresses."""
        aliases = {f"/{addresses.normalise(alias)}": story.id for story in stories for alias in story.meta.aliases}
        now = {f"/{story.address}": story.id for story in stories}
        return cls(base, aliases | now, frozenset(aliases) - now.keys())

    def find(self, path: str) -> Place | None:
        """Return the page at the path of a request; nothing for a file that is no page."""
        if not path.startswith(self.base):
            return None
        path = f"/{addresses.normalise(unquote(path[len(self.base) :]))}"
        if path in self.ids:
            return Place(self.ids[path], path in self.aliases)
        return Place(path) if path.endswith("/") else None
