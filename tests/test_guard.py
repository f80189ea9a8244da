"""No test depends on what this instance has, nor on the day on which it runs: tests/guard.py sees to it."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from site_builder.adapters import clock
from site_builder.adapters.project import load_project
from tests import guard
from tests.guard import ROOT, ClockReadError, InstanceReadError
from tests.site.projects import SHOWCASE

if TYPE_CHECKING:
    from collections.abc import Callable

READS: dict[str, Callable[[], object]] = {
    "a-file": (ROOT / "mkdocs.yml").read_bytes,
    "a-file-by-a-detour": (ROOT / "tests" / ".." / "mkdocs.yml").read_bytes,
    "a-story": (ROOT / "stories" / "2026" / "no-matter-which.md").read_bytes,
    "the-project": lambda: load_project(ROOT / "mkdocs.yml"),
    "a-command-here": lambda: subprocess.run([sys.executable, "-m", "mkdocs", "build"], cwd=ROOT, check=True),
    "a-command-on-it": lambda: subprocess.run(["stories", "check", "-f", str(ROOT / "mkdocs.yml")], check=True),
}
LISTS: dict[str, Callable[[], object]] = {
    "its-names": lambda: os.listdir(ROOT / "stories"),  # noqa: PTH208 - one of the ways
    "its-entries": lambda: list((ROOT / "stories").iterdir()),
    "all-stories": lambda: list((ROOT / "stories").rglob("*.md")),
    "all-folders": lambda: list(os.walk(ROOT / "stories")),
}


@pytest.mark.parametrize("way", READS)
def test_no_file_of_this_instance_can_be_read(way: str) -> None:
    with pytest.raises(InstanceReadError):
        READS[way]()


@pytest.mark.parametrize("way", LISTS)
def test_a_folder_of_this_instance_that_was_listed_is_known(way: str) -> None:
    LISTS[way]()
    folders = set(guard.listed)
    guard.listed.clear()
    assert str(ROOT / "stories") in folders


def test_what_the_tests_have_of_their_own_can_be_read() -> None:
    assert load_project(SHOWCASE / "mkdocs.yml").read_tree().texts
    assert (ROOT / "README.md").read_text("utf-8")
    assert [path for path in ROOT.iterdir() if path.name == "stories"]


def test_the_clock_cannot_be_read() -> None:
    with pytest.raises(ClockReadError):
        clock.today(ZoneInfo("Europe/London"), {})


CLOCK = re.compile(r"\.[\s\\]*(?:now|utcnow|time|localtime|gmtime|today)\b")
"""How each call ends; only programs with one of these are taken apart."""


def clocks_read(text: str) -> list[str]:
    """Return every call in a program that tells the time of day."""
    if not CLOCK.search(text):
        return []
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    named = [(node, ast.unparse(node.func)) for node in calls]
    return [
        ast.unparse(node)
        for node, name in named
        if name.endswith((".now", ".utcnow", "time.time", ".localtime", ".gmtime", "date.today"))
    ]


@pytest.mark.parametrize("text", ["date.today()", "datetime.now(UTC)", "datetime.date.today()", "time.time()"])
def test_a_clock_in_a_program_is_found(text: str) -> None:
    assert clocks_read(f"a = {text}") == [text]


def test_no_test_asks_for_the_time_itself() -> None:
    found = {path: clocks_read(path.read_text("utf-8")) for path in Path(__file__).parent.rglob("*.py")}
    assert {path.name: calls for path, calls in found.items() if calls} == {}
