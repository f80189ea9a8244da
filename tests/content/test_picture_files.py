"""Picture files taken apart: whether they are whole, what is kept of them, how they have to be turned."""

from __future__ import annotations

import struct
import zlib
from itertools import product
from typing import TYPE_CHECKING

import pytest
from PIL import ImageCms, PngImagePlugin

from site_builder.content.picture_files import Anatomy, PictureError, dissect, orientation_of
from tests.pictures import SECRET, exif, gradient, opened, photo, saved

if TYPE_CHECKING:
    from PIL import Image

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
ENDS_EARLY = "its content ends too early, perhaps because only part of it was copied; copy or save it again"
DAMAGED = "its content is damaged; open it with a program for pictures and save it again"
OTHER_JPEG = "it is a kind of JPG file that browsers do not show; open it with a program for pictures and save it again"
NO_SIZE = "it is a picture without width or height; save it again"

SMALL = gradient(60, 40)
FRAMES: list[Image.Image] = [SMALL.quantize(16), SMALL.rotate(180).quantize(16)]


def png_text() -> PngImagePlugin.PngInfo:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", SECRET.decode())
    told.add_itxt("XML:com.adobe.xmp", SECRET.decode(), zip=False)
    return told


def film(format_: str, **options: object) -> bytes:
    return saved(FRAMES[0], format_, save_all=True, append_images=FRAMES[1:], duration=100, loop=3, **options)


GOOD = {
    "jpg": saved(photo(120, 80), "JPEG", exif=exif(), comment=SECRET, icc_profile=SRGB),
    "jpg-progressive": saved(photo(120, 80), "JPEG", progressive=True, exif=exif(6)),
    "jpg-grey": saved(SMALL.convert("L"), "JPEG"),
    "jpg-cmyk": saved(SMALL.convert("CMYK"), "JPEG"),
    "jpeg-with-more-behind": saved(SMALL, "JPEG") + SECRET,
    "png": saved(SMALL, "PNG", exif=exif(), pnginfo=png_text(), icc_profile=SRGB, dpi=(300, 300)),
    "png-palette": saved(FRAMES[0], "PNG", transparency=3),
    "png-one-bit": saved(SMALL.convert("1"), "PNG"),
    "png-grey-and-clear": saved(SMALL.convert("LA"), "PNG"),
    "png-clear": saved(SMALL.convert("RGBA"), "PNG") + SECRET,
    "png-deep": saved(SMALL.convert("L").convert("I").point(lambda v: v * 256).convert("I;16"), "PNG"),
    "png-film": film("PNG", pnginfo=png_text()),
    "gif": saved(FRAMES[0], "GIF", comment=SECRET),
    "gif-film": film("GIF", comment=SECRET),
    "webp": saved(photo(120, 80), "WEBP", exif=exif(), xmp=SECRET, icc_profile=SRGB),
    "webp-exact": saved(SMALL.convert("RGBA"), "WEBP", lossless=True) + SECRET,
    "webp-clear": saved(SMALL.convert("LA").convert("RGBA"), "WEBP", xmp=SECRET),
    "webp-film": film("WEBP", exif=exif(), xmp=SECRET),
}


def ending(name: str) -> str:
    return name.partition("-")[0]


@pytest.mark.parametrize("name", GOOD)
def test_a_clean_file_shows_the_same_picture_and_says_nothing_else(name: str) -> None:
    anatomy = dissect(GOOD[name], ending(name))
    before, after = opened(GOOD[name]), opened(anatomy.clean)
    assert (anatomy.width, anatomy.height) == before.size == after.size
    assert anatomy.is_animated == name.endswith("film") == (getattr(after, "n_frames", 1) == 2)
    assert anatomy.is_deep == name.endswith("deep")
    assert after.mode == before.mode
    assert after.tobytes() == before.tobytes()
    assert SECRET not in anatomy.clean
    assert not {"exif", "xmp", "comment", "icc_profile", "Comment", "dpi"} & after.info.keys() - (
        {"dpi"} if "jp" in name else set()
    )
    assert dict(after.getexif()) == {}
    assert dissect(anatomy.clean, ending(name)).clean == anatomy.clean


@pytest.mark.parametrize("name", [name for name in GOOD if name.endswith("film")])
def test_a_film_stays_one(name: str) -> None:
    before, after = opened(GOOD[name]), opened(dissect(GOOD[name], ending(name)).clean)
    for image in (before, after):
        image.seek(1)
    assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()
    assert after.info["duration"] == before.info["duration"] == 100
    assert after.info["loop"] == before.info["loop"] == 3


@pytest.mark.parametrize(
    "name", [name for name in GOOD if "behind" not in name and name not in {"png-clear", "webp-exact"}]
)
def test_a_file_that_ends_early_is_reported_wherever_it_ends(name: str) -> None:
    data = GOOD[name]
    whole = len(data) - (1 if name.startswith("gif") else 0)  # browsers do not miss a GIF's last byte
    for end in {*range(12, min(whole, 400)), whole // 2, *range(max(12, whole - 40), whole)}:
        with pytest.raises(PictureError):
            dissect(data[:end], ending(name))
    for end in (whole // 2, whole - 3):
        with pytest.raises(PictureError, match=ENDS_EARLY):
            dissect(data[:end], ending(name))


@pytest.mark.parametrize("name", ["jpg", "png", "webp"])
def test_colours_and_turning_are_read(name: str) -> None:
    turned = saved(SMALL, {"jpg": "JPEG"}.get(name, name), exif=exif(8), icc_profile=SRGB)
    anatomy = dissect(turned, name)
    assert anatomy.orientation == 8
    assert anatomy.profile == SRGB
    assert anatomy.is_exact == (name == "png")


def test_a_profile_in_several_parts_is_put_together() -> None:
    long = SRGB + bytes(range(256)) * 600
    anatomy = dissect(saved(SMALL, "JPEG", icc_profile=long), "jpg")
    assert anatomy.profile == long


# ---- What is wrong


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(*chunks: bytes) -> bytes:
    return b"".join([b"\x89PNG\r\n\x1a\n", *chunks])


def header(width: int = 1, height: int = 1, *rest: int) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, *(rest or (8, 2, 0, 0, 0))))


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for name, data in chunks)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    return b"\xff\xd8" + b"".join(
        bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body for marker, body in segments
    )


POINTS, END = chunk(b"IDAT", zlib.compress(b"\0\0\0\0")), chunk(b"IEND", b"")
FRAME = (0xC0, struct.pack(">BHHB", 8, 1, 1, 3) + bytes(9))
SCAN = (0xDA, bytes(10))
WRONG = {
    "nothing": ("png", b"", ENDS_EARLY),
    "a PNG without its head": ("png", png(POINTS, END), DAMAGED),
    "a PNG for an iPhone": ("png", png(chunk(b"CgBI", b"\0\0\0\0"), header(), POINTS, END), DAMAGED),
    "a PNG with two heads": ("png", png(header(), header(2, 2), POINTS, END), DAMAGED),
    "a PNG without pixels": ("png", png(header(), END), DAMAGED),
    "a PNG of an unknown kind": ("png", png(header(1, 1, 8, 5, 0, 0, 0), POINTS, END), DAMAGED),
    "a PNG of a wrong depth": ("png", png(header(1, 1, 4, 2, 0, 0, 0), POINTS, END), DAMAGED),
    "a PNG packed in another way": ("png", png(header(1, 1, 8, 2, 1, 0, 0), POINTS, END), DAMAGED),
    "a PNG filtered in another way": ("png", png(header(1, 1, 8, 2, 0, 1, 0), POINTS, END), DAMAGED),
    "a PNG interlaced in another way": ("png", png(header(1, 1, 8, 2, 0, 0, 2), POINTS, END), DAMAGED),
    "a PNG without its palette": ("png", png(header(1, 1, 8, 3, 0, 0, 0), POINTS, END), DAMAGED),
    "a PNG with a short head": ("png", png(chunk(b"IHDR", b"\0\0\0\1"), POINTS, END), ENDS_EARLY),
    "a PNG whose sum is wrong": ("png", png(header(), POINTS[:-1] + b"!", END), DAMAGED),
    "a PNG of no width": ("png", png(header(0, 5), POINTS, END), NO_SIZE),
    "a JPEG of no height": ("jpg", jpeg((0xC0, struct.pack(">BHHB", 8, 0, 5, 3) + bytes(9)), SCAN) + b"\xff\xd9", NO_SIZE),
    "a JPEG without loss": ("jpg", jpeg((0xC3, FRAME[1]), SCAN) + b"\xff\xd9", OTHER_JPEG),
    "a JPEG with arithmetic codes": ("jpg", jpeg((0xC9, FRAME[1]), SCAN) + b"\xff\xd9", OTHER_JPEG),
    "a JPEG of 12 bits": ("jpg", jpeg((0xC1, b"\x0c" + FRAME[1][1:]), SCAN) + b"\xff\xd9", OTHER_JPEG),
    "a JPEG of two colours": ("jpg", jpeg((0xC0, struct.pack(">BHHB", 8, 1, 1, 2) + bytes(6)), SCAN) + b"\xff\xd9", OTHER_JPEG),
    "a JPEG with two frames": ("jpg", jpeg(FRAME, FRAME, SCAN) + b"\xff\xd9", OTHER_JPEG),
    "a JPEG without a scan": ("jpg", jpeg(FRAME) + b"\xff\xd9", DAMAGED),
    "a JPEG without a frame": ("jpg", jpeg(SCAN) + b"\xff\xd9", DAMAGED),
    "a JPEG without an end": ("jpg", jpeg(FRAME, SCAN), ENDS_EARLY),
    "a JPEG whose profile has no number": ("jpg", jpeg((0xE2, b"ICC_PROFILE\0"), FRAME, SCAN) + b"\xff\xd9", ENDS_EARLY),
    "a GIF of no size": ("gif", b"GIF89a\0\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\1\0\0;", NO_SIZE),
    "a GIF without a frame": ("gif", b"GIF89a\1\0\1\0\0\0\0;", ENDS_EARLY),
    "a GIF with something else in it": ("gif", b"GIF89a\1\0\1\0\0\0\0?", DAMAGED),
    "a WebP of nothing": ("webp", webp(), DAMAGED),
    "a WebP without pixels": ("webp", webp((b"VP8X", bytes(10))), DAMAGED),
    "a film of no frame": ("webp", webp((b"VP8X", b"\2" + bytes(9)), (b"VP8 ", bytes(10))), DAMAGED),
    "a WebP with a wrong start": ("webp", webp((b"VP8 ", bytes(10))), DAMAGED),
    "a WebP without loss with a wrong start": ("webp", webp((b"VP8L", bytes(10))), DAMAGED),
    "a WebP with a short start": ("webp", webp((b"VP8L", b"/")), ENDS_EARLY),
    "a WebP with a part that is too long": ("webp", webp((b"VP8L", b"/" + bytes(4)), (b"EXIF", b""))[:-4] + b"\xff\0\0\0", ENDS_EARLY),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_reported_with_the_way_out(name: str) -> None:
    kind, data, message = WRONG[name]
    with pytest.raises(PictureError) as caught:
        dissect(data, kind)
    assert str(caught.value) == message


@pytest.mark.parametrize("name", GOOD)
def test_no_damage_leads_to_anything_but_an_answer(name: str) -> None:
    """Each byte in turn is another: the file is still read, or refused in words."""
    data = GOOD[name]
    for at, byte in product(range(12, min(len(data), 700)), (0, 0xFF)):
        try:
            anatomy = dissect(data[:at] + bytes([byte]) + data[at + 1 :], ending(name))
        except PictureError:
            continue
        assert isinstance(anatomy, Anatomy)


def test_what_a_file_says_badly_besides_its_picture_does_not_matter() -> None:
    broken_profile = png(header(), chunk(b"iCCP", b"name\0\0no zlib"), POINTS, END)
    assert dissect(broken_profile, "png").profile == b""
    wrong_sum = png(header(), chunk(b"tEXt", b"a\0b")[:-1] + b"!", POINTS, END)
    assert dissect(wrong_sum, "png").clean == png(header(), POINTS, END)
    between = jpeg(FRAME) + b"noise" + jpeg(SCAN)[2:] + b"\xff\x01\xff\xd8" + b"\xff\xd9"
    assert (dissect(between, "jpg").width, dissect(between, "jpg").orientation) == (1, 1)
    odd = jpeg((0xE0, b"JFXX\0" + SECRET), (0xEE, b"other"), FRAME, SCAN) + b"\xff\xd9"
    assert SECRET not in dissect(odd, "jpg").clean


def test_a_profile_that_grows_without_end_is_cut() -> None:
    bomb = chunk(b"iCCP", b"name\0\0" + zlib.compress(bytes(50_000_000)))
    assert len(dissect(png(header(), bomb, POINTS, END), "png").profile) == 4 * 1024 * 1024


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    ("kind", "number", "value", "expected"),
    [(3, 1, 6, 6), (3, 1, 1, 1), (3, 1, 8, 8), (3, 1, 9, 1), (3, 1, 0, 1), (4, 1, 6, 1), (3, 2, 6, 1)],
)
def test_exif_says_how_to_turn(order: str, kind: int, number: int, value: int, expected: int) -> None:
    start = b"II*\0" if order == "<" else b"MM\0*"
    other = struct.pack(f"{order}HHIHH", 0x010F, 2, 1, 0, 0)
    entry = struct.pack(f"{order}HHIHH", 0x0112, kind, number, value, 0)
    whole = start + struct.pack(f"{order}IH", 8, 2) + other + entry
    assert orientation_of(whole) == expected
    assert {orientation_of(whole[:end]) for end in range(len(whole) - 4)} == {1}
    assert orientation_of(start + struct.pack(f"{order}IH", 8, 1) + other) == 1
