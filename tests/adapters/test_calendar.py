from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

from site_builder.reports.agenda import make_agenda
from site_builder.reports.agenda_text import lines_of
from tests import sample
from tests.adapters.projects import AS_OF, PLAN, Folder, run
from tests.adapters.repositories import Repository, git

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def several(folder: Folder) -> Folder:
    """A plan of three periods with a piece of every state, one outside of it, and milestones."""
    folder.configure(
        plans=[PLAN],
        milestones=[
            {"name": "Board", "date": "2026-12-03", "repeat": "FREQ=MONTHLY;INTERVAL=2", "until": "2027-03-31"},
            {"name": "Look back", "date": "2027-06-01"},
        ],
    )
    folder.write("2026/first.md", title="First", date="2026-11-16", original=True)
    folder.write("2026/later.md", title="Later", date="2026-12-24")
    folder.write("2027/draft.md", title="Draft", date="2027-02-01", status="draft", original=True, owner="@ann-bee")
    folder.write("2027/slot.md", title="A slot", date=None, status="idea", summary=None)
    folder.write("2025/old.md", title="Old", date="2025-05-05")
    withdrawn = {"date": "2026-11-20", "reason": "It was not so."}
    folder.write("2026/gone.md", title="Gone", date="2026-11-17", status="withdrawn", withdrawn=withdrawn)
    return folder


def test_text() -> None:
    result = run("calendar", *AS_OF)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "To do: 2 periods with a gap to commission for.\n"
        "\n"
        "Outside every plan\n"
        "   5 May 2025  published   Old\n"
        "\n"
        "November and December 2026\n"
        "1 of 1 original piece published: met\n"
        "  16 Nov 2026  published   First (original)\n"
        "   3 Dec 2026  milestone   Board\n"
        "  24 Dec 2026  scheduled   Later\n"
        "\n"
        "January and February 2027\n"
        "0 of 1 original piece published: at risk\n"
        "   1 Feb 2027  draft       Draft (@ann-bee, original)\n"
        "   3 Feb 2027  milestone   Board\n"
        "               gap         1 original piece still missing (1 planned)\n"
        "\n"
        "March and April 2027\n"
        "0 of 1 original piece published: short\n"
        "               gap         1 original piece still missing\n"
        "\n"
        "Outside every plan\n"
        "   1 Jun 2027  milestone   Look back\n"
        "\n"
        "Without a date\n"
        "               idea        A slot\n"
    )


def test_json() -> None:
    document = json.loads(run("calendar", "--format", "json", *AS_OF).stdout)

    assert list(document) == ["as_of", "periods"]
    assert document["as_of"] == "2026-11-21"
    assert [period["heading"] for period in document["periods"]] == [
        "Outside every plan",
        "November and December 2026",
        "January and February 2027",
        "March and April 2027",
        "Outside every plan",
        "Without a date",
    ]
    assert document["periods"][2] == {
        "heading": "January and February 2027",
        "starts": "2027-01-01",
        "ends": "2027-02-28",
        "status": "at-risk",
        "gaps": ["1 original piece still missing (1 planned)"],
        "entries": [
            {
                "date": "2027-02-01",
                "state": "planned",
                "id": "story-draft",
                "title": "Draft",
                "original": True,
                "status": "draft",
                "owner": "@ann-bee",
                "due": None,
            },
            {
                "date": "2027-02-03",
                "state": "milestone",
                "id": None,
                "title": "Board",
                "original": False,
                "status": None,
                "owner": None,
                "due": None,
            },
        ],
    }
    assert document["periods"][-1] == {
        "heading": "Without a date",
        "starts": None,
        "ends": None,
        "status": None,
        "gaps": [],
        "entries": [
            {
                "date": None,
                "state": "idea",
                "id": "story-slot",
                "title": "A slot",
                "original": False,
                "status": "idea",
                "owner": None,
                "due": None,
            }
        ],
    }


def test_ics() -> None:
    result = run("calendar", "--format", "ics", *AS_OF)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout_bytes.startswith(b"BEGIN:VCALENDAR\r\n")
    assert result.stdout_bytes.endswith(b"END:VCALENDAR\r\n")
    events = Calendar.from_ical(result.stdout_bytes).walk("VEVENT")
    assert [str(event["UID"]) for event in events[:4]] == [
        f"story-{name}@stories.example" for name in ("old", "first", "later", "draft")
    ]
    assert [str(event["SUMMARY"]) for event in events] == [
        "Old",
        "First",
        "[scheduled: ready] Later",
        "[planned: draft] Draft",
        "Period ends: 1 of 1 original pieces published (met)",
        "Period ends: 0 of 1 original pieces published (at risk)",
        "Period ends: 0 of 1 original pieces published (short)",
        "Target: 1 of 2 stories published (on track)",
        "Board",
        "Look back",
    ]


def test_the_same_day_gives_the_same_bytes() -> None:
    one, two = (run("calendar", "--format", "ics", *AS_OF).stdout_bytes for _ in range(2))

    assert one == two


def test_an_empty_calendar(several: Folder) -> None:
    several.configure()
    for file in several.stories.glob("*/*.md"):
        file.unlink()

    assert run("calendar", *AS_OF).stdout == ""
    assert json.loads(run("calendar", "--format", "json", *AS_OF).stdout)["periods"] == []


def sequences() -> dict[str, int]:
    """Return how often each piece of the calendar has moved."""
    events = Calendar.from_ical(run("calendar", "--format", "ics", *AS_OF).stdout_bytes).walk("VEVENT")
    return {str(event["UID"]).partition("@")[0]: int(event.get("SEQUENCE", 0)) for event in events}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Return a repository with two committed pieces."""
    made = Repository(tmp_path / "repository")
    made.write("2027/moves.md", date="2027-02-01", status="draft")
    made.write("2027/stays.md", date="2027-02-02", status="draft")
    made.commit()
    monkeypatch.chdir(made.root)
    return made


def test_a_piece_that_moves_keeps_its_uid_and_raises_its_sequence(repository: Repository) -> None:
    assert sequences()["story-moves"] == 0
    repository.write("2027/moves.md", date="2027-03-01", status="draft")
    assert sequences()["story-moves"] == 1  # before it is committed
    repository.commit()
    assert sequences()["story-moves"] == 1
    repository.write("2027/moves.md", date="2027-03-01", status="draft", title="Only another title")
    repository.commit()
    git(repository.root, "mv", "stories/2027/moves.md", "stories/2027/elsewhere.md")
    repository.commit()
    repository.write(
        "2027/elsewhere.md", id="story-moves", date="2027-04-01", status="draft", title="Only another title"
    )
    repository.commit()
    assert {name: sequences()[name] for name in ("story-moves", "story-stays")} == {"story-moves": 2, "story-stays": 0}


def test_a_clone_without_its_history_says_so(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit()
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository.root}", "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    result = run("calendar", "--format", "ics", *AS_OF)
    assert result.stderr == "the history in git is not all here, so moved pieces have no SEQUENCE\n"
    assert result.exit_code == 0


@pytest.mark.parametrize("width", [40, 56, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    stories = sample.collection().stories
    agendas = make_agenda(stories, sample.plans(), sample.SETTINGS.announced, sample.TODAY)
    lines = ["".join(text for text, _ in line) for line in lines_of(agendas, width)]
    assert max(map(len, lines)) <= width
    assert [line for line in lines if line != line.rstrip()] == []


def test_a_narrow_terminal_has_the_title_below_the_day() -> None:
    stories = sample.collection().stories
    agendas = make_agenda(stories, sample.plans(), sample.SETTINGS.announced, sample.TODAY)
    text = "\n".join("".join(part for part, _ in line) for line in lines_of(agendas, 40))
    assert "   1 Apr 2027  review\n    Seventh (original)\n" in text
    assert text.startswith("To do: 1 piece overdue and 3 periods\n")
