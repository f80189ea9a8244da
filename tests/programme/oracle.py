"""The plan once more, written from section 3 of the design alone, day by day and with nothing of the core.

Its words are those of ``stories plan --format json``.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tests.programme.programmes import month_later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from site_builder.content.story import Story
    from site_builder.programme.plan import Plan, Quota

DAY = timedelta(days=1)


def plan_on(pieces: Sequence[Story], plan: Plan, today: date) -> dict[str, Any]:
    return {
        "name": plan.name,
        "starts": plan.starts,
        "ends": plan.ends,
        "quota": [] if plan.quota is None else quota_on(pieces, plan, plan.quota, today),
        "target": target_on(pieces, plan, today),
    }


def days_of_periods(plan: Plan, every_months: int) -> list[list[date]]:
    """Go through the plan day by day; a new period begins on each day so many months after the start."""
    periods: list[list[date]] = []
    day = next_first_day = plan.starts
    while day <= plan.ends:
        if day == next_first_day:
            periods.append([])
            next_first_day = month_later(plan.starts, len(periods) * every_months)
        periods[-1].append(day)
        day += DAY
    return periods


def quota_on(pieces: Sequence[Story], plan: Plan, quota: Quota, today: date) -> list[dict[str, Any]]:
    rows = []
    for days in days_of_periods(plan, quota.every_months):
        here = [
            piece
            for piece in pieces
            if piece.meta.original and piece.meta.date in days and piece.meta.status != "withdrawn"
        ]
        published, scheduled, planned = count(here, today)
        given = [waiver.pieces for waiver in plan.waivers if waiver.period == days[0]]
        required = given[0] if given else quota.pieces
        if published >= quota.pieces:
            status = "met"
        elif given and published >= required:
            status = "waived"
        else:
            status = other_status(published, scheduled, planned, required, is_over=days[-1] < today)
        rows.append(
            {
                "starts": days[0],
                "ends": days[-1],
                "required": required,
                "published": published,
                "scheduled": scheduled,
                "planned": planned,
                "state": "closed" if days[-1] < today else "open" if days[0] <= today else "upcoming",
                "status": status,
                "pieces": [piece.meta.id for day in days for piece in by_id(here) if piece.meta.date == day],
            }
        )
    return rows


def target_on(pieces: Sequence[Story], plan: Plan, today: date) -> dict[str, Any] | None:
    if plan.target is None:
        return None
    stories = [piece for piece in by_id(pieces) if piece.meta.kind == "story" and piece.meta.status != "withdrawn"]
    here = []
    day = plan.starts
    while day <= plan.target.by:
        here += [piece for piece in stories if piece.meta.date == day]
        day += DAY
    published, scheduled, planned = count(here, today)
    wanted = plan.target.stories
    met_on = None
    so_far = 0
    for piece in here:
        if is_published(piece, today):
            so_far += 1
            if so_far == wanted:
                met_on = piece.meta.date
    status = "met"
    if published < wanted:
        status = other_status(published, scheduled, planned, wanted, is_over=plan.target.by < today)
    return {
        "stories": wanted,
        "by": plan.target.by,
        "published": published,
        "scheduled": scheduled,
        "planned": planned,
        "met_on": met_on,
        "status": status,
    }


def by_id(pieces: Sequence[Story]) -> list[Story]:
    return sorted(pieces, key=lambda piece: piece.meta.id)


def is_published(piece: Story, today: date) -> bool:
    return piece.meta.status == "ready" and piece.meta.date is not None and piece.meta.date <= today


def count(pieces: Sequence[Story], today: date) -> tuple[int, int, int]:
    ready = [piece for piece in pieces if piece.meta.status == "ready"]
    published = [piece for piece in ready if is_published(piece, today)]
    return len(published), len(ready) - len(published), len(pieces) - len(ready)


def other_status(published: int, scheduled: int, planned: int, required: int, *, is_over: bool) -> str:
    if is_over:
        return "missed"
    if published + scheduled >= required:
        return "on-track"
    return "at-risk" if published + scheduled + planned >= required else "short"
