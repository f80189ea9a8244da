"""Controlled vocabularies: the terms that stories are filed under."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from site_builder.content.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Iterator


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
    """One term of a vocabulary; its slug is derived from its name."""

    taxonomy: Taxonomy
    name: str
    description: str = ""

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
        return {term.name.casefold(): term for term in self.terms}

    def get(self, name: str) -> Term | None:
        """Return the term of this name, ignoring case and spaces around it, or None."""
        return self._by_name.get(" ".join(name.split()).casefold())
