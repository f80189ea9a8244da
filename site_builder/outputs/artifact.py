"""A finished file of the site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """A path below the site's folder, with ``/``, and the bytes to write there."""

    path: str
    content: bytes

    @classmethod
    def of_text(cls, path: str, text: str) -> Artifact:
        """Return an artifact of a text, encoded as UTF-8."""
        return cls(path, text.encode("utf-8"))
