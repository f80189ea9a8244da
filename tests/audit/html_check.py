"""Whether HTML is fit to be read anywhere: whole, harmless, and free of addresses that need a page around them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import html5lib
from html5lib.html5parser import ParseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

# What the W3C feed validator takes for harmless, as far as our Markdown can make it.
_HARMLESS = frozenset({
    "a", "abbr", "b", "bdi", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del",
    "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub",
    "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr",
})  # fmt: skip
_HARMLESS_ATTRIBUTES = frozenset({
    "abbr", "align", "alt", "cite", "colspan", "datetime", "dir", "headers", "height", "href", "hreflang", "lang",
    "open", "rel", "reversed", "rowspan", "scope", "span", "src", "start", "title", "type", "value", "width",
})  # fmt: skip
_ADDRESSES = ("href", "src", "cite")
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


@cache
def faults_of_html(html: str) -> tuple[str, ...]:
    """Return what is wrong with a piece of HTML that is alone, as in a feed; many feeds have the same piece."""
    return tuple(_faults(html))


def _faults(html: str) -> Iterator[str]:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    try:
        tree = parser.parseFragment(html)
    except ParseError as error:
        yield f"not HTML: {error}"
        return
    for element in tree.iter():
        if element is not tree and isinstance(element.tag, str):
            yield from _faults_of(element)


def _faults_of(element: Element) -> Iterator[str]:
    if element.tag not in _HARMLESS:
        yield f"<{element.tag}> is not harmless"
    for name, value in element.attrib.items():
        if name not in _HARMLESS_ATTRIBUTES:
            yield f"<{element.tag} {name}> does not belong into a feed"
        if name in _ADDRESSES:
            parts = urlsplit(value)
            if parts.scheme not in _SCHEMES:
                yield f"<{element.tag} {name}>: {value!r} is not a full address"
            if re.search(r"[\s<>\"{}|\\^`]|[^\x00-\x7f]", value):
                yield f"<{element.tag} {name}>: {value!r} has characters that no URL has"
