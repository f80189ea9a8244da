"""The list of all pieces that readers search and narrow down, and the index for its script.

Every choice of the form has a number, counted through all facets. A row of the list carries the numbers of
the choices it fits; the script compares numbers and need not know what they mean. A long list is cut into
pages; then the script takes all rows from an index instead, when the form is first used.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.build import Build, once_a_build
from site_builder.content.collation import sort_key
from site_builder.content.register import PLACE
from site_builder.content.slugs import slugify
from site_builder.content.vocabulary import Taxonomy
from site_builder.pages.cards import Card, cards_of
from site_builder.pages.channels import FeedSet, feed_set
from site_builder.pages.head import page_head
from site_builder.pages.made_page import MadePage, last_change
from site_builder.pages.parts import Link
from site_builder.render import councils, page_words, place_words, story_words, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from site_builder.build import Build
    from site_builder.content.register import Council
    from site_builder.content.story import Story

MOST_ON_ONE_PAGE = 500
"""A page of this many rows is about 40 KB packed; a longer list is cut, and does without drawings."""

ROWS_PER_PAGE = 100
"""Rows of a page where the list is cut."""

INDEX_FIELDS = ("title", "address", "summary", "date", "councils", "choices", "original", "mark", "hue")
"""What a row of the index has, in this order."""

_ELSEWHERE = (slugify(place_words.NO_REGION), place_words.NO_REGION)

Key = tuple[str, str]
"""A choice as the address of a filtered list names it: the facet's key and the choice's slug."""


@dataclass(frozen=True)
class Choice:
    """A choice of a facet: its value in the form, its text, and how many pieces fit it."""

    slug: str
    text: str
    count: int


@dataclass(frozen=True)
class Facet:
    """A group of choices; ``name`` is the key in the address of a filtered list."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class DatabaseRow:
    """A piece in the list of all: its card, and the numbers of the choices it fits."""

    card: Card
    choices: str


@dataclass(frozen=True)
class DatabaseView:
    """The list of all pieces, or a page of a long one; only the first page has facets.

    ``position`` says which page of how many and is empty where there is one; ``index`` is the address of all rows as
    data, empty where they all are in the page. ``places`` is the address of what puts the nearest first, ``near``
    what readers give for it, ``pdf`` the address of all pieces as a PDF; the addresses may be empty.
    """

    heading: str
    introduction: str
    count: str
    facets: tuple[Facet, ...]
    rows: tuple[DatabaseRow, ...]
    position: str
    newer: Link | None
    older: Link | None
    index: str
    has_full_text: bool
    places: str
    near: str
    feeds: FeedSet
    pdf: str = ""
    pdf_name: str = ""


@dataclass(frozen=True)
class Database:
    """The facets of an build's pieces, and the numbers of the choices that each piece fits."""

    facets: tuple[Facet, ...]
    numbers: tuple[tuple[int, ...], ...]


@once_a_build
def make_database(build: Build) -> Database:
    """Return the facets of everything shown; a choice that no piece fits is left out."""
    fitting = [tuple(dict.fromkeys(_keys(story, build))) for story in build.shown.stories]
    counts: dict[Key, int] = {}
    for keys in fitting:
        for key in keys:
            counts[key] = counts.get(key, 0) + 1
    facets, numbers = [], dict[Key, int]()
    for name, label, names in _facets(build, counts):
        choices = []
        for slug, text in names:
            if (name, slug) in counts:
                numbers[name, slug] = len(numbers)
                choices.append(Choice(slug, text, counts[name, slug]))
        if choices:
            facets.append(Facet(name, label, tuple(choices)))
    return Database(tuple(facets), tuple(tuple(numbers[key] for key in keys if key in numbers) for keys in fitting))


def database_pages(build: Build) -> Iterator[MadePage]:
    """Yield the pages of the list: one, or as many as a long list is cut into."""
    changed = last_change(build.public.stories, build.today)
    for address, view in _views(build, feed_set(build, "")):
        head = page_head(build, view.heading, view.introduction, address)
        yield MadePage(address, "stories/database.html", head, view, changed)


def _views(build: Build, feeds: FeedSet) -> Iterator[tuple[str, DatabaseView]]:
    database = make_database(build)
    stories = build.shown.stories
    is_cut = len(stories) > MOST_ON_ONE_PAGE
    pages = page_addresses(len(stories))
    for n, address in enumerate(pages):
        here = slice(n * ROWS_PER_PAGE, (n + 1) * ROWS_PER_PAGE) if is_cut else slice(None)
        cards = cards_of(build, stories[here])
        if is_cut:  # as in the index, where the drawings of thousands would weigh too much
            cards = tuple(replace(card, cover="") for card in cards)
        rows = zip(cards, database.numbers[here], strict=True)
        position = page_words.page_of(n + 1, len(pages)) if is_cut else ""
        yield (
            address,
            DatabaseView(
                heading=page_words.all_stories(position) if n else page_words.STORIES.title,
                introduction=page_words.STORIES.description,
                count=words.stories(len(stories)),
                facets=database.facets if n == 0 else (),
                rows=tuple(DatabaseRow(card, " ".join(map(str, numbers))) for card, numbers in rows),
                position=position,
                newer=Link(page_words.NEWER, pages[n - 1]) if n else None,
                older=Link(page_words.OLDER, pages[n + 1]) if n + 1 < len(pages) else None,
                index=addresses.DATABASE_JSON if is_cut else "",
                has_full_text=not build.is_preview,
                places=addresses.PLACES_JSON if build.register.has_points() else "",
                near=place_words.place_or_region(build.register.called, has_regions=build.register.has_regions()),
                feeds=feeds,
                pdf=addresses.COLLECTION_PDF if build.has_pdfs else "",
                pdf_name=page_words.collection(len(build.together), len(build.public)),
            ),
        )


def has_index(build: Build) -> bool:
    """Whether the list is so long that its script takes the rows from an index."""
    return len(build.shown) > MOST_ON_ONE_PAGE


def page_addresses(count: int) -> tuple[str, ...]:
    """Return the addresses of the pages of a list of this many pieces, newest first."""
    pages = -(-count // ROWS_PER_PAGE) if count > MOST_ON_ONE_PAGE else 1
    return (addresses.STORIES, *(f"{addresses.STORY_PAGES}{n}/" for n in range(2, pages + 1)))


def index_of(build: Build) -> dict[str, object]:
    """Return the index of a long list: all rows, newest first, in as few bytes as they need.

    It has what the pages have, so that in a preview it also has what the public does not see.
    """
    stories = build.shown.stories
    database = make_database(build)
    rows = zip(stories, cards_of(build, stories), database.numbers, strict=True)
    return {
        "version": 1,
        "choices": [f"{facet.name}={choice.slug}" for facet in database.facets for choice in facet.choices],
        "fields": INDEX_FIELDS,
        "stories": [
            [
                card.title,
                card.address,
                card.summary,
                card.day.iso if card.day else "",
                [council.short_name for council in story.councils],
                numbers,
                int(card.is_original),
                card.mark,
                card.hue,
            ]
            for story, card, numbers in rows
        ],
    }


def index_json(index: Mapping[str, object]) -> bytes:
    """Return the index as its script reads it."""
    return (json.dumps(index, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _keys(story: Story, build: Build) -> Iterator[Key]:
    """Yield every choice that a piece fits, in the order in which the piece names its terms."""
    for taxonomy, terms in story.terms.items():
        for term in terms:
            yield taxonomy.singular, term.slug
    for council in story.councils:
        yield "region", _region(council, build)[0]
        yield "type", _ELSEWHERE[0] if council.type == PLACE else slugify(council.type)
    yield "kind", story.meta.kind.value
    if story.meta.date is not None:
        yield "year", str(story.day.year)


def _facets(build: Build, counts: Iterable[Key]) -> Iterator[tuple[str, str, Iterable[Key]]]:
    """Yield (key, label, choices as slug and text) of every facet, choices in the order of the form."""
    for taxonomy in Taxonomy:
        terms = build.settings.taxonomies[taxonomy]
        yield (
            taxonomy.singular,
            words.sentence_case(story_words.VOCABULARIES[taxonomy].one),
            [(t.slug, words.sentence_case(t.name)) for t in terms],
        )
    regions = {_region(council, build) for council in build.shown.by_council}
    known = sorted(regions - {_ELSEWHERE}, key=lambda region: sort_key(region[1]))
    yield "region", place_words.REGION, [*known, _ELSEWHERE] if known else ()
    types = councils.in_order({council.type for council in build.register})
    named = [(slugify(name), words.sentence_case(councils.type_of(name).plural)) for name in types]
    yield "type", place_words.type_of(build.register.called), [*named, _ELSEWHERE] if len(named) > 1 else ()
    kinds = story_words.KINDS.items()
    yield "kind", story_words.KIND, [(kind.value, words.sentence_case(named.many)) for kind, named in kinds]
    years = sorted((slug for name, slug in counts if name == "year"), reverse=True)
    yield "year", story_words.YEAR, [(year, year) for year in years]


def _region(council: Council, build: Build) -> Key:
    """Return the slug and name of a council's region, or of its successor's where its own is not known."""
    region = councils.region_of(council, build.register)
    return (slugify(region), region) if region else _ELSEWHERE
