"""Rendered Markdown made safe; the only module that knows nh3.

Every page that comes from a source file passes ``sanitise``, whatever the check has said before.
"""

from __future__ import annotations

import html
import re

import nh3

from site_builder.content.markup import ALLOWED_ATTRIBUTES, ALLOWED_TAGS, LANGUAGE_TAG, LINK_SCHEMES

# Structure that Markdown extensions of the page make; feeds are read without our style sheet.
_PAGE_ATTRIBUTES = {tag: set(names) for tag, names in ALLOWED_ATTRIBUTES.items()}
_FEED_ATTRIBUTES = {tag: set(names) - {"class", "id", "loading"} for tag, names in ALLOWED_ATTRIBUTES.items()}
_FEED_TAGS = set(ALLOWED_TAGS) - {"bdo"}  # feed readers, and the W3C's validator, do not trust it
_HEADING_LINK = re.compile(r'<a class="headerlink"[^>]*>.*?</a>', re.DOTALL)
_NOT_XML = re.compile("[^\\x09\\x0A\\x0D\\x20-\\x7E\\x85\\xA0-\\uD7FF\\uE000-\\uFFFD\\U00010000-\\U0010FFFF]")
_LOOKS_LIKE_REFERENCE = re.compile(r"&(?=#|[A-Za-z][A-Za-z0-9]*;?)")


def _known_form(_tag: str, name: str, value: str) -> str | None:
    """Drop what says a language in any other way than by its tag."""
    return None if name == "lang" and not LANGUAGE_TAG.fullmatch(value) else value


_page_cleaner = nh3.Cleaner(
    tags=set(ALLOWED_TAGS),
    attributes=_PAGE_ATTRIBUTES,
    attribute_filter=_known_form,
    url_schemes=set(LINK_SCHEMES),
    link_rel=None,
)


def sanitise(rendered: str) -> str:
    """Return rendered Markdown with nothing but the allowed elements, attributes and kinds of link."""
    return _page_cleaner.clean(rendered)


def for_feed(rendered: str, page_url: str) -> str:
    """Return rendered Markdown as a feed's content: safe, absolute addresses, no classes, no anchors of the page."""
    cleaned = nh3.clean(
        without_heading_links(rendered),
        tags=_FEED_TAGS,
        attributes=_FEED_ATTRIBUTES,
        attribute_filter=_known_form,
        url_schemes=set(LINK_SCHEMES),
        link_rel=None,
        url_relative=("rewrite_with_base", page_url),
    )
    return xml_text(cleaned).strip()


def without_heading_links(rendered: str) -> str:
    """Return rendered text without the links that its headings have to themselves."""
    return _HEADING_LINK.sub("", rendered)


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
