"""How the four kinds of picture files are put together: what of a file is its picture, and what else it contains.

Nothing is decoded here. A file is followed from part to part to its end, which shows whether it is whole; the parts
that a browser needs are the *clean* file, without a camera's notes, comments, previews and whatever hangs on behind.
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_PROFILE = 4 * 1024 * 1024
"""A colour profile may have so many bytes; one for a printing press has about half a million."""

_ENDS_EARLY = "its content ends too early, perhaps because only part of it was copied; copy or save it again"
_DAMAGED = "its content is damaged; open it with a program for pictures and save it again"
_OTHER_JPEG = (
    "it is a kind of JPG file that browsers do not show; open it with a program for pictures and save it again"
)


class PictureError(Exception):
    """A picture that cannot be published; the message says why, and the way out."""


@dataclass(frozen=True, slots=True)
class Anatomy:
    """A picture file taken apart.

    ``width`` and ``height`` are those of the stored pixels, ``orientation`` how they have to be turned to be seen
    (EXIF, tag 0x0112). ``profile`` says what its colours are (ICC). ``is_deep`` are colours of more than 8 bits,
    ``is_exact`` those that were stored without loss, as charts and drawings are.
    ``parts`` are the pieces of the clean file.
    """

    width: int
    height: int
    parts: tuple[bytes, ...]
    orientation: int = 1
    profile: bytes = b""
    is_animated: bool = False
    is_deep: bool = False
    is_exact: bool = False

    @property
    def clean(self) -> bytes:
        """The file without what is no picture."""
        return b"".join(self.parts)


def dissect(data: bytes, ending: str) -> Anatomy:
    """Take a picture file apart; its content must begin as its ending says. Raises PictureError."""
    try:
        anatomy = _READERS[ending](data)
    except (struct.error, IndexError):
        raise PictureError(_ENDS_EARLY) from None
    if not (anatomy.width and anatomy.height):
        raise PictureError("it is a picture without width or height; save it again")
    return anatomy


def orientation_of(exif: bytes) -> int:
    """Return how EXIF says that a picture has to be turned: 1 to 8, and 1 where it says nothing that can be read."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4], "")
    try:
        (start,) = struct.unpack_from(f"{order}I", exif, 4) if order else (0,)
        (count,) = struct.unpack_from(f"{order}H", exif, start) if order else (0,)
        for n in range(count):
            tag, kind, number, value = struct.unpack_from(f"{order}HHIH", exif, start + 2 + 12 * n)
            if (tag, kind, number) == (0x0112, 3, 1):
                return value if 1 <= value <= 8 else 1  # noqa: PLR2004 - the eight ways to turn a picture
    except struct.error:
        return 1
    return 1


# ---- JPEG (ITU-T T.81, annex B; T.871 for APP0; T.872 for APP14)

_MARKER = re.compile(rb"\xff([\x01-\xcf\xd8-\xfe])")  # 0 and the restarts belong to the pixels
_SOI, _EOI, _SOS, _TEM = 0xD8, 0xD9, 0xDA, 0x01
_APP0, _APP1, _APP2, _APP14 = 0xE0, 0xE1, 0xE2, 0xEE
_TABLES = frozenset({0xC4, 0xDB, 0xDD})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SHOWN_FRAMES = frozenset({0xC0, 0xC1, 0xC2})  # baseline, extended and progressive, of Huffman's codes
_JFIF = b"\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
_ADOBE = 12
_EXIF, _ICC = b"Exif\0\0", b"ICC_PROFILE\0"


def _jpeg(data: bytes) -> Anatomy:
    frame: tuple[int, int] | None = None
    parts, profile, exif, has_pixels = [data[:2]], {}, b"", False
    for marker, segment in _segments(data):
        body = segment[4:]
        if marker in _FRAMES:
            depth, height, width, components = struct.unpack_from(">BHHB", body)
            if frame or marker not in _SHOWN_FRAMES or depth != 8 or components not in {1, 3, 4}:  # noqa: PLR2004 - bits
                raise PictureError(_OTHER_JPEG)
            frame = width, height
        elif marker == _APP1 and body.startswith(_EXIF):
            exif = exif or body[len(_EXIF) :]
        elif marker == _APP2 and body.startswith(_ICC):
            profile[body[len(_ICC)]] = body[len(_ICC) + 2 :]
        has_pixels |= marker == _SOS
        parts += _of_jpeg(marker, segment)
    if frame is None or not has_pixels:
        raise PictureError(_DAMAGED)
    whole_profile = b"".join(profile[n] for n in sorted(profile))
    return Anatomy(*frame, tuple(parts), orientation_of(exif), whole_profile[:MOST_PROFILE])


def _of_jpeg(marker: int, segment: bytes) -> list[bytes]:
    """Return what of a segment is kept. JFIF's and Adobe's say how colours are stored, and nothing else here."""
    if marker in _TABLES or marker in _FRAMES or marker in {_SOS, _EOI}:
        return [segment]
    if marker == _APP0 and segment[4:].startswith(b"JFIF\0"):
        return [_JFIF]
    if marker == _APP14 and segment[4:].startswith(b"Adobe") and len(segment) >= 4 + _ADOBE:
        return [b"\xff\xee\0\x0e", segment[4 : 4 + _ADOBE]]
    return []


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the segments of a JPEG with their markers, to its end; that of a scan has its pixels with it."""
    at = 2
    while True:
        match = _MARKER.search(data, at)
        if match is None:
            raise PictureError(_ENDS_EARLY)
        marker, start = match[1][0], match.start()
        if marker == _EOI:
            yield marker, data[start : start + 2]
            return
        if marker in {_SOI, _TEM}:
            at = match.end()
            continue
        (length,) = struct.unpack_from(">H", data, start + 2)
        at = start + 2 + length
        if at > len(data):
            raise PictureError(_ENDS_EARLY)
        if marker == _SOS:
            following = _MARKER.search(data, at)
            at = following.start() if following else len(data)
        yield marker, data[start:at]


# ---- PNG (https://www.w3.org/TR/png-3/)

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset({b"IHDR", b"PLTE", b"tRNS", b"sRGB", b"acTL", b"fcTL", b"fdAT", b"IDAT", b"IEND"})
_DEPTHS = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
_INDEXED = 3


def _png(data: bytes) -> Anatomy:
    chunks: dict[bytes, bytes] = {}
    parts = [_PNG]
    for name, body, chunk in _chunks(data):
        if name in _PNG_KEPT:
            parts.append(chunk)
            is_again = name in {b"IHDR", b"PLTE"} and name in chunks
            if is_again or (not chunks and name != b"IHDR") or zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:]):
                raise PictureError(_DAMAGED)
        chunks.setdefault(name, body)
    width, height, depth, colours, packing, filters, interlace = struct.unpack_from(">IIBBBBB", chunks[b"IHDR"])
    is_known = depth in _DEPTHS.get(colours, ()) and not packing and not filters and interlace in {0, 1}
    if not is_known or b"IDAT" not in chunks or (colours == _INDEXED and b"PLTE" not in chunks):
        raise PictureError(_DAMAGED)
    frames = int.from_bytes(chunks.get(b"acTL", b"")[:4])
    return Anatomy(
        width,
        height,
        tuple(parts),
        orientation_of(chunks.get(b"eXIf", b"")),
        _unpacked_profile(chunks.get(b"iCCP", b"")),
        is_animated=frames > 1,
        is_deep=depth > 8,  # noqa: PLR2004 - bits
        is_exact=True,
    )


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield name, content and whole of each chunk of a PNG, to its end."""
    at, name = len(_PNG), b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise PictureError(_ENDS_EARLY)
        if not at > len(_PNG) and name != b"IHDR":
            raise PictureError(_DAMAGED)
        yield name, data[at + 8 : end - 4], data[at:end]
        at = end


def _unpacked_profile(body: bytes) -> bytes:
    _name, _, packed = body.partition(b"\0")
    try:
        return zlib.decompressobj().decompress(packed[1:], MOST_PROFILE)
    except zlib.error:
        return b""


# ---- GIF (https://www.w3.org/Graphics/GIF/spec-gif89a.txt)

_EXTENSION, _FRAME, _TRAILER = 0x21, 0x2C, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF
_LOOPS = (b"\x0bNETSCAPE2.0", b"\x0bANIMEXTS1.0")


def _gif(data: bytes) -> Anatomy:
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    at = 13 + _table(flags)
    parts, frames = [data[:at]], 0
    while at < len(data) and data[at] != _TRAILER:
        start, kind = at, data[at]
        if kind == _EXTENSION:
            at = _end_of_blocks(data, start + 2)
        elif kind == _FRAME:
            at = _end_of_blocks(data, start + 11 + _table(data[start + 9]))
            frames += 1
        else:
            raise PictureError(_DAMAGED)
        if _is_seen(data[start:at]):
            parts.append(data[start:at])
    if not frames:
        raise PictureError(_ENDS_EARLY)
    return Anatomy(width, height, (*parts, bytes([_TRAILER])), is_animated=frames > 1, is_exact=True)


def _is_seen(block: bytes) -> bool:
    """Whether a block is a frame, its delay, or how often all of them are shown; a comment is none."""
    is_loop = block[1] == _APPLICATION and block[2:14] in _LOOPS
    return block[0] == _FRAME or block[1] == _CONTROL or is_loop


def _table(flags: int) -> int:
    """Return the size in bytes of a table of colours."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _end_of_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += 1 + data[at]
    return at + 1


# ---- WebP (RFC 9649)

_WEBP_KEPT = frozenset({b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"})
_POINTS = frozenset({b"VP8 ", b"VP8L"})
_IN_A_FRAME = _POINTS | {b"ALPH"}
_ANIMATION, _TOLD_BESIDES = 0x02, 0x20 | 0x08 | 0x04  # ICC, EXIF and XMP
_VP8_START, _VP8L_START = b"\x9d\x01\x2a", 0x2F
_FRAME_HEADER = 16


def _webp(data: bytes) -> Anatomy:
    (size,) = struct.unpack_from("<I", data, 4)
    if size + 8 > len(data):
        raise PictureError(_ENDS_EARLY)
    chunks: dict[bytes, bytes] = {}
    parts: list[bytes] = []
    for name, body in _riff(data[12 : size + 8]):
        if name in _WEBP_KEPT:
            parts += _as_riff(name, _of_webp(name, body))
        chunks.setdefault(name, body)
    canvas = chunks.get(b"VP8X", b"")
    is_animated = bool(canvas and canvas[0] & _ANIMATION)
    if not (b"ANMF" in chunks if is_animated else _POINTS & chunks.keys()):
        raise PictureError(_DAMAGED)
    whole = 4 + sum(map(len, parts))
    return Anatomy(
        *_webp_size(chunks),
        (b"RIFF", struct.pack("<I", whole), b"WEBP", *parts),
        1 if is_animated else orientation_of(chunks.get(b"EXIF", b"").removeprefix(_EXIF)),
        chunks.get(b"ICCP", b"")[:MOST_PROFILE],
        is_animated=is_animated,
        is_exact=b"VP8L" in chunks,
    )


def _webp_size(chunks: dict[bytes, bytes]) -> tuple[int, int]:
    if b"VP8X" in chunks:
        canvas = chunks[b"VP8X"]
        return int.from_bytes(canvas[4:7], "little") + 1, int.from_bytes(canvas[7:10], "little") + 1
    if b"VP8L" in chunks:
        start, bits = struct.unpack_from("<BI", chunks[b"VP8L"])
        if start != _VP8L_START:
            raise PictureError(_DAMAGED)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    start, width, height = struct.unpack_from("<3sHH", chunks[b"VP8 "], 3)
    if start != _VP8_START:
        raise PictureError(_DAMAGED)
    return width & 0x3FFF, height & 0x3FFF


def _of_webp(name: bytes, body: bytes) -> bytes:
    """Return what of a chunk is kept: of a frame its pixels, and of the canvas no word of what is left out."""
    if name == b"VP8X":
        return bytes([body[0] & ~_TOLD_BESIDES]) + body[1:10]
    if name == b"ANMF":
        inside = [part for kind, b in _riff(body[_FRAME_HEADER:]) if kind in _IN_A_FRAME for part in _as_riff(kind, b)]
        return b"".join([body[:_FRAME_HEADER], *inside])
    return body


def _as_riff(name: bytes, body: bytes) -> list[bytes]:
    return [name, struct.pack("<I", len(body)), body, b"\0" * (len(body) % 2)]


def _riff(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and content of each chunk."""
    at = 0
    while at < len(data):
        name, length = struct.unpack_from("<4sI", data, at)
        at += 8
        if at + length > len(data):
            raise PictureError(_ENDS_EARLY)
        yield name, data[at : at + length]
        at += length + length % 2


_READERS: dict[str, Callable[[bytes], Anatomy]] = {
    "png": _png,
    "jpg": _jpeg,
    "jpeg": _jpeg,
    "gif": _gif,
    "webp": _webp,
}
