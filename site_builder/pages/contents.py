"""'On this page': the sections of a text, and the one that tells how it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.pages.views import Contents, Link
from site_builder.render.page_text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from site_builder.settings import Settings

_SECTION = 2  # the level of the headings that the rule of the how looks at
_FEW = 2


def make_contents(headings: Iterable[tuple[int, str, str]], settings: Settings) -> Contents:
    """Return a page's contents from its outermost headings: level, text as rendered, address in the page."""
    known = [(level, Link(plain(text), address)) for level, text, address in headings]
    how = next((link for level, link in known if level == _SECTION and settings.tells_how(link.text)), None)
    sections = tuple(link for _, link in known) if len(known) >= _FEW else ()
    return Contents(sections, how, is_long=len(sections) > _FEW)
