"""The pages of the site's own, such as 'About': a title, a description and a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.pages.contents import make_contents
from site_builder.pages.head import page_head
from site_builder.pages.made_page import MadePage

if TYPE_CHECKING:
    from site_builder.build import Build
    from site_builder.content.page import Page


@dataclass(frozen=True)
class TextView:
    """The head of a text; both are empty where the text brings its own title."""

    heading: str
    standfirst: str


def text_page(build: Build, page: Page) -> MadePage:
    """Return a page of the site's own."""
    title = page.title or build.site.name
    has_own_title = any(section.level == 1 for section in page.outline.sections)
    return MadePage(
        page.address,
        "stories/text.html",
        page_head(build, title, page.description, page.address, "WebPage"),
        TextView("", "") if has_own_title else TextView(title, page.description),
        source=page,
        contents=make_contents(page.outline, build.settings),
    )
