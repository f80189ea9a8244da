"""The options that make a site one's own, right and wrong."""

from __future__ import annotations

from typing import Any

import pytest

from site_builder.content.colour import BRAND_HUE
from site_builder.content.register import Called
from site_builder.drawing.hues import PALETTES
from site_builder.drawing.site_colours import colours_of, site_colours
from site_builder.files.identity import SYSTEM_FONTS
from site_builder.identity_options import SYSTEM_FONTS as NAMES_OF_FONTS
from site_builder.settings import OptionFault, SettingsError, parse_settings
from tests.builders import register, settings


def test_without_options_a_site_is_one_of_councils_in_the_usual_colours() -> None:
    usual = parse_settings({})
    assert usual.colours.brand == BRAND_HUE
    assert colours_of(usual) == site_colours()
    assert (usual.fonts.headings, usual.fonts.text) == ("serif", "sans")
    assert (usual.home_line, usual.footer, usual.map) == (None, (), None)
    assert usual.register_options.is_uk
    assert usual.called == Called("council", "councils")
    assert usual.has_places


@pytest.mark.parametrize(
    ("written", "brand"),
    [(0, 0), (359, 359), ("#0E3A46", "#0e3a46"), ("#123", "#112233"), ("#AbC000", None)],
)
def test_a_brand_is_a_hue_or_a_colour(written: object, brand: object) -> None:
    if brand is None:
        with pytest.raises(SettingsError):
            parse_settings({"colours": {"brand": written}})
    else:
        assert parse_settings({"colours": {"brand": written}}).colours.brand == brand


def test_the_fonts_of_devices_are_those_that_pages_know() -> None:
    assert tuple(SYSTEM_FONTS) == NAMES_OF_FONTS


def test_themes_can_choose_their_hues_and_follow_the_usual_ones() -> None:
    chosen = settings(colours={"themes": {"Digitalisation": 30, "political leadership": "#1d70b8"}})
    assert chosen.coloured_themes == ("digitalisation", "political-leadership")
    assert len(colours_of(chosen).palettes) == len(PALETTES) + 2


@pytest.mark.parametrize("written", ["none", {"file": "none"}])
def test_a_site_can_do_without_places(written: object) -> None:
    without = parse_settings({"register": written})
    assert not without.has_places
    assert "councils/index.md" not in without.made_pages(register())
    place = {"slug": "a", "name": "A", "lat": 0, "lon": 0}
    assert parse_settings({"register": written, "places": [place]}).has_places


def test_a_register_of_one_s_own_has_words() -> None:
    own = parse_settings({"register": {"file": "lists/Brigades.CSV", "one": "fire service", "many": "fire services"}})
    assert (own.register_options.file, own.called) == ("lists/Brigades.CSV", Called("fire service", "fire services"))
    assert parse_settings({"register": "brigades.csv"}).called == Called()


@pytest.mark.parametrize(
    ("written", "countries"),
    [("none", ("none",)), ("Ireland", ("Ireland",)), (["uk", "Ireland"], ("uk", "Ireland"))],
)
def test_a_map_can_be_of_other_countries_or_none(written: object, countries: tuple[str, ...]) -> None:
    chosen = parse_settings({"map": written})
    assert chosen.map == countries
    assert chosen.has_map(register()) == (written != "none")


NO_COLOUR = 'is not a colour; write a hue from 0 to 359 (30 is red, 260 is blue), or a colour as in "#0e3a46"'
NO_FONT = (
    "is not a font; write one of sans, serif, humanist, geometric, slab, or the name of a package, as in source-sans-3 "
    "for fontpkg-source-sans-3"
)


@pytest.mark.parametrize(
    ("options", "option", "message"),
    [
        ({"colours": {"brand": 360}}, "colours.brand", f"'360' {NO_COLOUR}"),
        ({"colours": {"brand": -1}}, "colours.brand", f"'-1' {NO_COLOUR}"),
        ({"colours": {"brand": True}}, "colours.brand", f"'True' {NO_COLOUR}"),
        ({"colours": {"brand": 30.5}}, "colours.brand", f"'30.5' {NO_COLOUR}"),
        ({"colours": {"brand": "red"}}, "colours.brand", f"'red' {NO_COLOUR}"),
        ({"colours": {"brand": "#12345"}}, "colours.brand", f"'#12345' {NO_COLOUR}"),
        ({"colours": {"brand": None}}, "colours.brand",
         "'brand': there is no colour here, as YAML takes what follows # for a comment; use quotes, as in \"#0e3a46\""),
        ({"colours": {"brand": "#FFE000"}}, "colours.brand",
         ("'brand': #ffe000 is too light: the masthead has light words, which need a contrast of 4.5:1 (WCAG 1.4.3); "
         'the nearest colour that is dark enough is "#847300"')),
        ({"colours": {"spark": 1}}, "colours.spark", "unknown key 'spark'; use one of: brand, themes"),
        ({"colours": {"themes": {"digitalisation": "teal"}}}, "colours.themes.digitalisation", f"'teal' {NO_COLOUR}"),
        ({"colours": {"themes": {"digitalization": 30}}}, "colours.themes.digitalization",
         "'digitalization' is not a theme of vocabularies.themes; did you mean 'digitalisation'?"),
        ({"fonts": {"text": "Comic Sans"}}, "fonts.text", f"'Comic Sans' {NO_FONT}"),
        ({"fonts": {"headings": 5}}, "fonts.headings", f"'5' {NO_FONT}"),
        ({"home_line": ""}, "home_line", "'home_line' is empty"),
        ({"home_line": ["a"]}, "home_line", "'home_line' must be text, found a list"),
        ({"footer": "We are us."}, "footer", "'footer' must be a list: write footer: [We are us.]"),
        ({"register": "members.xlsx"}, "register",
         "'members.xlsx' is not a register; write uk, none, or the path of a file that ends in .csv"),
        ({"register": "../members.csv"}, "register",
         "'../members.csv' is outside the project; put the file beside mkdocs.yml and write its name"),
        ({"register": "/members.csv"}, "register",
         "'/members.csv' is outside the project; put the file beside mkdocs.yml and write its name"),
        ({"register": "C:\\members.csv"}, "register",
         "'C:\\members.csv' is outside the project; put the file beside mkdocs.yml and write its name"),
        ({"register": False}, "register", "'register' is no; write register: none for a site without places"),
        ({"register": None}, "register", "'register' is empty; write register: none for a site without places"),
        ({"register": {"one": ""}}, "register.one", "'one' is empty"),
        ({"register": {"name": "a"}}, "register.name", "unknown key 'name'; use one of: file, one, many, credit"),
        ({"map": []}, "map", "a list names no country; write none for a site without a map, or leave the key out"),
        ({"map": 7}, "map", "'7' names no country; write none for a site without a map, or leave the key out"),
        ({"map": [1]}, "map[0]", "'map' must be text, found '1'"),
        ({"footer": ["a\u200bb"]}, "footer[0]", "the invisible character U+200B (zero width space) in 'ab'"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_reported_with_its_option(options: dict[str, Any], option: str, message: str) -> None:
    with pytest.raises(SettingsError) as error:
        settings(**options)
    (fault,) = error.value.faults
    assert isinstance(fault, OptionFault)
    assert fault.option == option
    assert message in f"'{option.rpartition('.')[2]}': {fault.message}" or message in fault.message
