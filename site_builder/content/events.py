"""The events of a Markdown text, as pulldown-cmark reads it: CommonMark 0.31 and what GitHub adds to it.

The only module that knows pyromark, its bindings. Its offsets count bytes; here they become those of characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any, TypeAlias

import pyromark

from site_builder.content.bare_addresses import bare_addresses

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Event: TypeAlias = Any  # a name, or a nested mapping of any shape
_Raw: TypeAlias = list[tuple[Event, Any]]

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_GFM
    | pyromark.Options.ENABLE_SMART_PUNCTUATION
)
_READER = pyromark.Markdown(options=_OPTIONS)
_PLAIN_SIGNS = re.compile(r"['\"]|--|\.\.\.")
_MARKUP = re.compile(r"[!#-&(-,/:-@\[-`{-~]")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_LONGEST_CHARACTER = 4  # in bytes of UTF-8
_BEFORE_A_WORD = " \n("
_CLOSING = {"‘": "’", "“": "”"}
_FIRST_WORD = "a "  # after a word nothing begins a list or a quotation
_ADDRESS = re.compile(r"(?<![A-Za-z])(?:(?i:https?)://|www\.)[^\s<]*")
_MARKS = re.compile(r"[*_~]")
_SHIELD = str.maketrans("*_~", "\x01\x02\x03")
_UNSHIELD = str.maketrans("\x01\x02\x03", "*_~")


@dataclass(frozen=True, slots=True)
class Events:
    """What the reader finds in a text: each event with the characters from which to which it reaches.

    ``source`` is the text, in which marks within bare addresses may be ``shielded``: so its words have to be.
    """

    source: str
    raw: _Raw
    offsets: CharacterOffsets
    is_shielded: bool = False

    def __iter__(self) -> Iterator[tuple[Event, int, int]]:
        at = self.offsets.of
        for event, place in self.raw:
            yield event, at(place["start"]), at(place["end"])

    def words(self, text: str) -> str:
        """Return words of the text as they were typed."""
        return text.translate(_UNSHIELD) if self.is_shielded else text

    def definitions(self) -> Mapping[str, int]:
        """Return where each link definition is, by its label."""
        found = _READER.reference_definitions(self.source)
        return {label: self.offsets.of(definition["span"]["start"]) for label, definition in found.items()}


def read_events(source: str) -> Events:
    """Return the events of a text."""
    offsets = CharacterOffsets(source)
    raw = list(_READER.events_with_range(source))
    addresses = [match for match in _ADDRESS.finditer(source) if _MARKS.search(match[0])]
    if addresses and (shielded := _with_shields(source, addresses, raw, offsets)) != source:
        return Events(shielded, list(_READER.events_with_range(shielded)), offsets, is_shielded=True)
    return Events(source, raw, offsets)


def typographic(line: str) -> str:
    """Return a line of plain text with the quotes, dashes and dots that texts have; all else stays as it is.

    >>> typographic("'Fewer miles' -- the crews had the idea...")
    '‘Fewer miles’ – the crews had the idea…'
    """
    if not _PLAIN_SIGNS.search(line):
        return line
    end, source = 0, _FIRST_WORD
    for address in bare_addresses(line):
        source += _MARKUP.sub(r"\\\g<0>", line[end : address.start])
        source += _PUNCTUATION.sub(r"\\\g<0>", line[address.start : address.end])
        end = address.end
    source += _MARKUP.sub(r"\\\g<0>", line[end:])
    words = ""
    data = source.encode()
    for event, place in _READER.events_with_range(source):
        if isinstance(event, dict) and "Text" in event:
            after = data[place["end"] : place["end"] + _LONGEST_CHARACTER].decode(errors="ignore")
            words += fitting_sign(event["Text"], words, after)
    return words.removeprefix(_FIRST_WORD)


def fitting_sign(words: str, before: str, after: str) -> str:
    """Return words of the reader, or a sign that fits what is around it.

    A quote behind a letter or digit closes, as in 5'10", and two hyphens that begin a word are no dash, as in --help.
    """
    if words == "–" and after[:1].isalpha() and (not before.strip() or before[-1:] in _BEFORE_A_WORD):
        return "--"
    return _CLOSING.get(words, words) if before[-1:].isalnum() else words


class CharacterOffsets:
    """From the byte offsets of UTF-8 that the reader gives to those of characters."""

    def __init__(self, source: str) -> None:
        self._wide: list[int] = []
        self._surplus: list[int] = [0]
        if not source.isascii():
            wide = [(n, len(c.encode()) - 1) for n, c in enumerate(source) if c > "\x7f"]
            self._surplus = list(accumulate((surplus for _, surplus in wide), initial=0))
            self._wide = [n + before for (n, _), before in zip(wide, self._surplus, strict=False)]

    def of(self, offset: int) -> int:
        """Return the character at a byte."""
        return offset - self._surplus[bisect_right(self._wide, offset - 1)] if self._wide else offset


def _with_shields(source: str, addresses: list[re.Match[str]], events: _Raw, offsets: CharacterOffsets) -> str:
    """Return a text in which the reader finds no emphasis within a bare address (as cmark-gfm does not).

    What could be one becomes a control character, which a text cannot have; so every offset stays true.
    """
    candidates = iter(addresses)
    candidate = next(candidates, None)
    parts, done = [], 0
    for start, end in _plain_texts(events, offsets):
        while candidate is not None and candidate.start() < end:
            place = candidate.start()
            address = next(bare_addresses(candidate[0]), None) if place >= start else None
            if address is not None and address.start == 0 and place + address.end > end:
                parts += [source[done:place], source[place : place + address.end].translate(_SHIELD)]
                done = place + address.end
            candidate = next(candidates, None)
    return "".join([*parts, source[done:]])


def _plain_texts(events: _Raw, offsets: CharacterOffsets) -> Iterator[tuple[int, int]]:
    """Yield the places of words in no link and no code."""
    inside = 0
    for event, place in events:
        if not isinstance(event, dict):
            continue
        ((name, value),) = event.items()
        if name == "Text" and not inside:
            yield offsets.of(place["start"]), offsets.of(place["end"])
        elif name in {"Start", "End"}:
            tag = value if isinstance(value, str) else next(iter(value))
            inside += (tag in {"Link", "Image", "CodeBlock"}) * (1 if name == "Start" else -1)
