"""Making the published pictures from the files on disk."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

from site_builder.content.media import ending_of
from site_builder.content.picture_files import PictureError
from site_builder.content.pictures import variants
from site_builder.files.artifact import Artifact
from site_builder.files.pictures import make
from site_builder.tasks import Task, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from site_builder.content.pictures import Variant
    from site_builder.content.source import Tree


class UnreadablePictureError(Exception):
    """A picture that cannot be made; the message begins with its path, and ends with the way out."""


def picture_tasks(places: Mapping[str, tuple[str, ...]], tree: Tree, folder: Path) -> Iterator[Task]:
    """Yield what makes the pictures among the files at these places: source paths with their addresses."""
    for path, addresses in places.items():
        if measure := tree.pictures.get(path):
            file = folder / tree.on_disk.get(path, path)
            forms = variants(measure, ending_of(path))
            content = _digest(file.read_bytes())
            job = partial(_job, f"{tree.root}/{path}", file, content, addresses, forms)
            yield Task(path, digest("picture", content, forms, addresses), job)


def content_keys(
    tasks: Iterable[Task], places: Mapping[str, tuple[str, ...]], tree: Tree, folder: Path
) -> Mapping[str, bytes]:
    """Return what distinguishes the contents of published pictures, drawings (SVG) too, by their addresses."""
    keys = {task.name: task.key for task in tasks}
    for path in places:
        if ending_of(path) == "svg":
            keys[path] = _digest((folder / tree.on_disk.get(path, path)).read_bytes())
    return {address: key for path, key in keys.items() for address in places[path]}


def _job(
    path: str, file: Path, content: bytes, addresses: tuple[str, ...], forms: tuple[Variant, ...]
) -> partial[tuple[Artifact, ...]]:
    return partial(make_forms, path, file, content, addresses, forms)


def make_forms(
    path: str, file: Path, content: bytes, addresses: Iterable[str], forms: tuple[Variant, ...]
) -> tuple[Artifact, ...]:
    """Return all forms of a picture at each of its addresses; ``content`` is the digest of what the file must hold.

    Another picture, saved in the meantime, would be kept under the key of this one. Raises UnreadablePictureError.
    """
    data, ending = file.read_bytes(), ending_of(path)
    if _digest(data) != content:
        raise UnreadablePictureError(f"{path} was changed while the site was made; build again")
    try:
        made = [(form.suffix, make(data, ending, form)) for form in forms]
    except PictureError as error:
        raise UnreadablePictureError(f"{path} cannot be published: {error}") from None
    return tuple(Artifact(address + suffix, content) for address in addresses for suffix, content in made)


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data).digest()
