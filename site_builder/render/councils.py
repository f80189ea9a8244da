"""Councils in words: their types, their region, and what became of those that no longer exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.content.register import PLACE
from site_builder.render import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from site_builder.content.register import Council, Register


@dataclass(frozen=True, slots=True)
class CouncilType:
    """A type of council as it is called within a sentence."""

    singular: str
    plural: str


TYPES = {
    "county": CouncilType("county council", "county councils"),
    "district": CouncilType("district council", "district councils"),
    "unitary": CouncilType("unitary council", "unitary councils"),
    "metropolitan-borough": CouncilType("metropolitan borough", "metropolitan boroughs"),
    "london-borough": CouncilType("London borough", "London boroughs"),
    "city-of-london": CouncilType("City of London", "City of London"),
    "scottish-council-area": CouncilType("Scottish council", "Scottish councils"),
    "welsh-principal-area": CouncilType("Welsh council", "Welsh councils"),
    "northern-ireland-district": CouncilType("Northern Ireland district", "Northern Ireland districts"),
}
"""The register's types of council in the order in which forms list them; a place beside the register has none."""

LONDON_TYPES = frozenset({"london-borough", "city-of-london"})

NO_REGION = "Other places"


def type_of(name: str) -> CouncilType:
    """Return what councils of a type are called; those of a register of the site's own by the name of the type."""
    return TYPES.get(name) or CouncilType(name, name)


def in_order(types: Iterable[str]) -> list[str]:
    """Return types of council in the order of forms: those of the package's register, then others by name."""
    own = [name for name in types if name not in TYPES and name != PLACE]
    return [*(name for name in TYPES if name in types), *words.in_order(own)]


def by_region(found: Iterable[Council], register: Register) -> dict[str, list[Council]]:
    """Return councils by their regions, in order; where no region is known of any, all under what they are called."""
    regions: dict[str, list[Council]] = {}
    for council in found:
        regions.setdefault(council.region, []).append(council)
    names = words.in_order(filter(None, regions))
    if not names:
        return {words.sentence_case(register.called.many): regions[""]} if regions else {}
    return {name: regions[name] for name in names} | ({NO_REGION: regions[""]} if "" in regions else {})


def region_of(council: Council, register: Register) -> str:
    """Return a council's region, or that of a successor where its own is not known; empty without either."""
    regions = (place.region for place in (council, *register.successors_of(council)))
    return next((region for region in regions if region), "")


def succession(council: Council, register: Register) -> str:
    """Say when a council was abolished and what came after it; empty for one that exists."""
    if not council.is_abolished:
        return ""
    successors = words.listed([c.short_name for c in register.successors_of(council)])
    year = council.end_date[:4]
    when = f"until {year}" if year.isdigit() else "no longer exists"
    return f"{when}, now part of {successors}" if successors else when
