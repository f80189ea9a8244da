"""The menu that every page has."""

from __future__ import annotations

import re

import pytest

from site_builder.pages.frame import Entry, Look, MenuError, NavEntry, make_frame
from site_builder.settings import parse_settings
from tests import builders
from tests.making import build_of
from tests.reports.board import look

PAGE = "---\ntitle: {}\ndescription: What this site is.\n---\n\nText.\n"
BUILD = build_of({"index.md": PAGE.format("Home"), "pages/about.md": PAGE.format("About us")})


def menu(*nav: NavEntry) -> tuple[Entry, ...]:
    return make_frame(BUILD, Look(look(), nav=nav or None)).menu


def test_without_a_menu_of_its_own_a_site_lists_what_it_makes_and_its_texts_but_the_home_page() -> None:
    assert [(entry.title, entry.address) for entry in menu()] == [
        ("Stories", "stories/"), ("Themes", "themes/"), ("Services", "services/"), ("Programmes", "programmes/"),
        ("Councils", "councils/"), ("Map", "map/"), ("Calendar", "calendar/"), ("Subscribe", "subscribe/"),
        ("About us", "about/"),
    ]  # fmt: skip


def test_what_a_site_does_not_have_is_in_no_menu_and_no_list_of_ways() -> None:
    options = parse_settings({"register": "none", "vocabularies": {"themes": ["energy"]}})
    frame = make_frame(build_of({"pages/accessibility.md": PAGE.format("Access")}, options=options), Look(look()))
    assert [entry.title for entry in frame.menu] == ["Stories", "Themes", "Calendar", "Subscribe"]
    assert frame.ways == (Entry("theme", "themes/"),)
    assert [entry.title for entry in frame.links] == ["Access", "Calendar", "Subscribe and open data"]
    assert (frame.called, frame.about) == (None, "")


def test_a_page_is_made_again_when_the_words_around_it_change() -> None:
    changes: tuple[dict[str, object], ...] = (
        {},
        {"footer": ["Ours."]},
        {"colours": {"brand": 30}},
        {"register": {"one": "borough"}},
    )
    builds = [build_of({}, options=builders.settings(**change)) for change in changes]
    assert len({make_frame(build, Look(look())).digest for build in builds}) == len(changes)


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


@pytest.mark.parametrize(
    ("options", "page", "reason"),
    [
        ({"register": "none"}, "councils", "no places (register: none)"),
        ({"register": "none"}, "map", "no map (map: none), or no places to show on one"),
        ({"vocabularies": {"themes": ["energy"]}}, "services", "no term in vocabularies.services"),
    ],
)
def test_a_menu_that_names_a_page_that_the_site_does_not_make_is_told_why(
    options: dict[str, object], page: str, reason: str
) -> None:
    build = build_of({}, options=builders.settings(**options))
    with pytest.raises(
        MenuError, match=rf"^nav: this site has no page '{page}/index\.md', as it has {re.escape(reason)};"
    ):
        make_frame(build, Look(look(), nav=(NavEntry("There", f"{page}/index.md"),)))
