"""The order of names in lists, as the root collation of CLDR has it, which British English takes unchanged.

Letters come first, whatever their accents and case; then accents decide, then small letters before capitals. Spaces
come before punctuation, that before signs, those before digits, and digits before letters (https://unicode.org/reports/
tr35/tr35-collation.html). Of the root's table this has what names in Latin letters need.
"""

from __future__ import annotations

import unicodedata

Rank = tuple[int, int, str]
SortKey = tuple[tuple[Rank, ...], tuple[str, ...], tuple[bool, ...], str]

_SPACE, _PUNCTUATION, _SIGN, _DIGIT, _LETTER = range(5)
_IN_ORDER = "_-–—,;:!?.‘’'“”\"«»()[]{}§¶@*/\\&#%"
"""Punctuation in the order of the root."""
_AS_OTHERS = str.maketrans({
    "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ß": "ss", "ẞ": "SS",
    "ø": "o\u0338", "Ø": "O\u0338", "ł": "l\u0335", "Ł": "L\u0335", "đ": "d\u0335", "Đ": "D\u0335",
    "\u0131": "i\u0335",
})  # fmt: skip
"""Letters that are with others, of which they are variants."""


def sort_key(text: str) -> SortKey:
    """Return what a text is sorted by: two of the same key are the same text."""
    ranks: list[Rank] = []
    accents: list[str] = []  # with nothing for each letter, so that the first accent that differs decides
    capitals: list[bool] = []
    for character in unicodedata.normalize("NFD", text.translate(_AS_OTHERS)):
        if unicodedata.combining(character):
            accents.append(character)
        else:
            accents.append("")
            ranks.append(_rank(character))
            capitals.append(character.isupper())
    return tuple(ranks), tuple(accents), tuple(capitals), text


def _rank(character: str) -> Rank:
    """Return the place of a character without an accent."""
    category = unicodedata.category(character)[0]
    if category == "L":
        return _LETTER, 0, character.lower()
    if category == "N":
        return _DIGIT, int(unicodedata.numeric(character, 0)), character
    if category in "ZC":
        return _SPACE, 0, character
    if category == "P" or character in _IN_ORDER:
        place = _IN_ORDER.find(character)
        return _PUNCTUATION, place if place >= 0 else len(_IN_ORDER), character
    return _SIGN, 0, character
