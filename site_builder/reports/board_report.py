"""The report to the board: how the programme is on a day, and what has happened since the last report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from site_builder.content.front_matter_model import Status
from site_builder.content.story import State
from site_builder.programme.milestones import all_occurrences
from site_builder.programme.pace import Course, course_of, leading
from site_builder.programme.plan import PeriodState, progress
from site_builder.programme.visits import SITE
from site_builder.render import plan_words, sentences, words
from site_builder.reports.coverage import Coverage, coverage_of
from site_builder.reports.judgement import Judgement, judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from site_builder.content.register import Register
    from site_builder.content.story import Story
    from site_builder.content.website import Site
    from site_builder.programme.plan import PeriodProgress, PlanProgress
    from site_builder.programme.visits import Visits
    from site_builder.settings import Settings

_DAY = timedelta(days=1)
_A_YEAR = timedelta(days=366)
_MOST_MILESTONES = 4
_MOST_VISITED = 10


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece in one line: ``line`` is the first sentence of its summary, ``state`` a word."""

    id: str
    title: str
    day: date | None
    state: str
    councils: str
    line: str
    url: str
    is_original: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A period of the quota with its counts, its status in words and why less is due, if it is."""

    heading: str
    required: int
    published: int
    scheduled: int
    planned: int
    state: PeriodState
    status: str
    waiver: str


@dataclass(frozen=True, slots=True)
class PlanPart:
    """What the report says of the plan that leads: its target with the course, and its periods."""

    name: str
    dates: str
    target: str
    target_status: str
    course: Course | None
    periods: tuple[PeriodLine, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """A place where pieces were passed on, with those of the time since the last report."""

    channel: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Visited:
    """How often a piece or the whole site was looked at: since the last report, and ever."""

    title: str
    views: int
    visits: int
    views_ever: int
    visits_ever: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class VisitPart:
    """Visits to the site and its most visited pieces; ``counted`` says for which days and by what."""

    site: Visited
    pieces: tuple[Visited, ...]
    counted: str


@dataclass(frozen=True, slots=True)
class BoardReport:
    """The whole report; ``published`` to ``withdrawn`` are those after ``since``, up to and with ``as_of``."""

    site: str
    as_of: date
    since: date
    judgement: Judgement
    plan: PlanPart | None
    published: tuple[Piece, ...]
    withdrawn: tuple[Piece, ...]
    coming: tuple[Piece, ...]
    ideas: int
    milestones: tuple[tuple[date, str], ...]
    late: tuple[Piece, ...]
    coverage: tuple[Coverage, ...]
    shared: tuple[Shared, ...]
    review: tuple[Piece, ...]
    visits: VisitPart | None
    total: int


def default_since(stories: Iterable[Story], settings: Settings, today: date) -> date:
    """Return the day before the leading plan began, or a year ago without one."""
    row = leading(progress(stories, settings.programme, today), today)
    return row.plan.starts - _DAY if row else today - _A_YEAR


def make_report(
    stories: Sequence[Story],
    settings: Settings,
    register: Register,
    site: Site,
    days: tuple[date, date],
    visits: Visits,
) -> BoardReport:
    """Return the report for the second of two days; the first is that of the last report."""
    since, today = days
    row = leading(progress(stories, settings.programme, today), today)
    public = [story for story in stories if story.state(today) is State.PUBLISHED]
    public.sort(key=lambda story: story.order)
    new = [story for story in public if story.day > since]
    planned = [story for story in stories if story.state(today) is State.PLANNED]
    late = sorted((s for s in planned if s.meta.date and s.day < today), key=lambda story: story.order)
    return BoardReport(
        site=site.name,
        as_of=today,
        since=since,
        judgement=judge(
            row,
            since,
            today,
            published=len(new),
            late=[(today - s.day).days for s in late],
            review=sum(story.review_is_due(today) for story in public),
        ),
        plan=_plan(row, today) if row else None,
        published=tuple(_piece(story, site, today) for story in new),
        withdrawn=tuple(_withdrawn(stories, site, since, today)),
        coming=tuple(_coming(stories, site, today)),
        ideas=sum(story.meta.date is None for story in planned),
        milestones=tuple(_milestones(settings, today)),
        late=tuple(_piece(s, site, today, f"{words.counted((today - s.day).days, 'day')} late") for s in late),
        coverage=coverage_of(public, settings, register),
        shared=_shared(public, site, since, today),
        review=tuple(_review(public, site, today)),
        visits=_visits(public, visits, since, today),
        total=len(public),
    )


def _piece(story: Story, site: Site, today: date, note: str = "") -> Piece:
    state = story.state(today)
    return Piece(
        story.id, story.title, story.meta.date, story.meta.status.value if state is State.PLANNED else state.value,
        words.listed([council.short_name for council in story.councils], at_most=3),
        sentences.first(story.meta.summary or ""),
        site.absolute(story.address) if state in {State.PUBLISHED, State.WITHDRAWN} else "", story.meta.original, note,
    )  # fmt: skip


def _coming(stories: Iterable[Story], site: Site, today: date) -> Iterable[Piece]:
    """Yield what has a day from today on and is not public yet, in order."""
    ahead = {State.SCHEDULED, State.PLANNED}
    found = [s for s in stories if s.meta.date and s.day >= today and s.state(today) in ahead]
    return (_piece(story, site, today) for story in sorted(found, key=lambda story: story.order))


def _withdrawn(stories: Iterable[Story], site: Site, since: date, today: date) -> Iterable[Piece]:
    for story in stories:
        gone = story.meta.withdrawn
        if gone and story.meta.status is Status.WITHDRAWN and story.keeps_notice() and since < gone.date <= today:
            yield _piece(story, site, today, f"{words.long_date(gone.date)}: {gone.reason}")


def _review(public: Iterable[Story], site: Site, today: date) -> Iterator[Piece]:
    """Yield the pieces that should have been looked at again, the longest due first."""
    due = [(story.meta.review_by, story.id, story) for story in public if story.meta.review_by]
    for day, _, story in sorted(due, key=lambda row: row[:2]):
        if story.review_is_due(today):
            yield _piece(story, site, today, f"due by {words.long_date(day)}")


def _milestones(settings: Settings, today: date) -> Iterable[tuple[date, str]]:
    """Return the next day of each milestone, in order."""
    found: dict[str, date] = {}
    for day, milestone in all_occurrences(settings.announced, today, today + _A_YEAR):
        found.setdefault(milestone.name, day)
    return ((day, name) for name, day in [*found.items()][:_MOST_MILESTONES])


def _plan(row: PlanProgress, today: date) -> PlanPart:
    part = row.target
    target = ""
    if part is not None:
        is_missed = part.status == "missed"
        target = plan_words.target(
            part.target.stories, part.target.by, part.counts.published, part.met_on, is_missed=is_missed
        )
    return PlanPart(
        row.plan.name,
        f"{words.long_date(row.plan.starts)} to {words.long_date(row.plan.ends)}",
        target,
        plan_words.status(part.status) if part else "",
        course_of(row, today),
        tuple(map(_period, row.quota)),
    )


def _period(part: PeriodProgress) -> PeriodLine:
    return PeriodLine(
        words.span(part.period.starts, part.period.ends),
        part.required,
        part.counts.published,
        part.counts.scheduled,
        part.counts.planned,
        part.state,
        plan_words.status(part.status),
        part.waiver.reason if part.waiver else "",
    )


def _shared(public: Iterable[Story], site: Site, since: date, today: date) -> tuple[Shared, ...]:
    """Return the channels with the pieces that were passed on there, the busiest channel first."""
    found: dict[str, list[Piece]] = {}
    for story in public:
        for sharing in story.meta.shared:
            if since < sharing.date <= today:
                piece = _piece(story, site, today, words.long_date(sharing.date))
                found.setdefault(sharing.channel, []).append(piece)
    in_order = sorted(found, key=lambda channel: (-len(found[channel]), channel))
    return tuple(Shared(channel, tuple(found[channel])) for channel in in_order)


def _visits(public: Sequence[Story], visits: Visits, since: date, today: date) -> VisitPart | None:
    """Return the visits up to the day, by the ids of pieces, so that one that has moved keeps its history."""
    ever = visits.until(today)
    if not ever.counts:
        return None
    new = ever.after(since)
    titles = {story.id: story.title for story in public}
    order = Counter({id_: new.of(id_).views for id_ in titles if ever.of(id_).views})
    rows = [_visited(titles[id_], id_, new, ever) for id_, _ in order.most_common(_MOST_VISITED)]
    return VisitPart(_visited("All pages", SITE, new, ever), tuple(rows), _counted(ever))


def _visited(title: str, page: str, new: Visits, ever: Visits) -> Visited:
    return Visited(title, new.of(page).views, new.of(page).visits, ever.of(page).views, ever.of(page).visits, page)


def _counted(visits: Visits) -> str:
    first, last = words.long_date(visits.first), words.long_date(visits.last)
    days = f"on {first}" if first == last else f"from {first} to {last}"
    return f"Counted {days} by {words.listed(visits.sources)}; robots are left out."
