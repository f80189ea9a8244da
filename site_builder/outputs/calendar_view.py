"""The view of the calendar: plans, their periods and milestones, and what is published in them."""

from __future__ import annotations


from typing import TYPE_CHECKING

from site_builder.core import addresses
from site_builder.core.milestones import all_occurrences
from site_builder.core.plan import PeriodState
from site_builder.core.public_plan import PublicStatus, public_plans
from site_builder.core.story import State
from site_builder.outputs import words
from site_builder.outputs.story_view import make_cards
from site_builder.outputs.views import CalendarView, Link, PeriodView, PlanView

if TYPE_CHECKING:
    from site_builder.core.public_plan import PublicPeriod, PublicPlan, PublicTarget
    from site_builder.outputs.edition import Edition

_LABELS = {
    PublicStatus.MET: "Met",
    PublicStatus.WAIVED: "Waived",
    PublicStatus.MISSED: "Missed",
    PublicStatus.OPEN: "Under way",
    PublicStatus.UPCOMING: "To come",
}


def make_calendar_view(edition: Edition) -> CalendarView:
    """Return the calendar page; newest plan first."""
    plans = public_plans(edition.public.stories, edition.settings.programme, edition.today)
    in_order = sorted(plans, key=lambda row: row.plan.starts, reverse=True)
    to_come = [s for s in reversed(edition.shown.stories) if s.state(edition.today) is not State.PUBLISHED]
    return CalendarView(
        plans=tuple(_plan(row, edition) for row in in_order),
        other_milestones=_milestones_outside(plans, edition),
        ics=addresses.ICS,
        upcoming=make_cards(to_come, edition),
    )


def progress_line(edition: Edition) -> str:
    """Say in one honest sentence how the latest plan that has begun stands; empty without one."""
    plans = public_plans(edition.public.stories, edition.settings.programme, edition.today)
    begun = [row for row in plans if row.plan.starts <= edition.today and _promises_something(row)]
    if not begun:
        return ""
    latest = max(begun, key=lambda row: row.plan.starts)
    current = next((period for period in latest.periods if period.state is PeriodState.OPEN), None)
    parts = [
        _target_sentence(latest.target) if latest.target else "",
        f"{words.span(current.starts, current.ends)}: {_quota_words(current)}." if current else "",
    ]
    return " ".join(part for part in parts if part)


def _promises_something(row: PublicPlan) -> bool:
    """Whether a plan takes the place of the one before it; one without a promise leaves the home page as it is."""
    return bool(row.periods) or (row.target is not None and row.target.stories > 0)


def _plan(row: PublicPlan, edition: Edition) -> PlanView:
    target = row.target
    last = max(row.plan.ends, target.by) if target else row.plan.ends
    milestones = _milestones(edition, row.plan.starts, last) if not row.periods else ()
    return PlanView(
        heading=row.plan.name,
        dates=f"{words.long_date(row.plan.starts)} to {words.long_date(row.plan.ends)}",
        target=_target_sentence(target) if target else "",
        target_status=target.status if target else "",
        target_label=_LABELS[target.status] if target else "",
        target_published=target.published if target else 0,
        target_required=target.stories if target else 0,
        periods=tuple(_period(period, edition) for period in row.periods),
        milestones=milestones,
    )


def _target_sentence(target: PublicTarget) -> str:
    by = words.long_date(target.by)
    promised = words.stories(target.stories)
    if target.met_on is not None:
        return f"{promised} by {by}: met on {words.long_date(target.met_on)}, {target.published:,} published."
    if target.status is PublicStatus.MISSED:
        return f"{promised} by {by}: missed, with {target.published:,} published."
    return f"{target.published:,} of the {promised} promised by {by} are published."


def _period(period: PublicPeriod, edition: Edition) -> PeriodView:
    return PeriodView(
        heading=words.span(period.starts, period.ends),
        status=period.status,
        label=_LABELS[period.status],
        is_current=period.state is PeriodState.OPEN,
        sentence=_sentence(period),
        published=period.published,
        required=period.required,
        pieces=tuple(Link(s.title, s.address, words.long_date(s.day)) for s in period.pieces),
        milestones=_milestones(edition, period.starts, period.ends),
    )


def _quota_words(period: PublicPeriod) -> str:
    return f"{period.published:,} of {words.counted(period.required, 'original piece')} published"


def _sentence(period: PublicPeriod) -> str:
    if period.required == 0 and period.published == 0:
        text = "No original piece is due"
    elif period.status is PublicStatus.UPCOMING:
        text = f"{words.counted(period.required, 'original piece')} due"
    else:
        text = _quota_words(period)
    return f"{text} ({period.waiver.reason})." if period.waiver else f"{text}."


def _milestones(edition: Edition, first: date, last: date) -> tuple[Link, ...]:
    found = all_occurrences(edition.settings.announced, first, last)
    return tuple(Link(milestone.name, "", words.long_date(day)) for day, milestone in found)


def _milestones_outside(plans: tuple[PublicPlan, ...], edition: Edition) -> tuple[Link, ...]:
    """Return single milestones that lie in no plan; repeated ones without a plan have no natural end to show."""
    return tuple(
        Link(m.name, "", words.long_date(m.date))
        for m in sorted(edition.settings.announced, key=lambda m: (m.date, m.name))
        if not any(row.plan.starts <= m.date <= row.plan.ends for row in plans)
    )
