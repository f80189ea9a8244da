"""Finding what leads nowhere: links, pictures and anchors of a site, in its pages, its feeds and its style sheets."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup
from lxml import etree

from site_builder.content.suggest import did_you_mean
from tests.audit.built import BuiltSite, is_text, section_of, words_of
from tests.audit.finding import Finding, Spot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from bs4 import Tag

_ADDRESSES = {
    "a": "href", "link": "href", "img": "src", "script": "src", "source": "src", "form": "action", "iframe": "src",
    "use": "href", "video": "src", "audio": "src", "object": "data", "embed": "src",
}  # fmt: skip
_LOADED = ("img", "script", "source", "iframe", "use", "video", "audio", "object", "embed", "form")
_LOADED_LINKS = frozenset(
    {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "modulepreload", "manifest"}
)
_PICTURES = frozenset({"img", "source", "srcset"})
_IN_STYLES = re.compile(r"(?:url\(|@import)\s*[\"']?(?P<address>[^\"')\s;]+)")
FEEDS = ("feed.xml", "atom.xml", "feed.json")
_TOP = "top"  # the start of a page, whether or not something has that name (HTML, 7.4.6.4)


@dataclass(frozen=True)
class Reference:
    """An address on a page: the element that has it, and whether a browser fetches it by itself."""

    name: str
    address: str
    is_fetched: bool
    element: Tag


class _Site(Protocol):
    @property
    def folder(self) -> Path: ...

    @property
    def pages(self) -> Mapping[str, BeautifulSoup]: ...


def references(page: BeautifulSoup) -> Iterator[Reference]:
    """Yield everything that a page points to, in the order in which it is there."""
    for element in page.find_all(name=True):
        name, address = element.name, element.get(_ADDRESSES.get(element.name, ""))
        if isinstance(address, str):
            relations = set(element.get("rel") or ())
            is_fetched = name in _LOADED or bool(name == "link" and relations & _LOADED_LINKS)
            yield Reference(name, address, is_fetched, element)
        if name == "meta" and element.get("http-equiv") == "refresh":
            yield Reference(name, str(element.get("content")).partition("url=")[2], is_fetched=False, element=element)
        for part in str(element.get("srcset", "")).split(","):
            if words := part.split():
                yield Reference("srcset", words[0], is_fetched=True, element=element)


def addresses_in(page: BeautifulSoup) -> Iterator[tuple[str, str, bool]]:
    """Yield (element, address, whether a browser fetches it by itself) of everything a page points to."""
    for reference in references(page):
        yield reference.name, reference.address, reference.is_fetched


def broken(site: _Site, url: str) -> list[str]:
    """Return in a sentence each what leads nowhere, of a site that is to be at this URL."""
    found = Links(BuiltSite(site.folder, url, site.pages)).findings()
    return [f"{f.spot.page}: {f.message}" for f in found if f.rule != "other-site"]


def fetched_from_elsewhere(site: _Site) -> list[str]:
    """Return everything that a browser would fetch from another host when it shows a page, with the page's path."""
    built = BuiltSite(site.folder, "https://the-site.invalid/", site.pages)
    fetched = ((path, r.address) for path, page in site.pages.items() for r in references(page) if r.is_fetched)
    return [f"{path}: {address}" for path, address in fetched if built.path_at(built.absolute(path, address)) is None]


@dataclass(frozen=True)
class Links:
    """Everything in a site that leads somewhere."""

    site: BuiltSite

    @cached_property
    def count(self) -> int:
        """How many addresses there are on the pages."""
        return sum(1 for page in self.site.pages.values() for _ in references(page))

    def findings(self) -> list[Finding]:
        """Return every address that leads nowhere, or to another host where a browser fetches it by itself."""
        return [*self._on_pages(), *self._in_feeds(), *self._in_styles(), *self._in_sitemap()]

    def _on_pages(self) -> Iterator[Finding]:
        for path, page in self.site.pages.items():
            for reference in references(page):
                yield from self._judged(reference, path, path)

    def _in_feeds(self) -> Iterator[Finding]:
        """Yield what is wrong in the texts of feeds, which many feeds have alike."""
        feeds = (path for path in sorted(self.site.files, reverse=True) if path.endswith(FEEDS))
        contents = {(story, html): path for path in feeds for story, html in _contents(path, self.site)}
        for (story, html), path in contents.items():
            for reference in references(BeautifulSoup(html, "lxml")):
                if urlsplit(reference.address).scheme:
                    yield from self._judged(reference, self.site.path_at(story) or path, path)
                else:
                    message = f"the feed has the address '{reference.address}', which is not a full address"
                    yield Finding("feed-address", message, Spot(path, element=str(reference.element)[:200]))

    def _in_styles(self) -> Iterator[Finding]:
        for path in sorted(path for path in self.site.files if path.endswith(".css")):
            for match in _IN_STYLES.finditer(self.site.read(path).decode("utf-8", "replace")):
                if not match["address"].startswith(("data:", "#")):
                    yield from self._leads(
                        urljoin(self.site.url_of(path), match["address"]), partial(Spot, path), fetched=True
                    )

    def _in_sitemap(self) -> Iterator[Finding]:
        if "sitemap.xml" in self.site.files:
            for address in etree.fromstring(self.site.read("sitemap.xml")).itertext("{*}loc"):
                spot = partial(Spot, "sitemap.xml", element=str(address))
                yield from self._leads(str(address), spot, fetched=False)

    def _judged(self, reference: Reference, page: str, file: str) -> Iterator[Finding]:
        """Yield what is wrong with an address that is in a file, in words that a page's source may have."""
        spot = partial(_spot, reference.element, page, in_text=file != page)
        try:
            whole = urljoin(self.site.url_of(file), reference.address)
            is_own = self.site.path_at(whole) is not None
            is_relative = not urlsplit(reference.address).scheme
        except ValueError as error:
            yield Finding(
                "link-form", f"'{reference.address}' is no address ({error}); correct it", spot(reference.address)
            )
            return
        if is_relative and not is_own and not reference.is_fetched:
            yield Finding("link-outside", _OUTSIDE.format(reference.address), spot(whole))
        yield from self._leads(
            whole, partial(spot, whole), fetched=reference.is_fetched, picture=reference.name in _PICTURES
        )

    def _leads(
        self, whole: str, spot: Callable[[], Spot], *, fetched: bool, picture: bool = False
    ) -> Iterator[Finding]:
        """Yield what is wrong with a full address; ``spot`` is asked for its place, which takes longer, only then."""
        path = self.site.path_at(whole)
        if path is None:
            if fetched:
                yield Finding("other-site", _ELSEWHERE.format(whole), spot())
            return
        fragment = unquote(urldefrag(whole).fragment)
        shown = self.site.shown(path)
        if path not in self.site.files:
            what = "picture" if picture else "address"
            hint = did_you_mean(shown, self._addresses)
            yield Finding("link-target", _NOWHERE.format(what, shown, hint), spot())
        elif fragment and fragment not in (names := self._anchors.get(path, frozenset())) and fragment != _TOP:
            near = did_you_mean(fragment, sorted(name for name in names if "_" not in name))
            hint = near or "; correct it, or leave out the # and what follows"
            yield Finding("link-anchor", _NO_ANCHOR.format(fragment, shown, hint), spot())

    @cached_property
    def _addresses(self) -> list[str]:
        return [self.site.shown(path) for path in sorted(self.site.pages)]

    @cached_property
    def _anchors(self) -> dict[str, frozenset[str]]:
        names = {path: (e["id"] for e in page.find_all(id=True)) for path, page in self.site.pages.items()}
        drawings = (path for path in self.site.files if path.endswith(".svg"))
        names |= {path: etree.fromstring(self.site.read(path)).xpath("//@id") for path in drawings}
        return {path: frozenset(map(str, found)) for path, found in names.items()}


_NOWHERE = "this leads nowhere: the site has no {} '{}'; correct it, or take it out{}"
_NO_ANCHOR = "this leads to '#{}' on {}, and nothing there has that name{}"
_OUTSIDE = "'{}' leads out of the site; link to the file instead, as in ../2026/short-name.md"
_ELSEWHERE = (
    "the page would fetch {} from another site, which would then learn of every reader; "
    "put a copy beside the text, if its licence allows that"
)


def _spot(element: Tag, page: str, target: str, *, in_text: bool) -> Spot:
    in_text = in_text or element.find_parent(is_text) is not None
    section = section_of(element) if in_text else ""
    words = words_of(element) or str(element.get("alt") or "")
    return Spot(page, in_text, target, words, section, element=_start_of(element))


def _start_of(element: Tag) -> str:
    """Return an element without its content, as it is written."""
    attributes = "".join(
        f' {name}="{" ".join(value) if isinstance(value, list) else value}"' for name, value in element.attrs.items()
    )
    return f"<{element.name}{attributes}>"


def _contents(path: str, site: BuiltSite) -> Iterator[tuple[str, str]]:
    """Yield the HTML in a feed, each with the address of the page that it is about; the audit of feeds reads strictly."""
    if path.endswith(".json"):
        for item in json.loads(site.read(path)).get("items", ()):
            yield item.get("url", ""), item.get("content_html", "")
        return
    for item in etree.fromstring(site.read(path), etree.XMLParser(recover=True)).iter("item", "{*}entry"):
        links = [link.get("href") or link.text for link in item.iterfind("{*}link") if link.get("rel") != "enclosure"]
        yield next(iter(links), "") or "", item.findtext("{*}encoded") or item.findtext("{*}content") or ""
