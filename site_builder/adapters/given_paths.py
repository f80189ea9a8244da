"""The files and folders that somebody names to the check: which problems are theirs, and why one is not read."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.adapters import disk
from site_builder.problems import Problem, Severity, in_reading_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from site_builder.adapters.project import Project
    from site_builder.content.source import Tree


def problems_of(paths: Sequence[Path], problems: Sequence[Problem], tree: Tree, project: Project) -> Sequence[Problem]:
    """Return the problems of these files and folders; one that is not read at all is a problem itself."""
    read = {raw.path for raw in tree.texts} | {f"{tree.root}/{path}" for path in tree.sizes}
    shown: list[Problem] = []
    folder = project.folder.resolve()
    for path in paths:
        full = _place_of(path, folder)
        if folder.is_relative_to(full):
            return problems
        within = full.is_relative_to(folder)
        named = project.folder / full.relative_to(folder) if within else path
        name = unicodedata.normalize("NFC", disk.text_of(Path(os.path.relpath(named, project.root)).as_posix()))
        shown += (p for p in problems if f"{p.path}/".startswith(f"{name}/"))
        if not any(f"{file}/".startswith(f"{name}/") for file in read):
            shown.append(Problem(name, 1, 1, Severity.ERROR, "not-read", _why_not_read(full, folder)))
    return in_reading_order(shown) if paths else problems


def _place_of(path: Path, folder: Path) -> Path:
    """Return where a path leads; a symbolic link in the collection is a place of its own, because none is followed."""
    place = Path("/")
    for part in (Path.cwd() / path).parts:
        place = place.parent if part == ".." else place / part
        if place.is_symlink() and place.is_relative_to(folder):
            return place
        if place.exists():
            place = place.resolve()
    return place


def _why_not_read(full: Path, folder: Path) -> str:
    """Say why nothing is read at a place, and what to do."""
    if not full.is_relative_to(folder):
        remedy = f"move it into {folder.name}/ if it is a story"
    elif any(part.startswith(".") for part in full.relative_to(folder).parts):
        remedy = "it is hidden; remove the dot at the start of its name or its folder's"
    else:
        remedy = "it is a folder without a file that is read"
    return f"this is not read, so there is nothing to say about it; {remedy}"
