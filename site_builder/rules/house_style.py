"""Hints of house style: warnings, each with its reason, and each with a switch in mkdocs.yml (``house_style``).

They look at sentences as people write them, and cannot know what a sentence means. So a doubtful case is passed over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from site_builder.content.days import MONTHS
from site_builder.content.front_matter_model import Status
from site_builder.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.rules.case import Case, Rule, TextCase

_LONGEST_SENTENCE = 40
_LEAST_TITLE = 3
_ACRONYMS_LOOKED_AT = 20
_SAYS_NOTHING = frozenset(
    {"click here", "here", "this", "this link", "this page", "link", "more", "read more", "see here"}
)
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
# What a reader in the United Kingdom knows better by its letters than in full.
_KNOWN_TO_ALL = frozenset({
    "AGM", "BBC", "CCTV", "CEO", "COVID", "DIY", "FAQ", "GBP", "GDP", "GPS", "HTML", "ITV", "NHS", "PDF", "PIN", "RAF",
    "SMS", "UKIP", "URL", "USA", "USB", "VAT", "WHO",
})  # fmt: skip
_MONTH = "|".join(MONTHS)
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTH})|(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?)\b(?!\d)"
)
_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")
_COUNTED = re.compile(r"\b[a-z]{2,}[^s\W]s\b|\b(?:people|children)\b", re.IGNORECASE)
_BARE = re.compile(r"[\d.,]+")


def prose_of(text: TextCase) -> str:
    """Return a text with spaces in the place of all that is not read as a sentence; places stay the same."""
    return _NOT_PROSE.sub(lambda match: " " * len(match[0]), text.prose)


def sentences_of(prose: str) -> Iterator[tuple[int, str]]:
    """Yield the sentences with the places where they begin."""
    block = 0
    for match in _BETWEEN.finditer(prose):
        yield from _in_block(prose, block, match.end())
        block = match.end()
    yield from _in_block(prose, block, len(prose))


def _in_block(prose: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    for match in _END.finditer(prose, start, end):
        if not _NO_END.search(prose, max(start, match.start() - _LONGEST_SHORT_WORD), match.start()):
            yield _sentence(prose, start, match.end())
            start = match.end()
    if start < end:
        yield _sentence(prose, start, end)


def _sentence(prose: str, start: int, end: int) -> tuple[int, str]:
    said = prose[start:end]
    return start + len(said) - len(said.lstrip(_BEFORE_WORDS)), said


def _hint(case: Case, offset: int, rule: str, said: str) -> Problem:
    return case.text.problem(offset, rule, said, Severity.WARNING)


def _is_written(case: Case) -> bool:
    """Whether there is a text to have a style."""
    return case.story.meta.status not in {Status.IDEA, Status.WITHDRAWN}


def summary_says_more(case: Case) -> Iterator[Problem]:
    """A summary says more than the title: lists show the two together."""
    title, summary = (_WORD.findall((text or "").casefold()) for text in (case.story.title, case.story.meta.summary))
    is_repeated = len(title) >= _LEAST_TITLE and summary[: len(title)] == title
    if case.settings.house_style.summary and is_repeated and "summary" not in case.set_aside:
        said = "the summary begins with the title, and lists show the two together; say what the title does not"
        yield case.at(("summary",), "style-summary", said, Severity.WARNING)


def acronyms_are_explained(case: Case) -> Iterator[Problem]:
    """An acronym is explained where a text first uses it, or in ``abbreviations`` of mkdocs.yml."""
    if not (case.settings.house_style.acronyms and _is_written(case)):
        return
    prose = prose_of(case.text)
    prose = _SHOUTED.sub(lambda match: " " * len(match[0]), prose)
    told = _KNOWN_TO_ALL | case.settings.abbreviations.keys() | {word.upper() for word in case.settings.how_section}
    seen: set[str] = set()
    for match in _ACRONYM.finditer(prose):
        short = match["short"]
        if short in seen or short in told:
            continue
        seen.add(short)
        if len(seen) > _ACRONYMS_LOOKED_AT:
            return
        if not _is_explained(short, case.text.prose):
            said = (
                f"not everybody knows '{short}'; write it in full the first time, as in 'the words in full ({short})'"
            )
            yield _hint(case, match.start(), "style-acronym", said)


def _is_explained(short: str, prose: str) -> bool:
    """Whether a text says somewhere what an acronym stands for."""
    explained = rf"\({short}s?\)|\b{short}s?\b\W{{0,3}}\([^)\n]{{0,200}}\w \w|<abbr title=[^>\n]{{0,300}}>{short}"
    return re.search(explained, prose) is not None


def sentences_are_short(case: Case) -> Iterator[Problem]:
    """A sentence has at most forty words: readers with little time lose the thread of longer ones."""
    if case.settings.house_style.long_sentences and _is_written(case):
        for start, sentence in sentences_of(prose_of(case.text)):
            if len(sentence) < _LONGEST_SENTENCE * 2:
                continue
            count = len(_WORD.findall(sentence))
            if count > _LONGEST_SENTENCE:
                said = (
                    f"a sentence of {count} words: after {_LONGEST_SENTENCE} readers lose the thread, so make two of it"
                )
                yield _hint(case, start, "style-sentence", said)


def links_say_where(case: Case) -> Iterator[Problem]:
    """The words of a link say where it leads: a screen reader can list links without what stands round them."""
    if case.settings.house_style.link_words and _is_written(case):
        for link in case.text.outline.links:
            if " ".join(link.words.split()).casefold().strip(".!>\u2026 ") in _SAYS_NOTHING:
                said = (
                    f"'{link.words}' says nothing to people who hear the links of a page as a list; name where it leads"
                )
                yield _hint(case, link.start, "style-link", said)


def dates_have_years(case: Case) -> Iterator[Problem]:
    """A date in the text has its year, in its sentence or the one before: the story is read for years."""
    if not (case.settings.house_style.dates and _is_written(case)):
        return
    prose = prose_of(case.text)
    if not _DATE.search(prose):
        return
    has_year = False
    for start, sentence in sentences_of(prose):
        had_year, has_year = has_year, _YEAR.search(sentence) is not None
        date = None if had_year or has_year else _DATE.search(sentence)
        if date:
            place = start + len(sentence.lstrip(_BEFORE_WORDS)) - len(sentence) + date.start()
            said = f"'{date[0]}' has no year, and the story is read for years; write the year too"
            yield _hint(case, place, "style-date", said)


def figures_have_units(case: Case) -> Iterator[Problem]:
    """A figure, in large type, says what it counts: by its unit, or by a word such as 'miles' in what changed."""
    for n, outcome in enumerate(case.story.meta.outcomes if case.settings.house_style.figures else ()):
        if _BARE.fullmatch(outcome.figure) and not _COUNTED.search(outcome.what):
            said = f"'{outcome.figure}' does not say what it counts; add the unit, as in '{outcome.figure} tonnes'"
            yield case.at(("outcomes", n, "figure"), "style-figure", said, Severity.WARNING)


HOUSE_STYLE_RULES: tuple[Rule, ...] = (
    summary_says_more,
    acronyms_are_explained,
    sentences_are_short,
    links_say_where,
    dates_have_years,
    figures_have_units,
)
