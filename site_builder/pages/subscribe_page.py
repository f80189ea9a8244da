"""The page that explains feeds, the calendar and the open data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.content.vocabulary import Taxonomy
from site_builder.files.open_data import SCHEMA
from site_builder.pages.channels import FeedSet, channels, feed_set
from site_builder.pages.head import page_head
from site_builder.pages.made_page import MadePage
from site_builder.render import page_words, story_words, words

if TYPE_CHECKING:
    from site_builder.build import Build


@dataclass(frozen=True)
class FeedGroup:
    """The feeds of one kind of page; ``slug`` is the name of the group within the page."""

    heading: str
    slug: str
    feeds: tuple[FeedSet, ...]


@dataclass(frozen=True)
class SubscribeView:
    """Every feed, the calendar and the data; addresses that end in ``url`` are whole, to be copied.

    ``pdf`` is the address of the collection as a PDF, or nothing.
    """

    site: FeedSet
    atom_url: str
    json_url: str
    groups: tuple[FeedGroup, ...]
    ics: str
    ics_url: str
    data_json: str
    data_csv: str
    data_schema: str
    pdf: str = ""
    pdf_extent: str = ""


def subscribe_page(build: Build) -> MadePage:
    """Return the page."""
    kinds = [(words.sentence_case(story_words.VOCABULARIES[taxonomy].many), f"{taxonomy}/") for taxonomy in Taxonomy]
    groups = [
        FeedGroup(heading, prefix.rstrip("/"), sets)
        for heading, prefix in (*kinds, (words.sentence_case(build.register.called.many), addresses.COUNCILS))
        if (sets := tuple(feed_set(build, address) for address in channels(build) if address.startswith(prefix)))
    ]
    site = build.site
    view = SubscribeView(
        site=feed_set(build, ""),
        atom_url=site.absolute(addresses.ATOM),
        json_url=site.absolute(addresses.JSON_FEED),
        groups=tuple(groups),
        ics=addresses.ICS,
        ics_url=site.absolute(addresses.ICS),
        data_json=addresses.STORIES_JSON,
        data_csv=addresses.STORIES_CSV,
        data_schema=SCHEMA,
        pdf=addresses.COLLECTION_PDF if build.has_pdfs else "",
        pdf_extent=page_words.extent(len(build.together), len(build.public)),
    )
    return MadePage(
        addresses.SUBSCRIBE,
        "stories/subscribe.html",
        page_head(build, *page_words.SUBSCRIBE, addresses.SUBSCRIBE),
        view,
    )
