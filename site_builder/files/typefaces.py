"""The typefaces of PDFs and link previews, from packages with fonts under the SIL Open Font License.

Only this module knows HarfBuzz: it says which letters a font has, and how far apart they are.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import fontpkg_source_sans_3
import fontpkg_source_serif_4
import uharfbuzz

from site_builder.render.letters import Letters

if TYPE_CHECKING:
    from collections.abc import Mapping

SERIF = str(fontpkg_source_serif_4.ROOT / "files" / "SourceSerif4[opsz,wght].ttf")
FOLDERS = tuple(str(package.ROOT / "files") for package in (fontpkg_source_serif_4, fontpkg_source_sans_3))
"""The folder of the fonts that texts are set in."""

_SANS = str(fontpkg_source_sans_3.ROOT / "files" / "SourceSans3[wght].ttf")
_NOT_IN_A_PDF = "\ufeff"  # which ISO 14289-1 rules out
_FIRST_LETTER = " "
_LATIN = (
    range(0x0020, 0x0180),  # Basic Latin, Latin-1 and Latin Extended-A, with all letters of Welsh, Irish and Gaelic
    range(0x1E80, 0x1E86),  # and the rest of Welsh's
    range(0x1EF2, 0x1EF4),
    range(0x2010, 0x2040),  # punctuation
    range(0x20A0, 0x20C0),  # currencies
    range(0x2190, 0x2194),  # arrows
    range(0x2212, 0x2213),  # minus
)


@cache
def letters() -> Letters:
    """Return the letters that PDFs can show: Source Sans has what Source Serif lacks."""
    found = {chr(code) for path in (SERIF, _SANS) for code in _face(path).unicodes}
    return Letters(frozenset(letter for letter in found if letter >= _FIRST_LETTER) - {_NOT_IN_A_PDF})


def for_pages(path: str, weights: tuple[int, ...]) -> bytes:
    """Return the letters of a font that pages in Latin script use, in these weights: a TrueType font without a name.

    It has no name because the licence of some fonts keeps the name for the whole font. A browser takes letters that are
    not in it from the device.
    """
    face = _face(path)
    wanted = uharfbuzz.SubsetInput()
    for block in _LATIN:
        wanted.unicode_set.update(block)
    wanted.name_id_set.clear()
    wanted.pin_all_axes_to_default(face)
    if len(weights) > 1:
        wanted.set_axis_range(face, "wght", *weights)
    made = uharfbuzz.subset(face, wanted)
    return bytes(made.blob.data)


def axes_of(path: str, wanted: Mapping[str, float]) -> dict[str, float]:
    """Return the place of a font on each of its axes, in its own order: as wanted, as far as it goes."""
    return {
        axis.tag: min(max(wanted.get(axis.tag, axis.default_value), axis.min_value), axis.max_value)
        for axis in _face(path).axis_infos
    }


class Shapes:
    """A font in one size and weight, to measure with."""

    def __init__(self, path: str, size: int, axes: Mapping[str, float]) -> None:
        face = _face(path)
        self._font = uharfbuzz.Font(face)
        self._font.set_variations(dict(axes))
        self._scale = size / face.upem

    def has(self, letter: str) -> bool:
        """Whether the font has a letter."""
        return bool(self._font.get_nominal_glyph(ord(letter)))

    def width(self, text: str) -> float:
        """Return how far a text reaches, without ligatures."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._font, buffer, {"liga": False, "clig": False, "calt": False})
        return float(sum(position.x_advance for position in buffer.glyph_positions or ()) * self._scale)


@cache
def _face(path: str) -> uharfbuzz.Face:
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path))
