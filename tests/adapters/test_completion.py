"""What the Tab key completes in a shell, and what other tools get from the repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from click.shell_completion import BashComplete

from site_builder.adapters.commandline import main
from tests.adapters.projects import REPOSITORY, run

if TYPE_CHECKING:
    from tests.adapters.projects import Folder


def completed(*typed: str) -> list[str]:
    """Return what the Tab key offers for the last of these words."""
    shell = BashComplete(main, {}, "stories", "_STORIES_COMPLETE")
    return [item.value for item in shell.get_completions(list(typed[:-1]), typed[-1])]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_what_a_shell_has_to_read(shell: str) -> None:
    result = run("completion", shell)

    assert result.exit_code == 0
    assert "_STORIES_COMPLETE" in result.stdout


def test_commands_stories_councils_and_terms(folder: Folder) -> None:
    folder.write("2026/bins.md")
    folder.write("2027/bin-rounds/index.md")
    folder.write("pages/binding.md", "---\ntitle: x\ndescription: x\n---\n")

    assert completed("mo") == ["move"]
    assert completed("move", "bin") == ["bin-rounds", "bins"]
    assert completed("withdraw", "bins") == ["bins"]
    assert completed("new", "--council", "stoke") == ["stoke-on-trent"]
    assert completed("new", "--theme", "Di") == ["digitalisation"]
    assert completed("new", "--programme", "") == ["Creative Councils", "Future Councils"]


def test_without_a_project_nothing_is_offered(folder: Folder) -> None:
    (folder.root / "mkdocs.yml").unlink()

    assert completed("move", "bin") == completed("new", "--council", "yo") == []


def test_the_hook_for_pre_commit_runs_a_command_that_is_there() -> None:
    (hook,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8"))

    program, command = hook["entry"].split()
    assert program == "stories"
    assert command in main.list_commands(main.make_context("stories", [command], resilient_parsing=True))
    assert hook["pass_filenames"] is False
