"""Keys of other programs that make sites (Jekyll, Hugo, Eleventy, MkDocs), and what to write here instead."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_TERMS = "use 'themes', 'services' or 'programmes', with terms of this site's vocabularies"
_SUMMARY = "use 'summary'"
_ADDRESS = "the file name is the address; give old addresses under 'aliases'"
_PEOPLE = "pieces have no author here; name a team under 'contact', and others who took part under 'partners'"
_IMAGE = "use 'image' with file, alt and credit"
_LOOKS = "every piece has the same layout; delete it"
_DAY = "use 'date', the day of publication"
_CHANGED = "use 'updated', a list of date and note, for a change that subscribers should hear of"
_ORDER = "pieces are in order of date; delete it"

INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        "draft": "use 'status: draft' for a draft, 'status: ready' for a piece that is public",
        "published": "use 'status: ready' and a 'date' for a piece that is public, 'status: draft' for any other",
        "publish": "use 'status: ready' and a 'date' for a piece that is public, 'status: draft' for any other",
        "hidden": "use 'status: draft' for what is not public",
        "unlisted": "use 'status: draft' for what is not public",
        "tags": _TERMS,
        "tag": _TERMS,
        "categories": _TERMS,
        "category": _TERMS,
        "keywords": _TERMS,
        "topics": _TERMS,
        "labels": _TERMS,
        "series": _TERMS,
        "excerpt": _SUMMARY,
        "description": _SUMMARY,
        "abstract": _SUMMARY,
        "intro": _SUMMARY,
        "teaser": _SUMMARY,
        "subtitle": f"{_SUMMARY}, or say it in the 'title'",
        "author": _PEOPLE,
        "authors": _PEOPLE,
        "by": _PEOPLE,
        "slug": _ADDRESS,
        "permalink": _ADDRESS,
        "url": f"{_ADDRESS}; a signpost has a 'link'",
        "path": _ADDRESS,
        "redirect_from": "use 'aliases', a list of old addresses on this site",
        "redirects": "use 'aliases', a list of old addresses on this site",
        "redirect_to": "a signpost has a 'link' to the page with the story",
        "canonical_url": "a signpost has a 'link' to the page with the story",
        "layout": _LOOKS,
        "template": _LOOKS,
        "type": "use 'kind': story, interview, guide, event or signpost",
        "hide": _LOOKS,
        "icon": _LOOKS,
        "toc": _LOOKS,
        "comments": "there are no comments here; delete it",
        "lastmod": _CHANGED,
        "last_modified_at": _CHANGED,
        "modified": _CHANGED,
        "created": _DAY,
        "publishdate": _DAY,
        "pubdate": _DAY,
        "expirydate": "use 'review_by', the day by which to check that the piece is still true",
        "featured_image": _IMAGE,
        "cover": _IMAGE,
        "thumbnail": _IMAGE,
        "hero": _IMAGE,
        "images": _IMAGE,
        "weight": _ORDER,
        "order": _ORDER,
        "nav_order": _ORDER,
        "lang": 'mark words of another language in the text, as in <span lang="cy">bore da</span>; delete it',
        "language": 'mark words of another language in the text, as in <span lang="cy">bore da</span>; delete it',
        "attachments": "use 'artefacts'",
        "resources": "use 'artefacts'",
    }
)
"""What to do instead of each key, spelled small and with underscores."""


def instead_of(key: str) -> str | None:
    """Return what to do instead of a key that other programs have, or None."""
    return INSTEAD.get(key.strip().lower().replace("-", "_"))
