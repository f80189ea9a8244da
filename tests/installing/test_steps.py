"""Which steps an installation takes; each is noted here and not done."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.installing.made_up import make_project, offer, script_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

    Install = Callable[..., list[str]]


def refusal(reason: str) -> subprocess.CalledProcessError:
    """How a program says that it could not do its step."""
    return subprocess.CalledProcessError(1, "a program", reason)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    offer(tmp_path / "offered", "1.0")
    folder = make_project(tmp_path / "project", tmp_path / "offered")
    npm = folder / "tests" / "npm"
    npm.mkdir(parents=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        (npm / name).write_text("{}", "utf-8")
    return folder


@pytest.fixture
def script(project: Path) -> ModuleType:
    return script_of(project)


@pytest.fixture
def install(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Install:
    steps: list[str] = []
    breaks: dict[str, BaseException] = {}

    def create(*command: str | Path) -> None:
        if "venv" in command:
            steps.append("new")
        script.VENV.mkdir(exist_ok=True)

    def step(part: str) -> None:
        steps.append(part)
        if part in breaks:
            raise breaks[part]

    def install(wanted: str, **broken: BaseException) -> list[str]:
        steps.clear()
        breaks.clear()
        breaks.update(broken)
        if message := script.main(wanted):
            steps.append("interrupted" if "Interrupted" in message else "failed")
        return steps.copy()

    monkeypatch.setattr(script, "run", create)
    monkeypatch.setattr(script, "install", step)
    return install


def test_what_is_there_is_not_installed_again(install: Install) -> None:
    assert install("site") == ["new", "site", "project"]
    assert install("site") == []
    assert install("dev") == ["dev"]
    assert install("site") == []
    assert install("checkers") == ["checkers"]
    assert install("checkers") == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_changed_lock_needs_a_new_environment_because_it_may_name_less(
    install: Install, project: Path, name: str
) -> None:
    install("checkers")
    with (project / name).open("a") as file:
        file.write("# changed\n")

    assert install("checkers") == ["new", "dev", "project", "checkers"]


def test_the_tools_of_the_code_are_not_looked_at_where_there_are_none(install: Install, project: Path) -> None:
    install("site")
    (project / "requirements-dev.lock").write_text("", "utf-8")

    assert install("site") == []


def test_a_changed_project_is_installed_into_the_environment_that_is_there(install: Install, project: Path) -> None:
    install("dev")
    with (project / "pyproject.toml").open("a") as file:
        file.write("# changed\n")

    assert install("site") == ["project"]


def test_a_folder_that_was_moved_needs_a_new_environment(
    install: Install, script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    install("site")
    monkeypatch.setattr(script.sys, "base_prefix", "/another/python")

    assert install("site") == ["new", "site", "project"]


@pytest.mark.parametrize("part", ["site", "project"])
def test_an_interrupted_installation_is_made_again(install: Install, part: str) -> None:
    assert install("site", **{part: KeyboardInterrupt()})[-1] == "interrupted"

    assert install("site") == ["new", "site", "project"]


def test_tools_of_the_code_that_were_interrupted_leave_no_half_environment(install: Install) -> None:
    install("site")
    assert install("dev", dev=KeyboardInterrupt()) == ["dev", "interrupted"]

    assert install("site") == ["new", "site", "project"]


def test_checkers_that_were_interrupted_or_failed_cost_no_new_environment(install: Install) -> None:
    assert install("checkers", checkers=KeyboardInterrupt())[-1] == "interrupted"
    assert install("checkers", checkers=refusal("no network")) == ["checkers", "failed"]

    assert install("checkers") == ["checkers"]


def test_a_project_that_cannot_be_built_costs_no_new_environment(install: Install) -> None:
    assert install("site", project=refusal("a mistake in pyproject.toml"))[-2:] == ["project", "failed"]

    assert install("site") == ["project"]


def test_a_record_that_was_cut_off_counts_as_none(install: Install, script: ModuleType) -> None:
    install("site")
    script.RECORD.write_text(script.RECORD.read_text("utf-8")[:20], "utf-8")

    assert install("site") == ["new", "site", "project"]
