"""The ids of headings, as GitHub gives them."""

from __future__ import annotations

import unicodedata
from collections import Counter


class Anchors:
    """The ids of the headings of one text, in the order of the text."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._slugs: Counter[str] = Counter()

    def next_for(self, words: str) -> str:
        """Return the id that GitHub gives to the next heading, of these words, or the next that is free."""
        slug = "".join(filter(_is_in_anchor, words.lower())).replace(" ", "-") or "section"
        anchor = f"{slug}-{self._slugs[slug]}" if self._slugs[slug] else slug
        while anchor in self._taken:
            self._slugs[slug] += 1
            anchor = f"{slug}-{self._slugs[slug]}"
        self._slugs[slug] += 1
        self._taken.add(anchor)
        return anchor


def _is_in_anchor(char: str) -> bool:
    """Whether GitHub keeps a character in an anchor: letters with their accents, digits, and what joins words."""
    return char in "- " or unicodedata.category(char)[0] in "LM" or unicodedata.category(char) in {"Nd", "Nl", "Pc"}
