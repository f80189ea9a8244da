"""What a new site has beside its stories: the commands people type, the workflows that GitHub runs, the documents."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from site_builder.adapters.commandline import main
from site_builder.adapters.starting_site import read_sources
from site_builder.reports.new_site import Answers, files_of
from tests.adapters.projects import run
from tests.builders import TODAY
from tests.installing.made_up import ROOT

FILES = files_of(Answers("A network", "https://stories.example.org/"), TODAY, read_sources(), "innovation-stories==1.0")
MAKEFILE = FILES["Makefile"]
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))
WORKFLOWS = {path: text for path, text in FILES.items() if path.startswith(".github/workflows/")}
DOCUMENTS = ("README.md", "CONTRIBUTING.md")
# The tests may be started by a make, which tells the one inside it that it is not alone.
OUTSIDE_MAKE = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return the folder of a new site."""
    run("init", str(tmp_path / "site"), "--name", "A", "--address", "https://a.example/", "--as-of", TODAY.isoformat())
    return tmp_path / "site"


def test_make_lists_every_command(site: Path) -> None:
    listed = subprocess.run(["make"], cwd=site, env=OUTSIDE_MAKE, capture_output=True, check=True, text=True).stdout

    assert set(re.findall(r"^  ([a-z-]+)  +\S", listed, re.MULTILINE)) == TARGETS
    assert set(re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)) == TARGETS


@pytest.mark.uncounted
@pytest.mark.parametrize("target", sorted(TARGETS - {"help", "clean"}))
def test_a_command_installs_the_program_first_and_then_runs_it(target: str, site: Path) -> None:
    """Pip's part is played by a Python that only says what it is asked to do."""
    (site / "python").write_text('#!/bin/sh\necho "python $*"\nmkdir -p .venv/bin\ncp python .venv/bin/python\n'
                                 'cp python .venv/bin/stories\ncp python .venv/bin/mkdocs\n')  # fmt: skip
    (site / "python").chmod(0o755)

    first, second = (
        subprocess.run(
            ["make", target, "PYTHON=./python", "ARGS=--an-option"],
            cwd=site,
            env=OUTSIDE_MAKE,
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for _ in range(2)
    )

    installed = [line for line in first.splitlines() if " install " in line]
    assert [line.partition(" install ")[2].partition(" python")[0] for line in installed] == [
        "--no-deps --requirement requirements.txt", "--requirement requirements.txt --constraint",
    ]  # fmt: skip
    assert "site_builder/data/constraints.txt" in installed[1]
    assert second == first.splitlines(keepends=True)[-1]
    assert second.endswith(" --an-option\n")


def test_the_documents_and_workflows_use_commands_that_are_there() -> None:
    texts = "\n".join(FILES[path] for path in (*DOCUMENTS, *WORKFLOWS))

    assert set(re.findall(r"(?:`|^|run: )make ([a-z]+)", texts, re.MULTILINE)) <= TARGETS
    named = set(re.findall(r"(?:`|^)(?:\.venv/bin/)?stories ([a-z]+)", texts, re.MULTILINE))
    assert {"check", "build", "withdraw", "move", "rules"} <= named
    assert [name for name in named if main.get_command(click.Context(main), name) is None] == []


def test_links_of_the_documents_lead_somewhere() -> None:
    for path in DOCUMENTS:
        assert [to for to in re.findall(r"\]\(([^)\s]+)\)", FILES[path]) if "://" not in to and to not in FILES] == []


def test_the_workflows_run_the_same_actions_as_our_own() -> None:
    ours = "\n".join(path.read_text("utf-8") for path in (ROOT / ".github" / "workflows").iterdir())

    used = {line for text in WORKFLOWS.values() for line in re.findall(r"uses: (.*)", text)}
    assert len(used) == 5
    assert used <= set(re.findall(r"uses: (.*)", ours))


def test_each_step_of_a_workflow_is_one_command() -> None:
    for text in WORKFLOWS.values():
        for job in yaml.safe_load(text)["jobs"].values():
            lines = [step["run"].strip() for step in job["steps"] if "run" in step]
            assert [line for line in lines if not re.fullmatch(r"make [^\n;&|]+", line)] == []


def test_github_can_read_the_workflows_and_they_may_do_no_more_than_they_need(site: Path) -> None:
    programs = Path(sys.executable).parent
    workflows = sorted((site / ".github" / "workflows").iterdir())
    commands: tuple[list[str | Path], ...] = (
        [programs / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", *workflows],
        [programs / "zizmor", "--offline", "--no-progress", "--persona", "pedantic", ".github"],
    )
    for command in commands:
        answer = subprocess.run(command, cwd=site, capture_output=True, check=False, text=True)
        assert answer.returncode == 0, answer.stdout + answer.stderr


def test_git_leaves_out_all_that_is_made(site: Path) -> None:
    made = [
        ".venv/x",
        "site/x",
        "site.building-1/x",
        "site.lock",
        "preview/x",
        "preview.building-1/x",
        ".cache/stories/x",
    ]
    subprocess.run(["git", "init", "--quiet"], cwd=site, check=True)

    ignored = subprocess.run(
        ["git", "check-ignore", *made, "stories/x"], cwd=site, capture_output=True, check=True, text=True
    )

    assert ignored.stdout.splitlines() == made


def test_the_example_is_taken_down_as_the_readme_says(site: Path) -> None:
    (line,) = re.findall(r"`\.venv/bin/stories (withdraw [^`]*)`", FILES["README.md"])

    result = run(*shlex.split(line), "-f", str(site / "mkdocs.yml"), "--as-of", TODAY.isoformat())

    assert result.exit_code == 0, result.stderr
    assert "status: withdrawn" in (site / "stories" / "2026" / "how-a-story-is-told.md").read_text("utf-8")


def test_the_first_story_in_the_documents_has_no_fault(site: Path) -> None:
    (block,) = re.findall(r"```markdown\n(.*?)```", FILES["CONTRIBUTING.md"], re.DOTALL)
    (site / "stories" / "2026" / "bin-rounds.md").write_text(re.sub(r"^ {3}", "", block, flags=re.MULTILINE), "utf-8")

    result = run("check", "-f", str(site / "mkdocs.yml"), "--as-of", TODAY.isoformat(), str(site / "stories" / "2026"))

    assert result.exit_code == 0, result.stdout
    assert "warning" not in result.stdout
