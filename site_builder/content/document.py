"""The text of a story or a page as a frozen tree that knows where everything is.

The node types follow CommonMark 0.31 and GitHub Flavored Markdown. Offsets count characters of the text as it is on
disk. ``content.markdown`` makes documents, ``content.outline`` says in short what is in them, and ``render`` turns them
into HTML.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


class Kind(StrEnum):
    """What a branch is that has nothing but its children."""

    PARAGRAPH = "paragraph"
    PLAIN = "plain"  # the text of an item in a tight list: a paragraph that is not marked as one
    EMPHASIS = "emphasis"
    STRONG = "strong"
    STRIKETHROUGH = "strikethrough"


class Alert(StrEnum):
    """The five kinds of alert that GitHub knows."""

    NOTE = "Note"
    TIP = "Tip"
    IMPORTANT = "Important"
    WARNING = "Warning"
    CAUTION = "Caution"


@dataclass(frozen=True, slots=True)
class Text:
    """Words as readers see them; ``typed`` has the plain quotes, dashes and dots that the editor typed."""

    words: str
    typed: str
    start: int


@dataclass(frozen=True, slots=True)
class Code:
    """Code within a line."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line: one that readers see (``is_hard``), or a space."""

    is_hard: bool
    start: int


@dataclass(frozen=True, slots=True)
class Checkbox:
    """The box of an entry in a task list."""

    is_ticked: bool
    start: int


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment, which nobody but editors sees."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class FootnoteReference:
    """A place that refers to a footnote; ``number`` counts the footnotes, ``occurrence`` the references to this one."""

    number: int
    occurrence: int
    start: int


@dataclass(frozen=True, slots=True)
class Branch:
    """A node with children and nothing else."""

    kind: Kind
    children: tuple[Node, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Element:
    """One of the few HTML elements that a text may have, with the attributes that it may have."""

    name: str
    attributes: Mapping[str, str]
    children: tuple[Node, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link to ``target``, which is at ``target_start``; ``is_bare`` where the address is all there is to read."""

    target: str
    title: str
    children: tuple[Node, ...]
    start: int
    target_start: int
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """A picture; ``alt`` says in plain words what it shows."""

    target: str
    title: str
    alt: str
    start: int
    target_start: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``anchor`` is the id that links to it use, as on GitHub."""

    level: int
    children: tuple[Node, ...]
    anchor: str
    start: int

    @property
    def text(self) -> str:
        """The heading's plain words."""
        return plain_words(self.children)


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list."""

    children: tuple[Node, ...]
    start: int


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; ``first`` is the number of the first item of an ordered one."""

    first: int | None
    items: tuple[Item, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation, or an alert."""

    children: tuple[Node, ...]
    start: int
    alert: Alert | None = None


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Code in lines of its own; ``language`` is the first word after the fence."""

    text: str
    language: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""

    start: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    children: tuple[Node, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: tuple[Cell, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a row of headings; ``alignments`` has ``left``, ``right``, ``center`` or nothing by column."""

    alignments: tuple[str, ...]
    rows: tuple[Row, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote that the text refers to, at least once."""

    number: int
    references: int
    children: tuple[Node, ...]
    start: int


Leaf = Text | Code | Break | Checkbox | Comment | FootnoteReference | Image | CodeBlock | Rule
Node: TypeAlias = (
    "Leaf | Branch | Element | Link | Heading | ListBlock | Item | Quotation | Table | Row | Cell | Footnote"
)
_CHILDREN: Mapping[type, str] = {
    **dict.fromkeys((Branch, Element, Link, Heading, Item, Quotation, Cell, Footnote), "children"),
    ListBlock: "items",
    Table: "rows",
    Row: "cells",
}
AnyNode = TypeVar("AnyNode", bound="Node")


@dataclass(frozen=True, slots=True)
class Flaw:
    """What the reader could not take over into the tree: where, what (a rule's name) and which words."""

    start: int
    rule: str
    words: str = ""


@dataclass(frozen=True)
class Document:
    """A text: its blocks, the footnotes in the order of their numbers, and what did not go into the tree."""

    blocks: tuple[Node, ...]
    footnotes: tuple[Footnote, ...] = ()
    flaws: tuple[Flaw, ...] = ()

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every node, footnotes included, each before its children."""
        return (*walk(self.blocks), *walk(self.footnotes))

    def all_of(self, kind: type[AnyNode]) -> Iterator[AnyNode]:
        """Yield the nodes of a type in the order of the text."""
        found: list[AnyNode] = self._by_type.get(kind, [])
        return iter(found)

    @cached_property
    def _by_type(self) -> Mapping[type, list[Any]]:
        found: dict[type, list[Any]] = {}
        for node in self.nodes:
            found.setdefault(type(node), []).append(node)
        return found

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings in the order of the text."""
        return tuple(self.all_of(Heading))

    @cached_property
    def references(self) -> tuple[FootnoteReference, ...]:
        """The places that refer to footnotes."""
        return tuple(self.all_of(FootnoteReference))


def children_of(node: Node) -> tuple[Node, ...]:
    """Return what is inside a node."""
    name = _CHILDREN.get(type(node))
    return getattr(node, name) if name else ()


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield nodes and what is inside them, each before its children."""
    waiting = list(reversed(tuple(nodes)))
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(children_of(node)))


def plain_words(nodes: Iterable[Node]) -> str:
    """Return what a reader sees of nodes within a line, without any marks."""
    return " ".join("".join(_words(nodes)).split())


def typed_words(nodes: Iterable[Node]) -> str:
    """Return the words of nodes within a line as they were typed, which is what GitHub makes an anchor of."""
    return "".join(
        node.typed if isinstance(node, Text) else node.text for node in walk(nodes) if isinstance(node, Text | Code)
    )


def _words(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Text):
            yield node.words
        elif isinstance(node, Code):
            yield node.text
        elif isinstance(node, Image):
            yield node.alt
        elif isinstance(node, Break) or (isinstance(node, Element) and node.name == "br"):
            yield " "
        else:
            yield from _words(children_of(node))
