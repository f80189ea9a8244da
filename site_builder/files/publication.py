"""The tasks of the public site's files that are no pages: feeds, calendar, data, redirects, sitemap, link previews."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from site_builder import addresses
from site_builder.build import once_a_build
from site_builder.drawing import covers
from site_builder.drawing.site_colours import colours_of
from site_builder.files import (
    calendars,
    council_points,
    data_tables,
    feed_items,
    feeds,
    finding,
    form_data,
    identity,
    link_previews,
    open_data,
    preview_cards,
    redirects,
    sitemap,
    typefaces,
)
from site_builder.files.artifact import Artifact
from site_builder.pages import database_page, map_page, nearby
from site_builder.pages.cards import identities
from site_builder.pages.channels import channels
from site_builder.pages.texts import html_of_feed, text_of
from site_builder.tasks import Task, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from site_builder.build import Build
    from site_builder.content.register import Called
    from site_builder.content.story import Story
    from site_builder.pages.channels import Channel
    from site_builder.pages.made_page import MadePage
    from site_builder.programme.visits import DayCount


def file_tasks(
    build: Build, pages: Iterable[MadePage], fonts: identity.Fonts = identity.FONTS_OF_DEVICES
) -> Iterator[Task]:
    """Yield what makes every file of the public site that is no page; ``fonts`` are those of link previews.

    ``lengths`` are the sizes in bytes of published files that differ from their sources, by source path.
    A preview of a collection with wrong aliases does without redirects, which could take the place of other files.
    """
    for channel in channels(build).values():
        yield _feeds(build, channel)
    yield _calendar(build)
    yield _data(build)
    if build.has_places:
        yield _task(council_points.GEOJSON, council_points.render, council_points.points_of(build))
    if build.register.has_points():
        yield _one_file(addresses.PLACES_JSON, bytes, nearby.places_json(build))
    if build.has_map:
        yield _one_file(map_page.OUTLINE_FILE, bytes, map_page.outline_svg(build))
    yield _form(build)
    if database_page.has_index(build):
        yield _one_file(addresses.DATABASE_JSON, database_page.index_json, database_page.index_of(build))
    yield _one_file(addresses.NAMES_JSON, finding.as_json, finding.names_of(build))
    yield _words(build)
    if not any(problem.is_error and problem.rule.startswith("alias-") for problem in build.problems):
        found = redirects.redirects_of((*build.public.stories, *build.public.withdrawn))
        yield _task("redirects", redirects.render, found, build.site)
    yield _task("sitemap.xml", sitemap.render, tuple(_sitemap(build, pages)))
    for story in filter(preview_cards.is_drawn, build.public.stories):
        theme = covers.identity_of(story, identities(build))
        palette = colours_of(build.settings).palettes[theme.hue]
        sketch = preview_cards.sketch(story, theme, palette, build.site.name, fonts)
        yield _one_file(preview_cards.address_of(story), link_previews.draw, sketch)


def identity_tasks(build: Build, fonts: identity.Fonts, sign: str, *, draws_favicon: bool) -> Iterator[Task]:
    """Yield what makes the site's colours and fonts; ``sign`` is the drawing that its icon in the browser shows."""
    colours = colours_of(build.settings)
    yield _one_file(identity.STYLE_SHEET, identity.style_sheet, colours, fonts)
    if draws_favicon:
        yield _one_file(identity.FAVICON, identity.favicon, sign, colours)
    for face in fonts.faces:
        yield _one_file(face.address, typefaces.for_pages, face.source, face.weights)


def _task(name: str, make: Callable[..., tuple[Artifact, ...]], *arguments: object) -> Task:
    return Task(name, digest(name, *arguments), lambda: partial(make, *arguments))


def _one_file(path: str, make: Callable[..., bytes], *arguments: object) -> Task:
    return _task(path, _artifact, path, make, *arguments)


def _artifact(path: str, make: Callable[..., bytes], *arguments: object) -> tuple[Artifact, ...]:
    return (Artifact(path, make(*arguments)),)


def _words(build: Build) -> Task:
    """Return the task of the words of all texts."""
    names = finding.searched_names(build)
    stories = build.shown.stories
    known_by = [(story.title, story.meta.summary, story.body) for story in stories]

    def prepare() -> partial[tuple[Artifact, ...]]:
        texts = tuple(finding.texts_of(story) for story in stories)
        return partial(_artifact, addresses.WORDS_JSON, finding.words_json, texts, names)

    return Task(addresses.WORDS_JSON, digest(addresses.WORDS_JSON, names, known_by), prepare)


@once_a_build
def _known_by(build: Build) -> Mapping[str, bytes]:
    """Return a digest of all that a public piece's feeds, data and entry in the calendar follow from."""
    found = {}
    for story in build.public.stories:
        image = story.meta.image
        size = build.tree.sizes.get(f"{story.folder}{image.file}") if image else None
        terms = [(str(term.taxonomy), term.name) for terms in story.terms.values() for term in terms]
        updates = len(story.updates(build.today))
        facts = (story.path, story.meta.model_dump_json(), terms, story.councils, updates, size, build.has_pdfs)
        found[story.path] = digest(*facts, *text_of(story, build).known_by)
    return found


def _feeds(build: Build, channel: Channel) -> Task:
    newest = feed_items.newest(channel.stories, build.today)
    title, description = channel.title, channel.description
    places = _places(build)
    known_by = [part for story in newest for part in (_known_by(build)[story.path], places[story.id])]

    def prepare() -> partial[tuple[Artifact, ...]]:
        items = tuple(_item(build, story) for story in newest)
        return partial(feeds.render, feed_items.Feed(channel.address, title, description, items), build.site)

    return Task(
        channel.address + addresses.RSS, digest(build.site, channel.address, title, description, *known_by), prepare
    )


def _item(build: Build, story: Story) -> feed_items.Item:
    made = _items(build)
    if story.path not in made:
        html = html_of_feed(text_of(story, build), build.site)
        made[story.path] = feed_items.make_item(
            story,
            html,
            build.site,
            build.today,
            build.tree.sizes,
            _places(build)[story.id],
            has_pdf=build.has_pdfs,
        )
    return made[story.path]


@once_a_build
def _places(build: Build) -> Mapping[str, int]:
    """Return which place each piece has among those of its day."""
    return feed_items.places(build.public.stories, build.today)


@once_a_build
def _items(_build: Build) -> dict[str, feed_items.Item]:
    """Return the items that were needed so far."""
    return {}


def _calendar(build: Build) -> Task:
    milestones, site = build.settings.announced, build.site
    return Task(
        addresses.ICS,
        digest(addresses.ICS, milestones, site, *_known_by(build).values()),
        lambda: partial(
            _artifact, addresses.ICS, calendars.public_calendar,
            calendars.public_entries(build.public, site), milestones, site,
        ),
    )  # fmt: skip


def _data(build: Build) -> Task:
    ids = {story.id for story in build.public.stories}
    visits = tuple(count for count in build.visits.until(build.today).counts if count.page in ids)
    facts = build.site, visits, build.has_pdfs, build.called
    known_by = digest(addresses.STORIES_JSON, *facts, *_known_by(build).values())
    return Task(
        addresses.STORIES_JSON,
        known_by,
        lambda: partial(_data_files, _dataset(build), visits, build.called),
    )


def _form(build: Build) -> Task:
    settings, register, root = build.settings, build.register, build.tree.root
    return Task(
        addresses.WRITE_JSON,
        digest(addresses.WRITE_JSON, settings.model_dump_json(), tuple(register), register.called, build.site, root),
        lambda: partial(form_data.render, settings, register, build.site, root),
    )


def _dataset(build: Build) -> open_data.Dataset:
    return open_data.dataset_of(build.public, build.site, build.visits, with_pdfs=build.has_pdfs)


def _data_files(dataset: open_data.Dataset, visits: Sequence[DayCount], called: Called | None) -> tuple[Artifact, ...]:
    return (*open_data.render(dataset), *data_tables.render(dataset, visits, called))


def _sitemap(build: Build, pages: Iterable[MadePage]) -> Iterator[sitemap.Entry]:
    for page in pages:
        if page.head.is_indexed:
            yield sitemap.Entry(build.site.absolute(quote(page.address)), page.changed)
