"""Controlled vocabularies: the terms that stories are filed under, and what else people call them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from site_builder.content.slugs import slugify
from site_builder.content.suggest import closest, one_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Taxonomy(StrEnum):
    """The vocabularies of a site; the value is the front matter's key and the first part of the address."""

    THEMES = "themes"
    SERVICES = "services"
    PROGRAMMES = "programmes"

    @property
    def singular(self) -> str:
        """The word for one term, as in 'theme'."""
        return self.value.removesuffix("s")


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a vocabulary; its slug is derived from its name, and ``also`` is what else people call it."""

    taxonomy: Taxonomy
    name: str
    description: str = ""
    also: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """The last part of the term page's address."""
        return slugify(self.name)


@dataclass(frozen=True)
class Vocabulary:
    """The terms of one taxonomy, in the order of the settings."""

    taxonomy: Taxonomy
    terms: tuple[Term, ...] = ()

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    @cached_property
    def _by_name(self) -> dict[str, Term]:
        return {_folded(term.name): term for term in self.terms}

    @cached_property
    def _by_any_name(self) -> dict[str, Term]:
        return {_folded(name): term for term in self.terms for name in term.also} | self._by_name

    def get(self, name: str) -> Term | None:
        """Return the term of this name, ignoring case and spaces around it, or None."""
        return self._by_name.get(_folded(name))

    def called(self, name: str) -> Term | None:
        """Return the term that people call so: by its name, or by another that the settings give, or None."""
        return self._by_any_name.get(_folded(name))

    def hint(self, name: str) -> str:
        """Return what to write for a name that is no term's, for the end of a message."""
        if not self.terms:
            return f"; mkdocs.yml has no {self.taxonomy}: add it there, under vocabularies, or leave it out"
        if term := self.called(name):
            return f"; write '{term.name}'"
        close = closest(name, self._by_any_name)
        if close is None:
            return one_of([term.name for term in self])
        return f"; did you mean '{self._by_any_name[close].name}'?"


def clash(terms: Iterable[Term]) -> str:
    """Return why one name of these terms would lead to two of them, or nothing."""
    terms = tuple(terms)
    owners = {_folded(term.name): term for term in terms}
    for term in terms:
        for name in term.also:
            owner = owners.setdefault(_folded(name), term)
            if owner != term:
                return f"'{name}' (also of '{term.name}') leads to '{owner.name}' already; leave it out at one of them"
    return ""


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
