"""The published forms of a picture, made from its file: bytes in, bytes out, the same whenever and wherever.

What Pillow is given is the clean file, so that none of a camera's notes can come through. Where the clean file can be
published as it is, no point of it is changed. Colours become those of every screen (sRGB), a photo is turned as its
camera was held.
"""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING

from PIL import Image, ImageCms

from site_builder.content.picture_files import PictureError, dissect
from site_builder.content.pictures import measure_of

if TYPE_CHECKING:
    from site_builder.content.picture_files import Anatomy
    from site_builder.content.pictures import Variant

# The size of every picture is known before Pillow sees it.
Image.MAX_IMAGE_PIXELS = None

_FORMATS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "gif": "GIF", "webp": "WEBP"}
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_LYING = 5
_UNREADABLE = "its pixels cannot be read; open it with a program for pictures and save it again"
# What decoders raise on content that breaks their format's rules.
_DECODING = (OSError, SyntaxError, ValueError, LookupError, ArithmeticError, EOFError, struct.error, zlib.error)

JPEG_QUALITY = 82
WEBP_QUALITIES = (80, 70, 60)
"""The first is used, and a later one only where the original is smaller than that."""
_WORTH_IT = 0.8
"""A photo is packed again only when that makes it so much smaller: each packing loses something."""
_SAMPLING = 1.5
"""A JPEG is unpacked at a half, a quarter or an eighth of its size, where that is still so much more than is needed."""
_COLOURS = 256
_MOST_DRAWN = 65_536
"""A picture of more colours is a photo, and packing it without loss takes long and saves nothing."""
_WITH_PALETTE = frozenset({"png", "gif"})
_EXACTLY = 2
"""What was stored without loss is packed so too, unless that takes so many times the space: then it is a photo."""
_KEPT_AS_IT_IS = frozenset({"png", "gif", "webp"})


def make(data: bytes, ending: str, variant: Variant) -> bytes:
    """Return a form of a picture. Raises PictureError where its pixels cannot be read."""
    anatomy = dissect(data, ending)
    picture = measure_of(anatomy)
    if picture.is_animated:
        return anatomy.clean
    clean = anatomy.clean if _is_ready(anatomy, is_same_size=picture.width == variant.width) else b""
    source = _opened(anatomy, ending, variant)
    if clean and variant.ending == ending in _KEPT_AS_IT_IS:
        return clean
    if source.mode == "CMYK":
        clean = b""
    image = _turned(_in_srgb(_resized(_plain(source), anatomy, variant), anatomy.profile), anatomy.orientation)
    if source.mode == "P":
        image = _few_colours(image)
    if variant.ending == "webp":
        return _webp(image, len(clean), is_exact=anatomy.is_exact)
    if variant.ending in _WITH_PALETTE:
        return _saved(image, _FORMATS[ending], optimize=True)
    made = _saved(image, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    return clean if clean and len(made) > _WORTH_IT * len(clean) else made


def _is_ready(anatomy: Anatomy, *, is_same_size: bool) -> bool:
    """Whether the clean file shows what the picture should show, as far as its parts tell."""
    return is_same_size and anatomy.orientation == 1 and not anatomy.is_deep and _is_srgb(anatomy.profile)


def _opened(anatomy: Anatomy, ending: str, variant: Variant) -> Image.Image:
    """Return the stored pixels, of a large JPEG only as many as are needed."""
    try:
        image = Image.open(io.BytesIO(anatomy.clean), formats=[_FORMATS[ending]])
        if image.size != (anatomy.width, anatomy.height):
            raise PictureError(_UNREADABLE)
        width, height = _stored(variant, anatomy)
        image.draft(None, (int(width * _SAMPLING), int(height * _SAMPLING)))
        image.load()
    except _DECODING:
        raise PictureError(_UNREADABLE) from None
    return image


def _stored(variant: Variant, anatomy: Anatomy) -> tuple[int, int]:
    """Return a form's size before it is turned."""
    is_lying = anatomy.orientation >= _LYING
    return (variant.height, variant.width) if is_lying else (variant.width, variant.height)


def _plain(image: Image.Image) -> Image.Image:
    """Return a picture of plain colours: no palette, 8 bits, and transparency only where there is some."""
    if image.mode.startswith("I"):
        image.info.pop("transparency", None)  # one of 65,536 greys
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if "transparency" in image.info or image.mode in {"LA", "PA", "RGBA"}:
        image = _as(image, "LA" if image.mode in {"1", "L", "LA"} else "RGBA")
        is_solid = image.getchannel("A").getextrema() == (255, 255)
        return image.convert(image.mode.rstrip("A")) if is_solid else image
    return _as(image, {"1": "L", "P": "RGB"}.get(image.mode, image.mode))


def _as(image: Image.Image, mode: str) -> Image.Image:
    """Return a picture in a mode, itself where it has it: Pillow would copy it, and it may be large."""
    return image if image.mode == mode else image.convert(mode)


def _resized(image: Image.Image, anatomy: Anatomy, variant: Variant) -> Image.Image:
    size = _stored(variant, anatomy)
    return image if image.size == size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Return a picture in the colours of every screen; of a profile that cannot be used nothing is known."""
    mode = "RGB" if image.mode == "CMYK" else image.mode
    if mode in {"RGB", "RGBA"} and not _is_srgb(profile):
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            changed = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError):
            changed = None
        image = changed or image
    return _as(image, mode)


def _is_srgb(profile: bytes) -> bool:
    """Whether colours are those of every screen: no profile says otherwise, or it names itself so (ICC.1, 9.2.41)."""
    return not profile or b"sRGB" in profile or "sRGB".encode("utf-16-be") in profile


def _turned(image: Image.Image, orientation: int) -> Image.Image:
    return image.transpose(_TURNS[orientation]) if orientation in _TURNS else image


def _few_colours(image: Image.Image) -> Image.Image:
    """Return a picture with a palette again, as it came with one."""
    method = Image.Quantize.FASTOCTREE if image.mode == "RGBA" else Image.Quantize.MEDIANCUT
    return image.quantize(_COLOURS, method, dither=Image.Dither.NONE)


def _webp(image: Image.Image, most: int, *, is_exact: bool) -> bytes:
    """Return a picture as WebP; ``most`` is how large it should be at most, where that is known."""
    image = _as(image, "RGBA" if image.has_transparency_data else "RGB")
    made = b""
    for quality in WEBP_QUALITIES:
        made = _saved(image, "WEBP", quality=quality, method=4)
        if not most or len(made) <= most:
            break
    if is_exact and image.getcolors(_MOST_DRAWN):
        exact = _saved(image, "WEBP", lossless=True, quality=50, method=4)
        return exact if len(exact) <= _EXACTLY * len(made) else made
    return made


def _saved(image: Image.Image, format_: str, **options: object) -> bytes:
    image.info = {}  # of which writers take what they know
    file = io.BytesIO()
    image.save(file, format_, **options)
    return file.getvalue()
