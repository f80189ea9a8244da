"""The chart of a target: what it draws on which day."""

from __future__ import annotations

from datetime import date

import pytest

from site_builder.drawing import pace_chart
from site_builder.drawing.site_colours import site_colours
from site_builder.programme.pace import Course


@pytest.mark.parametrize(
    ("today", "is_marked"),
    [
        (date(2026, 10, 31), False),
        (date(2026, 11, 1), True),
        (date(2027, 9, 30), True),
        (date(2027, 10, 1), False),
    ],
    ids=str,
)
def test_today_is_marked_while_the_target_runs(today: date, is_marked: bool) -> None:  # noqa: FBT001 - a parameter of pytest's
    course = Course(date(2026, 11, 1), date(2027, 9, 30), 12, today, (), (), (), 0)

    assert ("pace-today" in pace_chart.draw(course, site_colours())) is is_marked
