"""What is there before an import, and the files of the drafts that it brings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.adapters import disk
from site_builder.reports.import_facts import Taken

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.adapters.project import Project
    from site_builder.collection import Collection
    from site_builder.reports.import_draft import ImportedDraft

_ID = re.compile(rb"^id:[ \t]*[\"']?([a-z0-9-]+)", re.MULTILINE)
_HEAD = 20_000


class ImportWritingError(Exception):
    """A draft cannot be written; the message says why."""


def taken_by(collection: Collection) -> Taken:
    """Return what a new story must not take; the id also of a piece that cannot be read."""
    root = collection.tree.root
    taken = Taken(pages=frozenset(page.address for page in collection.pages))
    for raw in collection.tree.texts:
        path = raw.path.removeprefix(f"{root}/")
        taken.slugs[path.removesuffix("/index.md").removesuffix(".md").rpartition("/")[2]] = raw.path
        if found := _ID.search(raw.data[:_HEAD]):
            taken.ids[found[1].decode()] = raw.path
    for path in collection.tree.sizes:
        taken.slugs.setdefault(path.split("/")[1] if path.count("/") > 1 else "", f"{root}/{path}")
    for story in collection.stories:
        taken.titles[story.title.casefold()] = f"{root}/{story.path}"
        taken.old_addresses |= {addresses.normalise(alias): f"{root}/{story.path}" for alias in story.meta.aliases}
    return taken


def write(draft: ImportedDraft, project: Project) -> None:
    """Write a draft with its files; never overwrites anything. Raises ImportWritingError."""
    path = project.folder / draft.path
    written: list[Path] = []
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for file in draft.files:
            _write_new(path.with_name(file.name), file.content, written)
        _write_new(path, draft.text.encode(), written)
    except OSError as error:
        for made in written:
            made.unlink(missing_ok=True)
        raise ImportWritingError(f"{draft.path}: {disk.in_words(error)}") from None


def _write_new(path: Path, content: bytes, written: list[Path]) -> None:
    with path.open("xb") as file:
        written.append(path)
        file.write(content)
