"""A picture as HTML, and how a tag is written."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_PICTURE_WIDTH = "(min-width: 48rem) 42rem, 100vw"
"""How wide a picture is shown beside a text's margins, for browsers that choose one of its sizes (HTML, ``sizes``)."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a page shows it: its address and its size in pixels, where that is known.

    ``sizes`` are the addresses and widths of the same format, ``webp`` those of WebP (both as in ``srcset``).
    """

    address: str
    width: int = 0
    height: int = 0
    sizes: str = ""
    webp: str = ""


def picture_html(picture: Picture, alt: str, title: str = "") -> str:
    """Return the HTML of a picture on a page: browsers take the size they need, and WebP where they can."""
    sizes = [("srcset", picture.sizes), ("sizes", _PICTURE_WIDTH)] if picture.sizes else []
    written = img(picture, alt, title, sizes, (("loading", "lazy"),))
    if not picture.webp:
        return written
    source = tag("source", [("type", "image/webp"), ("srcset", picture.webp), ("sizes", _PICTURE_WIDTH)])
    return f"<picture>{source}{written}</picture>"


def img(
    picture: Picture,
    alt: str,
    title: str,
    sizes: Iterable[tuple[str, str]] = (),
    more: Iterable[tuple[str, str]] = (),
) -> str:
    """Return the tag of a picture; ``sizes`` and ``more`` are further attributes."""
    size = [("width", str(picture.width)), ("height", str(picture.height))] if picture.width else []
    named = [("title", title)] if title else []
    return tag("img", [("src", picture.address), ("alt", alt), *sizes, *size, *more, *named])


def tag(name: str, attributes: Iterable[tuple[str, str]]) -> str:
    """Return an opening tag with these attributes, escaped."""
    written = "".join([f' {key}="{escape(value)}"' for key, value in attributes])
    return f"<{name}{written}>"
