"""The colours of a site, all worked out from one: those of its pages in light and dark, and those of its themes.

They are drawn once, for the hue 220. For another hue each colour is turned and stays as light as it was, so that every
pair keeps its contrast (4.5:1 for text, 3:1 for what is drawn), whatever the hue. What is warm stays as it is: paper,
the colour of the new, and the signals for good, bad and late.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from site_builder.content import colour as numbers
from site_builder.content.colour import BRAND_HUE, ON_BRAND, nearest_brand
from site_builder.drawing.hues import PALETTES, SPARK, Palette, Shades

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from site_builder.settings import Settings

_GREY = 0.02  # below this chroma a colour has no hue that anybody sees
_VIVID = 1.7  # sRGB has little room for dark colours of the hue 220; as little chroma makes others look grey
_ARE_VIVID = frozenset({"rule", "link", "link-hover", "brand", "brand-deep"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A colour in light and in dark."""

    light: str
    dark: str


_TURNED = {
    "ink": Pair("#16252c", "#e8eded"),
    "ink-soft": Pair("#4b5a61", "#a9b8bd"),
    "line-strong": Pair("#7d8688", "#7d9098"),
    "rule": Pair("#0e3a46", "#3d8494"),
    "link": Pair("#0b5468", "#8bd3de"),
    "link-hover": Pair("#06303c", "#c9eef3"),
    "brand": Pair("#0e3a46", "#0e3a46"),
    "brand-deep": Pair("#0a2c36", "#0a2c36"),
    "on-brand-soft": Pair("#c3d5d8", "#c3d5d8"),
}
_TURNED_IN_DARK = {
    "paper": Pair("#fbfaf6", "#0f1b20"),
    "surface": Pair("#ffffff", "#15262d"),
    "tint": Pair("#f1ede3", "#14242a"),
    "line": Pair("#dbd5c7", "#2b4049"),
}
_FIXED = {
    "accent": Pair("#96380f", "#f0b15c"),
    "good": Pair("#1b6844", "#7fd1a4"),
    "bad": Pair("#a02a20", "#ff9d8f"),
    "focus": Pair("#b0480f", "#f4b942"),
    "glow": Pair(SPARK, SPARK),
    "on-glow": Pair("#2b1d00", "#2b1d00"),
    "on-brand": Pair(ON_BRAND, ON_BRAND),
    "on-brand-glow": Pair(SPARK, SPARK),
}


@dataclass(frozen=True)
class SiteColours:
    """The colours of pages by the names of their jobs, and of themes by number; 0 is for pieces without a theme."""

    pairs: Mapping[str, Pair]
    palettes: tuple[Palette, ...]

    def light(self, name: str) -> str:
        """Return a colour as it is in light, on paper and in emails."""
        return self.pairs[name].light

    def dark(self, name: str) -> str:
        """Return a colour as it is in dark."""
        return self.pairs[name].dark


def colours_of(settings: Settings) -> SiteColours:
    """Return the colours that the settings of a site choose."""
    chosen = settings.colours
    return site_colours(chosen.brand, tuple(chosen.themes.values()))


@cache
def site_colours(brand: int | str = BRAND_HUE, theme_hues: tuple[int | str, ...] = ()) -> SiteColours:
    """Return the colours for a brand: a hue in degrees, or the colour of the masthead itself.

    Each of ``theme_hues`` gets a palette after the usual ones. Raises ValueError for a brand that is too light:
    ``nearest_brand`` gives one that is not.
    """
    if isinstance(brand, str) and nearest_brand(brand) != brand:
        raise ValueError(f"{brand} is too light for the light words on it")
    hue, vividness = hue_of(brand)
    degrees = (hue - BRAND_HUE) % 360
    pairs: dict[str, Pair] = {}
    for name, pair in (_TURNED | _TURNED_IN_DARK).items():
        more = _VIVID if degrees and name in _ARE_VIVID else 1.0
        dark = numbers.turned(pair.dark, degrees, vividness * more)
        light = numbers.turned(pair.light, degrees, vividness * more) if name in _TURNED else pair.light
        pairs[name] = Pair(light, dark)
    pairs |= _FIXED
    if isinstance(brand, str):
        pairs |= dict(_around(brand, pairs))
    return SiteColours(pairs, (*PALETTES, *(palette_of(hue) for hue in theme_hues)))


def hue_of(colour: int | str) -> tuple[float, float]:
    """Return the hue of a choice, and how vivid it is: 1, or less for a colour that is nearly grey."""
    if isinstance(colour, int):
        return colour, 1.0
    found = numbers.oklch(colour)
    return found.hue, min(1.0, found.chroma / _GREY)


def palette_of(choice: int | str) -> Palette:
    """Return the colours of a theme in the hue that it has chosen: the usual shades, turned."""
    hue, vividness = hue_of(choice)
    usual = PALETTES[_MODEL]
    degrees = (hue - numbers.oklch(usual.light.theme).hue) % 360

    def shades(of: Shades) -> Shades:
        found = (numbers.turned(c, degrees, vividness) for c in (of.ground, of.soft, of.mid, of.deep, of.theme))
        return Shades(*found)

    return Palette(numbers.turned(usual.night, degrees, vividness), shades(usual.light), shades(usual.dark))


_MODEL = 2
"""The palette that chosen hues are turned from: one whose colours are as vivid as sRGB lets most hues be."""


def _around(brand: str, pairs: Mapping[str, Pair]) -> Iterator[tuple[str, Pair]]:
    """Yield the colours around a masthead of exactly this colour; those on it are as light as they need to be."""
    yield "brand", Pair(brand, brand)
    yield "rule", Pair(brand, pairs["rule"].dark)
    for name in ("on-brand-glow", "on-brand-soft"):
        yield name, _lifted(pairs[name], brand)


def _lifted(pair: Pair, ground: str) -> Pair:
    """Return a colour that is read on the ground, lighter than it was where it must be."""
    found, of_luminance = pair.light, numbers.luminance_for(numbers.TEXT, ground)
    while numbers.contrast(found, ground) < numbers.TEXT:
        was = numbers.oklch(pair.light)
        found = numbers.shade(min(1.0, of_luminance), was.chroma, was.hue)
        of_luminance += 0.001
    return Pair(found, found)
