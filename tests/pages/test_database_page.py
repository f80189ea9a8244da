"""The list of all pieces: its facets, its numbers, its pages and its index."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from site_builder import addresses
from site_builder.content.register import Council, Register
from site_builder.pages import database_page, site_pages
from site_builder.pages.database_page import DatabaseView, Facet
from tests import builders
from tests.builders import story_text
from tests.making import AS_READ, NASTY, STORY, build_of, publish

if TYPE_CHECKING:
    from site_builder.build import Build

TEXTS = {
    "2026/a.md": story_text(
        id="story-a",
        date=builders.TODAY,
        councils=["york", "wigan"],
        themes=["digitalisation", "political leadership"],
        services=["energy"],
    ),
    "2026/b.md": story_text(
        id="story-b", kind="guide", date=builders.TODAY - timedelta(days=400), councils=["suffolk-coastal"]
    ),
    "2026/c.md": story_text(id="story-c", date=builders.TODAY - timedelta(days=1), programmes=["Future Councils"]),
    "2026/later.md": story_text(
        id="story-later", date=builders.TODAY + timedelta(days=1), themes=["commercialisation"]
    ),
    "2026/gone.md": story_text(
        id="story-gone",
        status="withdrawn",
        withdrawn={"date": builders.TODAY, "reason": "A mistake."},
        themes=["commercialisation"],
    ),
}


def first_page(build: Build) -> DatabaseView:
    """Return the view at /stories/."""
    view = next(page.view for page in site_pages.all_pages(build) if page.address == addresses.STORIES)
    assert isinstance(view, DatabaseView)
    return view


def choices_of(facet: Facet) -> dict[str, int]:
    """Return the choices of a facet with their counts."""
    return {choice.slug: choice.count for choice in facet.choices}


def many(count: int) -> dict[str, str]:
    """Return this many stories."""
    return {
        f"2026/s{n:03d}.md": story_text(
            id=f"story-{n:03d}", title=f"Number {n:03d}", date=builders.TODAY - timedelta(days=n)
        )
        for n in range(count)
    }


def test_every_facet_counts_what_the_library_has() -> None:
    build = build_of(TEXTS)
    found = {facet.name: choices_of(facet) for facet in first_page(build).facets}
    for term, stories in build.public.by_term.items():
        assert found[term.taxonomy.singular][term.slug] == len(stories)
    assert found == {
        "theme": {"political-leadership": 1, "digitalisation": 3},
        "service": {"energy": 1},
        "programme": {"future-councils": 1},
        "type": {"district": 1, "unitary": 2, "metropolitan": 1},
        "kind": {"story": 2, "guide": 1},
        "year": {"2026": 2, "2025": 1},
    }


def test_a_row_carries_the_numbers_of_its_choices() -> None:
    view = first_page(build_of(TEXTS))
    names = [f"{facet.name}={choice.slug}" for facet in view.facets for choice in facet.choices]
    assert {row.card.address: [names[int(number)] for number in row.choices.split()] for row in view.rows} == {
        "stories/a/": [
            "theme=digitalisation",
            "theme=political-leadership",
            "service=energy",
            "type=unitary",
            "type=metropolitan",
            "kind=story",
            "year=2026",
        ],
        "stories/c/": [
            "theme=digitalisation",
            "programme=future-councils",
            "type=unitary",
            "kind=story",
            "year=2026",
        ],
        "stories/b/": [
            "theme=digitalisation",
            "type=district",
            "kind=guide",
            "year=2025",
        ],
    }


def test_an_abolished_council_without_a_region_belongs_where_its_successor_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    register = Register(
        [
            *builders.register(),
            Council("east-suffolk", "East Suffolk Council", "East Suffolk", "district", region="East of England"),
        ]
    )
    monkeypatch.setattr(builders, "register", lambda: register)
    facets = {facet.name: choices_of(facet) for facet in first_page(build_of(TEXTS)).facets}
    assert facets["region"] == {"east-of-england": 1, "other-places": 2}


def test_a_list_without_a_story_has_nothing_to_choose() -> None:
    view = first_page(build_of({}))
    assert (view.count, view.facets, view.rows, view.index) == ("0 stories", (), (), "")


def test_a_preview_shows_more_and_searches_less() -> None:
    preview, public = first_page(build_of(TEXTS, preview=True)), first_page(build_of(TEXTS))
    assert len(preview.rows) == len(public.rows) + 1
    assert (preview.has_full_text, public.has_full_text) == (False, True)


@pytest.fixture
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut a list that is much shorter than one of readers."""
    monkeypatch.setattr(database_page, "MOST_ON_ONE_PAGE", 25)
    monkeypatch.setattr(database_page, "ROWS_PER_PAGE", 5)


@pytest.mark.usefixtures("_short")
def test_up_to_the_limit_the_list_is_one_page() -> None:
    build = build_of(many(database_page.MOST_ON_ONE_PAGE))
    view = first_page(build)
    assert len(view.rows) == database_page.MOST_ON_ONE_PAGE
    assert (view.position, view.index, view.newer, view.older) == ("", "", None, None)
    assert not database_page.has_index(build)


@pytest.mark.usefixtures("_short")
def test_past_the_limit_it_is_cut_into_pages_that_hold_each_story_once() -> None:
    build = build_of(many(database_page.MOST_ON_ONE_PAGE + 1))
    views = {page.address: page.view for page in site_pages.all_pages(build) if isinstance(page.view, DatabaseView)}
    assert list(views) == ["stories/", *(f"stories/page/{n}/" for n in range(2, 7))]
    rows = [row.card.address for view in views.values() for row in view.rows]
    assert rows == [story.address for story in build.public.stories]
    for n, (view, after) in enumerate(zip(views.values(), [*list(views)[1:], None], strict=True)):
        assert bool(view.facets) is (n == 0)
        assert (view.older.address if view.older else None) == after
        assert (view.newer.address if view.newer else None) == ([None, *views][n])
        assert view.position == f"page {n + 1} of 6"
    assert views["stories/page/2/"].heading == "All stories, page 2 of 6"
    sitemap = publish(build)["sitemap.xml"].decode()
    assert all(f"<loc>https://stories.example/{address}</loc>" in sitemap for address in views)


@pytest.mark.usefixtures("_short")
def test_the_index_says_the_same_as_the_pages() -> None:
    texts = many(database_page.MOST_ON_ONE_PAGE) | {
        STORY: story_text(title=NASTY, councils=["york", "wigan"], original=True, services=["housing"])
    }
    build = build_of(texts)
    index: dict[str, Any] = json.loads(publish(build)[addresses.DATABASE_JSON])
    assert set(index) == {"version", "choices", "fields", "stories"}
    assert index["version"] == 1
    assert tuple(index["fields"]) == database_page.INDEX_FIELDS
    rows = [dict(zip(index["fields"], row, strict=True)) for row in index["stories"]]
    views = [page.view for page in site_pages.all_pages(build) if isinstance(page.view, DatabaseView)]
    assert index["choices"] == [f"{facet.name}={choice.slug}" for facet in views[0].facets for choice in facet.choices]
    assert [(row["title"], row["address"], row["summary"], row["date"], row["choices"]) for row in rows] == [
        (
            row.card.title,
            row.card.address,
            row.card.summary,
            row.card.day.iso,
            [int(number) for number in row.choices.split()],
        )
        for view in views
        for row in view.rows
        if row.card.day
    ]
    nasty = next(row for row in rows if row["title"] == AS_READ)
    assert (nasty["councils"], nasty["original"], nasty["mark"]) == (["York", "Wigan"], 1, "")


@pytest.mark.parametrize("alias", ["stories/page/2/", "pagefind/pagefind.js", "data/database.json"])
def test_what_the_list_is_made_of_is_reserved(alias: str) -> None:
    assert addresses.is_reserved(alias)
