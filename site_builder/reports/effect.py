"""The effect of a change on the plans, their targets and the calendar: what was before, and what is after."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from site_builder.content.front_matter_model import FrontMatterModel
from site_builder.programme.plan import progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from site_builder.content.story import Story
    from site_builder.programme.milestones import Milestone
    from site_builder.programme.plan import PeriodProgress, PlanProgress, TargetProgress
    from site_builder.reports.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Standing:
    """How a promise is doing: its last day, what is due by then, what there is for it, and the word for that."""

    ends: date
    due: int
    published: int
    scheduled: int
    planned: int
    status: str

    @property
    def sure(self) -> int:
        """The pieces for which nothing more needs to be done."""
        return self.published + self.scheduled


@dataclass(frozen=True, slots=True)
class Shift:
    """What became of one promise, from its first day on; None where a plan did not, or does not, make it."""

    starts: date
    before: Standing | None
    after: Standing | None


@dataclass(frozen=True, slots=True)
class PlanEffect:
    """What changes for one plan: the periods and the target that are otherwise than before."""

    name: str
    quota: tuple[Shift, ...]
    target: Shift | None


@dataclass(frozen=True, slots=True)
class PieceEffect:
    """A piece that is new, gone or changed; ``changed`` are the keys that differ, and 'text'.

    ``story`` is the piece as it is now, or as it was last.
    """

    story: Story
    before: Story | None
    after: Story | None
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MilestoneEffect:
    """A milestone that is new or gone; a changed one is both."""

    milestone: Milestone
    is_new: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """All that a change does to plans and calendar, compared with the commit that a revision led to.

    ``root`` is the stories folder; ``gone`` are addresses of lists and pages that answer no more; ``unread`` are files
    with errors, which count as they were before.
    """

    revision: str
    commit: str
    root: str
    today: date
    plans: tuple[PlanEffect, ...]
    pieces: tuple[PieceEffect, ...]
    milestones: tuple[MilestoneEffect, ...]
    gone: tuple[str, ...]
    unread: tuple[str, ...] = ()


def effect_of(before: Snapshot, after: Snapshot, revision: str, commit: str) -> Effect:
    """Return what a change does; a file that cannot be read now is taken as it was."""
    unread = tuple(sorted(after.unreadable))
    as_they_were = (before.by_path[path] for path in unread if path in before.by_path)
    stories = (*after.collection.stories, *(story for story in as_they_were if story.id not in after.by_id))
    after = replace(after, collection=replace(after.collection, stories=stories))
    plans_before, plans_after = (
        {row.plan.name: row for row in progress(side.collection.stories, side.settings.programme, side.today)}
        for side in (before, after)
    )
    plans = (_plan(name, plans_before.get(name), plans_after.get(name)) for name in plans_before | plans_after)
    milestones = (
        *(MilestoneEffect(m, is_new=False) for m in before.settings.announced if m not in after.settings.announced),
        *(MilestoneEffect(m, is_new=True) for m in after.settings.announced if m not in before.settings.announced),
    )
    pieces = sorted(_pieces(before, after), key=lambda piece: (piece.story.order, piece.story.path))
    gone = sorted({*before.channels, *(page.address for page in before.collection.pages)} - after.answers)
    changed = tuple(plan for plan in plans if plan.quota or plan.target)
    root = after.collection.tree.root
    return Effect(revision, commit, root, after.today, changed, tuple(pieces), milestones, tuple(gone), unread)


def _plan(name: str, before: PlanProgress | None, after: PlanProgress | None) -> PlanEffect:
    periods = ({part.period.starts: _of_period(part) for part in row.quota} if row else {} for row in (before, after))
    periods = ({part.period.starts: _of_period(part) for part in row.quota} if row else {} for row in (before, after))
    quota = _shifts(*periods)
    targets = ({row.plan.starts: _of_target(row.target)} if row and row.target else {} for row in (before, after))
    was, now = (next(iter(target.items()), None) for target in targets)
    starts = (now or was or (None, None))[0]
    target = None
    if starts is not None and was != now:
        target = Shift(starts, was[1] if was else None, now[1] if now else None)
    return PlanEffect(name, quota, target)


def _shifts(before: Mapping[date, Standing], after: Mapping[date, Standing]) -> tuple[Shift, ...]:
    return tuple(
        Shift(starts, before.get(starts), after.get(starts))
        for starts in sorted({*before, *after})
        if before.get(starts) != after.get(starts)
    )


def _of_period(part: PeriodProgress) -> Standing:
    counts = part.counts
    return Standing(
        part.period.ends, part.required, counts.published, counts.scheduled, counts.planned, part.status.value
    )


def _of_target(part: TargetProgress) -> Standing:
    counts = part.counts
    return Standing(
        part.target.by, part.target.stories, counts.published, counts.scheduled, counts.planned, part.status.value
    )


def _pieces(before: Snapshot, after: Snapshot) -> Iterator[PieceEffect]:
    """Yield what is new, gone or changed; a piece is the same by its id, or else by its file."""
    seen: set[str] = set()
    for story in after.collection.stories:
        was = _earlier(story, before, after)
        if was is not None:
            seen.add(was.path)
        changed = _changed(was, story) if was else ()
        if was is None or changed:
            yield PieceEffect(story, was, story, changed)
    for story in before.collection.stories:
        if story.path not in seen:
            yield PieceEffect(story, story, None)


def _earlier(story: Story, before: Snapshot, after: Snapshot) -> Story | None:
    """Return what a piece was before."""
    in_place = before.by_path.get(story.path)
    if in_place is not None and (in_place.id == story.id or in_place.id not in after.by_id):
        return in_place
    moved = before.by_id.get(story.id)
    still_there = after.by_path.get(moved.path) if moved else None
    return None if still_there is not None and still_there.id == story.id else moved


def _changed(was: Story, now: Story) -> tuple[str, ...]:
    keys = [key for key in FrontMatterModel.model_fields if getattr(was.meta, key) != getattr(now.meta, key)]
    keys += ["address"] if was.slug != now.slug else ["file"] if was.path != now.path else []
    return (*keys, "text") if was.body.strip().splitlines() != now.body.strip().splitlines() else tuple(keys)
