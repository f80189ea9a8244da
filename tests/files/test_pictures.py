"""The published forms of a picture: sizes, formats, colours, and nothing that a camera writes."""

from __future__ import annotations

import pickle
import struct
import zlib
from typing import TYPE_CHECKING, Literal

import pytest
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageSequence, ImageStat

from site_builder.content.picture_files import PictureError
from site_builder.content.pictures import Measure, measure, variants
from site_builder.files.pictures import make
from tests.pictures import SECRET, exif, gradient, opened, photo, saved

if TYPE_CHECKING:
    from collections.abc import Callable

    from site_builder.content.pictures import Variant

FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP"}


def forms(data: bytes, ending: str) -> dict[str, bytes]:
    """Return every form of a picture by what follows its name."""
    return {variant.suffix: make(data, ending, variant) for variant in _variants(data, ending)}


def _variants(data: bytes, ending: str) -> tuple[Variant, ...]:
    found = measure(data, ending)
    assert isinstance(found, Measure), found
    return variants(found, ending)


def like(one: Image.Image, other: Image.Image) -> float:
    """Return by how much two pictures differ at most, both cut into 24 squares across on a dark ground: 0 to 255."""
    squares = (24, round(24 * other.height / other.width))
    on_dark = [
        Image.alpha_composite(Image.new("RGBA", image.size, "#202030"), image.convert("RGBA")) for image in (one, other)
    ]
    small = [image.resize(squares, Image.Resampling.BOX) for image in on_dark]
    return max(high for _, high in ImageStat.Stat(ImageChops.difference(*small)).extrema)


def chart(width: int = 1700, height: int = 200, ground: str = "#ffffff") -> Image.Image:
    image = Image.new("RGBA", (width, height), ground)
    draw = ImageDraw.Draw(image)
    for n, colour in enumerate(("#003078", "#d4351c", "#00703c", "#f47738")):
        draw.rectangle((n * width // 5, height // (n + 2), n * width // 5 + width // 7, height), fill=colour)
        draw.line((0, n * 20, width, height - n * 90), fill=colour, width=3)
    return image


# Each is made when a test asks for it: to find the tests, every process of a run reads this module.
BIG: dict[str, Callable[[], bytes]] = {
    "jpg": lambda: saved(photo(1700, 200), "JPEG", exif=exif(), comment=SECRET),
    "jpeg": lambda: saved(photo(1700, 200), "JPEG", progressive=True),
    "png": lambda: saved(chart(), "PNG", exif=exif()),
    "gif": lambda: saved(chart().convert("RGB").quantize(32), "GIF", comment=SECRET),
    "webp": lambda: saved(photo(1700, 200), "WEBP", exif=exif(), xmp=SECRET),
}
MODES: dict[str, Callable[[], bytes]] = {
    "grey": lambda: saved(gradient(1700, 200, "L"), "PNG"),
    "one bit": lambda: saved(chart().convert("1"), "PNG"),
    "grey and clear": lambda: saved(chart(ground="#00000000").convert("LA"), "PNG"),
    "clear": lambda: saved(chart(ground="#00000000"), "PNG"),
    "solid": lambda: saved(chart().convert("RGBA"), "PNG"),
    "palette": lambda: saved(chart().convert("RGB").quantize(32), "PNG"),
    "clear palette": lambda: saved(chart(ground="#00000000").quantize(32, Image.Quantize.FASTOCTREE), "PNG"),
    "one clear colour": lambda: saved(chart().convert("RGB"), "PNG", transparency=(255, 255, 255)),
    "one clear grey": lambda: saved(chart().convert("L"), "PNG", transparency=255),
    "deep": lambda: saved(gradient(1700, 200, "L").convert("I").point(lambda v: v * 256).convert("I;16"), "PNG"),
}


@pytest.mark.uncounted
@pytest.mark.parametrize("ending", BIG)
def test_each_form_has_its_size_and_format_and_shows_the_picture(ending: str) -> None:
    picture = BIG[ending]()
    original = opened(picture)
    for variant in _variants(picture, ending):
        data = make(picture, ending, variant)
        made = opened(data)
        assert (made.format, made.size) == (FORMATS[variant.ending], (variant.width, variant.height))
        assert like(made, original) < 8
        assert SECRET not in data
        assert b"Exif" not in data
        assert measure(data, variant.ending) == Measure(variant.width, variant.height)
        assert make(picture, ending, variant) == data


@pytest.mark.parametrize("name", MODES)
def test_each_kind_of_png_keeps_its_colours_and_what_is_clear(name: str) -> None:
    picture = MODES[name]()
    original = opened(picture)
    expected = original if name != "deep" else gradient(1700, 200, "L")
    has_clear = "clear" in name
    for suffix, data in forms(picture, "png").items():
        made = opened(data)
        assert like(made, expected) < 15, suffix
        assert made.has_transparency_data == has_clear
        if has_clear:
            assert made.convert("RGBA").getchannel("A").getextrema() == (0, 255)
        assert (made.mode == "P") == ("palette" in name and not suffix.endswith("webp"))


def test_a_chart_keeps_its_colours_exactly_in_webp() -> None:
    data = saved(chart(1000, 200), "PNG")
    made = forms(data, "png")
    assert made[""] == data
    assert opened(made[".1000.webp"]).convert("RGB").tobytes() == opened(data).convert("RGB").tobytes()
    assert len(made[".1000.webp"]) < len(data)


@pytest.mark.uncounted
@pytest.mark.parametrize("size", [(320, 200), (900, 200)], ids=["few colours", "more colours than a drawing has"])
def test_a_photo_that_was_saved_as_png_is_packed_as_photos_are(size: tuple[int, int]) -> None:
    data = saved(photo(*size), "PNG")
    assert len(forms(data, "png")[f".{size[0]}.webp"]) < len(data) / 3


def test_a_drawing_that_was_saved_as_webp_without_loss_stays_exact() -> None:
    data = saved(chart(900, 200), "WEBP", lossless=True)
    made = forms(data, "webp")
    assert made[""] == data
    assert len(made[".800.webp"]) < len(saved(chart(800, 178), "WEBP", quality=80))


# ---- Turning, colours


@pytest.mark.uncounted
@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
def test_a_picture_is_turned_as_the_camera_was_held(orientation: int, ending: str) -> None:
    upright = gradient(300, 200)
    stored = {
        1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
    }[orientation]  # fmt: skip
    lying = upright if stored is None else upright.transpose(stored)
    data = saved(lying, FORMATS[ending], exif=exif(orientation))
    for made in map(opened, forms(data, ending).values()):
        assert made.size == (300, 200)
        assert like(made, upright) < 8


def test_cmyk_becomes_what_screens_show() -> None:
    picture = gradient(300, 200)
    for made in map(opened, forms(saved(picture.convert("CMYK"), "JPEG"), "jpg").values()):
        assert made.mode == "RGB"
        assert like(made, picture) < 8


def profile(name: Literal["LAB", "XYZ", "sRGB"]) -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()


def swapped_primaries() -> bytes:
    """Return a profile in which red is green: what it does is seen."""
    data = bytearray(
        profile("sRGB").replace(b"sRGB", b"mine").replace("sRGB".encode("utf-16-be"), "mine".encode("utf-16-be"))
    )
    tags = {data[132 + 12 * n : 136 + 12 * n].decode(): 132 + 12 * n for n in range(int.from_bytes(data[128:132]))}
    red, green = tags["rXYZ"], tags["gXYZ"]
    data[red + 4 : red + 12], data[green + 4 : green + 12] = data[green + 4 : green + 12], data[red + 4 : red + 12]
    return bytes(data)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_of_another_profile_become_those_of_every_screen(mode: str) -> None:
    red = Image.new(mode, (50, 50), (255, 0, 0, 255) if mode == "RGBA" else (255, 0, 0))
    if mode == "RGBA":
        red.putpixel((0, 0), (255, 0, 0, 0))
    made = opened(forms(saved(red, "PNG", icc_profile=swapped_primaries()), "png")[""])
    assert made.mode == mode
    assert made.getpixel((25, 25)) == ((0, 255, 0, 255) if mode == "RGBA" else (0, 255, 0))
    assert "icc_profile" not in made.info


@pytest.mark.parametrize(
    "told", [profile("sRGB"), b"nonsense", profile("LAB"), profile("XYZ")], ids=["srgb", "nonsense", "lab", "xyz"]
)
def test_a_profile_that_says_nothing_new_or_cannot_be_used_changes_nothing(told: bytes) -> None:
    for ending in ("png", "jpg", "webp"):
        data = saved(gradient(90, 60), FORMATS[ending], icc_profile=told)
        made = opened(forms(data, ending)[""])
        assert like(made, gradient(90, 60)) < 12
        assert "icc_profile" not in made.info


# ---- What is small and clean stays as it is


def test_a_photo_is_packed_again_only_when_that_makes_it_much_smaller() -> None:
    tight, loose = (saved(photo(900, 300), "JPEG", quality=quality, exif=exif()) for quality in (60, 97))
    made = forms(tight, "jpg")
    assert opened(made[""]).tobytes() == opened(tight).tobytes()
    assert len(made[""]) < len(tight)
    assert len(made[".900.webp"]) <= len(made[""])
    assert len(forms(loose, "jpg")[""]) < 0.8 * len(loose)


@pytest.mark.parametrize("ending", FORMATS)
def test_nothing_small_grows(ending: str) -> None:
    data = saved(photo(400, 300), FORMATS[ending])
    assert len(forms(data, ending)[""]) <= len(data)


@pytest.mark.parametrize("ending", ["gif", "png", "webp"])
def test_a_film_stays_one_without_what_it_says(ending: str) -> None:
    frames = [chart(1800, 90).convert("RGB"), chart(1800, 90).convert("RGB").rotate(180)]
    places: dict[str, dict[str, object]] = {
        "gif": {"comment": SECRET},
        "webp": {"xmp": SECRET},
        "png": {"exif": exif()},
    }
    data = saved(frames[0], FORMATS[ending], save_all=True, append_images=frames[1:], **places[ending])
    made = forms(data, ending)
    assert list(made) == [""]
    assert len(list(ImageSequence.Iterator(opened(made[""])))) == 2
    assert SECRET not in made[""]


# ---- What cannot be read


def png(body: bytes, *, width: int = 1000, height: int = 1000) -> bytes:
    parts = (b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0), b"IDAT" + body, b"IEND")
    chunks = (struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in parts)
    return b"".join([b"\x89PNG\r\n\x1a\n", *chunks])


BROKEN = {
    "a frame that is larger than its screen": ("gif", b"GIF89a\1\0\1\0" + saved(gradient(9, 9, "L"), "GIF")[10:]),
    "pixels that are none": ("png", png(b"no zlib")),
    "too few pixels": ("png", png(zlib.compress(bytes(50)))),
    "a frame that is larger than its canvas": (
        "webp",
        saved(gradient(200, 100), "WEBP", exif=exif()).replace(
            b"VP8X\x0a\0\0\0\x08\0\0\0\xc7", b"VP8X\x0a\0\0\0\x08\0\0\0\x27"
        ),
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_pixels_that_cannot_be_read_are_reported(name: str) -> None:
    ending, data = BROKEN[name]
    variant = _variants(data, ending)[-1]
    with pytest.raises(
        PictureError, match="its pixels cannot be read; open it with a program for pictures and save it again"
    ):
        make(data, ending, variant)


@pytest.mark.uncounted
@pytest.mark.parametrize("ending", FORMATS)
def test_damage_within_the_pixels_leads_to_a_picture_or_to_words(ending: str) -> None:
    data = saved(gradient(120, 90), FORMATS[ending])
    for at in range(12, len(data), max(1, len(data) // 60)):
        damaged = data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]
        found = measure(damaged, ending)
        for variant in variants(found, ending) if isinstance(found, Measure) else ():
            try:
                made = make(damaged, ending, variant)
            except PictureError:
                continue
            assert opened(made).size == (variant.width, variant.height)


def test_a_small_file_of_very_many_pixels_is_refused_before_it_is_unpacked() -> None:
    data = png(zlib.compress(bytes(1000)), width=60_000, height=60_000)
    with pytest.raises(PictureError, match="it has 60,000 by 60,000 pixels"):
        make(data, "png", variants(Measure(100, 100), "png")[0])


def test_what_makes_a_picture_can_be_sent_to_another_process() -> None:
    work = (make, BIG["png"](), "png", variants(Measure(1700, 200), "png")[1])
    sent, *given = pickle.loads(pickle.dumps(work))  # noqa: S301 - our own
    assert sent(*given) == make(*work[1:])
