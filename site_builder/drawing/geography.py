"""Where councils are on the ground, and the coast around them.

The coast in ``site_builder/data/coastline.json`` is made from Natural Earth's countries at 1:10 million
(public domain), as the npm package ``world-atlas`` 2.0.2 has them in ``countries-10m.json``: the United
Kingdom, and as neighbours Ireland and the Isle of Man; simplified, and rounded to hundredths of a degree, as
[longitude, latitude].
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from site_builder.content.register import PLACE

if TYPE_CHECKING:
    from site_builder.content.register import Council, Register

Ring = tuple[tuple[float, float], ...]
"""A closed line of (longitude, latitude), in degrees (WGS84); the last point leads back to the first."""


UNITED_KINGDOM = "United Kingdom"


@dataclass(frozen=True, slots=True)
class Coastline:
    """The land of the countries on a map, that of others, shown for orientation, and the names of the former."""

    land: tuple[Ring, ...] = ()
    around: tuple[Ring, ...] = ()
    countries: tuple[str, ...] = (UNITED_KINGDOM,)


class Unit(StrEnum):
    """A unit of distance."""

    MILE = "mile"
    KILOMETRE = "kilometre"

    @property
    def in_a_mile(self) -> float:
        """How many of them a mile has."""
        return 1 if self is Unit.MILE else 1.609344


_IN_MILES = frozenset({UNITED_KINGDOM, "United States of America"})
"""The countries that count the length of roads in miles (CLDR, unitPreferenceData)."""


def unit_of(coastline: Coastline | None) -> Unit:
    """Return the unit of distances on a site: miles where all countries of its places or its map use them."""
    return Unit.MILE if coastline is None or _IN_MILES.issuperset(coastline.countries) else Unit.KILOMETRE


def parse_coastline(text: str) -> Coastline:
    """Read a coastline from its JSON text (the form: see above).

    Raises KeyError, TypeError or ValueError when the text is none: it is part of the package, so that this is
    a fault of the package and not of an editor.
    """
    data = json.loads(text)

    def rings(name: str) -> tuple[Ring, ...]:
        return tuple(tuple((float(lon), float(lat)) for lon, lat in ring) for ring in data[name])

    return Coastline(rings("land"), rings("around"))


def is_principal(council: Council) -> bool:
    """Whether it is a council of today and of the register, and not a place that the settings add."""
    return not council.is_abolished and council.type != PLACE


def places_of(council: Council, register: Register) -> tuple[tuple[float, float], ...]:
    """Return the points (longitude, latitude) at which a council shows on a map.

    An abolished council shows where its successors are, as long as there are any with a known point;
    otherwise a council shows at its own point, or nowhere when none is known.
    """
    successors = [_point(successor) for successor in register.successors_of(council)]
    known = [point for point in successors if point]
    own = _point(council)
    return tuple(known) or ((own,) if own else ())


def _point(council: Council) -> tuple[float, float] | None:
    return None if council.lon is None or council.lat is None else (council.lon, council.lat)
