"""Finds a Chromium for the browser tests, or installs one: `python tests/browser_install.py`."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Playwright tells where its own Chromium would lie. Asked in a process of its own, because a test that asks
# may have started Playwright already, and it cannot be started twice.
ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
)

ADVICE = """
Install Chromium or Google Chrome (on Debian: sudo apt install chromium libatomic1), or name one that lies elsewhere, for example:
make test CHROMIUM=/opt/chrome/chrome
What needs no browser: make unit"""


class InstallError(Exception):
    """Chromium could not be installed; the message is for a person."""


def find_chromium() -> Path | None:
    """The Chromium to test with: what $CHROMIUM names, else one on the PATH, else Playwright's own."""
    if named := os.environ.get("CHROMIUM"):
        found = shutil.which(named)
        return Path(found) if found and starts(Path(found)) else None
    for name in NAMES:
        found = shutil.which(name)
        if found and starts(Path(found)):
            return Path(found)
    return find_playwrights()


def find_playwrights() -> Path | None:
    """The Chromium that Playwright has downloaded, if it has."""
    answer = subprocess.run(
        [sys.executable, "-c", ASK_PLAYWRIGHT],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        text=True,
    )
    path = Path(answer.stdout.strip())
    return path if answer.returncode == 0 and path.is_file() and starts(path) else None


def starts(program: Path) -> bool:
    """Whether a program is a browser that runs: Ubuntu's chromium-browser may only ask for a snap."""
    try:
        answer = subprocess.run(
            [program, "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=30,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def install() -> None:
    """Install what is missing: Debian's packages where that can be, else the browser that Playwright brings."""
    may_install = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None
    if may_install:
        packages = ["libatomic1", *(["chromium"] if system_id() == "debian" else [])]
        run("apt-get", "-o", "DPkg::Lock::Timeout=120", "update")
        run("apt-get", "-o", "DPkg::Lock::Timeout=120", "install", "-y", *packages)
    if not find_chromium():
        run(sys.executable, "-m", "playwright", "install", *(["--with-deps"] if may_install else []), "chromium")


def find_driver() -> Path:
    """The Node.js that Playwright drives browsers with. It needs libatomic, which a bare Debian does not have."""
    return Path(str(playwright.__file__)).with_name("driver") / "node"


def system_id() -> str:
    """The Linux distribution's own short name, or nothing elsewhere."""
    try:
        return platform.freedesktop_os_release().get("ID", "")
    except OSError:
        return ""


def run(*command: str) -> None:
    """Run one step of an installation without its chatter; on failure its last lines are the reason, but no stack."""
    answer = subprocess.run(
        command,
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        text=True,
    )
    if answer.returncode:
        lines = [line for line in answer.stdout.splitlines() if not line.lstrip().startswith("at ")]
        raise InstallError("\n  ".join([f"This failed: {' '.join(command)}", *lines[-5:]]))


def ensure() -> None:
    """Install a Chromium, and what drives it, unless both are there."""
    if find_chromium() and starts(find_driver()):
        return
    if (named := os.environ.get("CHROMIUM")) and not find_chromium():
        raise InstallError(f"CHROMIUM names '{named}', which is not a browser that runs.")
    print("Browser: installing what the browser tests need (this can take some minutes)", flush=True)
    install()
    if not (find_chromium() and starts(find_driver())):
        raise InstallError("Chromium was installed, but does not run.")


def main() -> int:
    """Make sure that there is a Chromium; 0 when there is one, else 1 and what to do."""
    try:
        ensure()
    except InstallError as error:
        print(f"\n{error}\n{ADVICE}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
