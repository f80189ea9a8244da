"""What is wrong with YAML that cannot be read, in plain English and with the way out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from site_builder.content import yaml_slips

_PLAIN_ENGLISH = {
    "cannot start any token": (
        "there is a tab here, or a character that YAML reserves; "
        "indent with spaces, and put text that starts with @, ` or % in quotes"
    ),
    "tab character that violates": "there is a tab where spaces should indent the line; replace it with spaces",
    "found unexpected end of stream": "a quotation mark opened here is never closed",
    "did not find expected ',' or ']'": ("the list opened with [ here is not closed with ], or a comma is missing"),
    "did not find expected ',' or '}'": ("the group opened with { here is not closed with }, or a comma is missing"),
    "did not find expected key": (
        "the lines here are not indented in the same way, or a quotation mark inside a text ends it early; "
        "line up the keys, and put text that has quotation marks in the other kind of quotes"
    ),
    "did not find expected '-' indicator": (
        "the items of this list are not indented in the same way; line up their hyphens"
    ),
    "did not find expected <document start>": "only one YAML document is allowed here",
    "could not find expected ':'": (
        "this line is neither 'key: value' nor part of the one above; "
        "add the colon after the key, or indent the line by two spaces if it belongs to the text above"
    ),
}


_COMMENT = re.compile(r"[^\n\"']*?[ \t](?P<hash>#\w+)")
"""What begins with a # on the line on which a list or a group is opened, and no quotation mark before it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the YAML that keeps it, or a part of it, from being used."""

    offset: int
    rule: str
    message: str


def fault_of(problem: str, at: int | None, began: int | None, text: str) -> Fault:
    """Return the fault behind an error of PyYAML's: the slip in its lines, if there is one, else the error itself.

    ``at`` and ``began`` are the offsets at which PyYAML gave up, and at which what it was reading began.
    """
    slip = _slip_near(text, [place for place in (began, at) if place is not None])
    return Fault(slip.offset, slip.rule, slip.message) if slip else in_plain_english(problem, at, began, text)


def in_plain_english(problem: str, at: int | None, began: int | None, text: str) -> Fault:
    """Return a fault that says in plain English what an error of PyYAML's means."""
    opened_here = (
        "found unexpected end of stream",
        "did not find expected ','",
        "could not find expected ':'",
    )
    place = began if began is not None and problem.startswith(opened_here) else at
    offset = min(place or 0, len(text))
    if "mapping values are not allowed" in problem:
        return Fault(offset, "yaml-syntax", _stray_colon(text, offset))
    if problem.startswith("did not find expected ','") and (comment := _COMMENT.match(text, offset)):
        said = f"YAML takes {comment['hash']} and what follows for a comment; put the value in quotes, as in"
        return Fault(comment.start("hash"), "yaml-syntax", f'{said} "{comment["hash"]}"')
    for start, plain in _PLAIN_ENGLISH.items():
        if start in problem:
            return Fault(offset, "yaml-syntax", plain)
    return Fault(offset, "yaml-syntax", f"this is not valid YAML: {problem}")


def _slip_near(text: str, offsets: list[int]) -> yaml_slips.Slip | None:
    """Return a slip in one of the lines that an error names, or in the one above: a wrong space is there."""
    lines = dict.fromkeys(text.rfind("\n", 0, min(offset, len(text))) for offset in offsets)
    for before in lines:
        if slip := yaml_slips.in_line_of(text, before + 1):
            return slip
    above = text.rfind("\n", 0, max(0, min(lines, default=0))) + 1
    return yaml_slips.wrong_space(text, above, max(above, max(lines, default=0)))


def _stray_colon(text: str, offset: int) -> str:
    """Tell a colon inside a value from a line whose neighbour is at fault."""
    start, end = text.rfind("\n", 0, offset) + 1, text.find("\n", offset)
    key, colon, value = text[start : end if end >= 0 else len(text)].strip().removeprefix("- ").partition(": ")
    if colon and ": " in text[start:offset]:
        return (
            "a colon followed by a space starts a new key here; put the whole text in quotes, "
            f"as in {yaml_slips.paste(key, value.strip())}"
        )
    return "the line above has no colon after its key, or this line is indented further than its neighbours"
