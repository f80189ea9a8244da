"""What people get wrong when they write YAML by hand, found in a line that is not YAML.

YAML keeps some signs for itself, knows two straight quotes and one kind of space. A parser's own message says what it
expected; these tell what is there and give the line to paste.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_WRONG_SPACE = re.compile(
    rf"^[ \t]*(?:-[ \t]+)*(?:(?:[A-Za-z_]\w*:|-)(?P<after>[{_SPACES}])|(?P<indent>[{_SPACES}]))", re.MULTILINE
)
_NO_SPACE = re.compile(r"[ \t]*(?:- +)*(?P<key>[a-z_]+):(?P<value>[^\s:/].*)")
_ENTRY = re.compile(r"(?P<before>[ \t]*(?:-[ \t]+)*)(?:(?P<key>[A-Za-z_]\w*)[ \t]*:[ \t]+)?(?P<value>\S.*)")
# What no value begins with, but a text may: a list or group that goes on after its bracket, a quotation that goes on
# after its mark, and the signs that YAML keeps for itself. A hyphen or question mark is a sign before a space only.
_SIGN = re.compile(
    r"[*&!@`%,\]}]|[>|](?![-+0-9]*(?:[ \t]+#.*)?\Z)|[-?](?=[ \t]|\Z)"
    r"|\[(?=[^\[\]]*\][ \t]*[^\s#,\]}])|\{(?=[^{}]*\}[ \t]*[^\s#,\]}])"
    r"|\"(?=(?:[^\"\\]|\\.)*\"[ \t]*[^\s#,\]}:])|'(?=(?:[^']|'')*'[ \t]*[^\s#,\]}:'])"
)
_CURLY = re.compile("[\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u00ab\u00bb]")
_NO_QUOTES_NEEDED = re.compile(r"[A-Za-z][\w /.-]*")
_IN_QUOTES = re.compile(r"(?P<mark>[\"'])(?P<inner>.*)(?P=mark)")
_LONGEST_LINE = 500


@dataclass(frozen=True, slots=True)
class Slip:
    """A place in the text of some YAML, what it breaks, and what to do instead."""

    offset: int
    rule: str
    message: str


def in_quotes(value: str) -> str:
    """Return a text in quotes as YAML needs them."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def straight(value: str) -> str:
    """Return a text without the typographic quotes that are round the whole of it.

    >>> straight("\u201cA story\u201d")
    'A story'
    """
    inner = value[1:-1]
    is_wrapped = len(value) > 1 and _CURLY.match(value) and _CURLY.match(value[-1])
    return inner if is_wrapped and not _CURLY.search(inner.replace("\u2019", "")) else value


def wrong_space(text: str, start: int = 0, end: int | None = None) -> Slip | None:
    """Return the first space of another kind that is where YAML needs a plain one."""
    found = _WRONG_SPACE.search(text, start, len(text) if end is None else end)
    if found is None:
        return None
    offset = found.start("after") if found["after"] else found.start("indent")
    character = text[offset]
    name = f"{unicodedata.name(character).lower()} (U+{ord(character):04X})"
    before = {":": "after the colon", "-": "after the hyphen"}.get(text[offset - 1 : offset], "before the first word")
    return Slip(offset, "yaml-space", f"an invisible {name} is {before}; type a plain space in its place")


def in_line_of(text: str, offset: int) -> Slip | None:
    """Return what is wrong with the line of an offset, where it is one of the slips that are known."""
    start, end = text.rfind("\n", 0, offset) + 1, text.find("\n", offset)
    end = len(text) if end < 0 else end
    if end - start > _LONGEST_LINE:
        return None
    return wrong_space(text, start, end) or _sign(text[start:end], start) or _missing_space(text[start:end], start)


def _sign(line: str, start: int) -> Slip | None:
    entry = _ENTRY.fullmatch(line.rstrip())
    sign = _SIGN.match(entry["value"]) if entry else None
    if entry is None or sign is None or not (entry["key"] or "-" in entry["before"]):
        return None
    key, value = entry["key"] or "-", entry["value"]
    if quotation := _IN_QUOTES.fullmatch(value):
        said = f"a quotation mark inside this text ends it early: write {paste(key, quotation['inner'])}"
    else:
        said = f"text that starts with {sign[0]} must be in quotes: {paste(key, value)}"
    return Slip(start + entry.start("value"), "yaml-syntax", said)


def _missing_space(line: str, start: int) -> Slip | None:
    entry = _NO_SPACE.fullmatch(line.rstrip())
    if entry is None:
        return None
    said = f"a space is missing after the colon: {entry['key']}: {entry['value']}"
    return Slip(start + entry.start("value"), "yaml-syntax", said)


def paste(key: str, value: str) -> str:
    """Return the line of a key with its value in quotes; the key may be the hyphen of a list."""
    return f"{key}{'' if key == '-' else ':'} {in_quotes(straight(value))}"


def as_item(value: str) -> str:
    """Return a text as an item of a list in square brackets."""
    plain = straight(value.strip())
    if quotation := _IN_QUOTES.fullmatch(plain):
        plain = quotation["inner"]
    return plain if _NO_QUOTES_NEEDED.fullmatch(plain) else in_quotes(plain)
