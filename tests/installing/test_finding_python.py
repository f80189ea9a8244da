"""Which Python an environment is made from, and what a person is told where there is none that will do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.installing.made_up import ROOT

if TYPE_CHECKING:
    from pathlib import Path

GOOD = f'#!/bin/sh\nexec "{sys.executable}" "$@"\n'
BARE = "#!/bin/sh\ncase $2 in *ensurepip*) exit 1 ;; esac\n" + GOOD.partition("\n")[2]
OLD = "#!/bin/sh\ncase $2 in *exit*) exit 1 ;; *print*) echo 3.9 ;; esac\n"
ROOT_USER, OTHER_USER = "#!/bin/sh\necho 0\n", "#!/bin/sh\necho 1000\n"


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """All that a machine has: the script's own tools, and what a test puts there."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "dirname", "chmod", "cp"):
        (folder / name).symlink_to(str(shutil.which(name)))
    ci = tmp_path / "project" / ".ci"
    ci.mkdir(parents=True)
    shutil.copy(ROOT / ".ci" / "environment", ci)
    (ci / "install.py").write_text("import sys; print('ready for', *sys.argv[1:])", "utf-8")
    return folder


def put(folder: Path, **programs: str) -> None:
    for name, text in programs.items():
        path = folder / name.replace("_", "-").replace("python3-", "python3.")
        path.write_text(text, "utf-8")
        path.chmod(0o755)


def run(programs: Path, part: str = "site", **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", programs.parent / "project" / ".ci" / "environment", part],
        check=False,
        capture_output=True,
        text=True,
        env={"PATH": str(programs), "TYPED": "make site", "HOME": os.devnull} | env,
    )


def test_python3_if_it_will_do(programs: Path) -> None:
    put(programs, python3=GOOD, python3_12=OLD)

    assert run(programs).stdout == "ready for site\n"


def test_a_newer_one_beside_an_old_python3(programs: Path) -> None:
    put(programs, python3=OLD, python3_12=GOOD)

    assert run(programs).stdout == "ready for site\n"


def test_the_one_that_is_there_already_even_where_python3_has_gone(programs: Path) -> None:
    made = programs.parent / "project" / ".venv" / "bin"
    made.mkdir(parents=True)
    put(made, python=GOOD)

    assert run(programs).stdout == "ready for site\n"


def test_the_one_that_is_named(programs: Path) -> None:
    put(programs, python3=OLD, mine=GOOD)

    assert run(programs, PYTHON="mine").stdout == "ready for site\n"


def test_one_that_is_named_and_not_there(programs: Path) -> None:
    put(programs, python3=GOOD)

    answer = run(programs, PYTHON="mine")

    assert answer.returncode == 1
    assert answer.stderr == "\nThere is no Python called 'mine' here. Name one that is, 3.11 or newer.\n"


def test_only_old_ones(programs: Path) -> None:
    put(programs, python3=OLD)

    answer = run(programs)

    assert answer.returncode == 1
    assert "needs Python 3.11 or newer, and python3 is Python 3.9" in answer.stderr
    assert "make site PYTHON=python3.12" in answer.stderr


VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


@pytest.mark.parametrize(
    ("python", "package", "reason"),
    [
        ({}, "python3-venv", "there is no Python here"),
        ({"python3": BARE}, f"python{VERSION}-venv", "lacks 'venv' or 'ensurepip'"),
    ],
)
class TestMissing:
    def test_without_apt_the_sentence_says_what_is_needed(
        self,
        programs: Path,
        python: dict[str, str],
        package: str,
        reason: str,
    ) -> None:
        put(programs, **python)

        answer = run(programs)

        assert answer.returncode == 1
        assert reason in answer.stderr
        assert package not in answer.stderr
        assert "Install Python 3.11 or newer with 'venv' and 'ensurepip', then type: make site" in answer.stderr

    def test_a_normal_user_is_reported_which_package_to_ask_for(
        self,
        programs: Path,
        python: dict[str, str],
        package: str,
        reason: str,
    ) -> None:
        put(programs, apt_get="#!/bin/sh\necho called >&2\n", id=OTHER_USER, **python)

        answer = run(programs)

        assert answer.returncode == 1
        assert reason in answer.stderr
        assert f"Type: sudo apt install {package}\n" in answer.stderr
        assert "called" not in answer.stderr

    def test_root_gets_it(self, programs: Path, python: dict[str, str], package: str, reason: str) -> None:
        put(programs, id=ROOT_USER, **python)
        (programs.parent / "good").write_text(GOOD, "utf-8")
        copy = f'cp "{programs.parent}/good" "{programs}/python3" && chmod +x "{programs}/python3"'
        put(programs, apt_get=f'#!/bin/sh\ncase "$*" in update) ;; *" {package}") {copy} ;; *) exit 1 ;; esac\n')

        answer = run(programs)

        assert reason not in answer.stderr
        assert answer.stdout == f"Environment: installing {package} with apt-get\nready for site\n"

    def test_root_is_reported_why_not(self, programs: Path, python: dict[str, str], package: str, reason: str) -> None:
        put(programs, id=ROOT_USER, apt_get="#!/bin/sh\necho 'E: no mirror'\nexit 100\n", **python)

        answer = run(programs)

        assert answer.returncode == 1
        assert "E: no mirror" in answer.stderr
        assert reason in answer.stderr
        assert f"Installing {package} with apt-get failed" in answer.stderr


@pytest.mark.parametrize("part", ["dev", "checkers"])
class TestGit:
    """The tests make repositories, so that they need it; a site does not."""

    def test_it_is_there(self, programs: Path, part: str) -> None:
        put(programs, python3=GOOD, git="#!/bin/sh\n")
        assert run(programs, part).stdout == f"ready for {part}\n"

    def test_without_apt_the_sentence_says_what_is_needed(self, programs: Path, part: str) -> None:
        put(programs, python3=GOOD)
        answer = run(programs, part, TYPED="make test")
        assert answer.returncode == 1
        assert answer.stderr == (
            "\nThe tests need git: they make repositories of their own.\nInstall git, then type: make test\n"
        )

    def test_a_normal_user_is_reported_which_package_to_ask_for(self, programs: Path, part: str) -> None:
        put(programs, python3=GOOD, apt_get="#!/bin/sh\necho called >&2\n", id=OTHER_USER)
        answer = run(programs, part)
        assert "Type: sudo apt install git\n" in answer.stderr
        assert "called" not in answer.stderr

    def test_root_gets_it(self, programs: Path, part: str) -> None:
        put(
            programs,
            python3=GOOD,
            id=ROOT_USER,
            apt_get='#!/bin/sh\ncase "$*" in update | *" git") ;; *) exit 1 ;; esac\n',
        )
        assert run(programs, part).stdout == f"Environment: installing git with apt-get\nready for {part}\n"
