"""What the destination of a link or a picture leads to, as far as its spelling shows."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum, auto
from urllib.parse import unquote

LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""The URI schemes that a link may have."""

_IGNORED_IN_SCHEME = re.compile(r"[\x00-\x20]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")


class Leads(StrEnum):
    """Where a destination leads."""

    NOWHERE = auto()  # it is empty
    ELSEWHERE = auto()  # to another site, or to what a scheme names
    HERE = auto()  # to a section of the same text
    ROOT = auto()  # to an address from the root of the site
    PAGE = auto()  # to a Markdown file
    FILE = auto()  # to a file beside the text


@dataclass(frozen=True, slots=True)
class Destination:
    """A destination taken apart: ``path`` as files are named, ``anchor`` what comes after ``#``."""

    leads: Leads
    scheme: str = ""
    path: str = ""
    anchor: str = ""

    def source(self, folder: str) -> str:
        """Return the path below the stories folder that this names for a text in ``folder`` (NFC)."""
        return unicodedata.normalize("NFC", posixpath.normpath(folder + self.path))


def read_destination(target: str) -> Destination:
    """Take a destination apart, which a browser and an editor's disk would understand in the same way."""
    scheme = _SCHEME.match(_IGNORED_IN_SCHEME.sub("", target).lower())
    if scheme:
        return Destination(Leads.ELSEWHERE, scheme[1])
    if re.match(r"[/\\]{2}", target):
        return Destination(Leads.ELSEWHERE)
    written, _, anchor = target.partition("#")
    path, anchor = unquote(written.partition("?")[0]), unicodedata.normalize("NFC", unquote(anchor))
    if not path:
        return Destination(Leads.HERE if anchor or target == "#" else Leads.NOWHERE, anchor=anchor)
    if path.startswith("/"):
        return Destination(Leads.ROOT, path=path, anchor=anchor)
    return Destination(Leads.PAGE if path.endswith(".md") else Leads.FILE, path=path, anchor=anchor)
