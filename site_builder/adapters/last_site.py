"""The files of the last site, for the next one: what is the same again is linked instead of written.

A new site rarely differs from the last one in more than a few files. A hard link costs a tenth of a file that is read
from the cache and written, and the file keeps its time of change, which saves uploads to a host. A file is the same as
long as nobody has touched it: the last build noted its size, its time of change and its inode. It must also be as a new
one would be, with the owner and permissions of the new folder, and have no other links, which would share later edits.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
from typing import TYPE_CHECKING

from site_builder.files.artifact import Artifact
from site_builder.tasks import digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from site_builder.adapters.cache import Cache

    Note = tuple[str, int, int, int]
    Access = tuple[int, int, int]

_IN_BOTH_SITES = 2
_OF_FILES = 0o666
"""The permissions that a program asks for when it makes a file; those of folders have the right to search too."""


class LastSite:
    """What the last build has put into the place of a site, and what the new build puts into its folder.

    ``place`` is where the site will be and the last one is, if there is one; ``folder`` is the new one's, and is made
    where there is none.
    """

    def __init__(self, place: Path, folder: Path, cache: Cache) -> None:
        self._place = place
        self._folder = folder
        self._cache = cache
        self._key = digest("last site", str(place))
        self._known: dict[str, list[Note]] = {}
        self._linked: dict[str, list[Note]] = {}
        self._made: dict[str, list[str]] = {}
        folder.mkdir(parents=True, exist_ok=True)
        self._access = _access_in(folder)
        for artifact in cache.get(self._key) or ():
            self._known = json.loads(artifact.content)

    def link(self, key: bytes) -> bool:
        """Link what a task has made to the new folder, and return whether all of it was there as it was made."""
        notes = self._known.get(key.hex())
        if not notes or not all(map(self._is_linked, notes)):
            return False
        self._cache.use(key)
        self._linked[key.hex()] = notes
        return True

    def made(self, key: bytes, paths: Iterable[str]) -> None:
        """Note the paths of the files that a task has made."""
        self._made[key.hex()] = list(paths)

    def keep(self) -> None:
        """Keep for the next build what is noted of the files in the new folder, which is about to go to its place.

        Of a linked file that is what was known: somebody may have edited the last site since, and this file with it.
        """
        notes = dict(self._linked)
        for key, paths in self._made.items():
            with contextlib.suppress(OSError):
                notes[key] = [_note(path, os.lstat(f"{self._folder}/{path}")) for path in paths]
        content = json.dumps(notes, ensure_ascii=False, separators=(",", ":")).encode()
        self._cache.put(self._key, [Artifact("files.json", content)])

    def _is_linked(self, note: Note) -> bool:
        """Link a file, and return whether it is the one that was noted; another gives way when it is written."""
        path = note[0]
        try:
            status = _link(f"{self._place}/{path}", f"{self._folder}/{path}")
        except OSError:  # it is gone, or there are no links here
            return False
        return (
            _note(path, status) == tuple(note) and _access(status) == self._access and status.st_nlink == _IN_BOTH_SITES
        )


def _link(old: str, new: str) -> os.stat_result:
    try:
        os.link(old, new, follow_symlinks=False)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(new), exist_ok=True)  # noqa: PTH103, PTH120 - Path costs as much as linking
        os.link(old, new, follow_symlinks=False)
    return os.lstat(new)


def _note(path: str, status: os.stat_result) -> Note:
    return path, status.st_size, status.st_mtime_ns, status.st_ino


def _access_in(folder: Path) -> Access:
    """Return who may use a file that is made in this folder, which is as new and so has what such a file would have."""
    status = folder.stat()
    return stat.S_IFREG | (status.st_mode & _OF_FILES), status.st_uid, status.st_gid


def _access(status: os.stat_result) -> Access:
    return status.st_mode, status.st_uid, status.st_gid
