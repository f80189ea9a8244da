"""Makes .venv exactly as the lock files say, and installs the checkers of pages. `.ci/environment` calls this.

Nothing is worked out here. Each package is installed as its lock file names it, by hash, without the packages that it
asks for (the lock names them too), and as a wheel, but for feedgen, which is published as source only.

What is installed is written down when it is complete, so an interrupted installation is made again.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
RECORD = VENV / ".installed"

# The parts that each command wants, and the files that say what a part is.
WANTED = {"site": ("site", "project"), "dev": ("dev", "project"), "checkers": ("dev", "project", "checkers")}
FILES = {
    "site": ("requirements.lock",),
    "dev": ("requirements-dev.lock", "requirements.lock"),
    "project": ("pyproject.toml",),
    "checkers": ("tests/npm/package-lock.json", "tests/npm/package.json", "tests/npm/.npmrc"),
}

# Where packages come from is the machine's own matter. Which ones, and where to, is not.
EXACT = {"PIP_CONSTRAINT": os.devnull, "PIP_USER": "0"}
PIP = (VENV / "bin" / "python", "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input")
INSTALL = (*PIP, "install", "--no-deps", "--no-build-isolation", "--use-pep517")
LOCKED = ("--require-hashes", "--only-binary", ":all:", "--no-binary", "feedgen")

# What to do, by what pip, venv or npm says. The first that fits counts.
REMEDIES = {
    "No space left on device|ENOSPC|Disk quota exceeded": "The disk is full. Make room, then type again: {typed}",
    "DO NOT MATCH THE HASHES|EINTEGRITY": (
        "What came is not what the lock file names, and was not installed. If somebody changed the lock file by hand,\n"
        "take that back and type: make lock\n"
        "If not, a mirror or a proxy gave something else: ask whoever runs it."
    ),
    "Hashes are required|have their versions pinned|which is not installed|but you have|in sync": (
        "The lock file does not fit together. Take back what was changed in it by hand, and type: make lock"
    ),
    "CERTIFICATE_VERIFY_FAILED|SELF_SIGNED_CERT|UNABLE_TO_(?:GET_ISSUER|VERIFY)": (
        "The place that packages come from shows a certificate that this machine does not trust, as behind a proxy.\n"
        "Ask whoever runs the network for its certificate, and name the file in PIP_CERT and NODE_EXTRA_CA_CERTS.\n"
        "Then type again: {typed}"
    ),
    "connection broken|Connection error|[Tt]imed? ?out|HTTP error|ETIMEDOUT|ECONN|ENOTFOUND|EAI_AGAIN": (
        "The place that packages come from did not answer. If this machine needs a proxy, name it in HTTPS_PROXY.\n"
        "When the network works, type again: {typed}"
    ),
    "No matching distribution|ETARGET|E404": (
        "The place that packages come from has no such file for Python {version} on {machine}.\n"
        "If it has one for another Python, name that, for example: {typed} PYTHON=python3.12"
    ),
    "Permission denied|EACCES|Read-only file system": "You may not write here. Change that, then type again: {typed}",
}


class InstallError(Exception):
    """Something was not installed; the message is the reason that a program gave."""


def say(text: str) -> None:
    """Tell what takes its time."""
    print(f"Environment: {text}", flush=True)


def explain(reason: str) -> str:
    """What to tell a person: the last try to reach a network, the first error or else the last lines, and a remedy."""
    lines = [line for line in reason.splitlines() if line.strip()]
    tries = [line for line in lines if "connection broken" in line]
    first = next((n for n, line in enumerate(lines) if re.match(r"\s*(npm )?error", line, re.IGNORECASE)), -12)
    found = (text for pattern, text in REMEDIES.items() if re.search(pattern, reason))
    remedy = next(found, "").format(
        typed=os.environ.get("TYPED", "make site"),
        version=sys.version.split()[0],
        machine=f"{sys.platform} ({os.uname().machine})",
    )
    told = [*tries[-1:], *lines[first:][:12], "Installing failed, for the reason above.", remedy]
    return "\n".join(["", *told]).rstrip()


@contextmanager
def alone() -> Iterator[int]:
    """Wait until no other process installs here. A process that dies lets go, whatever it dies of."""
    with Path(__file__).open("a", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another process, which prepares .venv")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


def run(lock: int, *command: str | Path) -> None:
    """Run one step without its chatter. It shares the lock: others wait for it, even when this process has died."""
    answer = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | EXACT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
        errors="replace",
        pass_fds=[lock],
    )
    if answer.returncode:
        raise InstallError(answer.stdout)


def signature(part: str) -> str:
    """What a part depends on: its files, how it is installed, the Python and, because scripts name it, the place."""
    contents = [(ROOT / name).read_bytes() for name in (".ci/install.py", *FILES[part])]
    return hashlib.sha256(repr((sys.version, sys.base_prefix, str(ROOT), contents)).encode()).hexdigest()


def installed() -> dict[str, str]:
    """The parts that are there with their signatures; none when a package may be there that a lock no longer names."""
    try:
        parts = dict(json.loads(RECORD.read_text("utf-8")))
    except (OSError, ValueError):
        return {}
    return parts if all(parts[part] == signature(part) for part in ("site", "dev") if part in parts) else {}


def missing(wanted: str) -> list[str]:
    """The parts still to install."""
    there = installed()
    return [part for part in WANTED[wanted] if there.get(part) != signature(part)]


def install(part: str, lock: int) -> None:
    """Install one part."""
    if part == "project":
        say("installing this project")
        run(lock, *INSTALL, "--no-index", "--editable", ".")
        # Where the project lies is said from there, so that no letter in its path depends on a locale.
        for link in VENV.glob("lib/*/site-packages/_editable_impl_*.pth"):
            link.write_text(os.path.relpath(ROOT, link.parent), "utf-8")
    elif part == "checkers":
        say("installing the checkers of pages, axe-core and vnu-jar, with npm")
        run(lock, VENV / "bin" / "npm", "--prefix", "tests/npm", "ci")
    else:
        name = FILES[part][0]
        say(f"installing the packages of {name} (this can take a minute)")
        # What feedgen is built with comes first.
        tools = re.findall(r"^setuptools==.*(?:\n .*)*", (ROOT / name).read_text("utf-8"), re.MULTILINE)
        (VENV / "first.lock").write_text("\n".join(tools), "utf-8")
        run(lock, *INSTALL, *LOCKED, "-r", VENV / "first.lock")
        run(lock, *INSTALL, *LOCKED, "-r", name)
        run(lock, *PIP, "check")


def prepare(wanted: str, lock: int) -> None:
    """Install what is missing, into a new environment where need be, and write down what is complete."""
    there = installed()
    if not there:
        RECORD.unlink(missing_ok=True)
        say(f"creating .venv with Python {sys.version.split()[0]}")
        # In two steps, because venv keeps to itself why pip cannot be put there.
        run(lock, sys.executable, "-m", "venv", "--clear", "--without-pip", VENV)
        run(lock, PIP[0], "-m", "ensurepip", "--default-pip")
    for part in missing(wanted):
        others = {name: there[name] for name in there if name != part}
        # Packages may be left half installed, and are then made again with all the rest. npm begins anew by itself.
        RECORD.write_text(json.dumps(others if part == "checkers" else {}), "utf-8")
        try:
            install(part, lock)
        except InstallError:
            # A project that cannot be built has changed nothing.
            RECORD.write_text(json.dumps({} if part in {"site", "dev"} else others), "utf-8")
            raise
        there |= {name: signature(name) for name in (part, "site")}
        RECORD.write_text(json.dumps(there), "utf-8")


def main(wanted: str) -> str | None:
    """Install what is wanted; the message when that failed."""
    try:
        if missing(wanted):
            with alone() as lock:
                prepare(wanted, lock)
    except (InstallError, OSError) as error:
        return explain(str(error))
    return None


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1]))
    except KeyboardInterrupt:
        sys.exit("\nInterrupted. The next time begins again.")
