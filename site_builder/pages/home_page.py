"""The home page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.content.vocabulary import Taxonomy
from site_builder.pages.calendar_page import progress_line
from site_builder.pages.cards import Card, cards_of
from site_builder.pages.head import page_head
from site_builder.pages.made_page import MadePage, last_change
from site_builder.pages.map_page import MapTeaser, make_map_teaser
from site_builder.pages.term_pages import term_card
from site_builder.render import page_words

if TYPE_CHECKING:
    from site_builder.build import Build
    from site_builder.pages.lists import TermCard

_NEWEST = 7


@dataclass(frozen=True)
class HomeView:
    """The home page: its large words in ``line``; its few words of introduction are the page's content."""

    line: str
    newest: tuple[Card, ...]
    themes: tuple[TermCard, ...]
    progress: str
    count: str
    map: MapTeaser | None


def home_page(build: Build) -> MadePage:
    """Return the home page, whose text is that of the page 'index.md'."""
    shown, site = build.shown, build.site
    themes = [term for term in build.settings.taxonomies[Taxonomy.THEMES] if term in shown.by_term]
    view = HomeView(
        line=build.settings.home_line or site.description or site.name,
        newest=cards_of(build, shown.stories[:_NEWEST]),
        themes=tuple(term_card(build, term) for term in themes),
        progress=progress_line(build),
        map=make_map_teaser(build),
        count=page_words.to_read(len(shown)),
    )
    return MadePage(
        addresses.HOME,
        "stories/home.html",
        page_head(build, site.name, site.description, addresses.HOME, "WebSite"),
        view,
        changed=last_change(build.public.stories, build.today),
        source=next((page for page in build.pages if page.address == addresses.HOME), None),
    )
