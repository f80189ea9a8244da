"""Feeds as they are in a site: by the rules of their formats, as a reader's program reads them, and what they lead to."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import feedparser

from tests.audit.feed_check import faults_of_atom, faults_of_json_feed, faults_of_rss
from tests.audit.finding import Finding, Spot
from tests.audit.links import FEEDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.audit.built import BuiltSite

CHECKS = dict(zip(FEEDS, (faults_of_rss, faults_of_atom, faults_of_json_feed), strict=True))
_UNAVOIDABLE = "looks like HTML (</"  # a title that has a whole tag cannot be written in any other way


@dataclass(frozen=True)
class Item:
    """What a reader's program gets of a piece."""

    id: str
    url: str
    is_complete: bool
    enclosures: tuple[tuple[str, str | None], ...]


def paths(site: BuiltSite) -> list[str]:
    """Return the path of every feed."""
    return sorted(path for path in site.files if path.rpartition("/")[2] in FEEDS)


def findings(site: BuiltSite) -> Iterator[Finding]:
    """Yield what is wrong with the feeds of a site."""
    ids: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for path in paths(site):
        folder, _, name = path.rpartition("/")
        faults = [fault for fault in CHECKS[name](site.read(path), site.url + path) if _UNAVOIDABLE not in fault]
        yield from (Finding("feed", f"the feed breaks a rule of its format: {fault}", Spot(path)) for fault in faults)
        if faults:
            continue
        items = list(_items(site.read(path), path))
        ids[folder][name] = [item.id for item in items]
        for item in items:
            yield from (Finding("feed", message, Spot(path)) for message in _faults_of(item, site))
    for folder, by_name in ids.items():
        if len({tuple(sorted(found)) for found in by_name.values()}) > 1:
            where = f"/{folder}/" if folder else "/"
            yield Finding(
                "feed", f"the feeds of {where} do not have the same items", Spot(f"{folder}/feed.xml".lstrip("/"))
            )


def _items(content: bytes, path: str) -> Iterator[Item]:
    if path.endswith(".json"):
        for item in json.loads(content)["items"]:
            # JSON Feed need not say a size, and the site's does not know that of a PDF.
            files = [(a["url"], a.get("size_in_bytes")) for a in item.get("attachments", ())]
            told = tuple((url, None if size is None else str(size)) for url, size in files)
            yield Item(item["id"], item["url"], bool(item["title"] and item["content_html"]), told)
        return
    for entry in feedparser.parse(content)["entries"]:
        yield _read(entry)


def _read(entry: Any) -> Item:
    content = entry.get("content") or [{"value": entry.get("summary", "")}]
    is_complete = bool(
        entry.get("title")
        and content[0]["value"]
        and entry.get("updated_parsed" if "updated" in entry else "published_parsed")
    )
    files = tuple((file["href"], str(file.get("length", ""))) for file in entry.get("enclosures", ()))
    return Item(entry.get("id", ""), entry.get("link", ""), is_complete, files)


def _faults_of(item: Item, site: BuiltSite) -> Iterable[str]:
    if not item.is_complete:
        yield f"a reader's program finds no title, text or day in the item {item.id}"
    if site.path_at(item.url) not in site.files:
        yield f"the item {item.id} leads to {item.url}, which is not there"
    for url, length in item.enclosures:
        path = site.path_at(url)
        if path not in site.files:
            yield f"the item {item.id} brings the file {unquote(url)}, which is not there"
        elif length is not None and (size := (site.folder / path).stat().st_size) != int(length or 0):
            yield f"the item {item.id} says that {unquote(url)} has {length or 'no'} bytes; it has {size}"
