"""A project in a git repository of its own, made by the real git, with nothing of the machine's settings."""

from __future__ import annotations

import os
import shutil
import subprocess
from copy import copy
from typing import TYPE_CHECKING

from tests.adapters.projects import PLAN, Folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ALONE: Mapping[str, str] = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "An editor", "GIT_AUTHOR_EMAIL": "editor@example.org", "GIT_AUTHOR_DATE": "2026-11-20T12:00:00Z",
    "GIT_COMMITTER_NAME": "An editor", "GIT_COMMITTER_EMAIL": "editor@example.org",
    "GIT_COMMITTER_DATE": "2026-11-20T12:00:00Z",
}  # fmt: skip


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder and return what it says."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | dict(ALONE)
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment, capture_output=True, check=True, text=True)
    return done.stdout.strip()


class Repository(Folder):
    """The folder of a project that is committed; the branch `main` is what was published."""

    def __init__(self, root: Path, top: Path | None = None) -> None:
        super().__init__(root)
        self.top = top or root
        self.configure(plans=[PLAN])
        git(self.top, "init", "--quiet", "--initial-branch=main", "--template=")  # (no examples of hooks)

    def copied_to(self, root: Path) -> Repository:
        """Return a copy in another folder, of a project that is the whole repository."""
        shutil.copytree(self.root, root)
        copied = copy(self)
        copied.root, copied.top, copied.stories = root, root, root / "stories"
        return copied

    def commit(self) -> None:
        """Commit all that is in the folder."""
        git(self.top, "add", "--all")
        git(self.top, "commit", "--quiet", "--allow-empty", "--message=A change")

    def propose(self) -> None:
        """Begin a branch for a pull request."""
        git(self.top, "switch", "--quiet", "--create", "proposal")


def published(root: Path, top: Path | None = None) -> Repository:
    """Return a repository with two published stories, one that is scheduled, and a pull request just begun."""
    repository = Repository(root, top)
    repository.write("2026/bins.md", title="Fewer miles for the bin lorries", original=True)
    repository.write("2026/energy.md", title="A town that sells heat", themes=["commercialisation"], aliases=["/heat/"])
    repository.write("2027/loans.md", title="Loans for small firms", date="2027-01-16", original=True)
    repository.commit()
    repository.propose()
    return repository
