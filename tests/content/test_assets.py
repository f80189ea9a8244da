from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from site_builder.content.assets import fault, places, url_path
from site_builder.content.markdown import read_document
from site_builder.content.outline import Outline, outline_of
from site_builder.content.source import Tree
from tests.builders import piece

OWN = replace(piece("own", path="2026/own/index.md"), body="![a](a.png) [b](deep/b%20c.pdf) [c](notes.md)")
IMAGE = {"file": "photo.jpg", "alt": "A street", "credit": "The council"}


def tree(*paths: str, **unfit: str) -> Tree:
    return Tree("stories", (), dict.fromkeys(paths, 1), unfit)


def outline(text: str) -> Outline:
    """Return the outline of a text."""
    return outline_of(read_document(text), text)


def test_of_a_folder_only_what_the_piece_names_goes_with_it() -> None:
    files = tree(
        "2026/own/index.md", "2026/own/a.png", "2026/own/deep/b c.pdf", "2026/own/notes.md", "2026/own/Thumbs.db",
        "2026/own/notes.docx", "2027/own/a.png",
    )  # fmt: skip
    assert places([OWN], [], files) == {
        "2026/own/a.png": ("stories/own/a.png",),
        "2026/own/deep/b c.pdf": ("stories/own/deep/b c.pdf",),
    }


def test_names_are_in_the_front_matter_and_in_the_text() -> None:
    body = "![a](chart.png) [b](a%20b.pdf#page=2) [c](data.csv?x) [d](https://example.org/other.png) [e](own.md)"
    story = replace(
        piece(
            "story",
            image=IMAGE,
            artefacts=[
                {"title": "f", "kind": "slides", "file": "slides/f.pdf"},
                {"title": "g", "kind": "video", "url": "https://example.org/photo.jpg"},
            ],
        ),
        body=body,
    )
    names = ["photo.jpg", "slides/f.pdf", "chart.png", "a b.pdf", "data.csv"]
    files = tree(*(f"2026/{name}" for name in (*names, "other.png", "own.md")), "2027/photo.jpg", "photo.jpg")
    assert places([story], [], files) == {f"2026/{name}": (f"stories/story/{name}",) for name in names}


def test_a_file_that_several_pieces_name_goes_with_each_once() -> None:
    first = replace(piece("first", image=IMAGE), body="![a](photo.jpg)")
    second = piece("second", image=IMAGE)
    assert places([first, second], [], tree("2026/photo.jpg")) == {
        "2026/photo.jpg": ("stories/first/photo.jpg", "stories/second/photo.jpg")
    }


def test_a_file_in_a_pieces_own_folder_goes_with_no_other() -> None:
    other = replace(piece("other"), body="![a](own/a.png)")
    files = tree("2026/own/index.md", "2026/own/a.png")
    assert places([OWN, other], [], files) == {"2026/own/a.png": ("stories/own/a.png",)}


def test_a_page_publishes_what_its_text_names_where_it_is() -> None:
    pages = [("pages/about.md", outline("![us](team.jpg)")), ("index.md", outline("[plan](plan.pdf)"))]
    files = tree("pages/team.jpg", "pages/other.jpg", "plan.pdf", "other.pdf")
    assert places([], pages, files) == {"pages/team.jpg": ("pages/team.jpg",), "plan.pdf": ("plan.pdf",)}


def test_files_that_nobody_names_are_not_published() -> None:
    files = tree("2026/photo.jpg", "2026/own/a.png", "pages/b.png", "c.png")
    assert places([piece("story")], [("pages/about.md", outline("Text"))], files) == {}


def test_a_file_with_a_fault_is_not_published() -> None:
    story = replace(piece("story", image=IMAGE), body="[a](page.html) [b](x.js) [c](notes.markdown) [d](data)")
    files = Tree(
        "stories", (), dict.fromkeys(["2026/photo.jpg", "2026/page.html", "2026/x.js", "2026/notes.markdown", "2026/data"], 1),
        {"2026/photo.jpg": "its content is a web page"},
    )  # fmt: skip
    assert places([story], [], files) == {}


@pytest.mark.parametrize(
    ("name", "rule", "words"),
    [
        ("here.pdf", None, ""),
        ("deep/here.pdf", None, ""),
        ("./here.pdf", None, ""),
        ("HERE.PDF", "file-missing", "there is no file 'HERE.PDF' beside the story"),
        ("../2026/own/here.pdf", "file-outside", "leads out of the story's folder"),
        ("../other/there.pdf", "file-outside", "leads out of the story's folder"),
        ("index.md", "file-missing", "is a page and not a file"),
        ("nowhere.pdf", "file-missing", "there is no file 'nowhere.pdf' beside the story"),
        ("page.html", "file-type", "'page.html' cannot be published here; use one of these types: png, jpg"),
        ("bad.png", "file-content", "'bad.png' cannot be published: it is a program"),
    ],
)
def test_what_is_wrong_with_a_reference(name: str, rule: str | None, words: str) -> None:
    paths = ["index.md", "here.pdf", "deep/here.pdf", "page.html", "bad.png"]
    files = Tree(
        "stories", (), dict.fromkeys([*(f"2026/own/{path}" for path in paths), "2026/other/there.pdf"], 1),
        {"2026/own/bad.png": "it is a program"},
    )  # fmt: skip

    found = fault("2026/own/index.md", name, files)

    assert (found.rule if found else None) == rule
    assert words in (found.message if found else "")


def test_a_name_is_the_same_however_its_accents_are_spelled() -> None:
    decomposed = unicodedata.normalize("NFD", "café.jpg")
    story = replace(piece("story", path="2026/story/index.md"), body=f"![a]({decomposed})")
    assert places([story], [], tree("2026/story/café.jpg")) == {"2026/story/café.jpg": ("stories/story/café.jpg",)}
    assert url_path(story, decomposed) == "stories/story/caf%C3%A9.jpg"
