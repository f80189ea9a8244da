"""The names by which people know councils: 'LB Camden', 'Kent CC', 'Brighton & Hove', 'Newcastle', 'Brum', 'Sir Fynwy'.

This is the one place that says what names a council has, for the check, for what is brought in and for the search. Some
are in the register, some beside it with their source (``data/council-names.csv``), and one rule makes the others:
words that only say what kind of council it is, such as 'MBC' or 'Royal Borough of', can be left out or abbreviated.
A name that fits one council gives its slug, one that fits several gives all of them: nothing is guessed in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from site_builder.content.plain import words_of
from site_builder.content.register import OtherName
from site_builder.content.suggest import closest, one_of
from site_builder.content.yaml_slips import straight

if TYPE_CHECKING:
    from collections.abc import Iterable

    from site_builder.content.register import Council, Register

# What a name says of the kind of council, and what the council's full name then has.
_KINDS = {
    "lb": ("london borough",),
    "rb": ("royal borough",),
    "cc": ("county", "city"),
    "mbc": ("metropolitan borough",),
    "mdc": ("metropolitan",),
    "bc": ("borough",),
    "dc": ("district",),
    "county": ("county",),
    "city": ("city",),
    "district": ("district",),
    "borough": ("borough",),
}
SAYS_NOTHING = frozenset(_KINDS) | {
    "authority", "bwrdeistref", "council", "cyngor", "dinas", "london", "metropolitan", "of", "royal", "sirol", "the",
    "unitary",
}  # fmt: skip
"""Words of names that do not tell one council from another."""
_MOST_NAMED = 6
_CLOSE = 0.7
"""How near a misspelt name must come: there are so many that something always comes half-way near."""


def names_in_use(council: Council) -> tuple[OtherName, ...]:
    """Return every name of a council, each with its kind and source, the one that lists show first.

    A name that differs from an earlier one only in words that say the kind of council is left out.
    """
    own = (
        OtherName(council.short_name, "short", "register"),
        OtherName(council.name, "official", "register"),
        OtherName(council.slug.replace("-", " "), "slug", "register"),
    )
    by_words: dict[tuple[str, ...], OtherName] = {}
    for name in (*own, *council.other_names):
        by_words.setdefault(telling_words(name.text), name)
    return tuple(by_words.values())


def telling_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, without those that only say what kind of council it is."""
    return _telling(words_of(name))


def _telling(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words that tell one council from another."""
    return tuple(word for word in words if word not in SAYS_NOTHING)


@dataclass(frozen=True)
class _Named:
    council: Council

    @cached_property
    def in_full(self) -> frozenset[tuple[str, ...]]:
        """The council's names, and its slug, as words."""
        return frozenset(map(words_of, (self.council.slug, *self.names)))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names as they are written."""
        return (self.council.name, self.council.short_name, *(other.text for other in self.council.other_names))

    @cached_property
    def everyday(self) -> frozenset[tuple[str, ...]]:
        """What people call it without saying what kind of council it is."""
        others = (other.text for other in self.council.other_names)
        return frozenset(map(telling_words, (self.council.slug, self.council.short_name, *others)))

    @cached_property
    def telling(self) -> frozenset[str]:
        """All the words that tell it from others."""
        return frozenset(word for words in self.in_full for word in _telling(words))

    def is_of(self, kinds: Iterable[str]) -> bool:
        """Whether the full name says one of these of the council."""
        name = " ".join(words_of(self.council.name))
        return any(kind in name for kind in kinds)


class CouncilNames:
    """The names of all councils of a register."""

    def __init__(self, councils: Iterable[Council]) -> None:
        self._named = [_Named(council) for council in councils]

    def called(self, name: str) -> tuple[Council, ...]:
        """Return the councils whose name this is, in full or as people say it; more than one where it is no one's."""
        words = words_of(straight(name))
        in_full = [named for named in self._named if words in named.in_full]
        telling = _telling(words)
        return self._of_kind(in_full or [n for n in self._named if telling and telling in n.everyday], words)

    def alike(self, name: str) -> tuple[Council, ...]:
        """Return the councils whose name has all the telling words of this one."""
        words = words_of(straight(name))
        telling = frozenset(_telling(words))
        return self._of_kind([n for n in self._named if telling and telling <= n.telling], words)

    def hint(self, name: str) -> str:
        """Return what to write for a name that is no slug, for the end of a message."""
        found = self.called(name)
        if all(council.is_abolished for council in found):
            found = tuple(dict.fromkeys((*found, *self.alike(name))))
        if len(found) == 1:
            return f"; write '{found[0].slug}'"
        if 1 < len(found) <= _MOST_NAMED:
            return f"; write one of: {', '.join(map(_with_name, found))}"
        by_name = {text: n.council.slug for n in self._named for text in n.names}
        by_name |= {n.council.slug: n.council.slug for n in self._named}
        close = closest(straight(name), by_name, _CLOSE)
        slugs = [n.council.slug for n in self._named]
        return one_of(slugs) if close is None else f"; did you mean '{by_name[close]}'?"

    def _of_kind(self, named: Iterable[_Named], words: tuple[str, ...]) -> tuple[Council, ...]:
        found = list(named)
        for word in words:
            of_kind = [n for n in found if n.is_of(_KINDS[word])] if word in _KINDS else []
            found = of_kind or found
        return tuple(n.council for n in found)


@lru_cache(maxsize=4)
def names_of(register: Register) -> CouncilNames:
    """Return the names by which people know the councils of a register, worked out once."""
    return CouncilNames(register)


def _with_name(council: Council) -> str:
    return f"'{council.slug}' ({council.name}{', abolished' if council.is_abolished else ''})"
