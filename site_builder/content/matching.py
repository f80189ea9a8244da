"""Which council or term is meant by what somebody wrote; the only module that knows rapidfuzz.

A name that fits one tells it; one that nearly fits, or fits several, gives candidates for a person to choose from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process, utils

from site_builder.content.council_names import names_of
from site_builder.content.vocabulary import Taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from site_builder.content.register import Council, Register
    from site_builder.content.vocabulary import Vocabulary

COUNCILS = "councils"
_MOST = 6
_NEAR = 84
_SAYS_NOTHING = re.compile(
    r"\b(?:council|borough|city|county|district|metropolitan|unitary|authority|london|royal|of|the|cyngor|mbc|dc|cc|bc|lb)\b",
    re.IGNORECASE,
)


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
        if found := vocabulary.get(written):
            return Match(written, vocabulary.taxonomy.value, found.name)
    near: list[tuple[float, tuple[str, str, str]]] = []
    for vocabulary in of:
        names = [term.name for term in vocabulary]
        for name, score, _ in process.extract(
            written,
            names,
            scorer=fuzz.token_sort_ratio,
            processor=utils.default_process,
            limit=_MOST,
            score_cutoff=_NEAR,
        ):
            near.append((score, (vocabulary.taxonomy.value, name, name)))
    near.sort(key=lambda found: -found[0])
    return Match(written, of[0].taxonomy.value if len(of) == 1 else "", candidates=tuple(c for _, c in near[:_MOST]))


def _near_councils(written: str, register: Register) -> tuple[Council, ...]:
    telling = _telling(written)
    names = {c.slug: _telling(c.short_name) for c in register}
    if not telling:
        return ()
    near = process.extract(telling, names, scorer=fuzz.ratio, limit=_MOST, score_cutoff=_NEAR)
    return tuple(c for _, _, slug in near if (c := register.get(slug)))


def _telling(name: str) -> str:
    """Return the words that tell one council from another, as they are compared."""
    return utils.default_process(_SAYS_NOTHING.sub(" ", name)).strip()
