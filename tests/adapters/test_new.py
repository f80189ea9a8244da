from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

import pytest

from site_builder.adapters.commands import asking
from tests.adapters.projects import AS_OF, PLAN, Folder, on_terminal, run
from tests.builders import SUMMARY

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "A better round for the bins"
FLAGS = ("--title", TITLE, "--summary", SUMMARY)
SHORT_NAME = "give a short name of lower-case letters, digits and hyphens (--slug)"
KINDS = ("story", "interview", "guide", "event", "signpost")


@pytest.fixture(autouse=True)
def _same_id_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "choice", lambda letters: letters[0])


def new(*args: str) -> str:
    """Run `stories new` and return what it says."""
    result = run("new", *AS_OF, *args)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def refused(*args: str) -> str:
    """Run `stories new` with what it cannot take, and return why."""
    result = run("new", *AS_OF, *args)
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr.removeprefix("stories: ").rstrip("\n")


def front_matter(path: Path) -> str:
    return path.read_text("utf-8").split("---\n")[1]


def test_the_file_written(folder: Folder) -> None:
    said = new(
        *FLAGS, "--kind", "guide", "--date", "2027-02-01", "--council", "City of York Council", "--council", "WIGAN",
        "--theme", "Digitalisation", "--service", "housing", "--programme", "creative councils", "--original",
    )  # fmt: skip

    assert said.startswith("Written: stories/2027/a-better-round-for-the-bins.md\n")
    assert (folder.stories / "2027" / "a-better-round-for-the-bins.md").read_text("utf-8") == (
        "---\n"
        "id: a-better-round-for-the-bins-aaaa\n"
        "title: A better round for the bins\n"
        "kind: guide\n"
        "status: draft\n"
        "date: 2027-02-01\n"
        "original: true\n"
        f"summary: {SUMMARY}\n"
        "councils:\n"
        "- york\n"
        "- wigan\n"
        "themes:\n"
        "- digitalisation\n"
        "services:\n"
        "- housing\n"
        "programmes:\n"
        "- Creative Councils\n"
        "---\n"
        "\n"
        "<!-- What was the problem, and for whom? Say in a few sentences what was done. -->\n"
        "\n"
        "## How it works\n"
        "\n"
        "<!-- Who did what, in which order, with what money and who had to agree? What got in the way? -->\n"
        "\n"
        "## What it brought\n"
        "\n"
        "<!-- What changed? Give a figure only with its source, under 'outcomes' or 'savings' above. -->\n"
        "\n"
        "## What others can use\n"
        "\n"
        "<!-- What should somebody who wants to do the same know first? -->\n"
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("idea", [False, True])
@pytest.mark.usefixtures("folder")
def test_whatever_is_started_passes_the_check(kind: str, idea: bool) -> None:  # noqa: FBT001 - a parameter of pytest's
    link = ("--link", "https://www.example.gov.uk/story") if kind == "signpost" else ()

    new("--kind", kind, *link, *(("--title", TITLE, "--idea") if idea else FLAGS), "--date", "2027-02-01")

    result = run("check", "--strict", *AS_OF)
    assert result.stdout == "1 story checked: nothing to fix.\n"


@pytest.mark.parametrize(
    "title", ["Yes", "2026", "Wigan: a new deal", "'Quoted' & < b", "Tŷ – 🚲 # 1", "- a list", "x" * 100]
)
@pytest.mark.usefixtures("folder")
def test_a_title_that_yaml_would_read_otherwise(title: str) -> None:
    new("--title", title, "--summary", SUMMARY)

    assert run("check", "--strict", *AS_OF).exit_code == 0


def test_an_idea_has_neither_summary_nor_text(folder: Folder) -> None:
    new("--title", TITLE, "--idea")

    text = (folder.stories / "2026" / "a-better-round-for-the-bins.md").read_text("utf-8")
    assert text == "---\nid: a-better-round-for-the-bins-aaaa\ntitle: A better round for the bins\nstatus: idea\n---\n"


def test_a_signpost_keeps_its_link(folder: Folder) -> None:
    new(*FLAGS, "--kind", "signpost", "--link", "https://www.example.gov.uk/", "--slug", "bins")

    assert "link: https://www.example.gov.uk/\n" in front_matter(folder.stories / "2026" / "bins.md")


def test_ids_are_fresh_and_of_the_right_form(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.chdir(folder.root)
    for slug in ("a", "b", "a-" * 60 + "z"):
        new(*FLAGS, "--slug", slug)

    ids = [re.findall("^id: (.*)$", file.read_text("utf-8"), re.MULTILINE)[0] for file in folder.stories.glob("*/*.md")]
    assert len(set(ids)) == 3
    assert all(re.fullmatch(r"[a-z0-9-]{6,64}", id_) for id_ in ids)


def test_without_a_date_the_year_is_this_one(folder: Folder) -> None:
    run("new", *FLAGS, "--as-of", "2031-05-05")

    assert (folder.stories / "2031" / "a-better-round-for-the-bins.md").is_file()


@pytest.mark.usefixtures("folder")
def test_it_says_what_the_piece_does_for_the_plan(folder: Folder) -> None:
    folder.configure(plans=[PLAN, {"name": "later", "starts": "2027-05-01", "ends": "2027-10-31"}])
    folder.write("2026/a.md", original=True)

    assert new(*FLAGS, "--original", "--date", "2026-12-01") == (
        "Written: stories/2026/a-better-round-for-the-bins.md\n"
        "Once published it counts for the quota of November and December 2026: 1 of 1 so far.\n"
        "Once published it counts for the target by 31 March 2027: 1 of 2 so far.\n"
        "Next: write the text, then run 'stories check'.\n"
    )
    assert "It is not marked as original, so it does not count for the quota of November and December 2026.\n" in new(
        *FLAGS, "--date", "2026-12-01", "--slug", "not-original"
    )
    assert "It is not a full story, so it does not count for the target by 31 March 2027.\n" in new(
        *FLAGS, "--date", "2026-12-01", "--slug", "guide", "--kind", "guide"
    )
    assert "target" not in new(*FLAGS, "--date", "2027-04-01", "--slug", "too-late")
    assert "Its date is in no period of a plan and before no target, so it counts for none.\n" in new(
        *FLAGS, "--date", "2029-04-01", "--slug", "much-too-late"
    )
    assert "counts for no plan" in new(*FLAGS, "--slug", "undated")


def test_it_says_nothing_of_a_plan_where_there_is_none(folder: Folder) -> None:
    folder.configure(plans=[])

    for date in ([], ["--date", "2026-12-01", "--slug", "dated"]):
        said = new(*FLAGS, *date).split("\n", 1)
        assert said[1] == "Next: write the text, then run 'stories check'.\n"


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        ((), "--title is missing, and there is nobody to answer questions"),
        (("--title", TITLE), "--summary is missing, and there is nobody to answer questions"),
        ((*FLAGS, "--kind", "signpost"), "--link is missing, and there is nobody to answer questions"),
        (("--title", "", "--idea"), f"the title has no letters for an address; {SHORT_NAME}"),
        (("--title", "!?", "--idea"), f"the title has no letters for an address; {SHORT_NAME}"),
        (("--title", " ", "--idea", "--slug", "x"), "'title' is empty"),
        (("--title", "x" * 101, "--idea", "--slug", "x"), "'title' has 101 characters; at most 100 are allowed"),
        (("--title", TITLE, "--summary", "Short."), "'summary' has 6 characters; at least 40 are needed"),
        ((*FLAGS, "--slug", "Über uns"), f"'Über uns' cannot be part of an address; {SHORT_NAME}"),
        ((*FLAGS, "--slug", "index"), f"'index' cannot be part of an address; {SHORT_NAME}"),
        ((*FLAGS, "--slug", "../x"), f"'../x' cannot be part of an address; {SHORT_NAME}"),
        ((*FLAGS, "--date", "1 May"), "'1 May' is not a date; write year-month-day, as in 2026-11-16"),
        (
            (*FLAGS, "--date", "2027-02-30"),
            "'2027-02-30' is not a day of the calendar; check the month and the number of its days",
        ),
        ((*FLAGS, "--council", "Wigann"), "council 'Wigann' is not in the register; did you mean 'wigan'?"),
        (
            (*FLAGS, "--theme", "digitalization"),
            "theme 'digitalization' is not in the vocabulary; did you mean 'digitalisation'?",
        ),
        (
            (*FLAGS, "--service", "roads"),
            "service 'roads' is not in the vocabulary; use one of: adult social care, housing, energy",
        ),
        (
            (*FLAGS, "--programme", "x"),
            "programme 'x' is not in the vocabulary; use one of: Creative Councils, Future Councils",
        ),
        (
            (*FLAGS, "--kind", "signpost", "--link", "example.gov.uk"),
            "'example.gov.uk' is not a web address; write the full address, as in https://example.gov.uk",
        ),
        (
            ("--title", TITLE, "--summary", "Short.", "--date", "soon"),
            (
                "'soon' is not a date; write year-month-day, as in 2026-11-16; "
                "'summary' has 6 characters; at least 40 are needed"
            ),
        ),
    ],
)
def test_what_it_cannot_take(folder: Folder, args: tuple[str, ...], reason: str) -> None:
    assert refused(*args) == reason
    assert list(folder.stories.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["york", "York", " york ", "City of York Council", "york council", "Wigan Council", "Caerdydd", "Brum"]
)
@pytest.mark.usefixtures("folder")
def test_councils_by_the_names_people_use(name: str) -> None:
    assert "Written" in new(*FLAGS, "--council", name)


def test_terms_by_the_names_people_use(folder: Folder) -> None:
    folder.configure(vocabularies={"services": [{"name": "adult social care", "also": ["older people"]}]})
    assert "Written" in new(*FLAGS, "--service", "Older people")
    assert "- adult social care\n" in front_matter(next(folder.stories.rglob("*.md")))


def test_no_file_is_ever_overwritten(folder: Folder) -> None:
    path = folder.write("2025/bins.md")
    folder.write("2026/waste/index.md")
    before = path.read_text("utf-8")
    reason = "already; give another short name (--slug)"

    assert refused(*FLAGS, "--slug", "bins") == f"there is stories/2025/bins.md {reason}"
    assert refused(*FLAGS, "--slug", "waste") == f"there is stories/2026/waste {reason}"
    assert path.read_text("utf-8") == before
    assert "Written" in new(*FLAGS, "--slug", "bin")


def test_a_folder_that_cannot_be_written(folder: Folder) -> None:
    (folder.stories / "2026").touch()

    assert refused(*FLAGS, "--slug", "bins") == "stories/2026/bins.md cannot be written: File exists"


REST = [("Kind", ""), ("Councils", "york"), ("Themes", ""), ("Services", ""), ("Programmes", ""), ("Planned day", "")]


def test_a_person_is_asked_and_asked_again(folder: Folder) -> None:
    folder.configure(plans=[PLAN])
    folder.write("2026/bins.md")

    session = on_terminal(
        "new",
        *AS_OF,
        answers=[
            ("Title: ", ""),
            ("'title' is empty", "Bins"),
            ("There is stories/2026/bins.md already", "Bins!"),
            ("'Bins!' cannot be part of an address", "better-bins"),
            ("Kind: ", "guide"),
            ("Councils, separated by commas", "? stoke"),
            ("stoke-on-trent: Stoke-on-Trent City Council", "stoke, york,"),
            ("stoke: stoke-on-trent (Stoke-on-Trent City Council)", "digitalization"),
            ("Number [0]: ", "1"),
            ("Services", ""),
            ("Programmes", ""),
            ("Planned day, as in", "soon"),
            ("'soon' is not a date", "2026-12-01"),
            ("1 original piece due; so far 0 published", "yes"),
            ("it counts for the quota of November and December 2026", ""),
            ("'summary' is empty", SUMMARY),
        ],
    )

    assert session.exit_code == 0, session.screen
    assert "Written: stories/2026/better-bins.md" in session.screen
    text = front_matter(folder.stories / "2026" / "better-bins.md")
    assert text.splitlines()[1:] == [
        "title: Bins", "kind: guide", "status: draft", "date: 2026-12-01", "original: true", f"summary: {SUMMARY}",
        "councils:", "- stoke-on-trent", "- york", "themes:", "- digitalisation",
    ]  # fmt: skip


def test_a_person_who_gives_the_rest_as_flags_is_asked_only_what_is_missing(folder: Folder) -> None:
    session = on_terminal(
        "new", "--kind", "signpost", "--council", "york", "--theme", "digitalisation", "--service", "housing",
        "--programme", "Future Councils", "--date", "2027-01-01", "--not-original", *AS_OF,
        answers=[("Title: ", "Bins"), ("Summary", SUMMARY), ("Address of the page", "https://example.gov.uk/")],
    )  # fmt: skip

    assert session.exit_code == 0
    assert "Councils" not in session.screen
    assert "link: https://example.gov.uk/" in front_matter(folder.stories / "2027" / "bins.md")


def test_a_person_who_is_interrupted_can_go_on(folder: Folder) -> None:
    session = on_terminal("new", "--idea", *AS_OF, answers=[("Title: ", "Bins"), *REST[:2], ("Themes", "\x04")])

    assert session.exit_code == 1
    assert "Your answers are kept: type 'stories new' again to go on." in session.screen
    assert list(folder.stories.iterdir()) == []
    new("--title", "Something else", "--idea")  # takes nothing away

    session = on_terminal(
        "new", *AS_OF, answers=[("Go on with 'Bins', which was interrupted?", ""), *REST[2:], ("written first", "")]
    )  # fmt: skip

    assert session.exit_code == 0, session.screen
    assert "status: idea\ncouncils:\n- york\n" in front_matter(folder.stories / "2026" / "bins.md")
    assert not (folder.root / ".cache/stories/new.json").exists()


def test_a_person_who_does_not_want_to_go_on_begins_again(folder: Folder) -> None:
    on_terminal("new", *AS_OF, answers=[("Title: ", "Bins"), ("Kind", "\x04")])

    session = on_terminal(
        "new",
        "--idea",
        *AS_OF,
        answers=[
            ("Go on with", "Waste"),
            ("is neither yes nor no", "no"),
            ("Title: ", "Waste"),
            *REST,
            ("written first", ""),
        ],
    )

    assert session.exit_code == 0, session.screen
    assert [path.name for path in folder.stories.glob("*/*")] == ["waste.md"]


def test_where_python_completes_no_names_they_are_typed_in_full(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "readline", None)

    session = on_terminal("new", "--title", "Bins", *AS_OF, answers=[("Summary", SUMMARY)])

    assert session.exit_code == 0, session.screen
    assert "id: bins-aaaa" in front_matter(folder.stories / "2026" / "bins.md")


def test_anyone_who_gives_up_at_the_last_question_has_nothing_written(folder: Folder) -> None:
    session = on_terminal("new", "--title", "Bins", *AS_OF, answers=[("Summary", "\x04")])

    assert session.exit_code == 1
    assert "kept" not in session.screen
    assert list(folder.stories.iterdir()) == []
