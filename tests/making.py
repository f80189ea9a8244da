"""Editions and their files, made from the texts of a few stories by the pipeline that makes the real ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from site_builder import addresses
from site_builder.build import Build
from site_builder.collection import read_collection
from site_builder.content.register import Register
from site_builder.content.website import Site
from site_builder.files import publication
from site_builder.pages import site_pages
from tests import builders

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from site_builder.files.artifact import Artifact
    from site_builder.settings import Settings
    from site_builder.tasks import Task

SITE = Site(
    name="Innovation Stories",
    url="https://stories.example/",
    description="What councils did, and how.",
    author="The editors",
    language="en",
    zone=ZoneInfo("Europe/London"),
    publish_time=time(6),
    tag_authority="stories.example,2026",
)

STORY = "2026/good-story.md"
"""Where ``builders.story_text`` is when nothing else matters."""

NASTY = 'Bread & butter < 5% of "costs", ŵ ŷ 🎉 it\'s'
"""What must survive every output: an ampersand, a less-than sign, quotes, Welsh letters, an emoji."""

AS_READ = "Bread & butter < 5% of “costs”, ŵ ŷ 🎉 it’s"
"""The same as people read it in a title or a summary."""


def build_of(
    texts: Mapping[str, str],
    others: Iterable[str] = (),
    *,
    today: date = builders.TODAY,
    options: Settings | None = None,
    preview: bool = False,
    **site: Any,
) -> Build:
    """Return the build of these files, which must be without an error; ``site`` changes facts of the site."""
    options = options or builders.settings()
    known = Register(builders.register() if options.register_options.is_uk else (), options.called)
    register = known.with_places(options.extra_places)
    collection = read_collection(builders.tree(texts, others), options, register, today)
    assert not collection.errors, builders.faults(collection)
    facts = replace(SITE, **site)
    return Build.of(facts, options, register, collection, today, preview=preview)


def publish(build: Build, sizes: Mapping[str, int] | None = None) -> dict[str, bytes]:
    """Return every file of the site that is no page, by its path."""
    pictures = {story.folder + story.meta.image.file: 1234 for story in build.public.stories if story.meta.image}
    tree = replace(build.tree, sizes={**build.tree.sizes, **pictures, **(sizes or {})})
    build = replace(build, tree=tree)
    tasks = publication.file_tasks(build, site_pages.all_pages(build))
    return {artifact.path: artifact.content for task in tasks for artifact in _files_of(task)}


_forms: dict[bytes, tuple[Artifact, ...]] = {}
"""The data of the form to write a story, by the key of its task: no story changes it, and it takes the longest."""


def _files_of(task: Task) -> tuple[Artifact, ...]:
    if task.name != addresses.WRITE_JSON:
        return task.prepare()()
    if task.key not in _forms:
        _forms[task.key] = task.prepare()()
    return _forms[task.key]
