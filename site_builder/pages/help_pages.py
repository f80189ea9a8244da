"""The help for editors: a text of the package on each page, and a way to the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.pages.contents import make_contents
from site_builder.pages.head import page_head
from site_builder.pages.made_page import MadePage
from site_builder.pages.parts import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.build import Build
    from site_builder.content.page import Page


@dataclass(frozen=True, slots=True)
class HelpView:
    """The head of a page of help, and the way on: ``others`` are all the other pages, none on the first."""

    heading: str
    standfirst: str
    is_first: bool
    others: tuple[Link, ...]


def help_pages(build: Build) -> Iterator[MadePage]:
    """Yield the pages of help. They are no reader's, so search engines are asked to pass them over."""
    for page in build.help:
        yield _help_page(build, page)


def _help_page(build: Build, page: Page) -> MadePage:
    is_first = page.address == addresses.HELP
    others = tuple(Link(other.title, other.address) for other in build.help[1:] if other is not page)
    head = page_head(build, page.title, page.description, page.address, "WebPage", is_indexed=False)
    return MadePage(
        page.address,
        "stories/help.html",
        head,
        HelpView(page.title, page.description, is_first, () if is_first else others),
        source=page,
        contents=make_contents(page.outline, build.settings),
    )
