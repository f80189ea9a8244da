"""The pages that have feeds: the home page, and every term and council with a public piece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.build import Build, once_a_build
from site_builder.content.vocabulary import Taxonomy
from site_builder.render import page_words, story_words, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from site_builder.content.story import Story

_FORMATS = (
    (addresses.RSS, "application/rss+xml", "RSS"),
    (addresses.ATOM, "application/atom+xml", page_words.ATOM),
    (addresses.JSON_FEED, "application/feed+json", page_words.JSON_FEED),
)


@dataclass(frozen=True)
class Channel:
    """A page that has feeds: its address, what the feeds are called and tell, and its public pieces."""

    address: str
    subject: str
    title: str
    description: str
    stories: tuple[Story, ...]


@dataclass(frozen=True)
class FeedSet:
    """The three feeds of the page at an address; ``rss_url`` is the full address of the first, to be copied."""

    title: str
    address: str
    rss: str
    atom: str
    json: str
    rss_url: str


@dataclass(frozen=True)
class FeedLink:
    """A feed for autodiscovery: its title, address and media type."""

    title: str
    address: str
    media_type: str


@once_a_build
def channels(build: Build) -> Mapping[str, Channel]:
    """Return every page with feeds by its address."""
    return {channel.address: channel for channel in _channels(build)}


def _channels(build: Build) -> Iterator[Channel]:
    site, public = build.site, build.public
    yield Channel("", site.name, site.name, site.description or site.name, public.stories)
    for taxonomy in Taxonomy:
        for term in build.settings.taxonomies[taxonomy]:
            if term in public.by_term:
                name = words.sentence_case(term.name)
                about = story_words.under_term(taxonomy, term.name)
                yield Channel(addresses.of_term(term), name, f"{name} - {site.name}", about, public.by_term[term])
    for council, stories in public.by_council.items():
        title = f"{council.short_name} - {site.name}"
        about = story_words.from_place(council.name)
        yield Channel(addresses.of_council(council), council.short_name, title, about, stories)


def feed_links(build: Build, address: str) -> tuple[FeedLink, ...]:
    """Return the feeds for autodiscovery: those of the page itself, then those of the site."""
    known = channels(build)
    found = [known[a] for a in dict.fromkeys((address, "")) if a in known]
    return tuple(
        FeedLink(f"{channel.title} ({short})", channel.address + name, media_type)
        for channel in found
        for name, media_type, short in _FORMATS
    )


def feed_set(build: Build, address: str) -> FeedSet:
    """Return the feeds of a page; one that has none of its own, as happens in previews, borrows the site's."""
    channel = channels(build).get(address) or channels(build)[""]
    address = channel.address
    return FeedSet(
        title=channel.subject,
        address=address,
        rss=address + addresses.RSS,
        atom=address + addresses.ATOM,
        json=address + addresses.JSON_FEED,
        rss_url=build.site.absolute(address + addresses.RSS),
    )
