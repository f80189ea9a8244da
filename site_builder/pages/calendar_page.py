"""The view of the calendar: plans, their periods and milestones, and what is published in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.content.story import State
from site_builder.pages.cards import Card, cards_of
from site_builder.pages.head import page_head
from site_builder.pages.made_page import MadePage
from site_builder.pages.parts import Day, make_day
from site_builder.pages.year import Year, by_stretch, hue_of, make_year
from site_builder.programme.milestones import all_occurrences
from site_builder.programme.plan import PeriodState, PublicStatus, public_progress
from site_builder.render import page_words, plan_words, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from site_builder.build import Build
    from site_builder.content.story import Story
    from site_builder.programme.plan import PeriodProgress, Plan, PlanProgress, TargetProgress

_PERIODS_IN_A_PLAN = 8
_PIECES_IN_A_PERIOD = 12
_DAYS_IN_A_LIST = 6
_MOST_MARKS = 60


@dataclass(frozen=True)
class Milestones:
    """Announced days with their names, in order; ``more`` are those that a long list keeps folded."""

    first: tuple[tuple[Day, str], ...] = ()
    more: tuple[tuple[Day, str], ...] = ()


@dataclass(frozen=True)
class PeriodView:
    """A period of a plan: ``status`` is a word for styles ('met', 'open' ...), ``label`` the same for readers.

    ``marks`` draw the quota: the class of a theme's colours for every original piece, an empty text for one that is
    due; there are none where they would be too many to look at. ``waiver`` is the reason why fewer pieces are due.
    ``pieces`` are all that were published, ``more`` those that a long list keeps folded.
    """

    heading: str
    status: str
    label: str
    is_current: bool
    is_over: bool
    sentence: str
    waiver: str
    published: int
    required: int
    marks: tuple[str, ...]
    pieces: tuple[Card, ...]
    more: tuple[Card, ...]
    milestones: Milestones


@dataclass(frozen=True)
class PlanView:
    """A plan with its target in one sentence, drawn as a year, and its periods.

    ``is_leading`` marks the plan that the page opens with; the others are folded, with ``tally`` to sum them up.
    ``earlier`` and ``later`` are the periods that a long plan keeps folded. A plan without a quota has one period.
    """

    heading: str
    dates: str
    is_leading: bool
    tally: str
    target: str
    target_by: str
    target_status: str
    target_label: str
    target_published: int
    target_required: int
    target_marks: tuple[str, ...]
    year: Year
    periods: tuple[PeriodView, ...]
    earlier: tuple[PeriodView, ...] = ()
    later: tuple[PeriodView, ...] = ()


@dataclass(frozen=True)
class CalendarView:
    """The calendar page; ``ics_url`` is the full address to subscribe to; ``upcoming`` is filled in previews only."""

    plans: tuple[PlanView, ...]
    other_milestones: Milestones
    ics: str
    ics_url: str
    upcoming: tuple[Card, ...] = ()


def calendar_page(build: Build) -> MadePage:
    """Return the calendar page."""
    title = page_words.CALENDAR_OF_PLAN if build.settings.plans else page_words.CALENDAR
    head = page_head(build, *title, addresses.CALENDAR)
    return MadePage(addresses.CALENDAR, "stories/calendar.html", head, make_calendar_view(build))


def make_calendar_view(build: Build) -> CalendarView:
    """Return what its template receives: the plan that leads, then the others, newest first."""
    plans = public_progress(build.public.stories, build.settings.programme, build.today)
    leading = _latest(plans, build.today) or min(plans, key=lambda row: row.plan.starts, default=None)
    newest_first = sorted(plans, key=lambda row: row.plan.starts, reverse=True)
    in_order = sorted(newest_first, key=lambda row: row is not leading)
    published = sorted(build.public.stories, key=lambda story: story.order)
    to_come = [s for s in build.shown.stories if s.state(build.today) is not State.PUBLISHED]
    return CalendarView(
        plans=tuple(_plan(row, published, build, is_leading=row is leading) for row in in_order),
        other_milestones=_fold_days(_milestones_outside(plans, build)),
        ics=addresses.ICS,
        ics_url=build.site.absolute(addresses.ICS),
        upcoming=cards_of(build, sorted(to_come, key=lambda story: story.order)),
    )


def progress_line(build: Build) -> str:
    """Say in one honest sentence how the latest plan that has begun is doing; empty without one."""
    plans = public_progress(build.public.stories, build.settings.programme, build.today)
    latest = _latest(plans, build.today)
    if latest is None:
        return ""
    current = next((period for period in latest.quota if period.state is PeriodState.OPEN), None)
    parts = [
        _target_sentence(latest.target) if latest.target and _promises_stories(latest) else "",
        f"{words.span(current.period.starts, current.period.ends)}: {_lower(_with_waiver(current))}" if current else "",
    ]
    return " ".join(part for part in parts if part)


def _latest(plans: Iterable[PlanProgress], today: date) -> PlanProgress | None:
    """Return the latest plan that has begun and promises something, so that the days on which it turns are named."""
    begun = (row for row in plans if row.plan.starts <= today and _promises_something(row))
    return max(begun, key=lambda row: row.plan.starts, default=None)


def _promises_something(row: PlanProgress) -> bool:
    """Whether a plan takes the place of the one before it; one without a promise leaves the pages as they are."""
    return bool(row.quota) or _promises_stories(row)


def _promises_stories(row: PlanProgress) -> bool:
    return row.target is not None and row.target.target.stories > 0


def _plan(row: PlanProgress, published: Sequence[Story], build: Build, *, is_leading: bool) -> PlanView:
    plan, target = row.plan, row.target if _promises_stories(row) else None
    pieces = [story for story in published if plan.starts <= story.day <= plan.ends]
    found = all_occurrences(build.settings.announced, plan.starts, plan.ends)
    milestones = [(day, milestone.name) for day, milestone in found]
    rows = _rows(row, pieces, milestones, build)
    first, last = _unfolded(row.quota) if is_leading else (0, len(rows))
    return PlanView(
        heading=plan.name,
        dates=words.days(plan.starts, plan.ends),
        is_leading=is_leading,
        tally=_tally(row.quota),
        target=_target_sentence(target) if target else "",
        target_by=words.long_date(target.target.by) if target else "",
        target_status=target.public_status if target else "",
        target_label=plan_words.label(target.public_status) if target else "",
        target_published=target.counts.published if target else 0,
        target_required=target.target.stories if target else 0,
        target_marks=_marks(target.pieces, target.target.stories, build) if target else (),
        year=make_year(row, pieces, milestones, build),
        periods=rows[first:last],
        earlier=rows[:first],
        later=rows[last:],
    )


def _rows(
    row: PlanProgress, pieces: Sequence[Story], milestones: Sequence[tuple[date, str]], build: Build
) -> tuple[PeriodView, ...]:
    """Return the periods of a plan, or the plan itself as one that promises nothing and is nowhere in time."""
    if not row.quota:
        return (_whole_plan(row.plan, pieces, milestones, build),)
    starts = [part.period.starts for part in row.quota]
    in_periods = by_stretch(starts, ((story.day, story) for story in pieces))
    announced = by_stretch(starts, ((day, (day, name)) for day, name in milestones))
    return tuple(
        _period(period, stories, days, build)
        for period, stories, days in zip(row.quota, in_periods, announced, strict=True)
    )


def _whole_plan(
    plan: Plan, pieces: Sequence[Story], milestones: Sequence[tuple[date, str]], build: Build
) -> PeriodView:
    return PeriodView(
        heading=words.span(plan.starts, plan.ends),
        status="",
        label="",
        is_current=False,
        is_over=False,
        sentence=f"{plan_words.published(len(pieces))}.",
        waiver="",
        published=len(pieces),
        required=0,
        marks=(),
        pieces=cards_of(build, pieces[:_PIECES_IN_A_PERIOD]),
        more=cards_of(build, pieces[_PIECES_IN_A_PERIOD:]),
        milestones=_fold_days(milestones),
    )


def _unfolded(periods: Sequence[PeriodProgress]) -> tuple[int, int]:
    """Return which periods a long plan shows: the last before now, that of now, and the next few."""
    if len(periods) <= _PERIODS_IN_A_PLAN:
        return 0, max(1, len(periods))
    now = sum(period.state is PeriodState.CLOSED for period in periods)
    return max(0, now - 2), now + 4


def _tally(periods: Sequence[PeriodProgress]) -> str:
    """Say how the periods ended or are doing; empty without any."""
    counts = Counter(period.public_status for period in periods)
    return plan_words.tally({status: counts[status] for status in PublicStatus if counts[status]})


def _marks(pieces: Sequence[Story], promised: int, build: Build) -> tuple[str, ...]:
    """Return the colours of what is published, then an empty text for each piece that is due."""
    if max(len(pieces), promised) > _MOST_MARKS:
        return ()
    return (*(hue_of(story, build) for story in pieces), *[""] * (promised - len(pieces)))


def _target_sentence(row: TargetProgress) -> str:
    is_missed = row.public_status is PublicStatus.MISSED
    goal = row.target
    return plan_words.target(goal.stories, goal.by, row.counts.published, row.met_on, is_missed=is_missed)


def _period(
    period: PeriodProgress, pieces: Sequence[Story], milestones: Sequence[tuple[date, str]], build: Build
) -> PeriodView:
    return PeriodView(
        heading=words.span(period.period.starts, period.period.ends),
        status=period.public_status,
        label=plan_words.label(period.public_status),
        is_current=period.state is PeriodState.OPEN,
        is_over=period.state is PeriodState.CLOSED,
        sentence=f"{_sentence(period)}.",
        waiver=period.waiver.reason if period.waiver else "",
        published=period.counts.published,
        required=period.required,
        marks=_marks(period.pieces, period.required, build),
        pieces=cards_of(build, pieces[:_PIECES_IN_A_PERIOD]),
        more=cards_of(build, pieces[_PIECES_IN_A_PERIOD:]),
        milestones=_fold_days(milestones),
    )


def _sentence(period: PeriodProgress) -> str:
    """Say how a period is doing, without a full stop."""
    published = period.counts.published
    if period.public_status is PublicStatus.UPCOMING:
        return plan_words.due(period.required)
    return plan_words.published_of(published, period.required)


def _with_waiver(period: PeriodProgress) -> str:
    return f"{_sentence(period)} ({period.waiver.reason})." if period.waiver else f"{_sentence(period)}."


def _lower(sentence: str) -> str:
    """Return a sentence as it comes after a colon."""
    return sentence[:1].lower() + sentence[1:]


def _fold_days(milestones: Sequence[tuple[date, str]]) -> Milestones:
    rows = tuple((make_day(day), name) for day, name in milestones)
    return Milestones(rows[:_DAYS_IN_A_LIST], rows[_DAYS_IN_A_LIST:])


def _milestones_outside(plans: tuple[PlanProgress, ...], build: Build) -> list[tuple[date, str]]:
    """Return single milestones that are in no plan; repeated ones without a plan have no natural end to show."""
    return sorted(
        (m.date, m.name)
        for m in build.settings.announced
        if not any(row.plan.starts <= m.date <= row.plan.ends for row in plans)
    )
