"""The style sheet and the sign by which a site is known: its colours, its fonts, and its icon in the browser's tab."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.drawing.hues import theme_rule

if TYPE_CHECKING:
    from site_builder.drawing.site_colours import Pair, SiteColours

STYLE_SHEET = "assets/identity.css"
FAVICON = "assets/favicon.svg"

SYSTEM_FONTS = {
    "sans": '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif',
    "serif": '"Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", P052, "Noto Serif", serif',
    "humanist": 'Seravek, "Gill Sans Nova", Ubuntu, Calibri, "DejaVu Sans", "Noto Sans", sans-serif',
    "geometric": 'Avenir, Montserrat, Corbel, "URW Gothic", "Century Gothic", sans-serif',
    "slab": 'Rockwell, "Rockwell Nova", "Roboto Slab", "DejaVu Serif", "Sitka Small", serif',
}
"""Families that devices have already, as CSS lists them (after https://modernfontstacks.com)."""

_INSIDE = re.compile(r"<svg\b[^>]*>(?P<inside>.*)</svg>", re.DOTALL)
_DISC = '<circle cx="12" cy="12" r="7"/>'


@dataclass(frozen=True, slots=True)
class FontFace:
    """A file of a font: its family, address, one weight or the least and the most, its place on disk, its version."""

    family: str
    address: str
    weights: tuple[int, ...]
    source: str
    is_italic: bool = False
    version: str = ""


@dataclass(frozen=True, slots=True)
class Fonts:
    """The families of headings and of texts, as CSS lists them, and the files that pages need for them.

    ``own_headings`` and ``own_text`` are the families that have files: PDFs and link previews can be set in them.
    """

    headings: str = SYSTEM_FONTS["serif"]
    text: str = SYSTEM_FONTS["sans"]
    faces: tuple[FontFace, ...] = ()
    own_headings: str = ""
    own_text: str = ""

    def faces_of(self, family: str) -> tuple[FontFace, ...]:
        """Return the files of a family."""
        return tuple(face for face in self.faces if face.family == family)


FONTS_OF_DEVICES = Fonts()


def style_sheet(colours: SiteColours, fonts: Fonts) -> bytes:
    """Return the sheet that gives pages their colours and fonts."""
    tokens = {f"--st-{name}": _both(pair) for name, pair in colours.pairs.items()}
    tokens |= {"--st-font-headings": fonts.headings, "--st-font-text": fonts.text}
    root = ";".join(f"{name}:{value}" for name, value in tokens.items())
    themes = "".join(theme_rule(number, palette) for number, palette in enumerate(colours.palettes))
    faces = "".join(_font_face(face) for face in fonts.faces)
    return f"{faces}@layer tokens{{:root{{{root}}}{themes}}}\n".encode()


def favicon(sign: str, colours: SiteColours) -> bytes:
    """Return the icon of the browser's tab: the site's sign (SVG, of 24 by 24) in the colours of the masthead."""
    found = _INSIDE.search(sign)
    drawing = found["inside"] if found else _DISC
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" rx="6" fill="{colours.light("brand")}"/>'
        f'<g fill="{colours.light("on-brand-glow")}" transform="translate(2.5 2.5) scale(1.125)">{drawing}</g></svg>\n'
    ).encode()


def _both(pair: Pair) -> str:
    return pair.light if pair.light == pair.dark else f"light-dark({pair.light},{pair.dark})"


def _font_face(face: FontFace) -> str:
    name = face.address.rpartition("/")[2]
    weights = " ".join(map(str, face.weights))
    return (
        f'@font-face{{font-family:"{face.family}";src:url("fonts/{name}");font-weight:{weights};'
        f"font-style:{'italic' if face.is_italic else 'normal'};font-display:swap}}"
    )
