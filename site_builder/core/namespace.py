"""One namespace for everything of the site that answers at an address: pages, pieces, their files, and aliases.

Whatever is published becomes a file below the site's folder. No two of them may be the same file, nor one a file where
another needs a folder; and a disk need not tell capitals apart, nor two spellings of an accent (Unicode, NFC).
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice
from typing import TYPE_CHECKING

from site_builder.core import addresses, assets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from site_builder.core.frontmatter import FrontMatter
    from site_builder.core.located_yaml import Path
    from site_builder.core.page import Page
    from site_builder.core.problems import Problem
    from site_builder.core.source import Tree
    from site_builder.core.story import Story

_MOST_NAMED = 3
_BY_THE_SITE = "the site itself"


class _Kind(IntEnum):
    """What takes an address. Of two that clash, the later of these kinds has to give way."""

    MADE = 0
    PAGE = 1
    STORY = 2
    FILE = 3
    ALIAS = 4


@dataclass(frozen=True)
class _Claim:
    """An address that something takes: the source file it comes from, and where that file claims it."""

    address: str
    kind: _Kind
    holder: str
    front_matter: FrontMatter | None = None
    place: Path = ()

    @property
    def file(self) -> str:
        """The file that answers at the address, spelled so that two which a disk takes for one are equal."""
        return unicodedata.normalize("NFC", addresses.file_of(self.address)).casefold()

    def problem(self, rule: str, message: str) -> Iterator[Problem]:
        """Yield a problem at the place of the claim; what the site makes has none."""
        if self.front_matter is not None:
            yield self.front_matter.source.problem(self.front_matter.offset_of(self.place), rule, message)


@dataclass(frozen=True)
class Told:
    """A piece as far as it can be read, with its front matter and the keys whose values cannot be used."""

    story: Story
    front_matter: FrontMatter
    set_aside: frozenset[str]


def clashes(told: Iterable[Told], pages: Iterable[Page], tree: Tree) -> Iterator[Problem]:
    """Yield a problem for everything that claims an address which is taken, also where two claim the same."""
    claims = [*_claims_of_pages(pages, tree), *(claim for piece in told for claim in _claims_of_piece(piece, tree))]
    at: dict[str, list[_Claim]] = defaultdict(list)
    below: dict[str, list[_Claim]] = defaultdict(list)
    for claim in claims:
        at[claim.file].append(claim)
        for folder in _parents(claim.file):
            if len(below[folder]) < _MOST_NAMED:
                below[folder].append(claim)
    for claim in claims:
        same = (other for other in at[claim.file] if other is not claim and other.kind <= claim.kind)
        in_the_way = (other for folder in _parents(claim.file) for other in at.get(folder, ()))
        nested = [*in_the_way, *below.get(claim.file, ())]
        yield from _told(claim, list(islice(same, _MOST_NAMED)), [o for o in nested if o.kind <= claim.kind])


def _parents(file: str) -> Iterator[str]:
    """Yield the folders that a file stands in, which no other claim may want as a file."""
    end = file.rfind("/")
    while end > 0:
        yield file[:end]
        end = file.rfind("/", 0, end)


def _claims_of_pages(pages: Iterable[Page], tree: Tree) -> Iterator[_Claim]:
    claimed: set[str] = set()
    for page in pages:
        yield _Claim(addresses.of_page(page.path), _Kind.PAGE, page.path, page.front_matter)
        of_page = assets.places((), [(page.path, page.contents)], tree).keys() - claimed
        claimed |= of_page
        yield from (_Claim(path, _Kind.FILE, page.path, page.front_matter) for path in sorted(of_page))


def _claims_of_piece(told: Told, tree: Tree) -> Iterator[_Claim]:
    story = told.story
    yield _Claim(story.address, _Kind.STORY, story.path, told.front_matter)
    for address in addresses.made_beside(story.address):
        yield _Claim(address, _Kind.MADE, _BY_THE_SITE)
    for places in assets.places([story], (), tree).values():
        yield from (_Claim(address, _Kind.FILE, story.path, told.front_matter) for address in places)
    for n, alias in enumerate(story.meta.aliases):
        yield _Claim(addresses.normalise(alias), _Kind.ALIAS, story.path, told.front_matter, ("aliases", n))


def _told(claim: _Claim, same: list[_Claim], nested: list[_Claim]) -> Iterator[Problem]:
    """Yield what to say of one claim.

    ``same`` want the same file, ``nested`` a folder where this one wants a file, or the other way round.
    """
    is_made = addresses.is_reserved(claim.address) and claim.kind is not _Kind.PAGE
    if not same and not nested and not is_made:
        return
    address = f"/{claim.address}"
    if claim.kind is _Kind.ALIAS:
        yield from _about_alias(claim, same, nested, is_made=is_made)
    elif is_made or (same and same[0].kind is _Kind.MADE):
        yield from claim.problem(
            "address-unique", f"the address {address} is one that the site makes itself; rename the file"
        )
    elif same:
        others = ", ".join(sorted({other.holder for other in same}))
        yield from claim.problem(
            "address-unique", f"the address {address} also belongs to {others}; rename one of the files"
        )
    else:
        yield from claim.problem("address-unique", f"the address {address} {_beside(nested[0])}; rename the file")


def _about_alias(claim: _Claim, same: list[_Claim], nested: list[_Claim], *, is_made: bool) -> Iterator[Problem]:
    stronger = next((other for other in same if other.kind < _Kind.ALIAS), None)
    equals = sorted({other.holder for other in same if other.kind is _Kind.ALIAS})
    if stronger and stronger.kind is not _Kind.MADE:
        said = f"the alias '/{claim.address}' is the address of {stronger.holder}; remove the alias"
        yield from claim.problem("alias-clash", said)
    elif stronger or is_made:
        said = f"the alias '/{claim.address}' is an address that the site makes itself; remove the alias"
        yield from claim.problem("alias-clash", said)
    elif equals:
        said = f"the alias '{claim.address}' is also claimed by {', '.join(equals)}; keep it with one of them"
        yield from claim.problem("alias-unique", said)
    else:
        yield from claim.problem("alias-clash", f"the alias '/{claim.address}' {_beside(nested[0])}; remove the alias")


def _beside(other: _Claim) -> str:
    return (
        f"cannot stand beside /{other.address} of {other.holder}, because one would be a file and the other "
        "a folder of the same name"
    )
