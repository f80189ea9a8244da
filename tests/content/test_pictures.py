"""Pictures made for the web: what is measured, and in which forms one is published."""

from __future__ import annotations

import struct
import zlib

import pytest

from site_builder.content import pictures
from site_builder.content.pictures import Measure, Variant, measure, variants
from tests.pictures import exif, gradient, saved


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_size_is_that_in_which_a_picture_is_seen(orientation: int) -> None:
    data = saved(gradient(60, 40), "JPEG", exif=exif(orientation))
    assert measure(data, "jpg") == (Measure(60, 40) if orientation < 5 else Measure(40, 60))


def test_a_film_is_measured_as_it_is() -> None:
    frames = [gradient(60, 40), gradient(60, 40).rotate(180)]
    data = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], exif=exif(6))
    assert measure(data, "webp") == Measure(60, 40, is_animated=True)


def test_a_damaged_picture_is_reported() -> None:
    assert (
        measure(b"\xff\xd8\xff", "jpg")
        == "its content ends too early, perhaps because only part of it was copied; copy or save it again"
    )


def png_of(width: int, height: int) -> bytes:
    """Return a PNG that says it has this size, and is small."""
    parts = (b"IHDR" + struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0), b"IDAT" + zlib.compress(b""), b"IEND")
    chunks = (struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in parts)
    return b"".join([b"\x89PNG\r\n\x1a\n", *chunks])


def test_a_picture_may_have_40_megapixels() -> None:
    assert measure(png_of(8000, 5000), "png") == Measure(8000, 5000)
    assert measure(png_of(8000, 5001), "png") == (
        "it has 8,000 by 5,001 pixels, and a picture may have 40 million at most; "
        "save it smaller; 3,200 pixels wide is more than enough"
    )
    assert "100,000 by 100,000 pixels" in str(measure(png_of(100_000, 100_000), "png"))


def test_a_picture_may_have_20_megabytes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pictures.MOST_BYTES == 20_000_000
    data = png_of(2, 2)
    monkeypatch.setattr(pictures, "MOST_BYTES", len(data))
    assert measure(data, "png") == Measure(2, 2)
    monkeypatch.setattr(pictures, "MOST_BYTES", len(data) - 1)
    assert str(measure(data, "png")).endswith("MB at most; save it smaller; 3,200 pixels wide is more than enough")


@pytest.mark.parametrize(
    ("size", "ending", "expected"),
    [
        ((4000, 3000), "jpg", [("", 1600, 1200, "jpg"), (".800.jpg", 800, 600, "jpg"), (".1600.webp", 1600, 1200, "webp"), (".800.webp", 800, 600, "webp")]),
        ((1601, 1601), "jpeg", [("", 1600, 1600, "jpeg"), (".800.jpeg", 800, 800, "jpeg"), (".1600.webp", 1600, 1600, "webp"), (".800.webp", 800, 800, "webp")]),
        ((1200, 900), "png", [("", 1200, 900, "png"), (".800.png", 800, 600, "png"), (".1200.webp", 1200, 900, "webp"), (".800.webp", 800, 600, "webp")]),
        ((801, 1), "gif", [("", 801, 1, "gif"), (".800.gif", 800, 1, "gif"), (".801.webp", 801, 1, "webp"), (".800.webp", 800, 1, "webp")]),
        ((800, 600), "png", [("", 800, 600, "png"), (".800.webp", 800, 600, "webp")]),
        ((30_000, 4), "png", [("", 1600, 1, "png"), (".800.png", 800, 1, "png"), (".1600.webp", 1600, 1, "webp"), (".800.webp", 800, 1, "webp")]),
        ((2000, 1000), "webp", [("", 1600, 800, "webp"), (".800.webp", 800, 400, "webp")]),
        ((5, 5), "webp", [("", 5, 5, "webp")]),
        ((900, 16_383), "png", [("", 900, 16_383, "png"), (".800.png", 800, 14_563, "png"), (".900.webp", 900, 16_383, "webp"), (".800.webp", 800, 14_563, "webp")]),
        ((900, 16_384), "png", [("", 900, 16_384, "png"), (".800.png", 800, 14_564, "png")]),
    ],
    ids=str,
)  # fmt: skip
def test_the_forms_follow_from_the_size(
    size: tuple[int, int], ending: str, expected: list[tuple[str, int, int, str]]
) -> None:
    assert variants(Measure(*size), ending) == tuple(Variant(*form) for form in expected)


def test_a_film_has_one_form() -> None:
    assert variants(Measure(4000, 3000, is_animated=True), "gif") == (Variant("", 4000, 3000, "gif"),)
