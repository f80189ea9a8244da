"""What the published pieces cover, and what they do not: themes, services, programmes, regions, types of council."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.content.vocabulary import Taxonomy
from site_builder.drawing.geography import is_principal
from site_builder.render import councils, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from site_builder.content.register import Register
    from site_builder.content.story import Story
    from site_builder.settings import Settings


@dataclass(frozen=True, slots=True)
class Coverage:
    """What there is of one kind: names with the number of pieces, most first, and the names without any."""

    heading: str
    have: tuple[tuple[str, int], ...]
    have_not: tuple[str, ...]


def coverage_of(public: Sequence[Story], settings: Settings, register: Register) -> tuple[Coverage, ...]:
    """Return what published pieces cover."""
    found = []
    for taxonomy in Taxonomy:
        names = [term.name for term in settings.taxonomies[taxonomy]]
        found.append(_counted(taxonomy.value, names, ({t.name for t in s.terms[taxonomy]} for s in public)))
    found.append(
        _counted("regions", _regions(register), ({councils.region_of(c, register) for c in s.councils} for s in public))
    )
    known = councils.in_order({council.type for council in register if is_principal(council)})
    types = {name: words.sentence_case(councils.type_of(name).plural) for name in known}
    of_pieces = ({types[c.type] for c in s.councils if c.type in types} for s in public)
    found.append(_counted(f"types of {register.called.one}", [*dict.fromkeys(types.values())], of_pieces))
    return tuple(part for part in found if part.have or part.have_not)  # fmt: skip


def _regions(register: Register) -> list[str]:
    return words.in_order({council.region for council in register if council.region and not council.is_abolished})


def _counted(heading: str, names: Sequence[str], of_pieces: Iterable[set[str]]) -> Coverage:
    counts = Counter(name for found in of_pieces for name in found)
    have = sorted((name for name in names if counts[name]), key=lambda name: (-counts[name], names.index(name)))
    have_not = tuple(words.sentence_case(name) for name in names if not counts[name])
    return Coverage(
        words.sentence_case(heading), tuple((words.sentence_case(name), counts[name]) for name in have), have_not
    )
