"""Hints of house style: warnings, each with its reason, and each with a switch in mkdocs.yml (``house_style``).

They look at sentences as people write them, and cannot know what a sentence means. So a doubtful case is passed over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from site_builder.content.front_matter_model import Status
from site_builder.content.prose import LONGEST_SENTENCE
from site_builder.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.rules.case import Case, Rule

_LEAST_TITLE = 3
_MOST_ACRONYMS = 20
_SAYS_NOTHING = frozenset(
    {"click here", "here", "this", "this link", "this page", "link", "more", "read more", "see here"}
)
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
# What a reader in the United Kingdom knows better by its letters than in full.
_KNOWN_TO_ALL = frozenset({
    "AGM", "BBC", "CCTV", "CEO", "COVID", "DIY", "FAQ", "GBP", "GDP", "GPS", "HTML", "ITV", "NHS", "PDF", "PIN", "RAF",
    "SMS", "UKIP", "URL", "USA", "USB", "VAT", "WHO",
})  # fmt: skip
_COUNTED = re.compile(r"\b[a-z]{2,}[^s\W]s\b|\b(?:people|children)\b", re.IGNORECASE)
_BARE = re.compile(r"[\d.,]+")


def _hint(case: Case, offset: int, rule: str, said: str) -> Problem:
    return case.text.problem(offset, rule, said, Severity.WARNING)


def _is_written(case: Case) -> bool:
    """Whether there is a text to have a style."""
    return case.story.meta.status not in {Status.IDEA, Status.WITHDRAWN}


def summary_says_more(case: Case) -> Iterator[Problem]:
    """A summary says more than the title, because lists show both together."""
    title, summary = (_WORD.findall((text or "").casefold()) for text in (case.story.title, case.story.meta.summary))
    is_repeated = len(title) >= _LEAST_TITLE and summary[: len(title)] == title
    if case.settings.house_style.summary and is_repeated and "summary" not in case.set_aside:
        said = "the summary begins with the title, and lists show the two together; say what the title does not"
        yield case.at(("summary",), "style-summary", said, Severity.WARNING)


def acronyms_are_explained(case: Case) -> Iterator[Problem]:
    """An acronym is explained where a text first uses it, or in ``abbreviations`` of mkdocs.yml."""
    if not (case.settings.house_style.acronyms and _is_written(case)):
        return
    told = _KNOWN_TO_ALL | case.settings.abbreviations.keys() | {word.upper() for word in case.settings.how_section}
    unknown = [(place, short) for place, short in case.text.outline.prose.acronyms if short not in told]
    for place, short in unknown[:_MOST_ACRONYMS]:
        said = f"not everybody knows '{short}'; write it in full the first time, as in 'the words in full ({short})'"
        yield _hint(case, place, "style-acronym", said)


def sentences_are_short(case: Case) -> Iterator[Problem]:
    """A sentence has at most forty words, because readers lose the thread of longer ones."""
    if case.settings.house_style.long_sentences and _is_written(case):
        for place, count in case.text.outline.prose.long:
            said = f"a sentence of {count} words: readers lose the thread after {LONGEST_SENTENCE}, so split it"
            yield _hint(case, place, "style-sentence", said)


def links_say_where(case: Case) -> Iterator[Problem]:
    """The words of a link say where it leads, because a screen reader can list links on their own."""
    if case.settings.house_style.link_words and _is_written(case):
        for link in case.text.outline.links:
            if " ".join(link.words.split()).casefold().strip(".!>\u2026 ") in _SAYS_NOTHING:
                said = (
                    f"'{link.words}' says nothing to people who hear the links of a page as a list; say where it leads"
                )
                yield _hint(case, link.start, "style-link", said)


def dates_have_years(case: Case) -> Iterator[Problem]:
    """A date in the text has its year, in its sentence or the one before, because a story is read for years."""
    if case.settings.house_style.dates and _is_written(case):
        for place, date in case.text.outline.prose.dates:
            said = f"'{date}' has no year, and the story is read for years; write the year too"
            yield _hint(case, place, "style-date", said)


def figures_have_units(case: Case) -> Iterator[Problem]:
    """A figure says what it counts: by its unit, or by a word such as 'miles' in what changed."""
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
