from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, example, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from site_builder.content.front_matter_model import Kind
from site_builder.programme.plan import (
    Counts,
    Period,
    PeriodState,
    Plan,
    PlanProgress,
    PlanStatus,
    Quota,
    add_months,
    periods,
    plan_faults,
    progress,
)
from tests.builders import piece, plan
from tests.programme import oracle
from tests.programme.programmes import LAST, collections, days, plans, programmes

if TYPE_CHECKING:
    from site_builder.content.story import Story

DAY = timedelta(days=1)
PLAN = plan(waivers={date(2027, 5, 1): 0})
TODAY = date(2026, 11, 21)


def as_json(row: PlanProgress) -> dict[str, Any]:
    """Return a row in the form of the contract, made by hand so that it fails when the contract breaks."""
    target = row.target
    return {
        "name": row.plan.name,
        "starts": row.plan.starts,
        "ends": row.plan.ends,
        "quota": [
            {
                "starts": part.period.starts,
                "ends": part.period.ends,
                "required": part.required,
                "published": part.counts.published,
                "scheduled": part.counts.scheduled,
                "planned": part.counts.planned,
                "state": part.state.value,
                "status": part.status.value,
                "pieces": [story.id for story in part.pieces],
            }
            for part in row.quota
        ],
        "target": None
        if target is None
        else {
            "stories": target.target.stories,
            "by": target.target.by,
            "published": target.counts.published,
            "scheduled": target.counts.scheduled,
            "planned": target.counts.planned,
            "met_on": target.met_on,
            "status": target.status.value,
        },
    }


def only(pieces: list[Story], of: Plan = PLAN, today: date = TODAY) -> PlanProgress:
    (row,) = progress(pieces, [of], today)
    return row


def many(number: int, day: date, status: str = "ready") -> list[Story]:
    return [piece(f"{status}-{day}-{n}", day, status=status, original=True) for n in range(number)]


@pytest.mark.uncounted
@profile(max_examples=250)
@given(programmes(), days | st.dates(date(2025, 12, 1), date(2027, 9, 1)))
def test_the_progress_is_what_the_design_says(programme: tuple[list[Story], list[Plan]], today: date) -> None:
    pieces, all_plans = programme
    found = [as_json(row) for row in progress(pieces, all_plans, today)]
    assert found == [oracle.plan_on(pieces, one, today) for one in all_plans]


@given(programmes(), days, st.randoms(use_true_random=False))
def test_the_order_of_the_pieces_does_not_matter(
    programme: tuple[list[Story], list[Plan]],
    today: date,
    random: Any,
) -> None:
    pieces, all_plans = programme
    before = progress(pieces, all_plans, today)
    random.shuffle(pieces)
    assert progress(pieces, all_plans, today) == before


@given(st.dates(), st.integers(0, 4_000), st.integers(1, 1_200))
@example(date(9999, 12, 31), 0, 1)
@example(date(9999, 1, 31), 400, 1)
@example(date(2027, 12, 31), 400, 2)
@example(date(2028, 2, 29), 4_000, 12)
def test_periods_cover_the_plan_without_gap_or_overlap(starts: date, length: int, every_months: int) -> None:
    ends = min(starts.toordinal() + length, date.max.toordinal())
    one = Plan("p", starts, date.fromordinal(ends), Quota(1, every_months))
    found = periods(one)
    assert (found[0].starts, found[-1].ends) == (one.starts, one.ends)
    assert all(period.starts <= period.ends for period in found)
    assert all(after.starts == before.ends + DAY for before, after in pairwise(found))
    assert all(period.starts == add_months(starts, k * every_months) for k, period in enumerate(found))


def test_a_plan_without_a_quota_has_no_periods() -> None:
    assert periods(plan(pieces=None)) == ()
    assert only([], plan(pieces=None)).quota == ()
    assert only([], plan(target=None)).target is None
    assert progress([piece()], [], TODAY) == ()


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 31), 2, date(2026, 3, 31)),
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_its_month(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_the_periods_of_2026_27() -> None:
    assert [(str(period.starts), str(period.ends)) for period in periods(PLAN)] == [
        ("2026-11-01", "2026-12-31"),
        ("2027-01-01", "2027-02-28"),
        ("2027-03-01", "2027-04-30"),
        ("2027-05-01", "2027-06-30"),
        ("2027-07-01", "2027-08-31"),
        ("2027-09-01", "2027-10-31"),
    ]


def test_a_february_does_not_shorten_the_periods_after_it_and_the_last_one_is_cut() -> None:
    one = plan(date(2026, 12, 31), date(2027, 5, 15), every_months=1)
    assert [(str(period.starts), str(period.ends)) for period in periods(one)] == [
        ("2026-12-31", "2027-01-30"),
        ("2027-01-31", "2027-02-27"),
        ("2027-02-28", "2027-03-30"),
        ("2027-03-31", "2027-04-29"),
        ("2027-04-30", "2027-05-15"),
    ]


def test_a_plan_that_ends_where_a_period_would_begin_has_it_for_a_day() -> None:
    assert periods(plan(date(2026, 11, 1), date(2027, 1, 1)))[-1] == Period(date(2027, 1, 1), date(2027, 1, 1))
    assert len(periods(plan(date(2026, 11, 1), date(2026, 12, 31)))) == 1


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 10, 31), PeriodState.UPCOMING),
        (date(2026, 11, 1), PeriodState.OPEN),
        (date(2026, 12, 31), PeriodState.OPEN),
        (date(2027, 1, 1), PeriodState.CLOSED),
    ],
)
def test_a_period_is_open_from_its_first_day_to_its_last(today: date, state: PeriodState) -> None:
    row = only([], today=today)
    assert row.quota[0].state is state
    assert Period(date(2026, 11, 1), date(2026, 12, 31)).state(today) is state


@pytest.mark.parametrize(
    ("day", "in_periods", "in_target"),
    [
        (date(2026, 10, 31), [0, 0], 0),
        (date(2026, 11, 1), [1, 0], 1),
        (date(2026, 12, 31), [1, 0], 1),
        (date(2027, 1, 1), [0, 1], 1),
        (date(2027, 9, 30), [0, 0], 1),
        (date(2027, 10, 1), [0, 0], 0),
        (date(2027, 10, 31), [0, 0], 0),
    ],
)
def test_first_and_last_days_are_included(day: date, in_periods: list[int], in_target: int) -> None:
    row = only(many(1, day), today=date(2028, 1, 1))
    assert [part.counts.published for part in row.quota[:2]] == in_periods
    assert row.target is not None
    assert row.target.counts == Counts(in_target, 0, 0)


def test_the_last_day_of_the_plan_is_in_its_last_period_and_the_next_in_none() -> None:
    row = only([*many(1, PLAN.ends), *many(1, PLAN.ends + DAY), *many(1, PLAN.starts - DAY)], today=date(2028, 1, 1))
    assert [part.counts.published for part in row.quota] == [0, 0, 0, 0, 0, 1]


@pytest.mark.parametrize("today", [date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1)])
def test_a_period_is_missed_from_the_day_after_its_last(today: date) -> None:
    expected = PlanStatus.MISSED if today > date(2026, 12, 31) else PlanStatus.AT_RISK
    assert only(many(2, date(2026, 12, 31), "draft"), today=today).quota[0].status is expected


@pytest.mark.parametrize("today", [date(2027, 9, 29), date(2027, 9, 30), date(2027, 10, 1)])
def test_a_target_is_missed_from_the_day_after_its_last(today: date) -> None:
    target = only([], today=today).target
    assert target is not None
    assert target.status is (PlanStatus.MISSED if today > date(2027, 9, 30) else PlanStatus.SHORT)


@pytest.mark.parametrize("today", [date(2026, 12, 13), date(2026, 12, 14), date(2026, 12, 15)])
def test_a_scheduled_piece_counts_as_published_from_its_day_on(today: date) -> None:
    counts = only(many(1, date(2026, 12, 14)), today=today).quota[0].counts
    assert counts == (Counts(1, 0, 0) if today >= date(2026, 12, 14) else Counts(0, 1, 0))


@pytest.mark.parametrize(
    ("counts", "waived_to", "open_status", "closed_status"),
    [
        pytest.param(Counts(2, 0, 0), None, "met", "met", id="as many as promised"),
        pytest.param(Counts(3, 0, 0), None, "met", "met", id="more than promised"),
        pytest.param(Counts(1, 1, 0), None, "on-track", "missed", id="one published, one scheduled"),
        pytest.param(Counts(0, 2, 0), None, "on-track", "missed", id="both scheduled"),
        pytest.param(Counts(1, 0, 1), None, "at-risk", "missed", id="one published, one planned"),
        pytest.param(Counts(0, 1, 1), None, "at-risk", "missed", id="one scheduled, one planned"),
        pytest.param(Counts(0, 0, 2), None, "at-risk", "missed", id="both planned"),
        pytest.param(Counts(0, 0, 1), None, "short", "missed", id="one planned"),
        pytest.param(Counts(1, 0, 0), None, "short", "missed", id="one published"),
        pytest.param(Counts(0, 0, 0), None, "short", "missed", id="nothing"),
        pytest.param(Counts(2, 0, 0), 0, "met", "met", id="waived, as many as promised all the same"),
        pytest.param(Counts(1, 0, 0), 0, "waived", "waived", id="waived to none, one published"),
        pytest.param(Counts(0, 0, 0), 0, "waived", "waived", id="waived to none"),
        pytest.param(Counts(1, 0, 0), 1, "waived", "waived", id="waived to one, one published"),
        pytest.param(Counts(0, 1, 0), 1, "on-track", "missed", id="waived to one, one scheduled"),
        pytest.param(Counts(0, 0, 1), 1, "at-risk", "missed", id="waived to one, one planned"),
        pytest.param(Counts(0, 0, 0), 1, "short", "missed", id="waived to one, nothing"),
    ],
)
def test_the_status_of_a_period(counts: Counts, waived_to: int | None, open_status: str, closed_status: str) -> None:
    one = plan(waivers={} if waived_to is None else {PLAN.starts: waived_to})
    published = many(counts.published, date(2026, 11, 2))
    scheduled = many(counts.scheduled, date(2026, 12, 30))
    planned = many(counts.planned, date(2026, 12, 30), "draft")
    today = only([*planned, *scheduled, *published], one, date(2026, 11, 21)).quota[0]
    assert today.counts == counts
    assert today.required == (2 if waived_to is None else waived_to)
    assert today.status.value == open_status
    never = many(counts.scheduled + counts.planned, date(2026, 12, 30), "draft")
    assert only([*never, *published], one, date(2027, 1, 1)).quota[0].status.value == closed_status


@pytest.mark.parametrize(
    ("published", "scheduled", "planned", "expected"),
    [
        (3, 0, 0, "met"),
        (2, 1, 0, "on-track"),
        (2, 0, 1, "at-risk"),
        (1, 1, 0, "short"),
    ],
)
def test_the_target_uses_the_same_words(published: int, scheduled: int, planned: int, expected: str) -> None:
    one = plan(target=(3, date(2027, 9, 30)), waivers={PLAN.starts: 0})
    pieces = [
        *many(published, date(2026, 11, 2)),
        *many(scheduled, date(2027, 9, 30)),
        *many(planned, date(2027, 9, 30), "idea"),
    ]
    target = only(pieces, one).target
    assert target is not None
    assert target.status.value == expected


def test_the_quota_counts_originals_of_any_kind_and_the_target_stories_original_or_not() -> None:
    day = date(2026, 11, 2)
    pieces = [
        piece(f"{kind}-{'yes' if original else 'no'}", day, kind=kind, original=original)
        for kind in Kind
        for original in (True, False)
    ]
    row = only(pieces)
    assert [story.id for story in row.quota[0].pieces] == sorted(f"{kind}-yes" for kind in Kind)
    assert row.quota[0].counts == Counts(5, 0, 0)
    assert row.target is not None
    assert row.target.counts == Counts(2, 0, 0)


def test_pieces_are_in_order_of_their_days_and_then_of_their_ids() -> None:
    first, second = date(2026, 11, 2), date(2026, 11, 3)
    pieces = [piece(name, day, original=True) for name, day in [("b-2", second), ("a-2", second), ("z-1", first)]]
    assert [story.slug for story in only(pieces).quota[0].pieces] == ["z-1", "a-2", "b-2"]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"day": None, "status": "idea"}, id="an idea without a date"),
        pytest.param({"day": None, "status": "ready"}, id="ready without a date"),
        pytest.param({"status": "withdrawn", "withdrawn": {"date": TODAY, "reason": "a reason"}}, id="withdrawn"),
    ],
)
def test_undated_and_withdrawn_pieces_count_nowhere(changes: dict[str, Any]) -> None:
    assert only([piece(original=True, **changes)]) == only([])


def test_the_target_is_met_on_the_day_of_the_story_that_met_it() -> None:
    one = plan(target=(2, date(2027, 9, 30)))
    first, second, third = date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)
    pieces = [piece("c", third), piece("a", first), piece("b", second)]
    assert [getattr(only(pieces, one, day).target, "met_on", 0) for day in (first, second, third)] == [
        None,
        second,
        second,
    ]
    assert getattr(only(pieces, plan(target=(0, date(2027, 9, 30)))).target, "met_on", 0) is None
    assert getattr(only(pieces, plan(target=(3, date(2027, 9, 30)))).target, "met_on", 0) == third


def test_stories_of_a_met_target_that_come_after_it_do_not_move_its_day() -> None:
    one = plan(target=(2, date(2027, 9, 30)))
    same_day = [piece(name, date(2026, 11, 9)) for name in "abc"]
    assert getattr(only(same_day, one).target, "met_on", None) == date(2026, 11, 9)


class TestThePapersOf2013:
    """The promises of the board's papers (P1, and the earlier version in P3's appendix), as plans."""

    TWO = plan(
        date(2012, 11, 1),
        date(2013, 9, 30),
        target=(12, date(2013, 9, 30)),
        pieces=2,
        every_months=2,
        name="P1",
    )
    FIVE = plan(
        date(2012, 11, 1),
        date(2013, 9, 30),
        target=(12, date(2013, 7, 31)),
        pieces=5,
        every_months=2,
        name="P3",
    )

    def stories(self) -> list[Story]:
        """Return a story a month from November 2012, and a second one in September 2013: twelve."""
        days = [date(2012, 11, 30), date(2012, 12, 31), *(date(2013, month, 28) for month in range(1, 10))]
        return [piece(f"of-{day}", day, original=True) for day in [*days, date(2013, 9, 30)]]

    def test_twelve_stories_by_the_end_of_september_2013(self) -> None:
        target = only(self.stories(), self.TWO, date(2013, 9, 30)).target
        assert target is not None
        assert (target.counts, target.status, target.met_on) == (
            Counts(12, 0, 0),
            PlanStatus.MET,
            date(2013, 9, 30),
        )

    def test_a_day_before_the_end_the_last_story_is_only_scheduled(self) -> None:
        target = only(self.stories(), self.TWO, date(2013, 9, 29)).target
        assert target is not None
        assert (target.counts, target.status, target.met_on) == (Counts(11, 1, 0), PlanStatus.ON_TRACK, None)

    def test_eleven_stories_are_a_target_missed_the_day_after(self) -> None:
        eleven = self.stories()[:-1]
        ends = [
            getattr(only(eleven, self.TWO, day).target, "status", None)
            for day in (date(2013, 9, 30), date(2013, 10, 1))
        ]
        assert ends == [PlanStatus.SHORT, PlanStatus.MISSED]

    def test_two_originals_every_two_months_are_kept_by_a_story_a_month(self) -> None:
        row = only(self.stories(), self.TWO, date(2013, 10, 1))
        assert [(str(part.period.starts), part.counts.published) for part in row.quota] == [
            ("2012-11-01", 2),
            ("2013-01-01", 2),
            ("2013-03-01", 2),
            ("2013-05-01", 2),
            ("2013-07-01", 2),
            ("2013-09-01", 2),
        ]
        assert {part.status for part in row.quota} == {PlanStatus.MET}
        assert list(row.shortfalls()) == []

    def test_the_five_of_the_earlier_version_are_not(self) -> None:
        row = only(self.stories(), self.FIVE, date(2013, 10, 1))
        assert {part.status for part in row.quota} == {PlanStatus.MISSED}
        assert row.target is not None
        assert (row.target.counts.published, row.target.status) == (9, PlanStatus.MISSED)
        assert list(row.shortfalls()) == [*row.quota, row.target]

    def test_both_versions_may_be_looked_at_together(self) -> None:
        both = progress(self.stories(), [self.FIVE, self.TWO], date(2013, 10, 1))
        assert [row.plan.name for row in both] == ["P3", "P1"]
        assert both[1] == only(self.stories(), self.TWO, date(2013, 10, 1))


def test_nothing_is_carried_over_to_another_period() -> None:
    row = only(many(7, date(2026, 11, 2)), today=date(2027, 3, 1))
    assert [part.status.value for part in row.quota[:3]] == ["met", "missed", "short"]
    assert [part.counts.published for part in row.quota[:3]] == [7, 0, 0]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 10, 31), []),
        (date(2026, 11, 1), ["2026-11-01", "target"]),
        (date(2027, 1, 1), ["2026-11-01", "2027-01-01", "target"]),
        (date(2027, 5, 1), ["2026-11-01", "2027-01-01", "2027-03-01", "target"]),
        (date(2028, 1, 1), ["2026-11-01", "2027-01-01", "2027-03-01", "2027-07-01", "2027-09-01", "target"]),
    ],
)
def test_shortfalls_are_what_has_begun_and_is_missed_or_short(today: date, expected: list[str]) -> None:
    found = only([], today=today).shortfalls()
    assert [str(part.period.starts) if hasattr(part, "period") else "target" for part in found] == expected


def test_what_may_still_be_kept_is_no_shortfall() -> None:
    one = plan(target=(1, date(2027, 9, 30)))
    assert list(only(many(2, date(2026, 12, 1)), one).shortfalls()) == []
    assert list(only(many(2, date(2026, 12, 1), "idea"), one).shortfalls()) == []
    assert list(only([], plan(pieces=None, target=None)).shortfalls()) == []


RANK = {
    PlanStatus.SHORT: 0,
    PlanStatus.MISSED: 0,
    PlanStatus.AT_RISK: 1,
    PlanStatus.ON_TRACK: 2,
    PlanStatus.WAIVED: 3,
    PlanStatus.MET: 4,
}
"""From broken to kept. On one day a period is over or it is not, so that missed and short never compare."""


@given(collections(), plans(), days | st.just(LAST), days, st.sampled_from(list(Kind)))
def test_another_published_original_never_makes_anything_worse_and_helps_in_one_period_only(
    pieces: list[Story], one: Plan, today: date, day: date, kind: Kind
) -> None:
    assume(day <= today)
    before = only(pieces, one, today)
    after = only([*pieces, piece("another", day, kind=kind, original=True)], one, today)
    for old, new in zip(before.quota, after.quota, strict=True):
        assert RANK[new.status] >= RANK[old.status]
        assert (new == old) is (day not in old.period)
    if before.target is not None and after.target is not None:
        assert RANK[after.target.status] >= RANK[before.target.status]
        assert (after.target == before.target) is (
            kind is not Kind.STORY or not one.starts <= day <= before.target.target.by
        )


@given(programmes(), days)
def test_every_dated_original_counts_in_at_most_one_period(
    programme: tuple[list[Story], list[Plan]], today: date
) -> None:
    pieces, all_plans = programme
    counted = [story.id for row in progress(pieces, all_plans, today) for part in row.quota for story in part.pieces]
    assert len(counted) == len(set(counted))


@pytest.mark.parametrize(
    ("all_plans", "expected"),
    [
        pytest.param([PLAN], [], id="the plan of 2026-27"),
        pytest.param([], [], id="none"),
        pytest.param([plan(target=(1, PLAN.starts))], [], id="a target for the first day"),
        pytest.param([plan(target=(1, PLAN.starts - DAY))], ["plans[0].target.by"], id="a target before the first day"),
        pytest.param([plan(ends=PLAN.starts, target=None)], [], id="a single day"),
        pytest.param([plan(ends=PLAN.starts - DAY)], ["plans[0].ends"], id="over before it starts"),
        pytest.param([PLAN, plan(PLAN.ends + DAY, date(2028, 1, 1), target=None)], [], id="one after the other"),
        pytest.param([PLAN, plan(PLAN.ends, date(2028, 1, 1), target=None)], ["plans[1]"], id="a day of both"),
        pytest.param(
            [plan(PLAN.ends, date(2028, 1, 1), target=None), PLAN],
            ["plans[1]"],
            id="a day of both, turned round",
        ),
        pytest.param([PLAN, PLAN, PLAN], ["plans[1]", "plans[2]", "plans[2]"], id="three times the same"),
        pytest.param([plan(ends=date(2026, 1, 1)), PLAN], ["plans[0].ends"], id="what is no plan overlaps none"),
        pytest.param([plan(waivers={date(2027, 5, 2): 0})], ["plans[0].waivers[0].period"], id="waiver of no period"),
    ],
)
def test_faults_between_options_are_named(all_plans: list[Plan], expected: list[str]) -> None:
    assert [option for option, _ in plan_faults(all_plans)] == expected
