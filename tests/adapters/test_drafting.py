"""Asking a person for what a story needs; `test_new` drives the same on a real terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest
from click.testing import CliRunner

from site_builder.adapters.commands.asking import Terminal, completions
from site_builder.adapters.conversation import AskAgainError, Desk, Kept, converse
from site_builder.adapters.drafting import Draft, DraftingError, complete
from site_builder.adapters.project import CACHE, load_project
from tests.adapters.projects import PLAN
from tests.builders import SUMMARY, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from site_builder.content.matching import Match
    from tests.adapters.projects import Folder

T = TypeVar("T")


class Person:
    """Answers questions in turn, and again when an answer is not taken; chooses the first of what is in doubt."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []
        self.told: list[str] = []

    def __call__(self, question: str, read: Callable[[str], T], names: Sequence[str] = ()) -> T:
        del names
        self.asked.append(question)
        while True:
            try:
                return read(self.answers.pop(0))
            except DraftingError as error:
                self.told.append(str(error))

    def choose(self, match: Match, otherwise: str) -> tuple[str, str] | None:
        del otherwise
        self.told.append(f"{match.written}: {', '.join(name for _, _, name in match.candidates)}")
        key, value, _ = match.candidates[0]
        return key, value

    def say(self, line: str) -> None:
        self.told.append(line)


def answered(draft: Draft, person: Person, *given: str) -> Draft:
    project = load_project()
    desk = Desk(project, person, project.read(TODAY), TODAY, frozenset(given))
    if draft.title is None:
        draft = converse(draft, desk, Kept(project).save)
    result = complete(draft, project, person)
    assert person.answers == []
    return result


@pytest.mark.usefixtures("folder")
def test_everything_is_asked() -> None:
    person = Person(
        "Bins", "", "york, LB Camden, City of York Council", "3, Commercialisation", "housing", "", "2026-12-01", "Yes",
        SUMMARY,
    )  # fmt: skip

    assert answered(Draft(), person) == Draft(
        title="Bins", councils=("york", "camden"), themes=("digitalisation", "commercialisation"), services=("housing",),
        day="2026-12-01", original=True, summary=SUMMARY,
    )  # fmt: skip
    assert person.asked == [
        "Title",
        "Kind: story, interview, guide, event, signpost (empty: story)",
        "Councils, separated by commas (part of a name will do; ? and a part lists them; optional)",
        (
            "Themes: 1 political leadership, 2 commercialisation, 3 digitalisation\n"
            "Numbers or names, separated by commas (optional)"
        ),
        ("Services: 1 adult social care, 2 housing, 3 energy\nNumbers or names, separated by commas (optional)"),
        ("Programmes: 1 Creative Councils, 2 Future Councils\nNumbers or names, separated by commas (optional)"),
        "Planned day, as in 2026-11-16 (optional)",
        "Is it written first for this site? (yes or no; empty: no)",
        "Summary, one or two sentences of 40 to 300 characters",
    ]


def test_places_are_called_what_the_register_calls_them(folder: Folder) -> None:
    (folder.root / "members.csv").write_text("slug,name,also\ncork,Cork Fire Brigade,CCFB\n", "utf-8")
    folder.configure(register={"file": "members.csv", "one": "fire service", "many": "fire services"})
    person = Person("Bins", "", "? nowhere", "Dublin", "CCFB", "", "", "", "", "", SUMMARY)
    assert answered(Draft(), person).councils == ("cork",)
    assert person.asked[2].startswith("Fire services, separated by commas")
    assert person.told[:2] == [
        "No fire service has 'nowhere' in its name.",
        "fire service 'Dublin' is not in the register; use one of: cork",
    ]
    with pytest.raises(DraftingError, match="fire service 'york' is not in the register"):
        complete(Draft(title="Bins", summary=SUMMARY, councils=("york",)), load_project(), None)


def test_nobody_is_asked_for_a_place_where_there_are_none(folder: Folder) -> None:
    folder.configure(register="none")
    person = Person("Bins", "", "", "", "", "", "", SUMMARY)
    assert answered(Draft(), person).councils == ()
    assert [question for question in person.asked if question.startswith("Councils")] == []
    with pytest.raises(DraftingError, match="'york' cannot be known, as this site has no register of places"):
        complete(Draft(title="Bins", summary=SUMMARY, councils=("york",)), load_project(), None)


@pytest.mark.usefixtures("folder")
def test_what_may_stay_empty() -> None:
    person = Person("Bins", "", "", " , ", "", "", "", "", SUMMARY)

    assert answered(Draft(), person) == Draft(title="Bins", original=False, summary=SUMMARY)
    assert person.told == ["Without a date it counts for no plan yet."]


@pytest.mark.usefixtures("folder")
def test_an_idea_needs_no_summary() -> None:
    person = Person("Bins", "", "", "", "", "", "", "no")

    assert answered(Draft(idea=True), person) == Draft(title="Bins", idea=True, original=False)


@pytest.mark.usefixtures("folder")
def test_what_is_given_is_not_asked_again() -> None:
    person = Person("Bins", "", "", "https://www.example.gov.uk/")
    given = Draft(
        summary=SUMMARY,
        councils=("york",),
        themes=("digitalisation",),
        day="2026-12-01",
        kind="signpost",
        original=True,
    )

    assert (
        answered(given, person, "kind", "councils", "themes", "day", "original").link == "https://www.example.gov.uk/"
    )
    assert [question.partition(":")[0] for question in person.asked] == [
        "Title", "Services", "Programmes", "Address of the page with the story",
    ]  # fmt: skip


@pytest.mark.usefixtures("folder")
def test_only_the_summary_is_asked_where_the_title_is_given() -> None:
    person = Person(SUMMARY)

    assert answered(Draft(title="Bins"), person).summary == SUMMARY
    assert len(person.asked) == 1


@pytest.mark.usefixtures("folder")
def test_a_title_without_letters_needs_a_short_name() -> None:
    person = Person("!?", "A B", "a-b", "", "", "", "", "", "", "")

    assert answered(Draft(idea=True), person).slug == "a-b"
    assert person.asked[1] == (
        "The title has no letters for an address; give a short name of lower-case letters, digits and hyphens "
        "(--slug).\nShort name for the address, as in a-new-deal"
    )
    assert person.told[0] == (
        "'A B' cannot be part of an address; give a short name of lower-case letters, digits and hyphens (--slug)"
    )


def test_a_name_that_is_taken(folder: Folder) -> None:
    folder.write("2025/bins.md")
    person = Person("Bins", "bins", "more-bins", "", "", "", "", "", "", "")

    assert answered(Draft(idea=True), person).slug == "more-bins"
    assert person.told[0] == "there is stories/2025/bins.md already; give another short name (--slug)"


@pytest.mark.usefixtures("folder")
def test_a_person_is_asked_until_the_answer_can_be_used() -> None:
    person = Person(
        "", "x" * 101, "Bins", "poem", "story", "Xyzzy", "wigan", "digital", "9", "digitalisation", "", "", "soon",
        "0206-12-01", "2026-12-01", "perhaps", "y", "Short.", SUMMARY[:9] + "\u200b" + SUMMARY[9:], SUMMARY,
    )  # fmt: skip

    answered(Draft(), person)

    assert person.told == [
        "'title' is empty",
        "'title' has 101 characters; at most 100 are allowed",
        "'poem' is not a kind; use one of: story, interview, guide, event, signpost",
        "council 'Xyzzy' is not in the register",
        "theme 'digital' is not in the vocabulary; did you mean 'digitalisation'?",
        "theme '9' is not in the vocabulary; use one of: political leadership, commercialisation, digitalisation",
        "'soon' is not a date; write year-month-day, as in 2026-11-16",
        "the year 0206 is not between 1900 and 2099; check its digits",
        "'perhaps' is neither yes nor no",
        "Published on that day it counts for no plan.",
        "'summary' has 6 characters; at least 40 are needed",
        "the invisible character U+200B (zero width space) in 'council', after 'cou' is not allowed; delete the word and type it again",
    ]


def test_a_part_of_a_name_or_a_slip_gives_a_choice(folder: Folder) -> None:
    folder.configure(vocabularies={"themes": [{"name": "digitalisation", "also": ["IT"]}]})
    person = Person("Bins", "", "stoke, Wiggan, Newcastle", "digitalization, it", "", "")

    draft = answered(Draft(idea=True), person)

    assert draft.councils == ("stoke-on-trent", "wigan", "newcastle-under-lyme")
    assert draft.themes == ("digitalisation",)
    assert person.told[:-1] == [
        "  stoke: stoke-on-trent (Stoke-on-Trent City Council)",
        "Wiggan: Wigan Metropolitan Borough Council",
        "Newcastle: Newcastle-under-Lyme Borough Council, Newcastle City Council",
        "digitalization: digitalisation",
        "  it: digitalisation",
    ]


@pytest.mark.usefixtures("folder")
def test_councils_are_listed_by_a_part_of_their_name() -> None:
    person = Person("Bins", "", "?", "? stoke", "? zzz", "? a", "york", "", "", "", "", "")

    answered(Draft(idea=True), person)

    assert person.told[0] == "Type ? and a part of the name, as in: ? stoke"
    assert "  stoke-on-trent: Stoke-on-Trent City Council" in person.told[1].split("\n")
    assert person.told[2] == "No council has 'zzz' in its name."
    assert person.told[3].split("\n")[-1].endswith(" more")


def test_it_says_what_is_due_and_what_the_piece_is_worth(folder: Folder) -> None:
    folder.configure(plans=[PLAN])
    folder.write("2026/a.md", original=True)
    person = Person("Bins", "", "", "", "", "", "2026-11-30", "yes")

    answered(Draft(idea=True), person)

    assert person.told == [
        "November and December 2026: 1 original piece due; so far 1 published, 0 scheduled and 0 planned.",
        "Published on that day it counts for the quota of November and December 2026 and the target by 31 March 2027.",
    ]
    past = Person("Bins", "guide", "", "", "", "", "2026-11-02", "no")
    answered(Draft(idea=True), past)
    assert past.told[0] == "That day has passed. Until the story is ready, the check says it is overdue."
    assert past.told[-1] == "Published on that day it counts for no plan."


@pytest.mark.usefixtures("folder")
def test_a_vocabulary_without_terms_is_not_asked(folder: Folder) -> None:
    folder.configure(vocabularies={"themes": ["digitalisation"]})
    person = Person("Bins", "", "", "", "", "")

    answered(Draft(idea=True), person)

    assert len(person.asked) == 6


def test_answers_are_kept(folder: Folder) -> None:
    project = load_project()
    kept = Kept(project)
    with pytest.raises(IndexError):
        answered(Draft(idea=True), Person("Bins", "guide", "York"))

    draft, given = kept.load() or (Draft(), frozenset())

    assert draft == Draft(title="Bins", idea=True, kind="guide", councils=("york",))
    assert given == {"title", "kind", "councils"}
    kept.forget()
    assert kept.load() is None
    for broken in ("", "[]", '{"draft": {"title": 1}}', '{"draft": [], "given": []}'):
        (folder.root / CACHE / "new.json").write_text(broken, "utf-8")
        assert kept.load() is None


def test_where_nothing_can_be_kept_the_conversation_goes_on(folder: Folder) -> None:
    (folder.root / ".cache").touch()

    assert answered(Draft(idea=True), Person("Bins", "", "", "", "", "", "", "")).title == "Bins"


def test_the_terminal_repeats_the_question_with_the_reason() -> None:
    def read(answer: str) -> int:
        if answer == "?":
            raise AskAgainError("A number, as in 7")
        if not answer.isdigit():
            raise DraftingError(f"'{answer}' is no number")
        return int(answer)

    with CliRunner().isolation(input=" \nseven\n?\n 7 \n") as (_out, screen, _both):
        assert Terminal()("How many", read, ["7"]) == 7
        shown = screen.getvalue().decode()

    assert shown == (
        "How many:  \nError: '' is no number\nHow many: seven\nError: 'seven' is no number\n"
        "How many: ?\nA number, as in 7\nHow many:  7 \n"
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("st", ["stoke", "stroud"]), ("york, Str", ["stroud"]), ("oud", ["stroud"]), ("", ["stoke", "stroud", "york"])],
)
def test_the_tab_key_completes(typed: str, expected: list[str]) -> None:
    assert completions(["stoke", "stroud", "york"], typed) == expected
