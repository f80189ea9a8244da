"""What earlier builds have made, in a folder that may be deleted at any time.

An entry is a file whose name is a task's key. It begins with a digest of its key and its content; one that was damaged,
cut short or renamed is as good as none. Entries are written beside their place and moved there in one step, so that
builds at the same time share the folder; anyone who cannot read or write in it builds without.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import sys
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from site_builder.files.artifact import Artifact

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_DIGEST = 32
_LENGTH = 8
MOST_UNUSED = 256 << 20
"""Bytes of entries that are kept although the last build had no use for them."""


class Cache:
    """The entries of a folder, for one version of the program and of what it is built on."""

    def __init__(self, folder: Path, program: bytes) -> None:
        self._folder = folder
        self._program = program
        self._used: set[str] = set()

    def elsewhere(self) -> Cache:
        """Return the same entries for another process, which need not know what this build has used."""
        return Cache(self._folder, self._program)

    def use(self, key: bytes) -> None:
        """Keep an entry that this build has a use for, without reading it."""
        self._used.add(self._name(key))

    def get(self, key: bytes) -> tuple[Artifact, ...] | None:
        """Return what was made for a key, or nothing where that is not known."""
        name = self._name(key)
        self._used.add(name)
        try:
            with open(self._path(name), "rb") as file:  # noqa: PTH123 - Path costs as much as reading
                data = file.read()
        except OSError:
            return None
        return _unpacked(name, data)

    def put(self, key: bytes, artifacts: Iterable[Artifact]) -> None:
        """Keep what was made for a key."""
        name = self._name(key)
        path = self._path(name)
        new = f"{path}.{secrets.token_hex(4)}"
        with contextlib.suppress(OSError):  # the site is made all the same
            os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - (as above)
            try:
                with open(new, "xb") as file:  # noqa: PTH123 - (as above)
                    file.write(_packed(name, artifacts))
                os.replace(new, path)  # noqa: PTH105 - (as above)
            except OSError:
                os.unlink(new)  # noqa: PTH108 - (as above)
                raise

    def clear_up(self, most: int = MOST_UNUSED) -> None:
        """Delete what this build did not use, except for the latest of it."""
        unused = []
        for place, _, names in os.walk(self._folder):
            for name in names:
                if name not in self._used:
                    with contextlib.suppress(OSError):
                        path = os.path.join(place, name)  # noqa: PTH118 - (as above)
                        status = os.stat(path)  # noqa: PTH116 - (as above)
                        unused.append((status.st_mtime_ns, path, status.st_size))
        kept = 0
        for _, path, size in sorted(unused, reverse=True):
            kept += size
            if kept > most:
                with contextlib.suppress(OSError):
                    os.unlink(path)  # noqa: PTH108 - (as above)

    def _name(self, key: bytes) -> str:
        return hashlib.sha256(self._program + key).hexdigest()

    def _path(self, name: str) -> str:
        return os.path.join(self._folder, name[:2], name)  # noqa: PTH118 - (as above)


def _packed(name: str, artifacts: Iterable[Artifact]) -> bytes:
    artifacts = tuple(artifacts)
    index = json.dumps([[artifact.path, len(artifact.content)] for artifact in artifacts]).encode()
    body = b"".join([len(index).to_bytes(_LENGTH, "big"), index, *(artifact.content for artifact in artifacts)])
    return hashlib.sha256(name.encode() + body).digest() + body


def _unpacked(name: str, data: bytes) -> tuple[Artifact, ...] | None:
    told, body = data[:_DIGEST], memoryview(data)[_DIGEST:]
    digest = hashlib.sha256(name.encode())
    digest.update(body)
    if digest.digest() != told:
        return None
    at = _LENGTH + int.from_bytes(body[:_LENGTH], "big")
    index: list[tuple[str, int]] = json.loads(bytes(body[_LENGTH:at]))
    artifacts = []
    for path, length in index:
        artifacts.append(Artifact(path, bytes(body[at : at + length])))
        at += length
    return tuple(artifacts)


@cache
def digest_of_program() -> bytes:
    """Return a digest of this package and of the versions of everything that is installed beside it."""
    digest = hashlib.sha256(sys.version.encode())
    _add(digest, files("site_builder"))
    for folder in sorted(path for path in sys.path if os.path.isdir(path)):  # noqa: PTH112 - (as above)
        installed = sorted(name for name in os.listdir(folder) if name.endswith(".dist-info"))  # noqa: PTH208 - (as above)
        digest.update("\n".join(installed).encode())
    return digest.digest()


def _add(digest: Any, folder: Any) -> None:  # noqa: ANN401 - what hashlib and importlib.resources give has no public type
    for entry in sorted(folder.iterdir(), key=lambda entry: str(entry.name)):
        if entry.is_dir():
            if entry.name != "__pycache__":
                _add(digest, entry)
        else:
            content = entry.read_bytes()
            digest.update(f"{entry.name} {len(content)}\n".encode() + content)
