"""Redirect pages for old addresses; a static site has no other way to answer them."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.files.artifact import Artifact
from site_builder.render import page_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from site_builder.content.story import Story
    from site_builder.content.website import Site

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{moved}</title>
<meta http-equiv="refresh" content="0; url={relative}">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="canonical" href="{url}">
</head>
<body>
<h1>{has_moved}</h1>
<p><a href="{relative}">{title}</a></p>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address, and where it leads: the address and the title of a piece."""

    alias: str
    address: str
    title: str


def redirects_of(stories: Iterable[Story]) -> tuple[Redirect, ...]:
    """Return every alias of these pieces."""
    return tuple(Redirect(alias, story.address, story.headline) for story in stories for alias in story.meta.aliases)


def render(redirects: Iterable[Redirect], site: Site) -> tuple[Artifact, ...]:
    """Return a page at every alias that leads on to the piece's address."""
    return tuple(_page(redirect, site) for redirect in redirects)


def _page(redirect: Redirect, site: Site) -> Artifact:
    path = addresses.file_of(addresses.normalise(redirect.alias))
    text = _PAGE.format(
        language=escape(site.language),
        title=escape(redirect.title),
        moved=escape(page_words.moved(redirect.title)),
        has_moved=page_words.HAS_MOVED,
        url=escape(site.absolute(redirect.address)),
        relative=escape("../" * path.count("/") + redirect.address),
    )
    return Artifact.of_text(path, text)
