"""From Markdown to a ``Document``: GitHub Flavored Markdown, as GitHub's own preview shows it.

``events`` has what the reader finds; here a tree is put together from that. What is within a line is finished in
``inlines``.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from site_builder.content import html_tags
from site_builder.content.anchors import Anchors
from site_builder.content.document import (
    Alert,
    Branch,
    Break,
    Cell,
    Checkbox,
    Code,
    CodeBlock,
    Document,
    Flaw,
    Footnote,
    FootnoteReference,
    Heading,
    Image,
    Item,
    Kind,
    Link,
    ListBlock,
    Quotation,
    Row,
    Rule,
    Table,
    Text,
    plain_words,
    typed_words,
)
from site_builder.content.events import fitting_sign, read_events
from site_builder.content.footnotes import label_of, used_footnotes
from site_builder.content.inlines import Html, Unfinished, composed, finished

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from site_builder.content.document import Node
    from site_builder.content.events import Event, Events

DEEPEST = 40
"""So many nodes may be inside one another: more than any text needs, and few enough to be walked by recursion."""

HIGHEST = 100
"""So many nodes may a text have from its blocks to its innermost words, HTML elements included."""

MOST_CELLS = 20_000
MOST_REFERENCES = 100
"""So many cells may a text have in its tables, and references to one footnote: a few bytes of each make many."""

_BRANCHES = {
    "Paragraph": Kind.PARAGRAPH,
    "Emphasis": Kind.EMPHASIS,
    "Strong": Kind.STRONG,
    "Strikethrough": Kind.STRIKETHROUGH,
}
_ALIGNMENTS = {"None": "", "Left": "left", "Center": "center", "Right": "right"}
_TYPOGRAPHIC = frozenset("‘’“”–—…")
_BEFORE_ADDRESS = r"[ \t]*(?:(?:\r\n?|\n)[ \t>]*)?<?"  # it may be on the next line, in a quotation too
_DESTINATION = re.compile(r"\]\(" + _BEFORE_ADDRESS)
_DEFINITION = re.compile(r"\[(?:[^\]\\]|\\.)*\]:" + _BEFORE_ADDRESS, re.DOTALL)


def read_document(source: str) -> Document:
    """Return the tree of a Markdown text."""
    return _Builder(read_events(source)).build()


class _BoundError(Exception):
    """There is more of something than anybody writes; the argument is the rule's name."""


@dataclass(slots=True)
class _Open:
    """A node whose end has not come yet, or has just come."""

    name: str
    data: Any
    start: int
    end: int = -1
    children: list[Unfinished] = field(default_factory=list)
    end_of_children: int = -1
    height: int = 0


class _Builder:
    """Puts one document together from events."""

    def __init__(self, events: Events) -> None:
        self.events = events
        self.source = events.source
        self.has_html = False
        self.open = [_Open("BlockQuote", None, 0)]
        self.flaws: list[Flaw] = []
        self.links_open = self.cells = 0
        self.anchors = Anchors()
        self.numbers: dict[str, int] = {}
        self.occurrences: Counter[str] = Counter()
        self.used: frozenset[str] = frozenset()
        self.is_shown = True  # what is being read, unless it is a footnote that nothing leads to
        self.notes: dict[str, tuple[tuple[Node, ...], int]] = {}
        self.makers: dict[str, Callable[[_Open], Unfinished | None]] = {
            "Heading": self._heading,
            "Link": self._link,
            "Image": self._image,
            "List": _list,
            "Item": self._item,
            "BlockQuote": self._quotation,
            "CodeBlock": _code_block,
            "HtmlBlock": _html_block,
            "Table": _table,
            "TableHead": _row,
            "TableRow": _row,
            "TableCell": self._cell,
            "FootnoteDefinition": self._footnote,
        }

    def build(self) -> Document:
        """Return the document of these events."""
        self.used = used_footnotes(self.events) if "[^" in self.source else frozenset()
        try:
            for event, start, end in self.events:
                self._take(event, start, end)
        except _BoundError as bound:
            return Document((), (), (Flaw(self.open[-1].start, str(bound)),))
        blocks = self._finished(self.open[0], is_block=True)
        footnotes = tuple(
            Footnote(number, self.occurrences[label], *self.notes[label]) for label, number in self.numbers.items()
        )
        return Document(blocks, footnotes, tuple(sorted(self.flaws, key=lambda flaw: flaw.start)))

    def _take(self, event: Event, start: int, end: int) -> None:
        if isinstance(event, str):
            # Tabs at the end of a line are no line break for GitHub.
            is_hard = event == "HardBreak" and self.source[start:end].rstrip("\r\n").endswith(("\\", "  "))
            self._add(Rule(start) if event == "Rule" else Break(is_hard, start), end)
            return
        ((name, value),) = event.items()
        if name == "Start":
            self._start(value, start)
        elif name == "End":
            self._end(end)
        else:
            above = self.open[-1]
            above.children.append(self._leaf(name, value, start, end))
            above.end_of_children = end

    def _leaf(self, name: str, value: Event, start: int, end: int) -> Unfinished:
        if name == "Text":
            around = self.source[max(0, start - 1) : start], self.source[end : end + 1]
            words = fitting_sign(composed(self.events.words(value)), *around)
            return Text(words, self.source[start:end] if value in _TYPOGRAPHIC else words, start)
        if name == "Code":
            return Code(composed(value), start, end)
        if name in {"Html", "InlineHtml"}:
            self.has_html = True
            return Html(value, start)
        if name == "TaskListMarker":
            return Checkbox(value, start)
        if name == "FootnoteReference":
            return self._footnote_reference(label_of(value), start)
        raise ValueError(f"the reader of Markdown gave an event that is not known: {name}")

    def _footnote_reference(self, label: str, start: int) -> Node:
        if not self.is_shown:
            return FootnoteReference(0, 0, start)
        self.occurrences[label] += 1
        if self.occurrences[label] > MOST_REFERENCES:
            raise _BoundError("footnote-references")
        return FootnoteReference(self.numbers.setdefault(label, len(self.numbers) + 1), self.occurrences[label], start)

    def _add(self, node: Unfinished, end: int) -> None:
        self.open[-1].children.append(node)
        self.open[-1].end_of_children = end

    def _start(self, tag: Event, start: int) -> None:
        if len(self.open) > DEEPEST:
            raise _BoundError("nesting")
        name, data = (tag, "") if isinstance(tag, str) else next(iter(tag.items()))
        self.links_open += name == "Link"
        self.cells += name == "TableCell"
        if self.cells > MOST_CELLS:
            raise _BoundError("table-size")
        if name == "FootnoteDefinition":
            self.is_shown = label_of(data) in self.used and label_of(data) not in self.notes
        self.open.append(_Open(name, data, start))

    def _end(self, end: int) -> None:
        opened = self.open.pop()
        opened.end = end
        opened.height += 1 + (_most_elements(opened.children) if self.has_html else 0)
        if opened.height > HIGHEST:
            raise _BoundError("nesting")
        self.links_open -= opened.name == "Link"
        kind = _BRANCHES.get(opened.name)
        node = Branch(kind, self._finished(opened), opened.start) if kind else self.makers[opened.name](opened)
        if node is not None:
            self._add(node, end)
            self.open[-1].height = max(self.open[-1].height, opened.height)

    def _finished(self, opened: _Open, *, is_block: bool = False) -> tuple[Node, ...]:
        is_linked = self.links_open > 0 or opened.name == "Link"
        return finished(opened.children, self.flaws, is_block=is_block, is_linked=is_linked)

    # ---- Nodes of their own kinds

    def _heading(self, opened: _Open) -> Node:
        children = self._finished(opened)
        return Heading(
            int(opened.data["level"][1]), children, self.anchors.next_for(typed_words(children)), opened.start
        )

    def _link(self, opened: _Open) -> Node:
        target, kind = opened.data["dest_url"], opened.data["link_type"]
        is_bare = kind in {"Autolink", "Email"}
        place = opened.start + 1 if is_bare else self._destination(opened)
        target = f"mailto:{target}" if kind == "Email" else composed(target)
        return Link(target, composed(opened.data["title"]), self._finished(opened), opened.start, place, is_bare)

    def _image(self, opened: _Open) -> Node:
        alt = plain_words(self._finished(opened))
        target, title = composed(opened.data["dest_url"]), composed(opened.data["title"])
        return Image(target, title, alt, opened.start, self._destination(opened))

    def _destination(self, opened: _Open) -> int:
        """Return where the address of a link or a picture is: after its words, or in the definition."""
        if opened.data["link_type"] == "Inline":
            before = opened.end_of_children if opened.children else opened.start
            found = _DESTINATION.search(self.source, before, opened.end)
        else:
            found = _DEFINITION.match(self.source, self._definitions.get(label_of(opened.data["id"]), opened.start))
        return found.end() if found else opened.start

    @cached_property
    def _definitions(self) -> Mapping[str, int]:
        return {label_of(label): start for label, start in self.events.definitions().items()}

    def _item(self, opened: _Open) -> Node:
        """Return an item of a list; in a tight list the words are in it without a paragraph."""
        children: list[Unfinished] = []
        words: list[Unfinished] = []
        for child in [*opened.children, None]:
            if child is not None and _is_inline(child):
                words.append(child)
                continue
            if words:
                plain = finished(words, self.flaws, is_block=False, is_linked=False)
                children.append(Branch(Kind.PLAIN, plain, words[0].start))
                words = []
            if child is not None:
                children.append(child)
        return Item(finished(children, self.flaws, is_block=True, is_linked=False), opened.start)

    def _cell(self, opened: _Open) -> Node:
        return Cell(self._finished(opened), opened.start)

    def _quotation(self, opened: _Open) -> Node:
        """Return a quotation; an alert inside something else is none on GitHub, which shows its mark."""
        children = self._finished(opened, is_block=True)
        if not opened.data or len(self.open) == 1:
            return Quotation(children, opened.start, Alert(opened.data) if opened.data else None)
        mark = Text(f"[!{opened.data.upper()}]", f"[!{opened.data.upper()}]", opened.start)
        first = children[0] if children else None
        if isinstance(first, Branch) and first.kind is Kind.PARAGRAPH:
            words = (mark, Break(is_hard=False, start=opened.start), *first.children)
            return Quotation((replace(first, children=words), *children[1:]), opened.start)
        return Quotation((Branch(Kind.PARAGRAPH, (mark,), opened.start), *children), opened.start)

    def _footnote(self, opened: _Open) -> None:
        """Keep a footnote for the end; one that no reader would be led to is reported."""
        label, children = label_of(opened.data), self._finished(opened, is_block=True)
        if self.is_shown:
            self.notes[label] = (children, opened.start)
        else:
            rule = "footnote-repeated" if label in self.used else "footnote-unused"
            self.flaws.append(Flaw(opened.start, rule, opened.data))
        self.is_shown = True


def _most_elements(children: list[Unfinished]) -> int:
    """Return how many HTML elements could be inside one another among these, at most."""
    tags = sum(1 if child.is_inline else html_tags.DEEPEST for child in children if isinstance(child, Html))
    return min(tags, html_tags.DEEPEST)


def _is_inline(node: Unfinished) -> bool:
    if isinstance(node, Branch):
        return node.kind in {Kind.EMPHASIS, Kind.STRONG, Kind.STRIKETHROUGH}
    return isinstance(node, Text | Code | Break | Checkbox | FootnoteReference | Link | Image) or (
        isinstance(node, Html) and node.is_inline
    )


def _list(opened: _Open) -> Node:
    return ListBlock(opened.data, tuple(child for child in opened.children if isinstance(child, Item)), opened.start)


def _code_block(opened: _Open) -> Node:
    text = "".join(child.typed for child in opened.children if isinstance(child, Text))
    text += "\n" * (text[-1:] not in {"", "\n"})  # as for a text with a line end at its end
    fenced = opened.data["Fenced"] if isinstance(opened.data, dict) else ""
    return CodeBlock(text, (fenced.split() or [""])[0], opened.start, opened.end)


def _html_block(opened: _Open) -> Html:
    parts = tuple(child for child in opened.children if isinstance(child, Html))
    return Html("".join(part.source for part in parts), opened.start, parts)


def _row(opened: _Open) -> Node:
    return Row(tuple(child for child in opened.children if isinstance(child, Cell)), opened.start)


def _table(opened: _Open) -> Node:
    rows = tuple(child for child in opened.children if isinstance(child, Row))
    return Table(tuple(_ALIGNMENTS[alignment] for alignment in opened.data), rows, opened.start)
