"""The effect of a change in words: as text, for programs, and as Markdown for the summary of a job on GitHub."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from site_builder.content.story import State
from site_builder.render import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from site_builder.content.story import Story
    from site_builder.reports.effect import Effect, PieceEffect, PlanEffect, Shift, Standing

_NOTHING = "Nothing changes for the plan or the calendar."


def as_text(effect: Effect) -> str:
    """Return what a change does, for people at a terminal."""
    return "\n".join([f"Compared with {_name_of(effect)}:", *(f"  {line}" for line in _lines(effect))])


def in_one_line(effect: Effect) -> str:
    """Return what a change does to the plans, as in 'Nov-Dec 2026: 1/2 -> 2/2 · target 7/12 -> 8/12'."""
    return "; ".join(_of_plan(plan) for plan in effect.plans) or "No plan changes."


def _name_of(effect: Effect) -> str:
    return f"{effect.revision} ({effect.commit[:7]})"


def _lines(effect: Effect) -> Iterator[str]:
    yield from (f"Plan {_of_plan(plan)}" for plan in effect.plans)
    for piece in effect.pieces:
        sign = "~" if piece.before and piece.after else "+" if piece.after else "-"
        yield f"{sign} {piece.story.title}: {of_piece(piece, effect.today)} ({effect.root}/{piece.story.path})"
    for change in effect.milestones:
        sign = "+" if change.is_new else "-"
        yield f"{sign} milestone {change.milestone.name}, {words.long_date(change.milestone.date)}"
    if effect.gone:
        yield f"These no longer have a published story: {words.listed([f'/{address}' for address in effect.gone])}"
    if effect.unread:
        yield unread(effect)
    if not (effect.plans or effect.pieces or effect.milestones or effect.gone or effect.unread):
        yield _NOTHING


def unread(effect: Effect) -> str:
    """Return which files nothing can be said about, because something is wrong with them."""
    names = words.listed([f"{effect.root}/{path}" for path in effect.unread], at_most=3)
    return f"Counted as before the change, because of errors: {names}"


def _of_plan(plan: PlanEffect) -> str:
    parts = [f"{_span(shift)}: {_of_shift(shift)}" for shift in plan.quota]
    parts += [f"target {_of_shift(plan.target)}"] if plan.target else []
    return f"{plan.name}: {' · '.join(parts)}"


def plan_rows(effect: Effect) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield plan, promise, what was and is there for it, and a remark, for each promise that is otherwise."""
    for plan in effect.plans:
        shifts = [(_span(shift), shift) for shift in plan.quota]
        shifts += [("target", plan.target)] if plan.target else []
        for name, shift in shifts:
            yield plan.name, name, _count(shift.before) or "-", _count(shift.after) or "-", _notes(shift)


def _span(shift: Shift) -> str:
    standing = shift.after or shift.before
    return words.short_span(shift.starts, standing.ends) if standing else ""


def _of_shift(shift: Shift) -> str:
    """Return what a promise had and has, of what is due; what is only planned where nothing else changes."""
    was, now = shift.before, shift.after
    if was is None or now is None:
        return f"new, {_count(now)}" if now else "promised no more"
    said = f"{_count(was)} -> {_count(now)}" if _count(was) != _count(now) else _count(now)
    return f"{said} ({_notes(shift)})"


def _notes(shift: Shift) -> str:
    was, now = shift.before, shift.after
    if was is None or now is None:
        return "new" if now else "promised no more"
    notes = [f"planned {was.planned} -> {now.planned}"] if was.planned != now.planned else []
    notes += [f"published {was.published} -> {now.published}"] if was.published != now.published else []
    notes += [f"by {words.long_date(was.ends)} -> {words.long_date(now.ends)}"] if was.ends != now.ends else []
    notes.append(f"{was.status} -> {now.status}" if was.status != now.status else now.status)
    return ", ".join(notes)


def _count(standing: Standing | None) -> str:
    return f"{standing.sure}/{standing.due}" if standing else ""


def of_piece(piece: PieceEffect, today: date) -> str:
    """Return what becomes of a piece: where it was and is, and what else of it changes."""
    was, now = piece.before, piece.after
    if was is None or now is None:
        return _state(piece.story, today) if now else f"gone, was {_state(piece.story, today)}"
    before, after = _state(was, today), _state(now, today)
    said = [f"{before} -> {after}" if before != after else after]
    if was.address != now.address:
        said.append(f"/{was.address} -> /{now.address}")
    others = [key for key in piece.changed if key not in {"status", "date", "withdrawn", "address", "text"}]
    said += [f"other {words.listed(others)}"] if others else []
    said += [_rewritten(was, now)] if "text" in piece.changed else []
    if (
        now.state(today) is was.state(today) is State.PUBLISHED
        and "text" in piece.changed
        and "updated" not in piece.changed
    ):
        said.append("subscribers do not hear of it without a new entry under 'updated'")
    return "; ".join(said)


def _state(story: Story, today: date) -> str:
    state, day = story.state(today), words.long_date(story.day) if story.meta.date else ""
    if state is State.WITHDRAWN:
        return "withdrawn"
    if state is State.PLANNED:
        return f"{story.meta.status}, planned for {day}" if day else f"{story.meta.status} without a date"
    return f"published on {day}" if state is State.PUBLISHED else f"scheduled for {day}"


def _rewritten(was: Story, now: Story) -> str:
    """Return how much of a text is new, by its words."""
    old, new = Counter(was.body.split()), Counter(now.body.split())
    share = (new - old).total() / max(1, new.total())
    return f"text changed, {share:.0%} of its words are new" if share else "text changed, no word of it is new"


def as_values(effect: Effect) -> dict[str, object]:
    """Return the effect for the JSON of ``stories check``."""
    return {
        "base": {"revision": effect.revision, "commit": effect.commit},
        "plans": [
            {
                "name": plan.name,
                "quota": [_shift_values(shift) for shift in plan.quota],
                "target": _shift_values(plan.target) if plan.target else None,
            }
            for plan in effect.plans
        ],
        "pieces": [_piece_values(piece, effect) for piece in effect.pieces],
        "milestones": [
            {
                "name": m.milestone.name,
                "date": m.milestone.date.isoformat(),
                "change": "added" if m.is_new else "removed",
            }
            for m in effect.milestones
        ],
        "gone": [f"/{address}" for address in effect.gone],
        "unread": [f"{effect.root}/{path}" for path in effect.unread],
    }


def _shift_values(shift: Shift) -> dict[str, object]:
    return {
        "starts": shift.starts.isoformat(),
        "before": _standing_values(shift.before),
        "after": _standing_values(shift.after),
    }


def _standing_values(standing: Standing | None) -> dict[str, object] | None:
    return None if standing is None else {
        "ends": standing.ends.isoformat(), "required": standing.due, "published": standing.published,
        "scheduled": standing.scheduled, "planned": standing.planned, "status": standing.status,
    }  # fmt: skip


def _piece_values(piece: PieceEffect, effect: Effect) -> dict[str, object]:
    return {
        "id": piece.story.id,
        "title": piece.story.title,
        "change": "changed" if piece.before and piece.after else "added" if piece.after else "removed",
        "changed": list(piece.changed),
        "before": _story_values(piece.before, effect),
        "after": _story_values(piece.after, effect),
    }


def _story_values(story: Story | None, effect: Effect) -> dict[str, object] | None:
    return None if story is None else {
        "path": f"{effect.root}/{story.path}", "address": f"/{story.address}",
        "state": story.state(effect.today).value, "date": story.meta.date.isoformat() if story.meta.date else None,
    }  # fmt: skip
