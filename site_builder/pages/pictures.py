"""The pictures of texts and stories as pages show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.content import media, pictures
from site_builder.render.document_html import Picture

if TYPE_CHECKING:
    from collections.abc import Iterable

    from site_builder.content.pictures import Variant
    from site_builder.content.source import Tree


def make_picture(path: str, address: str, tree: Tree) -> Picture:
    """Return a picture, by its source path, with the address that a page writes for it."""
    measure, ending = tree.pictures.get(path), media.ending_of(path)
    if measure is None:
        return Picture(address)
    own, *others = pictures.variants(measure, ending)
    same = [variant for variant in others if variant.ending == ending]
    webp = [variant for variant in others if variant not in same]
    sizes = _srcset(address, [*same, own]) if same else ""
    return Picture(address, own.width, own.height, sizes, _srcset(address, reversed(webp)))


def _srcset(address: str, variants: Iterable[Variant]) -> str:
    return ", ".join(f"{address}{variant.suffix} {variant.width}w" for variant in variants)
