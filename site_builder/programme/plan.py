"""The plan: what was promised, and how the collection is doing against it on a day.

Periods, counts and statuses are pure functions of plans, pieces and *today*.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from site_builder.content.front_matter_model import Kind
from site_builder.content.story import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from site_builder.content.story import Story

_DAY = timedelta(days=1)
_SHOWN_AT_MOST = 6


@dataclass(frozen=True, slots=True)
class Quota:
    """So many original pieces in every so many months."""

    pieces: int
    every_months: int


@dataclass(frozen=True, slots=True)
class Target:
    """So many stories from the plan's start to a day, both included."""

    stories: int
    by: date


@dataclass(frozen=True, slots=True)
class Waiver:
    """Leave to publish fewer pieces in the period that starts on this day."""

    period: date
    pieces: int
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is promised from ``starts`` to ``ends``, both included."""

    name: str
    starts: date
    ends: date
    quota: Quota | None = None
    target: Target | None = None
    waivers: tuple[Waiver, ...] = ()


class PeriodState(StrEnum):
    """Where a period is in time."""

    CLOSED = "closed"
    OPEN = "open"
    UPCOMING = "upcoming"


class PlanStatus(StrEnum):
    """How a promise is doing, from kept to broken."""

    MET = "met"
    WAIVED = "waived"
    MISSED = "missed"
    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included."""

    starts: date
    ends: date

    def __contains__(self, day: date) -> bool:
        return self.starts <= day <= self.ends

    def state(self, today: date) -> PeriodState:
        """Return whether the period is over, under way or to come."""
        if self.ends < today:
            return PeriodState.CLOSED
        return PeriodState.OPEN if self.starts <= today else PeriodState.UPCOMING


class PublicStatus(StrEnum):
    """How a promise looks to the public, who see nothing of what is scheduled or planned."""

    MET = "met"
    WAIVED = "waived"
    MISSED = "missed"
    OPEN = "open"
    UPCOMING = "upcoming"


def _public(status: PlanStatus, state: PeriodState) -> PublicStatus:
    if status in {PlanStatus.MET, PlanStatus.WAIVED, PlanStatus.MISSED}:
        return PublicStatus(status.value)
    return PublicStatus.UPCOMING if state is PeriodState.UPCOMING else PublicStatus.OPEN


@dataclass(frozen=True, slots=True)
class Counts:
    """How many pieces are published, scheduled and planned."""

    published: int
    scheduled: int
    planned: int


@dataclass(frozen=True, slots=True)
class PeriodProgress:
    """A period's quota on a day; ``pieces`` in order of (date, id)."""

    period: Period
    required: int
    counts: Counts
    state: PeriodState
    status: PlanStatus
    pieces: tuple[Story, ...]
    waiver: Waiver | None = None

    @property
    def public_status(self) -> PublicStatus:
        """How this looks to the public."""
        return _public(self.status, self.state)


@dataclass(frozen=True, slots=True)
class TargetProgress:
    """A plan's target on a day; ``pieces`` in order of (date, id), ``met_on`` the date of the story that met it."""

    target: Target
    counts: Counts
    state: PeriodState
    status: PlanStatus
    met_on: date | None
    pieces: tuple[Story, ...] = ()

    @property
    def public_status(self) -> PublicStatus:
        """How this looks to the public."""
        return _public(self.status, self.state)


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """A plan on a day; ``quota`` is empty and ``target`` None where the plan has none."""

    plan: Plan
    quota: tuple[PeriodProgress, ...]
    target: TargetProgress | None

    def shortfalls(self) -> Iterator[PeriodProgress | TargetProgress]:
        """Yield what has started and is missed, or short of pieces that could still keep it."""
        parts: list[PeriodProgress | TargetProgress] = [*self.quota]
        if self.target is not None:
            parts.append(self.target)
        for part in parts:
            if part.state is not PeriodState.UPCOMING and part.status in {
                PlanStatus.MISSED,
                PlanStatus.SHORT,
            }:
                yield part


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, clamped to the end of that month.

    Raises ValueError past the year 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def periods(plan: Plan) -> tuple[Period, ...]:
    """Return the quota's periods in order; they cover the plan without gap or overlap.

    Period k starts ``k * every_months`` months after the plan, always counted from the plan's own start,
    so that one clamped to the end of February does not shorten those after it.
    """
    if plan.quota is None:
        return ()
    starts: list[date] = []
    start = plan.starts
    while start <= plan.ends:
        starts.append(start)
        try:
            start = add_months(plan.starts, len(starts) * plan.quota.every_months)
        except ValueError:  # past the last year that dates know
            break
    ends = [after - _DAY for _, after in pairwise(starts)]
    return tuple(Period(start, end) for start, end in zip(starts, [*ends, plan.ends], strict=True))


def progress(pieces: Iterable[Story], plans: Iterable[Plan], today: date) -> tuple[PlanProgress, ...]:
    """Return how every plan is doing on a day, in the order of the plans.

    Undated pieces and withdrawn ones count nowhere. The order of ``pieces`` does not matter.
    """
    dated = sorted(
        (piece for piece in pieces if piece.meta.date is not None and piece.state(today) is not State.WITHDRAWN),
        key=lambda piece: piece.order,
    )
    originals = [piece for piece in dated if piece.meta.original]
    stories = [piece for piece in dated if piece.meta.kind is Kind.STORY]
    return tuple(
        PlanProgress(plan, _quota_progress(plan, originals, today), _target_progress(plan, stories, today))
        for plan in plans
    )


def public_progress(pieces: Iterable[Story], plans: Iterable[Plan], today: date) -> tuple[PlanProgress, ...]:
    """Return how far every plan has got for the public, without a trace of what is scheduled or planned."""
    return progress((piece for piece in pieces if piece.state(today) is State.PUBLISHED), plans, today)


def _quota_progress(plan: Plan, originals: Sequence[Story], today: date) -> tuple[PeriodProgress, ...]:
    if plan.quota is None:
        return ()
    waivers = {waiver.period: waiver for waiver in plan.waivers}
    rows = []
    for period in periods(plan):
        pieces = tuple(piece for piece in originals if piece.day in period)
        waiver = waivers.get(period.starts)
        counts = _count(pieces, today)
        state = period.state(today)
        status = _status(counts, plan.quota.pieces, waiver, is_over=state is PeriodState.CLOSED)
        required = plan.quota.pieces if waiver is None else waiver.pieces
        rows.append(PeriodProgress(period, required, counts, state, status, pieces, waiver))
    return tuple(rows)


def _target_progress(plan: Plan, stories: Sequence[Story], today: date) -> TargetProgress | None:
    if plan.target is None:
        return None
    span = Period(plan.starts, plan.target.by)
    counted = tuple(story for story in stories if story.day in span)
    published = [story for story in counted if story.state(today) is State.PUBLISHED]
    counts = _count(counted, today)
    state = span.state(today)
    n = plan.target.stories
    met_on = published[n - 1].day if 0 < n <= len(published) else None
    status = _status(counts, n, None, is_over=state is PeriodState.CLOSED)
    return TargetProgress(plan.target, counts, state, status, met_on, counted)


def _count(pieces: Iterable[Story], today: date) -> Counts:
    states = [piece.state(today) for piece in pieces]
    return Counts(states.count(State.PUBLISHED), states.count(State.SCHEDULED), states.count(State.PLANNED))


def _status(counts: Counts, promised: int, waiver: Waiver | None, *, is_over: bool) -> PlanStatus:
    required = promised if waiver is None else waiver.pieces
    if counts.published >= promised:
        return PlanStatus.MET
    if waiver is not None and counts.published >= required:
        return PlanStatus.WAIVED
    if is_over:
        return PlanStatus.MISSED
    if counts.published + counts.scheduled >= required:
        return PlanStatus.ON_TRACK
    if counts.published + counts.scheduled + counts.planned >= required:
        return PlanStatus.AT_RISK
    return PlanStatus.SHORT


def plan_faults(plans: Sequence[Plan]) -> Iterator[tuple[str, str]]:
    """Yield (option, message) for what no option shows alone: order, overlaps, waivers that fit no period."""
    for n, plan in enumerate(plans):
        option = f"plans[{n}]"
        if plan.ends < plan.starts:
            yield f"{option}.ends", f"{plan.ends} is before the plan's start {plan.starts}"
            continue
        if plan.target is not None and plan.target.by < plan.starts:
            yield f"{option}.target.by", f"{plan.target.by} is before the plan's start {plan.starts}"
        yield from _waiver_faults(option, plan)
        for other in plans[:n]:
            if other.starts <= plan.ends and plan.starts <= other.ends:
                message = f"the plan '{plan.name}' overlaps the plan '{other.name}'"
                yield option, f"{message}; end the older one the day before"


def _waiver_faults(option: str, plan: Plan) -> Iterator[tuple[str, str]]:
    first_days = [period.starts for period in periods(plan)]
    seen: set[date] = set()
    for n, waiver in enumerate(plan.waivers):
        if waiver.period not in first_days:
            shown = [
                *map(str, first_days[:_SHOWN_AT_MOST]),
                *(["..."] if len(first_days) > _SHOWN_AT_MOST else []),
            ]
            days = ", ".join(shown) or "none, as the plan has no quota"
            yield (
                f"{option}.waivers[{n}].period",
                f"{waiver.period} is not the first day of a period; they are: {days}",
            )
        elif waiver.period in seen:
            yield f"{option}.waivers[{n}].period", f"the period of {waiver.period} is waived twice"
        seen.add(waiver.period)
