"""'On this page': the sections of a text, and the one that says how it was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.pages.parts import Link

if TYPE_CHECKING:
    from site_builder.content.outline import Outline
    from site_builder.settings import Settings

_SECTION = 2  # the level of the headings that the rule of the how looks at
_FEW = 2


@dataclass(frozen=True)
class Contents:
    """The sections of a text, none where there is no choice, and the first that says how; links within the page."""

    sections: tuple[Link, ...]
    how: Link | None
    is_long: bool


def make_contents(outline: Outline, settings: Settings) -> Contents:
    """Return the contents of a page from the headings of its text: those with none above them."""
    known = []
    highest = 7
    for section in outline.sections:
        highest = min(highest, section.level)
        if section.level <= highest and section.words:
            known.append((section.level, Link(section.words, f"#{section.anchor}")))
    how = next((link for level, link in known if level == _SECTION and settings.tells_how(link.text)), None)
    sections = tuple(link for _, link in known) if len(known) >= _FEW else ()
    return Contents(sections, how, is_long=len(sections) > _FEW)
