"""HTML made safe; the only module that knows nh3.

Every text passes ``sanitise``, whatever the check has said before, and however it was written.
"""

from __future__ import annotations

import html
import re

import nh3

from site_builder.content.destinations import LINK_SCHEMES

# What ``document_html`` writes: the editors' few elements, and what the page needs around them.
_TAGS = {
    "a", "abbr", "blockquote", "br", "cite", "code", "del", "details", "div", "em", "figcaption", "figure", "h1", "h2",
    "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd", "li", "ol", "p", "picture", "pre", "source", "span", "strong",
    "sub", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"aria-hidden", "aria-label", "class", "href", "tabindex", "title"},
    "abbr": {"title"},
    "div": {"aria-label", "class", "role", "tabindex"},
    "em": {"lang"},
    "figure": {"class"},
    "i": {"lang"},
    "img": {"alt", "height", "loading", "sizes", "src", "srcset", "title", "width"},
    "li": {"id"},
    "ol": {"start"},
    "p": {"class"},
    "source": {"sizes", "srcset", "type"},
    "span": {"aria-label", "class", "lang", "role"},
    "sup": {"id"},
    "td": {"align", "class"},
    "th": {"align", "class"},
} | {f"h{level}": {"id"} for level in range(1, 7)}

_NOT_XML = re.compile("[^\\x09\\x0A\\x0D\\x20-\\x7E\\x85\\xA0-\\uD7FF\\uE000-\\uFFFD\\U00010000-\\U0010FFFF]")
_LOOKS_LIKE_REFERENCE = re.compile(r"&(?=#|[A-Za-z][A-Za-z0-9]*;?)")

_cleaner = nh3.Cleaner(
    tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=set(LINK_SCHEMES), link_rel=None, strip_comments=True
)


def sanitise(written: str) -> str:
    """Return the HTML of a text with nothing but what a text may hold: a second wall after the writer."""
    return _cleaner.clean(written)


def xml_text(text: str) -> str:
    """Return a text without the characters that XML 1.0 (2.2) does not allow."""
    return _NOT_XML.sub("", text)


def plain_as_html(text: str) -> str:
    """Return plain text for a place that is read as HTML, escaped no more than needed.

    An ampersand that no reader can take for a character reference stays as it is (HTML, 13.5: only
    ambiguous ampersands are errors), so that readers which expect plain text show it right too.
    """
    return _LOOKS_LIKE_REFERENCE.sub("&amp;", text).replace("<", "&lt;")


def escape(text: str) -> str:
    """Return plain text for HTML, quotes included."""
    return html.escape(text)
