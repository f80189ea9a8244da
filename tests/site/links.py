"""Finding what leads nowhere: links, pictures and anchors of a site, in its pages and in its feeds."""

from __future__ import annotations

import json
import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.site.projects import Site

_ADDRESSES = {
    "a": "href", "link": "href", "img": "src", "script": "src", "source": "src", "form": "action", "iframe": "src",
    "use": "href", "video": "src", "audio": "src", "object": "data", "embed": "src",
}  # fmt: skip
_LOADED = ("img", "script", "source", "iframe", "use", "video", "audio", "object", "embed", "form")
_LOADED_LINKS = frozenset(
    {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "modulepreload", "manifest"}
)


def addresses_in(page: BeautifulSoup) -> Iterator[tuple[str, str, bool]]:
    """Yield (element, address, whether a browser fetches it by itself) of everything a page points to."""
    for name, attribute in _ADDRESSES.items():
        for element in page.find_all(name):
            address = element.get(attribute)
            if isinstance(address, str):
                relations = set(element.get("rel") or ())
                yield name, address, name in _LOADED or bool(name == "link" and relations & _LOADED_LINKS)
    for element in page.find_all("meta", attrs={"http-equiv": "refresh"}):
        yield "meta", str(element["content"]).partition("url=")[2], False
    for element in page.find_all(srcset=True):
        for part in str(element["srcset"]).split(","):
            yield "srcset", part.split()[0], True


def broken(site: Site, url: str) -> list[str]:
    """Return every address that leads nowhere, of a site that is to stand at this URL."""
    pages = site.pages
    anchors = {path: {str(element["id"]) for element in page.find_all(id=True)} for path, page in pages.items()}
    files = site.files
    anchors |= _anchors_in_drawings(files)
    faults = []

    def check(place: str, address: str) -> None:
        target, fragment = urldefrag(address)
        if not target.startswith(url):
            return
        path = unquote(urlsplit(target).path).removeprefix(urlsplit(url).path)
        path = posixpath.join(path, "index.html") if not path or path.endswith("/") else path
        if path not in files:
            faults.append(f"{place}: {address} leads nowhere")
        elif fragment and unquote(fragment) not in anchors.get(path, set()):
            faults.append(f"{place}: {address} has no such anchor")

    for path, page in pages.items():
        here = url + path.removesuffix("index.html")
        for name, address, _ in addresses_in(page):
            whole = urljoin(here, address)
            if not urlsplit(address).scheme and not whole.startswith(url):
                faults.append(f"{path}: <{name}> {address} leads out of the site")
            check(path, whole)
    for path, content in files.items():
        for place, html in _contents(path, content):
            for _, address, _ in addresses_in(BeautifulSoup(html, "html5lib")):
                if not urlsplit(address).scheme:
                    faults.append(f"{place}: {address} is not whole")
                check(place, address)
    return faults


def _anchors_in_drawings(files: dict[str, bytes]) -> dict[str, set[str]]:
    drawings = {path: etree.fromstring(content) for path, content in files.items() if path.endswith(".svg")}
    return {path: {str(name) for name in drawing.xpath("//@id")} for path, drawing in drawings.items()}


def _contents(path: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the HTML in a feed with a name for its place."""
    if path.endswith("feed.json"):
        for item in json.loads(content)["items"]:
            yield f"{path} {item['id']}", item["content_html"]
    elif path.endswith(("feed.xml", "atom.xml")):
        for element in etree.fromstring(content).iter("{*}encoded", "{http://www.w3.org/2005/Atom}content"):
            yield path, element.text or ""


def fetched_from_elsewhere(site: Site) -> list[str]:
    """Return everything that a browser would fetch from another host when it shows one of the pages."""
    return [
        f"{path}: <{name}> {address}"
        for path, page in site.pages.items()
        for name, address, is_fetched in addresses_in(page)
        if is_fetched and (urlsplit(address).netloc or urlsplit(address).scheme)
    ]
