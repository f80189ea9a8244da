"""Reading the stories folder and the package's data, and writing artifacts."""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from site_builder.adapters import archives
from site_builder.content import media, office
from site_builder.content.register import Register, parse_register
from site_builder.content.source import MAX_BYTES, RawFile, Tree, misnamed
from site_builder.drawing.countries import Countries, parse_countries
from site_builder.drawing.geography import Coastline, parse_coastline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from site_builder.content.pictures import Measure
    from site_builder.files.artifact import Artifact

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NOT_ALLOWED = (errno.EACCES, errno.EPERM, errno.EROFS)
_LINK = "symbolic links are not allowed here; put the file itself beside the story"
_TWIN = "there are two files with this name, which spell an accent in two ways; delete or rename one"
_CONTROL = re.compile(r"[\x00-\x1F\x7F-\x9F]")


@cache
def read_register() -> Register:
    """Return the register of councils that comes with the package."""
    return parse_register(
        _data("councils.csv"), other_names=_data("council-names.csv"), areas=_data("council-areas.csv")
    )


@cache
def read_coastline() -> Coastline:
    """Return the coastline that comes with the package."""
    return parse_coastline(_data("coastline.json"))


@cache
def read_countries() -> Countries:
    """Return the outlines of countries that come with the package."""
    return parse_countries(_data("countries.json"))


def _data(name: str) -> str:
    return files("site_builder").joinpath(f"data/{name}").read_text("utf-8")


def read_tree(folder: Path, root: Path) -> Tree:
    """Read everything below the stories folder; hidden files and folders are left out, as the engine does.

    A file that cannot be read comes back with its fault and never as an exception. Symbolic links are such
    faults: what they lead to need not belong to the collection. Links to folders are so in hidden folders too, because
    MkDocs would follow them there.
    """
    name = folder.relative_to(root).as_posix()
    texts: list[RawFile] = []
    sizes: dict[str, int] = {}
    unfit: dict[str, str] = {}
    on_disk: dict[str, str] = {}
    pictures: dict[str, Measure] = {}
    for entry in _walk(folder):
        spelled = os.path.relpath(entry.path, folder).replace(os.sep, "/")
        printed = text_of(spelled)
        path = unicodedata.normalize("NFC", printed)
        try:
            size = _size(entry, is_text=printed == spelled)
            head, found = _look_into(entry.path, path, size)
        except _UnusableError as error:
            texts.append(RawFile(f"{name}/{path}", fault=str(error)))
            continue
        if path in sizes:
            texts.append(RawFile(f"{name}/{path}", fault=_TWIN, rule="file-name"))
            continue
        if path != spelled:
            on_disk[path] = spelled
        sizes[path] = size
        if path.endswith(".md"):
            texts.append(RawFile(f"{name}/{path}", head))
        elif other_ending := misnamed(path, head):
            texts.append(RawFile(f"{name}/{path}", fault=other_ending, rule="file-ending"))
        elif isinstance(found, str):
            unfit[path] = found
        elif found:
            pictures[path] = found
    told = {raw.path for raw in texts}
    texts += [raw for raw in linked_folders(folder, root) if raw.path not in told]
    return Tree(name, tuple(texts), sizes, unfit, on_disk, pictures)


class _UnusableError(Exception):
    """A file that cannot be taken as one of the collection; the message says why, and what to do."""


def _walk(folder: str | Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        in_order = sorted(entries, key=lambda entry: entry.name)
    for entry in in_order:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False) and os.access(entry.path, os.R_OK | os.X_OK):
            yield from _walk(entry.path)
        else:
            yield entry


def _size(entry: os.DirEntry[str], *, is_text: bool) -> int:
    """Return a file's size in bytes; ``is_text`` says whether its path can be printed as it is."""
    if not is_text:
        raise _UnusableError("a name in this path is not UTF-8 or has a control character; rename the file or folder")
    if entry.is_symlink():
        raise _UnusableError(_LINK)
    status = entry.stat(follow_symlinks=False)
    if not stat.S_ISREG(status.st_mode):
        raise _UnusableError("this is neither a file nor a folder that can be read; delete it, or make it readable")
    return status.st_size


def _look_into(path: str, name: str, size: int) -> tuple[bytes, str | Measure | None]:
    """Return how a file begins (of a text as much as is ever read), and what is to be said about its content.

    That is why it cannot be published under its name, or of a picture how large it is.
    """
    is_text = name.endswith(".md")
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a thousand files: Path costs as much as reading them
            head = file.read(MAX_BYTES + 1 if is_text else media.wanted(name))
        is_packed = not is_text and media.is_packed(head)
        package = office.judge(archives.read(path)) if is_packed else office.NOT_PACKED
    except OSError as error:
        raise _UnusableError(f"the file cannot be read: {error.strerror}") from None
    if is_text:
        return head, None
    sample = media.Sample(size, head, package)
    fault = media.fault(name, sample)
    if media.ending_of(name) not in media.PHOTOS:
        return head, fault or None
    return head[: media.HEAD], fault or media.measure(name, sample)


def text_of(name: str) -> str:
    """Return a file name that can be printed on one line, whatever bytes it has on disk."""
    return _CONTROL.sub("\ufffd", name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def write(artifacts: Iterable[Artifact], folder: Path) -> None:
    """Write artifacts below a folder; folders are made as needed.

    Every file is a new one: a file that is there may be linked to the last site, and is never written into.
    """
    for artifact in artifacts:
        path = f"{folder}/{artifact.path}"
        try:
            _write_bytes(path, artifact.content)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - (as in _look_into)
            _write_bytes(path, artifact.content)
        except FileExistsError:
            os.unlink(path)  # noqa: PTH108 - (as in _look_into)
            _write_bytes(path, artifact.content)


def _write_bytes(path: str, content: bytes) -> None:
    with open(path, "xb") as file:  # noqa: PTH123 - (as in _look_into)
        file.write(content)


def linked_folders(folder: Path, root: Path) -> list[RawFile]:
    """Return every symbolic link to a folder below the stories folder, in hidden folders too; none is followed.

    MkDocs does follow them, and never comes to an end where two of them lead back to where they are.
    """
    found = [
        os.path.relpath(os.path.join(place, name), root)  # noqa: PTH118 - names as the disk has them
        for place, folders, _files in os.walk(folder)
        for name in folders
        if os.path.islink(os.path.join(place, name))  # noqa: PTH114, PTH118 - (the same)
    ]
    names = sorted(unicodedata.normalize("NFC", text_of(path.replace(os.sep, "/"))) for path in found)
    return [RawFile(name, fault=_LINK) for name in names]


def in_words(error: OSError) -> str:
    """Say what the disk has refused, in a sentence that names the file and what helps."""
    name = f"'{error.filename}'" if error.filename else "a file"
    reason = error.strerror or str(error)
    if error.errno in _FULL:
        return f"the disk is full ({reason}); delete what is not needed, then build again"
    if error.errno in _NOT_ALLOWED:
        return f"{name} may not be read or written ({reason}); see who owns it and its permissions"
    if error.errno == errno.ENAMETOOLONG:
        return f"the name of {name} is too long for this disk; shorten it"
    if error.errno == errno.EBUSY:
        return f"{name} is in use, or another disk is mounted there ({reason}); choose another folder"
    return f"{name} could not be read or written: {reason}"
