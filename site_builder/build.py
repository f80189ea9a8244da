"""What one build of the site is made from: facts alone, nothing drawn and nothing put into words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, wraps
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

from site_builder.content.source import Tree
from site_builder.drawing.geography import Coastline
from site_builder.programme.libraries import Library
from site_builder.programme.visits import Visits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from site_builder.collection import Collection
    from site_builder.content.page import Page
    from site_builder.content.register import Called, Register
    from site_builder.content.story import Story
    from site_builder.content.website import Site
    from site_builder.problems import Problem
    from site_builder.settings import Settings

T = TypeVar("T")

MOST_TOGETHER = 150
"""Pieces in the PDF of the collection: each takes 4 MB of memory while it is made, and all of them have to be sent."""
_NO_COAST = Coastline()
_NO_VISITS = Visits()
_NO_TREE = Tree("stories", ())


@dataclass(frozen=True, eq=False)
class Build:
    """The site on one day, for one audience.

    ``shown`` is the library of the pages: the public one, or in a preview also what the public does not see.
    ``public`` is always the public one; feeds, calendar and data are made from it alone. ``problems`` are those of the
    collection, and ``kept`` the paths of texts that are shown as they were when they could last be read.
    ``visits`` is what was counted. ``coastline`` is that of the places or of the map, or None without
    any. ``help`` are the pages of help for editors.
    """

    site: Site
    settings: Settings
    register: Register
    shown: Library
    public: Library
    coastline: Coastline | None = _NO_COAST
    pages: tuple[Page, ...] = ()
    tree: Tree = _NO_TREE
    problems: tuple[Problem, ...] = ()
    kept: frozenset[str] = frozenset()
    visits: Visits = _NO_VISITS
    help: tuple[Page, ...] = ()

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
        coastline: Coastline | None = _NO_COAST,
    ) -> Build:
        """Return the build of a day; a preview also shows scheduled and planned pieces."""
        public = Library.public(collection.stories, today)
        shown = Library.preview(collection.stories, today) if preview else public
        pages, tree, problems = collection.pages, collection.tree, collection.problems
        return cls(site, settings, register, shown, public, coastline, pages, tree, problems, collection.kept)

    @property
    def today(self) -> date:
        """The day of this build."""
        return self.public.today

    @property
    def is_preview(self) -> bool:
        """Whether pieces are shown that the public does not see."""
        return self.shown is not self.public

    @property
    def has_places(self) -> bool:
        """Whether stories can say which places they are from."""
        return len(self.register) > 0

    @property
    def called(self) -> Called | None:
        """What these places are called, or None where there are none."""
        return self.register.called if self.has_places else None

    @property
    def has_map(self) -> bool:
        """Whether the site has a map."""
        return self.coastline is not None and self.settings.has_map(self.register)

    @property
    def has_pdfs(self) -> bool:
        """Whether this build makes PDFs; a preview does without, so that it stays quick."""
        return self.settings.pdf and not self.is_preview and bool(self.public.stories)

    @property
    def together(self) -> tuple[Story, ...]:
        """The pieces that the PDF of the collection has: all, or as many of the newest as can be made and sent."""
        return self.public.stories[:MOST_TOGETHER]

    @cached_property
    def addresses_of_texts(self) -> Mapping[str, str]:
        """The addresses that texts can link to, by the paths of their sources."""
        made = {path: path.removesuffix("index.md") for path in self.settings.made_pages(self.register)}
        stories = {story.path: story.address for story in (*self.shown.stories, *self.shown.withdrawn)}
        return made | stories | {page.path: page.address for page in (*self.pages, *self.help)}


def once_a_build(make: Callable[[Build], T]) -> Callable[[Build], T]:
    """Keep what a function makes of a build, as long as that build is in use."""
    made: WeakKeyDictionary[Build, T] = WeakKeyDictionary()

    @wraps(make)
    def kept(build: Build) -> T:
        if build not in made:
            made[build] = make(build)
        return made[build]

    return kept
