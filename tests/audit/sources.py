"""From a place on a page to the file and the line that an editor must change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

from site_builder import addresses
from site_builder.content.destinations import Leads, read_destination
from site_builder.content.document import Document, Image, Link, plain_words
from site_builder.content.markdown import read_document
from site_builder.content.reading import read_front_matter
from site_builder.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from site_builder.collection import Collection
    from site_builder.content.front_matter import FrontMatter
    from site_builder.content.source import RawFile, Tree
    from tests.audit.finding import Finding, Spot

_WORD = re.compile(r"\w+")
_BETWEEN = r"(?:<[^<>]*>|\W)+"
_LEAST = 6
"""A shorter value may be in front matter by chance."""


@dataclass(frozen=True)
class Source:
    """A file of ``stories/`` and the address of its page."""

    front_matter: FrontMatter
    path: str
    url: str
    known: Mapping[str, str]
    """The full addresses of all pages, by the paths of their sources."""

    @property
    def start(self) -> int:
        """Where the text starts, as an offset."""
        body = self.front_matter.body
        return self.front_matter.body_offset + len(body) - len(body.lstrip())

    def places(self, spot: Spot) -> list[int]:
        """Return the offsets of what an editor must look at; none where it is nothing of this file."""
        if not spot.in_text:
            return self._in_front_matter(spot)
        section = self._section(spot.section)
        found = self._links(spot) or self._headings(spot) or self._needles(spot, section) or self._words(spot, section)
        return found or [self.front_matter.body_offset + section if spot.section else self.start]

    def _in_front_matter(self, spot: Spot) -> list[int]:
        head = self.front_matter.source.text[: self.front_matter.body_offset]
        values = [spot.target, unquote(spot.target.rpartition("/")[2]), *spot.needles]
        return next(([head.index(v)] for v in values if len(v) >= _LEAST and v in head), [])

    def _links(self, spot: Spot) -> list[int]:
        """Return the links that lead where the one on the page does; those with its words, if there are some."""
        if not spot.target:
            return []
        links = [link for link in self._all_links if spot.target in self._targets(link)]
        words = _words(spot.words)
        alike = [link for link in links if _words(_label(link)) == words]
        return [self.front_matter.body_offset + link.target_start for link in alike or links]

    @cached_property
    def _document(self) -> Document:
        return read_document(self.front_matter.body)

    @cached_property
    def _all_links(self) -> tuple[Link | Image, ...]:
        return tuple(node for node in self._document.nodes if isinstance(node, Link | Image))

    def _targets(self, link: Link | Image) -> Iterator[str]:
        """Yield the full addresses to which a link in the text may have become."""
        yield urljoin(self.url, link.target)
        to = read_destination(link.target)
        source = to.source(self.path[: self.path.rfind("/") + 1]) if to.leads is Leads.PAGE else self.path
        if to.leads in {Leads.PAGE, Leads.HERE} and source in self.known:
            yield self.known[source] + (f"#{to.anchor}" if to.anchor else "")

    def _headings(self, spot: Spot) -> list[int]:
        words = _words(spot.words)
        found = [h.start for h in self._document.headings if words and _words(h.text) == words]
        return [self.front_matter.body_offset + offset for offset in found[:1]]

    def _section(self, words: str) -> int:
        """Return where a section starts, as an offset into the body."""
        return next((h.start for h in self._document.headings if _words(h.text) == _words(words)), 0)

    def _needles(self, spot: Spot, section: int) -> list[int]:
        body = self.front_matter.body
        for pattern in (re.compile(rf"(?<![\w-]){re.escape(needle)}(?![\w-])") for needle in spot.needles):
            if found := pattern.search(body, section) or pattern.search(body):
                return [self.front_matter.body_offset + found.start()]
        return []

    def _words(self, spot: Spot, section: int) -> list[int]:
        """Return where the first words of the place are one after the other, whatever is between them."""
        words = _words(spot.words)[:8]
        if not words:
            return []
        pattern = re.compile(r"\b" + _BETWEEN.join(map(re.escape, words)) + r"\b", re.IGNORECASE)
        body = self.front_matter.body
        found = pattern.search(body, section) or pattern.search(body)
        return [self.front_matter.body_offset + found.start()] if found else []


def _label(link: Link | Image) -> str:
    return link.alt if isinstance(link, Image) else plain_words(link.children)


def _words(text: str) -> list[str]:
    """Return the words of a heading or link, in small letters."""
    return _WORD.findall(text.casefold())


@dataclass(frozen=True)
class Sources:
    """The files of ``stories/`` by the pages that they become."""

    by_page: Mapping[str, Source]

    @classmethod
    def of(cls, collection: Collection, tree: Tree, site_url: str) -> Sources:
        """Return the sources of a collection that has no errors, at the address of the site."""
        raw = {file.path.removeprefix(f"{tree.root}/"): file for file in tree.texts}
        found = {story.path: story.address for story in collection.stories}
        found |= {page.path: addresses.of_page(page.path) for page in collection.pages}
        known = {path: site_url + address for path, address in found.items()}
        known |= {path: site_url + path.removesuffix("index.md") for path in addresses.PAGES_WITHOUT_SOURCE}
        sources = {path: source for path in found if (source := _source(raw[path], path, known))}
        by_page = {addresses.file_of(found[path]): source for path, source in sources.items()}
        for story in collection.stories:
            for alias in story.meta.aliases:
                by_page.setdefault(addresses.file_of(addresses.normalise(alias)), sources[story.path])
        return cls(by_page)

    def placed(self, finding: Finding) -> list[Problem]:
        """Return where an editor must change something; nothing where it is not in a text."""
        source = self.by_page.get(finding.spot.page)
        if source is None:
            return []
        text = source.front_matter.source
        return [text.problem(offset, finding.rule, finding.message) for offset in source.places(finding.spot)]


def _source(raw: RawFile, path: str, known: Mapping[str, str]) -> Source | None:
    front_matter = read_front_matter(raw)
    return None if isinstance(front_matter, Problem) else Source(front_matter, path, known[path], known)
