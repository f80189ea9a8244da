"""The course of a target as a chart: stories published day by day, beside the even pace that would meet it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from site_builder.render import plan_words, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from site_builder.drawing.site_colours import SiteColours
    from site_builder.programme.pace import Course

_WIDTH, _HEIGHT = 640, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 14, 14, 30
_MOST_TICKS = 6
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_MONTHS_SHOWN = 7
_ROOM_FOR_TODAY = 90
_FONT = "'Source Serif 4'"
"""That of PDFs; a page gives its own."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where days and numbers of stories are, and the colours to draw in."""

    course: Course
    most: int
    ink: str
    soft: str
    line: str
    accent: str

    def x(self, day: date) -> float:
        part = (day - self.course.starts).days / max(1, (self.course.by - self.course.starts).days)
        return round(_LEFT + min(1.0, max(0.0, part)) * (_WIDTH - _LEFT - _RIGHT), 1)

    def y(self, stories: float) -> float:
        return round(_HEIGHT - _BOTTOM - stories / self.most * (_HEIGHT - _TOP - _BOTTOM), 1)


def draw(course: Course, colours: SiteColours) -> str:
    """Return the chart as SVG, in the colours of paper; what it shows is said in ``spoken``."""
    most = max(course.stories, len(course.published) + len(course.scheduled) + len(course.planned))
    scale = _Scale(course, most, *map(colours.light, ("ink", "ink-soft", "line", "accent")))
    parts = [*_grid(scale), *_axis(scale), *_lines(scale)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" class="pace" '
        f'font-family="{_FONT}" font-size="12" aria-label="{escape(spoken(course), {chr(34): "&quot;"})}">'
        f"{''.join(parts)}</svg>"
    )


def spoken(course: Course) -> str:
    """Say what the chart shows."""
    return plan_words.course(
        len(course.published),
        len(course.scheduled),
        len(course.planned),
        until=min(course.today, course.by),
        target=course.stories,
        by=course.by,
        due=course.due,
    )


def legend(course: Course) -> tuple[tuple[str, str], ...]:
    """Return what the lines mean: the class of each with its meaning."""
    ahead = len(course.scheduled) + len(course.planned)
    rows = [("pace-done", plan_words.line_of_published(len(course.published)))]
    rows += [("pace-ahead", plan_words.line_ahead(ahead))] if ahead else []
    return (*rows, ("pace-even", plan_words.line_of_pace(course.stories, course.due)))


def _grid(scale: _Scale) -> Iterator[str]:
    step = next((step for step in _STEPS if scale.most / step <= _MOST_TICKS), scale.most)
    for stories in range(0, scale.most + 1, step):
        y = scale.y(stories)
        yield f'<path class="pace-grid" d="M{_LEFT} {y}H{_WIDTH - _RIGHT}" stroke="{scale.line}"/>'
        yield _text(_LEFT - 8, y + 4, str(stories), "end", colour=scale.soft)


def _axis(scale: _Scale) -> Iterator[str]:
    course = scale.course
    months = [day for day in _firsts(course.starts, course.by) if day >= course.starts]
    every = -(-len(months) // _MONTHS_SHOWN) or 1
    for n, day in enumerate(months[::every]):
        x = scale.x(day)
        yield f'<path class="pace-grid" d="M{x} {scale.y(0)}v5" stroke="{scale.soft}"/>'
        is_first = day == months[0] or day.month <= every
        year = f" {day.year}" if is_first else ""
        name = "pace-word pace-more" if n % 2 else "pace-word"  # a narrow screen has room for every other
        yield _text(x, scale.y(0) + 19, words.short_month(day) + year, "start", name, colour=scale.soft)
    if course.starts <= course.today <= course.by:
        x = scale.x(course.today)
        yield f'<path class="pace-today" d="M{x} {_TOP}V{scale.y(0)}" stroke="{scale.accent}" stroke-dasharray="2 3"/>'
        side, gap = ("end", -5) if x > _WIDTH - _ROOM_FOR_TODAY else ("start", 5)
        yield _text(
            x + gap, scale.y(0) - 6, words.long_date(course.today), side, "pace-today-word", colour=scale.accent
        )


def _firsts(first: date, last: date) -> Iterator[date]:
    """Yield the first days of months, that of the first one included."""
    day = first.replace(day=1)
    while day <= last:
        yield day
        day = day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)


def _lines(scale: _Scale) -> Iterator[str]:
    course = scale.course
    d = f"M{scale.x(course.starts)} {scale.y(0)}L{scale.x(course.by)} {scale.y(course.stories)}"
    look = f'fill="none" stroke="{scale.soft}" stroke-width="1.5" stroke-dasharray="6 4"'
    yield f'<path class="pace-even" d="{d}" {look}/>'
    now = min(max(course.today, course.starts), course.by)
    ahead = sorted(day for day in (*course.scheduled, *course.planned) if day >= now)
    done = len(course.published)
    if ahead:
        d = _steps(scale, now, done, ahead, course.by)
        look = f'fill="none" stroke="{scale.ink}" stroke-width="1.5" stroke-dasharray="1.5 3"'
        yield f'<path class="pace-ahead" d="{d}" {look}/>'
    d = _steps(scale, course.starts, 0, course.published, now)
    yield f'<path class="pace-done" d="{d}" fill="none" stroke="{scale.ink}" stroke-width="3"/>'
    yield f'<circle class="pace-now" cx="{scale.x(now)}" cy="{scale.y(done)}" r="4.5" fill="{scale.ink}"/>'


def _steps(scale: _Scale, start: date, height: int, days: Sequence[date], end: date) -> str:
    path = f"M{scale.x(start)} {scale.y(height)}"
    for n, day in enumerate(days, start=height + 1):
        path += f"H{scale.x(day)}V{scale.y(n)}"
    return f"{path}H{scale.x(end)}"


def _text(x: float, y: float, text: str, anchor: str, name: str = "pace-word", *, colour: str) -> str:
    return f'<text class="{name}" x="{x}" y="{y}" text-anchor="{anchor}" fill="{colour}">{escape(text)}</text>'
