"""Outlines kept between runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_builder.adapters.cache import Cache
from site_builder.adapters.kept_values import KeptOutlines
from site_builder.adapters.project import load_project
from site_builder.content import story
from site_builder.content.markdown import read_document
from tests import builders

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.content.document import Document
    from site_builder.content.story import Story

STORY = "---\nid: story-1\ntitle: A story\n---\n"
BODY = "## How it works\n\nA [link](other.md) and words.\n"


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path, b"program")


def piece(body: str) -> Story:
    """Return a story with a text."""
    files = {"2026/story.md": STORY + body}
    (found,) = builders.read(files).stories
    return found


def test_what_was_kept_is_known_again(cache: Cache, tmp_path: Path) -> None:
    found = piece(BODY)
    KeptOutlines(cache).keep([found])

    assert KeptOutlines(Cache(tmp_path, b"program")).of(found.body) == found.outline


def test_another_text_and_another_program_know_nothing(cache: Cache, tmp_path: Path) -> None:
    found = piece(BODY)
    KeptOutlines(cache).keep([found])

    assert KeptOutlines(cache).of(found.body + "\n") is None
    assert KeptOutlines(Cache(tmp_path, b"another program")).of(found.body) is None


def test_texts_that_are_gone_are_forgotten(cache: Cache) -> None:
    first, second = piece(BODY), piece("## How\n\nOther words.\n")
    KeptOutlines(cache).keep([first])
    KeptOutlines(cache).keep([second])

    assert KeptOutlines(cache).of(first.body) is None
    assert KeptOutlines(cache).of(second.body) == second.outline


def test_a_check_reads_a_text_again_only_when_it_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: A\nplugins: [stories]\ndocs_dir: stories\n", "utf-8")
    folder = tmp_path / "stories/2026"
    folder.mkdir(parents=True)
    for name in ("one", "two"):
        head = f"---\nid: {name}-1234\ntitle: A\nsummary: {'A ' * 30}\n---\n"
        (folder / f"{name}.md").write_text(f"{head}Text of {name}.\n", "utf-8")
    project = load_project(tmp_path / "mkdocs.yml")
    first = project.read(builders.TODAY)
    texts: list[str] = []

    def read(text: str) -> Document:
        texts.append(text)
        return read_document(text)

    monkeypatch.setattr(story, "read_document", read)

    again = project.read(builders.TODAY)
    with (folder / "two.md").open("a", encoding="utf-8") as file:
        file.write("## More\n")
    last = project.read(builders.TODAY)

    assert again.problems == first.problems == ()
    assert texts == ["Text of two.\n## More\n"]
    assert [section.words for section in last.stories[1].outline.sections] == ["More"]
