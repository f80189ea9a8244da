"""A plan as a drawn year: its months, what was published in them, and the announced days."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from site_builder.content.vocabulary import Taxonomy
from site_builder.drawing import covers
from site_builder.pages.cards import identities
from site_builder.programme.plan import PeriodState, Quota, periods
from site_builder.render import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from site_builder.build import Build
    from site_builder.content.story import Story
    from site_builder.programme.plan import Period, Plan, PlanProgress

    Dated = tuple[date, str]

T = TypeVar("T")

_COLUMNS = 24
_NAMED_COLUMNS = 14
_PERIODS_IN_A_COLUMN = (1, 2, 3, 6, 12, 24, 60, 120)
_TILES = 40


@dataclass(frozen=True)
class Column:
    """A month of the drawn year, or several of a long plan.

    ``label`` and ``short`` are its name for wide and for narrow screens, ``year`` is empty where it is that of the
    column before. ``tiles`` are the published pieces: the
    class of the theme's colours, and whether the piece is original; ``more`` counts those that are not drawn.
    """

    label: str
    short: str
    year: str
    is_current: bool
    starts_period: bool
    tiles: tuple[tuple[str, bool], ...]
    more: int
    milestones: int


@dataclass(frozen=True)
class Year:
    """A plan drawn month by month; ``keys`` are the themes in it, each with the class of its colours."""

    columns: tuple[Column, ...]
    keys: tuple[tuple[str, str], ...]
    has_originals: bool
    has_milestones: bool


def by_stretch(starts: Sequence[date], items: Iterable[tuple[date, T]]) -> list[list[T]]:
    """Sort dated items into stretches of days, each given by its first day; no item is before the first."""
    found: list[list[T]] = [[] for _ in starts]
    for day, item in items:
        found[bisect_right(starts, day) - 1].append(item)
    return found


def make_year(row: PlanProgress, pieces: Sequence[Story], milestones: Sequence[Dated], build: Build) -> Year:
    """Return a plan with its published pieces, in their order, and its announced days."""
    stretches = _columns_of(row.plan)
    starts = [stretch.starts for stretch in stretches]
    tiles = by_stretch(starts, ((s.day, (hue_of(s, build), s.meta.original)) for s in pieces))
    announced = by_stretch(starts, milestones)
    first_days = {part.period.starts for part in row.quota}
    now = next((part.period for part in row.quota if part.state is PeriodState.OPEN), None)
    return Year(
        columns=tuple(
            Column(
                *name,
                is_current=now is not None and now.starts <= stretch.ends and stretch.starts <= now.ends,
                starts_period=stretch.starts in first_days,
                tiles=tuple(published[:_TILES]),
                more=max(0, len(published) - _TILES),
                milestones=len(days),
            )
            for stretch, name, published, days in zip(stretches, _names(starts), tiles, announced, strict=True)
        ),
        keys=_keys(pieces, build),
        has_originals=any(piece.meta.original for piece in pieces),
        has_milestones=bool(milestones),
    )


def hue_of(story: Story, build: Build) -> str:
    """Return the class of the colours of a piece's first theme."""
    return covers.identity_of(story, identities(build)).css_class


def _columns_of(plan: Plan) -> tuple[Period, ...]:
    """Return the plan's months, counted like its periods; in a long plan whole periods, or several at once."""
    months = (plan.ends.year - plan.starts.year) * 12 + plan.ends.month - plan.starts.month + 1
    period = plan.quota.every_months if plan.quota else 1
    steps = (1, *(period * n for n in _PERIODS_IN_A_COLUMN))
    step = next((step for step in steps if months <= step * _COLUMNS), months)
    return periods(replace(plan, quota=Quota(0, step)))


def _names(starts: Sequence[date]) -> list[tuple[str, str, str]]:
    """Return month, its initial and the year; months only where there is room, the year where it changes."""
    has_months = len(starts) <= _NAMED_COLUMNS
    names = [words.short_month(day) if has_months else "" for day in starts]
    is_new = [True, *(before.year != after.year for before, after in pairwise(starts))]
    years = [str(day.year) if new else "" for day, new in zip(starts, is_new, strict=True)]
    return [(name, name[:1], year) for name, year in zip(names, _thinned(years, 2 if has_months else 4), strict=True)]


def _thinned(texts: list[str], width: int) -> list[str]:
    """Return labels of columns without those that would run into the next one; each needs so many columns."""
    kept: list[str] = []
    for text in reversed(texts):
        kept.append("" if any(kept[1 - width :]) else text)
    return kept[::-1]


def _keys(pieces: Iterable[Story], build: Build) -> tuple[tuple[str, str], ...]:
    """Return the first themes of these pieces in the order of the vocabulary, with their colours."""
    found = {theme for story in pieces for theme in story.terms[Taxonomy.THEMES][:1]}
    return tuple(
        (identities(build)[theme].css_class, words.sentence_case(theme.name))
        for theme in build.settings.taxonomies[Taxonomy.THEMES]
        if theme in found
    )
