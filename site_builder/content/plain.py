"""Words without capitals, accents and signs, as they are compared with what people type."""

from __future__ import annotations

import re
import unicodedata

_WORDS = re.compile(r"[a-z0-9]+")
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
