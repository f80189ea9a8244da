"""The editors' calendar as lines for a terminal of any width, from 40 columns on."""

from __future__ import annotations

import textwrap
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from site_builder.render import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from site_builder.reports.agenda import Agenda, Entry

_NARROW = 64
_LEAST = 20
_DAYS, _STATES = 11, 10


class Shade(StrEnum):
    """How a part of a line is emphasised."""

    PLAIN = "plain"
    HEADING = "heading"
    QUIET = "quiet"
    DONE = "done"
    COMING = "coming"
    OPEN = "open"
    LATE = "late"


Line = tuple[tuple[str, Shade], ...]

_SHADES = {
    "published": Shade.DONE, "scheduled": Shade.COMING, "review": Shade.OPEN, "draft": Shade.OPEN, "idea": Shade.OPEN,
    "milestone": Shade.QUIET,
}  # fmt: skip


def lines_of(agendas: Sequence[Agenda], width: int) -> Iterator[Line]:
    """Yield the lines: what needs somebody first, then every stretch of time."""
    todo = _to_do(agendas)
    if todo:
        yield from _wrapped(f"To do: {words.listed(todo)}.", "", width, Shade.LATE)
        yield ()
    for n, agenda in enumerate(agendas):
        if n:
            yield ()
        yield from _heading(agenda, width)
        for entry in agenda.entries:
            yield from _entry(entry, width)
        for gap in agenda.gaps:
            yield from _row("", ("gap", Shade.LATE), gap, "", width)


def _to_do(agendas: Iterable[Agenda]) -> list[str]:
    """Return what needs somebody, counted."""
    due = [entry.due for agenda in agendas for entry in agenda.entries]
    overdue, reviews = due.count("overdue"), due.count("review due")
    gaps = sum(len(agenda.gaps) for agenda in agendas if agenda.status != "missed")
    return [
        said
        for n, said in (
            (overdue, f"{words.counted(overdue, 'piece')} overdue"),
            (reviews, f"{words.counted(reviews, 'review')} due"),
            (gaps, f"{words.counted(gaps, 'period')} with a gap to commission for"),
        )
        if n
    ]


def _heading(agenda: Agenda, width: int) -> Iterator[Line]:
    yield from _wrapped(agenda.heading, "", width, Shade.HEADING)
    if agenda.note:
        shade = Shade.LATE if agenda.status in {"missed", "short"} else Shade.QUIET
        yield from _wrapped(words.sentence_case(agenda.note), "", width, shade)


def _entry(entry: Entry, width: int) -> Iterator[Line]:
    state = entry.status if entry.state == "planned" else entry.state
    more = [entry.owner, entry.due, "original" if entry.is_original else ""]
    shade = Shade.LATE if entry.due else _SHADES.get(state, Shade.PLAIN)
    day = date.fromisoformat(entry.day) if entry.day else None
    written = f"{day.day} {words.short_month(day)} {day.year}" if day else ""
    yield from _row(written, (state, shade), entry.title, ", ".join(filter(None, more)), width)


def _row(day: str, state: tuple[str, Shade], text: str, more: str, width: int) -> Iterator[Line]:
    """Yield a row of three columns, or on a narrow terminal day and state with the text below them."""
    word, shade = state
    said = f"{text} ({more})" if more else text
    if width >= _NARROW:
        first, *rest = _wrap(said, width - _DAYS - _STATES - 6)
        yield (f"  {day:>{_DAYS}}  ", Shade.PLAIN), (f"{word:<{_STATES}}", shade), (f"  {first}", Shade.PLAIN)
        for line in rest:
            yield ((" " * (_DAYS + _STATES + 6) + line, Shade.PLAIN),)
        return
    yield (f"  {day:>{_DAYS}}  " if day else "  ", Shade.PLAIN), (word, shade)
    yield from _wrapped(said, "    ", width, Shade.PLAIN)


def _wrapped(text: str, indent: str, width: int, shade: Shade) -> Iterator[Line]:
    for line in _wrap(text, width - len(indent)):
        yield ((indent + line, shade),)


def _wrap(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(width, _LEAST), break_on_hyphens=False) or [""]
