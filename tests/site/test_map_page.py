"""The page of the map as it is built: links that lead to pages, counts that agree, few bytes."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

import pytest

from tests.site import odd

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from tests.site.projects import Site

NAMES = ["showcase", "odd_site", "empty_site"]


def links(page: BeautifulSoup, selector: str) -> list[str]:
    return [str(link["href"]) for link in page.select(selector)]


@pytest.mark.parametrize("name", NAMES)
def test_the_map_and_its_list_lead_to_every_council_that_has_a_story(name: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(name)
    page = site.page("map/")
    pages = {f"../{path.removesuffix('feed.xml')}" for path in site.files if re.match(r"councils/[^/]+/feed.xml", path)}
    listed = links(page, ".st-atlas__region a")
    assert len(listed) == len(set(listed))
    assert set(listed) == pages
    assert set(links(page, ".st-map svg a")) <= pages
    if name == "showcase":
        assert set(links(page, ".st-map svg a")) == pages


def test_every_mark_says_what_it_is_for(showcase: Site) -> None:
    for link in showcase.page("map/").select(".st-map svg a"):
        assert re.fullmatch(r"\S.*: \d+ (story|stories)( \(.+\))?", str(link["aria-label"]))
        council = showcase.page(str(link["href"]).removeprefix("../"))
        count = council.select_one("#count")
        assert count is not None
        assert f": {count.get_text()}" in str(link["aria-label"])


def test_drawings_have_a_role_and_a_name(showcase: Site) -> None:
    for address in ("map/", "programmes/made-up-councils/"):
        for svg in showcase.page(address).select(".st-map svg:has(a)"):
            assert svg["role"] == "group"
            assert svg["aria-label"]


def test_a_programme_and_a_service_have_a_map_and_a_theme_has_none(showcase: Site) -> None:
    assert showcase.page("programmes/made-up-councils/").select(".st-map--small svg a")
    assert showcase.page("services/adult-social-care/").select(".st-map--small svg a")
    assert not showcase.page("themes/digitalisation/").select(".st-map, link[href$='map.css']")


def test_a_story_points_to_its_council_on_a_drawing_for_the_eye_alone(showcase: Site) -> None:
    (svg,) = showcase.page("stories/wigan-street-kitchens/").select(".st-minimap")
    assert svg["aria-hidden"] == "true"
    assert len(str(svg)) < 400


def test_an_empty_map_says_so(empty_site: Site) -> None:
    page = empty_site.page("map/")
    assert "No story is published yet" in page.get_text(" ", strip=True)
    assert not page.select(".st-map a, .st-map__inset")
    assert page.select(".st-map__land[d]")


def test_a_preview_also_maps_what_is_not_published(odd_preview: Site, odd_site: Site) -> None:
    public, preview = (set(links(site.page("map/"), ".st-atlas__region a")) for site in (odd_site, odd_preview))
    assert public <= preview
    assert odd.UNSEEN not in odd_site.text("map/index.html").casefold()


@pytest.mark.parametrize(
    ("path", "at_most"), [("map/index.html", 14_000), ("assets/map/land.svg", 4_000), ("assets/map.css", 3_000)]
)
def test_the_map_is_small(path: str, at_most: int, showcase: Site) -> None:
    assert len(gzip.compress((showcase.folder / path).read_bytes(), mtime=0)) <= at_most
