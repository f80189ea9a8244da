"""The files that belong to pieces, and where they go with them."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from site_builder.core.body import scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from site_builder.core.story import Story


def places(stories: Iterable[Story], files: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the addresses of the files that these pieces publish, by source path.

    Everything in a piece's own folder belongs to it; of a folder that pieces share, only what they name. A
    file that several pieces name has several addresses.
    """
    owners: dict[str, Story] = {}
    sharers: dict[str, list[Story]] = {}
    for story in stories:
        if story.has_own_folder:
            owners[story.folder] = story
        else:
            sharers.setdefault(story.folder, []).append(story)
    found: dict[str, list[str]] = {}
    shared: dict[str, set[str]] = {}
    for path in files:
        if path.endswith(".md"):
            continue
        owner = owners.get("/".join(path.split("/")[:2]) + "/")
        if owner is not None:
            found[path] = [owner.address + path.removeprefix(owner.folder)]
        else:
            shared.setdefault(path.split("/")[0] + "/", set()).add(path)
    for folder, paths in shared.items():
        for story in sharers.get(folder, ()):
            for name in _named(story):
                path = posixpath.normpath(folder + name)
                if path in paths:
                    found.setdefault(path, []).append(story.address + path.removeprefix(folder))
    return {path: tuple(dict.fromkeys(addresses)) for path, addresses in found.items()}


def _named(story: Story) -> Iterator[str]:
    """Yield the names of files that a piece shows or links to."""
    if story.meta.image is not None:
        yield story.meta.image.file
    for artefact in story.meta.artefacts:
        if artefact.file is not None:
            yield artefact.file
    for link in scan(story.body).links:
        if not link.scheme:
            yield unquote(link.target.partition("#")[0].partition("?")[0])
