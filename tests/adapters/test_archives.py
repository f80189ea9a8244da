"""ZIP files are looked into, never unpacked, and whatever a stranger wrote in them it takes little time."""

from __future__ import annotations

import random
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest

from site_builder.adapters import archives
from site_builder.content.office import DAMAGED, TOO_MANY, Archive, judge

if TYPE_CHECKING:
    from pathlib import Path

TYPES = "[Content_Types].xml"
LARGE = 1024 * 1024 + 1


def packed(path: Path, parts: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> Path:
    with zipfile.ZipFile(path, "w", packing) as archive:
        archive.comment = comment
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def read(path: Path) -> Archive:
    return archives.read(str(path))


def test_names_and_the_parts_that_describe_others_are_read(tmp_path: Path) -> None:
    path = packed(tmp_path / "a", {TYPES: b"<Types/>", "Word\\Document.xml": b"x", "mimetype": b"y", "Basic/": b""})
    assert read(path) == Archive(
        ("[content_types].xml", "word/document.xml", "mimetype", "basic/"),
        {"[content_types].xml": b"<Types/>", "mimetype": b"y"},
    )


def test_a_presentation_of_many_parts_is_one(tmp_path: Path) -> None:
    slides = {f"ppt/slides/{n:06}-{'x' * 60}.xml": b"" for n in range(900)}
    path = packed(tmp_path / "a.pptx", {TYPES: b"<Types/>", "ppt/presentation.xml": b"<x/>"} | slides)
    assert judge(read(path)).kind == "pptx"
    assert (
        judge(read(packed(tmp_path / "b.pptx", slides | {TYPES: b"<Types/>", "ppt/presentation.xml": b""}))).kind
        == "pptx"
    )


def test_macros_are_found_far_from_both_ends(tmp_path: Path) -> None:
    filler = {f"filler/{n:06}-{'x' * 60}.xml": b"" for n in range(900)}
    parts = {"a.bin": bytes(5000), "word/vbaProject.bin": b"x", **filler, TYPES: b"<Types/>", "word/document.xml": b""}
    assert "macros" in judge(read(packed(tmp_path / "a.docx", parts))).fault


def test_a_part_with_a_password_is_seen_behind_another_of_its_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a", "w") as archive:
        archive.writestr("word/document.xml", b"secret")
        archive.writestr("word/Document.xml", b"open")
    content = bytearray((tmp_path / "a").read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1  # the first entry of the directory
    (tmp_path / "a").write_bytes(content)
    assert read(tmp_path / "a").is_encrypted


def test_what_a_comment_says_is_nothing(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.docx", {"evil.exe": b"MZ"}, comment=b"[Content_Types].xml word/document.xml")
    assert judge(read(path)).kind == ""


@pytest.mark.parametrize("parts", [{TYPES: bytes(LARGE)}, {f"{n:0200}": b"" for n in range(5000)}])
def test_what_would_take_much_memory_is_not_read(tmp_path: Path, parts: dict[str, bytes]) -> None:
    assert read(packed(tmp_path / "a", parts)).fault == TOO_MANY


def test_all_that_is_unpacked_together_has_a_bound(tmp_path: Path) -> None:
    parts = {f"word/_rels/{n}.rels": bytes(LARGE // 4) for n in range(5)}
    assert read(packed(tmp_path / "a", parts)).fault == TOO_MANY


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_could_grow_without_bound_is_not_unpacked(tmp_path: Path, packing: int) -> None:
    assert read(packed(tmp_path / "a", {TYPES: b"<Types/>"}, packing)).fault == DAMAGED
    assert read(packed(tmp_path / "b", {"other": b"x"}, packing)).fault == ""


def test_parts_that_need_a_password_are_known_and_not_read(tmp_path: Path) -> None:
    content = bytearray(packed(tmp_path / "a", {TYPES: b"<Types/>"}).read_bytes())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + place] |= 1
    (tmp_path / "a").write_bytes(content)
    assert read(tmp_path / "a") == Archive(("[content_types].xml",), is_encrypted=True)


@pytest.mark.parametrize(
    ("offset", "value"), [(6, 64), (8, 1 << 5), (8, 1 << 6)], ids=["version 6.4", "patched data", "strong encryption"]
)
def test_what_python_cannot_unpack_is_told_as_damage(tmp_path: Path, offset: int, value: int) -> None:
    path = packed(tmp_path / "a", {TYPES: b"<Types/>"})
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\1\2")  # of the directory: .ZIP File Format Specification, 4.3.12
    content[entry + offset : entry + offset + 2] = value.to_bytes(2, "little")
    path.write_bytes(content)
    assert read(path).fault == DAMAGED


def test_a_directory_before_the_start_of_the_file_is_damage(tmp_path: Path) -> None:
    content = packed(tmp_path / "a", {TYPES: b"<Types/>"}).read_bytes()
    end = content.index(b"PK\x05\x06")
    (tmp_path / "a").write_bytes(content[:end] + content[end : end + 12] + struct.pack("<LL", 2**20, 0) + b"\0\0")
    assert read(tmp_path / "a").fault == DAMAGED


def test_whatever_is_cut_or_changed_there_is_an_answer(tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - places, not secrets
    good = packed(tmp_path / "good", {TYPES: b"<Types/>" * 9, "word/document.xml": b"x", "mimetype": b"y"}).read_bytes()
    path = tmp_path / "a"
    for length in range(0, len(good), 3):
        path.write_bytes(good[:length])
        assert read(path).fault == DAMAGED
    for _ in range(1500):
        changed = bytearray(good)
        for _ in range(chance.randint(1, 4)):
            changed[chance.randrange(len(changed))] = chance.choice([0, 1, 127, 255, chance.randrange(256)])
        path.write_bytes(changed)
        judge(read(path))  # no exception


def test_what_the_disk_refuses_is_no_damage(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "none")
