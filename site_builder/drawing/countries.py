"""The countries that a map can show, and which of them the places of a register are in.

``site_builder/data/countries.json`` is made from Natural Earth's countries at 1:50 million (public domain), as the npm
package ``world-atlas`` 2.0.2 has them in ``countries-50m.json``. Lines that two countries share were simplified once,
so that neighbours still fit: to 0.4% of the size of the smaller one.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

from site_builder.drawing.geography import Coastline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from site_builder.drawing.geography import Ring

Countries = dict[str, tuple["Ring", ...]]
"""The outlines of countries by their names, the largest part of each first."""
Point = tuple[float, float]
Box = tuple[float, float, float, float]
_Boxed = tuple[str, "Ring", Box]

_NEAR = 0.1
"""In degrees: as near to a simplified coast a point still belongs to it."""
_BESIDE = 2.0
"""In degrees: a place off a coast is looked for this far around, and only then everywhere."""
_FAR = 0.25
"""Parts farther from the main one than this share of its size, such as overseas regions, show only with a place."""
_HALF_A_TURN = 180.0


def parse_countries(text: str) -> Countries:
    """Read the outlines from their JSON text: for each country closed lines of longitude, latitude, longitude..."""
    return {
        name: tuple(tuple(zip(ring[::2], ring[1::2], strict=True)) for ring in rings)
        for name, rings in json.loads(text).items()
    }


def around(points: Iterable[Point], countries: Countries) -> tuple[str, ...]:
    """Return the names of the countries in which the points are, or next to whose coast."""
    boxed = [(name, ring, _box(ring)) for name, rings in countries.items() for ring in rings]
    return tuple(dict.fromkeys(_country_of(point, boxed) for point in points))


def coastline_of(names: Sequence[str], points: Sequence[Point], countries: Countries) -> Coastline:
    """Return the land of these countries, and that of all others; far parts only where a point is near.

    Where that makes the map narrower, as for Fiji, degrees west are counted on from 180: 176 degrees west are then 184.
    """
    if _is_across_the_date_line([box for name in names for box in (_box(countries[name][0]),)], points):
        countries = {name: tuple(map(_counted_on, rings)) for name, rings in countries.items()}
        points = [_counted_on((point,))[0] for point in points]
    land = tuple(ring for name in names for ring in _shown(countries[name], points))
    others = tuple(ring for name, rings in countries.items() if name not in names for ring in rings)
    return Coastline(land, others, tuple(names))


def _is_across_the_date_line(boxes: Sequence[Box], points: Sequence[Point]) -> bool:
    """Whether countries, by the boxes of their largest parts, and points are nearer to each other that way round."""
    ends = [((box[0], box[1]), (box[2], box[3])) for box in boxes] + [(point, point) for point in points]
    lons = [end[0] for pair in ends for end in pair]
    on = [end[0] for pair in ends for end in _counted_on(pair)]
    return bool(lons) and max(lons) - min(lons) > _HALF_A_TURN > max(on) - min(on)


def _counted_on(ring: Ring) -> Ring:
    """Return a line that reaches west of Greenwich as one in the east, beyond 180 degrees; none crosses those."""
    return tuple((lon + 360, lat) for lon, lat in ring) if min(lon for lon, _ in ring) < 0 else ring


def _shown(rings: tuple[Ring, ...], points: Sequence[Point]) -> Iterable[Ring]:
    main = _box(rings[0])
    size = max(main[2] - main[0], main[3] - main[1])
    for ring in rings:
        box = _box(ring)
        if _gap(box, main) <= _FAR * size or any(_gap(box, (*point, *point)) <= _NEAR for point in points):
            yield ring


def _country_of(point: Point, boxed: Sequence[_Boxed]) -> str:
    here = (*point, *point)
    for name, ring, box in boxed:
        if not _gap(box, here) and _contains(ring, point):
            return name
    beside = [found for found in boxed if _gap(found[2], here) <= _BESIDE]
    return min(beside or boxed, key=lambda found: _distance(found[1], point))[0]


def _contains(ring: Ring, point: Point) -> bool:
    """Whether a point is in a closed line: a ray from it to the east then crosses the line an odd number of times."""
    lon, lat = point
    inside = False
    for (x0, y0), (x1, y1) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y0 > lat) != (y1 > lat) and lon < x0 + (lat - y0) / (y1 - y0) * (x1 - x0):
            inside = not inside
    return inside


def _distance(ring: Ring, point: Point) -> float:
    narrowed = math.cos(math.radians(point[1]))
    return min(math.hypot((x - point[0]) * narrowed, y - point[1]) for x, y in ring)


def _box(ring: Ring) -> Box:
    lons, lats = [lon for lon, _ in ring], [lat for _, lat in ring]
    return min(lons), min(lats), max(lons), max(lats)


def _gap(one: Box, other: Box) -> float:
    """Return how far two boxes are apart, in degrees."""
    return max(0.0, one[0] - other[2], other[0] - one[2], one[1] - other[3], other[1] - one[3])
