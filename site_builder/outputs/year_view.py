"""A plan as a drawn year: its months, what was published in them, and the announced days."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from site_builder.core.plan import PeriodState, Quota, periods
from site_builder.core.vocabulary import Taxonomy
from site_builder.outputs import covers, words
from site_builder.outputs.views import Column, Year

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from site_builder.core.plan import Plan
    from site_builder.core.public_plan import PublicPlan
    from site_builder.core.story import Story
    from site_builder.outputs.edition import Edition

    Dated = tuple[date, str]

T = TypeVar("T")

_COLUMNS = 24
_NAMED_COLUMNS = 14
_MONTHS_IN_A_COLUMN = (1, 3, 6, 12, 60, 120)
_A_CENTURY = 1200
_TILES = 40
_NO_THEME = "No theme"


def by_stretch(starts: Sequence[date], items: Iterable[tuple[date, T]]) -> list[list[T]]:
    """Sort dated items into stretches of days, each given by its first day; no item lies before the first."""
    found: list[list[T]] = [[] for _ in starts]
    for day, item in items:
        found[bisect_right(starts, day) - 1].append(item)
    return found


def make_year(row: PublicPlan, pieces: Sequence[Story], milestones: Sequence[Dated], edition: Edition) -> Year:
    """Return a plan with its published pieces, in their order, and its announced days."""
    starts = _columns_of(row.plan)
    tiles = by_stretch(starts, ((s.day, (hue_of(s, edition), s.meta.original)) for s in pieces))
    announced = by_stretch(starts, milestones)
    periods_of = [
        max((p for p in row.periods if p.starts <= start), key=lambda p: p.starts, default=None) for start in starts
    ]
    names = _names(starts)
    changes = [True, *(before is not after for before, after in pairwise(periods_of))]
    return Year(
        columns=tuple(
            Column(
                *names[n],
                status=period.status if period else "",
                is_current=period is not None and period.state is PeriodState.OPEN,
                starts_period=changes[n],
                tiles=tuple(tiles[n][:_TILES]),
                more=max(0, len(tiles[n]) - _TILES),
                milestones=len(announced[n]),
            )
            for n, period in enumerate(periods_of)
        ),
        keys=_keys(pieces, edition),
    )


def hue_of(story: Story, edition: Edition) -> str:
    """Return the class of the colours of a piece's first theme."""
    return covers.identity_of(story, edition.identities).css_class


def _columns_of(plan: Plan) -> list[date]:
    """Return the first days of the plan's months, counted like its periods; of several months if it is long."""
    months = (plan.ends.year - plan.starts.year) * 12 + plan.ends.month - plan.starts.month + 1
    step = next((step for step in _MONTHS_IN_A_COLUMN if months <= step * _COLUMNS), _A_CENTURY)
    return [column.starts for column in periods(replace(plan, quota=Quota(0, step)))]


def _names(starts: Sequence[date]) -> list[tuple[str, str, str]]:
    """Return month, its initial and the year; months only where there is room, the year where it changes."""
    has_months = len(starts) <= _NAMED_COLUMNS
    names = [words.short_month(day) if has_months else "" for day in starts]
    is_new = [True, *(before.year != after.year for before, after in pairwise(starts))]
    return [
        (name, name[:1], str(day.year) if new else "") for name, day, new in zip(names, starts, is_new, strict=True)
    ]


def _keys(pieces: Iterable[Story], edition: Edition) -> tuple[tuple[str, str], ...]:
    """Return the first themes of these pieces in the order of the vocabulary, with their colours."""
    first = {story.terms[Taxonomy.THEMES][0] for story in pieces if story.terms[Taxonomy.THEMES]}
    keys = [
        (edition.identities[term].css_class, words.sentence_case(term.name))
        for term in edition.settings.taxonomies[Taxonomy.THEMES]
        if term in first
    ]
    return (*keys, *[(hue_of(story, edition), _NO_THEME) for story in pieces if not story.terms[Taxonomy.THEMES]][:1])
