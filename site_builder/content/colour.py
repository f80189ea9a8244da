"""Colours as numbers: how light one is, how well one is read on another, and the same colour in another hue.

Hues and chroma are those of OKLCH (CSS Color 4, https://www.w3.org/TR/css-color-4/#ok-lab), luminance and contrast
those of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance). A colour is written as '#rrggbb'.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT, GRAPHICS = 4.5, 3.0
"""The least contrast of text (WCAG 2.2, 1.4.3 at level AA) and of what is drawn (1.4.11)."""

BRAND_HUE = 220
"""The hue of a site that chooses none."""
ON_BRAND = "#fdf9ef"
"""The colour of the words on the masthead, in every site."""

_FLARE = 0.05
_STEPS = 24
_ROUNDING = 1e-6

_Linear = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Oklch:
    """A colour by its lightness (0 to 1), its chroma (0 is grey) and its hue in degrees."""

    lightness: float
    chroma: float
    hue: float


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour: 0 is black, 1 white."""
    return _luminance(_linear(colour))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours: 1 where they are equally light, 21 for black and white."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + _FLARE) / (darker + _FLARE)


def luminance_for(ratio: float, ground: str) -> float:
    """Return the luminance of what is lighter than a ground by this contrast; over 1 where nothing is."""
    return (luminance(ground) + _FLARE) * ratio - _FLARE


def luminance_below(ratio: float, text: str) -> float:
    """Return the luminance of a ground on which a light text has this contrast."""
    return (luminance(text) + _FLARE) / ratio - _FLARE


def oklch(colour: str) -> Oklch:
    """Return a colour by lightness, chroma and hue."""
    red, green, blue = _linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def shade(of_luminance: float, chroma: float, hue: float) -> str:
    """Return the colour of a luminance and a hue, with as much of the chroma as sRGB has room for.

    Colours of one luminance have the same contrast with any other, whatever their hue.
    """
    if not _fits(_of(of_luminance, chroma, hue)):
        chroma = _largest(lambda less: _fits(_of(of_luminance, less, hue)), chroma)
    return _written(_of(of_luminance, chroma, hue))


def turned(colour: str, degrees: float, vividness: float = 1.0) -> str:
    """Return a colour with its hue turned and its chroma multiplied, as light as it was."""
    if not degrees and vividness == 1:
        return colour
    was = oklch(colour)
    return shade(luminance(colour), was.chroma * vividness, was.hue + degrees)


def nearest_brand(colour: str) -> str:
    """Return a colour, or where it is too light the nearest in its hue on which the words of the masthead are read."""
    found, of_luminance = colour, luminance_below(TEXT, ON_BRAND)
    while contrast(found, ON_BRAND) < TEXT:
        was = oklch(colour)
        found = shade(of_luminance, was.chroma, was.hue)
        of_luminance -= 0.001  # what was rounded up to whole steps of sRGB
    return found


def _of(of_luminance: float, chroma: float, hue: float) -> _Linear:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    return _from_oklab(_largest(lambda less: _luminance(_from_oklab(less, a, b)) <= of_luminance, 1.0), a, b)


def _largest(fits: Callable[[float], bool], most: float) -> float:
    """Return the largest number from 0 to ``most`` that fits, where all smaller ones do."""
    low, high = 0.0, most
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def _from_oklab(lightness: float, a: float, b: float) -> _Linear:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _fits(colour: _Linear) -> bool:
    return all(-_ROUNDING <= part <= 1 + _ROUNDING for part in colour)


def _luminance(colour: _Linear) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def _linear(colour: str) -> _Linear:
    red, green, blue = (_to_linear(part / 255) for part in bytes.fromhex(colour.removeprefix("#")))
    return red, green, blue


def _to_linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB's own numbers


def _written(colour: _Linear) -> str:
    parts = (min(1.0, max(0.0, part)) for part in colour)
    coded = (12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in parts)  # noqa: PLR2004 - (the same)
    return "#" + "".join(f"{round(255 * part):02x}" for part in coded)
