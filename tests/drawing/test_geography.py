"""The coast, and where councils show on a map."""

from __future__ import annotations

import pytest

from site_builder.adapters import disk
from site_builder.content.register import Council, Register
from site_builder.drawing.geography import Coastline, is_principal, parse_coastline, places_of

OLD = Council(
    "old",
    "Old",
    "Old",
    "district",
    end_date="2019-04-01",
    lat=50.0,
    lon=-1.0,
    successors=("east", "west", "lost"),
)
EAST = Council("east", "East", "East", "unitary", lat=52.0, lon=1.0)
WEST = Council("west", "West", "West", "unitary", lat=52.0, lon=-3.0)
LOST = Council("lost", "Lost", "Lost", "unitary")
PLACE = Council("place", "Place", "Place", "place", lat=51.0, lon=0.0)


def test_a_coastline_is_read_as_rings_of_points() -> None:
    found = parse_coastline('{"land": [[[-1, 50], [0.5, 51.25]]], "around": []}')
    assert found == Coastline(land=(((-1.0, 50.0), (0.5, 51.25)),))


@pytest.mark.parametrize("text", ["{}", "[]", '{"land": [[[1]]], "around": []}', '{"land": 1, "around": []}', "x"])
def test_what_is_no_coastline_is_refused(text: str) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        parse_coastline(text)


def test_a_council_shows_at_its_own_point() -> None:
    assert places_of(EAST, Register([EAST])) == ((1.0, 52.0),)
    assert places_of(LOST, Register([LOST])) == ()


def test_an_abolished_council_shows_at_its_successors_that_have_a_point() -> None:
    assert places_of(OLD, Register([OLD, EAST, WEST, LOST])) == ((1.0, 52.0), (-3.0, 52.0))


def test_an_abolished_council_without_such_successors_shows_at_its_own_point() -> None:
    assert places_of(OLD, Register([OLD, LOST])) == ((-1.0, 50.0),)


@pytest.mark.parametrize(
    ("council", "expected"), [(EAST, True), (OLD, False), (PLACE, False)], ids=["today", "old", "place"]
)
def test_what_is_a_council_of_today(council: Council, *, expected: bool) -> None:
    assert is_principal(council) is expected


def test_the_register_has_a_place_for_each_of_its_councils() -> None:
    register = disk.read_register()
    assert [council.slug for council in register if not places_of(council, register)] == []
    assert sum(is_principal(council) for council in register) == 382
