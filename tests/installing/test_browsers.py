"""Which Chromium the tests take, and what is installed where there is none."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests import browser_install
from tests.browser_install import InstallError, ensure, ensure_shell, find_chromium, main, playwrights_folders

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Machine = Callable[..., list[str]]

RUNS, ASKS_FOR_A_SNAP = "exit 0", "echo 'requires the snap' >&2; exit 1"
SHELL = "chromium_headless_shell-1/chrome-headless-shell-linux64/chrome-headless-shell"
WHOLE = "chromium-1/chrome-linux64/chrome"
OF_MACOS = "chromium-1/chrome-mac/Chromium.app/Contents/MacOS/Chromium"


def put(path: Path, does: str = RUNS) -> Path:
    """Make a program that does this."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{does}\n", "utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only folder in which this machine has programs; Playwright has a cache beside it."""
    folder, cache = tmp_path / "bin", tmp_path / "cache"
    folder.mkdir()
    monkeypatch.setenv("PATH", os.fspath(folder))
    monkeypatch.delenv("CHROMIUM", raising=False)
    folders = [cache / name for name in ("chromium-1", "ffmpeg-1", "chromium_headless_shell-1")]
    monkeypatch.setattr(browser_install, "playwrights_folders", lambda: folders)
    return folder


@pytest.fixture
def cache(programs: Path) -> Path:
    """Return where Playwright keeps its browsers."""
    return programs.with_name("cache")


@pytest.fixture
def machine(programs: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Return a function that makes this a machine of a distribution, for root or somebody else, and gives the steps taken.

    Each step is noted, and puts in place what it would bring.
    """
    steps: list[str] = []

    def run(*command: str) -> None:
        steps.append(" ".join(command[1:]))
        if "chromium-headless-shell" in command:
            put(programs / "chromium-headless-shell")
        if "--only-shell" in command:
            put(cache / SHELL)

    def machine(system: str, *, is_root: bool) -> list[str]:
        monkeypatch.setattr(browser_install, "run", run)
        monkeypatch.setattr(browser_install, "may_install", lambda: is_root)
        monkeypatch.setattr(browser_install, "system_id", lambda: system)
        return steps

    return machine


@pytest.mark.parametrize(
    ("there", "taken"),
    [
        (["chromium", "chromium-headless-shell", "google-chrome"], "chromium-headless-shell"),
        (["google-chrome", "chromium"], "chromium"),
        (["google-chrome"], "google-chrome"),
    ],
)
def test_the_headless_shell_is_taken_before_a_whole_chromium(programs: Path, there: list[str], taken: str) -> None:
    for name in there:
        put(programs / name)
    assert find_chromium() == programs / taken


def test_a_program_that_does_not_run_is_passed_over(programs: Path) -> None:
    put(programs / "chromium-browser", ASKS_FOR_A_SNAP)
    put(programs / "chromium-headless-shell", "exit 127")
    assert find_chromium() is None
    put(programs / "google-chrome")
    assert find_chromium() == programs / "google-chrome"


def test_the_one_that_is_named_is_taken_or_none(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(programs / "chromium-headless-shell")
    named = put(tmp_path / "opt" / "chrome")
    monkeypatch.setenv("CHROMIUM", os.fspath(named))
    assert find_chromium() == named
    named.unlink()
    assert find_chromium() is None
    with pytest.raises(InstallError, match=f"CHROMIUM names '{named}', which is not a browser that runs"):
        ensure()


@pytest.mark.parametrize(
    ("there", "taken"),
    [([WHOLE, SHELL], SHELL), ([WHOLE], WHOLE), ([OF_MACOS], OF_MACOS)],
)
def test_playwrights_own_is_taken_where_there_is_no_other(
    programs: Path, cache: Path, there: list[str], taken: str
) -> None:
    assert find_chromium() is None
    for path in there:
        put(cache / path)
    assert find_chromium() == cache / taken
    put(programs / "google-chrome")
    assert find_chromium() == programs / "google-chrome"


def test_playwrights_installer_says_where_it_puts_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", os.fspath(tmp_path))
    folders = playwrights_folders()
    assert {"chromium", "chromium_headless_shell"} <= {folder.name.rpartition("-")[0] for folder in folders}
    assert {folder.parent for folder in folders} == {tmp_path}


SHELL_ALONE = "-o DPkg::Lock::Timeout=120 install -y --no-install-recommends chromium-headless-shell"
PACKAGES = ["-o DPkg::Lock::Timeout=120 update", "-o DPkg::Lock::Timeout=120 install -y libatomic1"]


@pytest.mark.parametrize(
    ("system", "is_root", "expected"),
    [
        ("debian", True, [PACKAGES[0], f"{PACKAGES[1]} chromium-headless-shell"]),
        ("ubuntu", True, [*PACKAGES, "-m playwright install --only-shell --with-deps chromium"]),
        ("debian", False, ["-m playwright install --only-shell chromium"]),
        ("", False, ["-m playwright install --only-shell chromium"]),
    ],
)
def test_what_is_installed_is_the_headless_shell(
    machine: Machine, system: str, *, is_root: bool, expected: list[str]
) -> None:
    steps = machine(system, is_root=is_root)
    ensure()
    assert steps == expected


def test_nothing_is_installed_where_a_whole_chromium_runs(machine: Machine, programs: Path) -> None:
    put(programs / "chromium")
    steps = machine("debian", is_root=True)
    ensure()
    assert steps == []


def test_without_any_a_person_is_told_what_to_install(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine("debian", is_root=False)
    monkeypatch.setattr(browser_install, "run", lambda *_: None)
    assert main([]) == 1
    said = capsys.readouterr().err
    assert "Chromium was installed, but does not run." in said
    assert "sudo apt install chromium-headless-shell libatomic1" in said


@pytest.mark.parametrize(
    ("system", "is_root", "brings"), [("debian", True, True), ("debian", False, False), ("ubuntu", True, False)]
)
def test_the_shell_is_brought_beside_a_whole_chromium_where_that_can_be(
    programs: Path, machine: Machine, system: str, *, is_root: bool, brings: bool
) -> None:
    put(programs / "chromium")
    steps = machine(system, is_root=is_root)
    ensure_shell()
    ensure_shell()  # the second time it is there
    assert [step for step in steps if "install" in step] == [SHELL_ALONE] * brings
    assert find_chromium() == programs / ("chromium-headless-shell" if brings else "chromium")


def test_a_chromium_that_is_named_needs_no_shell(
    programs: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = machine("debian", is_root=True)
    monkeypatch.setenv("CHROMIUM", os.fspath(put(programs / "chromium")))
    ensure_shell()
    assert steps == []


def test_without_the_shell_the_tests_go_on_with_chromium(
    programs: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_command: str) -> None:
        raise InstallError("This failed: apt-get")

    put(programs / "chromium")
    machine("debian", is_root=True)
    monkeypatch.setattr(browser_install, "run", refuse)
    ensure_shell()
    assert "This failed: apt-get\nThe tests use Chromium, which takes them longer." in capsys.readouterr().err
    assert find_chromium() == programs / "chromium"
