from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import settings as profile

from site_builder.programme.libraries import Library
from site_builder.programme.plan import Plan, Quota, Target, public_progress
from site_builder.programme.schedule import Change, Reason, changes, next_changes
from tests.builders import piece, plan
from tests.programme.programmes import FIRST, SHORT, days, programmes

if TYPE_CHECKING:
    from site_builder.content.story import Story
    from site_builder.programme.plan import TargetProgress

DAY = timedelta(days=1)
TODAY = date(2026, 11, 21)
FAR = SHORT[-1] + 200 * DAY


def picture(pieces: list[Story], plans: list[Plan], today: date) -> object:
    """Return everything that a reader can see on a day and that may change by itself."""
    library = Library.public(pieces, today)
    return (
        [(story.id, story.updates(today), story.review_is_due(today)) for story in library.stories],
        [story.id for story in library.withdrawn],
        [(row.plan, row.quota, _shown(row.target)) for row in public_progress(pieces, plans, today)],
    )


def _shown(target: TargetProgress | None) -> object:
    """Return what pages say of a target: not whether its plan has begun, as long as nothing follows from that."""
    return target and (target.counts, target.public_status, target.met_on, target.pieces)


@pytest.mark.uncounted
@profile(max_examples=150)
@given(programmes(SHORT, 40))
@example(([], [Plan("a day", SHORT[5], SHORT[5], None, Target(1, SHORT[5]))]))
@example(([], [Plan("to the end of days", SHORT[5], date.max, Quota(1, 1200), Target(1, date.max))]))
def test_the_schedule_names_just_the_days_on_which_the_public_picture_differs(
    programme: tuple[list[Story], list[Plan]],
) -> None:
    pieces, plans = programme
    after = SHORT[0] - 3 * DAY
    last = max([SHORT[-1] + 45 * DAY, *(min(plan.ends, FAR) for plan in plans)]) + 3 * DAY
    named = {change.day for change in changes(pieces, plans, after)}
    before = picture(pieces, plans, after)
    for n in range(1, (last - after).days):
        day = after + n * DAY
        now = picture(pieces, plans, day)
        assert (now != before) is (day in named), day
        before = now


@pytest.mark.uncounted
@given(programmes(), days)
def test_the_next_changes_are_the_first_day_of_the_later_ones(
    programme: tuple[list[Story], list[Plan]], after: date
) -> None:
    pieces, plans = programme
    later = list(changes(pieces, plans, after))
    assert [change.day for change in later] == sorted(change.day for change in later)
    assert all(change.day > after for change in later)
    assert next_changes(pieces, plans, after) == tuple(change for change in later if change.day == later[0].day)


@pytest.mark.uncounted
@given(programmes(), days)
def test_what_is_to_come_does_not_depend_on_when_one_asks(
    programme: tuple[list[Story], list[Plan]], after: date
) -> None:
    pieces, plans = programme
    from_the_start = [change for change in changes(pieces, plans, FIRST) if change.day > after]
    assert list(changes(pieces, plans, max(after, FIRST))) == from_the_start


def test_reasons_for_one_day_are_reported_in_words_in_a_fixed_order() -> None:
    day = date(2026, 11, 1)
    pieces = [
        piece("b", day),
        piece("a", day),
        piece(
            "updated",
            TODAY - 40 * DAY,
            updated=[{"date": day, "note": "A figure was added."}],
            review_by=day - DAY,
        ),
    ]
    one = plan(day, date(2026, 12, 31), target=(3, date(2026, 12, 31)))
    assert next_changes(pieces, [one], day - DAY) == (
        Change(day, Reason.PUBLICATION, "'a' is published"),
        Change(day, Reason.PUBLICATION, "'b' is published"),
        Change(day, Reason.UPDATE, "'updated' is announced again: A figure was added."),
        Change(day, Reason.REVIEW, "'updated' was due for review by 2026-10-31"),
        Change(day, Reason.PERIOD, "the period 2026-11-01 to 2026-12-31 begins"),
        Change(day, Reason.TARGET, "the plan 2026-27 begins"),
    )
    assert next_changes(pieces, [one], day) == (
        Change(date(2027, 1, 1), Reason.PERIOD, "the period 2026-11-01 to 2026-12-31 is over"),
        Change(date(2027, 1, 1), Reason.TARGET, "the target's day 2026-12-31 is past"),
    )
    assert next_changes(pieces, [one], date(2027, 1, 1)) == ()


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (date(2026, 11, 14), ["2026-11-15"]),
        (date(2026, 11, 15), ["2026-11-16"]),
        (date(2026, 11, 16), ["2026-11-18"]),
        (date(2026, 11, 18), []),
    ],
)
def test_a_piece_is_published_updated_and_due_on_its_days(after: date, expected: list[str]) -> None:
    story = piece(
        day=date(2026, 11, 15),
        updated=[{"date": date(2026, 11, 16), "note": "a"}],
        review_by=date(2026, 11, 17),
    )
    assert [str(change.day) for change in next_changes([story], [], after)] == expected


@pytest.mark.parametrize("status", ["idea", "draft", "review", "withdrawn"])
def test_what_is_not_ready_changes_nothing(status: str) -> None:
    story = piece(
        day=TODAY + DAY,
        status=status,
        review_by=TODAY + 2 * DAY,
        updated=[{"date": TODAY + 3 * DAY, "note": "a"}],
    )
    assert list(changes([story], [], TODAY)) == []
    assert list(changes([piece(day=None)], [], TODAY)) == []


def test_an_update_or_a_review_before_publication_is_no_change_of_its_own() -> None:
    story = piece(day=TODAY + 5 * DAY, review_by=TODAY + 3 * DAY, updated=[{"date": TODAY + 5 * DAY, "note": "a"}])
    assert [change.reason for change in changes([story], [], TODAY)] == [Reason.PUBLICATION]


def test_a_review_by_the_last_of_all_days_never_falls_due() -> None:
    assert list(changes([piece(day=TODAY, review_by=date.max)], [], TODAY)) == []


def test_a_met_target_does_not_turn_when_its_day_is_past() -> None:
    one = plan(pieces=None, target=(1, date(2026, 12, 31)))
    story = piece(day=date(2026, 11, 2))
    assert [str(change.day) for change in changes([], [one], TODAY)] == ["2027-01-01"]
    assert list(changes([story], [one], TODAY)) == []


def test_a_target_of_the_plans_first_day_opens_and_is_missed() -> None:
    one = plan(pieces=None, target=(1, date(2026, 11, 1)))
    assert list(changes([], [one], date(2026, 10, 1))) == [
        Change(date(2026, 11, 1), Reason.TARGET, "the plan 2026-27 begins"),
        Change(date(2026, 11, 2), Reason.TARGET, "the target's day 2026-11-01 is past"),
    ]


def test_a_target_by_the_last_of_all_days_is_never_past() -> None:
    one = plan(date(9999, 1, 1), date.max, pieces=None, target=(1, date.max))
    assert list(changes([], [one], date(9999, 6, 1))) == []


def test_a_plan_without_promises_changes_nothing() -> None:
    assert list(changes([], [plan(pieces=None, target=None)], date(2026, 1, 1))) == []
