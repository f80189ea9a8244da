"""What Plausible, GoatCounter and Matomo export, as totals of days.

An export of a day is whole, so that a later one takes the place of an earlier one. Sources of the formats:
https://plausible.io/docs/export-stats (imported_pages and imported_visitors), https://www.goatcounter.com/help/export
(a row for each page view), https://developer.matomo.org/api-reference/reporting-api (Actions.getPageUrls as CSV or
JSON by day, flat).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import tzinfo

Row = dict[str, str]


class ExportError(ValueError):
    """An export that cannot be used; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What an export says of a page on a day; no path means the whole site."""

    day: date
    path: str
    views: int
    visits: int
    visitors: int


@dataclass(frozen=True, slots=True)
class Export:
    """An export: what made it, and what it says."""

    source: str
    counts: tuple[Counted, ...]


def read_export(data: bytes, zone: tzinfo) -> Export | None:
    """Return what an export says, or nothing where the text is of another kind. Raises ExportError."""
    text = _decoded(data)
    if text.lstrip()[:1] in {"{", "["}:
        return Export("matomo", tuple(_matomo_json(text)))
    rows = csv.DictReader(io.StringIO(text))
    names = frozenset(rows.fieldnames or ())
    reader = next((reader for reader in _READERS if reader.needs <= names <= (reader.knows or names)), None)
    if reader is None:
        return None
    source = reader.source
    try:
        return Export(source, tuple(reader.read(rows, zone)))
    except (ValueError, KeyError, TypeError) as error:
        raise ExportError(f"line {rows.line_num} is no row of an export of {source}: {error}") from None


def _decoded(data: bytes) -> str:
    """Return the text of a file; Matomo writes UTF-16 for Excel."""
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise ExportError("it is not text in UTF-8") from None


def _plausible_pages(rows: Iterable[Row], _zone: tzinfo) -> Iterator[Counted]:
    """Yield the pages; an older export has no visits of a page, and its visitors of a day are the nearest there is."""
    found: dict[tuple[date, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in rows:  # one for each name of the host
        sums = found[date.fromisoformat(row["date"]), row["page"]]
        for n, name in enumerate(("pageviews", "visits" if row.get("visits") else "visitors", "visitors")):
            sums[n] += int(row[name])
    return (Counted(day, path, *sums) for (day, path), sums in found.items())


def _plausible_site(rows: Iterable[Row], _zone: tzinfo) -> Iterator[Counted]:
    for row in rows:
        yield Counted(
            date.fromisoformat(row["date"]), "", int(row["pageviews"]), int(row["visits"]), int(row["visitors"])
        )


def _goatcounter(rows: Iterable[Row], zone: tzinfo) -> Iterator[Counted]:
    """Count page views and sessions; the name of a session lives no longer than this."""
    views: dict[tuple[date, str], int] = defaultdict(int)
    sessions: dict[tuple[date, str], set[str]] = defaultdict(set)
    for row in rows:
        path = row[next(name for name in row if _VERSIONED_PATH.fullmatch(name))]
        if row["Event"] == "true" or row["Bot"] != "0":
            continue
        day = datetime.fromisoformat(row["Date"]).astimezone(zone).date()
        for page in (urlsplit(path).path, ""):
            views[day, page] += 1
            sessions[day, page].add(row["Session"])
    for key, n in views.items():
        yield Counted(*key, n, len(sessions[key]), len(sessions[key]))


def _matomo_csv(rows: Iterable[Row], _zone: tzinfo) -> Iterator[Counted]:
    by_day: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    for row in rows:
        by_day[row["date"]].append(row)
    for day, of_day in by_day.items():
        yield from _matomo_day(date.fromisoformat(day), of_day)


def _matomo_json(text: str) -> Iterator[Counted]:
    try:
        days = json.loads(text)
    except ValueError as error:
        raise ExportError(f"it is not JSON: {error}") from None
    if not isinstance(days, dict):
        raise ExportError("it does not say of which day it is; export a range of dates by day, flat")
    try:
        for day, rows in days.items():
            yield from _matomo_day(date.fromisoformat(day), rows)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ExportError(f"it is not what Matomo's Actions.getPageUrls gives by day, flat: {error}") from None


def _matomo_day(day: date, rows: Iterable[Mapping[str, object]]) -> Iterator[Counted]:
    """Yield the pages of a day and the site: each of its visits began on one page."""
    views = visits = visitors = 0
    for row in rows:
        url = row.get("url") or row.get("metadata_url")
        path = urlsplit(str(url)).path if url else "/" + re.sub(r"(^|/)index$", r"\1", str(row["label"]).lstrip("/"))
        seen, entered = int(str(row["nb_hits"])), int(str(row.get("entry_nb_visits") or 0))
        unique = int(str(row.get("nb_uniq_visitors") or row["nb_visits"]))
        yield Counted(day, path, seen, int(str(row["nb_visits"])), unique)
        views, visits = views + seen, visits + entered
        visitors += int(str(row.get("entry_nb_uniq_visitors") or entered))
    if views:
        yield Counted(day, "", views, visits, visitors)


@dataclass(frozen=True, slots=True)
class _Reader:
    """What reads a table that has the columns which it ``needs``, and none beside those that it ``knows``, if any."""

    source: str
    needs: frozenset[str]
    read: Callable[[Iterable[Row], tzinfo], Iterator[Counted]]
    knows: frozenset[str] = frozenset()


_VERSIONED_PATH = re.compile(r"\d+Path")
_DAYS = frozenset({"date", "visitors", "pageviews", "visits"})
_READERS = (
    _Reader("plausible", frozenset({"date", "page", "visitors", "pageviews"}), _plausible_pages),
    _Reader("plausible", _DAYS, _plausible_site, _DAYS | {"bounces", "visit_duration"}),
    _Reader("goatcounter", frozenset({"Event", "Bot", "Session", "Date"}), _goatcounter),
    _Reader("matomo", frozenset({"date", "label", "nb_visits", "nb_hits"}), _matomo_csv),
)
