"""The HTML that a text may have, and how tags are found in it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ALLOWED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "abbr": frozenset({"title"}),
        "br": frozenset(),
        "cite": frozenset(),
        "details": frozenset(),
        "em": frozenset({"lang"}),
        "i": frozenset({"lang"}),
        "kbd": frozenset(),
        "span": frozenset({"lang"}),
        "sub": frozenset(),
        "summary": frozenset(),
        "sup": frozenset(),
    }
)
"""Each element that a text may have, with its attributes."""

LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""The forms of BCP 47 that are in use, such as ``cy`` and ``en-GB``; no word such as 'Welsh' has one of them."""

VOID = frozenset({"br"})

DEEPEST = 10
"""So many elements may be inside one another."""

# CommonMark 0.31, section 6.6. Words between tags come as they are.
_ATTRIBUTE = re.compile(
    r"\s+(?P<name>[A-Za-z_:@][\w.:-]*)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'=<>`]+)))?"
)
_TOKEN = re.compile(
    r"<!--(?P<comment>.*?)(?:(?P<closed>-->)|\Z)"
    r"|<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>[^<>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^<>\"']*)*)>"
    r"|<(?=[A-Za-z/!?]).*",  # no tag: what follows is not looked at again, or the time would grow with the square
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of HTML: a tag, a comment (``name`` is ``!--``) or the words between two (``name`` is empty).

    ``is_closing`` is a closing tag, or a comment with its end.
    """

    source: str
    start: int
    name: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    is_closing: bool = False

    @property
    def is_allowed(self) -> bool:
        """Whether a document may have this tag as it is."""
        allowed = ALLOWED.get(self.name)
        return allowed is not None and self.attributes.keys() <= allowed and self._says_what_it_must

    @property
    def _says_what_it_must(self) -> bool:
        if self.is_closing:
            return True
        if self.name == "abbr":
            return bool(self.attributes.get("title", "").strip())
        if self.name == "span" or "lang" in self.attributes:
            return LANGUAGE_TAG.fullmatch(self.attributes.get("lang", "")) is not None
        return True


def tokens(source: str) -> Iterator[Token]:
    """Yield the tags, comments and words of a piece of HTML.

    What begins like a tag and is none comes with all that is after it, under the name ``!``.
    """
    done = 0
    for match in _TOKEN.finditer(source):
        if match.start() > done:
            yield Token(source[done : match.start()], done)
        if match["comment"] is not None:
            yield Token(match["comment"], match.start(), "!--", is_closing=match["closed"] is not None)
        elif match["name"] is not None:
            yield Token(
                match[0], match.start(), match["name"].lower(), _attributes(match["attributes"]), bool(match["closing"])
            )
        else:
            yield Token(match[0], match.start(), "!")
        done = match.end()
    if done < len(source):
        yield Token(source[done:], done)


def _attributes(source: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(source):
        value = next((match[group] for group in ("double", "single", "bare") if match[group] is not None), "")
        found.setdefault(match["name"].lower(), html.unescape(value))
    return found
