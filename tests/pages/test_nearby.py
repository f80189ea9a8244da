"""What is near a council, and which councils have a page for that alone."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from site_builder.content.register import Council, Register
from site_builder.drawing.geography import UNITED_KINGDOM, Coastline, Unit, unit_of
from site_builder.pages.lists import IndexView, ListView
from site_builder.pages.nearby import (
    WITHIN,
    make_nearby,
    miles_between,
    on_a_sphere,
    places_json,
    without_story_but_near_one,
)
from site_builder.pages.parts import Link
from site_builder.pages.site_pages import all_pages
from tests.builders import register, story_text
from tests.making import STORY, build_of

if TYPE_CHECKING:
    from site_builder.build import Build

YORK, EDINBURGH = (-1.08, 53.96), (-3.19, 55.95)


def build(**near: tuple[float, float]) -> Build:
    """Return a build with a story of York, one of Wigan, and councils of today at these points, without a story."""
    made = build_of({STORY: story_text(), "2026/wigan.md": story_text(id="wigan-story", councils=["wigan"])})
    others = [Council(s, f"{s} Council", s.title(), "district", lon=lon, lat=lat) for s, (lon, lat) in near.items()]
    return replace(made, register=Register([*register(), *others]))


def council(made: Build, slug: str) -> Council:
    found = made.register.get(slug)
    assert found is not None
    return found


def test_distances_are_those_of_a_map() -> None:
    york, edinburgh = on_a_sphere([YORK]), on_a_sphere([EDINBURGH])
    assert miles_between(york, edinburgh) == pytest.approx(162, abs=2)
    assert miles_between(york + edinburgh, edinburgh) == 0
    assert miles_between(on_a_sphere([(0, 90)]), on_a_sphere([(7, -90)])) == pytest.approx(12_438, abs=1)


def test_neighbours_come_nearest_first_and_without_the_council_itself() -> None:
    made = build()
    nearby = make_nearby(made, council(made, "york"))
    assert nearby is not None
    assert nearby.councils == (Link("Wigan", "councils/wigan/", "70 miles"),)
    assert [card.address for card in nearby.cards] == ["stories/wigan/"]


def test_distances_are_in_kilometres_where_a_country_of_the_map_counts_in_them() -> None:
    made = replace(build(), coastline=Coastline(countries=("Ireland", UNITED_KINGDOM)))
    nearby = make_nearby(made, council(made, "york"))
    assert nearby is not None
    assert nearby.councils == (Link("Wigan", "councils/wigan/", "113 kilometres"),)
    assert json.loads(places_json(made))["unit"] == ["kilometre", 111.2]


@pytest.mark.parametrize("coastline", [None, Coastline(), Coastline(countries=("United States of America",))])
def test_distances_are_in_miles_elsewhere(coastline: Coastline | None) -> None:
    assert unit_of(coastline) == Unit.MILE
    assert json.loads(places_json(replace(build(), coastline=coastline)))["unit"] == ["mile", 69.1]


def test_an_abolished_council_is_where_its_successor_is() -> None:
    made = build()
    nearby = make_nearby(made, council(made, "suffolk-coastal"))
    assert nearby is not None
    assert [link.text for link in nearby.councils] == ["York", "Wigan"]


def test_a_council_of_unknown_place_has_no_neighbours() -> None:
    made = build()
    assert make_nearby(made, council(made, "wrexham")) is None


def test_a_council_without_a_story_has_a_page_when_one_is_near_enough() -> None:
    made = build(near=(-1.1, 54.0 + (WITHIN - 1) / 69.1), far=(-1.1, 54.0 + (WITHIN + 1) / 69.1))
    assert [found.slug for found in without_story_but_near_one(made)] == ["near"]
    pages = {page.address: page for page in all_pages(made)}
    assert "councils/far/" not in pages
    near, index = pages["councils/near/"], pages["councils/"].view
    assert isinstance(near.view, ListView)
    assert (near.view.count, near.view.cards) == ("No story yet", ())
    assert near.view.nearby is not None
    assert not near.head.is_indexed
    assert isinstance(index, IndexView)
    assert index.others == (Link("Near", "councils/near/"),)


def test_a_site_without_stories_has_no_neighbours() -> None:
    empty = build_of({})
    assert without_story_but_near_one(empty) == ()
    assert make_nearby(empty, council(empty, "york")) is None


def test_the_list_is_reported_where_its_stories_are_from() -> None:
    made = build(new=(0.0, 51.0))
    york, second = (
        council(made, "york"),
        Council("york-2", "York Parish", "York", "district", lat=1, lon=2, region="A b"),
    )
    told = json.loads(places_json(replace(made, register=Register([*made.register, second]))))
    places = {slug: (name, lat, lon, region) for slug, name, lat, lon, region in told["places"]}
    assert places["york"] == (york.name, 54.0, -1.1, "")
    assert places["york-2"] == ("York Parish", 1, 2, "a-b")
    assert places["wigan"][0] == "Wigan"
    assert places["a-b"] == ("A b", 1, 2, "")
    assert "suffolk-coastal" not in places
    slugs = [[told["places"][n][0] for n in numbers] for numbers in told["stories"]]
    assert slugs == [[c.slug for c in story.councils] for story in made.shown.stories]
