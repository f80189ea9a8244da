"""From the library and the plans to the value of every page of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.content.vocabulary import Taxonomy, Term
from site_builder.drawing import covers
from site_builder.files import feeds
from site_builder.files.open_data import CSV_COLUMNS, SCHEMA
from site_builder.pages import database_page
from site_builder.pages.calendar_page import make_calendar_view, progress_line
from site_builder.pages.head import FeedLink, Head, page_head, story_head
from site_builder.pages.map_page import make_map_teaser, make_map_view, make_term_map
from site_builder.pages.story_page import make_day, make_story_view
from site_builder.pages.views import (
    Fact,
    FeedGroup,
    FeedSet,
    Group,
    HomeView,
    IndexView,
    Link,
    ListView,
    PageView,
    SubscribeView,
    TermCard,
    WithdrawnView,
)
from site_builder.render import councils, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.content.register import Council
    from site_builder.content.story import Story
    from site_builder.edition import Edition

_NEWEST_ON_HOME = 7
_FORMATS = (
    (feeds.RSS, "application/rss+xml", "RSS"),
    (feeds.ATOM, "application/atom+xml", "Atom"),
    (feeds.JSON, "application/feed+json", "JSON Feed"),
)
_INTRODUCTIONS = {
    Taxonomy.THEMES: "What the stories are about, across services and programmes.",
    Taxonomy.SERVICES: "Stories by the part of a council's work that they belong to.",
    Taxonomy.PROGRAMMES: "Stories by the national programme or event that they were part of.",
}


def render(edition: Edition) -> Iterator[PageView]:
    """Yield every page that has no source file of its own, and the page of every piece."""
    yield _home(edition)
    yield from _database(edition)
    for taxonomy in Taxonomy:
        yield _taxonomy(edition, taxonomy)
        for term in edition.settings.taxonomies[taxonomy]:
            if term in edition.shown.by_term:
                yield _term(edition, term)
    yield _councils(edition)
    for council in edition.shown.by_council:
        yield _council(edition, council)
    yield _map(edition)
    yield _calendar(edition)
    yield _subscribe(edition)
    for story in edition.shown.stories:
        yield _story(edition, story)
    for story in edition.shown.withdrawn:
        yield _withdrawn(edition, story)


def _home(edition: Edition) -> PageView:
    shown = edition.shown
    themes = [term for term in edition.settings.taxonomies[Taxonomy.THEMES] if term in shown.by_term]
    view = HomeView(
        newest=edition.cards_of(shown.stories[:_NEWEST_ON_HOME]),
        themes=tuple(_term_card(edition, term) for term in themes),
        progress=progress_line(edition),
        map=make_map_teaser(edition),
        count=f"{words.counted(len(shown), 'piece')} to read",
    )
    return PageView(
        addresses.HOME, "stories/home.html", _head(edition, edition.site.name, edition.site.description, ""), view
    )


def _database(edition: Edition) -> Iterator[PageView]:
    for address, view in database_page.make_pages(edition, _feed_set(edition, "")):
        yield PageView(address, "stories/database.html", _head(edition, view.heading, view.introduction, address), view)


def _taxonomy(edition: Edition, taxonomy: Taxonomy) -> PageView:
    used: list[Term] = []
    waiting: list[Term] = []
    for term in edition.settings.taxonomies[taxonomy]:
        (used if term in edition.shown.by_term else waiting).append(term)
    heading = words.sentence_case(taxonomy.value)
    view = IndexView(
        heading=heading,
        introduction=_INTRODUCTIONS[taxonomy],
        terms=tuple(_term_card(edition, term) for term in used),
        waiting=words.listed([term.name for term in waiting]),
    )
    address = f"{taxonomy}/"
    return PageView(address, "stories/index.html", _head(edition, heading, view.introduction, address), view)


def _term(edition: Edition, term: Term) -> PageView:
    stories = edition.shown.by_term[term]
    heading = words.sentence_case(term.name)
    count = words.stories(len(stories))
    identity = edition.identities.get(term)
    view = ListView(
        heading=heading,
        eyebrow=words.sentence_case(term.taxonomy.singular),
        introduction=term.description,
        count=count,
        cards=edition.cards_of(stories),
        feeds=_feed_set(edition, addresses.of_term(term)),
        cover=_cover_of(edition, term),
        hue=identity.css_class if identity else "",
        map=None if term.taxonomy is Taxonomy.THEMES else make_term_map(edition, heading, stories),
    )
    description = term.description or f"{count} under the {term.taxonomy.singular} '{term.name}'."
    address = addresses.of_term(term)
    return PageView(address, "stories/list.html", _head(edition, heading, description, address), view)


def _councils(edition: Edition) -> PageView:
    by_region: dict[str, list[Link]] = {}
    for council, stories in edition.shown.by_council.items():
        link = Link(council.short_name, addresses.of_council(council), words.stories(len(stories)))
        by_region.setdefault(council.region or councils.NO_REGION, []).append(link)
    regions = sorted(by_region, key=lambda region: (region == councils.NO_REGION, region))
    view = IndexView(
        heading="Councils",
        introduction="Councils with a story, by region.",
        groups=tuple(Group(region, tuple(by_region[region])) for region in regions),
    )
    head = _head(edition, view.heading, view.introduction, addresses.COUNCILS)
    return PageView(addresses.COUNCILS, "stories/index.html", head, view)


def _council(edition: Edition, council: Council) -> PageView:
    stories = edition.shown.by_council[council]
    address = addresses.of_council(council)
    council_type = councils.TYPES.get(council.type)
    facts = [
        Fact("Type", (Link(words.sentence_case(council_type.singular) if council_type else "", ""),)),
        Fact("Region", (Link(council.region, ""),)),
        Fact("Status", (Link(words.sentence_case(councils.succession(council, edition.register)), ""),)),
    ]
    count = words.stories(len(stories))
    view = ListView(
        heading=council.name,
        eyebrow="Council" if council_type else "Place",
        introduction="",
        count=count,
        cards=edition.cards_of(stories),
        feeds=_feed_set(edition, address),
        facts=tuple(fact for fact in facts if fact.entries[0].text),
    )
    return PageView(
        address, "stories/list.html", _head(edition, council.name, f"{count} from {council.name}.", address), view
    )


def _map(edition: Edition) -> PageView:
    description = "Where the stories are from, and where none is from yet."
    head = _head(edition, "Map", description, addresses.MAP)
    return PageView(addresses.MAP, "stories/map.html", head, make_map_view(edition))


def _calendar(edition: Edition) -> PageView:
    description = "What the programme promised, and what is published so far."
    head = _head(edition, "Calendar", description, addresses.CALENDAR)
    return PageView(addresses.CALENDAR, "stories/calendar.html", head, make_calendar_view(edition))


def _subscribe(edition: Edition) -> PageView:
    kinds = [(words.sentence_case(taxonomy.value), f"{taxonomy}/") for taxonomy in Taxonomy]
    groups = [
        FeedGroup(heading, prefix.rstrip("/"), sets)
        for heading, prefix in (*kinds, ("Councils", addresses.COUNCILS))
        if (sets := tuple(_feed_set(edition, address) for address in edition.channels if address.startswith(prefix)))
    ]
    site = edition.site
    view = SubscribeView(
        site=_feed_set(edition, ""),
        atom_url=site.absolute(feeds.ATOM),
        json_url=site.absolute(feeds.JSON),
        groups=tuple(groups),
        ics=addresses.ICS,
        ics_url=site.absolute(addresses.ICS),
        data_json=addresses.STORIES_JSON,
        data_csv=addresses.STORIES_CSV,
        data_schema=SCHEMA,
        columns=CSV_COLUMNS,
    )
    description = "Follow new stories by feed or calendar, or take the data."
    return PageView(
        addresses.SUBSCRIBE,
        "stories/subscribe.html",
        _head(edition, "Subscribe", description, addresses.SUBSCRIBE),
        view,
    )


def _story(edition: Edition, story: Story) -> PageView:
    is_public = story.path in edition.public
    head = story_head(edition.site, story, edition.today, is_public=is_public, feeds=_feed_links(edition, ""))
    return PageView(story.address, "stories/story.html", head, make_story_view(story, edition))


def _withdrawn(edition: Edition, story: Story) -> PageView:
    withdrawn = story.meta.withdrawn
    if withdrawn is None:
        raise ValueError(f"{story.path} keeps a notice without having been withdrawn")
    title = f"Withdrawn: {story.title}"
    head = page_head(
        edition.site, title, "This page was withdrawn.", story.address, _feed_links(edition, ""), is_indexed=False
    )
    return PageView(
        story.address,
        "stories/withdrawn.html",
        head,
        WithdrawnView(story.title, make_day(withdrawn.date), withdrawn.reason),
    )


def _term_card(edition: Edition, term: Term) -> TermCard:
    count = words.stories(len(edition.shown.by_term[term]))
    link = Link(words.sentence_case(term.name), addresses.of_term(term), count)
    return TermCard(link, term.description, _cover_of(edition, term))


def _cover_of(edition: Edition, term: Term) -> str:
    identity = edition.identities.get(term)
    return covers.cover_svg(identity, term.slug) if identity else ""


def _head(edition: Edition, title: str, description: str, address: str) -> Head:
    return page_head(edition.site, title, description, address, _feed_links(edition, address))


def _feed_links(edition: Edition, address: str) -> tuple[FeedLink, ...]:
    """Return the feeds for autodiscovery: those of the page itself, then those of the site."""
    channels = [edition.channels[a] for a in dict.fromkeys((address, "")) if a in edition.channels]
    return tuple(
        FeedLink(f"{channel.title} ({short})", channel.address + name, media_type)
        for channel in channels
        for name, media_type, short in _FORMATS
    )


def _feed_set(edition: Edition, address: str) -> FeedSet:
    """Return the feeds of a page; one that has none of its own, as happens in previews, borrows the site's."""
    channel = edition.channels.get(address) or edition.channels[""]
    address = channel.address
    return FeedSet(
        title=channel.subject,
        address=address,
        rss=address + feeds.RSS,
        atom=address + feeds.ATOM,
        json=address + feeds.JSON,
        rss_url=edition.site.absolute(address + feeds.RSS),
    )
