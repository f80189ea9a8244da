"""The tracking issue on GitHub, by GitHub's own command ``gh``, which has the address and the right to write."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

from site_builder.reports import tracking
from site_builder.reports.tracking import Issue, Step, Wanted

if TYPE_CHECKING:
    from pathlib import Path

_DONE = "Nothing is missing any more."


class GitHubError(Exception):
    """GitHub cannot be asked or told; the message says why, and what to do."""


def bring_up_to_date(folder: Path, what: Wanted | None) -> tuple[Step, int]:
    """Make the issue say what it should; return what was done, and the number of the issue where there was one."""
    issue = find(folder)
    step = tracking.next_step(issue, what)
    if step is Step.OPEN and what:
        _gh(folder, "label", "create", tracking.LABEL, "--force", "--description", "What the plan of stories lacks")
        _gh(
            folder,
            "issue",
            "create",
            "--title",
            what.title,
            "--label",
            tracking.LABEL,
            "--body-file",
            "-",
            given=what.body,
        )
    elif step is Step.CLOSE and issue:
        _gh(folder, "issue", "close", str(issue.number), "--comment", _DONE)
    elif issue and what and step is not Step.NOTHING:
        number = str(issue.number)
        if step is Step.REOPEN:
            _gh(folder, "issue", "reopen", number)
        _gh(folder, "issue", "edit", number, "--title", what.title, "--body-file", "-", given=what.body)
        # GitHub tells nobody about a text that was edited.
        _gh(folder, "issue", "comment", number, "--body-file", "-", given=f"Changed:\n\n{what.body}")
    return step, issue.number if issue else 0


def find(folder: Path) -> Issue | None:
    """Return the tracking issue of the repository that a folder belongs to. Raises GitHubError."""
    fields = "number,state,title,body"
    listed = _gh(
        folder, "issue", "list", "--label", tracking.LABEL, "--state", "all", "--limit", "100", "--json", fields
    )
    try:
        found = [
            Issue(int(i["number"]), i["state"] == "OPEN", str(i["title"]), str(i["body"])) for i in json.loads(listed)
        ]
    except (ValueError, KeyError, TypeError):
        raise GitHubError("gh did not answer with its list of issues; try a newer version") from None
    return tracking.the_one(found)


def _gh(folder: Path, *arguments: str, given: str = "") -> str:
    command = ["gh", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - a list, with no shell
            command, cwd=folder, input=given.encode(), capture_output=True, check=False
        )
    except FileNotFoundError:
        raise GitHubError(
            "GitHub's command gh is not installed; see https://cli.github.com, or use --dry-run"
        ) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().replace("\n", " ")
        raise GitHubError(f"gh {' '.join(arguments[:2])} failed: {said}")
    return done.stdout.decode("utf-8", "replace")
