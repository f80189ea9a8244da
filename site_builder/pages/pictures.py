"""The pictures of texts and stories as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.content import media, pictures
from site_builder.render.picture_html import Picture

if TYPE_CHECKING:
    from collections.abc import Iterable

    from site_builder.content.pictures import Measure, Variant
    from site_builder.content.source import Tree


@dataclass(frozen=True)
class PublishedPicture:
    """A picture at its address below the site's root, with its size; of a drawing (SVG) none is known."""

    address: str
    measure: Measure | None = None


def published(path: str, address: str, tree: Tree) -> PublishedPicture:
    """Return a picture by its source path, at the address that it has on the site."""
    return PublishedPicture(address, tree.pictures.get(path))


def make_picture(picture: PublishedPicture, address: str) -> Picture:
    """Return a picture with the address that a page or a feed writes for it."""
    if picture.measure is None:
        return Picture(address)
    ending = media.ending_of(picture.address)
    own, *others = pictures.variants(picture.measure, ending)
    same = [variant for variant in others if variant.ending == ending]
    webp = [variant for variant in others if variant not in same]
    sizes = _srcset(address, [*same, own]) if same else ""
    return Picture(address, own.width, own.height, sizes, _srcset(address, reversed(webp)))


def _srcset(address: str, variants: Iterable[Variant]) -> str:
    return ", ".join(f"{address}{variant.suffix} {variant.width}w" for variant in variants)
