"""The schedule: on which days the public site changes by itself, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from site_builder.content.story import State
from site_builder.programme.plan import public_progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from site_builder.content.story import Story
    from site_builder.programme.plan import Plan

_DAY = timedelta(days=1)


class Reason(StrEnum):
    """Why the public site changes without an edit."""

    PUBLICATION = "publication"
    UPDATE = "update"
    REVIEW = "review"
    PERIOD = "period"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Change:
    """One reason for one day, in words."""

    day: date
    reason: Reason
    text: str


def changes(stories: Sequence[Story], plans: Sequence[Plan], after: date) -> Iterator[Change]:
    """Yield every later change of the public site in order of days; a day may have several.

    Days on which only internal counts change (a planned piece falls overdue) are not among them.
    """
    found = [*_story_changes(stories, after), *_plan_changes(stories, plans, after)]
    yield from sorted(found, key=lambda change: (change.day, list(Reason).index(change.reason), change.text))


def next_changes(stories: Sequence[Story], plans: Sequence[Plan], after: date) -> tuple[Change, ...]:
    """Return all changes of the next day on which the public site differs by itself, if there is one."""
    for _, same_day in groupby(changes(stories, plans, after), key=lambda change: change.day):
        return tuple(same_day)
    return ()


def _story_changes(stories: Iterable[Story], after: date) -> Iterator[Change]:
    for story in stories:
        meta = story.meta
        if story.state(date.max) is not State.PUBLISHED:
            continue
        if story.day > after:
            yield Change(story.day, Reason.PUBLICATION, f"'{story.title}' is published")
        for update in meta.updated:
            if update.date > max(after, story.day):
                yield Change(update.date, Reason.UPDATE, f"'{story.title}' is announced again: {update.note}")
        if meta.review_by is not None and meta.review_by < date.max:
            due = meta.review_by + _DAY
            if due > max(after, story.day):
                yield Change(due, Reason.REVIEW, f"'{story.title}' was due for review by {meta.review_by}")


def _plan_changes(stories: Sequence[Story], plans: Sequence[Plan], after: date) -> Iterator[Change]:
    for n, row in enumerate(public_progress(stories, plans, after)):
        for period in (part.period for part in row.quota):
            if period.starts > after:
                yield Change(period.starts, Reason.PERIOD, f"the period {period.starts} to {period.ends} begins")
        if row.quota and after <= row.plan.ends < date.max:
            day = row.plan.ends + _DAY
            yield Change(day, Reason.PERIOD, f"the period {row.quota[-1].period.starts} to {row.plan.ends} is over")
        yield from _target_changes(stories, plans, n, after)


def _target_changes(stories: Sequence[Story], plans: Sequence[Plan], n: int, after: date) -> Iterator[Change]:
    """Yield the days on which a target's public status turns by the clock alone."""
    target = plans[n].target
    if target is None:
        return
    turns = [(plans[n].starts, f"the plan {plans[n].name} begins")]
    if target.by < date.max:
        turns.append((target.by + _DAY, f"the target's day {target.by} is past"))
    for turn, text in turns:
        if turn <= after:
            continue
        before, then = (public_progress(stories, plans, d)[n].target for d in (turn - _DAY, turn))
        if before and then and before.public_status is not then.public_status:
            yield Change(turn, Reason.TARGET, text)
