"""The editors' calendar as a page of the preview: what each period has and lacks, and who is working on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.pages.head import page_head
from site_builder.pages.made_page import MadePage
from site_builder.pages.parts import Day, make_day
from site_builder.programme.plan import progress
from site_builder.render import page_words, words
from site_builder.reports.agenda import make_agenda

if TYPE_CHECKING:
    from site_builder.build import Build
    from site_builder.reports.agenda import Agenda, Entry


@dataclass(frozen=True)
class Row:
    """A piece or a milestone; ``state`` is its word for readers and ``address`` is empty where there is no page."""

    day: Day | None
    state: str
    title: str
    address: str
    owner: str
    due: str
    is_original: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period, or what is outside of every one; ``is_short`` marks one that misses what was promised."""

    heading: str
    slug: str
    note: str
    is_short: bool
    rows: tuple[Row, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgendaView:
    """The page: what needs somebody, then every stretch of time."""

    to_do: tuple[Row, ...]
    stretches: tuple[Stretch, ...]


def agenda_page(build: Build) -> MadePage:
    """Return the page, which is for previews only."""
    stories, today = build.shown.stories, build.today
    plans = progress(stories, build.settings.programme, today)
    agendas = make_agenda(stories, plans, build.settings.announced, today)
    stretches = tuple(_stretch(agenda, n) for n, agenda in enumerate(agendas, 1))
    view = AgendaView(tuple(row for stretch in stretches for row in stretch.rows if row.due), stretches)
    head = page_head(build, *page_words.AGENDA, addresses.AGENDA, is_indexed=False)
    return MadePage(addresses.AGENDA, "stories/agenda.html", head, view)


def _stretch(agenda: Agenda, n: int) -> Stretch:
    return Stretch(
        agenda.heading,
        f"stretch-{n}",
        words.sentence_case(agenda.note),
        agenda.status in {"missed", "short"},
        tuple(map(_row, agenda.entries)),
        tuple(gap if agenda.status == "missed" else page_words.to_commission(gap) for gap in agenda.gaps),
    )


def _row(entry: Entry) -> Row:
    return Row(
        make_day(date.fromisoformat(entry.day)) if entry.day else None,
        words.sentence_case(entry.status if entry.state == "planned" else entry.state),
        entry.title,
        entry.address,
        entry.owner,
        words.sentence_case(entry.due),
        entry.is_original,
    )
