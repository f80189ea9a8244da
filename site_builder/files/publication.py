"""Everything of the public site that is not a page: feeds, calendar, data, redirects, sitemap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from site_builder import addresses
from site_builder.drawing import covers
from site_builder.files import calendars, feeds, link_previews, open_data, redirects, sitemap
from site_builder.files.artifact import Artifact
from site_builder.pages import database_page, map_page
from site_builder.pages.texts import text_of_feed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from site_builder.content.story import Story
    from site_builder.edition import Edition


DrawAll = Callable[[Callable[[link_previews.Sketch], Artifact], Sequence[link_previews.Sketch]], Iterable[Artifact]]


def _draw_here(
    draw: Callable[[link_previews.Sketch], Artifact], sketches: Sequence[link_previews.Sketch]
) -> Iterable[Artifact]:
    return map(draw, sketches)


def render(
    edition: Edition,
    *,
    lengths: Mapping[str, int] | None = None,
    with_redirects: bool = True,
    draw_all: DrawAll = _draw_here,
) -> Iterator[Artifact]:
    """Yield every file of the public site that no template makes.

    ``lengths`` are the sizes in bytes of published files that differ from their sources, by source path.
    A preview of a collection with wrong aliases does without redirects, which could take the place of other files.
    ``draw_all`` may draw elsewhere, while the rest is made here. Raises ``feeds.FeedError``.
    """
    pictures = draw_all(link_previews.draw, link_previews.sketches(edition))
    site, public = edition.site, edition.public
    sizes = {**edition.tree.sizes, **(lengths or {})}
    places = feeds.places(public.stories, edition.today)
    items = {
        story.path: feeds.make_item(story, text_of_feed(story, edition), site, edition.today, sizes, places[story.id])
        for story in public.stories
    }
    entries: dict[str, feeds.Entry] = {}
    for channel in edition.channels.values():
        newest = feeds.newest([items[story.path] for story in channel.stories])
        yield from feeds.render(feeds.Feed(channel.address, channel.title, channel.description, newest), site, entries)
    yield Artifact(addresses.ICS, calendars.public_calendar(public, edition.settings.announced, site))
    yield from open_data.render(public, site)
    yield Artifact.of_text(covers.HUES_FILE, covers.style_sheet())
    yield from map_page.render(edition.outline)
    yield from database_page.render(edition)
    if with_redirects:
        yield from redirects.render((*public.stories, *public.withdrawn), site)
    yield from sitemap.render(_sitemap(edition))
    yield from pictures


def _sitemap(edition: Edition) -> Iterator[sitemap.Entry]:
    site, public, today = edition.site, edition.public, edition.today

    def entry(address: str, stories: Iterable[Story]) -> sitemap.Entry:
        changed: date | None = max((story.last_changed(today) for story in stories), default=None)
        return sitemap.Entry(site.absolute(quote(address)), changed)

    for channel in edition.channels.values():
        yield entry(channel.address, channel.stories)
    for address in database_page.page_addresses(len(public)):
        yield entry(address, public.stories)
    for address in (
        *addresses.INDEXES,
        addresses.MAP,
        addresses.CALENDAR,
        addresses.SUBSCRIBE,
        *sorted({page.address for page in edition.pages} - {addresses.HOME}),
    ):
        yield entry(address, ())
    for story in public.stories:
        yield entry(story.address, (story,))
