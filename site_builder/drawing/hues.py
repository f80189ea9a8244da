"""The colours of the themes, in one table: pages have them in a style sheet, pictures as they are."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Shades:
    """The colours of an identity in one scheme: four of the drawing, and that of words on the ground of a page."""

    ground: str
    soft: str
    mid: str
    deep: str
    theme: str


@dataclass(frozen=True)
class Palette:
    """The colours of an identity. ``night`` is the ground of a story's head and of pictures, in both schemes."""

    night: str
    light: Shades
    dark: Shades


PALETTES = (
    Palette(  # plain
        "#233338",
        Shades("#e7eef0", "#c0d4d9", "#6e939d", "#335057", "#3b5b63"),
        Shades("#232c2e", "#37474b", "#5d7e86", "#a6c0c7", "#b4ccd3"),
    ),
    Palette(  # indigo
        "#222e51",
        Shades("#e6edfc", "#bdcffb", "#6c88d8", "#324683", "#3a5095"),
        Shades("#232a3c", "#364264", "#5b74b8", "#a3b9f2", "#b1c6fc"),
    ),
    Palette(  # rust
        "#4b2414",
        Shades("#fbe8e2", "#f5c2ae", "#cb704c", "#783315", "#883b1a"),
        Shades("#39241c", "#5f382a", "#ad5f41", "#eaa990", "#f5b79f"),
    ),
    Palette(  # teal
        "#003839",
        Shades("#ddf2f1", "#9ddddc", "#02a0a1", "#035656", "#076262"),
        Shades("#12302f", "#0f4e4e", "#078989", "#74cccb", "#86d8d7"),
    ),
    Palette(  # green
        "#19391a",
        Shades("#e4f1e4", "#b6dbb6", "#57a05b", "#1d5923", "#226529"),
        Shades("#1f2f1f", "#2e4c2f", "#4a884d", "#99c999", "#a7d6a8"),
    ),
    Palette(  # plum
        "#46223b",
        Shades("#f8e7f1", "#edbfdd", "#be6ca4", "#6e305c", "#7d3869"),
        Shades("#362330", "#59374e", "#a25c8c", "#e0a5cc", "#ecb3d8"),
    ),
    Palette(  # ochre
        "#412c01",
        Shades("#f5ecdd", "#e6cba0", "#b4821b", "#624400", "#704e00"),
        Shades("#332815", "#54401b", "#996f18", "#d7b57b", "#e3c28c"),
    ),
    Palette(  # violet
        "#36284c",
        Shades("#efeafa", "#d5c6f4", "#9879cc", "#543b7a", "#60448b"),
        Shades("#2d2639", "#493c5f", "#8267ae", "#c3afea", "#cfbcf4"),
    ),
    Palette(  # berry
        "#4c2126",
        Shades("#fbe7e8", "#f7bfc2", "#cc6a73", "#792e38", "#893540"),
        Shades("#3a2324", "#603639", "#ae5a62", "#eca4a9", "#f7b3b7"),
    ),
)
"""The usual colours by number; 0 is for pieces without a theme, and themes have the others in turn."""

SPARK = "#f4b942"
"""The colour of the one that is new; the site's own, in every identity and scheme."""


def theme_rule(number: int, palette: Palette) -> str:
    """Return the rule that gives an element of the class of a number the colours of a palette."""
    names = [field.name for field in fields(Shades)]
    pairs = [(name, getattr(palette.light, name), getattr(palette.dark, name)) for name in names]
    shades = "".join(f";--st-{name}:light-dark({light},{dark})" for name, light, dark in pairs)
    return f".st-hue-{number}{{--st-night:{palette.night}{shades}}}"
