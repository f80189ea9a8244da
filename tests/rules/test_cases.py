"""Golden cases: each file of ``cases`` is a bad story, a line ``====``, and what is to be said of it.

The story is read as ``2026/bad.md`` beside good ones. What is expected is written without the path, so that
a line reads ``line:column severity [rule] message``.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.builders import faults, read, story_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))
BAD = "2026/bad.md"
GOOD = {
    "2026/good.md": story_text("![A street](photo.jpg)\n\n## How\n\n[The plan](plan.pdf)\n"),
    "2026/later.md": story_text(id="later-story", date=date(2026, 12, 1)),
    "2026/draft.md": story_text(id="draft-story", status="draft", date=date(2026, 12, 8)),
    "2026/own-folder/index.md": story_text("![A chart](chart.png)\n\n## How\n\nSo.\n", id="own-folder-story"),
    "pages/about.md": "---\ntitle: About\ndescription: What this site is.\n---\n\nText.\n",
}
FILES = ("2026/photo.jpg", "2026/plan.pdf", "2026/own-folder/chart.png")


def test_there_are_many_kinds_of_bad_file() -> None:
    assert len(CASES) >= 100


def of_case(path: Path) -> tuple[str, list[str]]:
    text, _, expected = path.read_text("utf-8").partition("\n====\n")
    assert expected, f"{path.name} has no line '===='"
    return f"{text}\n", expected.splitlines()


def found_in(data: bytes) -> list[str]:
    """Return what is found in the bad file, after making sure that nothing else was touched by it."""
    collection = read(GOOD | {BAD: data}, FILES)
    assert {"2026/good.md", "2026/later.md", "2026/draft.md", "2026/own-folder/index.md"} <= {
        story.path for story in collection.stories
    }
    assert len(collection.pages) == 1
    found = faults(collection)
    assert all(fault.startswith(f"{BAD}:") for fault in found)
    return [fault.removeprefix(f"{BAD}:") for fault in found]


def further_down(expected: list[str], lines: int) -> list[str]:
    """Return what is expected lower down: the place of a problem, and a line that its message names."""
    return [re.sub(r"^\d+|(?<= on line )\d+", lambda n: str(int(n[0]) + lines), line) for line in expected]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_bad_file_gets_exactly_these_problems(path: Path) -> None:
    text, expected = of_case(path)
    assert found_in(text.encode()) == expected


CHANGES: Mapping[str, tuple[Callable[[str], str], int]] = {
    "crlf": (lambda text: text.replace("\n", "\r\n"), 0),
    "byte order mark": (lambda text: "\ufeff" + text, 0),
    "1 blank line": (lambda text: "\n" + text, 1),
    "3 blank lines": (lambda text: "\n \t\n\n" + text, 3),
    "all of it": (lambda text: "\ufeff" + ("\n" + text).replace("\n", "\r\n"), 1),
}
"""Files with the same content on disk, by what differs: how one is made, and how many lines further down all is."""


@pytest.mark.uncounted
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_places_are_true_to_the_file_on_disk(path: Path) -> None:
    text, expected = of_case(path)
    for name, (change, lines) in CHANGES.items():
        assert found_in(change(text).encode()) == further_down(expected, lines), name
