"""The editors' reports: problems, plans, the next change and the calendar, in the formats of the command line."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from site_builder.problems import Problem, Severity
from site_builder.programme.plan import progress
from site_builder.programme.schedule import next_changes
from site_builder.reports import agenda, agenda_text, job_summary, summaries
from tests import builders, sample
from tests.golden import golden

if TYPE_CHECKING:
    from collections.abc import Callable

PROBLEMS = (
    Problem(
        "stories/2026/a.md",
        7,
        3,
        Severity.ERROR,
        "theme-known",
        "theme 'x' is not in the vocabulary; did you mean 'y'?",
    ),
    Problem("stories/2026/b, c:d.md", 1, 1, Severity.WARNING, "overdue", '100% late,\nor: "<b>" | & more ŵ 🎉'),
)


def agendas(today: date) -> tuple[agenda.Agenda, ...]:
    """Return the editors' calendar of the programme."""
    stories = sample.collection(today).stories
    return agenda.make_agenda(stories, sample.plans(today), sample.SETTINGS.announced, today)


def shortfalls(today: date) -> str:
    """Return what the plans lack, a line each."""
    return "".join(f"{summaries.shortfall(row, part)}\n" for row in sample.plans(today) for part in row.shortfalls())


def changes(today: date) -> str:
    """Return the next change as JSON."""
    stories = sample.collection(today).stories
    return summaries.changes_json(next_changes(stories, sample.SETTINGS.programme, today), today)


REPORTS: dict[str, Callable[[], str]] = {
    "check.txt": lambda: summaries.as_text(PROBLEMS, 30) + "\n",
    "check.json": lambda: summaries.as_json(PROBLEMS, 30, builders.TODAY) + "\n",
    "check-github.txt": lambda: summaries.as_github(PROBLEMS) + "\n",
    "check-summary.md": lambda: job_summary.as_markdown(PROBLEMS, 30),
    "plan.json": lambda: summaries.plan_json(sample.plans(), sample.TODAY) + "\n",
    "calendar.json": lambda: agenda.as_json(agendas(sample.TODAY), sample.TODAY) + "\n",
    "next.json": lambda: changes(sample.TODAY) + "\n",
    "shortfalls.txt": lambda: shortfalls(date(2027, 11, 1)),
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_stays_as_it_was_found_good(name: str) -> None:
    actual = REPORTS[name]()
    assert actual == golden(name, actual)


@pytest.mark.parametrize(
    ("severities", "expected"),
    [
        ("", "1 story checked: nothing to fix."),
        ("e", "1 story checked: 1 error."),
        ("w", "1 story checked: 1 warning."),
        ("eeww", "1 story checked: 2 errors and 2 warnings."),
    ],
)
def test_the_last_line_counts_what_was_found(severities: str, expected: str) -> None:
    kinds = {"e": Severity.ERROR, "w": Severity.WARNING}
    assert summaries.summary([Problem("a", 1, 1, kinds[s], "r", "m") for s in severities], 1) == expected


def test_the_json_of_check_has_the_promised_keys() -> None:
    report = json.loads(REPORTS["check.json"]())
    assert list(report) == ["as_of", "counts", "problems"]
    assert report["counts"] == {"stories": 30, "errors": 1, "warnings": 1}
    assert list(report["problems"][0]) == ["path", "line", "column", "severity", "rule", "message"]


def test_the_json_of_plan_has_the_promised_keys() -> None:
    report = json.loads(REPORTS["plan.json"]())
    assert list(report) == ["as_of", "plans"]
    first, second = report["plans"]
    assert list(first) == ["name", "starts", "ends", "quota", "target"]
    assert list(first["quota"][0]) == [
        "starts", "ends", "required", "published", "scheduled", "planned", "state", "status", "pieces",
    ]  # fmt: skip
    assert list(first["target"]) == ["stories", "by", "published", "scheduled", "planned", "met_on", "status"]
    assert (second["quota"], second["target"]["status"]) == ([], "short")


def test_a_site_without_a_plan_has_an_empty_list_of_plans() -> None:
    assert json.loads(summaries.plan_json((), builders.TODAY)) == {"as_of": "2026-11-21", "plans": []}


def test_a_plan_without_a_target_says_so() -> None:
    rows = progress((), (builders.plan(target=None),), builders.TODAY)
    assert json.loads(summaries.plan_json(rows, builders.TODAY))["plans"][0]["target"] is None


def test_a_message_for_github_stays_on_one_line() -> None:
    lines = summaries.as_github(PROBLEMS).split("\n")
    assert len(lines) == len(PROBLEMS)
    assert lines[1].startswith(
        "::warning file=stories/2026/b%2C c%3Ad.md,line=1,col=1,title=overdue::100%25 late,%0Aor:"
    )


def test_a_job_summary_keeps_a_line_for_each_problem_whatever_is_in_it() -> None:
    rows = [line for line in job_summary.as_markdown(PROBLEMS, 30).split("\n") if line.startswith("| stories/")]
    assert len(rows) == len(PROBLEMS)
    assert {row.count("|") for row in rows} == {4}
    assert not any(mark in row for row in rows for mark in "<>`*[]")


def test_a_job_summary_says_first_what_limits_it() -> None:
    text = job_summary.as_markdown((), 30, note="no commit is known in which 'main' and HEAD <meet>")
    assert text.startswith(
        "## Stories\n\n30 stories checked: nothing to fix.\n\n"
        "no commit is known in which 'main' and HEAD &#60;meet&#62;\n"
    )


def test_a_long_title_goes_on_below_itself_in_the_calendar() -> None:
    piece = builders.piece("long", title="A very long title of a story about bins and lorries", status="draft")
    agendas = agenda.make_agenda((piece,), (), (), builders.TODAY)
    lines = ["".join(text for text, _ in line) for line in agenda_text.lines_of(agendas, 72)]
    first = next(n for n, line in enumerate(lines) if "A very long" in line)
    assert lines[first + 1].strip() == "lorries (overdue)"
    assert lines[first].index("A very") == lines[first + 1].index("lorries")


def test_a_title_may_end_in_the_word_that_marks_originals() -> None:
    piece = builders.piece("first", title="First (original)")
    (part,) = agenda.make_agenda((piece,), (), (), builders.TODAY)
    document = json.loads(agenda.as_json((part,), builders.TODAY))
    assert document["periods"][0]["entries"][0]["title"] == "First (original)"


def test_no_change_to_come_is_no_date() -> None:
    assert json.loads(summaries.changes_json((), builders.TODAY)) == {
        "as_of": "2026-11-21",
        "date": None,
        "reasons": [],
    }


# ---- The editors' calendar


def test_the_calendar_shows_every_piece_but_withdrawn_ones_exactly_once() -> None:
    ids = [entry.id for part in agendas(sample.TODAY) for entry in part.entries if entry.id]
    assert sorted(ids) == sorted(story.id for story in sample.collection().stories if story.id != "gone-story")


def test_the_calendar_runs_through_time_and_ends_with_undated_pieces() -> None:
    parts = agendas(sample.TODAY)
    starts = [part.starts for part in parts if part.starts]
    assert starts == sorted(starts)
    assert parts[-1].heading == "Without a date"
    days = [entry.day for part in parts[:-1] for entry in part.entries]
    assert days == sorted(days)


def test_what_is_outside_every_plan_is_shown_too() -> None:
    outside = [part for part in agendas(sample.TODAY) if part.heading == "Outside every plan"]
    assert [[entry.title for entry in part.entries] for part in outside] == [["First"], ["Tenth", "Conference"]]


@pytest.mark.parametrize(
    ("today", "heading", "gap"),
    [
        (date(2026, 12, 1), "January and February 2027", ()),
        (date(2027, 3, 10), "March and April 2027", ("1 original piece still missing (1 planned)",)),
        (date(2027, 5, 1), "March and April 2027", ("1 original piece was missing (1 planned)",)),
        (date(2027, 3, 10), "July and August 2027", ("2 original pieces still missing",)),
        (date(2027, 3, 10), "May and June 2027", ()),
    ],
)
def test_a_gap_is_named_while_something_is_missing(today: date, heading: str, gap: tuple[str, ...]) -> None:
    part = next(part for part in agendas(today) if part.heading == heading)
    assert part.gaps == gap


def test_the_calendar_of_nothing_is_empty() -> None:
    assert agenda.make_agenda((), (), (), builders.TODAY) == ()
