"""What can be said of the sentences of a text without knowing what they mean: facts for hints of style.

All of it follows from the text alone, so it can be kept between runs with the rest of the outline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.content.days import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_SENTENCE = 40
"""Words after which readers with little time lose the thread."""
_LETTERS_OF_WORD = 2
# What is no sentence of the writer's: targets of links, tags, addresses, marks of footnotes.
_NOT_PROSE = re.compile(r"(?<=\])\([^)\n]{0,500}\)|<[^>\n]{1,300}>|https?://\S+|\[\^[^\]\n]{1,60}\]:?|\[![A-Z]+\]")
# Where one block ends and another begins: a cell, an empty line, an item of a list, a quotation, a heading and its end.
_BETWEEN = re.compile(r"\||\n(?:[ \t>]*\n|(?=[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t])|(?=[ \t]*[#>]))|#(?<=\n#)[^\n]*\n")
_BEFORE_WORDS = " \t\n>*+-"
_END = re.compile(r"[.!?][\"'\u201d\u2019)]*\s+(?=[\"'\u201c\u2018(\[*]*[A-Z0-9])")
_NO_END = re.compile(r"\b(?:[A-Z]|Mr|Ms|Dr|St|No|vs|Mrs|Rev|Cllr|Prof)\Z")
_LONGEST_SHORT_WORD = 5
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_ACRONYM = re.compile(r"(?<![\w/.@#-])(?P<short>[A-Z]{3,6})s?(?![\w@-]|/|\.\w)")
_SHOUTED = re.compile(r"[A-Z]{3,}[ \t,]+[A-Z]{2,}[A-Z \t,]*")
# 'in full (ABC)', 'ABC (in full)', <abbr title="in full">ABC</abbr>
_EXPLAINED = re.compile(
    r"\(([A-Z]{3,6})s?\)|\b([A-Z]{3,6})s?\b(?=\W{0,3}\([^)\n]{0,200}\w \w)|<abbr title=[^>\n]{0,300}>([A-Z]{3,6})"
)
_MONTH = "|".join(MONTHS)
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTH})|(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?)\b(?!\d)"
)
_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Prose:
    """The sentences of a text that a hint may be about, each with its place in the text.

    ``long`` are sentences with more than forty words, and their number of words; ``acronyms`` are those that the text
    explains nowhere, where it first uses them; ``dates`` have no year in their sentence or the one before.
    """

    long: tuple[tuple[int, int], ...] = ()
    acronyms: tuple[tuple[int, str], ...] = ()
    dates: tuple[tuple[int, str], ...] = ()


NOTHING_SAID = Prose()


def prose_of(text: str) -> Prose:
    """Return what is to be said of the sentences of a text, which has spaces in place of code."""
    prose = _NOT_PROSE.sub(_as_spaces, text)
    sentences = [(start, prose[start:end]) for start, end in _sentences(prose)]
    dates = _dates(sentences) if _DATE.search(prose) else ()
    return Prose(tuple(_long(sentences)), tuple(_acronyms(prose, text)), tuple(dates))


def _as_spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _sentences(prose: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence begins and ends."""
    block = 0
    for match in _BETWEEN.finditer(prose):
        yield from _in_block(prose, block, match.end())
        block = match.end()
    yield from _in_block(prose, block, len(prose))


def _in_block(prose: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _END.finditer(prose, start, end):
        if not _NO_END.search(prose, max(start, match.start() - _LONGEST_SHORT_WORD), match.start()):
            yield start, match.end()
            start = match.end()
    if start < end:
        yield start, end


def _first_word(sentence: str) -> int:
    return len(sentence) - len(sentence.lstrip(_BEFORE_WORDS))


def _long(sentences: list[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    for start, sentence in sentences:
        if len(sentence) >= LONGEST_SENTENCE * _LETTERS_OF_WORD:
            count = len(_WORD.findall(sentence))
            if count > LONGEST_SENTENCE:
                yield start + _first_word(sentence), count


def _acronyms(prose: str, text: str) -> Iterator[tuple[int, str]]:
    first: dict[str, int] = {}
    for match in _ACRONYM.finditer(_SHOUTED.sub(_as_spaces, prose)):
        first.setdefault(match["short"], match.start())
    explained = {short for found in _EXPLAINED.findall(text) for short in found} if first else set()
    return ((start, short) for short, start in first.items() if short not in explained)


def _dates(sentences: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    has_year = False
    for start, sentence in sentences:
        had_year, has_year = has_year, _YEAR.search(sentence) is not None
        date = None if had_year or has_year else _DATE.search(sentence)
        if date:
            yield start + date.start(), date[0]
