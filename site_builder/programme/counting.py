"""From the requests of a log to totals of days; nothing of who asked is kept."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from site_builder.content.access_logs import read_line
from site_builder.content.robots import is_robot
from site_builder.programme.visits import SITE, DayCount

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, tzinfo

    from site_builder.programme.visits import Places

_PAUSE = timedelta(minutes=30)
_REDIRECT = timedelta(seconds=10)


class View(NamedTuple):
    """One look at a page: ``page`` as in ``DayCount``, ``is_alias`` where an old address was asked for."""

    moment: datetime
    visitor: int
    page: str
    is_alias: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time that the logs of one server cover, from the first second to the last, both included."""

    source: str
    first: datetime
    last: datetime

    def __contains__(self, moment: datetime) -> bool:
        return self.first <= moment <= self.last


def joined_stretches(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return stretches of each source without those that overlap or touch."""
    found: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda stretch: (stretch.source, stretch.first)):
        before = found[-1] if found else None
        if before and before.source == stretch.source and stretch.first <= before.last + timedelta(seconds=1):
            found[-1] = Stretch(stretch.source, before.first, max(before.last, stretch.last))
        else:
            found.append(stretch)
    return tuple(found)


def totals(views: Iterable[View], source: str, zone: tzinfo) -> tuple[DayCount, ...]:
    """Return the totals of days in a time zone.

    A visit ends when a visitor has looked at nothing for half an hour. It counts for the day on which it began, and for
    each page once, on the day of its first look. An old address leads on to the new one: both together are one look.
    """
    counted: dict[tuple[date, str], _Counted] = defaultdict(_Counted)
    visits: dict[int, _Visit] = {}
    for view in sorted(views):
        day = view.moment.astimezone(zone).date()
        visit = visits.get(view.visitor)
        if visit is None or view.moment - visit.last.moment > _PAUSE:
            visit = visits[view.visitor] = _Visit(view)
        elif visit.was_led_on_to(view):
            visit.last = view
            continue
        visit.last = view
        for page in (view.page, SITE):
            counted[day, page].add(view.visitor, is_new=page not in visit.pages)
            visit.pages.add(page)
    return tuple(
        DayCount(day, page, source, count.views, count.visits, len(count.visitors))
        for (day, page), count in sorted(counted.items(), key=lambda item: item[0])
    )


@dataclass
class Log:
    """What was found in a log: the views of people, and how many lines were left out and why."""

    views: list[View] = field(default_factory=list)
    first: datetime | None = None
    last: datetime | None = None
    lines: int = 0
    unreadable: int = 0
    robots: int = 0
    known: int = 0


def read_log(lines: Iterable[str], places: Places, known: Sequence[Stretch]) -> Log:
    """Return what a log says, without what is in stretches of time that are counted already."""
    log = Log()
    for line in lines:
        log.lines += 1
        request = read_line(line)
        if request is None:
            log.unreadable += 1
            continue
        log.first = min(log.first or request.moment, request.moment)
        log.last = max(log.last or request.moment, request.moment)
        place = places.find(request.path) if request.is_seen else None
        if place is None:
            continue
        if any(request.moment in stretch for stretch in known):
            log.known += 1
        elif is_robot(request.agent):
            log.robots += 1
        else:
            visitor = hash((request.host, request.agent))  # forgotten with this process
            log.views.append(View(request.moment, visitor, place.page, place.is_alias))
    return log


class _Visit:
    """A visit as far as it has got."""

    def __init__(self, view: View) -> None:
        self.last = view
        self.pages: set[str] = set()

    def was_led_on_to(self, view: View) -> bool:
        last = self.last
        return last.is_alias and not view.is_alias and last.page == view.page and view.moment - last.moment <= _REDIRECT


class _Counted:
    """What was counted so far for a page on a day."""

    def __init__(self) -> None:
        self.views = self.visits = 0
        self.visitors: set[int] = set()

    def add(self, visitor: int, *, is_new: bool) -> None:
        self.views += 1
        self.visits += is_new
        self.visitors.add(visitor)
