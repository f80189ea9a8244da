"""One namespace for everything of the site that answers at an address: pages, pieces, their files, and aliases.

Whatever is published becomes a file below the site's folder. No two of them may be the same file, nor one a file where
another needs a folder; and a disk need not tell capitals apart, nor two spellings of an accent (Unicode, NFC).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, partial
from itertools import islice
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.content import assets
from site_builder.content.destinations import Leads
from site_builder.content.file_names import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from site_builder.content.front_matter import FrontMatter
    from site_builder.content.located_yaml import Path
    from site_builder.content.outline import Outline
    from site_builder.content.page import Page
    from site_builder.content.source import Tree
    from site_builder.content.story import Story
    from site_builder.problems import Problem

_MOST_NAMED = 3


class _Kind(IntEnum):
    """What takes an address. Of two that clash, the later of these kinds has to give way."""

    MADE = 0
    PAGE = 1
    STORY = 2
    FILE = 3
    ALIAS = 4


@dataclass(frozen=True)
class Told:
    """A piece as far as it can be read, with its front matter and the keys whose values cannot be used."""

    story: Story
    front_matter: FrontMatter
    set_aside: frozenset[str]


@dataclass(frozen=True)
class _Claim:
    """An address that something takes: the file that gets it, the text that is the cause, and where that says so.

    ``holder`` is the file's path, relative to the project's root; ``written`` how people know the address. ``find``
    returns the offset of the cause; what the site makes has no text, and none is looked for.
    """

    address: str
    kind: _Kind
    holder: str
    written: str
    front_matter: FrontMatter | None = None
    find: Callable[[], int] = int

    @cached_property
    def file(self) -> str:
        """The file that answers at the address, spelled so that two which a disk takes for one are equal."""
        return folded(addresses.file_of(self.address))

    @property
    def line(self) -> int:
        """The line of the text on which the claim is made."""
        return self.front_matter.source.position(self.find())[0] if self.front_matter else 0

    def problem(self, rule: str, message: str) -> Iterator[Problem]:
        """Yield a problem at the place of the claim; what the site makes has none."""
        if self.front_matter is not None:
            yield self.front_matter.source.problem(self.find(), rule, message)

    def seen_from(self, other: _Claim) -> str:
        """Say whose the claim is, to those who read the text of another one."""
        is_beside = self.kind is other.kind is _Kind.ALIAS and self.front_matter is other.front_matter
        return f"on line {self.line}" if is_beside else f"of {self.holder}"


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
    """Yield the folders that a file is in, which no other claim may want as a file."""
    end = file.rfind("/")
    while end > 0:
        yield file[:end]
        end = file.rfind("/", 0, end)


def _claims_of_pages(pages: Iterable[Page], tree: Tree) -> Iterator[_Claim]:
    claimed: set[str] = set()
    for page in pages:
        yield _of_text(addresses.of_page(page.path), _Kind.PAGE, page.front_matter)
        of_page = assets.places((), [(page.path, page.outline)], tree).keys() - claimed
        claimed |= of_page
        for path in sorted(of_page):
            yield from _of_file(path, path, tree, page.front_matter, partial(_named_by_page, page, path))


def _claims_of_piece(told: Told, tree: Tree) -> Iterator[_Claim]:
    story, front_matter = told.story, told.front_matter
    yield _of_text(story.address, _Kind.STORY, front_matter)
    for address in addresses.made_beside(story.address):
        yield _Claim(address, _Kind.MADE, "the site itself", f"/{address}")
    for path, places in assets.places([story], (), tree).items():
        for address in places:
            yield from _of_file(address, path, tree, front_matter, partial(_named_by_piece, told, path))
    for n, alias in enumerate(story.meta.aliases):
        find = partial(front_matter.offset_of, ("aliases", n))
        holder = front_matter.source.path
        yield _Claim(addresses.normalise(alias), _Kind.ALIAS, holder, alias, front_matter, find)


def _of_text(address: str, kind: _Kind, front_matter: FrontMatter) -> _Claim:
    find = partial(front_matter.offset_of, ())
    return _Claim(address, kind, front_matter.source.path, f"/{address}", front_matter, find)


def _of_file(
    address: str, path: str, tree: Tree, front_matter: FrontMatter, find: Callable[[], int]
) -> Iterator[_Claim]:
    """Yield the claim of a file, and those of the other forms of a picture."""
    for claimed in assets.forms_of(path, address, tree) or (address,):
        yield _Claim(claimed, _Kind.FILE, f"{tree.root}/{path}", f"/{claimed}", front_matter, find)


def _named_by_piece(told: Told, path: str) -> int:
    """Return where a piece names a file for the first time."""
    meta, folder = told.story.meta, told.story.folder
    names: list[tuple[Path, str | None]] = [(("image", "file"), meta.image.file)] if meta.image else []
    names += [(("artefacts", n, "file"), artefact.file) for n, artefact in enumerate(meta.artefacts)]
    for place, name in names:
        if name and assets.source_of(folder, name) == path:
            return told.front_matter.offset_of(place)
    return _named_in_text(told.front_matter, told.story.outline, folder, path)


def _named_by_page(page: Page, path: str) -> int:
    """Return where a page names a file for the first time."""
    return _named_in_text(page.front_matter, page.outline, assets.folder_of(page.path), path)


def _named_in_text(front_matter: FrontMatter, outline: Outline, folder: str, path: str) -> int:
    """Return where a text names a file for the first time, which it does."""
    named = (found for found in outline.references if found.to.leads is Leads.FILE and found.to.source(folder) == path)
    return front_matter.body_offset + next(named).target_start


def _told(claim: _Claim, same: list[_Claim], nested: list[_Claim]) -> Iterator[Problem]:
    """Yield what to say of one claim.

    ``same`` want the same file, ``nested`` a folder where this one wants a file, or the other way round.
    """
    is_made = addresses.is_reserved(claim.address) and claim.kind is not _Kind.PAGE
    if not same and not nested and not is_made:
        return
    if claim.kind is _Kind.ALIAS:
        yield from _about_alias(claim, same, nested, is_made=is_made)
        return
    subject = f"the address {claim.written}" + (f" of {claim.holder}" if claim.kind is _Kind.FILE else "")
    if is_made or (same and same[0].kind is _Kind.MADE):
        said = "is one that the site makes itself; rename the file"
    elif same:
        others = ", ".join(sorted({other.holder for other in same}))
        said = f"also belongs to {others}; rename one of the files"
    else:
        said = f"{_beside(nested[0], claim)}; rename the file"
    yield from claim.problem("address-unique", f"{subject} {said}")


def _about_alias(claim: _Claim, same: list[_Claim], nested: list[_Claim], *, is_made: bool) -> Iterator[Problem]:
    subject = f"the alias '{claim.written}'"
    stronger = next((other for other in same if other.kind < _Kind.ALIAS), None)
    if stronger and stronger.kind is not _Kind.MADE:
        owner = "this piece itself" if stronger.holder == claim.holder else stronger.holder
        yield from claim.problem("alias-clash", f"{subject} is the address of {owner}; remove the alias")
    elif stronger or is_made:
        said = f"{subject} is an address that the site makes itself; remove the alias"
        yield from claim.problem("alias-clash", said)
    elif same:
        yield from _about_equals(claim, same)
    else:
        yield from claim.problem("alias-clash", f"{subject} {_beside(nested[0], claim)}; remove the alias")


def _about_equals(claim: _Claim, same: list[_Claim]) -> Iterator[Problem]:
    """Yield what to say of an alias that others claim too, or the same list for again."""
    subject = f"the alias '{claim.written}'"
    others = sorted({other.holder for other in same if other.holder != claim.holder})
    if others:
        yield from claim.problem(
            "alias-unique", f"{subject} is also claimed by {', '.join(others)}; keep it with one of them"
        )
    first = min((other for other in same if other.holder == claim.holder), key=lambda other: other.find(), default=None)
    if first and first.find() < claim.find():
        as_written = "" if first.written == claim.written else f", there as '{first.written}'"
        yield from claim.problem(
            "alias-unique",
            f"{subject} is in this list twice, also on line {first.line} too{as_written}; delete one of the two",
        )


def _beside(other: _Claim, claim: _Claim) -> str:
    return (
        f"cannot exist beside {other.written} {other.seen_from(claim)}, because one would be a file and the other "
        "a folder of the same name"
    )
