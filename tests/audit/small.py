"""Small sites, made up for the tests of the audits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.collection import read_collection
from tests import builders
from tests.audit.built import BuiltSite
from tests.audit.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

URL = "https://small.example/sub/"


def page(text: str = "", frame: str = "", head: str = "") -> str:
    """Return a page: ``text`` is what an editor wrote, ``frame`` what the theme adds."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>{head}</head>'
        f'<body><main><h1>A page</h1><div class="st-prose">{text}</div>{frame}</main></body></html>'
    )


def site_of(folder: Path, files: Mapping[str, str | bytes]) -> BuiltSite:
    """Write a site into a folder and return it."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    return BuiltSite(folder, URL)


def sources_of(texts: Mapping[str, str]) -> Sources:
    """Return the sources of a small collection."""
    tree = builders.tree(texts)
    return Sources.of(read_collection(tree, builders.settings(), builders.register(), builders.TODAY), tree, URL)
