"""What is due on a day, and what a piece would count for: said to somebody who starts one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.content.front_matter_model import Kind
from site_builder.programme.plan import periods, progress
from site_builder.render import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from site_builder.content.story import Story
    from site_builder.programme.plan import Counts, Plan


def due_on(day: date | None, stories: Iterable[Story], plans: Sequence[Plan], today: date) -> Iterator[str]:
    """Yield what the quota wants in the period of a day, and what there is of it."""
    if day is None:
        return
    for row in progress(stories, plans, today):
        for part in row.quota:
            if day in part.period:
                due = words.counted(part.required, "original piece")
                yield f"{words.span(part.period.starts, part.period.ends)}: {due} due; so far {_counts(part.counts)}."


def _counts(counts: Counts) -> str:
    return f"{counts.published} published, {counts.scheduled} scheduled and {counts.planned} planned"


def worth_of(day: date | None, kind: Kind, plans: Sequence[Plan], *, original: bool) -> Iterator[str]:
    """Yield what a piece counts for once it is published on a day."""
    if day is None:
        yield "Without a date it counts for no plan yet."
        return
    promises = []
    for plan in plans:
        if original and plan.quota is not None:
            promises += [f"the quota of {words.span(p.starts, p.ends)}" for p in periods(plan) if day in p]
        if plan.target is not None and kind is Kind.STORY and plan.starts <= day <= plan.target.by:
            promises.append(f"the target by {words.long_date(plan.target.by)}")
    if promises:
        yield f"Published on that day it counts for {' and '.join(promises)}."
    else:
        yield "Published on that day it counts for no plan."
