"""The calendar page: what was promised, drawn and told; every kind of plan, and nothing of what is to come."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.pages.calendar_page import make_calendar_view
from tests import builders, sample
from tests.builders import story_text
from tests.making import STORY, build_of

if TYPE_CHECKING:
    from site_builder.pages.calendar_page import CalendarView, Milestones, PlanView

BLUE, TEAL = "st-hue-1", "st-hue-3"
FIRST, LAST = date(2026, 11, 1), date(2027, 10, 31)


def calendar(
    texts: dict[str, str], *, today: date = builders.TODAY, preview: bool = False, **options: Any
) -> CalendarView:
    """Return the calendar page of a site with these files and settings."""
    build = build_of(texts, options=builders.settings(**options), today=today, preview=preview)
    return make_calendar_view(build)


def plan_of(texts: dict[str, str], *, today: date = builders.TODAY, **keys: Any) -> PlanView:
    """Return a site's only plan, by default of a year with nothing promised."""
    plans = [{"name": "P", "starts": FIRST, "ends": LAST, **keys}]
    return calendar(texts, today=today, plans=plans).plans[0]


def originals(number: int, first: date = FIRST) -> dict[str, str]:
    """Return so many original pieces, a day apart."""
    return {
        f"2026/piece-{n}.md": story_text(
            id=f"piece-{n:03}", title=f"Piece {n}", date=first + timedelta(days=n), original=True
        )
        for n in range(number)
    }


def rows(milestones: Milestones) -> list[tuple[str, str]]:
    """Return the milestones that are not folded: ISO day and name."""
    return [(day.iso, name) for day, name in milestones.first]


# ---- Which plan comes first


@pytest.mark.parametrize(
    ("today", "order"),
    [
        (date(2026, 10, 1), ["2026-27", "2028"]),
        (date(2027, 3, 10), ["2026-27", "2028"]),
        (date(2027, 12, 1), ["2026-27", "2028"]),
        (date(2028, 1, 1), ["2028", "2026-27"]),
    ],
    ids=["before both", "in the first", "between them", "in the second"],
)
def test_the_page_opens_with_the_latest_plan_that_has_begun(today: date, order: list[str]) -> None:
    plans = make_calendar_view(sample.build(today)).plans
    assert [plan.heading for plan in plans] == order
    assert [plan.is_leading for plan in plans] == [True, False]


def test_the_other_plans_are_newest_first_and_are_summed_up() -> None:
    quota = {"pieces": 1, "every_months": 6}
    years = [
        {"name": str(y), "starts": date(y, 1, 1), "ends": date(y, 12, 31), "quota": quota}
        for y in (2026, 2024, 2028, 2025)
    ]
    plans = calendar(originals(1, date(2025, 8, 1)), today=date(2026, 8, 1), plans=years).plans
    assert [(plan.heading, plan.tally) for plan in plans] == [
        ("2026", "2 periods: 1 missed and 1 under way"),
        ("2028", "2 periods: 2 to come"),
        ("2025", "2 periods: 1 met and 1 missed"),
        ("2024", "2 periods: 2 missed"),
    ]


# ---- Periods


def test_a_period_says_how_it_is() -> None:
    periods = make_calendar_view(sample.build()).plans[0].periods
    assert [(p.heading, p.label, p.is_over, p.is_current, p.sentence, p.waiver) for p in periods] == [
        ("November and December 2026", "Met", True, False, "2 of 2 original pieces published.", ""),
        ("January and February 2027", "Waived", True, False, "1 of 1 original piece published.", "a new team"),
        ("March and April 2027", "Under way", False, True, "0 of 2 original pieces published.", ""),
        ("May and June 2027", "Waived", False, False, "No original piece is due.", "pre-election period"),
        ("July and August 2027", "To come", False, False, "2 original pieces due.", ""),
        ("September and October 2027", "To come", False, False, "2 original pieces due.", ""),
    ]


def test_a_period_has_a_mark_for_every_original_piece_and_for_every_one_that_is_due() -> None:
    periods = make_calendar_view(sample.build()).plans[0].periods
    assert [p.marks for p in periods] == [(TEAL, TEAL), (TEAL,), ("", ""), (), ("", ""), ("", "")]


def test_a_period_lists_all_that_was_published_in_it_originals_or_not() -> None:
    texts = originals(1) | {"2026/retold.md": story_text(id="retold-story", title="Retold", date=date(2026, 11, 20))}
    period = plan_of(texts, quota={"pieces": 2, "every_months": 2}).periods[0]
    assert [(card.title, card.is_original, card.hue) for card in period.pieces] == [
        ("Piece 0", True, TEAL),
        ("Retold", False, TEAL),
    ]
    assert (period.published, period.marks) == (1, (TEAL, ""))


def test_more_than_promised_is_said_so() -> None:
    period = plan_of(originals(3), quota={"pieces": 2, "every_months": 2}).periods[0]
    assert period.sentence == "3 original pieces published, 2 due."
    assert period.marks == (TEAL,) * 3
    waived = plan_of(
        originals(1), quota={"pieces": 2, "every_months": 2}, waivers=[{"period": FIRST, "pieces": 0, "reason": "R"}]
    )
    assert waived.periods[0].sentence == "1 original piece published, none due."


def test_a_quota_of_nothing_asks_for_nothing() -> None:
    period = plan_of({}, quota={"pieces": 0, "every_months": 12}).periods[0]
    assert (period.label, period.sentence, period.marks) == ("Met", "No original piece is due.", ())


def test_a_missed_period_stays_missed() -> None:
    periods = plan_of(originals(1), today=date(2027, 1, 1), quota={"pieces": 2, "every_months": 2}).periods
    assert (periods[0].label, periods[0].sentence, periods[0].marks) == (
        "Missed",
        "1 of 2 original pieces published.",
        (TEAL, ""),
    )


def test_many_pieces_are_folded_and_a_great_many_are_not_drawn_one_by_one() -> None:
    period = plan_of(
        originals(30, date(2026, 11, 1)), today=date(2026, 12, 1), quota={"pieces": 30, "every_months": 2}
    ).periods[0]
    assert [len(period.pieces), len(period.more), len(period.marks)] == [12, 18, 30]
    assert plan_of({}, quota={"pieces": 61, "every_months": 2}).periods[0].marks == ()


def test_a_long_plan_folds_what_is_long_past_and_far_ahead() -> None:
    plan = plan_of({}, today=date(2028, 11, 15), ends=date(2030, 10, 31), quota={"pieces": 1, "every_months": 2})
    assert [len(plan.earlier), len(plan.periods), len(plan.later)] == [10, 6, 8]
    assert [period.is_current for period in plan.periods] == [False, False, True, False, False, False]
    over = plan_of({}, today=date(2031, 1, 1), ends=date(2030, 10, 31), quota={"pieces": 1, "every_months": 2})
    assert [len(over.earlier), len(over.periods), len(over.later)] == [22, 2, 0]


def test_a_plan_without_a_quota_has_one_period_that_is_nowhere_in_time() -> None:
    plan = plan_of(originals(2))
    (period,) = plan.periods
    assert (period.heading, period.sentence, period.label, period.is_current, period.is_over) == (
        "November 2026 to October 2027",
        "2 pieces published.",
        "",
        False,
        False,
    )
    assert (plan.target, plan.tally) == ("", "")


# ---- The target


def test_a_target_is_drawn_in_the_colours_of_the_stories_that_count() -> None:
    texts = {
        STORY: story_text(themes=["political leadership"]),
        "2026/second.md": story_text(id="second-story", date=date(2026, 11, 17)),
        "2026/guide.md": story_text(id="some-guide", kind="guide"),
    }
    plan = plan_of(texts, target={"stories": 4, "by": date(2027, 9, 30)})
    assert plan.target_marks == (BLUE, TEAL, "", "")
    assert (plan.target, plan.target_by, plan.target_label) == (
        "2 of the 4 stories promised by 30 September 2027 are published.",
        "30 September 2027",
        "Under way",
    )
    assert (plan.target_published, plan.target_required) == (2, 4)


def test_a_target_that_was_met_says_when() -> None:
    plan = plan_of({STORY: story_text()}, target={"stories": 1, "by": date(2027, 9, 30)})
    assert plan.target == "1 story by 30 September 2027: met on 16 November 2026, 1 published."
    assert (plan.target_label, plan.target_marks) == ("Met", (TEAL,))


def test_a_target_that_was_missed_says_so() -> None:
    plan = plan_of({}, today=date(2027, 10, 1), target={"stories": 2, "by": date(2027, 9, 30)})
    assert (plan.target_label, plan.target_marks) == ("Missed", ("", ""))
    assert plan.target == "2 stories by 30 September 2027: missed, with 0 published."


def test_a_target_of_no_story_is_none() -> None:
    assert plan_of({}, target={"stories": 0, "by": LAST}).target == ""


def test_a_target_of_very_many_is_not_drawn_one_by_one() -> None:
    plan = plan_of({}, target={"stories": 80, "by": LAST})
    assert (plan.target_marks, plan.target_required) == ((), 80)


# ---- The drawn year


def test_the_year_has_a_column_for_every_month_with_what_was_published_in_it() -> None:
    columns = make_calendar_view(sample.build()).plans[0].year.columns
    assert [c.label for c in columns] == [
        "Nov",
        "Dec",
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sept",
        "Oct",
    ]
    assert [c.short for c in columns] == list("NDJFMAMJJASO")
    assert [c.year for c in columns] == ["2026", "", "2027", *[""] * 9]
    assert [c.is_current for c in columns] == [n in {4, 5} for n in range(12)]
    assert [c.starts_period for c in columns] == [n % 2 == 0 for n in range(12)]
    assert [c.tiles for c in columns][:4] == [((TEAL, True),), ((TEAL, True),), ((TEAL, True),), ()]
    assert [c.milestones for c in columns] == [0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1]


def test_the_year_explains_its_colours() -> None:
    texts = {
        STORY: story_text(),
        "2026/plain.md": story_text(id="plain-idea", themes=["political leadership", "digitalisation"]),
    }
    year = plan_of(texts).year
    assert year.keys == ((BLUE, "Political leadership"), (TEAL, "Digitalisation"))
    assert (year.has_originals, year.has_milestones) == (False, False)


def test_a_long_plan_is_drawn_in_whole_periods_with_years_that_have_room() -> None:
    plan = plan_of({}, ends=date(2030, 10, 31), quota={"pieces": 1, "every_months": 2})
    assert len(plan.year.columns) == 24
    assert all(column.starts_period for column in plan.year.columns)
    assert [(n, c.year) for n, c in enumerate(plan.year.columns) if c.year] == [
        (1, "2027"),
        (7, "2028"),
        (13, "2029"),
        (19, "2030"),
    ]
    assert {column.label for column in plan.year.columns} == {""}


@pytest.mark.parametrize(
    ("ends", "every_months"), [(FIRST, 5), (date(2076, 10, 31), 5), (date(9999, 12, 31), 60)], ids=str
)
def test_a_plan_of_any_length_is_drawn(ends: date, every_months: int) -> None:
    plan = plan_of({}, ends=ends, quota={"pieces": 1, "every_months": every_months})
    assert 1 <= len(plan.year.columns) <= 24


def test_very_many_pieces_of_one_month_are_counted_instead_of_drawn() -> None:
    texts = {f"2026/s{n}.md": story_text(id=f"story-{n:03}") for n in range(43)}
    column = plan_of(texts).year.columns[0]
    assert (len(column.tiles), column.more) == (40, 3)


# ---- Milestones


def test_a_repeated_milestone_is_shown_on_each_of_its_days_within_a_plan() -> None:
    plan = make_calendar_view(sample.build()).plans[0]
    assert [row for period in plan.periods for row in rows(period.milestones)] == [
        ("2027-01-21", "Innovation meeting"),
        ("2027-04-21", "Innovation meeting"),
        ("2027-07-21", "Innovation meeting"),
        ("2027-10-21", "Innovation meeting"),
    ]


def test_milestones_between_plans_are_not_lost() -> None:
    page = make_calendar_view(sample.build())
    assert rows(page.other_milestones) == [("2027-12-01", "Conference")]
    assert rows(page.plans[1].periods[0].milestones) == [("2028-03-01", "Review of the plan")]


def test_many_milestones_are_folded() -> None:
    daily = {"name": "Stand-up", "date": date(2026, 11, 2), "repeat": "FREQ=DAILY", "until": date(2026, 11, 11)}
    plans = [{"name": "P", "starts": FIRST, "ends": LAST, "quota": {"pieces": 1, "every_months": 6}}]
    milestones = calendar({}, plans=plans, milestones=[daily]).plans[0].periods[0].milestones
    assert [len(milestones.first), len(milestones.more)] == [6, 4]


def test_a_site_without_a_plan_has_a_calendar_of_milestones() -> None:
    page = calendar({}, milestones=[{"name": "Conference", "date": date(2027, 7, 6)}])
    assert page.plans == ()
    assert rows(page.other_milestones) == [("2027-07-06", "Conference")]


# ---- What is to come


@pytest.mark.parametrize("preview", [True, False])
def test_only_a_preview_shows_what_is_to_come(*, preview: bool) -> None:
    page = make_calendar_view(sample.build(preview=preview))
    expected = ["Eighth", "Sixth", "Seventh", "Tenth", "An idea"] if preview else []
    assert [card.title for card in page.upcoming] == expected


def test_the_plans_of_a_preview_are_those_of_the_public() -> None:
    assert make_calendar_view(sample.build(preview=True)).plans == make_calendar_view(sample.build()).plans
