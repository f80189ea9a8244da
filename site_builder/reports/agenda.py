"""The editors' calendar: by period what is published, scheduled and planned, milestones, and gaps."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from site_builder.content.story import State
from site_builder.programme.milestones import all_occurrences
from site_builder.programme.plan import Period
from site_builder.render import plan_words, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from site_builder.content.story import Story
    from site_builder.programme.milestones import Milestone
    from site_builder.programme.plan import PeriodProgress, PlanProgress

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One day's entry; ``id`` is empty for a milestone.

    ``status`` is that of the front matter, ``owner`` who works on it, ``due`` what somebody should have done:
    'overdue' of a piece that should have appeared, 'review due' of one that should have been looked at again.
    """

    day: str
    state: str
    title: str
    id: str = ""
    is_original: bool = False
    status: str = ""
    owner: str = ""
    due: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Agenda:
    """A stretch of time with its entries in order, and the original pieces that it still lacks in words."""

    heading: str
    starts: str
    ends: str
    status: str
    note: str
    entries: tuple[Entry, ...]
    gaps: tuple[str, ...]


def make_agenda(
    stories: Sequence[Story], plans: Iterable[PlanProgress], milestones: Sequence[Milestone], today: date
) -> tuple[Agenda, ...]:
    """Return the calendar in order of time: every period, what is between and around them, and undated pieces."""
    current = [story for story in stories if story.state(today) is not State.WITHDRAWN]
    dated = sorted((story for story in current if story.meta.date), key=lambda story: story.order)
    stretches = sorted(_stretches(plans), key=lambda stretch: stretch[0].starts)
    agendas = []
    start = date.min
    for span, part, name in stretches:
        agendas += _between(dated, milestones, start, span.starts - _DAY, today)
        agendas.append(_agenda(dated, milestones, span, part, name, today))
        start = span.ends + _DAY
    agendas += _between(dated, milestones, start, date.max, today)
    undated = sorted((story for story in current if not story.meta.date), key=lambda story: story.id)
    if undated:
        entries = tuple(_entry(story, today, story.meta.status.value) for story in undated)
        agendas.append(Agenda("Without a date", "", "", "", "", entries, ()))
    return tuple(agendas)


def _stretches(plans: Iterable[PlanProgress]) -> Iterator[tuple[Period, PeriodProgress | None, str]]:
    for row in plans:
        if row.quota:
            yield from ((part.period, part, row.plan.name) for part in row.quota)
        else:
            yield Period(row.plan.starts, row.plan.ends), None, row.plan.name


def _between(
    dated: Sequence[Story], milestones: Sequence[Milestone], first: date, last: date, today: date
) -> list[Agenda]:
    """Return what is outside all plans; nothing where nothing is."""
    inside = [story for story in dated if first <= story.day <= last]
    single = [m for m in milestones if m.repeat is None and first <= m.date <= last]
    if not inside and not single:
        return []
    days = [*(story.day for story in inside), *(m.date for m in single)]
    entries = _entries(inside, [(m.date, m) for m in single], today)
    return [Agenda("Outside every plan", min(days).isoformat(), max(days).isoformat(), "", "", entries, ())]


def _agenda(
    dated: Sequence[Story],
    milestones: Sequence[Milestone],
    span: Period,
    part: PeriodProgress | None,
    name: str,
    today: date,
) -> Agenda:
    inside = [story for story in dated if story.day in span]
    note, status = f"plan {name}", ""
    gaps: tuple[str, ...] = ()
    if part is not None:
        have = part.counts.published + part.counts.scheduled
        status = part.status.value
        note = f"{part.counts.published} of {words.counted(part.required, 'original piece')} published"
        note += f": {plan_words.status(part.status)}"
        note += f" ({part.waiver.reason})" if part.waiver else ""
        if have < part.required:
            missing = words.counted(part.required - have, "original piece")
            was = "was" if part.required - have == 1 else "were"
            planned = f" ({part.counts.planned} planned)" if part.counts.planned else ""
            gaps = (f"{missing} {was if status == 'missed' else 'still'} missing{planned}",)
    found = all_occurrences(milestones, span.starts, span.ends)
    heading = words.span(span.starts, span.ends)
    return Agenda(
        heading, span.starts.isoformat(), span.ends.isoformat(), status, note, _entries(inside, found, today), gaps
    )


def _entries(stories: Sequence[Story], milestones: Sequence[tuple[date, Milestone]], today: date) -> tuple[Entry, ...]:
    entries = [_entry(story, today, story.state(today).value) for story in stories]
    entries += [Entry(day.isoformat(), "milestone", milestone.name) for day, milestone in milestones]
    return tuple(sorted(entries, key=lambda entry: (entry.day, entry.state == "milestone", entry.id)))


def _entry(story: Story, today: date, state: str) -> Entry:
    day, is_public = story.meta.date, story.state(today) is State.PUBLISHED
    due = ""
    if day is not None and day < today and story.state(today) is State.PLANNED:
        due = "overdue"
    elif is_public and story.review_is_due(today):
        due = "review due"
    return Entry(
        day=day.isoformat() if day else "",
        state=state,
        title=story.title,
        id=story.id,
        is_original=story.meta.original,
        status=story.meta.status.value,
        owner=story.meta.owner or "",
        due=due,
        address=story.address,
    )


def as_json(agendas: Iterable[Agenda], today: date) -> str:
    """Return the calendar as the JSON of ``stories calendar``."""
    document = {
        "as_of": today.isoformat(),
        "periods": [
            {
                "heading": agenda.heading,
                "starts": agenda.starts or None,
                "ends": agenda.ends or None,
                "status": agenda.status or None,
                "gaps": list(agenda.gaps),
                "entries": [
                    {
                        "date": e.day or None,
                        "state": e.state,
                        "id": e.id or None,
                        "title": e.title,
                        "original": e.is_original,
                        "status": e.status or None,
                        "owner": e.owner or None,
                        "due": e.due or None,
                    }
                    for e in agenda.entries
                ],
            }
            for agenda in agendas
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)
