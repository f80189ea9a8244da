from __future__ import annotations

import json

import pytest
from icalendar import Calendar

from tests.adapters.projects import AS_OF, PLAN, Folder, run


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
    folder.write("2027/draft.md", title="Draft", date="2027-02-01", status="draft", original=True)
    folder.write("2027/slot.md", title="A slot", date=None, status="idea", summary=None)
    folder.write("2025/old.md", title="Old", date="2025-05-05")
    withdrawn = {"date": "2026-11-20", "reason": "It was not so."}
    folder.write("2026/gone.md", title="Gone", date="2026-11-17", status="withdrawn", withdrawn=withdrawn)
    return folder


def test_text() -> None:
    result = run("calendar", *AS_OF)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "Outside every plan\n"
        "  2025-05-05  published   Old\n"
        "\n"
        "November and December 2026  1 of 1 original piece published: met\n"
        "  2026-11-16  published   First (original)\n"
        "  2026-12-03  milestone   Board\n"
        "  2026-12-24  scheduled   Later\n"
        "\n"
        "January and February 2027  0 of 1 original piece published: at risk\n"
        "  2027-02-01  planned     Draft (original)\n"
        "  2027-02-03  milestone   Board\n"
        "              gap         1 original piece still missing (1 planned)\n"
        "\n"
        "March and April 2027  0 of 1 original piece published: short\n"
        "              gap         1 original piece still missing\n"
        "\n"
        "Outside every plan\n"
        "  2027-06-01  milestone   Look back\n"
        "\n"
        "Without a date\n"
        "              idea        A slot\n"
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
            {"date": "2027-02-01", "state": "planned", "id": "story-draft", "title": "Draft", "original": True},
            {"date": "2027-02-03", "state": "milestone", "id": None, "title": "Board", "original": False},
        ],
    }
    assert document["periods"][-1] == {
        "heading": "Without a date",
        "starts": None,
        "ends": None,
        "status": None,
        "gaps": [],
        "entries": [{"date": None, "state": "idea", "id": "story-slot", "title": "A slot", "original": False}],
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
