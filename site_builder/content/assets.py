"""The files beside pieces and pages: who refers to which, why one cannot be published, and where the others go."""

from __future__ import annotations

import posixpath
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from site_builder.content import media, pictures
from site_builder.content.destinations import Leads

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from site_builder.content.outline import Outline
    from site_builder.content.source import Tree
    from site_builder.content.story import Story

_LETTERS = 100  # each may take two bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file that somebody refers to cannot go with them: the rule it breaks, and what to say."""

    rule: str
    message: str


def folder_of(path: str) -> str:
    """Return the folder of a source file, with a slash at the end, or nothing for the stories folder itself."""
    return path[: path.rfind("/") + 1]


def source_of(folder: str, name: str) -> str:
    """Return the path below the stories folder of a file that is named by somebody in a folder."""
    return unicodedata.normalize("NFC", posixpath.normpath(folder + name))


def named_in_text(outline: Outline) -> Iterator[str]:
    """Yield the names of files that a text shows or links to, as they would be on disk."""
    return (found.to.path for found in outline.references if found.to.leads is Leads.FILE)


def named_by(story: Story) -> Iterator[str]:
    """Yield the names of files that a piece refers to, in its front matter and in its text."""
    if story.meta.image is not None:
        yield story.meta.image.file
    for artefact in story.meta.artefacts:
        if artefact.file is not None:
            yield artefact.file
    yield from named_in_text(story.outline)


def fault(owner: str, name: str, tree: Tree, endings: Collection[str] = media.MEDIA_TYPES.keys()) -> Fault | None:
    """Return what is wrong with a reference to a file, or None.

    ``owner`` is the path of the text that refers to it, ``name`` what it is called there; ``endings`` are those of the
    types that can be in this place.
    """
    path = source_of(folder_of(owner), name)
    if ".." in name.split("/") or not path.startswith(folder_of(owner)):
        return Fault("file-outside", f"'{name}' leads out of the story's folder; put the file beside the story")
    if path.endswith(".md"):
        return Fault("file-missing", f"'{name}' is a page and not a file; link to it in the text instead")
    if belongs_to_another(path, owner, tree):
        return Fault("file-outside", f"'{name}' is in the folder of another piece; put a copy of it beside this one")
    if path not in tree.sizes:
        return Fault("file-missing", f"there is no file '{name}' beside the story")
    return _unfit(path, name, tree, endings)


def _unfit(path: str, name: str, tree: Tree, endings: Collection[str]) -> Fault | None:
    """Return why a file that is there cannot be published in this place."""
    if media.ending_of(path) not in endings:
        return Fault("file-type", f"'{name}' cannot be published here; use one of these types: {', '.join(endings)}")
    last = path.rpartition("/")[2]
    if media.ending_of(path) in media.PHOTOS and len(last.encode()) > pictures.LONGEST_NAME:
        return Fault(
            "file-name", f"the name '{last}' is too long for a picture; shorten it to {_LETTERS} letters or so"
        )
    if path in tree.unfit:
        return Fault("file-content", f"'{name}' cannot be published: {tree.unfit[path]}")
    return None


def belongs_to_another(path: str, owner: str, tree: Tree) -> bool:
    """Whether a file is in a folder that is another piece's own, and goes where that piece goes."""
    own_text = "/".join(path.split("/")[:2]) + "/index.md"
    return own_text in tree.sizes and own_text != owner


def places(stories: Iterable[Story], pages: Iterable[tuple[str, Outline]], tree: Tree) -> Mapping[str, tuple[str, ...]]:
    """Return the addresses of the files that pieces and pages publish, by source path.

    A page is its source path and the outline of its text. Only what somebody refers to is published, and nothing that
    has a fault. A file that several pieces name has several addresses.
    """
    found: dict[str, dict[str, None]] = {}
    for story in stories:
        for path in _usable(story.path, named_by(story), tree):
            found.setdefault(path, {})[address_beside(story, path)] = None
    for page, outline in pages:
        for path in _usable(page, named_in_text(outline), tree):
            found.setdefault(path, {})[path] = None
    return {path: tuple(addresses) for path, addresses in found.items()}


def address_beside(story: Story, path: str) -> str:
    """Return the address of a piece's file, by its source path."""
    return story.address + path.removeprefix(story.folder)


def forms_of(path: str, address: str, tree: Tree) -> Mapping[str, pictures.Variant]:
    """Return the forms in which a picture is published, by their addresses; of another file there are none."""
    measure = tree.pictures.get(path)
    found = pictures.variants(measure, media.ending_of(path)) if measure else ()
    return {address + variant.suffix: variant for variant in found}


def url_path(story: Story, name: str) -> str:
    """Return the address of a file as a piece names it, with what a URL cannot have written as ``%20``."""
    return quote(address_beside(story, source_of(story.folder, name)))


def _usable(owner: str, names: Iterable[str], tree: Tree) -> Iterator[str]:
    return (source_of(folder_of(owner), name) for name in names if fault(owner, name, tree) is None)
