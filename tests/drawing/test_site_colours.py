"""One hue gives all colours of a site, and whatever it is, words and marks can be seen (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.content.colour import BRAND_HUE, nearest_brand
from site_builder.drawing.hues import PALETTES, SPARK, Palette
from site_builder.drawing.site_colours import palette_of, site_colours

TEXT, GRAPHICS = 4.5, 3.0
GROUNDS = ("paper", "surface", "tint")
ON_GROUNDS = ("ink", "ink-soft", "link", "link-hover", "accent", "good", "bad")
DRAWN = ("line-strong", "rule", "focus")
DARK_GROUNDS = ("brand", "brand-deep")
ON_DARK = ("on-brand", "on-brand-soft", "on-brand-glow")
PAIRS = [
    *((name, ground, TEXT) for name, ground in itertools.product(ON_GROUNDS, GROUNDS)),
    *((name, ground, GRAPHICS) for name, ground in itertools.product(DRAWN, GROUNDS)),
    *((name, ground, TEXT) for name, ground in itertools.product(ON_DARK, DARK_GROUNDS)),
    ("on-glow", "glow", TEXT),
]
"""Every pair of a colour and what it is on that the style sheets have, with its least contrast."""

HEX = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, worked out apart from the program, as WCAG 2.2 says it."""

    def luminance(colour: str) -> float:
        parts = [part / 255 for part in bytes.fromhex(colour[1:])]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def too_faint(brand: int | str) -> list[str]:
    """Return every pair of a site's colours that is not seen well enough, by day and by night."""
    colours = site_colours(brand)
    return [
        f"{name} on {ground} {scheme.__name__}: {found:.2f}"
        for (name, ground, least), scheme in itertools.product(PAIRS, (colours.light, colours.dark))
        if (found := contrast(scheme(name), scheme(ground))) < least
    ]


@pytest.mark.uncounted
@pytest.mark.parametrize("first", range(0, 360, 30))
def test_every_pair_can_be_seen_in_every_hue(first: int) -> None:
    assert {hue: faint for hue in range(first, first + 30) if (faint := too_faint(hue))} == {}


@pytest.mark.uncounted
@given(HEX)
def test_every_pair_can_be_seen_around_any_colour_of_the_masthead(colour: str) -> None:
    assert too_faint(nearest_brand(colour)) == []


@pytest.mark.uncounted
@given(HEX)
def test_a_colour_that_is_dark_enough_is_the_masthead_as_it_is(colour: str) -> None:
    nearest = nearest_brand(colour)
    assert (nearest == colour) == (contrast(colour, "#fdf9ef") >= TEXT)
    assert site_colours(nearest).light("brand") == nearest


def test_a_colour_that_is_too_light_is_refused() -> None:
    with pytest.raises(ValueError, match="#ffe000 is too light"):
        site_colours("#ffe000")


def test_hues_differ_in_what_they_colour_and_share_what_they_do_not() -> None:
    teal, plum = site_colours(), site_colours(330)
    same = {name for name in teal.pairs if teal.pairs[name] == plum.pairs[name]}
    assert same == {"accent", "good", "bad", "focus", "glow", "on-glow", "on-brand", "on-brand-glow"}
    assert {name for name in teal.pairs if teal.light(name) == plum.light(name)} == same | {*GROUNDS, "line"}


def test_the_usual_hue_is_the_drawing_itself() -> None:
    usual = site_colours()
    assert usual == site_colours(BRAND_HUE)
    assert (usual.light("brand"), usual.dark("paper"), usual.palettes) == ("#0e3a46", "#0f1b20", PALETTES)


def test_a_grey_masthead_makes_a_grey_site() -> None:
    grey = site_colours("#333333")
    for name in ("ink", "link", "brand-deep"):
        red, green, blue = bytes.fromhex(grey.light(name)[1:])
        assert red == green == blue


@pytest.mark.parametrize("choice", [*PALETTES, *range(0, 360, 5), "#808080"])
def test_the_colours_of_a_theme_can_be_read(choice: Palette | int | str) -> None:
    palette = choice if isinstance(choice, Palette) else palette_of(choice)
    for brand in range(0, 360, 60):
        colours = site_colours(brand)
        for shades, scheme in ((palette.light, colours.light), (palette.dark, colours.dark)):
            for ground in (*map(scheme, GROUNDS), shades.ground):
                assert contrast(shades.theme, ground) >= TEXT
        for words in (colours.light("on-brand"), colours.light("on-brand-soft"), SPARK):
            assert contrast(words, palette.night) >= TEXT


def test_chosen_hues_follow_the_usual_palettes() -> None:
    assert site_colours(BRAND_HUE, (30, "#1d70b8")).palettes == (*PALETTES, palette_of(30), palette_of("#1d70b8"))
