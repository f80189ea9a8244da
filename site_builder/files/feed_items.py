"""What feeds hold: published pieces as values, whatever the format."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from site_builder.addresses import of_pdf
from site_builder.content import assets
from site_builder.content.media import MEDIA_TYPES, ending_of
from site_builder.render import sanitiser, story_words
from site_builder.render.figures import figures_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from site_builder.content.story import Story
    from site_builder.content.website import Site

MOST_ITEMS = 50
"""How many of the newest pieces a feed has: years of a two-monthly rhythm, and a bounded download."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A picture that goes with an item: full URL, size in bytes, media type, and what it shows."""

    url: str
    length: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Category:
    """A term that an item is filed under, and the page that lists the vocabulary."""

    name: str
    scheme: str


@dataclass(frozen=True, slots=True)
class Item:
    """A piece as a feed has it. ``changed`` is when it was last announced, ``content`` safe HTML.

    ``place`` is its place among the pieces announced in the same moment, from 0; ``pdf`` the full address of its PDF,
    or nothing.
    """

    guid: str
    url: str
    title: str
    summary: str
    content: str
    published: datetime
    changed: datetime
    place: int
    categories: tuple[Category, ...]
    enclosure: Enclosure | None
    pdf: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed in three formats below the address of the page it belongs to."""

    address: str
    title: str
    description: str
    items: tuple[Item, ...]


def newest(stories: Iterable[Story], today: date) -> tuple[Story, ...]:
    """Return what a feed has of these pieces: the latest announced, newest first."""
    return tuple(sorted(stories, key=lambda story: (story.last_changed(today), story.id), reverse=True)[:MOST_ITEMS])


def places(stories: Iterable[Story], today: date) -> Mapping[str, int]:
    """Return by id which place each piece has among those last announced on the same day, in order of their ids."""
    days: Counter[date] = Counter()
    found = {}
    for story in sorted(stories, key=lambda story: story.id):
        day = story.last_changed(today)
        found[story.id] = days[day]
        days[day] += 1
    return found


def make_item(
    story: Story, text: str, site: Site, today: date, sizes: Mapping[str, int], place: int = 0, *, has_pdf: bool = False
) -> Item:
    """Return a published piece as an item; ``text`` is its HTML for feeds."""
    url = site.absolute(story.address)
    return Item(
        guid=site.guid(story.id),
        url=url,
        title=story.title,
        summary=story.meta.summary or "",
        content=_content(story, sanitiser.xml_text(sanitiser.sanitise(text)).strip(), url, today),
        published=_moment(site, story.day),
        changed=_moment(site, story.last_changed(today)),
        place=place,
        categories=tuple(
            Category(term.name, site.absolute(f"{taxonomy}/"))
            for taxonomy, terms in story.terms.items()
            for term in terms
        ),
        enclosure=_enclosure(story, site, sizes),
        pdf=site.absolute(of_pdf(story.address)) if has_pdf else "",
    )


def _moment(site: Site, day: date) -> datetime:
    return datetime.combine(day, site.publish_time, tzinfo=site.zone)


def _content(story: Story, body: str, url: str, today: date) -> str:
    notes = [
        f"<p><strong>{story_words.updated_on(update.date)}</strong> {sanitiser.escape(update.note)}</p>"
        for update in reversed(story.updates(today))
    ]
    link = story.meta.link
    pointer = [f'<p><a href="{sanitiser.escape(link)}">{story_words.READ_THERE}</a></p>'] if link else []
    text = "\n".join([*notes, figures_html(story.meta), body, *pointer])
    return text.strip() or f'<p><a href="{sanitiser.escape(url)}">{sanitiser.escape(story.title)}</a></p>'


def _enclosure(story: Story, site: Site, sizes: Mapping[str, int]) -> Enclosure | None:
    image = story.meta.image
    if image is None:
        return None
    media_type = MEDIA_TYPES.get(ending_of(image.file))
    size = sizes.get(assets.source_of(story.folder, image.file))
    if not media_type or not size:  # the check refuses both, but a preview goes on
        return None
    return Enclosure(site.absolute(assets.url_path(story, image.file)), size, media_type)
