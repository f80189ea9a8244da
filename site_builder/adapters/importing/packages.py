"""Word and Excel files as ZIP files of strangers: looked through before a library unpacks them."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from site_builder.adapters import archives
from site_builder.adapters.importing.faults import ImportingError
from site_builder.content import media, office

if TYPE_CHECKING:
    from pathlib import Path

_MOST_UNPACKED = 200 * 1024 * 1024
_MOST_XML = 30 * 1024 * 1024
"""What a library builds of XML takes many times its size."""
_DECLARATIONS = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_XML = (".xml", ".rels")


def look_through(path: Path, kind: str) -> None:
    """Raise ImportingError where a file is no sound package of a kind, or would take too much memory."""
    with path.open("rb") as file:
        if not media.is_packed(file.read(media.HEAD)):
            raise ImportingError(
                f"it is not in {kind} format, although its name says so, or has a password; save it again"
            )
    package = office.judge(archives.read(str(path)))
    if package.fault:
        raise ImportingError(package.fault.replace("upload it again", "import it again"))
    if package.kind != kind:
        raise ImportingError(f"it is not in {kind} format, although its name says so; save it again as {kind}")
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_bombs(archive)
    except archives.MALFORMED:
        raise ImportingError(office.DAMAGED.replace("upload it again", "import it again")) from None


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    """Unpacked it may be no larger than it says, which zipfile sees to, and that no larger than is sensible."""
    parts = archive.infolist()
    texts = [part for part in parts if part.filename.lower().endswith(_XML)]
    if sum(part.file_size for part in parts) > _MOST_UNPACKED or sum(part.file_size for part in texts) > _MOST_XML:
        raise ImportingError("it would be far too large when unpacked; remove what is not text, and save it again")
    for part in texts:
        content = archive.read(part)
        if any(declaration in content for declaration in _DECLARATIONS):
            raise ImportingError(f"its part {part.filename} declares entities, which no program for text does")


def part_of(path: Path, name: str) -> bytes:
    """Return the content of a part, or nothing where there is none."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name) if name in archive.namelist() else b""
