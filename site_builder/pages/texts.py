"""The texts of stories and pages as HTML, with the addresses that their links have on this site."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from site_builder import addresses
from site_builder.build import once_a_build
from site_builder.content import assets, media
from site_builder.content.destinations import LINK_SCHEMES, Destination, Leads
from site_builder.content.story import Story
from site_builder.content.web_address import misleading
from site_builder.pages.pictures import PublishedPicture, make_picture, published
from site_builder.render.document_html import Surroundings, feed_html, page_html
from site_builder.render.sanitiser import sanitise

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from site_builder.build import Build
    from site_builder.content.outline import Reference
    from site_builder.content.page import Page
    from site_builder.content.website import Site
    from site_builder.render.picture_html import Picture


@dataclass(frozen=True)
class Lead:
    """Where a link leads: to an address below the site's root or elsewhere (None), and the rest of what is written."""

    address: str | None
    rest: str


@dataclass(frozen=True)
class PageText:
    """A text and everything of the site that it needs: where its links lead, and the pictures that it shows.

    ``known_by`` has what its HTML follows from, the tree being that of the source.
    """

    source: Story | Page
    known_by: tuple[object, ...]
    links: Mapping[str, Lead]
    pictures: Mapping[str, PublishedPicture]
    abbreviations: Mapping[str, str]


def text_of(source: Story | Page, build: Build) -> PageText:
    """Return a text with what it needs of the site."""
    known = _texts(build)
    if source.path not in known:
        known[source.path] = _text_of(source, build)
    return known[source.path]


@once_a_build
def _texts(_build: Build) -> dict[str, PageText]:
    """Return the texts that were asked for so far."""
    return {}


def _text_of(source: Story | Page, build: Build) -> PageText:
    links: dict[str, Lead] = {}
    pictures: dict[str, PublishedPicture] = {}
    for found in source.outline.references:
        if found.is_picture:
            if picture := _picture(found, source, build):
                pictures[found.target] = picture
        elif lead := _lead(found, source, build):
            links[found.target] = lead
    abbreviations = build.settings.abbreviations
    known_by = (source.body, links, pictures, abbreviations)
    return PageText(source, known_by, links, pictures, abbreviations)


def text_html(source: Story | Page, build: Build) -> str:
    """Return the HTML of a text on its own page, made once in a build."""
    known = _written(build)
    if source.path not in known:
        known[source.path] = html_of_page(text_of(source, build), source.address)
    return known[source.path]


@once_a_build
def _written(_build: Build) -> dict[str, str]:
    """Return the HTML that was asked for so far."""
    return {}


def html_of_page(text: PageText, address: str) -> str:
    """Return the HTML of a text on the page at an address; links are relative to it."""

    def written(lead: Lead) -> str:
        if lead.address is None or (lead.address == address and lead.rest):
            return lead.rest
        return addresses.relative(lead.address, address) + lead.rest

    def shown(picture: PublishedPicture) -> Picture:
        return make_picture(picture, addresses.relative(picture.address, address))

    return sanitise(page_html(text.source.document, _surroundings(text, written, shown)))


def html_of_feed(text: PageText, site: Site) -> str:
    """Return the HTML of a story's text for feeds; every address is whole."""

    def written(lead: Lead) -> str:
        return lead.rest if lead.address is None else site.absolute(lead.address) + lead.rest

    def shown(picture: PublishedPicture) -> Picture:
        return make_picture(picture, site.absolute(picture.address))

    return feed_html(text.source.document, _surroundings(text, written, shown))


def _surroundings(
    text: PageText, written: Callable[[Lead], str], shown: Callable[[PublishedPicture], Picture]
) -> Surroundings:
    def link(target: str) -> str | None:
        lead = text.links.get(target)
        return None if lead is None else written(lead)

    def picture(target: str) -> Picture | None:
        found = text.pictures.get(target)
        return None if found is None else shown(found)

    return Surroundings(link, picture, text.abbreviations)


def _lead(link: Reference, source: Story | Page, build: Build) -> Lead | None:
    to, target = link.to, link.target
    anchor = f"#{quote(to.anchor)}" if to.anchor else ""
    if to.leads is Leads.ELSEWHERE:
        allowed = (to.scheme in LINK_SCHEMES or not to.scheme) and not misleading(target)
        return Lead(None, f"https:{target}" if target.startswith("//") else target) if allowed else None
    if to.leads is Leads.HERE:
        return Lead(source.address, anchor or "#")
    address = _address(to, source, build)
    return None if address is None else Lead(address, anchor)


def _picture(image: Reference, source: Story | Page, build: Build) -> PublishedPicture | None:
    to = image.to
    address = _file(to, source, build, media.PICTURES) if to.leads is Leads.FILE else None
    return None if address is None else published(to.source(source.folder), address, build.tree)


def _address(to: Destination, source: Story | Page, build: Build) -> str | None:
    """Return the address on this site of what a text links to, or nothing where readers find nothing."""
    if to.leads is Leads.PAGE:
        found = build.addresses_of_texts.get(to.source(source.folder))
        return None if found is None else quote(found)
    if to.leads is Leads.ROOT:
        address = addresses.normalise(posixpath.normpath(to.path))
        is_there = address in build.addresses_of_texts.values() or addresses.is_reserved(address)
        return quote(address) if is_there else None
    return _file(to, source, build, media.MEDIA_TYPES.keys()) if to.leads is Leads.FILE else None


def _file(to: Destination, source: Story | Page, build: Build, endings: Collection[str]) -> str | None:
    if assets.fault(source.path, to.path, build.tree, endings):
        return None
    path = to.source(source.folder)
    return quote(assets.address_beside(source, path) if isinstance(source, Story) else path)
