"""Text files in whatever encoding they were saved."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from site_builder.adapters.importing.faults import LARGEST_TEXT, ImportingError
from site_builder.content.imported import Note

if TYPE_CHECKING:
    from pathlib import Path

_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def text_of(path: Path) -> tuple[str, tuple[Note, ...]]:
    """Return the text of a file, with a note where its encoding had to be guessed. Raises ImportingError."""
    if path.stat().st_size > LARGEST_TEXT:
        raise ImportingError("it is larger than 20 MB, too large for a text; split it")
    content = path.read_bytes()
    marked = next((encoding for mark, encoding in _MARKED if content.startswith(mark)), "utf-8")
    notes: tuple[Note, ...] = ()
    try:
        text = content.decode(marked)
    except UnicodeDecodeError as error:
        text = content.decode("cp1252", "replace")
        line = content[: error.start].count(b"\n") + 1
        notes = (Note("it is not UTF-8 and was read as Windows-1252; look at its accents and quotation marks", line),)
    if "\0" in text:
        raise ImportingError("it is not a text file, although its name says so")
    return text.replace("\r\n", "\n").replace("\r", "\n"), notes
