"""What can be wrong with the files of the stories folder themselves, whatever is in them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from site_builder.content.characters import invisible, where
from site_builder.content.file_names import difference, folded
from site_builder.content.source import printable
from site_builder.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from site_builder.content.source import Tree

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*\\]|[. ]$')


def names_are_portable(tree: Tree) -> Iterator[Problem]:
    """A name can be read, and is the same, on every system: Windows, macOS and Linux."""
    names: dict[str, str] = {}
    alike: dict[str, set[str]] = defaultdict(set)
    for path in tree.sizes:
        parts = path.split("/")
        for end in range(1, len(parts) + 1):
            part = "/".join(parts[:end])
            names[part] = parts[end - 1]
            alike[folded(part)].add(part)
    for part, name in names.items():
        if wrong := _wrong_name(name):
            yield _problem(tree, part, "file-name", f"the name '{name}' {wrong}; rename it")
    for same in alike.values():
        in_order = sorted(same) if len(same) > 1 else ()
        for n, part in enumerate(in_order):
            other = in_order[0 if n else 1]
            said = f"differs from {tree.root}/{other} {difference(part, other)}; rename one of them"
            yield _problem(tree, part, "file-name", said)


def folders_are_one(tree: Tree) -> Iterator[Problem]:
    """A folder has one spelling: two that only write an accent in two ways are one folder on some systems."""
    spellings: dict[str, set[str]] = defaultdict(set)
    for path in tree.sizes if tree.on_disk else ():
        known, on_disk = path.split("/"), tree.on_disk.get(path, path).split("/")
        for end in range(1, len(known)):
            spellings["/".join(known[:end])].add(on_disk[end - 1])
    for folder, spelled in spellings.items():
        if len(spelled) > 1:
            said = "there are two folders with this name, which spell an accent in two ways; move everything into one"
            yield _problem(tree, folder, "file-name", said)


def _wrong_name(name: str) -> str:
    hidden = next(invisible(name), None)
    if hidden:
        return f"has the invisible character {hidden[1]}{where(name, hidden[0])}"
    if _RESERVED.fullmatch(name):
        return "is reserved on Windows, where nobody could open the collection"
    if _NOT_ON_WINDOWS.search(name):
        return "has a character that Windows does not allow, or ends in a dot or a space"
    return ""


def files_are_used(tree: Tree, used: Collection[str], unread: Iterable[str]) -> Iterator[Problem]:
    """A piece, a page or the theme refers to every file. Other files are not published.

    ``used`` are the paths that somebody refers to. Nothing is said of the files in the folders ``unread``, whose texts
    cannot be read whole: they may well be named there.
    """
    folders = tuple(unread)
    misnamed = {raw.path for raw in tree.texts}
    for path in tree.sizes:
        full = f"{tree.root}/{path}"
        if path.endswith(".md") or path in used or full in misnamed or path.startswith(folders):
            continue
        yield _problem(
            tree, path, "file-unused",
            "nothing refers to this file, so it is not published; name it in the text, as image or under artefacts, "
            "or delete it", Severity.WARNING,
        )  # fmt: skip


def _problem(tree: Tree, path: str, rule: str, message: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(f"{tree.root}/{path}", 1, 1, severity, rule, printable(message))
