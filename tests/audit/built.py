"""A site as it was built: its files, its pages, and which of its parts an editor wrote."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit

from bs4 import BeautifulSoup

from site_builder import addresses

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bs4 import Tag

TEXT = ".st-prose, .st-hero__text"
"""The parts of pages that have a text out of ``stories/``, as a CSS selector."""

_TEXT_STARTS = re.compile(r'<div\s[^>]*class="[^"]*\bst-(?:prose|hero__text)\b[^>]*>')
_DIV = re.compile(r"<(/?)div\b")
_HEADING = re.compile(r"<h[1-6]\b[^>]*>(.*?)</h[1-6]>", re.DOTALL)
_LINK_OF_HEADING = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True)
class BuiltSite:
    """A folder with a site that is to be at an address, which ends in a slash; ``read_before`` are pages that are known."""

    folder: Path
    url: str
    read_before: Mapping[str, BeautifulSoup] | None = None

    @cached_property
    def files(self) -> frozenset[str]:
        """The path of every file below the folder."""
        return frozenset(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*") if p.is_file())

    @cached_property
    def pages(self) -> Mapping[str, BeautifulSoup]:
        """Every page by its path, in the order of their paths."""
        if self.read_before is not None:
            return self.read_before
        paths = sorted(path for path in self.files if path.endswith(".html"))
        return {path: BeautifulSoup(self.read(path), "lxml", from_encoding="utf-8") for path in paths}

    def read(self, path: str) -> bytes:
        """Return the content of a file."""
        return (self.folder / path).read_bytes()

    def url_of(self, path: str) -> str:
        """Return the full address at which a file answers."""
        return self.url + quote(path.removesuffix("index.html") if f"/{path}".endswith("/index.html") else path)

    def path_at(self, address: str) -> str | None:
        """Return the path that a full address asks for, whether there is a file or not; None outside the site."""
        parts, own = urlsplit(address), urlsplit(self.url)
        if (parts.scheme, parts.netloc) != (own.scheme, own.netloc) or not parts.path.startswith(own.path):
            return None
        return addresses.file_of(unquote(parts.path.removeprefix(own.path)))

    def absolute(self, path: str, address: str) -> str:
        """Return the full address of what a file refers to, or the address itself where it is none."""
        try:
            return urljoin(self.url_of(path), address)
        except ValueError:
            return address

    def shown(self, path: str) -> str:
        """Return the address of a file as a person reads it, from the site's root: ``/stories/york/``."""
        return "/" + unquote(self.url_of(path).removeprefix(self.url))


def section_of(element: Tag) -> str:
    """Return the words of the heading before an element of a text, or nothing."""
    heading = element.find_previous(_HEADINGS)
    is_in_text = heading is not None and heading.find_parent(is_text) is not None
    return words_of(heading) if heading is not None and is_in_text else ""


def is_text(element: Tag) -> bool:
    """Whether an element has a text out of ``stories/``."""
    return bool({"st-prose", "st-hero__text"} & set(element.get("class") or ()))


def words_of(element: Tag) -> str:
    """Return an element's words in one line, without the sign at the end of a heading."""
    return " ".join(element.get_text(" ").replace("¶", " ").split())


def text_before(page: str, offset: int) -> str | None:
    """Return what a page's text has before a place in its HTML; None where the place is in no text."""
    for start in _TEXT_STARTS.finditer(page, 0, offset):
        if offset < _end_of_block(page, start.start()):
            return page[start.end() : offset]
    return None


def _end_of_block(page: str, start: int) -> int:
    depth = 0
    for tag in _DIV.finditer(page, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.start()
    return len(page)


def last_heading(text: str) -> str:
    """Return the words of the last heading in a piece of HTML, or nothing."""
    found = _HEADING.findall(text)
    return html.unescape(" ".join(_TAG.sub(" ", _LINK_OF_HEADING.sub("", found[-1])).split())) if found else ""
