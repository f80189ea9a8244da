"""Saved web pages, with the pictures that are beside them."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from site_builder.adapters.importing import html_text
from site_builder.adapters.importing.beside import Beside
from site_builder.adapters.importing.faults import ImportingError
from site_builder.adapters.importing.texts import text_of
from site_builder.content.imported import Imported, facts_at_top

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_META = re.compile(r"<(?P<tag>meta|link)\b(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-zA-Z:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_FACTS = {
    "description": "summary", "og:description": "summary", "dcterms.description": "summary",
    "article:published_time": "date", "dcterms.issued": "date", "dcterms.date": "date", "date": "date",
    "keywords": "words", "article:tag": "words", "dcterms.subject": "words",
}  # fmt: skip


def read(path: Path) -> Iterator[Imported]:
    """Yield the one story of a page; raises ImportingError."""
    text, notes = text_of(path)
    said, address = _said_of_itself(text)
    beside = Beside(path.parent)
    try:
        page = html_text.read(text, base=address, picture=beside.take, whole_page=True)
    except RecursionError:
        raise ImportingError("its tags are inside one another deeper than those of any text") from None
    facts, body = facts_at_top(page.body)
    if address:
        said["addresses"] = (address,)
    yield Imported(
        path.name, title=page.title, body=body, facts={**said, **facts}, files=tuple(beside.files),
        notes=(*notes, *page.notes, *beside.notes),
    )  # fmt: skip


def _said_of_itself(text: str) -> tuple[dict[str, tuple[str, ...]], str]:
    """Return what the head of a page says of it, and its address."""
    said: dict[str, tuple[str, ...]] = {}
    address = ""
    for match in _META.finditer(text):
        attributes = {
            a[1].lower(): html.unescape(a[2] or a[3] or a[4] or "") for a in _ATTRIBUTE.finditer(match["attributes"])
        }
        name = (attributes.get("name") or attributes.get("property") or "").lower()
        if attributes.get("rel", "").lower() == "canonical" or name == "og:url":
            address = address or attributes.get("href") or attributes.get("content") or ""
        elif (key := _FACTS.get(name)) and (content := " ".join(attributes.get("content", "").split())):
            said[key] = (*said.get(key, ()), content) if key == "words" else said.get(key, (content,))
    return said, address if re.match(r"https?://", address) else ""
