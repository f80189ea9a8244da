"""Editions and their files, made from the texts of a few stories by the pipeline that makes the real ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from site_builder.collection import read_collection
from site_builder.content.website import Site
from site_builder.edition import Edition
from site_builder.files import publication
from tests import builders

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from site_builder.settings import Settings

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
"""Where ``builders.story_text`` stands when nothing else matters."""

NASTY = 'Bread & butter < 5% of "costs", ŵ ŷ 🎉 it\'s'
"""What must survive every output: an ampersand, a less-than sign, quotes, Welsh letters, an emoji."""


def edition_of(
    texts: Mapping[str, str],
    others: Iterable[str] = (),
    *,
    today: date = builders.TODAY,
    options: Settings | None = None,
    preview: bool = False,
    **site: Any,
) -> Edition:
    """Return the edition of these files, which must be without an error; ``site`` changes facts of the site."""
    options = options or builders.settings()
    register = builders.register().with_places(options.extra_places)
    collection = read_collection(builders.tree(texts, others), options, register, today)
    assert not collection.errors, builders.faults(collection)
    facts = replace(SITE, **site)
    return Edition.of(facts, options, register, collection, today, preview=preview)


def publish(edition: Edition, sizes: Mapping[str, int] | None = None) -> dict[str, bytes]:
    """Return every file of the site that is no page, by its path."""
    pictures = {story.folder + story.meta.image.file: 1234 for story in edition.public.stories if story.meta.image}
    tree = replace(edition.tree, sizes={**edition.tree.sizes, **pictures, **(sizes or {})})
    files = publication.render(replace(edition, tree=tree))
    return {artifact.path: artifact.content for artifact in files}
