"""The plan in words."""

from __future__ import annotations

from datetime import date

import pytest

from site_builder.programme.plan import PlanStatus, PublicStatus
from site_builder.render import plan_words


@pytest.mark.parametrize("status", [*PlanStatus, *PublicStatus])
def test_every_status_has_words(status: PlanStatus | PublicStatus) -> None:
    assert plan_words.label(status)[0].isupper()


@pytest.mark.parametrize(
    ("published", "required", "said"),
    [
        (0, 0, "No original piece is due"),
        (0, 2, "0 of 2 original pieces published"),
        (1, 1, "1 of 1 original piece published"),
        (3, 2, "3 original pieces published, 2 due"),
        (1, 0, "1 original piece published, none due"),
        (1200, 1100, "1,200 original pieces published, 1,100 due"),
    ],
)
def test_a_period_says_what_is_published_of_what_is_due(published: int, required: int, said: str) -> None:
    assert plan_words.published_of(published, required) == said


@pytest.mark.parametrize(
    ("required", "said"), [(0, "No original piece is due"), (1, "1 original piece due"), (2, "2 original pieces due")]
)
def test_a_period_to_come_says_what_is_due(required: int, said: str) -> None:
    assert plan_words.due(required) == said


@pytest.mark.parametrize(
    ("periods", "said"),
    [
        ({}, ""),
        ({PublicStatus.MET: 1}, "1 period: 1 met"),
        (
            {PublicStatus.MET: 4, PublicStatus.WAIVED: 1, PublicStatus.OPEN: 1},
            "6 periods: 4 met, 1 waived and 1 under way",
        ),
    ],
)
def test_periods_are_summed_up(periods: dict[PublicStatus, int], said: str) -> None:
    assert plan_words.tally(periods) == said


def test_a_chart_is_said_in_two_sentences() -> None:
    said = plan_words.course(1, 2, 3, until=date(2026, 12, 1), target=12, by=date(2027, 9, 30), due=2)
    assert said == (
        "1 story published by 1 December 2026; an even pace to 12 by 30 September 2027 would have 2. "
        "Still to come: 2 scheduled and 3 planned."
    )
