"""Pictures made for the web: how large one is, and in which sizes and formats it is published.

A picture keeps its name and format, at most ``WIDTH`` pixels wide. Beside it are a smaller one, and both as WebP;
their names end as no author's file does by chance: ``photo.jpg.800.webp``. All of that follows from the picture's
size alone, so that pages can be written before anything is made. A film (GIF, PNG or WebP with several frames) is
published as it is, cleaned.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.content.picture_files import PictureError, dissect

if TYPE_CHECKING:
    from site_builder.content.picture_files import Anatomy

WIDTH = 1600
HALF = WIDTH // 2
MOST_BYTES = 20_000_000
MOST_PIXELS = 40_000_000
LONGEST_NAME = 200
"""A picture's name may have so many bytes: a disk takes 255, and the names of other sizes are longer."""

_HIGHEST_WEBP = 16_383
_LYING = 5  # from this orientation on width and height change places
_SMALLER = f"save it smaller; {2 * WIDTH:,} pixels wide is more than enough"


@dataclass(frozen=True, slots=True)
class Measure:
    """The size in which a picture is seen, and whether it moves."""

    width: int
    height: int
    is_animated: bool = False


@dataclass(frozen=True, slots=True)
class Variant:
    """A published form of a picture: what follows its name (nothing: the name's own), size and ending of its format."""

    suffix: str
    width: int
    height: int
    ending: str


def measure(data: bytes, ending: str) -> Measure | str:
    """Return how large a picture is, or why it cannot be published, with the way out.

    ``data`` is the whole file, whose content begins as its ending says; of a larger one more than ``MOST_BYTES``.
    """
    if len(data) > MOST_BYTES:
        return f"a picture may have {MOST_BYTES // 1_000_000} MB at most; {_SMALLER}"
    try:
        return measure_of(dissect(data, ending))
    except PictureError as error:
        return str(error)


def measure_of(anatomy: Anatomy) -> Measure:
    """Return how large a picture is. Raises PictureError where it is too large."""
    width, height = anatomy.width, anatomy.height
    if width * height > MOST_PIXELS:
        raise PictureError(
            f"it has {width:,} by {height:,} pixels, and a picture may have {MOST_PIXELS // 1_000_000} million "
            f"at most; {_SMALLER}"
        )
    if anatomy.orientation >= _LYING and not anatomy.is_animated:
        width, height = height, width
    return Measure(width, height, anatomy.is_animated)


def variants(picture: Measure, ending: str) -> tuple[Variant, ...]:
    """Return all forms of a picture: first that at its own name, then the smaller one, then both as WebP."""
    if picture.is_animated:
        return (Variant("", picture.width, picture.height, ending),)
    own = _scaled(picture, WIDTH)
    sizes = [own, *([_scaled(picture, HALF)] if own[0] > HALF else [])]
    kept = [Variant("", *own, ending), *(Variant(f".{size[0]}.{ending}", *size, ending) for size in sizes[1:])]
    if ending == "webp" or own[1] > _HIGHEST_WEBP:
        return tuple(kept)
    return (*kept, *(Variant(f".{size[0]}.webp", *size, "webp") for size in sizes))


def _scaled(picture: Measure, width: int) -> tuple[int, int]:
    if picture.width <= width:
        return picture.width, picture.height
    return width, max(1, round(picture.height * width / picture.width))
