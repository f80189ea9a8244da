"""The sentences of a text."""

from __future__ import annotations

import re

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
