"""What is inside one node, finished: words joined, bare addresses linked, HTML tags paired."""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from site_builder.content import html_tags
from site_builder.content.bare_addresses import bare_addresses, may_hold_address
from site_builder.content.document import (
    Branch,
    CodeBlock,
    Comment,
    Element,
    Flaw,
    Heading,
    Kind,
    Link,
    ListBlock,
    Node,
    Quotation,
    Rule,
    Table,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_BLOCKS = frozenset({"details", "summary"})
_STARTS_AGAIN = _BLOCKS | {"br"}  # where spaces that follow are not seen
_BRACKET = re.compile(r"[\[\]]")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Html:
    """Raw HTML as the reader of Markdown gives it; that of a block comes in ``parts``, a line each."""

    source: str
    start: int
    parts: tuple[Html, ...] = ()

    @property
    def is_inline(self) -> bool:
        """Whether it is within a line."""
        return not self.parts

    def places(self, offsets: Iterable[int]) -> Iterator[int]:
        """Yield where in the text characters of ``source`` are, which come in their order."""
        parts = iter(self.parts or (self,))
        part, before = next(parts), 0
        for offset in offsets:
            while offset - before >= len(part.source):
                before += len(part.source)
                part = next(parts)
            yield part.start + offset - before


Unfinished: TypeAlias = "Node | Html"


@dataclass(slots=True)
class _Opened:
    """An element that is waiting for its closing tag."""

    tag: html_tags.Token
    start: int
    is_refused: bool = False
    children: list[Node] = field(default_factory=list)


def composed(text: str) -> str:
    """Return a text in Unicode's form NFC."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def finished(children: Sequence[Unfinished], flaws: list[Flaw], *, is_block: bool, is_linked: bool) -> tuple[Node, ...]:
    """Return the children of a node; HTML that has no place among them is added to ``flaws`` and left out."""
    if not is_block:
        children = list(_with_words_joined(children, is_linked=is_linked))
    nodes = tuple([child for child in children if not isinstance(child, Html)])
    if len(nodes) == len(children):
        return nodes
    return _Pairing(flaws, is_block=is_block).run(children)


def _with_words_joined(children: Sequence[Unfinished], *, is_linked: bool) -> Iterator[Unfinished]:
    if is_linked or not any(isinstance(child, Text) and may_hold_address(child.typed) for child in children):
        yield from _with_neighbours_joined(children)
        return
    joining = _Joining()
    for child in children:
        if isinstance(child, Text):
            joining.run.append(child)
            continue
        yield from joining.joined()
        yield child
    yield from joining.joined()


def _with_neighbours_joined(children: Sequence[Unfinished]) -> Iterator[Unfinished]:
    """Yield what has no address, neighbouring words as one."""
    run: list[Text] = []
    for child in children:
        if isinstance(child, Text):
            run.append(child)
        else:
            yield from _as_one(run)
            run = []
            yield child
    yield from _as_one(run)


def _as_one(run: list[Text]) -> Iterator[Text]:
    if len(run) == 1:
        yield run[0]
    elif run:
        yield Text("".join([text.words for text in run]), "".join([text.typed for text in run]), run[0].start)


@dataclass(slots=True)
class _Joining:
    """Makes one of neighbouring words, cut where an address is.

    As on GitHub, no web address is a link that is in brackets which are none.
    """

    run: list[Text] = field(default_factory=list)
    brackets: int = 0

    def joined(self) -> Iterator[Node]:
        """Yield what there is of words since the last time."""
        run, self.run = self.run, []
        typed = "".join(text.typed for text in run)
        starts = list(accumulate((len(text.typed) for text in run), initial=0))
        done = seen = 0
        for address in bare_addresses(typed):
            self._count_brackets(typed[seen : address.start])
            seen = address.start
            if self.brackets and not address.target.startswith("mailto:"):
                continue
            if address.start > done:
                yield _slice(run, starts, done, address.start)
            written = _slice(run, starts, address.start, address.end)
            words = Text(written.typed, written.typed, written.start)
            yield Link(address.target, "", (words,), written.start, written.start, is_bare=True)
            done = seen = address.end
        self._count_brackets(typed[seen:])
        if done < len(typed):
            yield run[0] if len(run) == 1 and not done else _slice(run, starts, done, len(typed))

    def _count_brackets(self, typed: str) -> None:
        for bracket in _BRACKET.findall(typed):
            self.brackets = self.brackets + 1 if bracket == "[" else max(0, self.brackets - 1)


def _slice(run: list[Text], starts: list[int], start: int, end: int) -> Text:
    """Return the part of a run of words between two places of what was typed, where the texts of the run start."""
    words, typed, place = "", "", -1
    for n in range(bisect_right(starts, start) - 1, len(run)):
        text, before = run[n], starts[n]
        if before >= end:
            break
        first = max(start - before, 0)
        part = text.typed[first : end - before]
        words += text.words if part == text.typed else part
        typed += part
        place = text.start + first if place < 0 else place
    return Text(words, typed, place)


def _is_block(node: Node) -> bool:
    if isinstance(node, Branch):
        return node.kind in {Kind.PARAGRAPH, Kind.PLAIN}
    if isinstance(node, Element):
        return node.name in _BLOCKS
    return isinstance(node, Heading | ListBlock | Quotation | CodeBlock | Rule | Table)


class _Pairing:
    """Makes elements of opening and closing tags among the children of one node."""

    def __init__(self, flaws: list[Flaw], *, is_block: bool) -> None:
        self.flaws = flaws
        self.is_block = is_block
        self.done: list[Node] = []
        self.open: list[_Opened] = []
        self.is_in_words = False

    def run(self, children: Sequence[Unfinished]) -> tuple[Node, ...]:
        """Return the children with elements in place of tags."""
        for child in children:
            if isinstance(child, Html):
                found = tuple(html_tags.tokens(child.source))
                for token, place in zip(found, child.places(token.start for token in found), strict=True):
                    self._take(token, place)
            else:
                self._add(child)
        while self.open:
            self._give_up(self.open.pop())
        return tuple(self.done)

    def _add(self, node: Node) -> None:
        if isinstance(node, Text):
            self.is_in_words = not node.words.endswith(" ")
        elif not isinstance(node, Comment):
            self.is_in_words = isinstance(node, Element) and node.name not in _STARTS_AGAIN
        (self.open[-1].children if self.open else self.done).append(node)

    def _take(self, token: html_tags.Token, start: int) -> None:
        if token.name == "!--":
            self._add(Comment(token.source, start))
            if not token.is_closing:
                self.flaws.append(Flaw(start, "html-unclosed", "<!--"))
        elif not token.name:
            self._take_words(token, start)
        elif token.is_closing and any(opened.tag.name == token.name for opened in self.open):
            self._close(token)
        elif self._is_refused(token):
            self.flaws.append(Flaw(start, "unsafe-html", token.source))
            if not token.is_closing and len(self.open) < html_tags.DEEPEST:
                self.open.append(_Opened(token, start, is_refused=True))
        elif token.name in html_tags.VOID:
            self._add(Element(token.name, {}, (), start))
        elif token.is_closing:
            self.flaws.append(Flaw(start, "html-unopened", token.source))
        else:
            self.is_in_words = self.is_in_words and token.name not in _STARTS_AGAIN
            self.open.append(_Opened(token, start))

    def _is_refused(self, token: html_tags.Token) -> bool:
        too_deep = len(self.open) >= html_tags.DEEPEST and not token.is_closing
        return too_deep or not token.is_allowed or (token.name in _BLOCKS and not self.is_block)

    def _take_words(self, token: html_tags.Token, start: int) -> None:
        """Add words between tags; spaces alone only where they keep two words apart."""
        bare = token.source.lstrip() if not self.is_in_words else token.source
        if bare:
            words = composed(html.unescape(_SPACES.sub(" ", bare)))
            self._add(Text(words, words, start + len(token.source) - len(bare)))

    def _close(self, token: html_tags.Token) -> None:
        while (opened := self.open.pop()).tag.name != token.name:
            self._give_up(opened)
        if opened.is_refused or (opened.tag.name not in _BLOCKS and any(map(_is_block, opened.children))):
            self._give_up(opened)
        elif opened.tag.name == "summary" and not self._has_place_for_summary(opened):
            self.flaws.append(Flaw(opened.start, "unsafe-html", opened.tag.source))
            self._give_up(replace(opened, is_refused=True))
        else:
            self._add(Element(opened.tag.name, opened.tag.attributes, tuple(opened.children), opened.start))

    def _has_place_for_summary(self, summary: _Opened) -> bool:
        """Whether it comes first in a ``details`` element, and has nothing but words."""
        parent = self.open[-1] if self.open else None
        is_first = parent is not None and all(isinstance(child, Comment) for child in parent.children)
        is_in_details = parent is not None and parent.tag.name == "details"
        return is_first and is_in_details and not any(map(_is_block, summary.children))

    def _give_up(self, opened: _Opened) -> None:
        """Leave out a tag that has no place or no end, and keep what comes after it."""
        if not opened.is_refused:
            self.flaws.append(Flaw(opened.start, "html-unclosed", opened.tag.source))
        for child in opened.children:
            self._add(child)
