"""The collection at one moment, as far as two moments are compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.build import Build
from site_builder.content.reading import is_story_path, read_front_matter
from site_builder.pages.channels import channels
from site_builder.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from site_builder.collection import Collection
    from site_builder.content.front_matter import FrontMatter
    from site_builder.content.register import Register
    from site_builder.content.source import RawFile, SourceText
    from site_builder.content.story import Story
    from site_builder.content.website import Site
    from site_builder.pages.channels import Channel
    from site_builder.settings import Settings


@dataclass(frozen=True)
class Snapshot:
    """What was read at one moment, with the settings of then, which was in the text ``configuration``.

    Both moments are seen from the same day.
    """

    collection: Collection
    settings: Settings
    site: Site
    register: Register
    today: date
    configuration: SourceText

    @cached_property
    def build(self) -> Build:
        """The public site."""
        return Build.of(self.site, self.settings, self.register, self.collection, self.today, preview=False)

    @cached_property
    def answering(self) -> tuple[Story, ...]:
        """The pieces whose addresses answer: the published ones, and the withdrawn ones that keep a notice."""
        return (*self.build.public.stories, *self.build.public.withdrawn)

    @cached_property
    def public_paths(self) -> frozenset[str]:
        """The files of the pieces whose addresses answer."""
        return frozenset(story.path for story in self.answering)

    @cached_property
    def channels(self) -> Mapping[str, Channel]:
        """Every page with feeds, by its address."""
        return channels(self.build)

    @cached_property
    def answers(self) -> frozenset[str]:
        """All addresses of pieces, aliases, pages and lists that answer a reader."""
        aliases = (addresses.normalise(alias) for story in self.answering for alias in story.meta.aliases)
        stories = (story.address for story in self.answering)
        pages = (page.address for page in self.collection.pages)
        return frozenset({*stories, *aliases, *pages, *self.channels})

    @cached_property
    def by_id(self) -> Mapping[str, Story]:
        """The pieces by their ids; of two with one id the first."""
        return {story.id: story for story in reversed(self.collection.stories)}

    @cached_property
    def by_path(self) -> Mapping[str, Story]:
        """The pieces by the paths of their files."""
        return {story.path: story for story in self.collection.stories}

    def front_matter(self, path: str) -> FrontMatter | None:
        """Return the front matter of a file; nothing where there is none to read, or no such file."""
        raw = self._texts.get(path)
        read = read_front_matter(raw) if raw else None
        return None if isinstance(read, Problem) else read

    @cached_property
    def _texts(self) -> Mapping[str, RawFile]:
        root = self.collection.tree.root
        return {raw.path.removeprefix(f"{root}/"): raw for raw in self.collection.tree.texts}

    @cached_property
    def unreadable(self) -> Mapping[str, FrontMatter | None]:
        """The files that are no story, because something is wrong with them, by their paths."""
        pieces = (path for path in self._texts if is_story_path(path) and path not in self.by_path)
        return {path: self.front_matter(path) for path in pieces}
