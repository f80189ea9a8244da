"""The options that make a site one's own: its colours, fonts, places, map and words."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from site_builder.content.colour import BRAND_HUE, nearest_brand
from site_builder.content.fields import Line, quoted, refuse
from site_builder.options import Options

NONE = "none"
UK = "uk"
"""The words for no register or map, and for those that come with the package."""

SYSTEM_FONTS = ("sans", "serif", "humanist", "geometric", "slab")
"""Families that devices have already; any other name is that of a package, without its 'fontpkg-'."""

_HUES = range(360)
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_FONT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _hue(value: object) -> int | str:
    """Take a hue in degrees, or a colour as people know it from CSS; return '#rrggbb' in small letters for one."""
    if value is None:
        raise refuse(
            "colour", 'there is no colour here, as YAML takes what follows # for a comment; use quotes, as in "#0e3a46"'
        )
    if isinstance(value, int) and not isinstance(value, bool) and value in _HUES:
        return value
    if isinstance(value, str) and _HEX.fullmatch(value):
        digits = value.removeprefix("#").lower()
        return f"#{digits}" if len(digits) == len("rrggbb") else "#" + "".join(2 * digit for digit in digits)
    raise refuse(
        "colour",
        f"{quoted(value)} is not a colour; write a hue from 0 to 359 (30 is red, 260 is blue), or a colour as in "
        '"#0e3a46"',
    )


def _brand(value: object) -> int | str:
    """Take a colour for the ground of the masthead; one that light words cannot be read on is refused."""
    colour = _hue(value)
    if isinstance(colour, str) and (fit := nearest_brand(colour)) != colour:
        raise refuse(
            "colour",
            f"{colour} is too light: the masthead has light words, which need a contrast of 4.5:1 (WCAG 1.4.3); "
            f'the nearest colour that is dark enough is "{fit}"',
        )
    return colour


def _font(value: object) -> str:
    if not isinstance(value, str) or not _FONT.fullmatch(value):
        raise refuse(
            "font",
            f"{quoted(value)} is not a font; write one of {', '.join(SYSTEM_FONTS)}, or the name of a package, "
            "as in source-sans-3 for fontpkg-source-sans-3",
        )
    return value


def _countries(value: object) -> object:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list | tuple) and value:
        return value
    raise refuse(
        "map", f"{quoted(value)} names no country; write {NONE} for a site without a map, or leave the key out"
    )


Hue = Annotated[int | str, BeforeValidator(_hue)]
"""A hue in degrees (that of OKLCH), or a colour '#rrggbb', of which the hue counts."""


class ColourOptions(Options):
    """The colours of the site: one for all of it, and hues for themes that are not to have the next by itself."""

    brand: Annotated[int | str, BeforeValidator(_brand)] = BRAND_HUE
    themes: dict[Line, Hue] = Field(default_factory=dict, strict=False)


class FontOptions(Options):
    """The fonts of headings and of everything else: families of devices, or packages without their 'fontpkg-'."""

    headings: Annotated[str, BeforeValidator(_font)] = "serif"
    text: Annotated[str, BeforeValidator(_font)] = "sans"


class RegisterOptions(Options):
    """Which places stories can come from, and what one and many of them are called.

    ``file`` is 'uk', 'none' or the path of a CSV file beside mkdocs.yml; a bare value is short for it alone. ``credit``
    says where the list is from.
    """

    file: Line = UK
    one: Line = "council"
    many: Line = "councils"
    credit: Line = ""

    @model_validator(mode="before")
    @classmethod
    def _from_file(cls, value: object) -> object:
        if value is False or value is None:
            found = "empty" if value is None else "no"
            raise refuse("register", f"'register' is {found}; write register: {NONE} for a site without places")
        return {"file": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _is_a_file(self) -> RegisterOptions:
        path = self.file
        if path in {UK, NONE}:
            return self
        if not path.lower().endswith(".csv"):
            ways = f"{UK}, {NONE}, or the path of a file that ends in .csv"
            raise refuse("register", f"'{path}' is not a register; write {ways}")
        if path.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", path) or ":" in path:
            way_out = "put the file beside mkdocs.yml and write its name"
            raise refuse("register", f"'{path}' is outside the project; {way_out}")
        return self

    @property
    def is_uk(self) -> bool:
        """Whether it is the register of UK councils that comes with the package."""
        return self.file == UK


Countries = Annotated[tuple[Line, ...], BeforeValidator(_countries), Field(strict=False)]
"""Names of countries as Natural Earth has them; 'uk' and 'none' are alone."""
