"""The files that visits are counted from: logs, plain or gzip, and exports, also in a ZIP archive."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import IO, TYPE_CHECKING, cast

from site_builder.content.access_logs import read_line
from site_builder.content.analytics_exports import Export, ExportError, read_export

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from datetime import tzinfo
    from pathlib import Path

_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_LINES_TO_TELL = 20
_LARGEST_EXPORT = 500_000_000


class VisitFileError(Exception):
    """A file that visits cannot be counted from; the message says which, why, and what to do."""


@dataclass(frozen=True)
class LogFile:
    """A file of a web server's log."""

    path: Path

    def lines(self) -> Generator[str]:
        """Yield the lines. Raises VisitFileError."""
        try:
            with _opened(self.path) as file:
                for line in file:
                    yield line.decode("utf-8", "replace")
        except (OSError, EOFError, zlib.error) as error:
            raise VisitFileError(f"{self.path} cannot be read to its end: {error}") from None


def read_file(path: Path, zone: tzinfo) -> LogFile | tuple[Export, ...]:
    """Return a log to be read line by line, or what an export says. Raises VisitFileError."""
    try:
        with path.open("rb") as file:
            is_zip = file.read(len(_ZIP)) == _ZIP
        if is_zip:
            return tuple(_in_archive(path, zone))
        log = LogFile(path)
        with closing(log.lines()) as lines:
            if any(read_line(line) for line in islice(lines, _LINES_TO_TELL)):
                return log
        with _opened(path) as file:
            export = read_export(file.read(_LARGEST_EXPORT), zone)
    except ExportError as error:
        raise VisitFileError(f"{path}: {error}") from None
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise VisitFileError(f"{path} cannot be read: {error}") from None
    if export is None:
        raise VisitFileError(f"{path} is not one of these: {_KINDS}")
    return (export,)


_KINDS = (
    "a log in the combined format, an export of Plausible (imported_pages and imported_visitors, or the ZIP), of "
    "GoatCounter (CSV), or of Matomo (Actions.getPageUrls by day, flat, as CSV or JSON)"
)


def _in_archive(path: Path, zone: tzinfo) -> Iterator[Export]:
    """Yield the exports in an archive; of Plausible's tables there are more than are needed."""
    with zipfile.ZipFile(path) as archive:
        names = [entry for entry in archive.infolist() if entry.filename.endswith(".csv")]
        found = [read_export(archive.read(entry), zone) for entry in names if entry.file_size <= _LARGEST_EXPORT]
    if not any(found):
        raise ExportError(f"nothing in it is one of these: {_KINDS}")
    yield from filter(None, found)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """Yield a file whose bytes are no longer packed."""
    with path.open("rb") as file:
        if file.peek(len(_GZIP))[: len(_GZIP)] == _GZIP:
            with gzip.open(file) as unpacked:
                yield cast("IO[bytes]", unpacked)
        else:
            yield file
