"""Links in a text that lead to texts which have moved, or from one which has."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from site_builder.content.assets import folder_of
from site_builder.content.destinations import Leads
from site_builder.content.front_matter import split
from site_builder.content.markdown import read_document
from site_builder.content.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.content.source import SourceText


@dataclass(frozen=True)
class Relinked:
    """A text with the links that it needs now; ``by_hand`` are lines with links that an editor has to change."""

    text: str
    by_hand: tuple[int, ...] = ()


def relinked(source: SourceText, before: str, after: str, moved: Mapping[str, str]) -> Relinked:
    """Return a text whose links to other texts lead where they did.

    ``before`` and ``after`` are the path of the text itself, ``moved`` the new paths of texts by their old ones, all
    relative to the stories folder. Nothing but the paths in its links changes.
    """
    front_matter = split(source)
    text, start = source.text, front_matter.body_offset
    by_hand: list[int] = []
    places = {
        start + link.target_start: (link.target, link.to.source(folder_of(before)))
        for link in outline_of(read_document(front_matter.body), front_matter.body).links
        if link.to.leads is Leads.PAGE
    }
    for place, (target, path) in sorted(places.items(), reverse=True):
        written = target.partition("#")[0].partition("?")[0]
        now = quote(posixpath.relpath(moved.get(path, path), folder_of(after) or "."))
        if before == after and path not in moved:
            continue
        if text.startswith(target, place):
            text = text[:place] + now + text[place + len(written) :]
        elif posixpath.normpath(written) != now:
            by_hand.append(source.position(place)[0])
    return Relinked(text, tuple(sorted(by_hand)))
