from __future__ import annotations

import pytest

from site_builder.content.register import Council, OtherName, Register, parse_register
from tests.builders import register

HEADER = "gss,slug,name,short_name,type,nation,region,lat,lon,status,end_date,successors,website\n"


def test_a_row_of_the_table_becomes_a_council() -> None:
    (council,) = parse_register(
        HEADER
        + 'E06000014,york,"City of York Council",York,unitary,England,Yorkshire,53.99,-1.07,current,,,https://york.example/\n'
    )
    assert council == Council(
        "york",
        "City of York Council",
        "York",
        "unitary",
        "England",
        "Yorkshire",
        53.99,
        -1.07,
        "E06000014",
        website="https://york.example/",
    )
    assert not council.is_abolished


@pytest.mark.parametrize(("columns", "end_date"), [("abolished,2019-04-01", "2019-04-01"), ("abolished,", "abolished")])
def test_an_abolished_council_has_an_end_and_successors(columns: str, end_date: str) -> None:
    found = parse_register(
        f"{HEADER},old,Old Council,Old,district,England,,,,{columns},new-b|new-a|gone,\n"
        ",new-a,New A,A,district,England,,1,2,current,,,\n,new-b,New B,B,district,England,,1,2,current,,,\n"
    )
    council = found.get("old")
    assert council is not None
    assert council.is_abolished
    assert (council.end_date, council.lat, council.lon) == (end_date, None, None)
    assert council.successors == ("new-b", "new-a", "gone")
    assert [successor.slug for successor in found.successors_of(council)] == ["new-b", "new-a"]


@pytest.mark.parametrize("text", ["slug,name\nyork,York\n", f"{HEADER},york,a,b,c,d,e,north,2,current,,,\n"])
def test_what_is_no_such_table_is_a_fault_of_the_package(text: str) -> None:
    with pytest.raises((KeyError, ValueError)):
        parse_register(text)


def test_councils_are_in_order_of_their_slugs() -> None:
    slugs = [council.slug for council in register()]
    assert slugs == sorted(slugs)
    assert len(register()) == len(slugs) == 6


def test_a_council_is_found_by_slug() -> None:
    councils = register()
    york = councils.get("york")
    assert york is not None
    assert york.name == "City of York Council"
    assert "york" in councils
    assert "City of York Council" not in councils
    assert councils.get("York") is None
    assert councils.successors_of(york) == ()


def test_places_are_added_and_take_the_place_of_others() -> None:
    quedgeley = Council("quedgeley", "Quedgeley Town Council", "Quedgeley", "place")
    york = Council("york", "York and North Yorkshire", "York", "place")
    before = register()
    after = before.with_places([quedgeley, york])
    assert [council.slug for council in after] == sorted([*(council.slug for council in before), "quedgeley"])
    assert after.get("york") == york
    assert before.get("quedgeley") is None


def test_a_register_may_be_empty() -> None:
    assert list(parse_register(HEADER)) == list(Register([])) == []


def test_other_names_and_areas_are_beside_the_table() -> None:
    found = parse_register(
        f"{HEADER},wigan,Wigan Council,Wigan,unitary,England,,1,2,current,,\n"
        ",york,City of York Council,York,unitary,England,,1,2,current,,\n",
        "slug,name,kind,source\nyork,Efrog,welsh,a|b\n",
        "slug,area,kind,source\nwigan,Greater Manchester,combined-authority,a\n",
    )
    assert [(council.other_names, council.areas) for council in found] == [
        ((), ("Greater Manchester",)),
        ((OtherName("Efrog", "welsh", "a|b"),), ()),
    ]
