"""Asking a person for what a story needs; `test_new` drives the same on a real terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest
from click.testing import CliRunner

from site_builder.adapters.commands import new
from site_builder.adapters.drafting import Draft, DraftingError, complete
from site_builder.adapters.project import load_project
from tests.builders import SUMMARY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.adapters.projects import Folder

T = TypeVar("T")


class Person:
    """Answers questions in turn, and again when an answer is not taken."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []
        self.told: list[str] = []

    def __call__(self, question: str, read: Callable[[str], T]) -> T:
        self.asked.append(question)
        while True:
            try:
                return read(self.answers.pop(0))
            except DraftingError as error:
                self.told.append(str(error))


def answered(draft: Draft, person: Person) -> Draft:
    result = complete(draft, load_project(), person)
    assert person.answers == []
    return result


@pytest.mark.usefixtures("folder")
def test_everything_is_asked() -> None:
    person = Person("Bins", "york, wigan, City of York Council", "digitalisation", "2026-12-01", SUMMARY)

    assert answered(Draft(), person) == Draft(
        title="Bins", councils=("york", "wigan"), themes=("digitalisation",), day="2026-12-01", summary=SUMMARY
    )
    assert person.asked == [
        "Title",
        "Councils, separated by commas (may stay empty)",
        "Themes, separated by commas: political leadership, commercialisation, digitalisation (may stay empty)",
        "Planned day, as in 2026-11-16 (may stay empty)",
        "Summary, one or two sentences of 40 to 300 characters",
    ]


@pytest.mark.usefixtures("folder")
def test_what_may_stay_empty() -> None:
    assert answered(Draft(), Person("Bins", "", " , ", "", SUMMARY)) == Draft(title="Bins", summary=SUMMARY)


@pytest.mark.usefixtures("folder")
def test_an_idea_needs_no_summary() -> None:
    assert answered(Draft(idea=True), Person("Bins", "", "", "")) == Draft(title="Bins", idea=True)


@pytest.mark.usefixtures("folder")
def test_what_is_given_is_not_asked_again() -> None:
    person = Person("Bins", "https://www.example.gov.uk/")
    given = Draft(summary=SUMMARY, councils=("york",), themes=("digitalisation",), day="2026-12-01", kind="signpost")

    assert answered(given, person).link == "https://www.example.gov.uk/"
    assert person.asked == ["Title", "Address of the page that tells the story"]


@pytest.mark.usefixtures("folder")
def test_only_the_summary_is_asked_where_the_title_is_given() -> None:
    person = Person(SUMMARY)

    assert answered(Draft(title="Bins"), person).summary == SUMMARY
    assert len(person.asked) == 1


@pytest.mark.usefixtures("folder")
def test_a_title_without_letters_needs_a_short_name() -> None:
    person = Person("!?", "A B", "a-b", "", "", "")

    assert answered(Draft(idea=True), person).slug == "a-b"
    assert person.asked[1] == (
        "The title has no letters for an address; give a short name of lower-case letters, digits and hyphens "
        "(--slug).\nShort name for the address, as in a-new-deal"
    )
    assert person.told == [
        "'A B' cannot be part of an address; give a short name of lower-case letters, digits and hyphens (--slug)"
    ]


def test_a_name_that_is_taken(folder: Folder) -> None:
    folder.write("2025/bins.md")
    person = Person("Bins", "bins", "more-bins", "", "", "")

    assert answered(Draft(idea=True), person).slug == "more-bins"
    assert person.told == ["there is stories/2025/bins.md already; give another short name (--slug)"]


@pytest.mark.usefixtures("folder")
def test_a_person_is_asked_until_the_answer_can_be_used() -> None:
    person = Person(
        "", "x" * 101, "Bins", "Wigann", "wigan", "digital", "digitalisation", "soon", "0206-12-01",
        "2026-12-01", "Short.", SUMMARY[:9] + "\u200b" + SUMMARY[9:], SUMMARY,
    )  # fmt: skip

    answered(Draft(), person)

    assert person.told == [
        "'title' is empty",
        "'title' has 101 characters; at most 100 are allowed",
        "council 'Wigann' is not in the register; did you mean 'wigan'?",
        "theme 'digital' is not in the vocabulary; did you mean 'digitalisation'?",
        "'soon' is not a date; write year-month-day, as in 2026-11-16",
        "the year 0206 does not lie from 1900 to 2099; look at its digits",
        "'summary' has 6 characters; at least 40 are needed",
        "the invisible character U+200B (zero width space) in 'council', after 'cou' is not allowed; delete the word and type it again",
    ]


def test_the_terminal_repeats_the_question_with_the_reason() -> None:
    def read(answer: str) -> int:
        if not answer.isdigit():
            raise DraftingError(f"'{answer}' is no number")
        return int(answer)

    with CliRunner().isolation(input=" \nseven\n 7 \n") as (_out, screen, _both):
        assert new._ask("How many", read) == 7  # noqa: SLF001 - what a real terminal shows is in test_new
        shown = screen.getvalue().decode()

    assert shown == (
        "How many:  \nError: '' is no number\nHow many: seven\nError: 'seven' is no number\nHow many:  7 \n"
    )
