"""A revision of the git repository that a project is in: its commit, its files, and when it was made."""

from __future__ import annotations

import os
import posixpath
import subprocess
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.adapters import disk
from site_builder.adapters.project import parse_project
from site_builder.content.source import MAX_BYTES, RawFile, Tree
from site_builder.content.suggest import closest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from site_builder.adapters.project import Project

# A hook of git's names its repository here, in a way that applies in the folder where git started the hook.
_OF_A_HOOK = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_WORK_TREE")
_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
_FILES = frozenset({"100644", "100755"})
_TOO_LARGE = "the file is larger than 1 MB"


class RevisionError(Exception):
    """The revision cannot be read; the message says why, and what to do."""


class _GitError(Exception):
    """Git has refused; the message is the line in which it said why."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit, and where the project is in it: ``prefix`` is its folder below the top, with a slash at the end.

    ``name`` is what somebody asked for; ``note`` what they should know of the commit that it led to.
    """

    folder: Path
    name: str
    commit: str
    prefix: str
    note: str = ""

    def read(self, path: Path) -> bytes:
        """Return what a file held that was at this place; one outside the repository is as it is. Raises OSError."""
        name = posixpath.normpath(self.prefix + Path(os.path.relpath(path, self.folder)).as_posix())
        if name.startswith("../"):
            return path.read_bytes()
        try:
            return _git(self.folder, "cat-file", "blob", f"{self.commit}:{name}")
        except _GitError:
            raise FileNotFoundError(2, f"it is not in {self.name}", str(path)) from None

    def project(self, project: Project) -> Project:
        """Return the project as the revision's own mkdocs.yml describes it.

        Raises ProjectError.
        """
        return parse_project(project.root / project.configuration, self.read)

    def day(self) -> date:
        """Return the day on which the commit was made."""
        return date.fromisoformat(_git(self.folder, "show", "--no-patch", "--format=%cs", self.commit).decode().strip())

    def tree(self, project: Project) -> Tree:
        """Return the stories folder as the revision has it: all texts, and the sizes of other files.

        Raises RevisionError.
        """
        try:
            return self._tree(project)
        except _GitError as error:
            raise RevisionError(f"git cannot read {self.name}: {error}") from None

    def _tree(self, project: Project) -> Tree:
        root = project.folder.relative_to(project.root).as_posix()
        entries = {entry.path: entry for entry in self._entries(root) if not _is_hidden(entry.path)}
        texts = [entry for entry in entries.values() if entry.path.endswith(".md")]
        small = [entry for entry in texts if entry.size <= MAX_BYTES]
        contents = dict(zip((entry.path for entry in small), _contents(self.folder, small), strict=True))
        raw = (
            RawFile(f"{root}/{entry.path}", data) if (data := contents.get(entry.path)) is not None
            else RawFile(f"{root}/{entry.path}", fault=_TOO_LARGE, rule="file-size")
            for entry in texts
        )  # fmt: skip
        return Tree(root, tuple(raw), {path: entry.size for path, entry in entries.items()})

    def _entries(self, root: str) -> Iterator[_Entry]:
        """Yield the files below a folder of the project, by their paths below that folder, in form NFC."""
        top = f"{self.prefix}{root}/"
        listed = _git(self.folder, "ls-tree", "-r", "-z", "-l", "--full-tree", self.commit, "--", top)
        for line in filter(None, listed.split(b"\0")):
            facts, _, path = line.partition(b"\t")
            mode, _kind, blob, size = facts.decode().split()
            name = disk.text_of(os.fsdecode(path).removeprefix(top))
            if mode in _FILES and not size.isdecimal():
                raise RevisionError(f"git has no content for {root}/{name}, although {self.name} has it; see git fsck")
            if mode in _FILES:
                yield _Entry(unicodedata.normalize("NFC", name), blob, int(size))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file of a revision: its path below the stories folder, the name of its content, and that one's size."""

    path: str
    blob: str
    size: int


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))


def find(project: Project, name: str) -> Revision:
    """Return the commit with which to compare the project: where its own work left the revision of this name.

    A branch may have gone on since; what was added to it there is not what the work took away. Raises RevisionError.
    """
    return _where_they_parted(at(project, name, "--base"))


def at(project: Project, name: str, option: str) -> Revision:
    """Return the commit of this name, which an option of the command line has given. Raises RevisionError."""
    folder = project.root
    try:
        prefix = os.fsdecode(_git(folder, "rev-parse", "--show-prefix")).rstrip("\n")
    except _GitError as error:
        raise RevisionError(_no_repository(str(error), option)) from None
    try:
        commit = _commit(folder, name)
    except _GitError:
        raise RevisionError(_unknown(folder, name, option)) from None
    return Revision(folder, name, commit, prefix)


def _commit(folder: Path, name: str) -> str:
    if not name or name.startswith("-"):
        raise _GitError(name)
    found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    return found.decode().strip()


def _where_they_parted(revision: Revision) -> Revision:
    try:
        parted = _git(revision.folder, "merge-base", revision.commit, "HEAD").decode().split()
    except _GitError:
        parted = []
    if parted:
        return replace(revision, commit=parted[0])
    note = f"no commit is known in which '{revision.name}' and HEAD meet, so that all of '{revision.name}' is compared"
    remedy = "; for more of the history: git fetch --unshallow" if _is_shallow(revision.folder) else ""
    return replace(revision, note=note + remedy)


def _no_repository(said: str, option: str = "--base") -> str:
    if "dubious ownership" in said:
        return "git does not trust this folder, because another user owns it; see safe.directory in 'git help config'"
    if "not a git repository" in said.lower():
        return f"this folder is in no git repository, so there is nothing to compare with; leave {option} out"
    return f"git cannot read this repository: {said}"


def _unknown(folder: Path, name: str, option: str) -> str:
    """Say that there is no such revision, and how to get it where the clone has only the newest commits."""
    if _is_shallow(folder):
        return (
            f"'{name}' is not in this clone, which has only the newest commits; to get it: git fetch --unshallow, "
            "or in a workflow fetch-depth: 2 for HEAD^1, and fetch-depth: 0 for everything"
        )
    listed = _git(folder, "for-each-ref", "--format=%(refname:short)").decode("utf-8", "replace").split()
    near = next((ref for ref in listed if ref.endswith(f"/{name}")), None) or closest(name, listed)
    hint = f"did you mean '{near}'?" if near else f"write a branch, a tag or a commit, as in {option} origin/main"
    return f"'{name}' is not a commit in this repository; {hint}"


def _is_shallow(folder: Path) -> bool:
    return _git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"


def place_in_repository(folder: Path) -> str:
    """Return where a folder is below the top of its repository, with a slash at the end.

    Nothing at the top, in no repository, and where there is no git.
    """
    try:
        return os.fsdecode(_git(folder, "rev-parse", "--show-prefix")).rstrip("\n")
    except (_GitError, RevisionError):
        return ""


def day_of_last_commit(folder: Path) -> date:
    """Return the day of the newest commit. Raises RevisionError."""
    try:
        return date.fromisoformat(_git(folder, "log", "-1", "--format=%cs").decode().strip())
    except _GitError as error:
        raise RevisionError(_no_repository(str(error))) from None


def moves_of_days(folder: Path, within: str) -> dict[str, int] | None:
    """Return how often the day of each file below a folder has changed, by its path there.

    None in a shallow clone, which does not know; nothing where there is no history at all. A file that was renamed
    takes along what happened to it before. A change that is not committed yet counts too.
    """
    try:
        if _is_shallow(folder):
            return None
        renames = _name_status(folder, within, "log", "--format=", "--diff-filter=R")
        changes = _name_status(folder, within, "log", "--format=", "-G^date:")
        changes += _name_status(folder, within, "diff", "-G^date:")
    except (_GitError, RevisionError):
        return {}
    today: dict[str, str] = {}
    for before, after in renames:  # the newest first
        today[before] = today.get(after, after)
    times = Counter(today.get(after, after) for _, after in changes)
    return {path.removeprefix(f"{within}/"): n - 1 for path, n in times.items() if n > 1}


def _name_status(folder: Path, within: str, *command: str) -> list[tuple[str, str]]:
    """Return the files that commits have changed, each by its name before and after."""
    options = ("--find-renames", "--name-status", "--no-color", "-z", "--relative", "HEAD", "--", within)
    fields = iter(os.fsdecode(_git(folder, *command, *options)).split("\0"))
    found = []
    for status in fields:
        if status.strip():
            before = next(fields)
            found.append((before, next(fields) if status.strip()[0] in "RC" else before))
    return found


def _contents(folder: Path, entries: Sequence[_Entry]) -> Iterator[bytes]:
    """Yield the contents of files in order, from one run of git (git-cat-file, 'BATCH OUTPUT')."""
    answer = _git(folder, "cat-file", "--batch", given="".join(f"{entry.blob}\n" for entry in entries))
    end = 0
    for entry in entries:
        start = answer.index(b"\n", end) + 1
        yield answer[start : start + entry.size]
        end = start + entry.size + 1


def _git(folder: Path, *arguments: str, given: str = "") -> bytes:
    """Return what git answers. Raises _GitError where it refuses, and RevisionError where there is no git."""
    environment = {key: value for key, value in os.environ.items() if key not in _OF_A_HOOK} | _QUIET
    command = ["git", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - a list, with no shell, and names never be where options may
            command, cwd=folder, env=environment, input=given.encode(), capture_output=True, check=False
        )
    except FileNotFoundError:
        raise RevisionError("git is not installed, and --base reads its history; install it") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _GitError(next((line for line in said if line.startswith("fatal:")), said[-1] if said else ""))
    return done.stdout
