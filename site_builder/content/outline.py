"""What rules, links and keys of pages need to know of a text: small, and made once from its ``Document``.

An outline follows from the text alone, so it can be kept between runs: anyone who has one need not read the text again.
"""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from site_builder.content.destinations import Destination, Leads, read_destination
from site_builder.content.document import (
    Code,
    CodeBlock,
    Comment,
    Document,
    Flaw,
    Heading,
    Image,
    Link,
    Rule,
    Text,
    plain_words,
    walk,
)
from site_builder.content.plain import searched_words
from site_builder.content.prose import NOTHING_SAID, Prose, prose_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from site_builder.content.document import Node

_NOT_LINE_END = re.compile(r"[^\r\n]")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading: its level, its plain words, and the anchor that links to it use."""

    level: int
    words: str
    anchor: str
    start: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A link or a picture: ``words`` are what readers see or hear of it, ``to`` is what its target leads to."""

    is_picture: bool
    target: str
    words: str
    start: int
    target_start: int
    to: Destination


@dataclass(frozen=True)
class Outline:
    """A text as others see it, in the order of the text. Offsets count characters of the text.

    ``notes`` are the places that refer to footnotes, ``code`` the spans of code, ``flaws`` what did not go into the
    tree; ``has_words`` says whether there is anything to read beside headings: an untouched skeleton has nothing.
    ``searched`` are the different words that somebody may look for and mistype, in alphabetical order, with spaces
    between them.
    """

    sections: tuple[Section, ...] = ()
    references: tuple[Reference, ...] = ()
    notes: tuple[int, ...] = ()
    comments: tuple[int, ...] = ()
    code: tuple[tuple[int, int], ...] = ()
    flaws: tuple[Flaw, ...] = ()
    has_words: bool = False
    prose: Prose = NOTHING_SAID
    searched: str = ""

    @cached_property
    def anchors(self) -> frozenset[str]:
        """What an address of this text may have after ``#``."""
        return frozenset(section.anchor for section in self.sections)

    @property
    def links(self) -> tuple[Reference, ...]:
        """The links."""
        return tuple(reference for reference in self.references if not reference.is_picture)

    @property
    def pictures(self) -> tuple[Reference, ...]:
        """The pictures."""
        return tuple(reference for reference in self.references if reference.is_picture)

    def without_code(self, source: str) -> str:
        """Return the text that this is the outline of with spaces in place of code; places stay the same."""
        return _without(self.code, source)


def outline_of(document: Document, text: str) -> Outline:
    """Return the outline of a text, given what was read of it and as it was written."""
    nodes = document.nodes
    code = sorted((node.start, node.end) for node in nodes if isinstance(node, Code | CodeBlock))
    references = sorted((node for node in nodes if isinstance(node, Link | Image)), key=lambda node: node.start)
    return Outline(
        tuple(Section(node.level, node.text, node.anchor, node.start) for node in document.headings),
        tuple(map(_reference, references)),
        tuple(reference.start for reference in document.references),
        tuple(node.start for node in nodes if isinstance(node, Comment)),
        tuple(code),
        document.flaws,
        any(_says_something(block) for block in document.blocks),
        prose_of(_without(code, text)),
        " ".join(sorted({word for node in document.all_of(Text) for word in searched_words(node.words)})),
    )


def _without(code: Sequence[tuple[int, int]], text: str) -> str:
    parts, done = [], 0
    for start, end in code:
        parts += [text[done:start], _NOT_LINE_END.sub(" ", text[start:end])]
        done = end
    return "".join([*parts, text[done:]])


def _reference(node: Link | Image) -> Reference:
    words = node.alt if isinstance(node, Image) else plain_words(node.children)
    to = read_destination(node.target)
    return Reference(isinstance(node, Image), node.target, words, node.start, node.target_start, to)


def _says_something(block: Node) -> bool:
    if isinstance(block, Heading | Rule | Comment):
        return False
    return any(isinstance(node, Text | Code | CodeBlock | Image) for node in walk((block,)))


class Outlines(Protocol):
    """The outlines that an earlier run has made."""

    def of(self, text: str) -> Outline | None:
        """Return the outline of exactly this text, or nothing where it is not known."""


class NoOutlines:
    """A memory that has nothing."""

    def of(self, text: str) -> None:
        """Return nothing."""


NONE_KNOWN: Outlines = NoOutlines()


# ---- As plain values, to be kept


def plain(outline: Outline) -> list[Any]:
    """Return an outline as lists, numbers and texts, which JSON can have."""
    return list(astuple(outline))


def from_plain(values: list[Any]) -> Outline:
    """Return the outline that these are the plain values of."""
    sections, references, notes, comments, code, flaws, has_words, prose, searched = values
    return Outline(
        tuple(Section(*section) for section in sections),
        tuple(map(_plain_reference, references)),
        tuple(notes),
        tuple(comments),
        tuple((start, end) for start, end in code),
        tuple(Flaw(*flaw) for flaw in flaws),
        has_words,
        Prose(*(tuple((place, what) for place, what in found) for found in prose)),
        searched,
    )


def _plain_reference(values: list[Any]) -> Reference:
    is_picture, target, words, start, target_start, (leads, *rest) = values
    return Reference(is_picture, target, words, start, target_start, Destination(Leads(leads), *rest))
