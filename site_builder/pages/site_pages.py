"""Every page of the site, in the order in which readers meet them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.pages.agenda_page import agenda_page
from site_builder.pages.calendar_page import calendar_page
from site_builder.pages.council_pages import council_pages
from site_builder.pages.data_page import data_page
from site_builder.pages.database_page import database_pages
from site_builder.pages.help_pages import help_pages
from site_builder.pages.home_page import home_page
from site_builder.pages.map_page import map_page
from site_builder.pages.not_found_page import not_found_page
from site_builder.pages.story_page import story_page
from site_builder.pages.subscribe_page import subscribe_page
from site_builder.pages.term_pages import term_pages
from site_builder.pages.text_page import text_page
from site_builder.pages.withdrawn_page import withdrawn_page
from site_builder.pages.write_page import write_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.build import Build
    from site_builder.pages.made_page import MadePage


def all_pages(build: Build) -> Iterator[MadePage]:
    """Yield every page; menus, the sitemap and the tests know the pages from here."""
    yield home_page(build)
    yield from database_pages(build)
    yield from term_pages(build)
    yield from council_pages(build)
    if build.has_map:
        yield map_page(build)
    yield calendar_page(build)
    yield subscribe_page(build)
    yield data_page(build)
    for story in build.shown.stories:
        yield story_page(build, story)
    for story in build.shown.withdrawn:
        yield withdrawn_page(build, story)
    for page in build.pages:
        if page.address != addresses.HOME:
            yield text_page(build, page)
    yield write_page(build)
    yield from help_pages(build)
    if build.is_preview:
        yield agenda_page(build)
    yield not_found_page(build)
