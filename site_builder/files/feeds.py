"""Feeds: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1; the only module that knows feedgen.

An item's id never changes, its dates come from the front matter alone, and every feed is parsed again
before it is handed over.
"""

from __future__ import annotations

import json
import re
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension
from feedgen.ext.dc import DcEntryExtension, DcExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from site_builder.content.media import MEDIA_TYPES
from site_builder.files.artifact import Artifact
from site_builder.render import sanitiser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from site_builder.content.website import Site
    from site_builder.files.feed_items import Enclosure, Feed, Item

from site_builder.addresses import ATOM, RSS
from site_builder.addresses import JSON_FEED as JSON

GENERATOR = "Innovation Stories"
_ENTRIES_KEPT = 500
_BEFORE_ANY_ITEM = datetime(2000, 1, 1, tzinfo=UTC)
_PDF = MEDIA_TYPES["pdf"]
_PLAIN_TEXT = re.compile(rb"<(?:title|description|category|subtitle|summary)\b[^>]*>[^<]+")
_ATOM_NS = "{http://www.w3.org/2005/Atom}"


class FeedError(Exception):
    """A feed that does not parse again; the build must not go on."""


def render(feed: Feed, site: Site) -> tuple[Artifact, ...]:
    """Return the feed in its three formats. Raises FeedError when one of them does not parse again."""
    entries = [_entry_of(item, site) for item in feed.items]
    return (
        Artifact(feed.address + RSS, _parsed(_rss(feed, site, entries), feed.address + RSS)),
        Artifact(feed.address + ATOM, _parsed(_atom(feed, site, entries), feed.address + ATOM)),
        Artifact.of_text(feed.address + JSON, _json_feed(feed, site, entries)),
    )


@lru_cache(maxsize=_ENTRIES_KEPT)
def _entry_of(item: Item, site: Site) -> Entry:
    """Return an item's entry, made once for all the feeds of a process that have it."""
    return Entry.of(item, site)


class _AtomEnclosure(BaseEntryExtension):
    """Adds the enclosure link with all its attributes, which feedgen loses in Atom."""

    enclosure: Enclosure | None = None
    pdf = ""

    def extend_atom(self, entry: Any) -> Any:
        if self.pdf:
            etree.SubElement(entry, f"{_ATOM_NS}link", rel="related", href=self.pdf, type=_PDF)
        if self.enclosure is not None:
            etree.SubElement(
                entry, f"{_ATOM_NS}link", rel="enclosure", href=self.enclosure.url,
                type=self.enclosure.media_type, length=str(self.enclosure.length),
            )  # fmt: skip
        return entry


def _generator(feed: Feed, site: Site, self_url: str, media_type: str) -> Any:
    generator = FeedGenerator()
    generator.id(site.guid(f"feed/{feed.address}"))
    generator.title(feed.title)
    generator.link(href=self_url, rel="self", type=media_type)
    generator.link(href=site.absolute(feed.address), rel="alternate", type="text/html")  # last: RSS takes this one
    generator.language(site.language)
    generator.author(name=site.author)
    generator.generator(GENERATOR)
    return generator


class _Entry(FeedEntry):
    """feedgen's entry, whose XML is made once and copied into every feed that it is in."""

    def rss_entry(self, extensions: bool = True) -> Any:  # noqa: ARG002, FBT001, FBT002 - feedgen's signature
        return deepcopy(self._rss)

    def atom_entry(self, extensions: bool = True) -> Any:  # noqa: ARG002, FBT001, FBT002 - feedgen's signature
        return deepcopy(self._atom)

    @cached_property
    def _rss(self) -> Any:
        return super().rss_entry()

    @cached_property
    def _atom(self) -> Any:
        return super().atom_entry()


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as each format has it, ready to be put into any number of feeds."""

    rss: Any
    atom: Any
    json: str

    @classmethod
    def of(cls, item: Item, site: Site) -> Entry:
        """Return an item's entry."""
        return cls(_rss_entry(item, site), _atom_entry(item), json.dumps(_json_item(item), ensure_ascii=False))


def _entry(item: Item) -> Any:
    entry = _Entry()
    entry.id(item.guid)
    entry.title(item.title)
    entry.link(href=item.url, rel="alternate")
    entry.content(item.content, type="html")
    entry.category([{"term": c.name, "scheme": c.scheme, "label": c.name} for c in item.categories])
    return entry


def _rss_entry(item: Item, site: Site) -> Any:
    entry = _entry(item)
    entry.register_extension("dc", DcEntryExtension)
    entry.dc.dc_creator(site.author)  # RSS's own author must be an email address
    entry.description(sanitiser.plain_as_html(item.summary))
    entry.pubDate(item.changed)
    if item.enclosure is not None:
        entry.enclosure(item.enclosure.url, str(item.enclosure.length), item.enclosure.media_type)
    return entry


def _atom_entry(item: Item) -> Any:
    entry = _entry(item)
    entry.register_extension("enclosures", _AtomEnclosure)
    entry.enclosures.enclosure = item.enclosure
    entry.enclosures.pdf = item.pdf
    entry.summary(item.summary)
    entry.published(item.published)
    entry.updated(_apart(item))
    return entry


def _apart(item: Item) -> datetime:
    """Return when an item was announced, a second later for each that was announced in the same moment before it.

    Feed validators and some readers take two equal ``atom:updated`` for a mistake. Seconds are counted within a day,
    so that pieces of other days change nothing; the other formats need none.
    """
    return item.changed + timedelta(seconds=item.place)


def _rss(feed: Feed, site: Site, entries: Sequence[Entry]) -> bytes:
    generator = _generator(feed, site, site.absolute(feed.address + RSS), "application/rss+xml")
    generator.register_extension("dc", DcExtension, DcEntryExtension)
    generator.description(feed.description)
    generator.lastBuildDate(max((item.changed for item in feed.items), default=_BEFORE_ANY_ITEM))
    generator.entry([entry.rss for entry in entries])
    return _spelled_out(generator.rss_str(pretty=True))


def _atom(feed: Feed, site: Site, entries: Sequence[Entry]) -> bytes:
    generator = _generator(feed, site, site.absolute(feed.address + ATOM), "application/atom+xml")
    generator.subtitle(feed.description)
    generator.updated(max((_apart(item) for item in feed.items), default=_BEFORE_ANY_ITEM))
    generator.entry([entry.atom for entry in entries])
    return _spelled_out(generator.atom_str(pretty=True))


def _spelled_out(content: bytes) -> bytes:
    """Write & and < in plain texts as hexadecimal references.

    To XML it is the same; readers that take every text for HTML, and the W3C's validator, see by it that these
    characters are literal (https://www.rssboard.org/rss-profile#data-types-characterdata).
    """
    return _PLAIN_TEXT.sub(lambda m: m[0].replace(b"&amp;", b"&#x26;").replace(b"&lt;", b"&#x3C;"), content)


def _json_feed(feed: Feed, site: Site, entries: Sequence[Entry]) -> str:
    """Return the feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), a line for each item."""
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": site.absolute(feed.address),
        "feed_url": site.absolute(feed.address + JSON),
        "description": feed.description,
        "language": site.language,
        "authors": [{"name": site.author, "url": site.url}],
    }
    items = ",\n".join(entry.json for entry in entries)
    opening = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    return f'{opening},\n "items": [\n{items}\n ]\n}}\n'


def _json_item(item: Item) -> dict[str, object]:
    entry: dict[str, object] = {
        "id": item.guid,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.content,
        "date_published": item.published.isoformat(),
        "date_modified": item.changed.isoformat(),
        "tags": [category.name for category in item.categories],
    }
    attachments: list[dict[str, object]] = []
    if item.enclosure is not None:
        entry["image"] = item.enclosure.url
        attachments.append(
            {"url": item.enclosure.url, "mime_type": item.enclosure.media_type, "size_in_bytes": item.enclosure.length}
        )
    if item.pdf:
        attachments.append({"url": item.pdf, "mime_type": _PDF})
    return entry | ({"attachments": attachments} if attachments else {})


def _parsed(content: bytes, path: str) -> bytes:
    try:
        etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as error:
        raise FeedError(f"{path} is not well-formed XML: {error}") from error
    return content
