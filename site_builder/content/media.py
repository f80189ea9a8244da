"""The files that may be beside a piece and be published: their types, and whether the content is what the ending says.

A browser or a reader's machine goes by the ending, a stranger chooses both. So a type is published only when it is on
the list here, none of which runs when it is opened, and when the content begins as that type does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.content import pictures, svg
from site_builder.content.office import DAMAGED, NOT_PACKED, Package

if TYPE_CHECKING:
    from collections.abc import Callable

    from site_builder.content.pictures import Measure

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
_MOST_SILENCE = 65_536
MOST_TEXT = 1024 * 1024
"""A type that is checked to its end (SVG, and plain text of any kind) may have so many bytes."""

_CHECKED_WHOLE = frozenset({*TEXTS, "svg"})
_PLAIN = frozenset({"csv", "txt"})
_BOM = b"\xef\xbb\xbf"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PDF_WITHIN = 1024  # readers look for the sign in so many bytes (ISO 32000-1, annex H, implementation note 13)
_OFFICE = ("docx", "xlsx", "pptx", "odt", "ods", "odp")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # what needs a password is wrapped in the old format (MS-OFFCRYPTO, section 2.3)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_VTT = re.compile(rb"(?:\xef\xbb\xbf)?WEBVTT(?:[ \t\r\n]|\Z)")  # nothing comes before it (WebVTT, section 4.1)
_BOXES = frozenset({b"mdat", b"moov", b"free", b"skip", b"wide", b"pnot"})
_SMALLEST_BOX = 8
_SIZE_ELSEWHERE = (0, 1)  # the box goes on to the end of the file, or its size is further on
_HEIF = ("heic", "heim", "heis", "heix", "hevc", "hevm", "hevs", "hevx", "mif1", "mif2", "msf1")
_STILL_PICTURES = {b"avif": "AVIF", b"avis": "AVIF"} | {brand.encode(): "HEIC" for brand in _HEIF}
_MP3_FRAMES = (b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2", b"\xff\xe3", b"\xff\xe2")
_NO_BIT_RATE = 0b11110000
_NO_RATE = 0b1100
_APE_VERSIONS = (b"\xe8\x03", b"\xd0\x07")
_WEB_PAGE = re.compile(rb"<(?:!doctype html|(?:html|head|body|script|iframe)(?:[\s/>]|\Z))")
_OTHER_SIGNS: tuple[tuple[bytes, str], ...] = (
    (_OLD_OFFICE, "an Office file of the old kind, or one with a password"),
    *((sign, "text in the encoding UTF-16") for sign in _UTF_16),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """What of a file's content is looked at: its size in bytes, and how it begins.

    ``head`` has the first ``wanted(path)`` bytes, ``package`` what a ZIP file is.
    """

    size: int
    head: bytes
    package: Package = NOT_PACKED


def ending_of(path: str) -> str:
    """Return the ending of a file's name in small letters, without the dot; nothing where there is none."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""


def wanted(path: str) -> int:
    """Return how many bytes of a file's beginning have to be read to know whether it is what it says."""
    ending = ending_of(path)
    if ending in _CHECKED_WHOLE:
        return MOST_TEXT
    if ending in PHOTOS:
        return pictures.MOST_BYTES + 1
    return _MOST_SILENCE if ending == "mp3" else HEAD


def measure(path: str, sample: Sample) -> Measure | str:
    """Return how large the picture of a file is, whose content fits its name, or why it cannot be published."""
    return pictures.measure(sample.head, ending_of(path))


def is_packed(head: bytes) -> bool:
    """Whether a file that begins so is a ZIP file, and has to be looked into."""
    return head.startswith(_ZIP)


def fault(path: str, sample: Sample) -> str:
    """Return why the content of a file must not be published under its name, or nothing.

    Of a type that is never published nothing is said. An empty file has nothing that could be wrong, unless it
    should be a picture.
    """
    ending = ending_of(path)
    if ending not in MEDIA_TYPES or (sample.size == 0 and ending not in PICTURES):
        return ""
    if ending == "svg":
        return _svg_fault(sample)
    if is_packed(sample.head) and (reason := _package_fault(ending, sample.package)):
        return reason
    return "" if _FITS[ending](sample) else _is_not(ending, sample)


def _package_fault(ending: str, package: Package) -> str:
    """Return why a ZIP file must not be published; what one has that is no document is not looked at."""
    if ending == "zip":
        return package.fault if package.fault == DAMAGED else ""
    return package.fault if ending in _OFFICE and package.kind in {"", ending} else ""


def _is_not(ending: str, sample: Sample) -> str:
    """Say that a content is not what the ending says, what it is, and the way out."""
    named = _named(ending)
    found = next((kind for kind, fits in _FITS.items() if kind not in _PLAIN and fits(sample)), "")
    if found:
        return f"its content is {_named(found)}, not {named}; save it as {named}, or give it the ending .{found}"
    way_out = f"save it as {named}"
    if sample.head.startswith(_UTF_16) and ending in _CHECKED_WHOLE:
        way_out = "save it with the encoding UTF-8"
    elif sample.head.startswith(_OLD_OFFICE):
        way_out += " without a password"
    elif ending == "vtt" and _is_text(sample):
        way_out = "its first line must start with WEBVTT; delete what comes before it, or write it there"
    return f"its content is {_description(sample)}, not {named}; {way_out}"


def _svg_fault(sample: Sample) -> str:
    if sample.size > MOST_TEXT:
        return "a drawing (SVG) can have 1 MB at most; make it simpler, or save it as a PNG file"
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
        return f"a picture in the format {_STILL_PICTURES[_brand(sample)]}"
    signs = (kind for sign, kind in _OTHER_SIGNS if sample.head.startswith(sign))
    return next(signs, "plain text" if _is_text(sample) else "something else")


def _is_web_page(sample: Sample) -> bool:
    start = sample.head.removeprefix(_BOM).lstrip().lower()
    return bool(_WEB_PAGE.match(start)) or (start.startswith(b"<") and b"<svg" in start[:HEAD])


def _is_text(sample: Sample) -> bool:
    return b"\0" not in sample.head and not _is_web_page(sample) and not _is_binary(sample)


def _is_binary(sample: Sample) -> bool:
    """Whether this is another type for certain; a text may well begin with ID3 or ÿû, or speak of %PDF-."""
    others = _FITS.keys() - _CHECKED_WHOLE - {"mp3", "pdf"}
    return sample.head.startswith(b"%PDF-") or any(_FITS[ending](sample) for ending in others)


def _is_office(ending: str) -> Callable[[Sample], bool]:
    return lambda sample: is_packed(sample.head) and sample.package.kind == ending


def _starts(*signs: bytes) -> Callable[[Sample], bool]:
    return lambda sample: sample.head.startswith(signs)


def _brand(sample: Sample) -> bytes:
    """Return the brand of a file in the ISO base media format (ISO 14496-12, section 4.3), or nothing."""
    return sample.head[8:12] if sample.head[4:8] == b"ftyp" else b""


def _is_mp4(sample: Sample) -> bool:
    """Whether the file begins with a box of a film; cameras and old programs write the brand later or not at all."""
    if sample.head[4:8] == b"ftyp":
        return _brand(sample) not in {b"", *_STILL_PICTURES}
    size = int.from_bytes(sample.head[:4])
    return sample.head[4:8] in _BOXES and (size in _SIZE_ELSEWHERE or _SMALLEST_BOX <= size <= sample.size)


def _is_mp3(sample: Sample) -> bool:
    """Whether the file begins with a tag (ID3, or APE with its version), or with a frame of sound after empty bytes."""
    if sample.head.startswith(b"ID3") or (sample.head.startswith(b"APETAGEX") and sample.head[8:10] in _APE_VERSIONS):
        return True
    frame = sample.head.lstrip(b"\0")[:3]
    rates = int.from_bytes(frame[2:])  # four bits for the bit rate, two for the sampling rate
    return frame.startswith(_MP3_FRAMES) and rates < _NO_BIT_RATE and rates & _NO_RATE != _NO_RATE


_FITS: dict[str, Callable[[Sample], bool]] = {
    "png": _starts(b"\x89PNG\r\n\x1a\n"),
    "jpg": _starts(b"\xff\xd8\xff"),
    "jpeg": _starts(b"\xff\xd8\xff"),
    "gif": _starts(b"GIF87a", b"GIF89a"),
    "webp": lambda sample: sample.head.startswith(b"RIFF") and sample.head[8:12] == b"WEBP",
    "pdf": lambda sample: b"%PDF-" in sample.head[:_PDF_WITHIN],
    **{ending: _is_office(ending) for ending in _OFFICE},
    "zip": lambda sample: is_packed(sample.head),
    "mp3": _is_mp3,
    "mp4": _is_mp4,
    "vtt": lambda sample: bool(_VTT.match(sample.head)),
    "csv": _is_text,
    "txt": _is_text,
}
"""What the content of each type looks like."""
