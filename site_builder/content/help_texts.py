"""The help for editors: the pages that come with the package, each as this site needs it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.content.help_for_site import Conditions, fit, under
from site_builder.content.outline import NONE_KNOWN
from site_builder.content.page import Page, read_page
from site_builder.content.plain_text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.content.outline import Outlines
    from site_builder.content.register import Register
    from site_builder.content.source import RawFile, Tree
    from site_builder.content.vocabulary import Term
    from site_builder.settings import Settings

HOME = f"{addresses.HELP}index.md"
LISTS = f"{addresses.HELP}lists.md"
"""The page that ends with the terms of the site."""
SETTINGS = f"{addresses.HELP}settings.md"
"""The page that tells of the options of every site, and so has the same words on all."""


def read_help(
    tree: Tree,
    settings: Settings,
    register: Register,
    known: Outlines = NONE_KNOWN,
    *,
    has_repository: bool = False,
    has_vscode: bool = False,
) -> tuple[Page, ...]:
    """Return the pages of help in the order in which the first of them links to the others.

    ``tree`` is the folder of the help, and ``known`` has outlines of texts that were made before. ``has_repository``
    says whether the site knows where its stories are on GitHub, ``has_vscode`` whether the project has tasks for it.
    """
    has = Conditions(
        places=len(register) > 0,
        regions=register.has_regions(),
        uk=settings.register_options.is_uk,
        pdf=settings.pdf,
        repository=has_repository,
        vscode=has_vscode,
    )

    def fitted(raw: RawFile) -> RawFile:
        text = under(has, raw.data.decode())
        text = text if raw.path == SETTINGS else fit(text, settings, register)
        return replace(raw, data="\n".join([text, *(_lists(settings) if raw.path == LISTS else ())]).encode())

    read = (read_page(fitted(raw), raw.path, known) for raw in tree.texts)
    pages = {page.path: page for page in read if isinstance(page, Page)}
    order = [HOME, *(found.to.source(addresses.HELP) for found in pages[HOME].outline.references)]
    return tuple(sorted(pages.values(), key=lambda page: order.index(page.path)))


def _lists(settings: Settings) -> Iterator[str]:
    """Yield the terms of a site as lists in Markdown, a section for each vocabulary that has some."""
    for taxonomy in settings.used_taxonomies:
        yield f"\n## {taxonomy.capitalize()}\n"
        yield from map(_entry, settings.taxonomies[taxonomy])


def _entry(term: Term) -> str:
    also = f" Other names: {', '.join(term.also)}." if term.also else ""
    about = f": {term.description.removesuffix('.')}." if term.description else "." if also else ""
    return f"- **{escaped(term.name)}**{escaped(about + also)}"
