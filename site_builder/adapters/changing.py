"""Changing the files of stories that are there: texts rewritten in place, and stories moved."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from site_builder.adapters import disk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from site_builder.adapters.project import Project
    from site_builder.content.source import Tree
    from site_builder.reports.moving import Move

_BOM = b"\xef\xbb\xbf"


class ChangingError(Exception):
    """The disk has refused a change, and everything is as it was; the message says what it refused."""


@contextmanager
def _all_or_nothing() -> Iterator[ExitStack]:
    """Undo everything where the disk refuses something; yields where to put what undoes a step."""
    undo = ExitStack()
    try:
        yield undo
    except OSError as error:
        undo.close()
        raise ChangingError(f"nothing was changed: {disk.in_words(error)}") from None
    undo.pop_all()


def rewrite(path: Path, text: str) -> None:
    """Give a file another text; a byte order mark at its start stays. Raises ChangingError."""
    with _all_or_nothing() as undo:
        _rewrite(path, text, undo)


def carry_out(move: Move, project: Project, tree: Tree) -> None:
    """Move a story with its files. Raises ChangingError, and then everything is as it was."""
    old, new = project.folder / move.old, project.folder / move.new
    with _all_or_nothing() as undo:
        for path, text in move.texts.items():
            _rewrite(_place(path, project, tree), text, undo)
        if old.name == new.name == "index.md":
            _make_folder(new.parent.parent, undo)
            _rename(old.parent, new.parent, undo)
        else:
            _make_folder(new.parent, undo)
            for path, goal in move.copies.items():
                shutil.copy2(_place(path, project, tree), project.folder / goal)
                undo.callback((project.folder / goal).unlink)
            for path, goal in (*move.files.items(), (move.old, move.new)):
                _make_folder((project.folder / goal).parent, undo)
                _rename(_place(path, project, tree), project.folder / goal, undo)
    _remove_empty(old.parent, project.folder)


def _place(path: str, project: Project, tree: Tree) -> Path:
    """Return where a file is, as the disk spells its name."""
    return project.folder / tree.on_disk.get(path, path)


def _rewrite(path: Path, text: str, undo: ExitStack) -> None:
    before = path.read_bytes()
    after = (_BOM if before.startswith(_BOM) else b"") + text.removeprefix("\ufeff").encode()
    if after == before:
        return
    new = path.with_name(f".{path.name}.new")  # hidden, so that nobody takes it for a story
    try:
        new.write_bytes(after)
        shutil.copymode(path, new)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    undo.callback(path.write_bytes, before)


def _make_folder(folder: Path, undo: ExitStack) -> None:
    for missing in reversed([parent for parent in (folder, *folder.parents) if not parent.exists()]):
        missing.mkdir()
        undo.callback(missing.rmdir)


def _rename(old: Path, new: Path, undo: ExitStack) -> None:
    old.rename(new)
    undo.callback(os.rename, new, old)


def _remove_empty(folder: Path, root: Path) -> None:
    """Remove a folder in which nothing is left, and those above it."""
    while folder != root and folder.is_relative_to(root):
        if folder.exists():
            if any(folder.iterdir()):
                break
            folder.rmdir()
        folder = folder.parent
