"""Characters that nobody sees, and that make a text other than it looks.

Those that steer the direction of writing can show a name or an address backwards (CVE-2021-42574, 'Trojan Source');
those without a width split words for search and make two names look alike. A few belong to a letter or an emoji.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTROL = re.compile(r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x84\x86-\x9F\uD800-\uDFFF\uFFFE\uFFFF]")
"""What is no character of a text at all, and not allowed in XML."""

# Unicode's property Default_Ignorable_Code_Point, the separators of lines and paragraphs, the marks of annotations,
# and the controls of musical and other notations.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
_NON_JOINER = "\u200c"
_JOINER = "\u200d"
_AS_PICTURE = "\ufe0f"
_PRESENTATION = ("\ufe0e", _AS_PICTURE)
# Where Unicode's property Extended_Pictographic is, whatever Unicode this Python knows: arrows are mathematical signs
# by category, and new pictures no characters yet. The tones of skin are among them.
_PICTURE = re.compile(
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2934\u2935\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff\U0001fc00-\U0001fffd]"
)
_KEYCAP = re.compile("[0-9#*]\ufe0f\u20e3")
_BLACK_FLAG = "\U0001f3f4"
# A country of two letters and a part of it, then the mark of the end (UTS 51, annex C): gbeng, gbsct, gbwls, ustx.
_FLAG = re.compile(
    f"{_BLACK_FLAG}[\U000e0061-\U000e007a]{{2}}[\U000e0030-\U000e0039\U000e0061-\U000e007a]{{1,4}}\U000e007f"
)
_LONGEST_FLAG = 8
_JOINING_SCRIPTS = frozenset({"ADLAM", "ARABIC", "MANDAIC", "MONGOLIAN", "NKO", "SYRIAC"})
_VIRAMA = 9  # the canonical combining class (Unicode, 4.3)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,9}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?")
_AROUND = 24
"""How many characters on either side of one decide whether it belongs there, and say its word."""

_AROUND_WORDS = "\"'()[]{}<>*_#:;,"


def invisible(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset and the name of every invisible character, as in 'U+200B (zero width space)'.

    Not those that an emoji needs (UTS 51), nor the joiners that words of some languages are written with.
    """
    if text.isascii():
        return
    for match in _INVISIBLE.finditer(text):
        if not _belongs(text, match.start()):
            yield match.start(), named(match[0])


def referenced(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield every reference of HTML to an invisible character: its offset, its spelling and the character's name."""
    for match in _REFERENCE.finditer(text) if "&" in text else ():
        character = html.unescape(match[0])
        if not _INVISIBLE.search(character):
            continue
        before = html.unescape(text[max(0, match.start() - _AROUND) : match.start()])
        after = html.unescape(text[match.end() : match.end() + _AROUND])
        for offset, name in invisible(before + character + after):
            if offset == len(before):
                yield match.start(), match[0], name


def named(character: str) -> str:
    """Return a character's number and name."""
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")


def where(text: str, offset: int) -> str:
    """Return the word that a character is in, which nobody can see there: " in 'cooperation', after 'co'".

    Nothing where there is no word.
    """
    start, end = max(0, offset - _AROUND), offset + 1 + _AROUND
    before, after = _seen(text[start:offset]), _seen(text[offset + 1 : end])
    before = re.split(r"\s", before)[-1].lstrip(_AROUND_WORDS)
    after = re.split(r"\s", after)[0].rstrip(_AROUND_WORDS)
    if not before and not after:
        return ""
    place = f"after '{before}'" if before else f"before '{after}'"
    return f" in '{before}{after}', {place}" if before and after else f" {place}"


def not_allowed(name: str, text: str, offset: int) -> str:
    """Return what to say of an invisible character of this name, with the word in which it is."""
    place = where(text, offset)
    remedy = "delete the word and type it again" if place else "delete it"
    return f"the invisible character {name}{place} is not allowed; {remedy}"


def not_allowed_as(written: str, name: str) -> str:
    """Return what to say of the spelling of an invisible character, as in ``&shy;``, which can be seen."""
    return f"'{written}' is the invisible character {name}, which is not allowed; delete it"


def _seen(text: str) -> str:
    return CONTROL.sub("", _INVISIBLE.sub("", text))


def _belongs(text: str, offset: int) -> bool:
    """Whether an invisible character is a part of the emoji or of the word that it is in."""
    character, before, after = text[offset], text[max(0, offset - 1) : offset], text[offset + 1 : offset + 2]
    if character in _PRESENTATION:
        is_keycap = bool(before) and _KEYCAP.match(text, offset - 1) is not None
        return is_keycap or _is_picture(before)
    if character == _JOINER and _is_picture(after):
        return _is_picture(text[max(0, offset - 2) : offset].removesuffix(_AS_PICTURE)[-1:])
    if character in {_JOINER, _NON_JOINER}:
        return _joins(character, text, offset)
    start = text.rfind(_BLACK_FLAG, max(0, offset - _LONGEST_FLAG), offset)
    flag = _FLAG.match(text, start) if start >= 0 else None
    return flag is not None and offset < flag.end()


def _is_picture(character: str) -> bool:
    return _PICTURE.fullmatch(character) is not None


def _joins(character: str, text: str, offset: int) -> bool:
    """Whether a joiner is where a language needs it (RFC 5892, appendix A; Unicode, 12.2 for the third case).

    That is after a virama (Sinhala), between two letters of a script whose letters join (Persian), or between a
    letter and a virama (Bengali).
    """
    before, after = text[max(0, offset - 1) : offset], text[offset + 1 : offset + 2]
    if _is_virama(before) or (_is_virama(after) and unicodedata.category(before or " ") == "Lo"):
        return True
    return character == _NON_JOINER and _is_joining(text, offset, -1) and _is_joining(text, offset, 1)


def _is_virama(character: str) -> bool:
    return bool(character) and unicodedata.combining(character) == _VIRAMA


def _is_joining(text: str, offset: int, step: int) -> bool:
    """Whether the next letter before or after an offset is one of a script whose letters join; marks do not count."""
    at = offset + step
    while 0 <= at < len(text) and unicodedata.category(text[at]) == "Mn":
        at += step
    letter = text[at : at + 1] if at >= 0 else ""
    return letter.isalpha() and unicodedata.name(letter, "").partition(" ")[0] in _JOINING_SCRIPTS
