"""The files of the last site, for the next one: what is the same again is linked instead of written.

A new site rarely differs from the last one in more than a few files. A hard link costs a tenth of a file that is read
from the cache and written, and the file keeps its time of change, which saves uploads to a host. A file is the same as
long as nobody has touched it: the last build noted its size, its time of change and its inode.
"""

from __future__ import annotations

import contextlib
import json
import os
from typing import TYPE_CHECKING

from site_builder.files.artifact import Artifact
from site_builder.tasks import digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from site_builder.adapters.cache import Cache

    Note = tuple[str, int, int, int]


class LastSite:
    """What the last build has put into the place of a site, and what the new build puts into its folder.

    ``place`` is where the site will be and the last one is, if there is one.
    """

    def __init__(self, place: Path, cache: Cache) -> None:
        self._place = place
        self._cache = cache
        self._key = digest("last site", str(place))
        self._notes: dict[str, list[Note]] = {}
        self._paths: dict[bytes, list[str]] = {}
        for artifact in cache.get(self._key) or ():
            self._notes = json.loads(artifact.content)

    def link(self, key: bytes, folder: Path) -> bool:
        """Link what a task has made to a new folder, and return whether all of it was there as it was made."""
        notes = self._notes.get(key.hex())
        if not notes or not all(self._is_linked(note, folder) for note in notes):
            return False
        self._cache.use(key)
        self.made(key, [path for path, *_ in notes])
        return True

    def made(self, key: bytes, paths: Iterable[str]) -> None:
        """Note the paths of the files that a task has made."""
        self._paths[key] = list(paths)

    def keep(self, folder: Path) -> None:
        """Keep for the next build what is noted of the files in the new folder, which is about to go to its place."""
        notes = {}
        for key, paths in self._paths.items():
            with contextlib.suppress(OSError):
                notes[key.hex()] = [_note(folder, path) for path in paths]
        content = json.dumps(notes, ensure_ascii=False, separators=(",", ":")).encode()
        self._cache.put(self._key, [Artifact("files.json", content)])

    def _is_linked(self, note: Note, folder: Path) -> bool:
        """Link a file, and return whether it is the one that was noted; another gives way when it is written."""
        path = note[0]
        try:
            _link(f"{self._place}/{path}", f"{folder}/{path}")
            return _note(folder, path) == tuple(note)
        except OSError:  # it is gone, or there are no links here
            return False


def _link(old: str, new: str) -> None:
    try:
        os.link(old, new, follow_symlinks=False)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(new), exist_ok=True)  # noqa: PTH103, PTH120 - Path costs as much as linking
        os.link(old, new, follow_symlinks=False)


def _note(folder: Path, path: str) -> Note:
    status = os.lstat(f"{folder}/{path}")
    return path, status.st_size, status.st_mtime_ns, status.st_ino
