"""The plan as the public sees it: what was promised and what is published, nothing that is to come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from site_builder.content.story import State
from site_builder.programme.plan import PeriodState, PlanStatus, progress

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from site_builder.content.story import Story
    from site_builder.programme.plan import Plan, Waiver


class PublicStatus(StrEnum):
    """How a promise looks to the public, who see nothing of what is scheduled or planned."""

    MET = "met"
    WAIVED = "waived"
    MISSED = "missed"
    OPEN = "open"
    UPCOMING = "upcoming"


@dataclass(frozen=True, slots=True)
class PublicPeriod:
    """A period of a quota as the calendar page shows it."""

    starts: date
    ends: date
    required: int
    published: int
    state: PeriodState
    status: PublicStatus
    pieces: tuple[Story, ...]
    waiver: Waiver | None


@dataclass(frozen=True, slots=True)
class PublicTarget:
    """A target as the calendar page shows it."""

    stories: int
    by: date
    published: int
    status: PublicStatus
    met_on: date | None
    pieces: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class PublicPlan:
    """A plan as the calendar page shows it."""

    plan: Plan
    periods: tuple[PublicPeriod, ...]
    target: PublicTarget | None


def public_plans(stories: Iterable[Story], plans: Iterable[Plan], today: date) -> tuple[PublicPlan, ...]:
    """Return the plans' progress without a trace of what is scheduled or planned."""
    published = [story for story in stories if story.state(today) is State.PUBLISHED]
    return tuple(
        PublicPlan(
            row.plan,
            tuple(
                PublicPeriod(
                    p.period.starts, p.period.ends, p.required, p.counts.published, p.state,
                    _public_status(p.status, p.state), p.pieces, p.waiver,
                )
                for p in row.quota
            ),
            None if row.target is None else PublicTarget(
                row.target.target.stories, row.target.target.by, row.target.counts.published,
                _public_status(row.target.status, row.target.state), row.target.met_on,
                row.target.pieces,
            ),
        )
        for row in progress(published, plans, today)
    )  # fmt: skip


def _public_status(status: PlanStatus, state: PeriodState) -> PublicStatus:
    if status in {PlanStatus.MET, PlanStatus.WAIVED, PlanStatus.MISSED}:
        return PublicStatus(status.value)
    return PublicStatus.UPCOMING if state is PeriodState.UPCOMING else PublicStatus.OPEN
