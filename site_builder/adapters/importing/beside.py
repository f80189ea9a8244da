"""The pictures and documents that are beside a file which is brought in."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from site_builder.adapters import archives
from site_builder.adapters.importing.faults import LARGEST_FILE
from site_builder.content import media, office
from site_builder.content.imported import Attached, Note
from site_builder.content.slugs import slugify

_ROOTS_OF_OTHERS = ("", "static", "assets", "content", "public", "src", "source", "images")
_FOLDERS_ABOVE = 6


class Beside:
    """The files of one story, from the folder in which it is and those of the site that it is of."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: list[Attached] = []
        self.notes: list[Note] = []
        self._names: dict[Path, str] = {}

    def take(self, target: str) -> str | None:
        """Keep the file that a text names, and return its name beside the story.

        It is None where there is no such file, and empty where that cannot be published, which a note tells.
        """
        path = self._find(unquote(target.partition("?")[0].partition("#")[0]))
        if path is None:
            return None
        if path not in self._names:
            self._names[path] = self._kept(path, target)
        return self._names[path]

    def _kept(self, path: Path, target: str) -> str:
        content, name = path.read_bytes(), self._free_name(path)
        package = office.judge(archives.read(str(path))) if media.is_packed(content) else office.NOT_PACKED
        if fault := media.fault(name, media.Sample(len(content), content, package)):
            self.notes.append(Note(f"'{target}' cannot be published: {fault}"))
            return ""
        self.files.append(Attached(name, content))
        return name

    def _find(self, target: str) -> Path | None:
        if not target or "://" in target or target.startswith(("//", "data:")) or "\0" in target:
            return None
        if media.ending_of(target) not in media.MEDIA_TYPES:
            return None
        above = [self.folder, *self.folder.parents][:_FOLDERS_ABOVE]
        places = [self.folder / target] if not target.startswith("/") else []
        places += [folder / root / target.lstrip("/") for folder in above for root in _ROOTS_OF_OTHERS]
        for place in places:
            try:
                found = place.resolve()
                is_ours = ".." not in Path(target).parts or found.is_relative_to(self.folder.resolve().parent)
                if is_ours and not place.is_symlink() and found.is_file() and found.stat().st_size <= LARGEST_FILE:
                    return found
            except (OSError, ValueError):
                return None
        return None

    def _free_name(self, path: Path) -> str:
        stem, ending = slugify(path.stem)[:60].strip("-") or "file", path.suffix.lower()
        taken = {file.name for file in self.files}
        return next(
            name for n in range(len(taken) + 1) if (name := f"{stem}{f'-{n + 1}' if n else ''}{ending}") not in taken
        )
