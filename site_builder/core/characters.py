"""Characters that nobody sees, and that make a text other than it looks.

Those that steer the direction of writing can show a name or an address backwards (CVE-2021-42574, 'Trojan Source');
those without a width split words for search and make two names look alike. A few belong to a letter or an emoji.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_JOINER = "\u200d"
_SELECTOR = "\ufe0f"
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007f]*$")
_LONGEST_FLAG = 12


def invisible(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset and the name of every invisible character, as in 'U+200B (zero width space)'.

    Not those that an emoji needs (UTS 51): the joiner between two pictures, and the tags of a flag such as Wales's.
    """
    for match in _INVISIBLE.finditer(text):
        if not _belongs_to_emoji(text, match.start()):
            yield match.start(), named(match[0])


def named(character: str) -> str:
    """Return a character's number and name."""
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")


def _belongs_to_emoji(text: str, offset: int) -> bool:
    character = text[offset]
    if character == _JOINER:
        before = text[max(0, offset - 2) : offset].removesuffix(_SELECTOR)[-1:]
        return _is_picture(before) and _is_picture(text[offset + 1 : offset + 2])
    return _FLAG.search(text[max(0, offset - _LONGEST_FLAG) : offset + 1]) is not None


def _is_picture(character: str) -> bool:
    """Whether a character is a picture, or changes the one before it (skin tones)."""
    return bool(character) and unicodedata.category(character) in {"So", "Sk"}
