"""Strict checks of feeds: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1.

The rules are those of the specifications and, where they say nothing, those by which the W3C feed validator
warns: a title is no HTML, a picture has its size, no two entries were updated in the same moment, and so on.
What is found comes back as a list of sentences; a good feed gives an empty one.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import datetime
from html.entities import name2codepoint
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker
from lxml import etree

from tests.audit.html_check import faults_of_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"
_XML = "http://www.w3.org/XML/1998/namespace"

_TAG_URI = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d{2}(-\d{2})?)?:[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,]*")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_RFC822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_URL = re.compile(r"[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]+")

# An element's children: how often each may be there.
_ONE, _MAYBE, _ANY = (1, 1), (0, 1), (0, 10_000)
_RSS_CHANNEL = {
    "title": _ONE, "link": _ONE, "description": _ONE, f"{{{_ATOM}}}link": _ONE, "language": _ONE,
    "lastBuildDate": _ONE, "docs": _MAYBE, "generator": _MAYBE, "item": _ANY,
}  # fmt: skip
_RSS_ITEM = {
    "title": _ONE, "link": _ONE, "description": _ONE, f"{{{_CONTENT}}}encoded": _ONE, "guid": _ONE, "pubDate": _ONE,
    f"{{{_DC}}}creator": _ONE, "category": _ANY, "enclosure": _MAYBE,
}  # fmt: skip
_ATOM_FEED = {
    "id": _ONE, "title": _ONE, "updated": _ONE, "author": _ONE, "link": (2, 2), "subtitle": _ONE, "generator": _MAYBE,
    "entry": _ANY,
}  # fmt: skip
_ATOM_ENTRY = {
    "id": _ONE, "title": _ONE, "updated": _ONE, "published": _ONE, "content": _ONE, "summary": _ONE, "link": (1, 3),
    "category": _ANY, "author": _MAYBE,
}  # fmt: skip

_WHOLE_ADDRESS = {"type": "string", "format": "uri", "pattern": "^https?://[^/]+/"}
_MOMENT = {"type": "string", "format": "date-time", "pattern": f"^{_RFC3339.pattern}$"}
_TEXT = {"type": "string", "minLength": 1}
_AUTHORS = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "properties": {"name": _TEXT, "url": _WHOLE_ADDRESS, "avatar": _WHOLE_ADDRESS},
        "minProperties": 1,
        "additionalProperties": False,
    },
}
JSON_FEED_SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "JSON Feed 1.1, after https://www.jsonfeed.org/version/1.1/",
    "type": "object",
    "required": ["version", "title", "items", "home_page_url", "feed_url", "language"],
    "additionalProperties": False,
    "patternProperties": {"^_[A-Za-z0-9_-]+$": {}},
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": _TEXT,
        "home_page_url": _WHOLE_ADDRESS,
        "feed_url": _WHOLE_ADDRESS,
        "description": _TEXT,
        "user_comment": _TEXT,
        "next_url": _WHOLE_ADDRESS,
        "icon": _WHOLE_ADDRESS,
        "favicon": _WHOLE_ADDRESS,
        "authors": _AUTHORS,
        "language": {"type": "string", "pattern": f"^{_LANGUAGE.pattern}$"},
        "expired": {"type": "boolean"},
        "hubs": {"type": "array"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "url", "title", "content_html", "date_published", "date_modified"],
                "additionalProperties": False,
                "patternProperties": {"^_[A-Za-z0-9_-]+$": {}},
                "properties": {
                    "id": _TEXT,
                    "url": _WHOLE_ADDRESS,
                    "external_url": _WHOLE_ADDRESS,
                    "title": _TEXT,
                    "content_html": _TEXT,
                    "content_text": _TEXT,
                    "summary": _TEXT,
                    "image": _WHOLE_ADDRESS,
                    "banner_image": _WHOLE_ADDRESS,
                    "date_published": _MOMENT,
                    "date_modified": _MOMENT,
                    "authors": _AUTHORS,
                    "tags": {"type": "array", "items": _TEXT},
                    "language": {"type": "string", "pattern": f"^{_LANGUAGE.pattern}$"},
                    "attachments": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["url", "mime_type"],
                            "additionalProperties": False,
                            "properties": {
                                "url": _WHOLE_ADDRESS,
                                "mime_type": {"type": "string", "pattern": f"^{_MEDIA_TYPE.pattern}$"},
                                "title": _TEXT,
                                "size_in_bytes": {"type": "integer", "minimum": 1},
                                "duration_in_seconds": {"type": "number", "minimum": 0},
                            },
                        },
                    },
                },
            },
        },
    },
}


def faults_of_rss(content: bytes, url: str) -> list[str]:
    """Return what is wrong with an RSS feed that is at this URL."""
    return _faults(content, lambda root: _rss(root, url, content.split(b"\n")))


def faults_of_atom(content: bytes, url: str) -> list[str]:
    """Return what is wrong with an Atom feed that is at this URL."""
    return _faults(content, lambda root: _atom(root, url, content.split(b"\n")))


def faults_of_json_feed(content: bytes, url: str) -> list[str]:
    """Return what is wrong with a JSON Feed that is at this URL."""
    try:
        feed = json.loads(content)
    except ValueError as error:
        return [f"not JSON: {error}"]
    errors = Draft202012Validator(JSON_FEED_SCHEMA, format_checker=FormatChecker()).iter_errors(feed)
    faults = [f"{error.json_path}: {error.message}" for error in errors]
    return faults or list(_json(feed, url))


def _faults(content: bytes, check: Callable[[Any], Iterator[str]]) -> list[str]:
    if not re.match(rb"<\?xml version=['\"]1\.0['\"] encoding=['\"](UTF|utf)-8['\"]\?>", content):
        return ["does not start with an XML declaration of UTF-8"]
    if b"<!DOCTYPE" in content or b"<?xml-stylesheet" in content:
        return ["has a document type or a style sheet"]
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        return [f"not XML: {error}"]
    return [*_characters(root), *check(root)]


def _characters(root: Any) -> Iterator[str]:
    for element in root.iter():
        place = _name(element)
        text = element.text or ""
        if not len(element) and not text.strip() and not element.attrib:
            yield f"{place} is empty"
        if not len(element) and text != text.strip():
            yield f"{place} has white space at an end"
        for value in (text, *element.attrib.values()):
            if re.search(r"[\x80-\x9f\ufffd]", value):
                yield f"{place} has a character that belongs to no language"
        for name, value in element.attrib.items():
            if not value.strip():
                yield f"{place} has an empty attribute {name}"


def _rss(root: Any, url: str, lines: list[bytes]) -> Iterator[str]:
    if root.tag != "rss" or root.get("version") != "2.0" or [child.tag for child in root] != ["channel"]:
        yield "is not RSS 2.0 with one channel"
        return
    channel = root[0]
    items = channel.findall("item")
    faults = list(_children(channel, _RSS_CHANNEL))
    yield from faults
    if faults:
        return  # the rest takes for granted what is missing
    yield from _last(channel, "item")
    for path in ("title", "description"):
        yield from _is_no_html(channel.find(path), lines)
    yield from _is_address(channel, "link")
    yield from _is_address(channel, "docs")
    if not _LANGUAGE.fullmatch(channel.findtext("language") or ""):
        yield "channel: the language is none"
    yield from _is_self(channel, url, "application/rss+xml")
    yield from _are_unique("guid", [item.findtext("guid") for item in items])
    yield from _are_unique("link", [item.findtext("link") for item in items])
    moments = []
    for item in items:
        yield from _rss_item(item, lines)
        moments += [moment for moment in [_rfc822(item.findtext("pubDate"))] if moment]
    built = _rfc822(channel.findtext("lastBuildDate"))
    if built is None or any(_rfc822(item.findtext("pubDate")) is None for item in items):
        yield "a date is not of RFC 822 with four digits for the year and the right day of the week"
    elif moments and (moments != sorted(moments, reverse=True) or built != moments[0]):
        yield "the items are not newest first, or the channel was not built with the newest"


def _rss_item(item: Any, lines: list[bytes]) -> Iterator[str]:
    faults = list(_children(item, _RSS_ITEM))
    yield from faults
    if faults:
        return
    order = [_name(child) for child in item]
    if order.index("description") > order.index("encoded"):
        yield "item: the description must come before the content"
    for element in item.findall("title") + item.findall("category"):
        yield from _is_no_html(element, lines)
    yield from _is_address(item, "link")
    guid = item.find("guid")
    if guid.get("isPermaLink") != "false" or not _TAG_URI.fullmatch(guid.text or ""):
        yield f"item: {guid.text!r} is not a tag URI that says it is no permanent link"
    if item.findtext("description") == item.findtext("title"):
        yield "item: the description repeats the title"
    for tag in ("description", f"{{{_CONTENT}}}encoded"):
        for fault in faults_of_html(item.findtext(tag) or ""):
            yield f"item: {_name(item.find(tag))}: {fault}"
    for category in item.findall("category"):
        if not _is_whole(category.get("domain")):
            yield f"item: the category's domain {category.get('domain')!r} is not a full address"
    for enclosure in item.findall("enclosure"):
        yield from _is_enclosure(enclosure, "url")


def _atom(root: Any, url: str, lines: list[bytes]) -> Iterator[str]:
    if root.tag != f"{{{_ATOM}}}feed" or not _LANGUAGE.fullmatch(root.get(f"{{{_XML}}}lang", "")):
        yield "is not an Atom feed with a language"
        return
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{_ATOM}}}")
    entries = root.findall("entry")
    faults = list(_children(root, _ATOM_FEED))
    yield from faults
    if faults:
        return
    yield from _last(root, "entry")
    for path in ("title", "subtitle"):
        yield from _is_no_html(root.find(path), lines)
    if not _TAG_URI.fullmatch(root.findtext("id") or ""):
        yield f"feed: the id {root.findtext('id')!r} is not a tag URI"
    if not root.findtext("author/name"):
        yield "feed: the author has no name"
    yield from _is_self(root, url, "application/atom+xml")
    yield from _are_unique("link", [(link.get("rel"), link.get("type")) for link in root.findall("link")])
    yield from _are_unique("id", [root.findtext("id"), *(entry.findtext("id") for entry in entries)])
    updated = [entry.findtext("updated") for entry in entries]
    moments = [_rfc3339(text) for text in updated]
    yield from _are_unique("updated", moments)
    for entry in entries:
        yield from _atom_entry(entry, lines)
    built = _rfc3339(root.findtext("updated"))
    known = [moment for moment in moments if moment is not None]
    if built is None or len(known) < len(entries):
        yield "a date is not of RFC 3339"
    elif known and (not _newest_first(known) or built != max(known)):
        yield "the entries are not newest first, or the feed was not updated with the newest"


def _atom_entry(entry: Any, lines: list[bytes]) -> Iterator[str]:
    faults = list(_children(entry, _ATOM_ENTRY))
    yield from faults
    if faults:
        return
    for path in ("title", "summary"):
        element = entry.find(path)
        if element.get("type", "text") != "text":
            yield f"entry: the {path} is not plain text"
        yield from _is_no_html(element, lines)
    if not _TAG_URI.fullmatch(entry.findtext("id") or ""):
        yield f"entry: the id {entry.findtext('id')!r} is not a tag URI"
    published, updated = _rfc3339(entry.findtext("published")), _rfc3339(entry.findtext("updated"))
    if published is None or updated is None or published > updated:
        yield "entry: was updated before it was published"
    content = entry.find("content")
    if content.get("type") != "html":
        yield "entry: the content is not declared as HTML"
    for fault in faults_of_html(content.text or ""):
        yield f"entry: content: {fault}"
    links = {link.get("rel", "alternate"): link for link in entry.findall("link")}
    if len(links) < len(entry.findall("link")) or not {"alternate"} <= links.keys() <= {
        "alternate",
        "enclosure",
        "related",
    }:
        yield f"entry: has the links {sorted(links)}, or one of them twice"
    for link in links.values():
        if not _is_whole(link.get("href")):
            yield f"entry: the link {link.get('href')!r} is not a full address"
    if "enclosure" in links:
        yield from _is_enclosure(links["enclosure"], "href")
    for category in entry.findall("category"):
        if not category.get("term") or not category.get("label") or not _is_whole(category.get("scheme")):
            yield f"entry: the category {dict(category.attrib)} lacks a part"


def _json(feed: dict[str, Any], url: str) -> Iterator[str]:
    if feed["feed_url"] != url:
        yield f"the feed's own address is {feed['feed_url']} and not {url}"
    yield from _are_unique("id", [item["id"] for item in feed["items"]])
    yield from _are_unique("url", [item["url"] for item in feed["items"]])
    for item in feed["items"]:
        for fault in faults_of_html(item["content_html"]):
            yield f"{item['id']}: {fault}"
        if datetime.fromisoformat(item["date_published"]) > datetime.fromisoformat(item["date_modified"]):
            yield f"{item['id']}: was modified before it was published"
        addresses = [item["url"], *([item["image"]] if "image" in item else [])]
        addresses += [attachment["url"] for attachment in item.get("attachments", ())]
        for address in addresses:
            if not _is_whole(address):
                yield f"{item['id']}: {address!r} is not a full address"
    moments = [datetime.fromisoformat(item["date_modified"]) for item in feed["items"]]
    if not _newest_first(moments):
        yield "the items are not newest first"


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _children(parent: Any, allowed: dict[str, tuple[int, int]]) -> Iterator[str]:
    counts = Counter(child.tag for child in parent)
    for tag, (least, most) in allowed.items():
        if not least <= counts[tag] <= most:
            yield f"{_name(parent)}: {counts[tag]} times <{tag}>"
    for tag in counts.keys() - allowed.keys():
        yield f"{_name(parent)}: <{tag}> is not known"


def _last(parent: Any, tag: str) -> Iterator[str]:
    order = [child.tag == tag for child in parent]
    if order != sorted(order):
        yield f"{_name(parent)}: what is about the feed itself must come before the first <{tag}>"


def _is_no_html(element: Any, lines: list[bytes]) -> Iterator[str]:
    """Yield a fault when a plain text could be taken for HTML.

    The validator lets a character pass that is written as a hexadecimal reference, as the RSS Advisory Board
    recommends: readers that expect HTML then see that it is not.
    """
    text = element.text or ""
    is_spelled_out = b"&#x" in lines[(element.sourceline or 1) - 1]
    for name in re.findall(r"</(\w+)>", text):
        yield f"{_name(element)}: {text!r} looks like HTML (</{name}>)"
    if is_spelled_out:
        return
    for word in re.findall(r"&(#?\w+)", text):
        if word in name2codepoint or word == "apos" or not word.isalpha():
            yield f"{_name(element)}: {text!r} looks like HTML (&{word})"
    if re.search(r"&#[x0-9]|<[/a-zA-Z]", text):
        yield f"{_name(element)}: {text!r} looks like HTML"


def _is_address(parent: Any, tag: str) -> Iterator[str]:
    for element in parent.findall(tag):
        if not _is_whole(element.text):
            yield f"{_name(parent)}: <{tag}> {element.text!r} is not a full address"


def _is_whole(address: str | None) -> bool:
    parts = urlsplit(address or "")
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and bool(_URL.fullmatch(address or ""))


def _is_self(parent: Any, url: str, media_type: str) -> Iterator[str]:
    links = [link for link in parent.iterchildren(f"{{{_ATOM}}}link", "link") if link.get("rel") == "self"]
    if [(link.get("href"), link.get("type")) for link in links] != [(url, media_type)]:
        yield f"{_name(parent)}: does not say that it is at {url}"


def _is_enclosure(element: Any, key: str) -> Iterator[str]:
    if not _is_whole(element.get(key)):
        yield f"enclosure: {element.get(key)!r} is not a full address"
    if not re.fullmatch(r"[1-9]\d*", element.get("length", "")):
        yield f"enclosure: the length {element.get('length')!r} is not a number of bytes"
    if not _MEDIA_TYPE.fullmatch(element.get("type", "")):
        yield f"enclosure: {element.get('type')!r} is not a media type"


def _newest_first(moments: list[datetime]) -> bool:
    return moments == sorted(moments, reverse=True)


def _are_unique(what: str, values: Iterable[object]) -> Iterator[str]:
    for value, times in Counter(values).items():
        if times > 1:
            yield f"{what}: {value!r} is there {times} times"


def _rfc822(text: str | None) -> datetime | None:
    if not _RFC822.fullmatch(text or ""):
        return None
    try:
        moment = datetime.strptime(text or "", "%a, %d %b %Y %H:%M:%S %z")
    except ValueError:
        return None
    return moment if f"{moment:%a}" == (text or "")[:3] else None


def _rfc3339(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text or "") if _RFC3339.fullmatch(text or "") else None
