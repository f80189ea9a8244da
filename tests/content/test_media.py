"""Types of files: what is published, and whether a content is what the file's ending says."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image

from site_builder.content.media import (
    HEAD,
    MEDIA_TYPES,
    MOST_TEXT,
    Sample,
    ending_of,
    fault,
    measure,
    wanted,
)
from site_builder.content.office import DAMAGED, TOO_MANY, Package
from site_builder.content.pictures import Measure


def picture(format_: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (2, 2)).save(file, format_)
    return file.getvalue()


def packed(*entries: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return file.getvalue()


def office(part: str) -> bytes:
    return packed(("[Content_Types].xml", b"<Types/>"), (part, b"<x/>"))


def open_document(ending: str) -> bytes:
    return packed(("mimetype", MEDIA_TYPES[ending].encode()), ("content.xml", b"<x/>"))


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'
GOOD = {
    "png": picture("PNG"), "jpg": picture("JPEG"), "jpeg": picture("JPEG"), "gif": picture("GIF"), "webp": picture("WEBP"),
    "svg": SVG, "pdf": b"%PDF-1.7\n", "docx": office("word/document.xml"), "xlsx": office("xl/workbook.xml"),
    "pptx": office("ppt/presentation.xml"), "odt": open_document("odt"), "ods": open_document("ods"), "odp": open_document("odp"),
    "csv": "council,miles\nTŷ,1\n".encode(), "txt": b"Plain words.\n", "zip": packed(("a.txt", b"a")), "mp3": b"ID3\x04" + bytes(20),
    "mp4": b"\0\0\0\x18ftypmp42" + bytes(20), "vtt": b"WEBVTT\n\n",
}  # fmt: skip


def sample(content: bytes) -> Sample:
    packages = {GOOD[ending]: Package(ending) for ending in ("docx", "xlsx", "pptx", "odt", "ods", "odp")}
    return Sample(len(content), content[:HEAD], packages.get(content, Package()))


def test_there_is_an_example_of_every_type() -> None:
    assert GOOD.keys() == MEDIA_TYPES.keys()


@pytest.mark.parametrize("ending", GOOD)
def test_what_is_what_it_says_can_be_published(ending: str) -> None:
    assert fault(f"2026/a/file.{ending}", sample(GOOD[ending])) == ""
    assert fault(f"2026/a/FILE.{ending.upper()}", sample(GOOD[ending])) == ""


SAME = [{"jpg", "jpeg"}, {"csv", "txt"}]


@pytest.mark.parametrize("ending", GOOD)
def test_what_is_something_else_cannot(ending: str) -> None:
    """Each type under the ending of each other; a ZIP file may have anything, so Office files are ones too."""
    for other, content in GOOD.items():
        same = ending == other or {ending, other} in SAME or (ending == "zip" and content.startswith(b"PK"))
        same = same or (ending in {"csv", "txt"} and other == "vtt")
        assert bool(fault(f"file.{ending}", sample(content))) != same, (ending, other)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.png", GOOD["jpg"], "its content is a JPG file, not a PNG file; save it as a PNG file, or give it the ending .jpg"),
        ("a.png", b"", "its content is nothing at all, not a PNG file; save it as a PNG file"),
        ("a.jpg", b"\0\0\0\x18ftypheic", "its content is a picture in the format HEIC, not a JPG file; save it as a JPG file"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1", "its content is an Office file of the old kind, or one with a password, not a DOCX file; save it as a DOCX file without a password"),
        ("a.jpg", b"\0\0\0\x18ftypavif", "its content is a picture in the format AVIF, not a JPG file; save it as a JPG file"),
        ("a.mp4", b"\0\0\0\x18ftypmif1", "its content is a picture in the format HEIC, not an MP4 file; save it as an MP4 file"),
        ("a.vtt", b"\n\nWEBVTT\n", "its content is plain text, not a VTT file; its first line must start with WEBVTT; delete what comes before it, or write it there"),
        ("a.vtt", b"WEBVTTscript", "its content is plain text, not a VTT file; its first line must start with WEBVTT; delete what comes before it, or write it there"),
        ("a.vtt", "WEBVTT\n".encode("utf-16"), "its content is text in the encoding UTF-16, not a VTT file; save it with the encoding UTF-8"),
        ("a.csv", b"<!DOCTYPE html><p>", "its content is a web page, not a CSV file; save it as a CSV file"),
        ("a.txt", b"\xef\xbb\xbf <script>alert(1)</script>", "its content is a web page, not a TXT file; save it as a TXT file"),
        ("a.csv", "a;b".encode("utf-16"), "its content is text in the encoding UTF-16, not a CSV file; save it with the encoding UTF-8"),
        ("a.pdf", b"MZ\x90\0", "its content is a program, not a PDF file; save it as a PDF file"),
        ("a.pdf", bytes(range(256)), "its content is something else, not a PDF file; save it as a PDF file"),
        ("a.pdf", b"Just words", "its content is plain text, not a PDF file; save it as a PDF file"),
        ("a.svg", b"<svg/>", "it does not begin with <svg> of the namespace http://www.w3.org/2000/svg; save the drawing again without that, or as a PNG file"),
    ],
)  # fmt: skip
def test_the_message_says_what_it_is_and_what_to_do(name: str, content: bytes, message: str) -> None:
    assert fault(name, sample(content)) == message


def test_a_large_drawing_is_refused_unread() -> None:
    assert (
        fault("a.svg", Sample(MOST_TEXT + 1, SVG))
        == "a drawing (SVG) can have 1 MB at most; make it simpler, or save it as a PNG file"
    )


HOLLOW = GOOD["zip"]  # how it begins; what it has is given beside it


@pytest.mark.parametrize(
    ("name", "package", "message"),
    [
        ("a.docx", Package("docx", "it has macros"), "it has macros"),
        ("a.docx", Package("pptx", "it has macros"), "its content is a PPTX file, not a DOCX file; save it as a DOCX file, or give it the ending .pptx"),
        ("a.odt", Package(fault=DAMAGED), DAMAGED),
        ("a.zip", Package(fault=DAMAGED), DAMAGED),
        ("a.zip", Package(fault=TOO_MANY), ""),
        ("a.zip", Package("docx", "it has macros"), ""),
        ("a.docx", Package(), "its content is a ZIP file, not a DOCX file; save it as a DOCX file, or give it the ending .zip"),
        ("a.png", Package(fault=DAMAGED), "its content is a ZIP file, not a PNG file; save it as a PNG file, or give it the ending .zip"),
    ],
)  # fmt: skip
def test_a_zip_file_is_what_it_has(name: str, package: Package, message: str) -> None:
    assert fault(name, Sample(len(HOLLOW), HOLLOW, package)) == message


FRAME = b"\xff\xfb\x90\x64"
RECORDINGS = [
    ("a.mp3", FRAME + bytes(413)),
    ("a.mp3", bytes(417) + FRAME),
    ("a.mp3", bytes(20_000) + FRAME),
    ("a.mp3", b"APETAGEX\xd0\x07\0\0" + bytes(20) + FRAME),
    ("a.mp3", b"\xff\xe3\x18\xc4"),
    ("a.mp4", b"\0\0\0\x08wide\0\0\0\0mdat"),
    ("a.mp4", b"\0\0\0\x01mdat" + bytes(20)),
    ("a.mp4", b"\0\0\0\0mdat" + bytes(20)),
    ("a.mp4", b"\0\0\0\x10moov" + bytes(20)),
    ("a.mp4", b"\0\0\0\x08free" + bytes(20)),
    ("a.vtt", b"\xef\xbb\xbfWEBVTT - Kind: captions\r\n"),
    ("a.vtt", b"WEBVTT"),
]


@pytest.mark.parametrize(("name", "content"), RECORDINGS)
def test_a_recording_begins_in_many_ways(name: str, content: bytes) -> None:
    assert fault(name, Sample(len(content), content[: wanted(name)])) == ""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.mp3", bytes(20_000)),
        ("a.mp3", b"\xff\xfb\xf0\x64"),
        ("a.mp3", b"\xff\xfb\x9c\x64"),
        ("a.mp3", b"APETAGEX and words"),
        ("a.mp3", b"RIFF\0\0\0\0WAVEfmt "),
        ("a.mp4", b"The moov is a box"),
        ("a.mp4", b"\0\0\0\x04moov"),
        ("a.mp4", b"\0\0\0\x08ftyp"),
    ],
)
def test_what_only_looks_like_a_recording_is_none(name: str, content: bytes) -> None:
    assert "not an MP" in fault(name, Sample(len(content), content[: wanted(name)]))


@pytest.mark.parametrize("brand", ["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"])
def test_a_picture_of_a_phone_is_named(brand: str) -> None:
    for name in ("a.jpg", "a.png", "a.mp4"):
        assert "its content is a picture in the format HEIC, not" in fault(
            name, sample(b"\0\0\0\x18ftyp" + brand.encode())
        )


@pytest.mark.parametrize("name", ["notes.html", "x.js", "Thumbs.db", "archive.tar", "noending", "a.avif", ".png"])
def test_of_a_type_that_is_never_published_nothing_is_said(name: str) -> None:
    assert (ending_of(name) in MEDIA_TYPES) == (name == ".png")
    assert name == ".png" or fault(name, sample(b"MZ")) == ""


@pytest.mark.parametrize(
    "content",
    [
        b"ID3,Miles\n1,2\n",
        b"The moov box\n",
        b"PK,Name\n",
        "ÿûx: words\n".encode("cp1252"),
        b"A file begins with %PDF-1.7.\n",
        "Tŷ;1\n".encode("cp1252", "replace"),
    ],
)
def test_a_text_may_begin_with_the_letters_of_another_type(content: bytes) -> None:
    assert fault("a.csv", sample(content)) == fault("a.txt", sample(content)) == ""


@pytest.mark.parametrize("name", ["a.pdf", "a.csv", "a.docx"])
def test_an_empty_file_that_is_no_picture_has_nothing_wrong(name: str) -> None:
    assert fault(name, sample(b"")) == ""


def test_only_texts_are_read_to_their_end() -> None:
    assert {ending for ending in MEDIA_TYPES if wanted(f"a.{ending}") == MOST_TEXT} == {"csv", "svg", "txt", "vtt"}
    assert wanted("a.docx") == wanted("a.pdf") == HEAD


def test_pictures_are_read_whole_unless_they_are_too_large() -> None:
    assert {ending for ending in MEDIA_TYPES if wanted(f"a.{ending}") == 20_000_001} == {
        "png",
        "jpg",
        "jpeg",
        "gif",
        "webp",
    }
    assert measure("2026/A.PNG", sample(GOOD["png"])) == Measure(2, 2)
    assert str(measure("a.png", sample(GOOD["png"][:-4]))).startswith("its content ends too early")


@pytest.mark.parametrize(
    ("path", "ending"), [("2026/a.b/c.PNG", "png"), ("a.b/c", ""), ("c.", ""), ("c.tar.gz", "gz"), ("", "")]
)
def test_the_ending_is_what_follows_the_last_dot_of_the_name(path: str, ending: str) -> None:
    assert ending_of(path) == ending
