"""The drawing of maps: projection, coast, marks and the places of names, all in whole units of an SVG.

Degrees become units by one factor, with longitudes narrowed by the cosine of the latitude in the middle (55 degrees for
the United Kingdom): over one country that is as true as a reader can see, and it needs no library.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.drawing.geography import UNITED_KINGDOM, is_principal
from site_builder.render.councils import LONDON_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from site_builder.content.register import Register
    from site_builder.drawing.geography import Coastline, Ring

Point = tuple[int, int]
Box = tuple[float, float, float, float]

_RADII = ((40, 9), (120, 7.5), (math.inf, 4.5))
_LARGEST = 30
_RING = 6
_LARGEST_TARGET = 22
_GAP = 5
_CHARACTER = 0.56
_LINE = 1.15
_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the earth's surface as the area of a drawing.

    ``west`` to ``north`` are degrees, ``scale`` is the number of units to a degree of latitude, and ``font``
    the largest height of letters that the style sheet gives to names, for which room is kept. Longitudes are narrowed
    as they are at the latitude ``true_at``. A frame that reaches beyond 180 degrees counts on from there.
    """

    west: float
    east: float
    south: float
    north: float
    scale: float
    font: int
    true_at: float = 55

    @property
    def across(self) -> float:
        """The number of units to a degree of longitude."""
        return math.cos(math.radians(self.true_at)) * self.scale

    @property
    def width(self) -> int:
        """The drawing's width in units."""
        return round((self.east - self.west) * self.across)

    @property
    def height(self) -> int:
        """The drawing's height in units."""
        return round((self.north - self.south) * self.scale)

    @property
    def view_box(self) -> str:
        """The area, as SVG's ``viewBox``."""
        return f"0 0 {self.width} {self.height}"

    def place(self, lon: float, lat: float) -> Point:
        """Return where a point of the earth is in the drawing."""
        lon += 360 if lon < self.east - 360 else 0
        return round((lon - self.west) * self.across), round((self.north - lat) * self.scale)

    def contains(self, point: Point) -> bool:
        """Whether a point is in the drawing."""
        return 0 <= point[0] <= self.width and 0 <= point[1] <= self.height


UK = Frame(west=-8.75, east=2.15, south=49.75, north=60.95, scale=100, font=24)
LONDON = Frame(west=-0.53, east=0.3, south=51.315, north=51.69, scale=1000, font=20)

INSET: Box = (440, 110, UK.width, 470)
"""What the enlarged London hides of the United Kingdom, all of it sea, where it is over it: see map.css."""


_TALLEST = UK.height / UK.width
_MARGIN = 0.04


def frame_of(coastline: Coastline) -> Frame:
    """Return the area that a map of this land has: as wide in units as that of the United Kingdom, and no slimmer."""
    if coastline.countries == (UNITED_KINGDOM,):
        return UK
    lons = [lon for ring in coastline.land for lon, _ in ring]
    lats = [lat for ring in coastline.land for _, lat in ring]
    south, north = _widened(min(lats), max(lats), _MARGIN)
    middle = (south + north) / 2
    narrowed = math.cos(math.radians(middle))
    west, east = _widened(min(lons), max(lons), _MARGIN)
    slimmest = (north - south) / _TALLEST / narrowed
    west, east = _widened(west, east, max(0.0, slimmest / (east - west) - 1) / 2)
    beyond = max(0.0, east - 180) if max(lons) <= 180 else 0.0  # noqa: PLR2004 - where the lines of the data end
    west, east = west - beyond, east - beyond
    return Frame(west, east, south, north, UK.width / ((east - west) * narrowed), UK.font, middle)


def _widened(least: float, most: float, share: float) -> tuple[float, float]:
    """Return a stretch with this share of its length added at both ends."""
    more = (most - least) * share
    return least - more, most + more


@dataclass(frozen=True, slots=True)
class Outline:
    """What is below the marks, as SVG paths: land, land around it, a speck for every council of today."""

    land: str
    around: str
    specks: str
    london_specks: str
    london_frame: str


def draw_outline(coastline: Coastline, register: Register) -> Outline:
    """Draw the ground of all maps of a build."""
    frame = frame_of(coastline)
    today = [c for c in register if is_principal(c) and c.lon is not None and c.lat is not None]
    london = [c for c in today if c.type in LONDON_TYPES]
    corners = frame.place(LONDON.west, LONDON.north), frame.place(LONDON.east, LONDON.south)
    (left, top), (right, bottom) = corners
    return Outline(
        land=_rings(coastline.land, frame),
        around=_rings(coastline.around, frame),
        specks=specks([frame.place(c.lon or 0, c.lat or 0) for c in today if c.type not in LONDON_TYPES]),
        london_specks=specks([LONDON.place(c.lon or 0, c.lat or 0) for c in london]),
        london_frame=f"M{left} {top}H{right}V{bottom}H{left}z",
    )


def specks(points: Iterable[Point]) -> str:
    """Draw points as lines without a length, which a round pen shows as discs."""
    drawn, here = [], (0, 0)
    for point in sorted(set(points)):
        drawn.append(f"m{_pair(point[0] - here[0], point[1] - here[1])}h0")
        here = point
    return "".join(drawn).replace("m", "M", 1)


def _rings(rings: Sequence[Ring], frame: Frame) -> str:
    drawn = ([frame.place(lon, lat) for lon, lat in ring] for ring in rings)
    return "".join(_ring(points) for points in drawn if _is_seen(points, frame))


def _is_seen(points: Sequence[Point], frame: Frame) -> bool:
    """Whether the box around these points is in the drawing, at least in part."""
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across) <= frame.width and max(across) >= 0 and min(down) <= frame.height and max(down) >= 0


def _ring(points: Sequence[Point]) -> str:
    """Draw a closed line: its start as it is, then each step from the point before; no step leads nowhere."""
    (x, y), steps = points[0], []
    for point in points[1:]:
        if point != (x, y):
            steps.append(_pair(point[0] - x, point[1] - y))
            x, y = point
    line = "".join(step if step.startswith("-") else f" {step}" for step in steps).lstrip()
    return f"M{_pair(*points[0])}l{line}z" if steps else ""


def _pair(x: int, y: int) -> str:
    return f"{x}{y}" if y < 0 else f"{x} {y}"


# ---- Marks


def radius_of(stories: int, marks: int) -> int:
    """Return the radius of one of so many marks.

    Its area grows with the number of stories, until it would hide its neighbours; the more marks there are,
    the smaller all of them.
    """
    unit = next(unit for most, unit in _RADII if marks <= most)
    return min(round(unit * math.sqrt(stories)), _LARGEST)


def reach(shape: str, radius: int) -> int:
    """Return how far a mark reaches from its point."""
    return radius + _RING if shape == "ring" else radius


def draw_mark(shape: str, points: Sequence[Point], radius: int) -> str:
    """Draw a mark at each of its points, as one SVG path."""
    if shape == "diamond":
        side = round(radius * 1.3)
        return "".join(f"M{x} {y - side}l{side} {side}-{side} {side}-{side}-{side}z" for x, y in points)
    if shape == "square":
        side = round(radius * 0.9)
        return "".join(f"M{x - side} {y - side}h{2 * side}v{2 * side}h-{2 * side}z" for x, y in points)
    return "".join(draw_disc(point, reach(shape, radius)) for point in points)


def draw_disc(point: Point, radius: int) -> str:
    """Draw a circle as an SVG path."""
    half = f"a{radius} {radius} 0 1 0"
    return f"M{point[0] - radius} {point[1]}{half} {2 * radius} 0{half}-{2 * radius} 0"


def targets(points: Sequence[Point], reaches: Sequence[int]) -> list[int]:
    """Return for each mark the radius of what a pointer hits: not beyond half the way to another mark."""
    in_order = sorted(range(len(points)), key=points.__getitem__)
    found = [0] * len(points)
    for place, n in enumerate(in_order):
        nearest = 2.0 * _LARGEST_TARGET
        for others in (in_order[place + 1 :], reversed(in_order[:place])):  # farther and farther to one side
            for m in others:
                if abs(points[m][0] - points[n][0]) >= nearest:
                    break
                nearest = min(nearest, math.dist(points[n], points[m]))
        found[n] = max(reaches[n], int(nearest / 2))
    return found


def fan_out(point: Point, nth: int, radius: int) -> Point:
    """Return where the nth former council is beside the one that took over: around it, as on a clock."""
    angle = math.radians(135 + 45 * nth)
    distance = radius + 8 + 8 * (nth // 8)
    return round(point[0] + distance * math.sin(angle)), round(point[1] - distance * math.cos(angle))


# ---- Names


@dataclass(frozen=True, slots=True)
class Text:
    """Where the lines of a name are: the first one's base, and the side from which they are written."""

    x: int
    y: int
    anchor: str
    is_free: bool


def wrap(name: str, at_most: int = 14) -> tuple[str, ...]:
    """Break a name into lines of about so many letters."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > at_most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".lstrip()
    return tuple(lines)


class Room:
    """The room for names in a drawing: what is taken by marks, and by names placed before."""

    def __init__(self, frame: Frame, taken: Iterable[tuple[Point, int]], covered: Iterable[Box] = ()) -> None:
        self._frame = frame
        self._taken: list[Box] = [*covered, *((x - r, y - r, x + r, y + r) for (x, y), r in taken)]

    def place(self, point: Point, reach_: int, lines: Sequence[str], *, may_stay: bool) -> Text:
        """Return where a name is: beside its mark where there is room to stay, else above it."""
        line = self._frame.font * _LINE
        width, height = self.width_of(lines), line * len(lines)
        if may_stay:
            for x, y, anchor in self._choices(point, reach_, line, height):
                left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
                box = (left, y - line * 0.8, left + width, y - line * 0.8 + height)
                if self._is_free(box):
                    self._taken.append(box)
                    return Text(round(x), round(y), anchor, is_free=True)
        above = point[1] - reach_ - _GAP - height
        y = above if above > line else point[1] + reach_ + _GAP + line
        x = min(max(point[0], width / 2), self._frame.width - width / 2)
        return Text(round(x), round(y), "middle", is_free=False)

    def width_of(self, lines: Sequence[str]) -> float:
        """Return about how wide the longest of these lines is."""
        return max(len(line) for line in lines) * _CHARACTER * self._frame.font

    def _choices(self, point: Point, reach_: int, line: float, height: float) -> list[tuple[float, float, str]]:
        (x, y), off = point, reach_ + _GAP
        beside = y - height / 2 + line * 0.8
        return [
            (x + off, beside, "start"),
            (x - off, beside, "end"),
            (x, y - off - height + line * 0.8, "middle"),
            (x, y + off + line * 0.8, "middle"),
            (x + reach_, y - reach_ - height + line * 0.8, "start"),
            (x - reach_, y - reach_ - height + line * 0.8, "end"),
            (x + reach_, y + reach_ + line * 0.8, "start"),
            (x - reach_, y + reach_ + line * 0.8, "end"),
        ]

    def _is_free(self, box: Box) -> bool:
        left, top, right, bottom = box
        if left < 0 or top < 0 or right > self._frame.width or bottom > self._frame.height:
            return False
        return all(right <= x0 or left >= x1 or bottom <= y0 or top >= y1 for x0, y0, x1, y1 in self._taken)


@dataclass(frozen=True, slots=True)
class Name:
    """What is written beside a mark, and the mark's point and reach."""

    point: Point
    reach: int
    lines: tuple[str, ...]


def place_names(
    frame: Frame, taken: Sequence[tuple[Point, int]], names: Sequence[Name], covered: Sequence[Box], *, may_stay: bool
) -> list[Text]:
    """Return where names are, so that as many as possible stay.

    Each takes the first place that is free. Those that find none go first in the next round; the best round counts.
    """
    order = list(range(len(names)))
    best: dict[int, Text] = {}
    fewest = len(names) + 1
    for _ in range(_ROUNDS if may_stay else 1):
        room = Room(frame, taken, covered)
        texts = {n: room.place(names[n].point, names[n].reach, names[n].lines, may_stay=may_stay) for n in order}
        without = [n for n in order if not texts[n].is_free]
        if len(without) < fewest:
            best, fewest = texts, len(without)
        if not without:
            break
        order = [*without, *(n for n in order if texts[n].is_free)]
    return [best[n] for n in range(len(names))]
