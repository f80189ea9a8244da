"""The sitemap (https://www.sitemaps.org/protocol.html), with dates from the front matter."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from site_builder.files.artifact import Artifact

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@dataclass(frozen=True)
class Entry:
    """A page's full URL and the day it last changed, where its content says so."""

    url: str
    changed: date | None


def render(entries: Iterable[Entry]) -> tuple[Artifact, ...]:
    """Return the sitemap, plain and compressed; the same entries give the same bytes."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for entry in sorted(entries, key=lambda entry: entry.url):
        lastmod = f"<lastmod>{entry.changed.isoformat()}</lastmod>" if entry.changed else ""
        lines.append(f"<url><loc>{escape(entry.url)}</loc>{lastmod}</url>")
    content = "\n".join([*lines, "</urlset>", ""]).encode("utf-8")
    return Artifact("sitemap.xml", content), Artifact("sitemap.xml.gz", gzip.compress(content, mtime=0))
