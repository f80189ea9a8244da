"""Slugs: the readable part of an address."""

from __future__ import annotations

import re
import unicodedata

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slugify(text: str) -> str:
    """Return the address form of a name: lower case, ASCII letters and digits, single hyphens.

    Accents are dropped, so that Welsh names keep their letters; the result can be empty.

    >>> slugify("Tŷ Ddewi & friends")
    'ty-ddewi-friends'
    """
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_text.lower()))
