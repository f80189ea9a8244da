"""The help for editors as it is in the package, and the build that publishes it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.adapters.disk import read_tree
from site_builder.content.help_texts import read_help
from site_builder.content.outline import NONE_KNOWN

if TYPE_CHECKING:
    from site_builder.build import Build
    from site_builder.content.outline import Outlines
    from site_builder.content.source import Tree

VSCODE_TASKS = ".vscode/tasks.json"
FOLDER = Path(str(files("site_builder"))) / addresses.HELP


@cache
def read_help_tree() -> Tree:
    """Return the folder of the help; the paths of its texts begin with ``help/``."""
    return read_tree(FOLDER, FOLDER.parent)


def with_help(build: Build, known: Outlines = NONE_KNOWN, *, has_vscode: bool = False) -> Build:
    """Return a build with the pages of help; ``has_vscode`` says whether the project has tasks for VS Code.

    Its tree also has the files beside them, below ``help/``. On disk these are elsewhere, at an absolute path.
    """
    own, tree = read_help_tree(), build.tree
    beside = {addresses.HELP + path: path for path in own.sizes}
    return replace(
        build,
        help=read_help(
            own,
            build.settings,
            build.register,
            known,
            has_repository=bool(build.site.repository),
            has_vscode=has_vscode,
        ),
        tree=replace(
            tree,
            sizes={**tree.sizes, **{path: own.sizes[name] for path, name in beside.items()}},
            pictures={**tree.pictures, **{addresses.HELP + name: one for name, one in own.pictures.items()}},
            on_disk={**tree.on_disk, **{path: str(FOLDER / name) for path, name in beside.items()}},
        ),
    )
