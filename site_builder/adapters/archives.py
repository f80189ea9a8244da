"""Looking into ZIP files without unpacking them: their directory, and the few small parts that say what they are."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from site_builder.content import office

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_AT_ONCE = 1024 * 1024
"""The directory has at most so many bytes, which is enough for 7,000 parts; what is unpacked has so many too."""
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # all that Office and OpenDocument allow, and bounded as they go
_ENCRYPTED = 0x1
MALFORMED = (
    zipfile.BadZipFile, zlib.error, EOFError,  # damage, and an end that comes too soon
    struct.error, LookupError, ValueError,  # lengths, names and places in the directory that cannot be
    NotImplementedError,  # zipfile's own, on opening what others send: ZIP above 6.3, patched data, strong encryption
)  # fmt: skip
"""What zipfile raises for a stranger's bytes: it promises BadZipFile alone, and lets the others through."""


class _TooLargeError(Exception):
    """The file would need more memory than it is worth."""


class _Bounded(io.BufferedReader):
    """A file that is never read whole, and has nothing before its start or after its end."""

    def read(self, size: int | None = -1, /) -> bytes:
        within = _MOST_AT_ONCE + 1 if size is None or size < 0 else size
        content = super().read(min(within, _MOST_AT_ONCE + 1))
        if len(content) > _MOST_AT_ONCE:
            raise _TooLargeError
        return content

    def seek(self, target: int, whence: int = io.SEEK_SET, /) -> int:
        if whence == io.SEEK_SET and not 0 <= target <= os.fstat(self.fileno()).st_size:
            raise zipfile.BadZipFile("a place outside the file")
        return super().seek(target, whence)


def read(path: str) -> office.Archive:
    """Return what the directory of a ZIP file says; whatever a stranger has written there, it takes little time.

    Raises OSError where the disk refuses.
    """
    try:
        with _Bounded(io.FileIO(path)) as file, zipfile.ZipFile(file) as archive:
            infos = {office.plain(info.filename): info for info in archive.infolist()}
            return office.Archive(
                names=tuple(office.plain(info.filename) for info in archive.infolist()),
                parts=_parts(archive, [infos[name] for name in office.described(infos)]),
                is_encrypted=any(info.flag_bits & _ENCRYPTED for info in archive.infolist()),
            )
    except _TooLargeError:
        return office.Archive(fault=office.TOO_MANY)
    except MALFORMED:
        return office.Archive(fault=office.DAMAGED)


def _parts(archive: zipfile.ZipFile, wanted: Iterable[zipfile.ZipInfo]) -> dict[str, bytes]:
    left = _MOST_AT_ONCE
    parts = {}
    for info in wanted:
        if info.flag_bits & _ENCRYPTED:
            continue
        if info.compress_type not in _PACKINGS:
            raise zipfile.BadZipFile("a packing that Office does not know")
        with archive.open(info) as part:
            content = part.read(left + 1)
        left -= len(content)
        if left < 0:
            raise _TooLargeError
        parts[office.plain(info.filename)] = content
    return parts
