"""Makes .venv exactly as the lock files say, and installs the checkers of pages. `.ci/environment` calls this.

Nothing is worked out here: each package is installed by hash, without those that it asks for (the lock names them too),
and as a wheel, but for feedgen, which is published as source only. What is complete is written down.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
RECORD = VENV / ".installed"

# The parts that each command wants, those that a lock file names, and the files that say what a part is.
WANTED = {"site": ("site", "project"), "dev": ("dev", "project"), "checkers": ("dev", "project", "checkers")}
LOCKS = {"site", "dev"}
FILES = {
    "site": ("requirements.lock",),
    "dev": ("requirements-dev.lock", "requirements.lock"),
    "project": ("pyproject.toml",),
    "checkers": ("tests/npm/package-lock.json", "tests/npm/package.json", "tests/npm/.npmrc"),
}

# Where packages come from is the machine's own matter. Which ones, and where to, is not.
ENVIRONMENT = os.environ | {"PIP_CONSTRAINT": os.devnull, "PIP_USER": "0"}
PIP = (VENV / "bin" / "python", "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input")
INSTALL = (*PIP, "install", "--no-deps", "--no-build-isolation", "--use-pep517")
LOCKED = ("--require-hashes", "--only-binary", ":all:", "--no-binary", "feedgen")

# What to do, by what pip, venv or npm says. The first that fits counts.
REMEDIES = {
    "No space left on device|ENOSPC|Disk quota exceeded": "The disk is full. Make room, then type again: {typed}",
    "DO NOT MATCH THE HASHES|EINTEGRITY": """What came is not what the lock file names, and was not installed.
If somebody changed the lock file by hand, take that back and type: make lock
If not, a mirror or a proxy gave something else: ask anyone who runs it.""",
    "Hashes are required|have their versions pinned|which is not installed|but you have|in sync": """\
The lock file does not fit together. Take back what was changed in it by hand, and type: make lock""",
    "CERTIFICATE_VERIFY_FAILED|SELF_SIGNED_CERT|UNABLE_TO_(?:GET_ISSUER|VERIFY)": """\
The place that packages come from shows a certificate that this machine does not trust, as behind a proxy.
Ask anyone who runs the network for its certificate, and name the file in PIP_CERT and NODE_EXTRA_CA_CERTS.
Then type again: {typed}""",
    "connection broken|Connection error|[Tt]imed? ?out|HTTP error|ETIMEDOUT|ECONN|ENOTFOUND|EAI_AGAIN": """\
The place that packages come from did not answer. If this machine needs a proxy, name it in HTTPS_PROXY.
When the network works, type again: {typed}""",
    "No matching distribution|ETARGET|E404": """\
The place that packages come from has no such file for Python {version} on {machine}.
If it has one for another Python, name that, for example: {typed} PYTHON=python3.12""",
    "Permission denied|EACCES|Read-only file system": "You may not write here. Change that, then type again: {typed}",
}


def explain(reason: str) -> str:
    """What to tell a person: the last try to reach a network, the first error or else the last lines, and a remedy."""
    lines = [line for line in reason.splitlines() if line.strip()]
    tries = [line for line in lines if "connection broken" in line]
    first = next((n for n, line in enumerate(lines) if re.match(r"\s*(npm )?error", line, re.IGNORECASE)), -12)
    remedy = next((text for pattern, text in REMEDIES.items() if re.search(pattern, reason)), "").format(
        typed=os.environ.get("TYPED", "make site"),
        version=sys.version.split()[0],
        machine=f"{sys.platform} ({os.uname().machine})",
    )
    told = ["", *tries[-1:], *lines[first:][:12], "Installing failed, for the reason above.", remedy]
    return "\n".join(told).rstrip()


def run(*command: str | Path) -> None:
    """Run one step without its chatter. It shares the lock: others wait for it, even when this process has died."""
    subprocess.run(
        command, cwd=ROOT, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        encoding="utf-8", errors="replace", check=True, close_fds=False,
    )  # fmt: skip


def signature(part: str) -> str:
    """What a part depends on: its files, how it is installed, the Python and, because scripts name it, the place."""
    contents = [(ROOT / name).read_bytes() for name in (".ci/install.py", *FILES[part])]
    return hashlib.sha256(repr((sys.version, sys.base_prefix, str(ROOT), contents)).encode()).hexdigest()


def look(wanted: str) -> tuple[dict[str, str], list[str]]:
    """The parts that are there with their signatures, and those still to install."""
    try:
        there = dict(json.loads(RECORD.read_text("utf-8")))
    except (OSError, ValueError):
        there = {}
    if any(there[part] != signature(part) for part in LOCKS & there.keys()):
        there = {}  # a package may be there that a lock no longer names
    return there, [part for part in WANTED[wanted] if there.get(part) != signature(part)]


def install(part: str) -> None:
    """Install one part."""
    name = FILES[part][0]
    print(f"Environment: installing from {name}", flush=True)
    if part == "checkers":
        run(VENV / "bin" / "npm", "--prefix", "tests/npm", "ci")
    elif part == "project":
        run(*INSTALL, "--no-index", "--editable", ".")
        # The place of the project is said from there, so that no letter in its path depends on a locale.
        for link in VENV.glob("lib/*/site-packages/_editable_impl_*.pth"):
            link.write_text(os.path.relpath(ROOT, link.parent), "utf-8")
    else:
        # What feedgen is built with comes first.
        tools = re.findall(r"^setuptools==.*(?:\n .*)*", (ROOT / name).read_text("utf-8"), re.MULTILINE)
        (VENV / "first.lock").write_text("\n".join(tools), "utf-8")
        for lock in (VENV / "first.lock", name):
            run(*INSTALL, *LOCKED, "-r", lock)
        run(*PIP, "check")


def prepare(wanted: str) -> None:
    """Install what is missing, into a new environment where need be, and write down what is complete."""
    there, missing = look(wanted)
    if not there:
        RECORD.unlink(missing_ok=True)
        print(f"Environment: creating .venv with Python {sys.version.split()[0]} (this can take a minute)", flush=True)
        # In two steps, because venv keeps to itself why pip cannot be put there.
        run(sys.executable, "-m", "venv", "--clear", "--without-pip", VENV)
        run(PIP[0], "-m", "ensurepip", "--default-pip")
    for part in missing:
        there.pop(part, None)
        # Packages may be left half installed, and are then made again with all the rest. npm begins again by itself.
        RECORD.write_text(json.dumps(there if part == "checkers" else {}), "utf-8")
        try:
            install(part)
        except subprocess.CalledProcessError:
            if part == "project":  # one that cannot be built has changed nothing
                RECORD.write_text(json.dumps(there), "utf-8")
            raise
        there |= {name: signature(name) for name in (part, "site")}
        RECORD.write_text(json.dumps(there), "utf-8")


def main(wanted: str) -> str | None:
    """Install what is wanted; the message when that failed."""
    try:
        if look(wanted)[1]:
            # One process at a time. One that dies lets go, whatever it dies of.
            with Path(__file__).open("a", encoding="utf-8") as lock:
                os.set_inheritable(lock.fileno(), True)  # noqa: FBT003 - (no keywords)
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    print("Environment: waiting for another process, which prepares .venv", flush=True)
                    fcntl.flock(lock, fcntl.LOCK_EX)
                prepare(wanted)
    except (subprocess.CalledProcessError, OSError) as error:
        return explain(getattr(error, "output", "") or str(error))
    except KeyboardInterrupt:
        return "\nInterrupted. The next time begins again."
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
