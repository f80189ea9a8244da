"""The picture of a piece in link previews: a drawing, title, councils and the site's name, as a PNG.

Pillow draws the letters; HarfBuzz says which letters the font has and how far apart two of them are. (Pillow can
ask it for that, but only where the system has FriBiDi, and the same sources must give the same bytes everywhere.)

There are few colours, shapes and letters are drawn once and then copied, and the file is packed lightly: with
a thousand stories, every millisecond is a second of the build.
"""

from __future__ import annotations

import itertools
import math
import struct
import unicodedata
import zlib
from functools import cache
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from site_builder.drawing.covers import CELL, Tone
from site_builder.drawing.hues import SPARK
from site_builder.files.preview_cards import HEIGHT, WIDTH, Sketch
from site_builder.files.typefaces import SERIF, Shapes, axes_of

if TYPE_CHECKING:
    from site_builder.drawing.covers import Edge, Form, Point, Ring
    from site_builder.drawing.hues import Palette
    from site_builder.files.identity import FontFace

_COLUMNS, _ROWS = 3, 5
_SIDE = HEIGHT // _ROWS
_PANEL = WIDTH - _COLUMNS * _SIDE
_MARGIN = 64
_TEXT_WIDTH = _PANEL - _MARGIN - 56
_TITLE_SIZES = (76, 68, 60, 54, 48, 44)
_TITLE_HEIGHT = 380
_TITLE_TOP = 56
_LEADING = 1.14
_TITLE_WEIGHT = 650
_OVERHANG = 8
_SMALL = 32
_COUNCILS_BASELINE, _NAME_BASELINE = 488, 574

_OVERSAMPLING = 8

# Two points before each line: packed, they are the byte 0 that is there in a PNG for 'no filter'.
_LEAD = 2
_ARC_STEPS = 48

# Numbers of the palette: 0 is the ground; each colour has the steps that lead to it from there: smooth edges.
_INK, _INK_STEPS = "#fdf9ef", 5
_STEPS = {Tone.SOFT: 1, Tone.MID: 3, Tone.DEEP: 3, Tone.SPARK: 3}
_FIRST = dict(zip(_STEPS, itertools.accumulate([1 + _INK_STEPS, *_STEPS.values()]), strict=False))

_Colour = tuple[int, ...]
_Stamp = tuple[Image.Image, Image.Image]


def draw(sketch: Sketch) -> bytes:
    """Return a PNG of 1200 by 630 points."""
    return _png(_lines_of_points(sketch), sketch.palette)


def _lines_of_points(sketch: Sketch) -> bytes:
    """Return the lines of a picture as a PNG has them: a byte for the filter, then two points to a byte."""
    canvas = Image.new("P", (_LEAD + WIDTH, HEIGHT))
    for cell in sketch.identity.cells(sketch.seed, _COLUMNS, _ROWS):
        _paste(canvas, _tile(cell.form, cell.tone), _PANEL + cell.column * _SIDE, cell.row * _SIDE)
    faces = _own_faces(sketch)
    face, lines = _fit(sketch.title, faces)
    for n, line in enumerate(lines):
        _write(canvas, face, line, _MARGIN, round(_TITLE_TOP + face.size * (0.8 + n * _LEADING)))
    for text, weight, baseline in ((sketch.councils, 400, _COUNCILS_BASELINE), (sketch.site_name, 700, _NAME_BASELINE)):
        small = _face(faces, _SMALL, weight)
        _write(canvas, small, small.shortened(small.known(text), _TEXT_WIDTH), _MARGIN, baseline)
    spark = _FIRST[Tone.SPARK] + _STEPS[Tone.SPARK] - 1
    canvas.paste(spark, (_LEAD + _MARGIN, _NAME_BASELINE - 44, _LEAD + _MARGIN + 64, _NAME_BASELINE - 38))
    return canvas.tobytes("raw", "P;4")


# ---- Letters


class _Face:
    """A font in one size and weight. Widths are in points of the picture."""

    def __init__(self, path: str, size: int, weight: int) -> None:
        self.size = size
        axes = axes_of(path, {"wght": weight, "opsz": size * 3 // 4})
        self._drawn = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
        if axes:
            self._drawn.set_variation_by_axes([*axes.values()])
        self._shapes = Shapes(path, size, axes)
        self._advances: dict[tuple[str, str], float] = {}
        self._widths: dict[str, float] = {}
        self._stamps: dict[str, _Stamp] = {}

    def known(self, text: str) -> str:
        """Return a text without what the font has no letter for, such as emoji."""
        composed = unicodedata.normalize("NFC", text)
        return " ".join("".join(c if self._has(c) else " " * c.isspace() for c in composed).split())

    def _has(self, letter: str) -> bool:
        return not unicodedata.combining(letter) and self._shapes.has(letter)

    def width(self, text: str) -> float:
        """Return how far a text reaches."""
        known = self._widths.get(text)
        if known is None:
            known = self._widths[text] = sum(self.advance(*pair) for pair in itertools.pairwise(f"{text} "))
        return known

    def advance(self, letter: str, following: str) -> float:
        """Return the way from the start of a letter to the start of the next."""
        known = self._advances.get((letter, following))
        if known is None:
            known = self._shapes.width(letter + following) - self._shapes.width(following)
            self._advances[letter, following] = known
        return known

    def stamp(self, letter: str) -> _Stamp:
        """Return a letter in numbers of the palette, and where it covers the ground."""
        known = self._stamps.get(letter)
        if known is None:
            shape = Image.new("L", (round(self._drawn.getlength(letter)) + 2 * _OVERHANG, self.size * 3 // 2))
            ImageDraw.Draw(shape).text((_OVERHANG, self.size), letter, 255, self._drawn, "ls")
            known = self._stamps[letter] = _numbered(shape, 1, _INK_STEPS)
        return known

    def shortened(self, text: str, width: float) -> str:
        """Return a text that fits into a width, with an ellipsis where something is left out."""
        if self.width(text) <= width:
            return text
        while text and self.width(f"{text}…") > width:
            text = text[:-1]
        return f"{text.rstrip()}…"

    def wrapped(self, text: str, width: float) -> list[str]:
        """Return the lines of a text, none wider than the width; a word that is wider is broken."""
        lines: list[str] = []
        space, room = self.advance(" ", " "), 0.0
        for word in text.split():
            wide = self.width(word)
            if lines and wide + space <= room:
                lines[-1] += f" {word}"
                room -= wide + space
                continue
            *pieces, last = self._broken(word, width) if wide > width else [word]
            lines += [*pieces, last]
            room = width - self.width(last)
        return lines

    def _broken(self, word: str, width: float) -> list[str]:
        pieces = [""]
        for letter in word:
            if pieces[-1] and self.width(pieces[-1] + letter) > width:
                pieces.append("")
            pieces[-1] += letter
        return pieces


@cache
def _face(faces: tuple[FontFace, ...], size: int, weight: int) -> _Face:
    """Return a font in the weight, or in that of its files which is nearest."""
    files = {face.source: max(face.weights[0] - weight, weight - face.weights[-1], 0) for face in faces} or {SERIF: 0}
    return _Face(min(files, key=lambda file: files[file]), size, weight)


def _own_faces(sketch: Sketch) -> tuple[FontFace, ...]:
    """Return the site's own font where it has every letter that the usual one has of these words, or nothing."""
    own, usual = _face(sketch.faces, _SMALL, _TITLE_WEIGHT), _face((), _SMALL, _TITLE_WEIGHT)
    texts = (sketch.title, sketch.councils, sketch.site_name, "…")
    return sketch.faces if all(own.known(text) == usual.known(text) for text in texts) else ()


def _fit(title: str, faces: tuple[FontFace, ...]) -> tuple[_Face, list[str]]:
    """Return the largest face in which a title fits, and its lines."""
    for size in _TITLE_SIZES[:-1]:
        face = _face(faces, size, _TITLE_WEIGHT)
        text = face.known(title)
        lines = _even_lines(face, text)
        is_whole = all(face.width(word) <= _TEXT_WIDTH for word in text.split())
        if is_whole and len(lines) <= _lines_of(size):
            return face, lines
    smallest = _TITLE_SIZES[-1]
    face = _face(faces, smallest, _TITLE_WEIGHT)
    return face, _even_lines(face, face.known(title))[: _lines_of(smallest)]


def _lines_of(size: int) -> int:
    return int(_TITLE_HEIGHT / (size * _LEADING))


def _even_lines(face: _Face, text: str) -> list[str]:
    """Return as few lines as can be, and as even."""
    lines = face.wrapped(text, _TEXT_WIDTH)
    widest = max((face.width(word) for word in text.split()), default=0.0)
    width = max(widest, face.width(text) / max(1, len(lines)))
    while width < _TEXT_WIDTH:
        even = face.wrapped(text, width)
        if len(even) <= len(lines):
            return even
        width += _SMALL
    return lines


def _write(canvas: Image.Image, face: _Face, line: str, x: float, baseline: int) -> None:
    for letter, following in itertools.pairwise(f"{line} "):
        if letter != " ":
            _paste(canvas, face.stamp(letter), round(x) - _OVERHANG, baseline - face.size)
        x += face.advance(letter, following)


# ---- Shapes


@cache
def _tile(form: Form, tone: Tone) -> _Stamp:
    """Return a shape in numbers of the palette, and where it covers the ground."""
    scale = _SIDE * _OVERSAMPLING / CELL
    shape = Image.new("L", (_SIDE * _OVERSAMPLING,) * 2)
    for n, ring in enumerate(form):  # the second is a hole
        outline = [(x * scale, y * scale) for x, y in _outline(ring)]
        ImageDraw.Draw(shape).polygon(outline, fill=0 if n else 255)
    return _numbered(shape.reduce(_OVERSAMPLING), _FIRST[tone], _STEPS[tone])


def _outline(ring: Ring) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = [ring.start]
    at = ring.start
    for edge in ring.edges:
        points += _arc(at, edge) if edge.radius else [edge.to]
        at = edge.to
    return points


def _arc(start: Point, edge: Edge) -> list[tuple[float, float]]:
    """Return points of an arc, the end included (SVG 2, appendix B.2.4, for a circle)."""
    (x1, y1), (x2, y2), radius = start, edge.to, edge.radius
    half = math.dist(start, edge.to) / 2
    away = math.sqrt(max(0.0, radius**2 - half**2)) / (2 * half) * (1 if edge.clockwise else -1)
    x, y = (x1 + x2) / 2 - away * (y2 - y1), (y1 + y2) / 2 + away * (x2 - x1)
    first, last = math.atan2(y1 - y, x1 - x), math.atan2(y2 - y, x2 - x)
    sweep = (last - first) % math.tau if edge.clockwise else -((first - last) % math.tau)
    angles = [first + sweep * n / _ARC_STEPS for n in range(1, _ARC_STEPS + 1)]
    return [(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles]


def _paste(canvas: Image.Image, stamp: _Stamp, x: int, y: int) -> None:
    """Copy a stamp onto the canvas.

    ``Image.paste`` does the same, and takes most of its time to find out what it was given.
    """
    numbers, cover = stamp
    width, height = numbers.size
    canvas.im.paste(numbers.im, (_LEAD + x, y, _LEAD + x + width, y + height), cover.im)


def _numbered(shape: Image.Image, first: int, steps: int) -> _Stamp:
    """Return a grey shape in numbers of the palette from ``first`` on, and where it covers the ground."""
    levels = [(value * steps + 127) // 255 for value in range(256)]
    numbers = shape.point([first + level - 1 if level else 0 for level in levels])
    return (
        Image.frombytes("P", shape.size, numbers.tobytes()),
        shape.point([255 if level else 0 for level in levels]),
    )


# ---- Colours and file


def _colours(hues: Palette) -> bytes:
    """Return the sixteen colours: the ground, then for each colour the steps that lead to it."""
    ground = _rgb(hues.night)
    full = {Tone.SOFT: hues.dark.soft, Tone.MID: hues.dark.mid, Tone.DEEP: hues.dark.deep, Tone.SPARK: SPARK}
    colours = [ground, *_ramp(ground, _rgb(_INK), _INK_STEPS)]
    for tone, steps in _STEPS.items():
        colours += _ramp(ground, _rgb(full[tone]), steps)
    return bytes(itertools.chain.from_iterable(colours))


def _ramp(ground: _Colour, full: _Colour, steps: int) -> list[_Colour]:
    return [tuple(g + (f - g) * n // steps for g, f in zip(ground, full, strict=True)) for n in range(1, steps + 1)]


def _rgb(colour: str) -> _Colour:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def _png(lines: bytes, palette: Palette) -> bytes:
    """Return a PNG (https://www.w3.org/TR/png-3/) of at most 16 colours, from its lines.

    Pillow's own writer takes more than twice as long, for the same size.
    """
    packer = zlib.compressobj(1, strategy=zlib.Z_RLE)  # what a flat drawing is made of is runs
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0)
    data = packer.compress(lines) + packer.flush()
    chunks = ((b"IHDR", header), (b"PLTE", _colours(palette)), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
