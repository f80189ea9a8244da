"""Calendars as iCalendar (RFC 5545); the only module that knows icalendar.

The public calendar has published pieces and announced milestones, the internal one also what is to come.
Entries are whole days; their UIDs come from ids, so that a piece that moves, moves in the reader's calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from icalendar import Calendar, Event, vRecur

from site_builder.content.slugs import slugify
from site_builder.content.story import State
from site_builder.render import page_words, plan_words, story_words
from site_builder.render.sanitiser import xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from site_builder.content.story import Story
    from site_builder.content.website import Site
    from site_builder.programme.libraries import Library
    from site_builder.programme.milestones import Milestone
    from site_builder.programme.plan import PlanProgress

_PRODUCT = "-//Innovation Stories//Content calendar//EN"
_DAY = timedelta(days=1)
_END = b"END:VCALENDAR\r\n"
_MOST_KEPT = 1 << 13
_NO_MOVES: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Entry:
    """A piece as a calendar has it."""

    uid: str
    day: date
    stamp: date
    summary: str
    status: str
    description: str
    url: str
    categories: tuple[str, ...]


def public_entries(library: Library, site: Site) -> tuple[Entry, ...]:
    """Return what the public calendar has of a library's pieces."""
    return tuple(_entry(story, site, library.today) for story in sorted(library.stories, key=lambda s: s.order))


def public_calendar(entries: Iterable[Entry], milestones: Iterable[Milestone], site: Site) -> bytes:
    """Return what everybody may see: published pieces, and milestones."""
    events = [_story_event(entry) for entry in entries]
    return _calendar(site.name, site.description, [*events, *_milestone_events(milestones, site)])


def internal_calendar(
    stories: Sequence[Story],
    plans: Iterable[PlanProgress],
    milestones: Iterable[Milestone],
    site: Site,
    today: date,
    moves: Mapping[str, int] = _NO_MOVES,
) -> bytes:
    """Return what the editors need: also scheduled and planned pieces, and the ends of periods and targets.

    ``moves`` counts by path how often the day of a piece has changed: a calendar that knows an earlier day takes the
    entry of the higher SEQUENCE (RFC 5545, 3.8.7.4).
    """
    dated = sorted((s for s in stories if s.meta.date and s.state(today) is not State.WITHDRAWN), key=lambda s: s.order)
    events = [_story_event(_entry(story, site, today), moves.get(story.path, 0)) for story in dated]
    events += _plan_events(plans, site)
    return _calendar(
        page_words.calendar_of_editors(site.name),
        page_words.EDITORS_CALENDAR,
        [*events, *_milestone_events(milestones, site)],
    )


def _calendar(name: str, description: str, events: Iterable[bytes]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)  # RFC 7986, 5.1
    calendar.add("x-wr-calname", name)
    if description:
        calendar.add("description", description)
    return bytes(calendar.to_ical()).removesuffix(_END) + b"".join(events) + _END


def _event(uid: str, day: date, summary: str, stamp: date) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", datetime.combine(stamp, time.min, tzinfo=UTC))  # from the content, never from the clock
    event.add("dtstart", day)
    if day < date.max:
        event.add("dtend", day + _DAY)
    event.add("summary", xml_text(summary))
    event.add("transp", "TRANSPARENT")
    return event


def _entry(story: Story, site: Site, today: date) -> Entry:
    state = story.state(today)
    is_public = state is State.PUBLISHED
    return Entry(
        uid=site.uid(story.id),
        day=story.day,
        stamp=story.last_changed(today) if is_public else story.day,
        summary=story.title if is_public else story_words.unpublished(state, story.meta.status, story.title),
        status="CONFIRMED" if state is not State.PLANNED else "TENTATIVE",
        description=story.meta.summary or "",
        url=site.absolute(story.address) if is_public else "",
        categories=tuple(term.name for terms in story.terms.values() for term in terms),
    )


@lru_cache(maxsize=_MOST_KEPT)
def _story_event(entry: Entry, moves: int = 0) -> bytes:
    """Return a piece's event as it is written, kept for a preview, which makes the calendar again and again."""
    event = _event(entry.uid, entry.day, entry.summary, entry.stamp)
    if moves:
        event.add("sequence", moves)
    event.add("status", entry.status)
    if entry.description:
        event.add("description", entry.description)
    if entry.url:
        event.add("url", entry.url)
    if entry.categories:
        event.add("categories", entry.categories)
    return bytes(event.to_ical())


def _milestone_events(milestones: Iterable[Milestone], site: Site) -> list[bytes]:
    events: list[bytes] = []
    used: dict[str, int] = {}
    for milestone in milestones:
        slug = f"milestone-{slugify(milestone.name)}-{milestone.date:%Y%m%d}"
        used[slug] = used.get(slug, 0) + 1
        uid = slug if used[slug] == 1 else f"{slug}-{used[slug]}"
        event = _event(site.uid(uid), milestone.date, milestone.name, milestone.date)
        if milestone.repeat is not None:
            rule = vRecur.from_ical(milestone.repeat.upper())
            if milestone.until is not None:
                rule["UNTIL"] = [milestone.until]
            event.add("rrule", rule)
        events.append(bytes(event.to_ical()))
    return events


def _plan_events(plans: Iterable[PlanProgress], site: Site) -> list[bytes]:
    events: list[Event] = []
    for row in plans:
        slug = slugify(row.plan.name)
        for part in row.quota:
            text = plan_words.end_of_period(part.counts.published, part.required, part.status)
            events.append(
                _event(
                    site.uid(f"period-{slug}-{part.period.starts:%Y%m%d}"), part.period.ends, text, part.period.starts
                )
            )
        if row.target is not None:
            goal = row.target
            text = plan_words.day_of_target(goal.counts.published, goal.target.stories, goal.status)
            events.append(
                _event(site.uid(f"target-{slug}-{row.plan.starts:%Y%m%d}"), row.target.target.by, text, row.plan.starts)
            )
    return [bytes(event.to_ical()) for event in events]
