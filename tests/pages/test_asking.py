"""Whom readers can ask about a piece, and where a figure can be checked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from site_builder.content.register import Council, Register
from site_builder.pages.asking import Asking, make_asking
from site_builder.pages.lists import ListView
from site_builder.pages.parts import Fact, Link
from site_builder.pages.site_pages import all_pages
from site_builder.pages.story_page import make_story_view
from tests.builders import register, settings, story_text
from tests.making import STORY, build_of

if TYPE_CHECKING:
    from site_builder.build import Build

ABOUT = {"pages/about.md": "---\ntitle: About us\ndescription: Who we are.\n---\n\nText.\n"}
TEAM = {"team": "The stories team", "email": "stories@example.org"}


def with_websites(build: Build) -> Build:
    """Return a build whose councils of today have websites."""
    known = [c if c.is_abolished else replace(c, website=f"https://www.{c.slug}.example/") for c in register()]
    return replace(build, register=Register(known))


def asking(*slugs: str, texts: dict[str, str] | None = None, **options: object) -> Asking | None:
    build = with_websites(build_of({STORY: story_text()} | (texts or {}), options=settings(**options)))
    return make_asking(build, [council for slug in slugs if (council := build.register.get(slug))])


def test_a_piece_without_a_contact_names_the_website_of_its_council() -> None:
    assert asking("york") == Asking(
        "This story names no contact. Try the council’s own website:",
        (Link("City of York Council", "https://www.york.example/", "york.example"),),
        None,
    )


def test_an_abolished_council_is_asked_at_its_successor_and_nobody_twice() -> None:
    found = asking("suffolk-coastal", "east-suffolk", "wigan")
    assert found is not None
    assert [link.text for link in found.websites] == ["East Suffolk Council", "Wigan Council"]
    assert "councils’" in found.sentence


def test_many_councils_are_found_on_their_own_pages() -> None:
    many = [Council(f"c-{n}", f"Council {n}", str(n), "district", website="https://example.org/") for n in range(7)]
    found = make_asking(build_of({STORY: story_text()}), many)
    assert found is not None
    assert found.websites == ()
    assert "‘At a glance’" in found.sentence


@pytest.mark.parametrize(
    ("texts", "options", "team"),
    [
        ({}, {}, None),
        (ABOUT, {}, Link("the team of this site", "about/", "see ‘About us’")),
        (ABOUT, {"contact": TEAM}, Link("The stories team", "mailto:stories@example.org", "stories@example.org")),
    ],
    ids=["nothing is known", "a page says", "the settings say"],
)
def test_the_team_of_the_site_is_reached_by_its_mailbox_or_its_page(
    texts: dict[str, str], options: dict[str, object], team: Link | None
) -> None:
    found = asking(texts=texts, **options)
    assert (found.team if found else None) == team


def test_a_piece_with_a_contact_sends_nobody_elsewhere() -> None:
    build = with_websites(build_of({STORY: story_text(contact={"team": "Us", "email": "us@york.example"})}))
    assert make_story_view(build.public.stories[0], build).asking is None


def test_the_page_of_a_council_has_its_website() -> None:
    york = {"slug": "york", "name": "York", "lat": 54, "lon": -1.1, "website": "https://www.york.example/"}
    build = build_of({STORY: story_text(councils=["york"])}, options=settings(places=[york]))
    (view,) = [page.view for page in all_pages(build) if page.address == "councils/york/"]
    assert isinstance(view, ListView)
    assert Fact("Website", (Link("york.example", "https://www.york.example/"),)) in view.facts


def test_a_figure_leads_to_the_source_of_its_title_or_to_its_own_address() -> None:
    text = story_text(
        outcomes=[
            {"what": "A", "figure": 1, "source": "The PAPER"},
            {"what": "B", "figure": 2, "source": "The paper", "url": "https://example.org/b"},
            {"what": "C", "figure": 3, "source": "Another"},
        ],
        savings=[{"amount": 1, "currency": "GBP", "period": "a year", "source": "The paper"}],
        sources=[{"title": "The paper", "date": 2013, "url": "https://example.org/paper"}],
    )
    build = build_of({STORY: text})
    view = make_story_view(build.public.stories[0], build)
    assert [figure.url for figure in view.figures] == [
        "https://example.org/paper", "https://example.org/b", "", "https://example.org/paper",
    ]  # fmt: skip
