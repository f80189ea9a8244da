"""What one build of the site is made from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.content.source import Tree
from site_builder.content.vocabulary import Taxonomy
from site_builder.drawing import covers
from site_builder.drawing.geography import Coastline
from site_builder.drawing.map_drawing import Outline, draw_outline
from site_builder.pages.story_page import make_card
from site_builder.programme import library
from site_builder.render import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from site_builder.collection import Collection
    from site_builder.content.page import Page
    from site_builder.content.register import Register
    from site_builder.content.story import Story
    from site_builder.content.vocabulary import Term
    from site_builder.content.website import Site
    from site_builder.drawing.covers import Identity
    from site_builder.pages.views import Card
    from site_builder.programme.library import Library
    from site_builder.settings import Settings


_NO_COAST = Coastline()
_NO_TREE = Tree("stories", ())


@dataclass(frozen=True)
class Channel:
    """A page that has feeds: its address, what the feeds are called and tell, and its public pieces."""

    address: str
    subject: str
    title: str
    description: str
    stories: tuple[Story, ...]


@dataclass(frozen=True)
class Edition:
    """The site on one day, for one audience.

    ``shown`` is the library of the pages: the public one, or in a preview also what the public does not see.
    ``public`` is always the public one; feeds, calendar and data are made from it alone.
    """

    site: Site
    settings: Settings
    register: Register
    shown: Library
    public: Library
    coastline: Coastline = _NO_COAST
    pages: tuple[Page, ...] = ()
    tree: Tree = _NO_TREE

    @classmethod
    def of(
        cls,
        site: Site,
        settings: Settings,
        register: Register,
        collection: Collection,
        today: date,
        *,
        preview: bool,
        coastline: Coastline = _NO_COAST,
    ) -> Edition:
        """Return the edition of a day; a preview also shows scheduled and planned pieces."""
        public = library.Library.public(collection.stories, today)
        shown = library.Library.preview(collection.stories, today) if preview else public
        return cls(site, settings, register, shown, public, coastline, collection.pages, collection.tree)

    @property
    def today(self) -> date:
        """The day of this edition."""
        return self.public.today

    @cached_property
    def addresses_of_texts(self) -> Mapping[str, str]:
        """The addresses that texts can link to, by the paths of their sources."""
        made = {path: path.removesuffix("index.md") for path in addresses.PAGES_WITHOUT_SOURCE}
        stories = {story.path: story.address for story in (*self.shown.stories, *self.shown.withdrawn)}
        return made | stories | {page.path: page.address for page in self.pages}

    @property
    def is_preview(self) -> bool:
        """Whether pieces are shown that the public does not see."""
        return self.shown is not self.public

    def cards_of(self, stories: Iterable[Story]) -> tuple[Card, ...]:
        """Return pieces as lists show them, in the same order."""
        return tuple(self._cards[story.path] for story in stories)

    @cached_property
    def _cards(self) -> Mapping[str, Card]:
        return {
            story.path: make_card(story, self.today, covers.identity_of(story, self.identities))
            for story in self.shown.stories
        }

    @cached_property
    def outline(self) -> Outline:
        """The ground of every map, drawn once for all pages."""
        return draw_outline(self.coastline, self.register)

    @cached_property
    def identities(self) -> Mapping[Term, Identity]:
        """The colours and shapes of every theme."""
        return covers.identities(self.settings.taxonomies[Taxonomy.THEMES])

    @cached_property
    def channels(self) -> Mapping[str, Channel]:
        """Every page with feeds by its address: the home page, and each term and council with a public piece."""
        site, public = self.site, self.public
        found = [Channel("", site.name, site.name, site.description or site.name, public.stories)]
        for taxonomy in Taxonomy:
            for term in self.settings.taxonomies[taxonomy]:
                if term in public.by_term:
                    name = words.sentence_case(term.name)
                    about = f"Stories under the {taxonomy.singular} '{term.name}'"
                    found.append(
                        Channel(addresses.of_term(term), name, f"{name} - {site.name}", about, public.by_term[term])
                    )
        for council, stories in public.by_council.items():
            title = f"{council.short_name} - {site.name}"
            about = f"Stories from {council.name}"
            found.append(Channel(addresses.of_council(council), council.short_name, title, about, stories))
        return {channel.address: channel for channel in found}
