"""The texts of stories and pages as HTML, with the addresses that their links have on this site."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import quote

from site_builder import addresses
from site_builder.content import assets, media
from site_builder.content.destinations import LINK_SCHEMES, Destination, Leads, read_destination
from site_builder.content.story import Story
from site_builder.content.web_address import misleading
from site_builder.pages.pictures import make_picture
from site_builder.render.document_html import Surroundings, feed_html, page_html
from site_builder.render.sanitiser import sanitise

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from site_builder.content.page import Page
    from site_builder.edition import Edition
    from site_builder.render.document_html import Picture


def text_of_page(source: Story | Page, edition: Edition) -> str:
    """Return the HTML of a text on its own page; links are relative to it."""

    def written(address: str) -> str:
        return addresses.relative(address, source.address)

    return sanitise(page_html(source.document, _surroundings(source, edition, written, here="")))


def text_of_feed(story: Story, edition: Edition) -> str:
    """Return the HTML of a story's text for feeds; every address is whole."""
    url = edition.site.absolute(story.address)
    return feed_html(story.document, _surroundings(story, edition, edition.site.absolute, here=url))


def _surroundings(source: Story | Page, edition: Edition, written: Callable[[str], str], here: str) -> Surroundings:
    def link(target: str) -> str | None:
        to = read_destination(target)
        anchor = f"#{quote(to.anchor)}" if to.anchor else ""
        if to.leads is Leads.ELSEWHERE:
            allowed = (to.scheme in LINK_SCHEMES or not to.scheme) and not misleading(target)
            return target if allowed else None
        if to.leads is Leads.HERE:
            return here + (anchor or "#")
        address = _address(to, source, edition)
        return None if address is None else written(address) + anchor

    def picture(target: str) -> Picture | None:
        to = read_destination(target)
        address = _file(to, source, edition, media.PICTURES) if to.leads is Leads.FILE else None
        return None if address is None else make_picture(to.source(source.folder), written(address), edition.tree)

    return Surroundings(link, picture, edition.settings.abbreviations)


def _address(to: Destination, source: Story | Page, edition: Edition) -> str | None:
    """Return the address on this site of what a text links to, or nothing where readers find nothing."""
    if to.leads is Leads.PAGE:
        found = edition.addresses_of_texts.get(to.source(source.folder))
        return None if found is None else quote(found)
    if to.leads is Leads.ROOT:
        path = posixpath.normpath(to.path).strip("/")
        return quote(f"{path}/" if path and to.path.endswith("/") else path)
    return _file(to, source, edition, media.MEDIA_TYPES.keys()) if to.leads is Leads.FILE else None


def _file(to: Destination, source: Story | Page, edition: Edition, endings: Collection[str]) -> str | None:
    if assets.fault(source.path, to.path, edition.tree, endings):
        return None
    path = to.source(source.folder)
    return quote(assets.address_beside(source, path) if isinstance(source, Story) else path)
