from __future__ import annotations

import json

from tests.adapters.projects import AS_OF, PLAN, Folder, run


def test_text_names_the_day_and_every_reason(folder: Folder) -> None:
    folder.configure(plans=[PLAN])
    folder.write("2027/a.md", title="New year", date="2027-01-01")
    folder.write("2026/b.md", title="Old", updated=[{"date": "2027-01-01", "note": "one figure"}])

    assert run("next", *AS_OF).stdout == (
        "2027-01-01  1 January 2027, in 41 days\n"
        "  publication: 'New year' is published\n"
        "  update: 'Old' is announced again: one figure\n"
        "  period: the period 2027-01-01 to 2027-02-28 begins\n"
    )


def test_tomorrow_is_one_day(folder: Folder) -> None:
    folder.write("2026/a.md", title="A", date="2026-11-22")

    assert run("next", *AS_OF).stdout.splitlines()[0] == "2026-11-22  22 November 2026, in 1 day"


def test_json(folder: Folder) -> None:
    folder.write("2026/a.md", title="A", review_by="2026-12-01")

    assert json.loads(run("next", "--format", "json", *AS_OF).stdout) == {
        "as_of": "2026-11-21",
        "date": "2026-12-02",
        "reasons": [{"reason": "review", "text": "'A' was due for review by 2026-12-01"}],
    }


def test_nothing_to_come(folder: Folder) -> None:
    folder.write("2026/a.md", date="2026-11-16")
    folder.write("2026/b.md", date="2026-12-01", status="draft")

    assert run("next", *AS_OF).stdout == (
        "Nothing changes by itself: no piece is scheduled and no period or review is to come.\n"
    )
    document: dict[str, object] = {"as_of": "2026-11-21", "date": None, "reasons": []}
    assert json.loads(run("next", "--format", "json", *AS_OF).stdout) == document
