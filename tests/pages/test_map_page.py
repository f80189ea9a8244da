"""The maps: every council of a published story at its place, once, and the same in the list beside it."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from datetime import date
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

import pytest

from site_builder.adapters import disk
from site_builder.content.register import Register
from site_builder.drawing import countries, map_drawing
from site_builder.drawing.geography import is_principal, places_of
from site_builder.drawing.map_drawing import LONDON, UK
from site_builder.pages import map_page, site_pages
from site_builder.pages.lists import ListView
from site_builder.pages.map_page import MapView
from site_builder.pages.story_page import StoryView
from site_builder.render.councils import LONDON_TYPES
from tests import builders, sample
from tests.builders import story_text
from tests.making import STORY, build_of, publish

if TYPE_CHECKING:
    from collections.abc import Iterable

    from site_builder.build import Build
    from site_builder.content.register import Council
    from site_builder.pages.map_marks import Mark

V = TypeVar("V")

REGISTER = disk.read_register()
TODAY = [council for council in REGISTER if is_principal(council)]
LONDONERS = [council for council in TODAY if council.type in LONDON_TYPES]
FORMER = [council for council in REGISTER if council.is_abolished]
PARISH = {"slug": "quedgeley", "name": "Quedgeley Town Council", "lat": 51.825, "lon": -2.277}
POINTS = re.compile(r"M(-?\d+) ?(-?\d+)")


def view_of(build: Build, address: str, kind: type[V]) -> V:
    view = next(page.view for page in site_pages.all_pages(build) if page.address == address)
    assert isinstance(view, kind)
    return view


def edition_with(stories: dict[str, list[str]], **options: object) -> Build:
    """Return an build with the whole register and the coast; stories by name with their councils."""
    texts = {f"2026/{name}.md": story_text(id=f"story-{name}", councils=slugs) for name, slugs in stories.items()}
    known = {slug for slugs in stories.values() for slug in slugs}
    places = [PARISH] if "quedgeley" in known else []
    settings = builders.settings(places=places, **options)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builders, "register", disk.read_register)
        build = build_of(texts, options=settings)
    return replace(build, coastline=disk.read_coastline())


def map_of(*slugs: str) -> MapView:
    """Return the map of one story of these councils."""
    return view_of(edition_with({"one": list(slugs)} if slugs else {}), "map/", MapView)


def marks_of(view: MapView) -> list[Mark]:
    return [*view.main.marks, *(view.london.marks if view.london else ())]


def slugs_of(councils: Iterable[Council]) -> list[str]:
    return [council.slug for council in councils]


@pytest.fixture(scope="module")
def whole() -> MapView:
    """Return the map of a story of every council there is and ever was."""
    return map_of(*slugs_of(REGISTER), "quedgeley")


# ---- The ground


def test_the_coastline_is_small() -> None:
    assert len(files("site_builder").joinpath("data/coastline.json").read_bytes()) <= 25_000


@pytest.mark.parametrize(
    ("frame", "lon", "lat", "point"),
    [
        (UK, -8.75, 60.95, (0, 0)),
        (UK, 1.25, 50.95, (574, 1000)),
        (LONDON, -0.53, 51.69, (0, 0)),
        (LONDON, -0.092, 51.515, (251, 175)),
    ],
)  # fmt: skip
def test_degrees_become_units_with_longitudes_narrowed(
    frame: map_drawing.Frame, lon: float, lat: float, point: tuple[int, int]
) -> None:
    assert frame.place(lon, lat) == point


def test_the_drawing_is_as_large_as_its_frame() -> None:
    assert UK.view_box == "0 0 625 1120"
    assert UK.contains((625, 1120))
    assert not UK.contains((626, 0))
    assert not UK.contains((0, -1))


def test_the_coast_keeps_to_the_frame_and_comes_back_to_its_start() -> None:
    coastline = disk.read_coastline()
    outline = map_drawing.draw_outline(coastline, REGISTER)
    assert outline.land.count("M") == outline.land.count("z") == len(coastline.land)
    assert all(UK.contains(UK.place(*point)) for ring in coastline.land for point in ring)
    assert re.fullmatch(r"(M-?\d+[ -]\d+l[-\d ]+z)+", outline.land + outline.around)


@pytest.mark.parametrize(
    ("ring", "path"),
    [
        ([(-8.75, 60.95), (-8.75, 60.85), (-8.75, 60.85), (-8.75, 60.9)], "M0 0l0 10 0-5z"),
        ([(-8.75, 60.95), (-8.75, 60.951)], ""),
    ],
)  # fmt: skip
def test_a_ring_is_drawn_in_steps_without_idle_ones(ring: list[tuple[float, float]], path: str) -> None:
    coastline = replace(disk.read_coastline(), land=(tuple(ring),), around=())
    assert map_drawing.draw_outline(coastline, REGISTER).land == path


def test_the_coast_is_drawn_once_for_a_build() -> None:
    build = edition_with({"one": ["york"]})
    view = view_of(build, "map/", MapView)
    assert view.land is map_page.outline_of(build).land
    assert map_page.outline_of(build) is map_page.outline_of(build)


def test_without_a_coastline_there_is_no_map() -> None:
    build = replace(edition_with({"one": ["york"]}), coastline=None)
    assert not build.has_map
    assert "map/" not in [page.address for page in site_pages.all_pages(build)]
    with pytest.raises(ValueError, match="no map without a coastline"):
        map_page.make_map_view(build)


def test_a_map_of_two_countries_names_both_and_still_enlarges_london() -> None:
    coastline = countries.coastline_of(["United Kingdom", "Ireland"], [], disk.read_countries())
    build = replace(edition_with({"one": ["york", "camden"]}), coastline=coastline)
    view, frame = map_page.make_map_view(build), map_drawing.frame_of(coastline)
    assert view.main.label == "Map of the United Kingdom and Ireland with the councils that have a story"
    assert not view.has_sea
    (mark,) = view.main.marks
    (york,) = (council for council in REGISTER if council.slug == "york")
    assert mark.points == tuple(frame.place(*point) for point in places_of(york, REGISTER))
    (left, top) = frame.place(LONDON.west, LONDON.north)
    assert view.london_frame.startswith(f"M{left} {top}H")
    assert view.london is not None


def test_other_pages_refer_to_one_small_file_of_land() -> None:
    build = edition_with({"one": ["york"]}, vocabularies={"themes": ["digitalisation"]})
    content = publish(build)[map_page.OUTLINE_FILE]
    assert map_page.outline_of(build).land.encode() in content
    assert b'id="land"' in content
    assert b'id="around"' in content
    assert len(gzip.compress(content, mtime=0)) < 4_000


# ---- Where councils are


def test_every_council_of_today_has_its_place_in_the_picture() -> None:
    for council in TODAY:
        (place,) = places_of(council, REGISTER)
        frame = LONDON if council.type in LONDON_TYPES else UK
        assert frame.contains(frame.place(*place)), council.slug
    assert len(TODAY) == 382


@pytest.mark.parametrize(
    "slug", ["shetland-islands", "orkney-islands", "isles-of-scilly", "fermanagh-omagh", "east-suffolk"]
)
def test_the_farthest_councils_are_inside_with_their_whole_mark(slug: str) -> None:
    (mark,) = map_of(slug).main.marks
    (x, y) = mark.points[0]
    assert mark.radius <= x <= UK.width - mark.radius
    assert mark.radius <= y <= UK.height - mark.radius


def test_the_inset_has_the_london_boroughs_and_nothing_else(whole: MapView) -> None:
    assert whole.london is not None
    assert sorted(mark.address for mark in whole.london.marks) == sorted(
        f"councils/{slug}/" for slug in slugs_of(LONDONERS)
    )
    assert len(LONDONERS) == 33
    assert not {mark.address for mark in whole.london.marks} & {mark.address for mark in whole.main.marks}


def test_without_a_story_from_london_there_is_no_inset_and_no_frame_for_it() -> None:
    view = map_of("york")
    assert view.london is None
    assert not view.london_frame


def test_london_boroughs_are_far_enough_apart_to_be_reported_from_each_other(whole: MapView) -> None:
    assert whole.london is not None
    points = [mark.points[0] for mark in whole.london.marks]
    nearest = min(abs(x - u) + abs(y - v) for n, (x, y) in enumerate(points) for u, v in points[:n])
    assert nearest >= 16


def test_an_abolished_council_is_at_its_successor_and_says_so() -> None:
    view = map_of("suffolk-coastal")
    (mark,) = view.main.marks
    successor = REGISTER.get("east-suffolk")
    assert successor is not None
    assert mark.points == (UK.place(*places_of(successor, REGISTER)[0]),)
    assert mark.shape == "diamond"
    assert mark.label == "Suffolk Coastal: 1 story (former council, shown at East Suffolk)"
    assert view.groups[0].entries[0].note == "1\N{NO-BREAK SPACE}story, former council, shown at East Suffolk"


def test_abolished_councils_are_beside_the_successor_that_has_a_story_too() -> None:
    former = [council.slug for council in FORMER if council.successors == ("east-suffolk",)]
    view = map_of("east-suffolk", *former)
    centre = next(mark for mark in view.main.marks if mark.shape == "disc")
    places = {mark.points for mark in view.main.marks}
    assert len(former) >= 2
    assert len(places) == len(former) + 1
    for mark in view.main.marks:
        assert abs(mark.points[0][0] - centre.points[0][0]) <= 30
        assert abs(mark.points[0][1] - centre.points[0][1]) <= 30


def test_a_divided_council_is_at_each_of_its_successors_as_one_link() -> None:
    council = next(council for council in FORMER if len(council.successors) > 1)
    (mark,) = map_of(council.slug).main.marks
    assert len(mark.points) == len(council.successors)
    assert [(int(x), int(y)) for x, y in POINTS.findall(mark.target)] != []
    assert mark.drawing.count("M") == mark.target.count("M") == len(council.successors)


def test_a_place_beside_the_register_is_shown_with_a_shape_of_its_own() -> None:
    (mark,) = map_of("quedgeley").main.marks
    assert (mark.shape, mark.points) == ("square", (UK.place(-2.277, 51.825),))


def test_a_council_without_a_known_place_is_listed_though_not_drawn() -> None:
    view = view_of(build_of({STORY: story_text(councils=["wrexham", "york"])}), "map/", MapView)
    assert [mark.address for mark in view.main.marks] == ["councils/york/"]
    assert [(e.text, e.note) for e in view.groups[0].entries] == [
        ("Wrexham", "1\N{NO-BREAK SPACE}story, not drawn on the map"),
        ("York", "1\N{NO-BREAK SPACE}story"),
    ]


# ---- The marks


def test_more_stories_are_never_a_smaller_mark() -> None:
    for marks in (1, 40, 41, 120, 121, 500):
        radii = [map_drawing.radius_of(stories, marks) for stories in range(1, 200)]
        assert all(a <= b for a, b in pairwise(radii))
        assert radii[0] < radii[3] < radii[8]
        assert radii[-1] <= 30


def test_the_area_of_a_mark_follows_the_number_of_its_stories() -> None:
    assert [map_drawing.radius_of(stories, 10) for stories in (1, 4, 9)] == [9, 18, 27]


def test_a_county_is_a_ring_around_what_is_within() -> None:
    view = map_of("derbyshire", "derby")
    county, city = view.main.marks
    assert (county.shape, city.shape) == ("ring", "disc")
    assert map_drawing.reach("ring", 9) > map_drawing.reach("disc", 9)
    assert [key.shape for key in view.keys] == ["disc", "ring"]


def test_shapes_are_explained_when_there_is_more_than_one(whole: MapView) -> None:
    assert map_of("york").keys == ()
    assert [key.shape for key in whole.keys] == ["disc", "ring", "diamond", "square"]


def test_counties_come_first_then_the_largest_then_from_north_to_south() -> None:
    stories = {"one": ["york", "cornwall", "shetland-islands", "surrey"], "two": ["cornwall"]}
    view = view_of(edition_with(stories), "map/", MapView)
    assert [mark.lines[0] for mark in view.main.marks] == ["Surrey", "Cornwall", "Shetland", "York"]


@pytest.mark.parametrize(
    "slugs", [["york"], ["york", "leeds"], ["warwick", "warwickshire"]], ids=["one", "two", "close"]
)
def test_targets_are_large_but_do_not_cover_a_neighbour(slugs: list[str]) -> None:
    marks = map_of(*slugs).main.marks
    radii = [int(re.findall(r"a(\d+)", mark.target)[0]) for mark in marks]
    if len(marks) == 1:
        assert radii == [22]
    (a, b) = (marks[0].points[0], marks[-1].points[0])
    distance = max(abs(a[0] - b[0]), abs(a[1] - b[1]))
    for mark, radius in zip(marks, radii, strict=True):
        reach = map_drawing.reach(mark.shape, mark.radius)
        assert radius in {22, reach} or radius <= distance


def test_names_that_stay_do_not_cross_each_other_or_a_mark() -> None:
    slugs = slugs_of(TODAY)[::12]
    view = map_of(*slugs)
    for drawing, frame in ((view.main, UK), (view.london, LONDON)):
        if drawing is None:
            continue
        boxes = [box_of(mark, frame) for mark in drawing.marks if mark.is_named]
        discs = [
            (x - r, y - r, x + r, y + r)
            for mark in drawing.marks
            for r in (map_drawing.reach(mark.shape, mark.radius),)
            for x, y in mark.points
        ]
        assert len(boxes) > len(drawing.marks) / 3
        for n, box in enumerate(boxes):
            assert not any(cross(box, other) for other in (*boxes[:n], *discs))
            assert box[0] >= -1
            assert box[2] - 1 <= frame.width


def box_of(mark: Mark, frame: map_drawing.Frame) -> tuple[float, ...]:
    width = max(map(len, mark.lines)) * 0.56 * frame.font
    line = 1.15 * frame.font
    left = mark.text_x - {"start": 0, "middle": width / 2, "end": width}[mark.anchor]
    top = mark.text_y - 0.8 * line
    return left, top, left + width, top + line * len(mark.lines)


def cross(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] - 1 and a[2] > b[0] + 1 and a[1] < b[3] - 1 and a[3] > b[1] + 1


def test_names_make_room_for_one_that_finds_none() -> None:
    """In the order of the marks, each taking the first place that is free, Stoke-on-Trent would find none."""
    slugs = [
        "derbyshire", "york", "wigan", "rotherham", "cheshire-west-and-chester", "stoke-on-trent", "rushcliffe", "sandwell",
    ]  # fmt: skip
    assert {mark.lines: mark.is_named for mark in map_of(*slugs).main.marks if not mark.is_named} == {}


def test_no_name_is_below_the_enlarged_london() -> None:
    names = {" ".join(mark.lines): mark for mark in map_of("aberdeen").main.marks}
    assert names["Aberdeen"].anchor == "start"
    names = {" ".join(mark.lines): mark for mark in map_of("aberdeen", "camden").main.marks}
    assert names["Aberdeen"].is_named
    assert names["Aberdeen"].anchor == "end"


def test_a_name_that_comes_and_goes_stays_in_the_picture(whole: MapView) -> None:
    for mark in whole.main.marks:
        left, top, right, _ = box_of(mark, UK)
        assert left >= -1, mark.label
        assert right <= UK.width + 1, mark.label
        assert top >= 0, mark.label


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("York", ("York",)),
        ("Bournemouth, Christchurch and Poole", ("Bournemouth,", "Christchurch", "and Poole")),
        ("Rhondda Cynon Taf", ("Rhondda Cynon", "Taf")),
    ],
)
def test_long_names_are_broken_between_words(name: str, lines: tuple[str, ...]) -> None:
    assert map_drawing.wrap(name) == lines


# ---- The words beside it


def test_the_list_names_exactly_the_councils_that_are_drawn(whole: MapView) -> None:
    listed = [entry.address for group in whole.groups for entry in group.entries]
    drawn = [mark.address for mark in marks_of(whole)]
    assert len(listed) == len(set(listed)) == len(REGISTER) + 1
    assert sorted(listed) == sorted(drawn)


def test_the_map_counts_as_the_pages_of_the_councils_do() -> None:
    build = edition_with({"one": ["york", "camden", "suffolk-coastal"], "two": ["york", "camden"], "three": ["york"]})
    for mark in marks_of(view_of(build, "map/", MapView)):
        assert mark.count == view_of(build, mark.address, ListView).count


def test_regions_are_in_order_and_other_places_last(whole: MapView) -> None:
    headings = [group.heading for group in whole.groups]
    assert headings[:-1] == sorted(headings[:-1])
    assert headings[-1] == "Other places"
    assert len(headings) == 13


def test_what_is_not_on_the_map_is_reported_in_words() -> None:
    england = ["surrey", "york", "wigan", "stevenage", "derbyshire", "cornwall"]
    view = map_of(*england, "glasgow", "cardiff")
    assert view.count == "8 of the 382 councils of today have a story."
    assert view.missing == (
        "No story yet from London, North East, Northern Ireland and West Midlands.",
        "No story yet from these types of council: London boroughs and Northern Ireland districts.",
    )


def test_when_nothing_is_missing_the_map_says_so(whole: MapView) -> None:
    assert whole.missing == ("Every region has a story.", "Every type of council has a story.")
    assert whole.count == (
        "382 of the 382 councils of today have a story, and so have 112 former councils or other places."
    )


def test_a_map_without_a_story_has_the_land_and_says_what_is_missing() -> None:
    view = map_of()
    assert marks_of(view) == []
    assert (view.groups, view.keys) == ((), ())
    assert view.land
    assert view.count == "0 of the 382 councils of today have a story."
    assert view.missing == ("No region has a story yet.", "No type of council has a story yet.")


def test_a_register_of_one_place_is_counted_as_one() -> None:
    build = edition_with({"one": ["york"]})
    (york,) = (council for council in REGISTER if council.slug == "york")
    view = map_page.make_map_view(replace(build, register=Register([york])))
    assert view.count == "1 of 1 council has a story."


def test_without_regions_the_list_has_one_heading_that_of_the_page() -> None:
    view = map_page.make_map_view(build_of({STORY: story_text(councils=["york", "wigan"])}))
    assert view.heading == "Councils"
    assert [(group.heading, len(group.entries)) for group in view.groups] == [("", 2)]


def test_a_long_list_gets_the_width_of_the_page(whole: MapView) -> None:
    assert whole.is_long
    assert not map_of("york").is_long


def test_the_sources_are_credited() -> None:
    for source in (
        "mySociety",
        "CC BY 4.0",
        "Office for National Statistics",
        "© Crown copyright",
        "GOV.UK",
        "Natural Earth",
    ):
        assert source in map_of("york").credit


# ---- Which maps there are


def test_programmes_and_services_have_a_map_of_their_own_and_themes_have_none() -> None:
    texts = {
        STORY: story_text(services=["housing"], programmes=["Creative Councils"], councils=["york"]),
        "2026/b.md": story_text(id="other-story", services=["energy"], councils=["wigan", "york"]),
        "2026/c.md": story_text(id="guide-piece", kind="guide", programmes=["Future Councils"], councils=None),
    }
    build = build_of(texts)
    found = {
        page.address: [mark.lines[0] for mark in page.view.map.main.marks]
        for page in site_pages.all_pages(build)
        if isinstance(page.view, ListView) and page.view.map
    }
    assert found == {
        "services/housing/": ["York"],
        "services/energy/": ["York", "Wigan"],
        "programmes/creative-councils/": ["York"],
    }


def test_a_small_map_counts_only_its_own_stories_and_carries_no_land() -> None:
    texts = {STORY: story_text(services=["housing"]), "2026/b.md": story_text(id="other-story")}
    view = view_of(build_of(texts), "services/housing/", ListView)
    assert view.map is not None
    assert [mark.label for mark in view.map.main.marks] == ["York: 1 story"]
    assert [(group.heading, len(group.entries)) for group in view.map.groups] == [("", 1)]
    assert (view.map.land, view.map.main.specks) == ("", "")


def test_a_story_page_has_a_small_drawing_of_where_its_councils_are() -> None:
    view = view_of(
        build_of({STORY: story_text(councils=["york", "wigan", "wrexham"])}),
        "stories/good-story/",
        StoryView,
    )
    assert view.map is not None
    assert view.map.points.count("h0") == 2
    assert view.map.outline_file == map_page.OUTLINE_FILE


@pytest.mark.parametrize("councils", [None, ["wrexham"]], ids=["none", "place unknown"])
def test_a_story_page_without_a_known_place_has_no_map(councils: list[str] | None) -> None:
    text = story_text(kind="guide", councils=councils)
    assert view_of(build_of({STORY: text}), "stories/good-story/", StoryView).map is None


def test_the_public_map_has_no_council_of_an_unpublished_story() -> None:
    texts = sample.TEXTS | {"2027/later.md": story_text(id="later-story", date=date(2027, 6, 1), councils=["wigan"])}
    for preview in (False, True):
        build = build_of(texts, options=sample.SETTINGS, today=sample.TODAY, preview=preview)
        labels = " ".join(mark.label for mark in marks_of(view_of(build, "map/", MapView)))
        assert ("Wigan" in labels) is preview


def test_a_withdrawn_story_is_on_no_map() -> None:
    text = story_text(status="withdrawn", withdrawn={"date": builders.TODAY, "reason": "Wrong."})
    assert marks_of(view_of(build_of({STORY: text}), "map/", MapView)) == []


@pytest.mark.uncounted
def test_the_same_stories_in_any_order_give_the_same_map() -> None:
    stories = {f"s{n}": slugs_of(REGISTER)[n::37] for n in range(20)}
    one, other = edition_with(stories), edition_with(dict(reversed(stories.items())))
    assert view_of(one, "map/", MapView) == view_of(other, "map/", MapView)
    assert map_page.outline_of(one) == map_page.outline_of(other)


def test_a_drawing_has_nothing_but_whole_numbers(whole: MapView) -> None:
    paths = [path for mark in marks_of(whole) for path in (mark.drawing, mark.target)]
    paths += [whole.land, whole.around, whole.main.specks, whole.london_frame]
    assert all(re.fullmatch(r"[MmlhvaHVz\d -]+", path) for path in paths)
