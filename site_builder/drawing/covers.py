"""Drawn covers: a grid of plain shapes for each piece, the same on every machine and in every build.

The theme decides the kind of shape and the colour (its *identity*), the piece's id the rest. In every cover
one shape has a colour of its own: the new thing among the known. Covers are decoration: nothing is said by
them alone.

``cover_svg`` makes the drawing for pages, with classes in place of colours, so that the style sheet can
follow the reader's scheme; ``files.link_previews`` makes the picture for link previews with the same shapes.
The colours are in ``site_colours``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from site_builder.content.vocabulary import Taxonomy
from site_builder.drawing.hues import PALETTES, SPARK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from site_builder.content.story import Story
    from site_builder.content.vocabulary import Term, Vocabulary
    from site_builder.drawing.hues import Shades

CELL = 8
"""Side of a cell, in the units of the drawing."""

COLUMNS, ROWS = 6, 3
"""Cells of a cover on a page. A narrower place shows those on the left, a flatter one the lower rows."""

Point = tuple[int, int]


class Tone(StrEnum):
    """A colour of the drawing, named for its job; the value is the class in the style sheet."""

    SOFT = "st-soft"
    MID = "st-mid"
    DEEP = "st-deep"
    SPARK = "st-spark"


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from where the pen is or, with a radius, the arc of a circle, of at most 180 degrees."""

    to: Point
    radius: int = 0
    clockwise: bool = True


@dataclass(frozen=True, slots=True)
class Ring:
    """A closed line within a cell; one that runs anticlockwise inside another is a hole."""

    start: Point
    edges: tuple[Edge, ...]

    def turned(self) -> Ring:
        """Return the same line after a quarter turn of the cell."""
        return Ring(_turned(self.start), tuple(Edge(_turned(e.to), e.radius, e.clockwise) for e in self.edges))

    def path(self, x: int, y: int) -> str:
        """Return SVG path data for a cell whose corner is at (x, y)."""
        at = self.start
        data = f"M{x + at[0]} {y + at[1]}"
        for edge in self.edges:
            dx, dy = edge.to[0] - at[0], edge.to[1] - at[1]
            at = edge.to
            if edge.radius:
                data += f"a{edge.radius} {edge.radius} 0 0{edge.clockwise:d}{_pair(dx, dy)}"
            elif not dy:
                data += f"h{dx}"
            elif not dx:
                data += f"v{dy}"
            else:
                data += f"l{dx}{_pair('', dy)}"
        return f"{data}z"


Form = tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One shape of a drawing and its place in the grid."""

    column: int
    row: int
    form: Form
    tone: Tone


def _turned(point: Point) -> Point:
    return CELL - point[1], point[0]


def _pair(first: int | str, second: int) -> str:
    """Return two numbers of path data; a minus parts them as well as a space does."""
    return f"{first}{second}" if second < 0 else f"{first} {second}"


def _lines(start: Point, *others: Point) -> Form:
    return (Ring(start, tuple(Edge(point) for point in others)),)


def _disc(radius: int, *, clockwise: bool = True) -> Ring:
    left, right, middle = CELL // 2 - radius, CELL // 2 + radius, CELL // 2
    return Ring((left, middle), (Edge((right, middle), radius, clockwise), Edge((left, middle), radius, clockwise)))


def _turns(form: Form, times: int) -> tuple[Form, ...]:
    forms = [form]
    for _ in range(times - 1):
        forms.append(tuple(ring.turned() for ring in forms[-1]))
    return tuple(forms)


_SQUARE = _lines((0, 0), (8, 0), (8, 8), (0, 8))
_PIXEL = _lines((2, 2), (6, 2), (6, 6), (2, 6))
_STEP = _lines((0, 4), (8, 4), (8, 8), (0, 8))
_DISC: Form = (_disc(4),)
_DOT: Form = (_disc(2),)
_HOOP: Form = (_disc(4), _disc(2, clockwise=False))
_QUARTERS = _turns((Ring((0, 0), (Edge((8, 0)), Edge((0, 8), 8))),), 4)
_BOWS = _turns((Ring((8, 0), (Edge((0, 8), 8), Edge((0, 4)), Edge((4, 0), 4, clockwise=False))),), 4)
_HALVES = _turns((Ring((0, 4), (Edge((8, 4), 4),)),), 4)
_LEAVES = _turns((Ring((0, 0), (Edge((8, 8), 8), Edge((0, 0), 8))),), 2)
_TRIANGLES = _turns(_lines((0, 0), (8, 0), (0, 8)), 4)
_CHEVRONS = _turns(_lines((0, 0), (4, 0), (8, 4), (4, 8), (0, 8), (4, 4)), 2)

_TONES = (Tone.SOFT, Tone.MID, Tone.DEEP)
_MOSTLY_QUIET = (Tone.SOFT, Tone.SOFT, Tone.MID, Tone.MID, Tone.DEEP)


_T = TypeVar("_T")


class _Lot:
    """Draws lots from a text: the same text, the same lots."""

    def __init__(self, text: str) -> None:
        self._bytes = self._stream(text)

    @staticmethod
    def _stream(text: str) -> Iterator[int]:
        n = 0
        while True:
            yield from hashlib.sha256(f"{n}:{text}".encode()).digest()
            n += 1

    def below(self, n: int) -> int:
        return next(self._bytes) % n

    def one_of(self, options: Sequence[_T]) -> _T:
        return options[self.below(len(options))]


_Drawn = list[Cell]


def _arches(lot: _Lot, columns: int, rows: int) -> _Drawn:
    """Quarter discs in all directions, some of them bows."""
    return [
        Cell(x, y, lot.one_of(_BOWS if lot.below(4) == 0 else _QUARTERS), lot.one_of(_MOSTLY_QUIET))
        for y in range(rows)
        for x in range(columns)
        if lot.below(8)
    ]


def _steps(lot: _Lot, columns: int, rows: int) -> _Drawn:
    """Columns that climb and fall by half a cell at least."""
    cells: _Drawn = []
    height, tone = lot.below(2 * rows - 1) + 2, Tone.SOFT
    for x in range(columns):
        tone = lot.one_of([other for other in _TONES if other is not tone])
        whole, half = divmod(height, 2)
        cells += [Cell(x, rows - 1 - y, _SQUARE, tone) for y in range(whole)]
        cells += [Cell(x, rows - 1 - whole, _STEP, tone)] if half else []
        change = lot.below(2 * rows - 2) + 1
        height = (height - 2 + change) % (2 * rows - 1) + 2
    return cells


def _pixels(lot: _Lot, columns: int, rows: int) -> _Drawn:
    """Dots, pixels and hoops in step, as on a punched tape."""
    forms = (_DISC, _DOT, _DOT, _HOOP, _PIXEL, _SQUARE)
    return [
        Cell(x, y, lot.one_of(forms), lot.one_of(_MOSTLY_QUIET))
        for y in range(rows)
        for x in range(columns)
        if lot.below(7)
    ]


def _leaves(lot: _Lot, columns: int, rows: int) -> _Drawn:
    """Leaves that meet in flowers where the lots fall so."""
    turn = lot.below(2)
    return [
        Cell(x, y, _LEAVES[(x + y + turn) % 2 if lot.below(5) else lot.below(2)], lot.one_of(_MOSTLY_QUIET))
        for y in range(rows)
        for x in range(columns)
        if lot.below(10)
    ]


def _facets(lot: _Lot, columns: int, rows: int) -> _Drawn:
    """Cells cut in two along a diagonal, the halves in different tones."""
    cells: _Drawn = []
    for y in range(rows):
        for x in range(columns):
            n, tone = lot.below(4), lot.one_of(_MOSTLY_QUIET)
            cells.append(Cell(x, y, _TRIANGLES[n], tone))
            if lot.below(3) == 0:
                cells.append(Cell(x, y, _TRIANGLES[(n + 2) % 4], lot.one_of([t for t in _TONES if t is not tone])))
    return cells


def _waves(lot: _Lot, columns: int, rows: int) -> _Drawn:
    """Half discs in rows that swing up and down."""
    cells: _Drawn = []
    for y in range(rows):
        tone, turn = lot.one_of(_TONES), lot.below(2)
        for x in range(columns):
            upward = (x + turn) % 2 == 0 if lot.below(4) else lot.below(2) == 0
            cells.append(Cell(x, y, _HALVES[0 if upward else 2], tone if lot.below(3) else lot.one_of(_TONES)))
    return cells


def _arrows(lot: _Lot, columns: int, rows: int) -> _Drawn:
    """Chevrons on their way in rows, sometimes one of them down."""
    return [
        Cell(x, y, _CHEVRONS[0 if lot.below(6) else 1], lot.one_of(_MOSTLY_QUIET))
        for y in range(rows)
        for x in range(columns)
        if lot.below(7)
    ]


# As many families as colours would pair each with one; seven of these and eight of those give 56 identities.
_FAMILIES: tuple[Callable[[_Lot, int, int], _Drawn], ...] = (
    _arches,
    _steps,
    _pixels,
    _leaves,
    _facets,
    _waves,
    _arrows,
)


@dataclass(frozen=True)
class Identity:
    """What all covers of a theme share. ``number`` is its place in the vocabulary, from 1; 0 is no theme.

    ``chosen`` is the number of the colours that the settings choose for it, or 0: then it has the next of the usual.
    """

    number: int
    chosen: int = 0

    @property
    def hue(self) -> int:
        """The number of the colours."""
        if self.chosen:
            return self.chosen
        return (self.number - 1) % (len(PALETTES) - 1) + 1 if self.number else 0

    @property
    def css_class(self) -> str:
        """The class that sets the colours."""
        return f"st-hue-{self.hue}"

    def cells(self, seed: str, columns: int = COLUMNS, rows: int = ROWS) -> tuple[Cell, ...]:
        """Return the shapes of a drawing, one of them the spark, where every place shows it."""
        lot, draw = _Lot(seed), _FAMILIES[(self.number - 1) % len(_FAMILIES)]
        drawn = draw(lot, columns, rows)
        near = [n for n, cell in enumerate(drawn) if 1 <= cell.column <= columns // 3]
        if draw is _steps:  # what is new is on top
            near = [n for n in near if n + 1 == len(drawn) or drawn[n + 1].column != drawn[n].column]
        near = [n for n in near if drawn[n].row] or near  # a flat place shows the lower rows
        spark = lot.one_of(near or range(len(drawn)))
        return tuple(
            Cell(cell.column, cell.row, cell.form, Tone.SPARK) if n == spark else cell for n, cell in enumerate(drawn)
        )


def identities(themes: Vocabulary, chosen: Sequence[str] = ()) -> Mapping[Term, Identity]:
    """Return the identity of every theme; a new theme at the end of the vocabulary changes no other.

    ``chosen`` are the slugs of the themes that the settings give colours of their own, which follow the usual ones.
    """
    own = {slug: number for number, slug in enumerate(chosen, start=len(PALETTES))}
    return {term: Identity(n, own.get(term.slug, 0)) for n, term in enumerate(themes, start=1)}


def identity_of(story: Story, known: Mapping[Term, Identity]) -> Identity:
    """Return the identity of a piece: that of its first theme."""
    return next((known[term] for term in story.terms[Taxonomy.THEMES] if term in known), Identity(0))


def cover_svg(identity: Identity, seed: str) -> str:
    """Return a cover as an SVG element for pages."""
    return _svg(identity, identity.cells(seed))


def print_svg(identity: Identity, seed: str, columns: int, rows: int, ground: str, shades: Shades) -> str:
    """Return a cover as an SVG file for paper, in these shades on this ground; it fills its frame."""
    fills = {Tone.SOFT: shades.soft, Tone.MID: shades.mid, Tone.DEEP: shades.deep, Tone.SPARK: SPARK}
    paths = _paths(identity.cells(seed, columns, rows))
    drawn = "".join(f'<path fill="{fills[tone]}" d="{paths[tone]}"/>' for tone in Tone if tone in paths)
    width, height = columns * CELL, rows * CELL
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<path fill="{ground}" d="M0 0h{width}v{height}h-{width}z"/>{drawn}</svg>'
    )


def _paths(cells: Iterable[Cell]) -> Mapping[Tone, str]:
    by_tone: dict[Tone, str] = {}
    for cell in cells:
        data = "".join(ring.path(cell.column * CELL, cell.row * CELL) for ring in cell.form)
        by_tone[cell.tone] = by_tone.get(cell.tone, "") + data
    return by_tone


def _svg(identity: Identity, cells: Iterable[Cell]) -> str:
    by_tone = _paths(cells)
    paths = "".join(f'<path class="{tone}" d="{by_tone[tone]}"/>' for tone in Tone if tone in by_tone)
    size = f"0 0 {COLUMNS * CELL} {ROWS * CELL}"
    return (
        f'<svg class="st-cover {identity.css_class}" viewBox="{size}" preserveAspectRatio="xMinYMax slice"'
        f' aria-hidden="true">{paths}</svg>'
    )
