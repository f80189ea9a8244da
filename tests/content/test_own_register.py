"""A register that a site brings itself: a table that people keep in a spreadsheet, and all that can be wrong with one."""

from __future__ import annotations

import pytest

from site_builder.content.own_register import COLUMNS, RegisterError, read_own_register
from site_builder.content.register import Called, Council, OtherName

FIRE = Called("fire service", "fire services")


def faults(text: str | bytes) -> list[str]:
    """Return what is wrong with a file, each with its line."""
    with pytest.raises(RegisterError) as error:
        read_own_register(text.encode() if isinstance(text, str) else text, FIRE)
    return [f"{fault.line}: {fault.message}" for fault in error.value.faults]


def test_a_slug_and_a_name_are_enough() -> None:
    register = read_own_register(b"slug,name\ncork,Cork Fire Brigade\n", FIRE, "Our list.")
    assert list(register) == [Council("cork", "Cork Fire Brigade", "Cork Fire Brigade", "fire service")]
    assert (register.called, register.credit, register.has_points()) == (FIRE, "Our list.", False)


def test_every_column_is_read_in_any_order() -> None:
    text = (
        "\ufeffname,slug, short_name ,also,type,nation,region,lat,lon,gss,status,end_date,successors,website\r\n"
        '"Cork  City, Fire Brigade",cork,Cork,CCFB|The City Brigade,brigade,Ireland,Munster,51.9,-8.47,C1,current,,,'
        "https://cork.example/\r\n"
        "Old Cork,old-cork,,,,,,,,,abolished,,cork,\r\n"
        "Older Cork,older-cork,,,,,,,,,,1974-04-01,cork|old-cork,\r\n"
    )
    cork, old, older = read_own_register(text.encode(), FIRE)
    assert cork == Council(
        "cork", "Cork City, Fire Brigade", "Cork", "brigade", "Ireland", "Munster", 51.9, -8.47, "C1",
        other_names=(OtherName("CCFB", "short", "register"), OtherName("The City Brigade", "short", "register")),
        website="https://cork.example/",
    )  # fmt: skip
    assert (old.is_abolished, old.end_date, old.successors) == (True, "abolished", ("cork",))
    assert (older.end_date, older.successors) == ("1974-04-01", ("cork", "old-cork"))


def test_cells_that_a_spreadsheet_leaves_empty_are_ignored() -> None:
    text = "slug,name,region,,\r\ncork,Cork,,,\r\n,,,,\r\n \r\n\r\nkerry,Kerry,Munster,\r\n"
    register = read_own_register(text.encode(), FIRE)
    assert [(place.slug, place.region) for place in register] == [("cork", ""), ("kerry", "Munster")]
    assert faults("slug,name,,\r\n,,,\r\nCork,Cork,,\r\n") == [
        "3: the slug 'Cork' must be lower-case letters, digits and single hyphens"
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", [f"1: the file is empty; the first line names the columns: {', '.join(COLUMNS)}"]),
        ("slug,name\n", ["1: there is no row below the first line; write register: none for a site without places"]),
        ("slug;name\ncork;Cork\n", ["1: the columns must be separated by commas, not semicolons"]),
        ("name,regoin\nCork,Munster\n",
         ["1: there is no column 'slug', and each row needs one", "1: unknown column 'regoin'; did you mean 'region'?"]),
        ("slug,name,name\ncork,Cork,Cork\n", ["1: the column 'name' is there twice"]),
        ("slug,name\ncork,Cork, Ireland\n",
         ["2: the row has 3 fields, and the first line names 2; put a text with a comma in quotes"]),
        ("slug,name\ncork\n", ["2: the row has 1 fields, and the first line names 2; put a text with a comma in quotes"]),
        ('slug,name\nkerry,Kerry\ncork,"Cork\nmayo,Mayo\n', ["3: the file is not CSV: unexpected end of data"]),
        (b"slug,name\ncork,Caf\xe9\n", ["1: the file is not UTF-8; save it as 'CSV UTF-8'"]),
        ("slug,name\nCork City,Cork\ncork,\n",
         ["2: the slug 'Cork City' must be lower-case letters, digits and single hyphens", "3: the name is missing"]),
        ("slug,name\ncork,Cork\ncork,Cork City\n", ["3: the slug 'cork' is on line 2 already"]),
        ("slug,name\n,Cork\n", ["2: the slug '' must be lower-case letters, digits and single hyphens"]),
        ("slug,name\ncork,Co\u200brk\n", ["2: 'name' has the invisible character U+200B (zero width space); delete it"]),
        ("slug,name\ncork,Co\0rk\n", ["2: 'name' has a control character; type it again"]),
        ("slug,,name\ncork,,Cork\n", ["1: unknown column ''"]),
        (",,\ncork,Cork,\n", [f"1: the file is empty; the first line names the columns: {', '.join(COLUMNS)}"]),
        ('slug,name,lat,lon\na,A,"51,9",-8\nb,B,91,0\nc,C,1,\n', [
            "2: lat '51,9' must be degrees from -90 to 90, as in 53.96",
            "3: lat '91' must be degrees from -90 to 90, as in 53.96",
            "4: lat and lon belong together; give both or neither",
        ]),
        ("slug,name,lon,lat\na,A,-180.5,nan\n", [
            "2: lat 'nan' must be degrees from -90 to 90, as in 53.96",
            "2: lon '-180.5' must be degrees from -180 to 180, as in 53.96",
        ]),
        ("slug,name,status\na,A,gone\n", ["2: the status 'gone' must be 'current' or 'abolished'"]),
        ("slug,name,end_date\na,A,1 April 1974\n", ["2: the end_date '1 April 1974' must be a year or a day, as in 2019-04-01"]),
        ("slug,name,successors\nold,Old,crok\ncork,Cork,\n",
         ["2: the successor 'crok' is not in the register; did you mean 'cork'?"]),
        ("slug,name,website\na,A,www.a.example\n",
         ["2: the website 'www.a.example' must be a full address, as in https://www.example.org/"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_reported_with_its_line(text: str | bytes, said: list[str]) -> None:
    assert faults(text) == said


@pytest.mark.parametrize(
    "said",
    [
        "a fire service", "an authority", "an NHS trust", "an A&E department", "an MP", "a UK nation", "an EU region",
        "a university", "an uninsured hospital", "a utility", "an urban area", "an honest broker", "a hospital",
        "a one-person team", "an island", "an île", "an 8th battalion", "a Welsh council", "an Ulster council",
    ],
)  # fmt: skip
def test_a_place_has_the_article_that_people_say(said: str) -> None:
    assert Called(said.partition(" ")[2], "").a == said


def test_what_belongs_to_many_places() -> None:
    assert [Called("a", many).of_many for many in ("councils", "people")] == ["councils’", "people’s"]


@pytest.mark.parametrize(
    ("word", "unsaid", "given"),
    [("place", "Place", "Place"), ("county", "County", "county"), ("brigade", "brigade", "brigade")],
)
def test_what_places_are_called_is_no_type_of_another_meaning(word: str, unsaid: str, given: str) -> None:
    """Places called 'places' would count as those beside the register, and counties as county councils of the UK."""
    assert [place.type for place in read_own_register(b"slug,name\na,A\n", Called(word, f"{word}s"))] == [unsaid]
    text = f"slug,name,type\na,A,{word}\n".encode()
    assert [place.type for place in read_own_register(text, FIRE)] == [given]
