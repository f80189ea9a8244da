"""`stories track` with a stand-in for GitHub's command, which keeps its issues in a file."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.adapters.projects import AS_OF, PLAN, Folder, run
from tests.adapters.repositories import git

if TYPE_CHECKING:
    from pathlib import Path

# A shebang cannot have a path with a space, so the shell starts Python, and the program is beside it.
START = '#!/bin/sh\nexec "{python}" "$0.py" "$@"\n'
GH = """\
import json, pathlib, sys
kept = pathlib.Path(__file__).with_name("issues.json")
issues = json.loads(kept.read_text()) if kept.exists() else []
what, verb, *rest = sys.argv[1:]
given = sys.stdin.read()
value = lambda name: rest[rest.index(name) + 1]
if (what, verb) == ("issue", "list"):
    assert value("--label") == "story-plan"
    print(json.dumps([{key: issue[key] for key in value("--json").split(",")} for issue in issues]))
elif (what, verb) == ("issue", "create"):
    issues.append(dict(number=7, state="OPEN", title=value("--title"), body=given, comments=[]))
elif verb == "edit":
    issues[0] |= dict(title=value("--title"), body=given)
elif verb in ("close", "reopen"):
    issues[0]["state"] = "CLOSED" if verb == "close" else "OPEN"
elif verb == "comment":
    issues[0]["comments"].append(given)
elif what != "label":
    sys.exit("unknown command")
kept.write_text(json.dumps(issues))
"""


@pytest.fixture
def bin_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in which `gh` is the stand-in."""
    folder = tmp_path / "bin"
    folder.mkdir()
    gh = folder / "gh"
    gh.write_text(START.format(python=sys.executable))
    (folder / "gh.py").write_text(GH)
    gh.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


@pytest.fixture
def short(folder: Folder) -> Folder:
    folder.configure(plans=[PLAN])
    return folder


def issues(bin_: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((bin_ / "issues.json").read_text())
    return found


def test_one_issue_is_opened_kept_updated_closed_and_opened_again(short: Folder, bin_: Path) -> None:
    assert run("track", *AS_OF).stdout == "Opened an issue.\n"
    assert run("track", *AS_OF).stdout == "Nothing to do: the issue says what it should.\n"
    (issue,) = issues(bin_)
    assert (issue["state"], issue["title"]) == ("OPEN", "The plan is short of stories")
    assert "1 more piece are needed by 31 December 2026" in issue["body"]

    short.configure(plans=[dict(PLAN) | {"quota": {"pieces": 2, "every_months": 2}}])
    assert run("track", *AS_OF).stdout == "Brought issue 7 up to date.\n"
    assert "2 more pieces" in issues(bin_)[0]["body"]
    assert [text.split()[0] for text in issues(bin_)[0]["comments"]] == ["Changed:"]

    short.configure()
    assert run("track", *AS_OF).stdout == "Closed issue 7.\n"
    assert run("track", *AS_OF).stdout == "Nothing to do: the issue says what it should.\n"

    short.configure(plans=[PLAN])
    assert run("track", *AS_OF).stdout == "Opened issue 7 again.\n"
    assert [issue["state"] for issue in issues(bin_)] == ["OPEN"]


@pytest.mark.usefixtures("short")
def test_a_look_at_the_issue_needs_no_github(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    result = run("track", "--dry-run", *AS_OF)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("The plan is short of stories\n\n**November and December 2026** (plan 2026-27): ")


def test_the_day_of_the_last_commit_is_that_of_git(folder: Folder) -> None:
    git(folder.root, "init", "--quiet")
    git(folder.root, "commit", "--quiet", "--allow-empty", "--message=A change")

    assert (
        "**GitHub stops the daily run on 19 January 2027**" in run("track", "--dry-run", "--as-of", "2027-01-10").stdout
    )


@pytest.mark.usefixtures("folder")
def test_a_look_where_nothing_is_missing() -> None:
    assert run("track", "--dry-run", *AS_OF).stdout == "Nothing is missing: no issue.\n"


@pytest.mark.usefixtures("short")
def test_no_command_of_github(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    result = run("track", *AS_OF)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "stories: GitHub's command gh is not installed; see https://cli.github.com, or use --dry-run\n"
    )


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("echo 'HTTP 403: not\nallowed' >&2; exit 1", "gh issue list failed: HTTP 403: not allowed"),
        ("echo '[{}]'", "gh did not answer with its list of issues; try a newer version"),
    ],
)
def test_github_refuses(bin_: Path, script: str, message: str) -> None:
    (bin_ / "gh").write_text(f"#!/bin/sh\n{script}\n")

    result = run("track", *AS_OF)

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"stories: {message}\n")
