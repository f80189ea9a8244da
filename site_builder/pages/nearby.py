"""Which councils are near one another, for readers who ask what happened close to them.

A distance is that between the points of the register, as the crow flies. A council without a story of its own has a
page where a story is near enough to be visited, ``WITHIN`` miles: its page then answers what people from there ask.
Farther away it would say the same as the page of every council around it, so that there is none.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from heapq import nsmallest
from math import asin, cos, dist, radians, sin
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.build import Build, once_a_build
from site_builder.content.collation import sort_key
from site_builder.content.slugs import slugify
from site_builder.drawing.geography import Unit, is_principal, places_of, unit_of
from site_builder.pages.cards import Card, cards_of
from site_builder.pages.parts import Link
from site_builder.render import place_words, words
from site_builder.render.councils import region_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from site_builder.content.register import Council

    Points = Sequence[tuple[float, float]]
    Vector = tuple[float, float, float]

WITHIN = 20
_NEAREST = 5
_MOST_CARDS = 6
_RADIUS = 3959  # of the earth, in miles
_MILES_IN_A_DEGREE = _RADIUS * radians(1)


@dataclass(frozen=True)
class Nearby:
    """The nearest other councils with a story, how far away they are, and their newest stories, nearest first."""

    councils: tuple[Link, ...]
    cards: tuple[Card, ...]


def on_a_sphere(points: Points) -> tuple[Vector, ...]:
    """Return points (longitude, latitude) as points on a sphere of radius 1, whose distance is quick to work out."""
    at = [(radians(lon), radians(lat)) for lon, lat in points]
    return tuple((cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)) for lon, lat in at)


def miles_between(some: Sequence[Vector], others: Sequence[Vector]) -> float:
    """Return how far two councils are apart, each at the points on a sphere where it is: at least one."""
    return _RADIUS * 2 * asin(min(1, _apart(some, others) / 2))


def _apart(some: Sequence[Vector], others: Sequence[Vector]) -> float:
    """Return the shortest way between some points and others, straight through the sphere."""
    if len(some) == len(others) == 1:
        return dist(some[0], others[0])
    return min(dist(one, other) for one in some for other in others)


def _all_apart(some: Sequence[Vector], places: Iterable[Sequence[Vector]]) -> Iterator[float]:
    """Yield how far some points are from each place; nearly always both are one point, and there are many pairs."""
    if len(some) == 1:
        one = some[0]
        return (dist(one, place[0]) if len(place) == 1 else _apart(some, place) for place in places)
    return (_apart(some, place) for place in places)


def make_nearby(build: Build, council: Council) -> Nearby | None:
    """Return what is near a council, or None where nobody knows."""
    here = on_a_sphere(places_of(council, build.register))
    places = _with_story(build)
    apart = zip(_all_apart(here, places.values()), places, strict=True) if here else ()
    others = ((way, near.slug, near) for way, near in apart if near.slug != council.slug)
    nearest = [(near, miles_between(here, places[near])) for _, _, near in nsmallest(_NEAREST, others)]
    if not nearest:
        return None
    own = frozenset(story.path for story in build.shown.by_council.get(council, ()))
    stories = {s.path: s for near, _ in nearest for s in build.shown.by_council[near] if s.path not in own}
    unit = unit_of(build.coastline)
    links = tuple(_link(near, round(miles * unit.in_a_mile), unit) for near, miles in nearest)
    return Nearby(links, cards_of(build, list(stories.values())[:_MOST_CARDS]))


def without_story_but_near_one(build: Build) -> tuple[Council, ...]:
    """Return the councils of today that have a page because others near them have a story, in order of their names."""
    found = [
        council
        for council in build.register
        if is_principal(council)
        and council not in build.shown.by_council
        and (here := on_a_sphere(places_of(council, build.register)))
        and any(miles_between(here, there) <= WITHIN for there in _with_story(build).values())
    ]
    return tuple(sorted(found, key=lambda council: (sort_key(council.short_name), council.slug)))


def _link(council: Council, far: int, unit: Unit) -> Link:
    return Link(council.short_name, addresses.of_council(council), place_words.distance(far, unit))


@once_a_build
def _with_story(build: Build) -> Mapping[Council, tuple[Vector, ...]]:
    """Return where the councils with a story are, as far as that is known."""
    places = {council: on_a_sphere(places_of(council, build.register)) for council in build.shown.by_council}
    return {council: points for council, points in places.items() if points}


def places_json(build: Build) -> bytes:
    """Return what the list of stories needs to put the nearest first (assets/near.js says how it is written)."""
    councils = [c for c in build.register if is_principal(c) or c in build.shown.by_council]
    places = {council: points[0] for council in councils if (points := places_of(council, build.register))}
    times = Counter(council.short_name for council in places)
    numbers = {council: n for n, council in enumerate(places)}
    by_region: dict[str, list[tuple[float, float]]] = {}
    rows = []
    for council, (lon, lat) in places.items():
        region = slugify(region_of(council, build.register))
        name = council.short_name if times[council.short_name] == 1 else council.name
        rows.append([council.slug, name, round(lat, 2), round(lon, 2), region])
        by_region.setdefault(region_of(council, build.register), []).append((lon, lat))
    rows += [_region(name, by_region[name]) for name in words.in_order(filter(None, by_region))]
    stories = [[numbers[c] for c in story.councils if c in numbers] for story in build.shown.stories]
    unit = unit_of(build.coastline)
    degree = round(_MILES_IN_A_DEGREE * unit.in_a_mile, 1)
    data = {"version": 1, "unit": [unit.value, degree], "places": rows, "stories": stories}
    return f"{json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n".encode()


def _region(name: str, points: Points) -> list[object]:
    """Return a region as a place: the middle of its councils, and no region around it."""
    lon, lat = (sum(values) / len(points) for values in zip(*points, strict=True))
    return [slugify(name), name, round(lat, 2), round(lon, 2), ""]
