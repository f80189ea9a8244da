"""Random programmes: pieces and plans for properties, crowded into a few months so that edges are met often.

What belongs together is drawn together, from a table, because each draw takes its time.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from site_builder.programme.plan import Plan, Quota, Target, Waiver
from tests.builders import piece

if TYPE_CHECKING:
    from site_builder.content.story import Story

FIRST, LAST = date(2025, 12, 25), date(2026, 9, 10)
DAY = timedelta(days=1)

ALL_DAYS = [FIRST + n * DAY for n in range((LAST - FIRST).days + 1)]
EDGES = [day for day in ALL_DAYS if day.day in {1, 28, monthrange(day.year, day.month)[1]}]

CALENDAR = EDGES * 8 + ALL_DAYS
"""Days, about half of them at the edges of months."""

days = st.sampled_from(CALENDAR)

ROLES = list(
    product(
        ["ready", "ready", "ready", "ready", "draft", "idea", "review", "withdrawn"],
        ["story", "story", "story", "interview", "guide", "event", "signpost"],
        [True, False],
    )
)
LATER: list[tuple[tuple[int, ...], int | None]] = [
    ((), None),
    ((), 0),
    ((), -1),
    ((), 20),
    ((0,), None),
    ((-2,), None),
    ((5,), 4),
    ((30, 3), 31),
    ((7, 7), 6),
]
"""Updates and review, in days after publication."""

IDS = [5, 2, 7, 0, 3, 6, 1, 4]

QUOTAS = [None, *(Quota(*quota) for quota in product(range(4), range(1, 5))), *[Quota(1, 1), Quota(2, 1)] * 3]
TARGETS: list[tuple[int, int] | None] = [None, None, *product(range(5), [0, 1, 30, 90, 200, 300])]
WAIVED: list[dict[int, int]] = [{}, {}, {}, {0: 0}, {1: 0}, {0: 1}, {1: 1, 0: 2}, {2: 3}, {4: 0, 2: 1, 0: 0}]


SHORT = [day for day in ALL_DAYS if date(2026, 1, 26) <= day <= date(2026, 3, 5)]
"""A few weeks with the end of a February in them."""


@st.composite
def stories(draw: st.DrawFn, number: int, calendar: list[date]) -> Story:
    day = draw(st.sampled_from([None, *calendar]))
    status, kind, original = draw(st.sampled_from(ROLES))
    updated, review = draw(st.sampled_from(LATER))
    from_day = day or FIRST
    return piece(
        f"piece-{number}",
        day,
        status=status,
        kind=kind,
        original=original,
        withdrawn={"date": draw(days), "reason": "a reason"} if status == "withdrawn" else None,
        updated=[{"date": from_day + n * DAY, "note": "a note"} for n in updated],
        review_by=None if review is None else from_day + review * DAY,
    )


@st.composite
def collections(draw: st.DrawFn, calendar: list[date] = CALENDAR) -> list[Story]:
    """Draw some pieces, their ids in no order of their days."""
    return [draw(stories(number, calendar)) for number in IDS[: draw(st.integers(0, len(IDS)))]]


def month_later(day: date, months: int) -> date:
    """Return the day so many months later, found by trying: the 31st, else the 30th, and so on."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    number = day.day
    while number > 28:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1
    return date(year, month, number)


@st.composite
def plans(draw: st.DrawFn, starts: date | None = None, calendar: list[date] = CALENDAR, longest: int = 250) -> Plan:
    """Draw a plan with or without a quota, a target and waivers; the last period is often cut short."""
    starts = starts or draw(st.sampled_from(calendar))
    ends = starts + draw(st.integers(0, longest)) * DAY
    quota, target = draw(st.sampled_from(QUOTAS)), draw(st.sampled_from(TARGETS))
    waivers = []
    if quota is not None:
        for k, fewer in draw(st.sampled_from(WAIVED)).items():
            day = month_later(starts, k * quota.every_months)
            waivers += [Waiver(day, fewer, "a reason")] if day <= ends else []
    return Plan(
        f"from {starts}",
        starts,
        ends,
        quota,
        None if target is None else Target(target[0], starts + target[1] * DAY),
        tuple(waivers),
    )


@st.composite
def programmes(draw: st.DrawFn, calendar: list[date] = CALENDAR, longest: int = 250) -> tuple[list[Story], list[Plan]]:
    """Draw pieces and one plan or two that do not overlap, the later one first."""
    first = draw(plans(None, calendar, longest))
    gap = draw(st.sampled_from([None, 1, 1, 2, 30]))
    both = [first] if gap is None else [draw(plans(first.ends + gap * DAY, calendar, longest)), first]
    return draw(collections(calendar)), both
