"""Words without capitals, accents and signs, as they are compared with what people type."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = re.compile(r"[a-z0-9]+")
_SHORTEST = 4
_APOSTROPHES = str.maketrans("", "", "'\u2018\u2019")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in plain letters, an '&' being the word 'and'.

    >>> words_of("King's Lynn & Sir G\u00e2r")
    ('kings', 'lynn', 'and', 'sir', 'gar')
    """
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
        text = "".join(c for c in parts if not unicodedata.combining(c))
    return tuple(_WORDS.findall(text.replace("'", "").replace("&", " and ").casefold()))


def searched_words(text: str) -> Iterator[str]:
    """Yield the words that are long enough to be mistyped and found again: four letters at least, and no digit."""
    return (word for word in words_of(text) if len(word) >= _SHORTEST and word.isalpha())
