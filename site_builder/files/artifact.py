"""A finished file of the site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """A path below the site's folder, with ``/``, and the bytes to write there."""

    path: str
    content: bytes

    def __post_init__(self) -> None:
        """Refuse a path that leads out of the folder, whatever it was made from."""
        if self.path.startswith("/") or ".." in self.path.split("/"):
            raise ValueError(f"'{self.path}' leads out of the site's folder")

    @classmethod
    def of_text(cls, path: str, text: str) -> Artifact:
        """Return an artifact of a text, encoded as UTF-8."""
        return cls(path, text.encode("utf-8"))
