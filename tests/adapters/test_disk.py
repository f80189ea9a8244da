from __future__ import annotations

import errno
import os
import zipfile
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.adapters import disk
from site_builder.content.council_names import names_of
from site_builder.content.pictures import Measure
from site_builder.content.source import MAX_BYTES
from site_builder.files.artifact import Artifact
from site_builder.rules.files import folders_are_one
from tests.pictures import exif, gradient, saved

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.content.source import Tree


def read(root: Path) -> Tree:
    return disk.read_tree(root / "stories", root)


def faults(tree: Tree) -> dict[str, str]:
    return {raw.path: raw.fault for raw in tree.texts if raw.fault}


def write(root: Path, path: str, data: bytes = b"text") -> Path:
    file = root / "stories" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def test_markdown_is_read_and_everything_is_measured(tmp_path: Path) -> None:
    write(tmp_path, "index.md", b"home")
    write(tmp_path, "2026/b/index.md", b"b")
    write(tmp_path, "2026/b/photo.jpg", b"12345")
    write(tmp_path, "2026/a.md", b"")

    tree = read(tmp_path)

    assert tree.root == "stories"
    assert [(raw.path, raw.data) for raw in tree.texts] == [
        ("stories/2026/a.md", b""),
        ("stories/2026/b/index.md", b"b"),
        ("stories/index.md", b"home"),
    ]
    assert tree.sizes == {"index.md": 4, "2026/b/index.md": 1, "2026/b/photo.jpg": 5, "2026/a.md": 0}


def test_a_folder_of_stories_further_down(tmp_path: Path) -> None:
    (tmp_path / "content" / "stories").mkdir(parents=True)
    (tmp_path / "content" / "stories" / "index.md").write_bytes(b"home")

    tree = disk.read_tree(tmp_path / "content" / "stories", tmp_path)

    assert (tree.root, tree.texts[0].path) == ("content/stories", "content/stories/index.md")


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, ".draft.md")
    write(tmp_path, ".git/story.md")
    write(tmp_path, "2026/.secret/story.md")

    assert read(tmp_path).texts == ()
    assert read(tmp_path).sizes == {}


def test_symbolic_links_are_faults_wherever_they_lead(tmp_path: Path) -> None:
    good = write(tmp_path, "2026/good.md")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "private.md").write_text("private")
    (good.parent / "file.md").symlink_to(outside / "private.md")
    (good.parent / "nowhere.md").symlink_to("nowhere")
    (good.parent / "picture.png").symlink_to(outside / "private.md")
    (good.parent / "folder").symlink_to(outside, target_is_directory=True)
    (good.parent / "loop").symlink_to(".", target_is_directory=True)

    tree = read(tmp_path)

    links = ("file.md", "folder", "loop", "nowhere.md", "picture.png")
    message = "symbolic links are not allowed here; put the file itself beside the story"
    assert faults(tree) == {f"stories/2026/{name}": message for name in links}
    assert tree.sizes == {"2026/good.md": 4}
    assert all(b"private" not in raw.data for raw in tree.texts)


def test_a_pipe_is_a_fault_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(write(tmp_path, "2026/good.md").with_name("pipe.md"))

    assert faults(read(tmp_path)) == {
        "stories/2026/pipe.md": "this is neither a file nor a folder that can be read; delete it, or make it readable"
    }


def test_names_that_cannot_be_shown(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path / "stories" / "2026")
    for name in (b"caf\xe9.md", b"two\nlines.md", b"\x1b[31mred.md", b"caf\xe9/index.md"):
        path = os.path.join(folder, name)  # noqa: PTH118 - bytes that are no text
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - (the same)
        with open(path, "wb") as file:  # noqa: PTH123 - (the same)
            file.write(b"text")

    tree = read(tmp_path)

    message = "a name in this path is not UTF-8 or has a control character; rename the file or folder"
    names = ("\ufffd[31mred.md", "caf\ufffd.md", "caf\ufffd/index.md", "two\ufffdlines.md")
    assert faults(tree) == {f"stories/2026/{name}": message for name in names}
    assert tree.sizes == {}


def test_a_huge_file_is_read_only_to_the_limit(tmp_path: Path) -> None:
    with write(tmp_path, "2026/huge.md").open("wb") as file:
        file.truncate(20 * MAX_BYTES)

    (raw,) = read(tmp_path).texts

    assert len(raw.data) == MAX_BYTES + 1
    assert read(tmp_path).sizes == {"2026/huge.md": 20 * MAX_BYTES}


def test_a_file_that_goes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "2026/gone.md")
    write(tmp_path, "2026/here.md")
    measure = disk._size  # noqa: SLF001 - the moment between looking and reading

    def go(entry: os.DirEntry[str], *, is_text: bool) -> int:
        found = measure(entry, is_text=is_text)
        if entry.name == "gone.md":
            os.unlink(entry.path)  # noqa: PTH108 - a DirEntry is no Path
        return found

    monkeypatch.setattr(disk, "_size", go)

    tree = read(tmp_path)

    assert faults(tree) == {"stories/2026/gone.md": "the file cannot be read: No such file or directory"}
    assert tree.texts[1].data == b"text"


def test_a_folder_without_leave_to_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "2026/story.md")
    write(tmp_path, "2027/story.md")
    monkeypatch.setattr(os, "access", lambda path, _mode: not path.endswith("2027"))

    tree = read(tmp_path)

    assert list(faults(tree)) == ["stories/2027"]
    assert list(tree.sizes) == ["2026/story.md"]


def test_the_register_comes_with_the_package() -> None:
    register = disk.read_register()

    assert len(register) == 493
    assert [c.slug for c in names_of(register).called("City of York Council")] == ["york"]
    assert [c.slug for c in names_of(register).called("Brum")] == ["birmingham"]
    assert [c.slug for c in register if "Surrey" in c.areas][:2] == ["elmbridge", "epsom-and-ewell"]


def test_every_other_name_and_area_belongs_to_a_council_of_the_register() -> None:
    register = disk.read_register()
    for name in ("council-names.csv", "council-areas.csv"):
        rows = resources.files("site_builder").joinpath(f"data/{name}").read_text("utf-8").splitlines()[1:]
        assert {row.partition(",")[0] for row in rows} <= {council.slug for council in register}
        assert len(set(rows)) == len(rows)
        assert all(row.rpartition(",")[2] for row in rows)


def test_artifacts_are_written_with_their_folders(tmp_path: Path) -> None:
    disk.write([Artifact("feed.xml", b"<rss/>"), Artifact.of_text("data/a/b.json", "{}\n")], tmp_path)

    assert (tmp_path / "feed.xml").read_bytes() == b"<rss/>"
    assert (tmp_path / "data" / "a" / "b.json").read_bytes() == b"{}\n"


def test_links_to_folders_are_found_and_never_followed(tmp_path: Path) -> None:
    good = write(tmp_path, "2026/b/good.md")
    for place in ("a", "2026/loop", "2026/.hidden/loop", "2026/b/\n"):
        link = tmp_path / "stories" / place
        link.parent.mkdir(exist_ok=True)
        link.symlink_to(tmp_path / "stories", target_is_directory=True)
    good.with_name("file.md").symlink_to(good)
    good.with_name("nowhere").symlink_to("nothing")

    links = disk.linked_folders(tmp_path / "stories", tmp_path)

    assert [link.path for link in links] == [
        "stories/2026/.hidden/loop", "stories/2026/b/\ufffd", "stories/2026/loop", "stories/a",
    ]  # fmt: skip
    check = {raw.path: raw.fault for raw in read(tmp_path).texts}
    assert {link.fault for link in links} == {check["stories/a"]}


def test_a_stories_folder_that_is_a_link_itself_is_looked_through(tmp_path: Path) -> None:
    (tmp_path / "elsewhere" / "loop").mkdir(parents=True)
    (tmp_path / "elsewhere" / "link").symlink_to("loop", target_is_directory=True)
    (tmp_path / "stories").symlink_to("elsewhere", target_is_directory=True)

    assert [link.path for link in disk.linked_folders(tmp_path / "stories", tmp_path)] == ["stories/link"]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "the disk is full (No space left on device); delete what is not needed, then build again"),
        (errno.EFBIG, "the disk is full (File too large); delete what is not needed, then build again"),
        (errno.EACCES, "'site/a.html' may not be read or written (Permission denied); see who owns it and its permissions"),
        (errno.ENAMETOOLONG, "the name of 'site/a.html' is too long for this disk; shorten it"),
        (errno.EBUSY, "'site/a.html' is in use, or another disk is mounted there (Device or resource busy); choose another folder"),
        (errno.EIO, "'site/a.html' could not be read or written: Input/output error"),
    ],
)  # fmt: skip
def test_what_the_disk_refuses_is_said_in_words(number: int, sentence: str) -> None:
    assert disk.in_words(OSError(number, os.strerror(number), "site/a.html")) == sentence


def test_a_refusal_without_a_file_is_said_too() -> None:
    assert disk.in_words(OSError("broken")) == "a file could not be read or written: broken"


@pytest.mark.parametrize(
    ("name", "content", "renamed"),
    [
        ("notes.markdown", b"Words.", "notes.md"),
        ("notes.mkd", b"Words.", "notes.md"),
        ("notes.MD", b"---\nid: story-x\n---\n", "notes.md"),
        ("notes.Md", b"", "notes.md"),
    ],
)
def test_a_text_with_another_ending_says_how_to_rename_it(
    tmp_path: Path, name: str, content: bytes, renamed: str
) -> None:
    write(tmp_path, f"2026/{name}", content)
    (raw,) = read(tmp_path).texts
    assert (raw.path, raw.rule, raw.data) == (f"stories/2026/{name}", "file-ending", b"")
    assert raw.fault == (
        f"'{name}' is the text of a story or page, and only texts with the ending .md are read; rename it to {renamed}"
    )


@pytest.mark.parametrize(
    ("name", "content", "renamed"),
    [
        ("notes.txt", b"---\nid: story-x\n---\n", "notes.md"),
        ("notes.md.txt", b"\xef\xbb\xbf\r\n---\r\ntitle: X\r\n", "notes.md"),
        ("notes.html", b"---\n# a comment\ntitle: X\n", "notes.md"),
        ("notes", b"----\n'title': X\n", "notes.md"),
        ("notes.txt", b"\n" * 5000 + b"--- # draft\rnumber-1: 1\rid: story-x\r", "notes.md"),
        ("notes.adoc", b"<!-- mine -->\n---\n{date: 2027-01-01, title: X}\n---\n", "notes.md"),
        ("notes.md.bak", b"---\nstatus: draft\n", "notes.md"),
        ("notes.txt", b"---\nA line between two rules\n---\n", "notes.md"),
        ("notes.TXT", b"---\ntags: [a]\n---\n", "notes.md"),
        ("notes.txt", b"---", "notes.md"),
        ("notes.txt", b"\xef\xbb\xbf\xef\xbb\xbf\xc2\xa0\n<!-- a > b -->\n<!-- c --> \n---\nWords.\n", "notes.md"),
        ("notes.txt", b"\xe2\x80\x8b---\nx: 1\n", "notes.md"),
        ("notes.txt", b"-----\nsummary: X\n-----\nWords.\n", "notes.md"),
        ("notes.csv", b"---\nname: X\n", "notes.md"),
        ("notes.csv", b'---,,\r\n"title: A, b",,\r\n', "notes.md"),
        ("notes.csv", b'"---"\n', "notes.md"),
        ("notes.vtt", b"WEBVTT\n---\nid: story-x\n", "notes.md"),
        ("notes.vtt", b"WEBVTT - Notes\nKind: captions\n\n---\nauthor: x\n", "notes.md"),
        (
            "notes.vtt",
            b"\xef\xbb\xbfWEBVTT\r\rNOTE\rA note.\r\r---\rtags: x\r\r00:01.000 --> 00:02.000\rA\r",
            "notes.md",
        ),
        ("notes.vtt", b"WEBVTT\n-----\ntitle: x\n", "notes.md"),
    ],
)
def test_a_text_that_begins_with_a_fence_says_how_to_rename_it_or_what_to_take_away(
    tmp_path: Path, name: str, content: bytes, renamed: str
) -> None:
    write(tmp_path, f"2026/{name}", content)
    (raw,) = read(tmp_path).texts
    assert (raw.path, raw.rule, raw.data) == (f"stories/2026/{name}", "file-ending", b"")
    assert raw.fault == (
        f"'{name}' begins like the text of a story or page, and such a text is read only from a file that ends in "
        f".md; if it is one, rename it to {renamed}; if not, remove the line of hyphens at its start"
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.txt", b"Plain words."),
        ("notes.txt", b"-----\nMinutes of the board\n-----\nstatus: they meet again\n"),
        ("notes.txt", b"--------------------\r\nMinutes\r\nPresent: Ann Bee\r\n"),
        ("notes.txt", b"Minutes\n---\nid: not at the start\n"),
        ("notes.txt", b"--- Minutes ---\nWords.\n"),
        ("notes.txt", b"<!-- a comment that never ends\n---\nid: x\n"),
        ("notes.html", b"---\nA line between two rules\n---\n"),
        ("rounds.csv", b"---,title: x\n"),
        ("rounds.csv", b"round,miles\n---,3\n"),
        ("talk.vtt", b"WEBVTT\n\n1\n00:01.000 --> 00:02.000\n---\nid: a caption\n"),
        ("talk.vtt", b"WEBVTT\n\nNOTE\n-----\nMade by hand\n\n00:01.000 --> 00:02.000\nHello\n"),
        ("notes.docx", b"PK\x03\x04"),
        ("markdown", b"Words."),
        ("readme.mdpp", b"Words."),
    ],
)
def test_other_files_are_no_texts(tmp_path: Path, name: str, content: bytes) -> None:
    write(tmp_path, f"2026/{name}", content)
    tree = read(tmp_path)
    assert tree.texts == ()
    assert list(tree.sizes) == [f"2026/{name}"]


def test_a_file_that_is_not_what_it_says_is_known_by_its_content(tmp_path: Path) -> None:
    write(tmp_path, "2026/a/photo.png", b"<html>")
    write(tmp_path, "2026/a/draw.svg", b'<svg xmlns="http://www.w3.org/2000/svg">' + b" " * 9000 + b"<script/></svg>")
    with zipfile.ZipFile(write(tmp_path, "2026/a/macros.docx"), "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"):
            archive.writestr(name, "<x/>")
    write(tmp_path, "2026/a/half.docx", (tmp_path / "stories/2026/a/macros.docx").read_bytes()[:200])
    write(tmp_path, "2026/a/fine.pdf", b"%PDF-1.7" + bytes(9000))
    assert read(tmp_path).unfit == {
        "2026/a/photo.png": "its content is a web page, not a PNG file; save it as a PNG file",
        "2026/a/draw.svg": "it has <script>, which can run, move or lead elsewhere; "
        "save the drawing again without that, or as a PNG file",
        "2026/a/half.docx": "it is damaged, or only part of it arrived; save it again, then upload it again",
        "2026/a/macros.docx": "it has macros, which are programs; save it as DOCX without macros",
    }


def test_pictures_are_measured(tmp_path: Path) -> None:
    photo = saved(gradient(300, 200), "JPEG", exif=exif(6))
    write(tmp_path, "2026/a/Photo.JPG", photo)
    write(tmp_path, "2026/a/e\u0301.png", saved(gradient(3, 2), "PNG"))
    write(tmp_path, "2026/a/half.jpg", photo[:-900])
    write(tmp_path, "2026/a/none.gif", b"")
    write(tmp_path, "2026/a/draw.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    with write(tmp_path, "2026/a/huge.png", saved(gradient(3, 2), "PNG")).open("ab") as file:
        file.truncate(21_000_000)
    tree = read(tmp_path)
    assert tree.pictures == {"2026/a/Photo.JPG": Measure(200, 300), "2026/a/\u00e9.png": Measure(3, 2)}
    assert tree.unfit == {
        "2026/a/half.jpg": "its content ends too early, perhaps because only part of it was copied; copy or save it again",
        "2026/a/none.gif": "its content is nothing at all, not a GIF file; save it as a GIF file",
        "2026/a/huge.png": "a picture may have 20 MB at most; save it smaller; 3,200 pixels wide is more than enough",
    }


def test_an_unreadable_picture_is_a_fault_and_not_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "2026/a/photo.png")
    write(tmp_path, "2026/a/index.md")
    real_open = open

    def refuse(path: str, *args: Any, **options: Any) -> Any:
        if str(path).endswith(".png"):
            raise PermissionError(13, "Permission denied")
        return real_open(path, *args, **options)

    monkeypatch.setattr("builtins.open", refuse)
    tree = read(tmp_path)
    assert faults(tree) == {"stories/2026/a/photo.png": "the file cannot be read: Permission denied"}
    assert list(tree.sizes) == ["2026/a/index.md"]


def test_names_are_compared_in_one_spelling(tmp_path: Path) -> None:
    write(tmp_path, "2026/a/cafe\u0301.pdf")
    tree = read(tmp_path)
    assert list(tree.sizes) == ["2026/a/caf\u00e9.pdf"]
    assert tree.on_disk == {"2026/a/caf\u00e9.pdf": "2026/a/cafe\u0301.pdf"}


def test_a_link_to_a_folder_is_reported_where_nothing_else_is_read(tmp_path: Path) -> None:
    write(tmp_path, "2026/.hidden/a.md").with_name("loop").symlink_to(tmp_path / "stories", target_is_directory=True)
    assert list(faults(read(tmp_path))) == ["stories/2026/.hidden/loop"]


def test_two_names_that_are_one_are_an_error(tmp_path: Path) -> None:
    for name in ("caf\u00e9.txt", "cafe\u0301.txt"):
        write(tmp_path, f"2026/a/{name}")
    ((path, fault),) = faults(read(tmp_path)).items()
    assert path == "stories/2026/a/caf\u00e9.txt"
    assert fault == "there are two files with this name, which spell an accent in two ways; delete or rename one"


def test_two_folders_that_are_one_are_an_error(tmp_path: Path) -> None:
    for name in ("caf\u00e9/x/a.txt", "cafe\u0301/x/b.txt", "cafe\u0301/c.txt"):
        write(tmp_path, f"2026/a/{name}")
    (problem,) = folders_are_one(read(tmp_path))
    assert problem.path == "stories/2026/a/caf\u00e9"
    assert (
        problem.message
        == "there are two folders with this name, which spell an accent in two ways; move everything into one"
    )
