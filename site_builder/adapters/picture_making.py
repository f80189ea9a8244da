"""Making the published pictures from the files on disk, in other processes where there are many."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.adapters import parallel
from site_builder.content.media import ending_of
from site_builder.content.picture_files import PictureError
from site_builder.content.pictures import variants
from site_builder.files.pictures import make

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from site_builder.content.pictures import Variant
    from site_builder.content.source import Tree

_FEW = 4


@dataclass(frozen=True, slots=True)
class Job:
    """A picture to make: its source path, the file on disk, its addresses, and the forms at each of them."""

    path: str
    file: Path
    addresses: tuple[str, ...]
    variants: tuple[Variant, ...]

    @property
    def places(self) -> Iterator[tuple[int, str]]:
        """The number of the form that each published file has, and the file's path."""
        for address in self.addresses:
            yield from ((n, address + variant.suffix) for n, variant in enumerate(self.variants))


class UnreadablePictureError(Exception):
    """A picture whose pixels cannot be read; the message begins with its source path, and ends with the way out."""


def jobs(places: Iterable[tuple[str, tuple[str, ...]]], tree: Tree, docs_dir: Path) -> tuple[Job, ...]:
    """Return what is to be made of the files at these places: source paths with their addresses."""
    return tuple(
        Job(path, docs_dir / tree.on_disk.get(path, path), at, variants(measure, ending_of(path)))
        for path, at in places
        if (measure := tree.pictures.get(path))
    )


def make_forms(job: Job) -> tuple[bytes, ...]:
    """Return all forms of a picture. Raises UnreadablePictureError."""
    data, ending = job.file.read_bytes(), ending_of(job.path)
    try:
        return tuple(make(data, ending, variant) for variant in job.variants)
    except PictureError as error:
        raise UnreadablePictureError(f"{job.path} cannot be published: {error}") from None


class PictureMaker:
    """Makes pictures, and takes over what its last site has of the same files."""

    def __init__(self) -> None:
        self._made: dict[str, str] = {}

    def write(self, jobs: Iterable[Job], folder: Path, last: Path) -> dict[str, int]:
        """Write pictures below a folder; return the sizes in bytes of those at the names of their sources.

        ``last`` is the folder of the site that this made before. Raises UnreadablePictureError.
        """
        known, self._made = self._made, {}
        lengths: dict[str, int] = {}
        left: list[Job] = []
        for job in jobs:
            digest = f"{hashlib.blake2b(job.file.read_bytes()).hexdigest()} {job.variants}"
            self._made |= {file: digest for _, file in job.places}
            if all(known.get(file) == digest and (last / file).is_file() for _, file in job.places):
                for _, file in job.places:
                    _free(folder / file)
                    shutil.copyfile(last / file, folder / file)
                lengths[job.path] = (folder / job.addresses[0]).stat().st_size
            else:
                left.append(job)
        for job, forms in zip(left, parallel.start(make_forms, left, few=_FEW, at_once=1), strict=True):
            for n, file in job.places:
                _free(folder / file).write_bytes(forms[n])
            lengths[job.path] = len(forms[0])
        return lengths


def _free(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
