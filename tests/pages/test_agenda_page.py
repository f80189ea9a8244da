"""The editors' calendar as a page, in previews alone, and the holder of a piece, whom no reader sees."""

from __future__ import annotations

from datetime import date

from site_builder import addresses
from site_builder.pages import site_pages
from site_builder.pages.agenda_page import AgendaView, agenda_page
from tests import sample
from tests.builders import story_text
from tests.making import build_of, publish

HOLDER = "@somebody-who-holds-it"


def view() -> AgendaView:
    made = agenda_page(sample.build(preview=True)).view
    assert isinstance(made, AgendaView)
    return made


def test_it_is_in_the_preview_and_never_public() -> None:
    assert addresses.AGENDA in {page.address for page in site_pages.all_pages(sample.build(preview=True))}
    assert addresses.AGENDA not in {page.address for page in site_pages.all_pages(sample.build())}
    assert not agenda_page(sample.build(preview=True)).head.is_indexed


def test_it_shows_every_piece_by_period_with_its_status() -> None:
    rows = [(row.title, row.state) for stretch in view().stretches for row in stretch.rows if row.address]
    assert ("Third", "Published") in rows
    assert ("Sixth", "Scheduled") in rows
    assert ("Seventh", "Review") in rows
    assert ("Eighth", "Draft") in rows
    assert ("An idea", "Idea") in rows
    assert len(rows) == 9


def test_it_begins_with_what_needs_somebody() -> None:
    assert [(row.title, row.due) for row in view().to_do] == [("Eighth", "Overdue")]
    later = agenda_page(sample.build(date(2027, 5, 1), preview=True)).view
    assert isinstance(later, AgendaView)
    assert ("Fourth & fifth", "Review due") in [(row.title, row.due) for row in later.to_do]


def test_it_names_the_gaps_to_commission() -> None:
    gaps = {stretch.heading: stretch.gaps for stretch in view().stretches if stretch.gaps}
    assert gaps["July and August 2027"] == ("To commission: 2 original pieces still missing",)


def test_a_collection_of_nothing_has_an_empty_calendar() -> None:
    assert agenda_page(build_of({}, preview=True)).view == AgendaView((), ())


def test_no_reader_learns_who_has_a_piece() -> None:
    texts = {"2026/held.md": story_text(id="held-story", owner=HOLDER)}
    assert HOLDER in str(agenda_page(build_of(texts, preview=True)).view)
    public = build_of(texts)
    assert [name for name, content in publish(public).items() if HOLDER.encode() in content] == []
    assert [page.address for page in site_pages.all_pages(public) if HOLDER in f"{page.view}{page.head}"] == []
