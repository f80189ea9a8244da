"""The files that may lie beside a piece and be published: their types, and whether the content is what the ending says.

A browser or a reader's machine goes by the ending, a stranger chooses both. So a type is published only when it is on
the list here, none of which runs when it is opened, and when the content begins as that type does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.core import svg

if TYPE_CHECKING:
    from collections.abc import Callable

MEDIA_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "csv": "text/csv",
    "txt": "text/plain",
    "zip": "application/zip",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "vtt": "text/vtt",
}
"""The types that are published, by the file's ending (IANA media types)."""

PHOTOS = ("png", "jpg", "jpeg", "gif", "webp")
"""The endings of pictures that browsers, feed readers and link previews all show."""

PICTURES = (*PHOTOS, "svg")
"""The endings of pictures that a text can show."""

TEXTS = ("csv", "txt", "vtt")
"""The endings of plain text."""

HEAD = 4096
TAIL = 65_536
MOST_TEXT = 1024 * 1024
"""A type that is checked to its end (SVG, and plain text of any kind) may have so many bytes."""

_CHECKED_WHOLE = frozenset({*TEXTS, "svg"})
_PLAIN = frozenset({"csv", "txt"})
_BOM = b"\xef\xbb\xbf"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PDF_WITHIN = 1024  # readers look for the sign in so many bytes (ISO 32000-1, annex H, implementation note 13)
_OPEN_DOCUMENT = 30  # where the name of a ZIP file's first entry stands (OpenDocument 1.3, part 2, section 3.3)
_OFFICE_PARTS = {"docx": b"word/document", "xlsx": b"xl/workbook", "pptx": b"ppt/presentation"}
_MACROS = b"vbaProject.bin"
_WEB_PAGES = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<iframe")
_OTHER_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an Office file of the old kind, or one with a password"),
    (b"\xff\xfe", "text in the encoding UTF-16"),
    (b"\xfe\xff", "text in the encoding UTF-16"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """What of a file's content is looked at: its size in bytes, how it begins, and how it ends.

    ``head`` holds the first ``wanted(path)`` bytes, ``tail`` the last ``TAIL`` ones of what ``head`` leaves over.
    """

    size: int
    head: bytes
    tail: bytes = b""

    @property
    def parts(self) -> bytes:
        """The parts that are there, in one piece."""
        return self.head + self.tail


def ending_of(path: str) -> str:
    """Return the ending of a file's name in small letters, without the dot; nothing where there is none."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""


def wanted(path: str) -> int:
    """Return how many bytes of a file's beginning have to be read to know whether it is what it says."""
    return MOST_TEXT if ending_of(path) in _CHECKED_WHOLE else HEAD


def may_be_published(path: str) -> bool:
    """Whether files with this ending can be published at all."""
    return ending_of(path) in MEDIA_TYPES


def fault(path: str, sample: Sample) -> str:
    """Return why the content of a file must not be published under its name, or nothing.

    Of a type that is never published nothing is said. An empty file holds nothing that could be wrong, unless it
    should be a picture.
    """
    ending = ending_of(path)
    if ending not in MEDIA_TYPES or (sample.size == 0 and ending not in PICTURES):
        return ""
    if ending == "svg":
        return _svg_fault(sample)
    if not _FITS[ending](sample):
        found = next((kind for kind, fits in _FITS.items() if kind not in _PLAIN and fits(sample)), "")
        wrong, or_rename = (_named(found), f", or give it the ending .{found}") if found else (_description(sample), "")
        return f"its content is {wrong}, not {_named(ending)}; save it as {_named(ending)}{or_rename}"
    if ending in _OFFICE_PARTS and _MACROS in sample.parts:
        return f"it holds macros, which are programs; save it as {_named(ending)} without macros"
    return ""


def _svg_fault(sample: Sample) -> str:
    if sample.size > MOST_TEXT:
        return "a drawing (SVG) may have 1 MB at most; make it simpler, or save it as a PNG file"
    reason = svg.fault(sample.head)
    return f"{reason}; save the drawing again without that, or as a PNG file" if reason else ""


def _named(ending: str) -> str:
    article = "an" if ending in {"mp3", "mp4", "odp", "ods", "odt", "svg", "xlsx"} else "a"
    return f"{article} {ending.upper()} file"


def _description(sample: Sample) -> str:
    if sample.size == 0:
        return "nothing at all"
    if _is_web_page(sample):
        return "a web page"
    if _brand(sample) in _STILL_PICTURES:
        return "a picture in the format AVIF or HEIC"
    signs = (kind for sign, kind in _OTHER_SIGNS if sample.head.startswith(sign))
    return next(signs, "plain text" if _is_text(sample) else "something else")


def _is_web_page(sample: Sample) -> bool:
    start = sample.head.removeprefix(_BOM).lstrip().lower()
    return start.startswith(_WEB_PAGES) or (start.startswith(b"<") and b"<svg" in start[:HEAD])


def _is_text(sample: Sample) -> bool:
    return b"\0" not in sample.head and not _is_web_page(sample) and not _is_binary(sample)


def _is_binary(sample: Sample) -> bool:
    """Whether this is another type for certain; a text may well begin with ID3, or speak of %PDF-."""
    others = _FITS.keys() - _CHECKED_WHOLE - {"mp3", "pdf"}
    is_mp3 = sample.head.startswith(_MP3_FRAMES) or (sample.head.startswith(b"ID3") and sample.head[3:4] < b"\x10")
    return is_mp3 or sample.head.startswith(b"%PDF-") or any(_FITS[ending](sample) for ending in others)


def _is_zip(sample: Sample) -> bool:
    return sample.head.startswith(_ZIP)


def _is_office(ending: str) -> Callable[[Sample], bool]:
    return lambda sample: _is_zip(sample) and _OFFICE_PARTS[ending] in sample.parts


def _is_open_document(ending: str) -> Callable[[Sample], bool]:
    declaration = f"mimetype{MEDIA_TYPES[ending]}PK".encode()
    return lambda sample: _is_zip(sample) and sample.head[_OPEN_DOCUMENT:].startswith(declaration)


def _starts(*signs: bytes) -> Callable[[Sample], bool]:
    return lambda sample: sample.head.startswith(signs)


def _brand(sample: Sample) -> bytes:
    """Return the brand of a file in the ISO base media format (ISO 14496-12, section 4.3), or nothing."""
    return sample.head[8:12] if sample.head[4:8] == b"ftyp" else b""


_MP3_FRAMES = (b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2", b"\xff\xe3", b"\xff\xe2")


def _is_mp3(sample: Sample) -> bool:
    """Whether an ID3 tag or a frame of MPEG audio layer III stands at the start (ISO 11172-3, section 2.4.1)."""
    return sample.head.startswith((b"ID3", *_MP3_FRAMES))


_STILL_PICTURES = frozenset({b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1"})

_FITS: dict[str, Callable[[Sample], bool]] = {
    "png": _starts(b"\x89PNG\r\n\x1a\n"),
    "jpg": _starts(b"\xff\xd8\xff"),
    "jpeg": _starts(b"\xff\xd8\xff"),
    "gif": _starts(b"GIF87a", b"GIF89a"),
    "webp": lambda sample: sample.head.startswith(b"RIFF") and sample.head[8:12] == b"WEBP",
    "pdf": lambda sample: b"%PDF-" in sample.head[:_PDF_WITHIN],
    **{ending: _is_office(ending) for ending in _OFFICE_PARTS},
    **{ending: _is_open_document(ending) for ending in ("odt", "ods", "odp")},
    "zip": _is_zip,
    "mp3": _is_mp3,
    "mp4": lambda sample: _brand(sample) not in _STILL_PICTURES | {b""},
    "vtt": lambda sample: sample.head.removeprefix(_BOM).startswith(b"WEBVTT"),
    "csv": _is_text,
    "txt": _is_text,
}
"""What the content of each type looks like."""
