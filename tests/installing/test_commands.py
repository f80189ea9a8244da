"""The commands of the Makefile, and the workflows that use them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.adapters.repositories import git
from tests.installing.made_up import ROOT

MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))


def test_the_list_of_commands_has_every_one_that_people_type() -> None:
    inner = set(re.findall(r"^([a-z][a-z-]*):.* # ", MAKEFILE, re.MULTILINE))

    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, check=True, text=True).stdout

    assert set(re.findall(r"^  ([a-z-]+)  +\S", listed, re.MULTILINE)) == TARGETS - inner
    assert inner == {"environment", "environment-dev", "checkers", "browser", "browsers"}
    assert max(len(line) for line in listed.splitlines()) <= 160


def test_no_command_is_mistaken_for_a_file() -> None:
    assert set(re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)) == TARGETS


def test_workflows_use_commands_that_are_there() -> None:
    texts = [path.read_text("utf-8") for path in (ROOT / ".github" / "workflows").iterdir()]
    used = {word for text in texts for word in re.findall(r"\bmake (?:--silent )?([a-z-]+)", text)}

    assert {"site", "check", "check-site", "test", "preview", "track", "changes"} <= used <= TARGETS


def test_each_step_of_a_workflow_is_one_target() -> None:
    """What a workflow does can be done, and tested, on any machine; nothing of it is written in a shell line of its own."""
    for path in (ROOT / ".github" / "workflows").iterdir():
        for job in yaml.safe_load(path.read_text("utf-8"))["jobs"].values():
            lines = [step["run"].strip() for step in job["steps"] if "run" in step]
            assert [line for line in lines if not re.fullmatch(r'make [^\n;&|]+?(?:>>"\$GITHUB_OUTPUT")?', line)] == []


def test_a_workflow_forgets_what_a_branch_calls_made_before_it_looks_at_stories() -> None:
    """Anybody can put files into a branch; what is in ``.cache`` would be taken for what an earlier build has made."""
    looking = re.compile(r"make (?:site|check|check-site|preview|track)\b")
    for path in (ROOT / ".github" / "workflows").iterdir():
        for job in yaml.safe_load(path.read_text("utf-8"))["jobs"].values():
            lines = [step["run"].strip() for step in job["steps"] if "run" in step]
            if any(map(looking.match, lines)):
                assert lines[0] == "make forget"


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", "workflows/*.yml"),
        ("github-issue-forms", "ISSUE_TEMPLATE/story.yml"),
        ("github-issue-config", "ISSUE_TEMPLATE/config.yml"),
    ],
)
def test_workflows_and_forms_are_such_as_github_reads(schema: str, files: str) -> None:
    check = Path(sys.executable).with_name("check-jsonschema")
    paths = [str(path) for path in sorted((ROOT / ".github").glob(files))]

    answer = subprocess.run(
        [check, "--builtin-schema", f"vendor.{schema}", *paths], cwd=ROOT, capture_output=True, check=False, text=True
    )

    assert paths
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize(
    ("path", "said"),
    [("stories/2026/bins.md", "code=false\n"), ("mkdocs.yml", "code=true\n"), ("stories.py", "code=true\n")],
)
def test_a_change_of_stories_alone_needs_no_test_of_the_code(path: str, said: str, tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "changes", tmp_path / ".ci")
    git(tmp_path, "init", "--quiet")
    for text in ("before", "after"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
        git(tmp_path, "add", "--all")
        git(tmp_path, "commit", "--quiet", "--message=A change")

    assert changes(tmp_path) == said


def test_where_nothing_can_be_compared_the_code_is_tested(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "changes", tmp_path / ".ci")

    assert changes(tmp_path) == "code=true\n"


def changes(folder: Path) -> str:
    """Return what the script says of a folder, which is in no repository but its own."""
    around = {**os.environ, "GIT_CEILING_DIRECTORIES": str(folder.parent)}
    return subprocess.run(
        ["sh", ".ci/changes"], cwd=folder, env=around, capture_output=True, check=True, text=True
    ).stdout


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
