"""Finds the browsers of the tests, or installs them: a Chromium, and Firefox and WebKit where that can be.

`python tests/browser_install.py` sees to the Chromium, which everything that looks at pages needs; with `--all` also to
its headless shell and the two others. Where these cannot be had it says so, and their tests are left out.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import playwright

# The headless shell first: without windows to draw, it shows the same pages in two thirds of the time.
SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
NAMES = (*SHELLS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# How Playwright's installer names a folder, and where in such a folder the program is.
LOCATION = "Install location:"
PLAYWRIGHTS = ("*/chrome-headless-shell", "*/headless_shell", "*/chrome", "*/*.app/Contents/MacOS/*")

ADVICE = """
Install Chromium's headless shell (on Debian: sudo apt install chromium-headless-shell libatomic1), Chromium or Google Chrome.
One that is elsewhere can be named, for example:
make test CHROMIUM=/opt/chrome/chrome
What needs no browser: make unit"""

# The tests of Firefox and WebKit are left out where these are missing, which must not go unsaid.
LEFT_OUT = """\
Browsers: the tests leave out {missing}. To have them tried too: {remedy}"""
REMEDIES = {"debian": "sudo apt install firefox-esr webkit2gtk-driver xvfb"}
OTHERWISE = "install Firefox (not as a snap), WebKitWebDriver with MiniBrowser (WebKitGTK), and Xvfb"
OTHERS = {"debian": ("firefox-esr", "webkit2gtk-driver", "xvfb"), "ubuntu": ("webkit2gtk-driver", "xvfb")}
MINI_BROWSERS = ("lib/*/webkit2gtk-4.1/MiniBrowser", "libexec/webkit2gtk-4.1/MiniBrowser")


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
    folders = playwrights_folders()
    programs = (path for pattern in PLAYWRIGHTS for folder in folders for path in sorted(folder.glob(pattern)))
    return next(filter(starts, programs), None)


def playwrights_folders() -> list[Path]:
    """Where Playwright's installer puts a Chromium and its headless shell."""
    answer = subprocess.run(
        [sys.executable, "-m", "playwright", "install", "--dry-run", "chromium"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        text=True,
    )
    lines = [line.strip() for line in answer.stdout.splitlines()]
    return [Path(line.removeprefix(LOCATION).strip()) for line in lines if line.startswith(LOCATION)]


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


@dataclass(frozen=True, slots=True)
class WebKit:
    """WebKitGTK: what drives it, its small browser, and the display that this needs."""

    driver: Path
    browser: Path
    display: Path


def find_firefox() -> Path | None:
    """The Firefox to test with. One in a snap sees no folder of a test's."""
    found = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)
    return Path(found) if found and "snap" not in Path(found).resolve().parts and starts(Path(found)) else None


def find_webkit() -> WebKit | None:
    """The WebKit to test with."""
    driver, display = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    browser = next((path for pattern in MINI_BROWSERS for path in sorted(Path("/usr").glob(pattern))), None)
    return WebKit(Path(driver), browser, Path(display)) if driver and display and browser else None


def missing_browsers() -> list[str]:
    """The names of the browsers beside Chromium that are not here."""
    return [name for name, found in (("Firefox", find_firefox()), ("WebKit", find_webkit())) if found is None]


def may_install() -> bool:
    """Whether packages of the system can be installed."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install() -> None:
    """Install what is missing: Debian's packages where that can be, else the browser that Playwright brings."""
    if may_install():
        install_packages("libatomic1", *(["chromium-headless-shell"] if system_id() == "debian" else []))
    if not find_chromium():
        with_packages = ["--with-deps"] if may_install() else []
        run(sys.executable, "-m", "playwright", "install", "--only-shell", *with_packages, "chromium")


def install_packages(*packages: str) -> None:
    """Install packages of Debian or Ubuntu; options of apt-get may be among them."""
    run("apt-get", "-o", "DPkg::Lock::Timeout=120", "update")
    run("apt-get", "-o", "DPkg::Lock::Timeout=120", "install", "-y", *packages)


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


def ensure_shell() -> None:
    """Install the headless shell beside a whole Chromium where that can be: the tests then take two thirds of the time."""
    is_there = "CHROMIUM" in os.environ or any(map(shutil.which, SHELLS))
    if is_there or not may_install() or system_id() != "debian":
        return
    print("Browser: installing Chromium's headless shell, which is quicker than Chromium", flush=True)
    try:
        install_packages("--no-install-recommends", SHELLS[0])
    except InstallError as error:
        print(f"\n{error}\nThe tests use Chromium, which takes them longer.", file=sys.stderr)


def ensure_others() -> None:
    """Install Firefox and WebKit where that can be, and say which of them the tests leave out."""
    packages = OTHERS.get(system_id(), ())
    if missing_browsers() and packages and may_install():
        print(f"Browser: installing {' and '.join(missing_browsers())} (this can take some minutes)", flush=True)
        try:
            install_packages("--no-install-recommends", *packages)
        except InstallError as error:
            print(f"\n{error}", file=sys.stderr)
    if missing := missing_browsers():
        remedy = REMEDIES.get(system_id(), OTHERWISE)
        print(LEFT_OUT.format(missing=" and ".join(missing), remedy=remedy), file=sys.stderr)


def main(arguments: list[str]) -> int:
    """Make sure that there is a Chromium; 0 when there is one, else 1 and what to do."""
    try:
        ensure()
    except InstallError as error:
        print(f"\n{error}\n{ADVICE}", file=sys.stderr)
        return 1
    if "--all" in arguments:
        ensure_shell()
        ensure_others()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
