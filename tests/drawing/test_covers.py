"""Drawn covers: the same for the same piece, different for others, and nothing in them but shapes."""

from __future__ import annotations

import gzip
import re
from xml.etree import ElementTree as ET

import pytest

from site_builder.content.vocabulary import Taxonomy, Term, Vocabulary
from site_builder.drawing import covers, hues
from site_builder.drawing.covers import Identity, Tone, cover_svg
from site_builder.pages import site_pages
from site_builder.pages.database_page import DatabaseView
from site_builder.pages.story_page import StoryView
from tests.builders import piece, story_text, theme
from tests.making import STORY, build_of

HUES = range(len(hues.PALETTES))
SEEDS = [f"story-{n}" for n in range(60)]


def vocabulary(count: int) -> Vocabulary:
    return Vocabulary(Taxonomy.THEMES, tuple(theme(f"theme {n}") for n in range(1, count + 1)))


def test_a_cover_never_changes() -> None:
    assert cover_svg(Identity(5), "york-app-fund") == (
        '<svg class="st-cover st-hue-5" viewBox="0 0 48 24"'
        ' preserveAspectRatio="xMinYMax slice" aria-hidden="true">'
        '<path class="st-soft" d="M24 8h-8l8-8zM8 8v8l-8-8zM24 8h8l-8 8zM32 8h8l-8 8zM48 8v8l-8-8z'
        'M24 24h-8l8-8zM24 16h8l-8 8zM48 24h-8l8-8z"/><path class="st-mid" d="M8 8v-8l8 8z'
        "M16 0h8l-8 8zM24 8v-8l8 8zM32 8v-8l8 8zM40 8v-8l8 8zM8 16v-8l8 8zM32 16h-8l8-8z"
        'M0 24v-8l8 8zM16 16v8l-8-8zM32 24h-8l8-8zM40 16v8l-8-8zM40 16h8l-8 8z"/>'
        '<path class="st-deep" d="M0 0h8l-8 8zM16 0v8l-8-8zM48 0v8l-8-8zM0 16v-8l8 8zM16 8h8l-8 8z'
        'M40 16v-8l8 8z"/><path class="st-spark" d="M24 16h-8l8-8z"/></svg>'
    )


def test_every_piece_has_a_cover_of_its_own() -> None:
    drawn = {cover_svg(Identity(number), seed) for number in HUES for seed in SEEDS}
    assert len(drawn) == len(HUES) * len(SEEDS)


@pytest.mark.parametrize("number", range(1, 15))
def test_a_cover_is_shapes_and_classes_only(number: int) -> None:
    for seed in SEEDS:
        root = ET.fromstring(cover_svg(Identity(number), seed))  # noqa: S314 - ours
        assert root.attrib.keys() == {"class", "viewBox", "preserveAspectRatio", "aria-hidden"}
        assert root.get("aria-hidden") == "true"
        for path in root:
            assert path.tag == "path"
            assert path.attrib.keys() == {"class", "d"}
            assert re.fullmatch(r"[Mahlvz0-9 -]+", path.get("d") or "")
        tones = [path.get("class") for path in root]
        assert set(tones) <= set(Tone)
        assert len(tones) == len(set(tones))


@pytest.mark.parametrize("number", range(1, 8))
def test_one_shape_is_the_new_one_and_is_seen_in_narrow_places_too(number: int) -> None:
    for seed in SEEDS:
        (spark,) = [cell for cell in Identity(number).cells(seed) if cell.tone is Tone.SPARK]
        assert spark.column < covers.ROWS
        assert len(Identity(number).cells(seed, 3, 5)) > 1


def test_covers_are_light() -> None:
    drawn = [cover_svg(Identity(1 + n % 5), f"story-{n}") for n in range(500)]
    assert max(map(len, drawn)) <= 1000
    assert sum(map(len, drawn)) / len(drawn) <= 700
    assert len(gzip.compress("\n".join(drawn).encode())) <= 25_000


def test_a_theme_keeps_its_identity_when_others_are_added() -> None:
    few, many = covers.identities(vocabulary(3)), covers.identities(vocabulary(60))
    assert few.items() <= many.items()


@pytest.mark.parametrize("count", [1, 5, 8, 56])
def test_themes_differ_in_shape_or_colour(count: int) -> None:
    identities = covers.identities(vocabulary(count)).values()
    assert len({cover_svg(identity, "the same") for identity in identities}) == count
    assert len({identity.hue for identity in identities}) == min(count, len(HUES) - 1)


def test_a_piece_has_the_identity_of_its_first_theme_or_none() -> None:
    themes = vocabulary(3)
    first, second, third = themes
    known = covers.identities(themes)
    assert covers.identity_of(piece(terms=[third, second]), known) == Identity(3)
    assert covers.identity_of(piece(terms=[Term(Taxonomy.THEMES, "gone"), first]), known) == Identity(1)
    assert covers.identity_of(piece(), known) == Identity(0)


def test_lists_and_pages_show_the_same_cover() -> None:
    build = build_of({STORY: story_text(themes=["commercialisation"])})
    by_address = {view.address: view.view for view in site_pages.all_pages(build)}
    story, every = by_address["stories/good-story/"], by_address["stories/"]
    assert isinstance(story, StoryView)
    assert isinstance(every, DatabaseView)
    assert story.card.cover == every.rows[0].card.cover == cover_svg(Identity(2), "good-story")
    assert story.card.hue == "st-hue-2"


def test_a_theme_has_the_colours_that_the_settings_choose_for_it() -> None:
    first, second, third = themes = vocabulary(3)
    known = covers.identities(themes, [third.slug, first.slug])
    assert [known[term].hue for term in (first, second, third)] == [len(hues.PALETTES) + 1, 2, len(hues.PALETTES)]
    assert known[first].cells("a-seed") == Identity(1).cells("a-seed")
