from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.content.story import State, Story
from site_builder.content.vocabulary import Taxonomy, Term
from site_builder.programme.libraries import Library
from tests.builders import TODAY, piece, theme
from tests.programme.programmes import collections, days

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.uncounted

DAY = timedelta(days=1)
HOUSING = Term(Taxonomy.SERVICES, "housing")
CREATIVE = Term(Taxonomy.PROGRAMMES, "Creative Councils")
ENERGY = theme("energy")


def slugs(stories: Sequence[Story]) -> list[str]:
    return [story.slug for story in stories]


@pytest.fixture
def mixed() -> list[Story]:
    withdrawal = {"date": TODAY, "reason": "It was not true."}
    return [
        piece("older", date(2026, 11, 2)),
        piece("newest", TODAY),
        piece("b-same-day", date(2026, 11, 9)),
        piece("a-same-day", date(2026, 11, 9)),
        piece("scheduled", TODAY + DAY),
        piece("planned", date(2026, 11, 3), status="draft"),
        piece("undated", None, status="idea"),
        piece("withdrawn", date(2026, 11, 4), status="withdrawn", withdrawn=withdrawal),
        piece("never-public", TODAY + DAY, status="withdrawn", withdrawn=withdrawal),
    ]


def test_the_public_library_has_what_is_published_newest_first(mixed: list[Story]) -> None:
    library = Library.public(mixed, TODAY)
    assert slugs(library.stories) == ["newest", "b-same-day", "a-same-day", "older"]
    assert slugs(library.withdrawn) == ["withdrawn"]
    assert len(library) == 4
    assert "2026/older.md" in library
    assert "2026/scheduled.md" not in library
    assert library.today == TODAY


def test_the_preview_also_has_what_is_to_come(mixed: list[Story]) -> None:
    library = Library.preview(mixed, TODAY)
    assert slugs(library.stories) == [
        "scheduled",
        "newest",
        "b-same-day",
        "a-same-day",
        "planned",
        "older",
        "undated",
    ]
    assert slugs(library.withdrawn) == ["withdrawn"]


def test_an_empty_library_has_no_pieces_terms_or_councils() -> None:
    library = Library.public([], TODAY)
    assert len(library) == 0
    assert (library.by_term, library.by_council) == ({}, {})


@given(collections(), days)
def test_the_public_library_never_has_what_the_public_may_not_see(pieces: list[Story], today: date) -> None:
    library = Library.public(pieces, today)
    for story in pieces:
        is_public = story.meta.status == "ready" and story.meta.date is not None and story.meta.date <= today
        assert (story in library.stories) is is_public
        assert story not in library.withdrawn or story.meta.status == "withdrawn"
    assert {story.state(today) for story in library.stories} <= {State.PUBLISHED}


def test_pieces_are_found_by_term_and_council_councils_by_name() -> None:
    stories = [
        piece("first", date(2026, 11, 2), councils=["york", "wigan"], terms=[ENERGY, HOUSING]),
        piece("second", date(2026, 11, 9), councils=["york"], terms=[ENERGY]),
        piece("third", TODAY + DAY, councils=["derbyshire"], terms=[CREATIVE]),
    ]
    library = Library.public(stories, TODAY)
    assert {term: slugs(found) for term, found in library.by_term.items()} == {
        ENERGY: ["second", "first"],
        HOUSING: ["first"],
    }
    assert [(council.slug, slugs(found)) for council, found in library.by_council.items()] == [
        ("wigan", ["first"]),
        ("york", ["second", "first"]),
    ]


def test_related_pieces_share_most_council_before_programme_before_service_before_theme() -> None:
    here = piece("here", date(2026, 11, 10), councils=["york"], terms=[ENERGY, HOUSING, CREATIVE])
    others = [
        piece("by-theme", date(2026, 11, 9), terms=[ENERGY]),
        piece("by-service", date(2026, 11, 8), terms=[HOUSING]),
        piece("by-programme", date(2026, 11, 7), terms=[CREATIVE]),
        piece("by-council", date(2026, 11, 6), councils=["york"]),
        piece("by-three", date(2026, 11, 5), terms=[ENERGY, HOUSING, CREATIVE]),
        piece("by-nothing", date(2026, 11, 11), councils=["wigan"], terms=[theme("other")]),
    ]
    library = Library.public([here, *others], TODAY)
    assert slugs(library.related(here, 9)) == [
        "by-three",
        "by-council",
        "by-programme",
        "by-service",
        "by-theme",
    ]
    assert slugs(library.related(here)) == ["by-three", "by-council", "by-programme"]
    assert library.related(here, 0) == ()
    assert library.related(others[-1]) == ()


def test_of_equally_related_pieces_the_nearest_in_time_comes_first_and_then_the_newer() -> None:
    stories = [piece(f"story-{n}", date(2026, 11, n), terms=[ENERGY]) for n in range(1, 6)]
    library = Library.public(stories, TODAY)
    assert slugs(library.related(stories[2], 9)) == ["story-4", "story-2", "story-5", "story-1"]


def test_of_a_large_term_only_the_nearest_pieces_are_looked_at() -> None:
    stories = [piece(f"story-{n:02}", date(2026, 1, 1) + n * DAY, terms=[ENERGY]) for n in range(40)]
    library = Library.public(stories, TODAY)
    nearest = {n: {int(story.slug[-2:]) for story in library.related(stories[n], 99)} for n in range(40)}
    assert {len(found) for found in nearest.values()} == {11}
    assert nearest[20] == set(range(15, 27)) - {20}
    assert nearest[0] == set(range(1, 12))
    assert nearest[39] == set(range(28, 39))
    assert nearest[34] == set(range(28, 40)) - {34}
    assert all(abs(n - other) <= 11 for n, found in nearest.items() for other in found)


def test_a_term_of_as_many_pieces_as_are_looked_at_is_looked_at_whole() -> None:
    stories = [piece(f"story-{n:02}", date(2026, 1, 1) + n * DAY, terms=[ENERGY]) for n in range(12)]
    library = Library.public(stories, TODAY)
    assert all(len(library.related(story, 99)) == 11 for story in stories)


TERMS = [
    (),
    (ENERGY,),
    (HOUSING,),
    (CREATIVE,),
    (ENERGY, HOUSING),
    (ENERGY, CREATIVE),
    (theme("other"), HOUSING),
]
COUNCILS = [(), (), ("york",), ("wigan",), ("york", "wigan"), ("derbyshire",)]
SHARED = list(product(COUNCILS, TERMS, range(5)))


@st.composite
def shelves(draw: st.DrawFn) -> list[Story]:
    """Draw published pieces with a few terms and councils between them, sometimes many of one term."""
    number = draw(st.integers(1, 8) | st.integers(13, 18))
    shared = draw(st.lists(st.sampled_from(SHARED), min_size=number, max_size=number))
    return [
        piece(f"story-{n}", date(2026, 1, 1) + day * DAY, councils=councils, terms=terms)
        for n, (councils, terms, day) in enumerate(shared)
    ]


@given(shelves(), st.randoms(use_true_random=False))
def test_neither_order_nor_relations_depend_on_the_order_of_the_files(
    stories: list[Story],
    random: Any,
) -> None:
    before = Library.public(stories, TODAY)
    shuffled = list(stories)
    random.shuffle(shuffled)
    after = Library.public(shuffled, TODAY)
    assert after == before
    assert [after.related(story) for story in stories] == [before.related(story) for story in stories]
    assert list(after.by_council) == list(before.by_council)


@given(shelves())
def test_a_piece_is_never_related_to_itself_and_relations_go_both_ways(stories: list[Story]) -> None:
    library = Library.public(stories, TODAY)
    related = {story.slug: slugs(library.related(story, 99)) for story in stories}
    for slug, others in related.items():
        assert slug not in others
        assert len(others) == len(set(others))
        if len(stories) <= 12:
            assert all(slug in related[other] for other in others)
    for story in stories:
        assert slugs(library.related(story)) == related[story.slug][:3]


@given(shelves())
def test_related_pieces_share_something(stories: list[Story]) -> None:
    library = Library.public(stories, TODAY)

    def shares(story: Story) -> set[object]:
        return {*story.councils, *(term for terms in story.terms.values() for term in terms)}

    for story in stories:
        related = library.related(story, 99)
        assert all(shares(story) & shares(other) for other in related)
        if len(stories) <= 12:
            assert len(related) == sum(bool(shares(story) & shares(other)) for other in stories if other is not story)


@given(shelves())
def test_older_and_newer_lead_through_the_whole_library(stories: list[Story]) -> None:
    library = Library.public(stories, TODAY)
    assert library.newer(library.stories[0]) is None
    assert library.older(library.stories[-1]) is None
    for newer, older in pairwise(library.stories):
        assert library.older(newer) is older
        assert library.newer(older) is newer
        assert (newer.day, newer.id) > (older.day, older.id)
