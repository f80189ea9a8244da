from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from tests.installing.made_up import machine, make_project, offer

if TYPE_CHECKING:
    from pathlib import Path


def start(project: Path, level: str, env: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        ["sh", ".ci/environment", level],
        cwd=project,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def output(process: subprocess.Popen[str]) -> str:
    text, _ = process.communicate(timeout=300)
    assert process.returncode == 0, text
    return text


def packages(project: Path) -> dict[str, str]:
    """What is installed, with its version; pip comes with the environment."""
    found = {path.name.removesuffix(".dist-info") for path in project.glob(".venv/lib/*/site-packages/*.dist-info")}
    return {name: version for name, version in (each.split("-") for each in found) if name != "pip"}


def places(project: Path) -> set[str]:
    """Where the environment's Python looks for modules, in a locale without the letters of the path."""
    code = "import os, sys; print(*(os.fsencode(place).hex() for place in sys.path))"
    ascii_only = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    python = project / ".venv" / "bin" / "python"
    answer = subprocess.run([python, "-c", code], env=ascii_only, check=True, capture_output=True, text=True)
    return {bytes.fromhex(place).decode() for place in answer.stdout.split()}


def test_what_is_installed_is_what_the_lock_names_whatever_else_is_offered(tmp_path: Path) -> None:
    offered = tmp_path / "offered"
    offer(offered, "1.0")
    project = make_project(tmp_path / "Grüße an alle" / "it's", offered)
    offer(offered, "2.0")
    constraint = tmp_path / "constraint.txt"
    constraint.write_text("alpha==2.0\n")
    env = machine(offered, PIP_CONSTRAINT=str(constraint), PIP_PRE="1")

    both = [output(process) for process in [start(project, "site", env) for _ in range(2)]]

    assert sorted("creating .venv" in text for text in both) == [False, True]
    assert sorted("waiting for another process" in text for text in both) == [False, True]
    expected = dict.fromkeys(("alpha", "beta", "feedgen", "gamma", "setuptools", "made_up"), "1.0")
    assert packages(project) == expected
    assert {path.read_text() for path in project.glob(".venv/lib/*/site-packages/built_*.txt")} == {"setuptools 1.0"}

    assert places(project) >= {str(project)}

    assert output(start(project, "site", env)) == ""

    more = output(start(project, "dev", env))
    assert "creating" not in more
    assert packages(project) == expected | {"delta": "1.0"}
