"""What a person is told when an installation fails: the reason that the program gave, and a remedy that fits it."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.installing.made_up import ROOT, lock, machine, make_wheel, offer, script_of

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = script_of(ROOT)


@pytest.fixture(autouse=True)
def _typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TYPED", "make site")


@pytest.fixture
def offered(tmp_path: Path) -> Path:
    offer(tmp_path / "offered", "1.0")
    return tmp_path / "offered"


def told(offered: Path, text: str, **env: str) -> str:
    """What pip's refusal of a lock is turned into. It is asked for a rehearsal, with the options of an installation."""
    file = offered.parent / "requirements.lock"
    file.write_text(text, "utf-8")
    command = (sys.executable, *SCRIPT.INSTALL[1:], "--dry-run", *SCRIPT.LOCKED, "-r", str(file))
    answer = subprocess.run(
        command,
        env=machine(offered, **env),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        text=True,
    )
    assert answer.returncode == 1, answer.stdout
    return str(SCRIPT.explain(answer.stdout))


def test_a_package_that_is_not_the_locked_one(offered: Path) -> None:
    text = lock(offered, "alpha")
    make_wheel(offered, "alpha", "1.0", changed="")

    message = told(offered, text)

    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in message
    assert "alpha==1.0" in message
    assert "not what the lock file names" in message
    assert "make lock" in message
    assert "network" not in message


def test_a_package_that_there_is_not_for_this_machine(offered: Path) -> None:
    text = lock(offered, "alpha")
    (offered / "alpha-1.0-py3-none-any.whl").rename(offered / "alpha-1.0-cp27-none-any.whl")

    message = told(offered, text)

    assert "No matching distribution found for alpha==1.0" in message
    assert f"no such file for Python {sys.version.split()[0]} on {sys.platform}" in message
    assert "make site PYTHON=" in message
    assert "network" not in message


def test_a_lock_without_a_hash(offered: Path) -> None:
    message = told(offered, lock(offered, "gamma") + "alpha==1.0\n")

    assert "Hashes are required" in message
    assert "make lock" in message
    assert "network" not in message


def test_no_network(offered: Path) -> None:
    text = lock(offered, "alpha")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        proxy = f"http://127.0.0.1:{closed.getsockname()[1]}"
        env = {"PIP_NO_INDEX": "", "PIP_RETRIES": "2", "PIP_PROXY": proxy, "PIP_FIND_LINKS": offered.parent.as_uri()}

        message = told(offered, text, **env, PIP_INDEX_URL="https://index.invalid/")

    assert message.count("connection broken") == 1
    assert "No matching distribution found for alpha==1.0" in message
    assert "HTTPS_PROXY" in message
    assert "type again: make site" in message
    assert "no such file" not in message


@pytest.mark.parametrize(
    ("reason", "remedy"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        (str(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x")), "disk is full"),
        (str(OSError(errno.EACCES, os.strerror(errno.EACCES), "x")), "may not write here"),
        ("alpha 1.0 requires beta, which is not installed.", "make lock"),
        ("alpha 1.0 has requirement beta>=2, but you have beta 1.0.", "make lock"),
        ("npm error code ENOTFOUND\nnpm error network request to ...", "HTTPS_PROXY"),
        ("WARNING: Retrying after connection broken by 'SSLError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]')'", "PIP_CERT"),
        ("npm error code SELF_SIGNED_CERT_IN_CHAIN", "NODE_EXTRA_CA_CERTS"),
        ("npm error code EINTEGRITY", "not what the lock file names"),
        ("npm error code ENOSPC", "disk is full"),
        ("npm error code ETARGET\nnpm error notarget No matching version found for axe-core@99", "no such file"),
        (
            "npm error `npm ci` can only install packages when your package.json and package-lock.json are in sync.",
            "make lock",
        ),
    ],
)
def test_other_reasons(reason: str, remedy: str) -> None:
    message = SCRIPT.explain(reason)

    assert reason in message
    assert remedy in message.split("Installing failed, for the reason above.")[1]


def test_a_reason_that_is_not_known_gets_no_remedy_that_would_be_a_guess() -> None:
    assert SCRIPT.explain("What is this?") == "\nWhat is this?\nInstalling failed, for the reason above."
