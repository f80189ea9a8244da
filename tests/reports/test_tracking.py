"""The issue that says what the plan lacks: when there is one, and what it says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from site_builder.programme.plan import progress
from site_builder.reports import tracking
from site_builder.reports.tracking import Issue, Step, Wanted
from tests.builders import TODAY, piece, plan

WANTED = Wanted("The plan is short of stories", "One more.\n\nAnd so on.\n")
OPEN = Issue(4, is_open=True, title=WANTED.title, body="One more.\r\n\r\nAnd so on.")
CLOSED = Issue(4, is_open=False, title=WANTED.title, body=WANTED.body)


def wanted(*days: date, today: date = TODAY, last_commit: date | None = TODAY) -> Wanted | None:
    pieces = [piece(f"piece-{n}", day, original=True) for n, day in enumerate(days)]
    return tracking.wanted(progress(pieces, (plan(),), today), today, last_commit)


def test_a_short_period_under_way_is_reported() -> None:
    what = wanted(date(2026, 11, 16))

    assert what is not None
    assert what.title == "The plan is short of stories"
    assert what.body.startswith(
        "**November and December 2026** (plan 2026-27): 2 original pieces promised, 1 published, 0 scheduled and 0 "
        "planned. 1 more piece are needed by 31 December 2026.\n\n"
    )
    assert "GitHub stops" not in what.body


def test_neither_an_enough_nor_a_coming_nor_a_past_period_is() -> None:
    assert wanted(date(2026, 11, 16), date(2026, 12, 16)) is None
    assert wanted(date(2027, 1, 10), date(2027, 1, 16), today=date(2027, 1, 4), last_commit=None) is None


def test_the_text_is_the_same_every_day() -> None:
    assert wanted(last_commit=None) == wanted(today=TODAY + timedelta(days=9), last_commit=None)


@pytest.mark.parametrize(("days", "is_told"), [(45, False), (46, True), (60, True), (90, True)])
def test_the_stop_of_the_daily_run_is_reported_two_weeks_before(days: int, is_told: bool) -> None:  # noqa: FBT001
    enough = (date(2026, 11, 16), date(2026, 12, 16))

    what = wanted(*enough, last_commit=TODAY - timedelta(days=days))

    assert (what is not None) == is_told
    if what is not None:
        assert what.title == "GitHub will soon stop the daily run"
        assert "**GitHub stops the daily run on " in what.body
    assert wanted(*enough, last_commit=None) is None


@pytest.mark.parametrize(
    ("issue", "what", "step"),
    [
        (None, None, Step.NOTHING),
        (None, WANTED, Step.OPEN),
        (OPEN, WANTED, Step.NOTHING),
        (OPEN, Wanted(WANTED.title, "Two more."), Step.UPDATE),
        (OPEN, None, Step.CLOSE),
        (CLOSED, WANTED, Step.REOPEN),
        (CLOSED, None, Step.NOTHING),
    ],
)
def test_what_is_done(issue: Issue | None, what: Wanted | None, step: Step) -> None:
    assert tracking.next_step(issue, what) is step


def test_of_several_issues_the_first_open_one_is_kept() -> None:
    issues = [Issue(n, is_open=n in {5, 9}, title="", body="") for n in (9, 2, 5)]

    assert tracking.the_one(issues) == issues[2]
    assert tracking.the_one(issues[1:2]) == issues[1]
    assert tracking.the_one([]) is None
