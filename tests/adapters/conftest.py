"""A small project on disk for the tests of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.adapters.projects import Folder
from tests.site.projects import copy_of_showcase

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the person or the machine that runs the tests has set must not change them."""
    for name in (
        "COLORTERM", "COLUMNS", "FORCE_COLOR", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "LINES", "NO_COLOR",
        "PYTHONIOENCODING", "SOURCE_DATE_EPOCH", "TTY_COMPATIBLE", "TTY_INTERACTIVE",
    ):  # fmt: skip
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """Return a project without stories, and go to its folder."""
    project = Folder(tmp_path / "project")
    monkeypatch.chdir(project.root)
    return project


@pytest.fixture(scope="session")
def showcase_config(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the path of the mkdocs.yml of a copy of the showcase: commands keep what they have read beside it."""
    return str(copy_of_showcase(tmp_path_factory.mktemp("showcase")))
