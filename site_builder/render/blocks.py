"""What every rendering asks of a block: who says a quotation, and how wide a table is."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from site_builder.content.document import Branch, Break, Kind, Text, plain_words

if TYPE_CHECKING:
    from site_builder.content.document import Node, Quotation, Table

_SAYS_WHO = re.compile(r"(?:—|–)[ \t]+")

# A column needs room for its longest word and, when it has sentences, for two words or so.
_SENTENCE = 12
_PADDING = 2


def parted(quotation: Quotation) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """Return what a quotation says, and the words of its last line, where that line says whose words they are."""
    if not quotation.children:
        return (), ()
    *before, last = quotation.children
    if not isinstance(last, Branch) or last.kind is not Kind.PARAGRAPH:
        return quotation.children, ()
    ends = [n for n, node in enumerate(last.children) if isinstance(node, Break)]
    said, line = (last.children[: ends[-1]], last.children[ends[-1] + 1 :]) if ends else ((), last.children)
    first = line[0] if line else None
    mark = _SAYS_WHO.match(first.words) if isinstance(first, Text) else None
    if mark is None or not isinstance(first, Text) or not (before or said):
        return quotation.children, ()
    speaker = (Text(first.words[mark.end() :], first.typed, first.start), *line[1:])
    if not plain_words(speaker):
        return quotation.children, ()
    words = [Branch(Kind.PARAGRAPH, said, last.start)] if said else []
    return (*before, *words), speaker


def letters_across(table: Table, longest_word: int = 1_000) -> int:
    """Return how many letters a row of a table needs beside each other, so that words up to a length stay whole."""
    columns: Counter[int] = Counter()
    for row in table.rows:
        for n, cell in enumerate(row.cells):
            words = plain_words((cell,))
            longest = min(longest_word, max((len(word) for word in words.split()), default=0))
            columns[n] = max(columns[n], longest, min(len(words), _SENTENCE))
    return sum(columns.values()) + _PADDING * len(columns)
