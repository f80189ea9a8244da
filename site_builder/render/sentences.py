"""Whole sentences of a text, for places that have room for so many characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_END = re.compile(r"""[.!?…][)\]’”'"]*(?=\s+[‘“'"(\[]?[A-Z0-9£€$ŴŶÂÊÎÔÛ])""")
_NO_END = re.compile(
    r"(?:^|[\s(‘“'\"])"
    r"(?:[A-Z]|[A-Za-z]\.[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Rev|Sir|Cllr|Cllrs|St|No|Nos|Fig|vs|cf|ca|approx|incl|Ltd|Co|Jr|Sr)\Z"
)


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a paragraph; the dots of initials and short forms end none.

    >>> sentences("Cllr. Bee came. 2.5 miles less! So it went.")
    ('Cllr. Bee came.', '2.5 miles less!', 'So it went.')
    """
    words = " ".join(text.split())
    found, start = [], 0
    for end in _END.finditer(words):
        if words[end.start()] == "." and _NO_END.search(words[start : end.start()]):
            continue
        found.append(words[start : end.end()])
        start = end.end() + 1
    rest = words[start:]
    return (*found, rest) if rest else tuple(found)


def first(text: str) -> str:
    """Return the first sentence of a text."""
    return next(iter(sentences(text)), "")


def within(paragraphs: Iterable[str], most: int) -> str:
    """Return as many whole sentences from the start as so many characters hold; none where the first is too long.

    Paragraphs stay apart by an empty line. Nothing is left out in between: the text ends where the room does.
    """
    taken = ""
    for paragraph in paragraphs:
        for n, sentence in enumerate(sentences(paragraph)):
            joint = "" if not taken else " " if n else "\n\n"
            if len(taken) + len(joint) + len(sentence) > most:
                return taken
            taken += joint + sentence
    return taken
