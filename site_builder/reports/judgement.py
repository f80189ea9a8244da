"""The judgement that the board report begins with: how the plan is doing, in a few sentences."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.programme.pace import course_of
from site_builder.programme.plan import PeriodProgress, PeriodState, PlanStatus
from site_builder.render import plan_words, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from site_builder.programme.pace import Course
    from site_builder.programme.plan import PlanProgress, TargetProgress

_WORST_FIRST = (
    PlanStatus.MISSED,
    PlanStatus.SHORT,
    PlanStatus.AT_RISK,
    PlanStatus.ON_TRACK,
    PlanStatus.WAIVED,
    PlanStatus.MET,
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The worst status among what can still be kept, and since the last report what was not; then why."""

    status: PlanStatus | None
    headline: str
    sentences: tuple[str, ...]


def judge(
    row: PlanProgress | None, since: date, today: date, *, published: int, late: Sequence[int], review: int
) -> Judgement:
    """Return the judgement of a day; ``late`` are the days by which planned pieces are late."""
    events = [_published(published, since), _work(late, review)]
    if row is None:
        return Judgement(None, "No plan is agreed", tuple(events))
    if row.plan.starts > today:
        starts = f"The plan {row.plan.name} begins on {words.long_date(row.plan.starts)}."
        return Judgement(None, "The plan has not begun", (starts, *events))
    live: list[PeriodProgress | TargetProgress] = [part for part in row.quota if part.state is PeriodState.OPEN]
    live += [row.target] if row.target else []
    over = [part for part in row.quota if part.state is PeriodState.CLOSED]
    broken = [part for part in over if part.status is PlanStatus.MISSED and part.period.ends > since]
    status = min((part.status for part in [*live, *broken, *([] if live else over)]), key=_WORST_FIRST.index)
    headline = _headline(live, broken) if live else plan_words.label(status)
    return Judgement(status, headline, (*_of_plan(row, over, today), *events))


def _headline(live: Sequence[PeriodProgress | TargetProgress], broken: Sequence[PeriodProgress]) -> str:
    """Return the worst status and whose it is, as in 'At risk: the quota of March and April 2027'.

    A quota that was missed since the last report is reported even where all that can still be kept is on track.
    """
    worst = min((part.status for part in live), key=_WORST_FIRST.index)
    those = [part for part in live if part.status is worst]
    if worst is PlanStatus.MISSED:
        those, broken = [*those, *broken], ()
    now = plan_words.label(worst) + ("" if len(those) == len(live) and not broken else f": {_names(those)}")
    return f"{now}. Missed: {_names(broken)}" if broken else now


def _names(parts: Sequence[PeriodProgress | TargetProgress]) -> str:
    quotas = [part for part in parts if isinstance(part, PeriodProgress)]
    names = ["the target"] if len(quotas) < len(parts) else []
    if len(quotas) == 1:
        names.append(f"the quota of {words.span(quotas[0].period.starts, quotas[0].period.ends)}")
    elif quotas:
        names.append(f"the quotas of {len(quotas)} periods")
    return words.listed(names)


def _of_plan(row: PlanProgress, over: Sequence[PeriodProgress], today: date) -> Iterator[str]:
    course = course_of(row, today)
    if row.target and course:
        goal, counts = plan_words.goal(course.stories, course.by), plan_words.counts(row.target.counts)
        met = f" since {words.long_date(row.target.met_on)}" if row.target.met_on else ""
        status = plan_words.status(row.target.status)
        yield f"The target of {goal} is {status}{met}: {counts}.{_pace(course)}"
    now = next((part for part in row.quota if part.state is PeriodState.OPEN), None)
    if now:
        yield f"The quota of {words.span(now.period.starts, now.period.ends)} is {_period(now)}."
    if over:
        kept = Counter(part.status for part in over)
        parts = [f"{kept[status]} {plan_words.status(status)}" for status in PlanStatus if kept[status]]
        yield f"Periods that are over: {words.listed(parts)}."


def _pace(course: Course) -> str:
    """Say how what is published compares with an even pace, while the target is neither met nor over."""
    if len(course.published) >= course.stories or course.today > course.by:
        return ""
    if course.lead == 0:
        return " That is an even pace."
    return f" That is {words.stories(abs(course.lead))} {'ahead of' if course.lead > 0 else 'behind'} an even pace."


def _period(part: PeriodProgress) -> str:
    waiver = f" ({part.waiver.reason})" if part.waiver else ""
    if part.required == 0:
        return f"{plan_words.status(part.status)}{waiver}: nothing is due"
    needed = words.counted(part.required, "original piece")
    return f"{plan_words.status(part.status)}{waiver}: {plan_words.counts(part.counts, needed)}"


def _published(n: int, since: date) -> str:
    is_or_are = "was" if n == 1 else "were"
    how_many = words.counted(n, "piece") if n else "No piece"
    return f"{how_many} {is_or_are if n else 'was'} published since {words.long_date(since)}."


def _work(late: Sequence[int], review: int) -> str:
    """Say what waits for somebody."""
    is_late = f"{words.counted(len(late), 'planned piece')} {'is' if len(late) == 1 else 'are'} late"
    most = f", by {words.counted(max(late), 'day')}{' at most' if len(late) > 1 else ''}" if late else ""
    due = f"{words.counted(review, 'published piece')} {'is' if review == 1 else 'are'} due for review"
    if not late and not review:
        return "Nothing is late, and nothing is due for review."
    return f"{is_late if late else 'Nothing is late'}{most}; {due if review else 'nothing is due for review'}."
