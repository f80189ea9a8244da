"""Places in words."""

from __future__ import annotations

import pytest

from site_builder.content.register import Called
from site_builder.render import place_words


@pytest.mark.parametrize(
    ("name", "said"),
    [("Ireland", "Ireland"), ("Netherlands", "the Netherlands"), ("United Kingdom", "the United Kingdom")],
)
def test_a_sentence_names_a_country_as_people_do(name: str, said: str) -> None:
    assert place_words.with_article(name) == said


@pytest.mark.parametrize(
    ("told", "today", "others", "has_former", "said"),
    [
        (0, 12, 0, False, "0 of the 12 services have a story."),
        (1, 1, 0, False, "1 of 1 service has a story."),
        (1, 1, 0, True, "1 of 1 service of today has a story."),
        (
            2,
            1200,
            1,
            True,
            "2 of the 1,200 services of today have a story, and so has 1 former service or other place.",
        ),
        (1, 12, 3, True, "1 of the 12 services of today has a story, and so have 3 former services or other places."),
    ],
)
def test_a_map_says_how_many_places_have_a_story(
    told: int, today: int, others: int, *, has_former: bool, said: str
) -> None:
    assert place_words.coverage(told, today, others, Called("service", "services"), has_former=has_former) == said


@pytest.mark.parametrize(
    ("has_regions", "heading", "near"),
    [(True, "By region", "NHS trust or region"), (False, "NHS trusts", "NHS trust")],
)
def test_regions_are_named_where_places_have_them(heading: str, near: str, *, has_regions: bool) -> None:
    called = Called("NHS trust", "NHS trusts")
    assert place_words.heading_of_list(called, has_regions=has_regions) == heading
    assert place_words.place_or_region(called, has_regions=has_regions) == near


@pytest.mark.parametrize(
    ("missing", "told", "said"),
    [
        ([], 0, "No region has a story yet."),
        (["East"], 1, "No story yet from East."),
        ([], 1, "Every region has a story."),
    ],
)
def test_a_map_says_which_regions_lack_a_story(missing: list[str], told: int, said: str) -> None:
    assert place_words.missing_regions(missing, is_any_told=told > 0) == said


@pytest.mark.parametrize(
    ("end_date", "successors", "said"),
    [
        ("2019-04-01", ["Dorset"], "until 2019, now part of Dorset"),
        ("2019", [], "until 2019"),
        ("abolished", ["A", "B"], "no longer exists, now part of A and B"),
    ],
)
def test_an_abolished_council_says_what_came_after(end_date: str, successors: list[str], said: str) -> None:
    assert place_words.succession(end_date, successors) == said
