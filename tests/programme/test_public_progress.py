from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from site_builder.content.story import State
from site_builder.programme.plan import PeriodState, Plan, PlanProgress, PublicStatus, Waiver, progress, public_progress
from tests.builders import piece, plan
from tests.programme.programmes import days, programmes

if TYPE_CHECKING:
    from site_builder.content.story import Story
    from site_builder.programme.plan import PeriodProgress, TargetProgress

DAY = timedelta(days=1)
TODAY = date(2026, 11, 21)
PLAN = plan(target=(2, date(2027, 9, 30)), waivers={date(2027, 1, 1): 0})


def only(pieces: list[Story], of: Plan = PLAN, today: date = TODAY) -> PlanProgress:
    (row,) = public_progress(pieces, [of], today)
    return row


def test_a_period_shows_what_was_promised_and_what_is_published() -> None:
    published = piece("published", date(2026, 11, 2), original=True)
    row = only([published, piece("scheduled", date(2026, 12, 1), original=True)])
    first, second = row.quota[:2]
    assert row.plan is PLAN
    assert (first.period.starts, first.period.ends, first.required) == (date(2026, 11, 1), date(2026, 12, 31), 2)
    assert (first.counts.published, first.pieces, first.waiver) == (1, (published,), None)
    assert (first.state, first.public_status) == (PeriodState.OPEN, PublicStatus.OPEN)
    assert (second.required, second.counts.published, second.pieces) == (0, 0, ())
    assert second.waiver == Waiver(date(2027, 1, 1), 0, "a reason")
    assert (second.state, second.public_status) == (PeriodState.UPCOMING, PublicStatus.WAIVED)
    assert row.quota[2].public_status is PublicStatus.UPCOMING


def test_the_target_shows_what_was_promised_and_what_is_published() -> None:
    first, second = piece("first", date(2026, 11, 2)), piece("second", date(2026, 11, 9))
    target = only([first, second]).target
    assert target is not None
    assert (target.target.stories, target.target.by, target.counts.published) == (2, date(2027, 9, 30), 2)
    assert (target.public_status, target.met_on) == (PublicStatus.MET, date(2026, 11, 9))
    open_target = only([first]).target
    assert open_target is not None
    assert (open_target.counts.published, open_target.public_status, open_target.met_on) == (1, PublicStatus.OPEN, None)


@pytest.mark.parametrize(
    ("today", "period", "target"),
    [
        (date(2026, 10, 31), PublicStatus.UPCOMING, PublicStatus.UPCOMING),
        (date(2026, 11, 1), PublicStatus.OPEN, PublicStatus.OPEN),
        (date(2026, 12, 31), PublicStatus.OPEN, PublicStatus.OPEN),
        (date(2027, 1, 1), PublicStatus.MISSED, PublicStatus.OPEN),
        (date(2027, 9, 30), PublicStatus.MISSED, PublicStatus.OPEN),
        (date(2027, 10, 1), PublicStatus.MISSED, PublicStatus.MISSED),
    ],
)
def test_without_anything_published_only_the_days_count(
    today: date, period: PublicStatus, target: PublicStatus
) -> None:
    row = only([], today=today)
    assert row.quota[0].public_status is period
    assert row.target is not None
    assert row.target.public_status is target


def test_a_plan_without_quota_and_target_shows_neither() -> None:
    row = only([], plan(pieces=None, target=None))
    assert (row.quota, row.target) == ((), None)
    assert public_progress([], [], TODAY) == ()


@pytest.mark.uncounted
@given(programmes(), days)
def test_nothing_that_is_to_come_leaves_a_trace(programme: tuple[list[Story], list[Plan]], today: date) -> None:
    pieces, plans = programme
    published = [story for story in pieces if story.state(today) is State.PUBLISHED]
    assert public_progress(pieces, plans, today) == public_progress(published, plans, today)


@given(programmes(), days)
def test_the_public_view_agrees_with_the_editors_view(programme: tuple[list[Story], list[Plan]], today: date) -> None:
    pieces, plans = programme
    for public, inner in zip(public_progress(pieces, plans, today), progress(pieces, plans, today), strict=True):
        pairs: list[tuple[PeriodProgress | TargetProgress, PeriodProgress | TargetProgress]] = [
            *zip(public.quota, inner.quota, strict=True)
        ]
        if public.target is not None and inner.target is not None:
            pairs.append((public.target, inner.target))
            assert public.target.met_on == inner.target.met_on
        for shown, known in pairs:
            assert (shown.counts.published, shown.state) == (known.counts.published, known.state)
            assert shown.public_status.value == known.status.value or (
                shown.public_status in {"open", "upcoming"} and known.status in {"on-track", "at-risk", "short"}
            )
