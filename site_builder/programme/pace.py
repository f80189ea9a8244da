"""The course of a target: what is published day by day, beside the even pace that would meet it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.content.story import State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from site_builder.programme.plan import PlanProgress


@dataclass(frozen=True, slots=True)
class Course:
    """The course of a target on a day.

    ``published`` are the days of the stories that count, in order; ``scheduled`` and ``planned`` those that are to
    come. ``due`` is how many an even pace would have by now.
    """

    starts: date
    by: date
    stories: int
    today: date
    published: tuple[date, ...]
    scheduled: tuple[date, ...]
    planned: tuple[date, ...]
    due: int

    @property
    def lead(self) -> int:
        """How many stories more than an even pace are published, or fewer."""
        return len(self.published) - self.due


def leading(plans: Iterable[PlanProgress], today: date) -> PlanProgress | None:
    """Return the latest plan that has begun and promises something, or the first to come."""
    promising = [row for row in plans if row.quota or (row.target and row.target.target.stories)]
    begun = [row for row in promising if row.plan.starts <= today]
    if begun:
        return max(begun, key=lambda row: row.plan.starts)
    return min(promising, key=lambda row: row.plan.starts, default=None)


def course_of(row: PlanProgress, today: date) -> Course | None:
    """Return the course of a plan's target; nothing where it has none."""
    if row.target is None or not row.target.target.stories:
        return None
    starts, by, stories = row.plan.starts, row.target.target.by, row.target.target.stories
    by_state: dict[State, list[date]] = {state: [] for state in State}
    for piece in row.target.pieces:
        by_state[piece.state(today)].append(piece.day)
    elapsed = min(max(0, (today - starts).days + 1), (by - starts).days + 1)
    due = stories * elapsed // ((by - starts).days + 1)
    return Course(
        starts, by, stories, today, tuple(by_state[State.PUBLISHED]), tuple(by_state[State.SCHEDULED]),
        tuple(by_state[State.PLANNED]), due,
    )  # fmt: skip
