"""Redirect pages for old addresses; a static site has no other way to answer them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.files.artifact import Artifact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from site_builder.content.story import Story
    from site_builder.content.website import Site

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>Moved: {title}</title>
<meta http-equiv="refresh" content="0; url={relative}">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="canonical" href="{url}">
</head>
<body>
<h1>This page has moved</h1>
<p><a href="{relative}">{title}</a></p>
</body>
</html>
"""


def render(stories: Iterable[Story], site: Site) -> Iterator[Artifact]:
    """Yield a page at every alias of these pieces that leads on to the piece's address."""
    for story in stories:
        for alias in story.meta.aliases:
            path = addresses.file_of(addresses.normalise(alias))
            text = _PAGE.format(
                language=escape(site.language),
                title=escape(story.title),
                url=escape(site.absolute(story.address)),
                relative=escape("../" * path.count("/") + story.address),
            )
            yield Artifact.of_text(path, text)
