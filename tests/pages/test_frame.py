"""The menu that every page has."""

from __future__ import annotations

import pytest

from site_builder.pages.frame import Entry, Look, MenuError, NavEntry, make_frame
from tests.making import build_of
from tests.reports.board import look

PAGE = "---\ntitle: {}\ndescription: What this site is.\n---\n\nText.\n"
BUILD = build_of({"index.md": PAGE.format("Home"), "pages/about.md": PAGE.format("About us")})


def menu(*nav: NavEntry) -> tuple[Entry, ...]:
    return make_frame(BUILD, Look(look(), nav=nav or None)).menu


def test_without_a_menu_of_its_own_a_site_lists_its_texts_but_the_home_page() -> None:
    assert menu() == (Entry("About us", "about/"),)


def test_a_menu_names_texts_pages_of_the_site_and_addresses_elsewhere() -> None:
    assert menu(
        NavEntry("", "pages/about.md"),
        NavEntry("Where", "map/index.md"),
        NavEntry("", "stories/index.md"),
        NavEntry("", "https://www.example.gov.uk/"),
    ) == (
        Entry("About us", "about/"),
        Entry("Where", "map/"),
        Entry("Stories", "stories/"),
        Entry("https://www.example.gov.uk/", "https://www.example.gov.uk/", is_elsewhere=True),
    )


def test_a_menu_that_names_what_is_not_there_is_refused() -> None:
    with pytest.raises(MenuError, match=r"^nav: there is no page 'pages/contact\.md'; write the path of a text below"):
        menu(NavEntry("", "pages/contact.md"))
