"""Names of files that a disk may take for one: it need not tell capitals apart, nor two spellings of a letter."""

from __future__ import annotations

import unicodedata


def folded(name: str) -> str:
    """Return a name so that two are equal when a disk may take them for one (Unicode 3.13, D145)."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def difference(one: str, other: str) -> str:
    """Say in what two names differ that a disk may take for one, as in 'only in capitals'; both are in the form NFC."""
    one, other = unicodedata.normalize("NFD", one), unicodedata.normalize("NFD", other)
    if _small(one) == _small(other):
        return "only in capitals"
    letters = sorted({letter for letter in one + other if letter.casefold() != letter.lower()})
    pairs = " and ".join(f"'{letter}' for '{letter.casefold()}'" for letter in letters)
    return f"only in {pairs}, which some systems treat as the same"


def _small(name: str) -> str:
    """Return a name in small letters, each by itself: at the end of a word a sigma has a form of its own."""
    return "".join(letter.lower() for letter in name)
