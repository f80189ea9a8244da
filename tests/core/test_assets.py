from __future__ import annotations

from dataclasses import replace

from site_builder.core.assets import places
from tests.builders import piece

OWN = piece("own", path="2026/own/index.md")
IMAGE = {"file": "photo.jpg", "alt": "A street", "credit": "The council"}


def test_everything_in_a_pieces_own_folder_goes_with_it() -> None:
    files = [
        "2026/own/index.md",
        "2026/own/a.png",
        "2026/own/deep/b c.pdf",
        "2026/own/notes.md",
        "2027/own/d.png",
    ]
    assert places([OWN], files) == {
        "2026/own/a.png": ("stories/own/a.png",),
        "2026/own/deep/b c.pdf": ("stories/own/deep/b c.pdf",),
    }


def test_of_a_shared_folder_only_what_a_piece_names_goes_with_it() -> None:
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
    files = [f"2026/{name}" for name in (*names, "other.png", "own.md")] + ["2027/photo.jpg", "photo.jpg"]
    assert places([story], files) == {f"2026/{name}": (f"stories/story/{name}",) for name in names}


def test_a_file_that_several_pieces_name_goes_with_each_once() -> None:
    first = replace(piece("first", image=IMAGE), body="![a](photo.jpg)")
    second = piece("second", image=IMAGE)
    assert places([first, second], ["2026/photo.jpg"]) == {
        "2026/photo.jpg": ("stories/first/photo.jpg", "stories/second/photo.jpg")
    }


def test_a_file_in_a_pieces_own_folder_goes_with_no_other() -> None:
    other = replace(piece("other"), body="![a](own/a.png)")
    assert places([OWN, other], ["2026/own/a.png"]) == {"2026/own/a.png": ("stories/own/a.png",)}


def test_files_that_no_piece_names_are_not_published() -> None:
    assert places([piece("story")], ["2026/photo.jpg", "2026/own/a.png", "pages/b.png", "c.png"]) == {}
    assert places([], ["2026/photo.jpg"]) == {}
