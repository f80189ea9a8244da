"""Random programmes: pieces and plans for properties, crowded into a few months so that edges are met often."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from site_builder.core.plan import Plan, Quota, Target, Waiver
from tests.builders import piece

if TYPE_CHECKING:
    from site_builder.core.story import Story

FIRST, LAST = date(2025, 12, 25), date(2026, 9, 10)
DAY = timedelta(days=1)

EDGES = [
    day
    for year, month in [(2025, 12), *((2026, month) for month in range(1, 10))]
    for day in (date(year, month, 1), date(year, month, 28), date(year, month, monthrange(year, month)[1]))
    if FIRST <= day <= LAST
]

days = st.sampled_from(EDGES) | st.dates(FIRST, LAST)
"""Days, half of them at the edges of months."""


@st.composite
def stories(draw: st.DrawFn, number: int) -> Story:
    day = draw(st.none() | days | days)
    status = draw(st.sampled_from(["ready", "ready", "ready", "idea", "draft", "review", "withdrawn"]))
    near = st.integers(-3, 40).map(lambda n: (day or FIRST) + n * DAY)
    return piece(
        f"piece-{number}",
        day,
        status=status,
        kind=draw(st.sampled_from(["story", "story", "interview", "guide", "event", "signpost"])),
        original=draw(st.booleans()),
        withdrawn={"date": draw(days), "reason": "a reason"} if status == "withdrawn" else None,
        updated=[{"date": update, "note": "a note"} for update in draw(st.lists(near, max_size=2))],
        review_by=draw(st.none() | near),
    )


@st.composite
def collections(draw: st.DrawFn, at_most: int = 8) -> list[Story]:
    """Draw some pieces, their ids in no order of their days."""
    return [draw(stories(number)) for number in draw(st.permutations(range(draw(st.integers(0, at_most)))))]


def month_later(day: date, months: int) -> date:
    """Return the day so many months later, found by trying: the 31st, else the 30th, and so on."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError(day)


@st.composite
def plans(draw: st.DrawFn, earliest: date = FIRST) -> Plan:
    """Draw a plan with or without a quota, a target and waivers; the last period is often cut short."""
    starts = draw(days.filter(lambda day: day >= earliest))
    ends = starts + draw(st.integers(0, 250)) * DAY
    quota = draw(st.none() | st.builds(Quota, st.integers(0, 3), st.integers(1, 4)) | st.builds(Quota, st.integers(1, 2), st.just(1)))
    by = st.sampled_from([starts, ends]) | st.integers(0, 300).map(lambda n: starts + n * DAY)
    target = draw(st.none() | st.builds(Target, st.integers(0, 4), by))
    waivers: list[Waiver] = []
    k = 0
    while quota is not None and (day := month_later(starts, k * quota.every_months)) <= ends:
        if draw(st.integers(0, 3)) == 0:
            waivers.append(Waiver(day, draw(st.integers(0, 3)), "a reason"))
        k += 1
    return Plan(f"from {starts}", starts, ends, quota, target, tuple(draw(st.permutations(waivers))))


@st.composite
def programmes(draw: st.DrawFn) -> tuple[list[Story], list[Plan]]:
    """Draw pieces and one plan or two that do not overlap."""
    first = draw(plans())
    wanted = draw(st.integers(1, 2))
    after = first.ends + draw(st.sampled_from([1, 1, 2, 30])) * DAY
    both = [first, draw(plans(after))] if wanted == 2 and after <= LAST else [first]
    return draw(collections()), list(draw(st.permutations(both)))
