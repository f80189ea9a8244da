"""Maps of other countries: where places are, what land is shown, and the area of the drawing."""

from __future__ import annotations

import pytest

from site_builder.adapters import disk
from site_builder.content.register import Register
from site_builder.drawing import countries, map_drawing
from site_builder.drawing.geography import Coastline

WORLD = disk.read_countries()
DUBLIN, BELFAST, PARIS, CAYENNE, VALLETTA = (-6.26, 53.35), (-5.93, 54.6), (2.35, 48.86), (-52.33, 4.93), (14.51, 35.9)
AUCKLAND, CHATHAM, TAVEUNI, SAVUSAVU = (174.76, -36.85), (-176.55, -43.95), (179.98, -16.85), (-179.9, -16.78)


@pytest.mark.parametrize(
    ("points", "names"),
    [
        ([DUBLIN], ("Ireland",)),
        ([DUBLIN, BELFAST, DUBLIN], ("Ireland", "United Kingdom")),
        ([PARIS, CAYENNE], ("France",)),
        ([VALLETTA], ("Malta",)),
        ([(-6.10, 53.28)], ("Ireland",)),  # Dalkey, in the sea of a coast that is simplified
        ([], ()),
    ],
)
def test_places_are_in_countries(points: list[countries.Point], names: tuple[str, ...]) -> None:
    assert countries.around(points, WORLD) == names


def test_the_land_of_a_country_comes_with_its_neighbours_for_orientation() -> None:
    coastline = countries.coastline_of(["Ireland"], [DUBLIN], WORLD)
    assert coastline.countries == ("Ireland",)
    assert coastline.land == WORLD["Ireland"]
    assert set(WORLD["United Kingdom"]) <= set(coastline.around)
    assert not set(coastline.land) & set(coastline.around)


def test_far_parts_show_only_with_a_place() -> None:
    near, far = (countries.coastline_of(["France"], points, WORLD).land for points in ([PARIS], [PARIS, CAYENNE]))
    assert set(near) < set(far) <= set(WORLD["France"])
    assert min(lon for ring in near for lon, _ in ring) > -6
    assert min(lon for ring in far for lon, _ in ring) < -50


@pytest.mark.parametrize(
    ("points", "at_most"),
    [
        ([AUCKLAND, CHATHAM], 30),
        ([TAVEUNI, SAVUSAVU], 10),
        ([AUCKLAND], 30),
        ([DUBLIN, BELFAST], 30),
    ],
)
def test_a_map_of_places_on_both_sides_of_180_degrees_is_no_strip_around_the_world(
    points: list[countries.Point], at_most: float
) -> None:
    coastline = countries.coastline_of(countries.around(points, WORLD), points, WORLD)
    frame = map_drawing.frame_of(coastline)
    assert frame.east - frame.west < at_most
    assert all(frame.contains(frame.place(*point)) for point in points)
    assert all(frame.contains(frame.place(*point)) for ring in coastline.land for point in ring)


def test_every_country_has_a_drawing_of_the_usual_width_that_has_it() -> None:
    for name in WORLD:
        coastline = countries.coastline_of([name], [], WORLD)
        frame = map_drawing.frame_of(coastline)
        assert frame.width == map_drawing.UK.width, name
        assert 0 < frame.height <= map_drawing.UK.height + 1, name
        assert all(frame.contains(frame.place(*point)) for ring in coastline.land for point in ring), name


@pytest.mark.parametrize("name", ["Ireland", "Chile", "Fiji", "Russia", "United States of America", "Malta", "Lesotho"])
def test_neighbours_that_are_out_of_sight_are_not_drawn(name: str) -> None:
    coastline = countries.coastline_of([name], [], WORLD)
    frame = map_drawing.frame_of(coastline)
    outline = map_drawing.draw_outline(coastline, Register([]))
    assert outline.land.startswith("M")
    drawn = outline.around.count("M")
    seen = 0
    for ring in coastline.around:
        across, down = zip(*(frame.place(*point) for point in ring), strict=True)
        is_beside = max(across) < 0 or min(across) > frame.width or max(down) < 0 or min(down) > frame.height
        seen += not is_beside
    assert drawn <= seen


def test_the_united_kingdom_keeps_its_own_drawing() -> None:
    assert map_drawing.frame_of(disk.read_coastline()) is map_drawing.UK
    assert map_drawing.frame_of(Coastline()) is map_drawing.UK
