"""Which council or term is meant by what somebody wrote; the only module that knows rapidfuzz.

A name that fits one means it; one that nearly fits, or fits several, gives candidates for a person to choose from.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process, utils

from site_builder.content.council_names import names_in_use, names_of, telling_words
from site_builder.content.vocabulary import Taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from site_builder.content.register import Council, Register
    from site_builder.content.vocabulary import Vocabulary

COUNCILS = "councils"
_MOST = 6
_NEAR = 84


@dataclass(frozen=True, slots=True)
class Match:
    """What is meant by ``written``: the value for a key, or candidates as value and name where that is in doubt."""

    written: str
    key: str = ""
    value: str = ""
    candidates: tuple[tuple[str, str, str], ...] = ()
    """Each is a key, a value and how people know it."""

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody has to choose."""
        return not self.value and bool(self.candidates)


def council(written: str, register: Register) -> Match:
    """Return the council that is meant."""
    if slug := register.get(written.strip().casefold()):
        return Match(written, COUNCILS, slug.slug)  # even where it is also the name of two councils, as 'somerset' is
    names = names_of(register)
    called = names.called(written)
    if len(called) == 1:
        return Match(written, COUNCILS, called[0].slug)
    found = called or names.alike(written) or _near_councils(written, register)
    return Match(written, COUNCILS, candidates=tuple((COUNCILS, c.slug, c.name) for c in found[:_MOST]))


def term(
    written: str, vocabularies: Mapping[Taxonomy, Vocabulary], only: Iterable[Taxonomy] = tuple(Taxonomy)
) -> Match:
    """Return the term of one of these vocabularies that is meant."""
    of = [vocabularies[taxonomy] for taxonomy in only if taxonomy in vocabularies]
    for vocabulary in of:
        if found := vocabulary.called(written):
            return Match(written, vocabulary.taxonomy.value, found.name)
    choices = {
        (vocabulary.taxonomy.value, found.name, name): name
        for vocabulary in of
        for found in vocabulary
        for name in (found.name, *found.also)
    }
    near = process.extract(
        written, choices, scorer=fuzz.token_sort_ratio, processor=utils.default_process, limit=_MOST, score_cutoff=_NEAR
    )
    candidates = dict.fromkeys((key, name, name) for _, _, (key, name, _) in near)
    return Match(written, of[0].taxonomy.value if len(of) == 1 else "", candidates=tuple(candidates))


@lru_cache(maxsize=4)
def _names_as_compared(register: Register) -> Mapping[tuple[str, str], str]:
    """Return the telling words of all names, by slug and name; worked out once."""
    return {
        (council.slug, name.text): " ".join(telling_words(name.text))
        for council in register
        for name in names_in_use(council)
    }


def _near_councils(written: str, register: Register) -> tuple[Council, ...]:
    telling = " ".join(telling_words(written))
    if not telling:
        return ()
    near = process.extract(telling, _names_as_compared(register), scorer=fuzz.ratio, limit=_MOST, score_cutoff=_NEAR)
    slugs = dict.fromkeys(slug for _, _, (slug, _) in near)
    return tuple(found for slug in slugs if (found := register.get(slug)))
