"""Councils in words: their types, their region, and what became of those that no longer exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.content.register import PLACE
from site_builder.render import place_words, words
from site_builder.render.place_words import TYPES, CouncilType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from site_builder.content.register import Council, Register


LONDON_TYPES = frozenset({"london-borough", "city-of-london"})


def type_of(name: str) -> CouncilType:
    """Return what councils of a type are called; those of a register of the site's own by the name of the type."""
    return TYPES.get(name) or CouncilType(name, name)


def in_order(types: Iterable[str]) -> list[str]:
    """Return types of council in the order of forms: those of the package's register, then others by name."""
    own = [name for name in types if name not in TYPES and name != PLACE]
    return [*(name for name in TYPES if name in types), *words.in_order(own)]


def by_region(found: Iterable[Council]) -> dict[str, list[Council]]:
    """Return councils by their regions, in order; where no region is known of any, all under an empty name."""
    regions: dict[str, list[Council]] = {}
    for council in found:
        regions.setdefault(council.region, []).append(council)
    names = words.in_order(filter(None, regions))
    if not names:
        return regions
    return {name: regions[name] for name in names} | ({place_words.NO_REGION: regions[""]} if "" in regions else {})


def region_of(council: Council, register: Register) -> str:
    """Return a council's region, or that of a successor where its own is not known; empty without either."""
    regions = (place.region for place in (council, *register.successors_of(council)))
    return next((region for region in regions if region), "")


def succession(council: Council, register: Register) -> str:
    """Say when a council was abolished and what came after it; empty for one that exists."""
    if not council.is_abolished:
        return ""
    return place_words.succession(council.end_date, [c.short_name for c in register.successors_of(council)])
