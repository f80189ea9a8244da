"""The marks of a map: which shape means a council, where, how large, and whether its name has room."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.drawing.geography import is_principal, places_of
from site_builder.drawing.map_drawing import (
    Frame,
    Name,
    draw_disc,
    draw_mark,
    fan_out,
    place_names,
    radius_of,
    reach,
    targets,
    wrap,
)
from site_builder.render import place_words, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from site_builder.build import Build
    from site_builder.content.register import Called, Council
    from site_builder.drawing.map_drawing import Box, Point

MOST_NAMES = 40
_DISC = "disc"


@dataclass(frozen=True)
class Mark:
    """A council on a map: one link, drawn at one point, or at several where several councils took over.

    ``label`` says everything. ``lines`` and ``count`` are the words beside the mark, always there when
    ``is_named`` and otherwise only while it is pointed at. ``drawing`` and ``target`` are SVG paths: what is
    seen, and what a pointer hits. ``shape`` is a word for styles: 'disc', 'ring', 'diamond' or 'square'.
    """

    label: str
    lines: tuple[str, ...]
    count: str
    address: str
    shape: str
    radius: int
    points: tuple[tuple[int, int], ...]
    drawing: str
    target: str
    text_x: int
    text_y: int
    anchor: str
    is_named: bool


@dataclass(frozen=True)
class Key:
    """What a shape on a map means."""

    shape: str
    text: str
    drawing: str


@dataclass(frozen=True)
class _Entry:
    """A council with the number of its stories, and where and how it is drawn."""

    council: Council
    count: int
    shape: str
    points: tuple[Point, ...]
    note: str
    radius: int

    @property
    def reach(self) -> int:
        return reach(self.shape, self.radius)

    @property
    def address(self) -> str:
        return addresses.of_council(self.council)


def _entries(build: Build, counts: Mapping[Council, int], frame: Frame) -> list[_Entry]:
    """Return what can be drawn, in the order of the Tab key: counties, which are around others, then by size.

    Equals go from north to south. Later ones are drawn over earlier ones.
    """
    entries = []
    former_at: Counter[Point] = Counter()
    for council, count in counts.items():
        if not council.is_abolished:
            points = _inside(build, council, frame)
            radius = radius_of(count, len(counts))
            entries.append(_Entry(council, count, _shape(council), points, "", radius))
    taken = {point: entry.reach for entry in entries for point in entry.points}
    for council, count in counts.items():
        if council.is_abolished:
            radius, around = radius_of(count, len(counts)), []
            for point in _inside(build, council, frame):
                nth = former_at[point] - (point not in taken)
                around.append(point if nth < 0 else fan_out(point, nth, taken.get(point, radius)))
                former_at[point] += 1
            note = former_name(council, build)
            entries.append(_Entry(council, count, "diamond", tuple(around), note, radius))
    drawn = [entry for entry in entries if entry.points]
    return sorted(drawn, key=lambda e: (e.shape != "ring", -e.count, e.points[0][1], e.points[0][0], e.council.slug))


def _inside(build: Build, council: Council, frame: Frame) -> tuple[Point, ...]:
    points = (frame.place(*point) for point in places_of(council, build.register))
    return tuple(point for point in points if frame.contains(point))


def _shape(council: Council) -> str:
    if council.type == "county":
        return "ring"
    return _DISC if is_principal(council) else "square"


def marks_of(
    build: Build, counts: Mapping[Council, int], frame: Frame, covered: Sequence[Box] = ()
) -> tuple[Mark, ...]:
    """Return the marks of councils with their numbers of stories; no name is where the map is ``covered``."""
    entries = _entries(build, counts, frame)
    drawn = [(point, entry.reach) for entry in entries for point in entry.points]
    hits = iter(targets([point for point, _ in drawn], [reach_ for _, reach_ in drawn]))
    names = [Name(entry.points[0], entry.reach, wrap(entry.council.short_name)) for entry in entries]
    texts = place_names(frame, drawn, names, covered, may_stay=len(entries) <= MOST_NAMES)
    marks = []
    for entry, name, text in zip(entries, names, texts, strict=True):
        stories = words.stories(entry.count)
        marks.append(
            Mark(
                label=place_words.mark(entry.council.short_name, stories, entry.note),
                lines=name.lines,
                count=stories,
                address=entry.address,
                shape=entry.shape,
                radius=entry.radius,
                points=entry.points,
                drawing=draw_mark(entry.shape, entry.points, entry.radius),
                target="".join(draw_disc(point, next(hits)) for point in entry.points),
                text_x=text.x,
                text_y=text.y,
                anchor=text.anchor,
                is_named=text.is_free,
            )
        )
    return tuple(marks)


def keys_of(shapes: set[str], called: Called) -> tuple[Key, ...]:
    """Explain the shapes that occur; the usual one needs no words where it is alone."""
    if shapes <= {_DISC}:
        return ()
    return tuple(
        Key(shape, words.sentence_case(text), draw_mark(shape, [(20, 20)], 10))
        for shape, text in place_words.shapes(called).items()
        if shape in shapes
    )


def former_name(council: Council, build: Build) -> str:
    """Say where the map shows a council that no longer exists."""
    register = build.register
    return place_words.former(register.called, [c.short_name for c in register.successors_of(council)])
