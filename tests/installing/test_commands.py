"""The commands of the Makefile, and the workflows that use them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.installing.made_up import ROOT

MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))


def test_the_list_of_commands_has_every_one_that_people_type() -> None:
    inner = set(re.findall(r"^([a-z][a-z-]*):.* # ", MAKEFILE, re.MULTILINE))

    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, check=True, text=True).stdout

    assert set(re.findall(r"^  ([a-z-]+)  +\S", listed, re.MULTILINE)) == TARGETS - inner
    assert inner == {"environment", "environment-dev", "checkers", "browser"}
    assert max(len(line) for line in listed.splitlines()) <= 160


def test_no_command_is_mistaken_for_a_file() -> None:
    assert set(re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)) == TARGETS


def test_workflows_use_commands_that_are_there() -> None:
    texts = [path.read_text("utf-8") for path in (ROOT / ".github" / "workflows").iterdir()]
    used = {word for text in texts for word in re.findall(r"\bmake (?:--silent )?([a-z-]+)", text)}

    assert {"site", "check", "check-site", "test"} <= used <= TARGETS | {"next"}


def test_workflows_may_do_no_more_than_they_need() -> None:
    """Zizmor looks for permissions that are too wide, actions that can change, and words of strangers in a shell."""
    zizmor = Path(sys.executable).with_name("zizmor")

    answer = subprocess.run(
        [zizmor, "--offline", "--no-progress", "--persona", "pedantic", ".github"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        text=True,
    )

    assert answer.returncode == 0, answer.stdout
    assert "No findings to report" in answer.stdout
