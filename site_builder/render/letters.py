"""Texts in the letters that a font has, and with places where a long word may be broken."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

INSTEAD = "□"
"""What is in place of a letter, or of some in a row, that the font does not have."""

_JOINT = "\u200b"
_LONG = 24
_PIECE = 10
# What joins or steers letters and is no letter itself: after an emoji, or around Arabic within English.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]")
_AFTER_A_SIGN = re.compile(r"(?<=[/.?&=_+,;:@~-])(?=[^\s/.?&=_+,;:@~-])")


@dataclass(frozen=True)
class Letters:
    """The letters that a font has."""

    known: frozenset[str]

    def fit(self, text: str) -> str:
        """Return a text in these letters alone."""
        composed = unicodedata.normalize("NFC", text)
        return self._unknown.sub(INSTEAD, _UNSEEN.sub("", composed)) if self._are_lacking(composed) else composed

    def missing(self, text: str) -> str:
        """Return the letters of a text that the font lacks, each once, in their order."""
        composed = unicodedata.normalize("NFC", text)
        if not self._are_lacking(composed):
            return ""
        return "".join(dict.fromkeys("".join(self._unknown.findall(_UNSEEN.sub("", composed)))))

    def _are_lacking(self, text: str) -> bool:
        return any(not letter.isspace() for letter in set(text) - self.known)

    @cached_property
    def _unknown(self) -> re.Pattern[str]:
        """A pattern of letters in a row that are not known; white space is no letter."""
        return re.compile(f"[^{re.escape(''.join(sorted(self.known)))}\\s]+")


def breakable(text: str, longest: int = _LONG) -> str:
    """Return a text in which words of more letters may be broken: after a sign, else after every few letters."""
    return re.sub(rf"\S{{{longest + 1},}}", lambda match: _joints(match[0], longest), text)


def _joints(word: str, longest: int) -> str:
    parts = _AFTER_A_SIGN.sub(_JOINT, word).split(_JOINT)
    piece = min(longest, _PIECE)
    pieces = [re.findall(rf".{{1,{piece}}}", part) if len(part) > longest else [part] for part in parts]
    return _JOINT.join(chain.from_iterable(pieces))
