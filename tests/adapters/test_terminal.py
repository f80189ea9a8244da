from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from site_builder.adapters import terminal
from site_builder.content.source import RawFile
from tests.adapters.projects import AS_OF, Folder, on_terminal, run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def read_many(files: int) -> None:
    with terminal.reading(files) as on_read:
        for n in range(files):
            on_read(RawFile(f"stories/2026/{n}.md"))


def test_long_work_shows_a_bar_to_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)

    read_many(200)

    assert "Reading the stories" in screen.getvalue()
    assert "200/200" in screen.getvalue()


def test_short_work_shows_none(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)

    read_many(199)

    assert screen.getvalue() == ""


def test_no_bar_where_nobody_looks_on(capsys: pytest.CaptureFixture[str]) -> None:
    read_many(200)

    assert capsys.readouterr() == ("", "")


def test_the_bar_never_mixes_with_what_is_asked_for(folder: Folder, tmp_path: Path) -> None:
    for n in range(200):
        folder.write(f"2026/n{n}.md", "---\n")

    result = run("check", "--format", "json", *AS_OF, env={"FORCE_COLOR": "1"})

    assert result.stdout.startswith("{\n")
    assert "Reading the stories" in result.stderr
    assert tmp_path == folder.root.parent


def test_the_bar_goes_away_when_the_work_is_done(folder: Folder) -> None:
    for n in range(200):
        folder.write(f"2026/n{n}.md", id=f"story-{n}")

    screen = on_terminal("check", *AS_OF).screen

    assert "Reading the stories" in screen
    assert screen.rstrip().endswith("200 stories checked: nothing to fix.")
