"""The help for editors: the pages that come with the package, and the words of this site in them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.content.outline import NONE_KNOWN
from site_builder.content.page import Page, read_page
from site_builder.content.plain_text import escaped
from site_builder.content.vocabulary import Taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.content.outline import Outlines
    from site_builder.content.source import RawFile, Tree
    from site_builder.content.vocabulary import Term
    from site_builder.settings import Settings

HOME = f"{addresses.HELP}index.md"
LISTS = f"{addresses.HELP}lists.md"
"""The page that ends with the terms of the site."""


def read_help(tree: Tree, settings: Settings, known: Outlines = NONE_KNOWN) -> tuple[Page, ...]:
    """Return the pages of help in the order in which the first of them links to the others.

    ``tree`` is the folder of the help, and ``known`` has outlines of texts that were made before.
    """
    read = (read_page(_completed(raw, settings), raw.path, known) for raw in tree.texts)
    pages = {page.path: page for page in read if isinstance(page, Page)}
    order = [HOME, *(found.to.source(addresses.HELP) for found in pages[HOME].outline.references)]
    return tuple(sorted(pages.values(), key=lambda page: order.index(page.path)))


def _completed(raw: RawFile, settings: Settings) -> RawFile:
    if raw.path != LISTS:
        return raw
    return replace(raw, data=raw.data + "\n".join(_lists(settings)).encode())


def _lists(settings: Settings) -> Iterator[str]:
    """Yield the terms of a site as lists in Markdown, a section for each vocabulary that has some."""
    for taxonomy in Taxonomy:
        terms = settings.taxonomies[taxonomy].terms
        if terms:
            yield f"\n## {taxonomy.capitalize()}\n"
            yield from map(_entry, terms)


def _entry(term: Term) -> str:
    also = f" Other names: {', '.join(term.also)}." if term.also else ""
    about = f": {term.description.removesuffix('.')}." if term.description else "." if also else ""
    return f"- **{escaped(term.name)}**{escaped(about + also)}"
