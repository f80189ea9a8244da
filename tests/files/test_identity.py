"""The style sheet, the icon and the fonts by which a site is known."""

from __future__ import annotations

import io

from lxml import etree
from PIL import ImageFont

from site_builder.drawing.site_colours import site_colours
from site_builder.files.identity import FontFace, Fonts, favicon, style_sheet
from site_builder.files.typefaces import SERIF, for_pages

FIRE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M1 1h2v2z"/></svg>'


def test_the_sheet_has_every_colour_once_in_light_and_dark() -> None:
    colours = site_colours(30, (200,))
    sheet = style_sheet(colours, Fonts()).decode()
    assert sheet.startswith("@layer tokens{:root{")
    assert sheet.count("{") == sheet.count("}")
    for name, pair in colours.pairs.items():
        both = pair.light if pair.light == pair.dark else f"light-dark({pair.light},{pair.dark})"
        assert f"--st-{name}:{both};" in sheet
    assert [sheet.count(f".st-hue-{number}{{") for number in range(len(colours.palettes) + 1)] == [
        *[1] * len(colours.palettes), 0,
    ]  # fmt: skip


def test_files_of_fonts_come_before_all_layers() -> None:
    face = FontFace("A Font", "assets/fonts/a-italic-400.ttf", (400, 700), "a.ttf", is_italic=True)
    sheet = style_sheet(site_colours(), Fonts('"A Font", serif', "sans-serif", (face,))).decode()
    assert sheet.startswith(
        '@font-face{font-family:"A Font";src:url("fonts/a-italic-400.ttf");font-weight:400 700;font-style:italic;'
        "font-display:swap}@layer tokens{"
    )
    assert '--st-font-headings:"A Font", serif;--st-font-text:sans-serif}' in sheet


def test_the_icon_shows_the_sign_in_the_colours_of_the_masthead() -> None:
    drawn = favicon(FIRE, site_colours(30))
    root = etree.fromstring(drawn)
    assert [element.get("d") for element in root.iter("{*}path")] == ["M1 1h2v2z"]
    assert site_colours(30).light("brand").encode() in drawn


def test_without_a_sign_the_icon_is_a_disc() -> None:
    assert len(list(etree.fromstring(favicon("", site_colours())).iter("{*}circle"))) == 1


def test_a_font_for_pages_has_the_letters_and_weights_that_they_use() -> None:
    one, several = for_pages(SERIF, (400,)), for_pages(SERIF, (400, 700))
    assert len(one) < len(several) < 120_000  # half of that where the server compresses
    font = ImageFont.truetype(io.BytesIO(several), 40)
    assert [(axis["minimum"], axis["maximum"]) for axis in font.get_variation_axes()] == [(400, 700)]
    nothing = bytes(font.getmask("\N{CJK UNIFIED IDEOGRAPH-65E5}"))
    assert all(bytes(font.getmask(letter)) != nothing for letter in "aŵŷẁỳéŁß£€–—‘’“”…→")
