"""The board report in words: sections with sentences, tables and lines, the same for Markdown, HTML and PDF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.drawing import pace_chart
from site_builder.drawing.site_colours import site_colours
from site_builder.render import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from site_builder.programme.pace import Course
    from site_builder.reports.board_report import BoardReport, Piece, PlanPart, VisitPart
    from site_builder.reports.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of a list: a word or day before the title, the title with its address, and the rest."""

    lead: str
    title: str
    url: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``alignments`` are 'left' or 'right', one for each column."""

    heads: tuple[str, ...]
    alignments: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report under a heading; a part without lines or table says ``empty``."""

    heading: str
    before: tuple[str, ...] = ()
    chart: Course | None = None
    table: Table | None = None
    lines: tuple[Line, ...] = ()
    empty: str = ""
    after: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        """What the chart shows, in words."""
        return pace_chart.spoken(self.chart) if self.chart else ""

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """What the lines of the chart mean, each with its class."""
        return pace_chart.legend(self.chart) if self.chart else ()

    @property
    def drawing(self) -> str:
        """The chart as SVG, empty without one; its page has the colours."""
        return pace_chart.draw(self.chart, site_colours()) if self.chart else ""


@dataclass(frozen=True, slots=True)
class ReportView:
    """The report as templates receive it: the judgement first, the tables after."""

    title: str
    note: str
    status: str
    headline: str
    sentences: tuple[str, ...]
    sections: tuple[Section, ...]


def make_view(report: BoardReport) -> ReportView:
    """Return the report in words."""
    since = words.long_date(report.since)
    return ReportView(
        title=f"{report.site}: report of {words.long_date(report.as_of)}",
        note=f"For the board. It covers the time since {since}, and names pieces that are not public yet.",
        status=report.judgement.status.value if report.judgement.status else "",
        headline=report.judgement.headline,
        sentences=report.judgement.sentences,
        sections=tuple(_sections(report, since)),
    )


def _sections(report: BoardReport, since: str) -> Iterator[Section]:
    if report.plan:
        yield from _plan(report.plan)
    yield Section(f"Published since {since}", lines=tuple(map(_published, report.published)), empty="Nothing.")
    if report.withdrawn:
        yield Section("Withdrawn since then", lines=tuple(Line("", p.title, p.url, p.note) for p in report.withdrawn))
    yield Section("Late", lines=tuple(map(_late, report.late)), empty="Nothing.")
    yield _coming(report)
    yield _coverage(report.coverage, report.total)
    shared = (
        Line("", part.channel, "", words.listed([f"{p.title} ({p.note})" for p in part.pieces]))
        for part in report.shared
    )
    yield Section(f"Shared since {since}", lines=tuple(shared), empty="Nothing is recorded.")
    review = tuple(Line("", p.title, p.url, p.note) for p in report.review)
    yield Section("Due for review", lines=review, empty="Nothing.")
    yield _visits(report.visits)


def _plan(plan: PlanPart) -> Iterator[Section]:
    yield Section(f"Plan {plan.name}", (f"{plan.dates}. {plan.target}".rstrip(),), plan.course)
    if not plan.periods:
        return
    rows = tuple(
        (p.heading, p.status, *map(str, (p.required, p.published, p.scheduled, p.planned))) for p in plan.periods
    )
    heads = ("Period", "Status", "Due", "Published", "Scheduled", "Planned")
    waivers = (
        f"Waiver for {p.heading}: {words.counted(p.required, 'piece')} due, {p.waiver}."
        for p in plan.periods
        if p.waiver
    )
    table = Table(heads, ("left", "left", "right", "right", "right", "right"), rows)
    yield Section("Quota of original pieces", table=table, after=tuple(waivers))


def _published(piece: Piece) -> Line:
    about = ", ".join(filter(None, (piece.councils, "original" if piece.is_original else "")))
    return Line(_day(piece), piece.title, piece.url, f"{about}. {piece.line}" if about else piece.line)


def _late(piece: Piece) -> Line:
    return Line(_day(piece), piece.title, "", f"{piece.state}, {piece.note}")


def _coming(report: BoardReport) -> Section:
    lines = (
        Line(_day(p), p.title, "", ", ".join(filter(None, (p.state, p.councils, "original" if p.is_original else ""))))
        for p in report.coming
    )
    ideas = f"{words.counted(report.ideas, 'piece')} {'has' if report.ideas == 1 else 'have'} no day yet."
    dates = words.listed([f"{name} on {words.long_date(day)}" for day, name in report.milestones])
    after = (ideas if report.ideas else "", f"Next dates: {dates}." if dates else "")
    return Section("To come", lines=tuple(lines), empty="Nothing with a day.", after=tuple(filter(None, after)))


def _day(piece: Piece) -> str:
    return words.long_date(piece.day) if piece.day else ""


def _coverage(parts: Iterable[Coverage], total: int) -> Section:
    lines = tuple(
        Line("", part.heading, "", ". ".join(filter(None, (_have(part), _have_not(part)))) + ".") for part in parts
    )
    return Section(f"What the {words.counted(total, 'published piece')} cover", lines=lines, empty="Nothing.")


def _have(part: Coverage) -> str:
    return ", ".join(f"{name} {n:,}" for name, n in part.have)


def _have_not(part: Coverage) -> str:
    return f"Without any: {', '.join(part.have_not)}" if part.have_not else ""


def _visits(part: VisitPart | None) -> Section:
    if part is None:
        return Section("Visits", empty="None are recorded; 'stories visits import' reads them.")
    rows = tuple(
        (row.title, *(f"{n:,}" for n in (row.views, row.visits, row.views_ever, row.visits_ever)))
        for row in (part.site, *part.pieces)
    )
    heads = ("Page", "Views", "Visits", "Views ever", "Visits ever")
    return Section("Visits", table=Table(heads, ("left", *["right"] * 4), rows), after=(part.counted,))
