"""Starting a site in a folder of its own: made beside its place, tried out there, and put in place when it is whole."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_builder.adapters.project import ProjectError, load_project
from site_builder.adapters.theme import PICTURES, read_theme
from site_builder.collection import read_collection
from site_builder.render import words
from site_builder.reports.new_site import AnswersError, copies_of, files_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from site_builder.collection import Collection
    from site_builder.reports.new_site import Answers

PROGRAM = "innovation-stories"
_SOURCES = "data/new-site"
_MAY_BE_THERE = frozenset({".git", ".venv"})
_MOST_NAMED = 3


class StartingError(Exception):
    """The site cannot be started there; the message says why, and what to do."""


@dataclass(frozen=True)
class NewSite:
    """A site as it was started: the paths of its files, and what the check says of them.

    ``countries`` are those on the map of a site with a register of its own.
    """

    paths: tuple[str, ...]
    collection: Collection
    countries: tuple[str, ...] = ()


def start(folder: Path, answers: Answers, today: date, requirement: str) -> NewSite:
    """Write a new site into a folder that is not there yet or empty, and return it. Raises StartingError.

    Nothing is written unless the site can be built.
    """
    refuse_a_folder_in_use(folder)
    try:
        texts = files_of(answers, today, read_sources(), requirement)
        contents = {path: text.encode() for path, text in texts.items()}
        contents |= {path: Path(source).read_bytes() for path, source in copies_of(answers).items()}
        with _made_beside(folder) as made:
            for path, content in contents.items():
                (made / path).parent.mkdir(parents=True, exist_ok=True)
                (made / path).write_bytes(content)
            return _tried(made, today, tuple(sorted(contents)))
    except AnswersError as error:
        raise StartingError(str(error)) from None
    except OSError as error:
        raise StartingError(f"'{error.filename or folder}' cannot be read or written: {error.strerror}") from None


def refuse_a_folder_in_use(folder: Path) -> None:
    """Raise StartingError unless a folder is not there or empty; a repository and an environment may be there.

    Nor may it be where nothing can be written: better told now than after all questions.
    """
    try:
        there = next(path for path in (folder, *folder.parents) if path.exists() or path.is_symlink())
        if not there.is_dir():
            raise StartingError(f"'{there}' is not a folder; name one that is not there yet, or is empty")
        if not os.access(there, os.W_OK):
            raise StartingError(f"'{there}' cannot be written to; name a folder elsewhere")
        held = (
            sorted(path.name for path in folder.iterdir() if path.name not in _MAY_BE_THERE) if there == folder else ()
        )
    except OSError as error:
        raise StartingError(f"'{folder}' cannot be used: {error.strerror}; name another folder") from None
    if held:
        named = words.listed([f"'{name}'" for name in held], _MOST_NAMED)
        raise StartingError(
            f"'{folder}' already has {named}, and nothing is overwritten; name a folder that is not there yet, or is "
            "empty"
        )


def is_picture(logo: str) -> bool:
    """Whether what was given as a logo is the path of a picture, and not the name of an icon."""
    return logo.lower().endswith(PICTURES)


@contextmanager
def _made_beside(folder: Path) -> Iterator[Path]:
    """Yield a new folder on the same disk; what it has in the end is put into its place."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    place = folder if folder.is_dir() else folder.parent
    with tempfile.TemporaryDirectory(dir=place, prefix=".stories-init-") as temporary:
        made = Path(temporary) / "site"
        made.mkdir()
        yield made
        folder.mkdir(exist_ok=True)
        for path in made.iterdir():
            path.rename(folder / path.name)


def _tried(folder: Path, today: date, paths: tuple[str, ...]) -> NewSite:
    """Read a site of these files as a build would. Raises StartingError where it could not be built."""
    try:
        project = load_project(folder / "mkdocs.yml")
        read_theme(project)
        collection = read_collection(project.read_tree(), project.settings, project.register, today)
    except ProjectError as error:
        raise StartingError(str(error)) from None
    if collection.errors:
        raise StartingError("\n".join(map(str, collection.errors)))
    coastline = project.coastline if project.own_register is not None else None
    return NewSite(paths, collection, coastline.countries if coastline else ())


def read_sources() -> dict[str, str]:
    """Return the files that new sites are made from."""
    return {file.name: file.read_text("utf-8") for file in files("site_builder").joinpath(_SOURCES).iterdir()}


def own_requirement() -> str:
    """Return what pip installs this program from, in exactly this version.

    Where it came from a repository or an address, that is what is named, as PEP 610 records it. A folder of this
    machine would be no use to others.
    """
    program, origin = distribution(PROGRAM), _origin()
    url = str(origin.get("url") or "")
    if not url or is_from_a_folder():
        return f"{PROGRAM}=={program.version}"
    if repository := origin.get("vcs_info"):
        return f"{PROGRAM} @ {repository['vcs']}+{url}@{repository['commit_id']}"
    digest = origin.get("archive_info", {}).get("hash")
    return f"{PROGRAM} @ {url}{f'#{digest}' if digest else ''}"


def is_from_a_folder() -> bool:
    """Whether this program came from a folder of this machine, so that others may not find its version."""
    return str(_origin().get("url") or "").startswith("file:")


def _origin() -> dict[str, Any]:
    origin: dict[str, Any] = json.loads(distribution(PROGRAM).read_text("direct_url.json") or "{}")
    return origin
