"""Pictures that tests put beside stories, made in memory."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

from PIL import Image

SECRET = b"GPS 53.9590 N 1.0815 W, a camera's notes"
"""What must not come through."""


def saved(image: Image.Image, format_: str, **options: Any) -> bytes:
    """Return a picture's file."""
    file = io.BytesIO()
    image.save(file, format_, **options)
    return file.getvalue()


@cache
def gradient(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Return a picture whose four corners differ: dark top left, and each colour in a direction of its own."""
    down = Image.linear_gradient("L").resize((width, height))
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    both = Image.blend(down, across, 0.5)
    return Image.merge("RGB", (down, across, both)).convert(mode)


@cache
def photo(width: int, height: int) -> Image.Image:
    """Return a picture with detail at every scale, as photos have."""
    grain = Image.frombytes("L", (64, 64), bytes((n * n * 31 + n * 7) % 251 for n in range(64 * 64)))
    scales = [grain.resize((width // k, height // k)).resize((width, height)) for k in (1, 4, 9)]
    return Image.merge("RGB", [Image.blend(scale, gradient(width, height).getchannel(0), 0.6) for scale in scales])


def opened(data: bytes) -> Image.Image:
    """Return the picture of a file, whole."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def exif(orientation: int = 1) -> Image.Exif:
    """Return what a phone says about a picture: how it was held, its maker, and where it was taken."""
    told = Image.Exif()
    told[0x0112] = orientation
    told[0x010F] = SECRET.decode()
    told.get_ifd(0x8825)[1] = "N"
    return told
