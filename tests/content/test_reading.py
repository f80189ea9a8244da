from __future__ import annotations

from datetime import date

import pytest

from site_builder.content.front_matter import FrontMatter
from site_builder.content.front_matter_model import Status
from site_builder.content.reading import Reading, is_story_path, read_front_matter, read_story
from site_builder.content.source import RawFile
from site_builder.content.vocabulary import Taxonomy, Term
from site_builder.problems import Problem
from tests.builders import BODY, register, settings, story_text


def reading(text: str | bytes, path: str = "2026/a-story.md") -> Reading:
    data = text.encode() if isinstance(text, str) else text
    return read_story(RawFile(f"stories/{path}", data), path, settings(), register())


def said(read: Reading) -> list[str]:
    return [str(problem).removeprefix("stories/") for problem in read.problems]


def test_a_good_file_becomes_a_story() -> None:
    read = reading(
        story_text(
            councils=["york", "suffolk-coastal"],
            themes=["Digitalisation", "political  LEADERSHIP"],
            services=["housing"],
        )
    )
    assert read.problems == ()
    story = read.story
    assert story is not None
    assert read.partial is story
    assert read.set_aside == frozenset()
    assert (story.id, story.title, story.slug, story.path) == (
        "good-story",
        "A good story",
        "a-story",
        "2026/a-story.md",
    )
    assert (story.meta.status, story.day) == (Status.READY, date(2026, 11, 16))
    assert story.body == f"\n{BODY}"
    assert [council.name for council in story.councils] == [
        "City of York Council",
        "Suffolk Coastal District Council",
    ]
    assert story.terms == {
        Taxonomy.THEMES: (
            Term(Taxonomy.THEMES, "digitalisation"),
            Term(Taxonomy.THEMES, "political leadership"),
        ),
        Taxonomy.SERVICES: (Term(Taxonomy.SERVICES, "housing"),),
        Taxonomy.PROGRAMMES: (),
    }


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("2026/a-story.md", "a-story"),
        ("1900/b/index.md", "b"),
        ("2099/b/index.md", "b"),
        ("2026/2026.md", "2026"),
    ],
)
def test_the_address_comes_from_the_file_or_its_folder(path: str, slug: str) -> None:
    read = reading(story_text(), path)
    assert read.problems == ()
    assert read.story is not None
    assert read.story.address == f"stories/{slug}/"


@pytest.mark.parametrize(
    ("path", "rule", "words"),
    [
        ("a-story.md", "story-place", "a story cannot be at 'stories/a-story.md'"),
        ("26/a-story.md", "story-place", "a story cannot be at 'stories/26/a-story.md'"),
        ("2026/a/b.md", "story-place", "a story cannot be at 'stories/2026/a/b.md'"),
        ("2026/index.md", "story-place", "a story cannot be at 'stories/2026/index.md'"),
        ("2026/a/b/index.md", "story-place", "a story cannot be at 'stories/2026/a/b/index.md'"),
        ("2026/A-Story.md", "slug-form", "the file name 'A-Story' becomes the address"),
        ("2026/a story/index.md", "slug-form", "the file name 'a story' becomes the address"),
        ("2026/a--story.md", "slug-form", "the file name 'a--story' becomes the address"),
        ("2026/.md", "story-place", "a story cannot be at 'stories/2026/.md'"),
        (
            "0000/a-story.md",
            "story-place",
            "the folder '0000' is not a year from 1900 to 2099; move the story to the folder",
        ),
        ("1899/a/index.md", "story-place", "the folder '1899' is not a year from 1900 to 2099"),
        ("9999/a-story.md", "story-place", "the folder '9999' is not a year from 1900 to 2099"),
        ("2026/tŷ.md", "slug-form", "the file name 'tŷ' becomes the address"),
    ],
)
def test_a_file_in_the_wrong_place_is_reported_so_at_its_fence(path: str, rule: str, words: str) -> None:
    read = reading("\n" + story_text(), path)
    (problem,) = read.problems
    assert (problem.path, problem.line, problem.column, problem.rule) == (f"stories/{path}", 2, 1, rule)
    assert words in problem.message


def test_the_place_is_checked_even_where_the_front_matter_is_not_usable() -> None:
    assert [problem.rule for problem in reading("Text\n", "a-story.md").problems] == [
        "front-matter",
        "story-place",
    ]


def test_what_cannot_be_decoded_has_neither_front_matter_nor_story() -> None:
    read = reading(b"---\nid: \xff\n")
    assert (read.front_matter, read.story, read.partial) == (None, None, None)
    assert [problem.rule for problem in read.problems] == ["file-encoding"]


def test_what_has_no_usable_front_matter_has_no_story() -> None:
    read = reading("Text\n")
    assert isinstance(read.front_matter, FrontMatter)
    assert (read.story, read.partial) == (None, None)


def test_wrong_values_are_set_aside_so_that_the_rest_can_be_checked() -> None:
    read = reading(story_text(id="x", date="soon", themes=["weather"], colour="red", councils=["york", "mars"]))
    unknown_theme = (
        "theme 'weather' is not in the vocabulary; use one of: political leadership, commercialisation, digitalisation"
    )
    unknown_council = (
        "council 'mars' is not in the register (it takes slugs, as in 'york'); "
        "use one of: derbyshire, east-suffolk, suffolk-coastal, wigan, wrexham, york"
    )
    assert said(read) == [
        "2026/a-story.md:5:7 error [date-form] 'soon' is not a date; write year-month-day, as in 2026-11-16",
        "2026/a-story.md:10:1 error [unknown-key] unknown key 'colour'",
        f"2026/a-story.md:8:10 error [theme-known] {unknown_theme}",
        f"2026/a-story.md:7:20 error [council-known] {unknown_council}",
    ]
    assert read.story is None
    assert read.set_aside == {"id", "date", "colour"}
    assert read.partial is not None
    assert (read.partial.title, read.partial.meta.date) == ("A good story", None)
    assert [council.slug for council in read.partial.councils] == ["york"]


def test_a_story_with_unknown_terms_is_a_story_without_them() -> None:
    read = reading(story_text(themes=["weather", "digitalisation", "weather"]))
    assert [problem.rule for problem in read.problems] == ["theme-known", "theme-known"]
    assert read.story is not None
    assert [term.name for term in read.story.terms[Taxonomy.THEMES]] == ["digitalisation"]


def test_what_is_written_twice_counts_once() -> None:
    read = reading(story_text(themes=["digitalisation", "Digitalisation"], councils=["york", "york"]))
    assert said(read) == [
        "2026/a-story.md:8:28 error [repeated] 'Digitalisation' is listed twice; delete one",
        "2026/a-story.md:7:20 error [repeated] 'york' is listed twice; delete one",
    ]
    assert read.story is not None
    assert len(read.story.terms[Taxonomy.THEMES]) == len(read.story.councils) == 1


@pytest.mark.parametrize("written", ["1.50", "12:30", "007", "1_000", "0x10", "+5", "1e3", ".inf", "a tenth"])
def test_figures_and_periods_stay_as_they_were_written(written: str) -> None:
    text = story_text().replace(
        "---\n\n",
        f"outcomes:\n  - {{what: a, figure: {written}, source: b}}\n"
        f"savings:\n  - {{amount: 1.50, currency: GBP, period: {written}, source: b}}\n---\n\n",
    )
    story = reading(text).story
    assert story is not None
    assert story.meta.outcomes[0].figure == written
    assert story.meta.savings[0].period == written
    assert story.meta.savings[0].amount == 1.5


def test_a_key_without_a_value_is_no_key_unless_it_is_unknown() -> None:
    text = story_text().replace("---\n\n", "image:\nservices:\ncolour:\n---\n\n")
    assert said(reading(text)) == ["2026/a-story.md:12:1 error [unknown-key] unknown key 'colour'"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.md", False),
        ("pages/about.md", False),
        ("pages/help/index.md", False),
        ("2026/a.md", True),
        ("2026/index.md", True),
        ("page.md", True),
        ("pages.md", True),
    ],
)
def test_everything_but_home_and_pages_is_a_piece(path: str, *, expected: bool) -> None:
    assert is_story_path(path) is expected


def test_front_matter_is_read_of_any_file() -> None:
    good = read_front_matter(RawFile("x.md", b"---\na: 1\n---\n"))
    assert isinstance(good, FrontMatter)
    assert good.data == {"a": 1}
    assert isinstance(read_front_matter(RawFile("x.md", b"\xff")), Problem)


@pytest.mark.parametrize("year", ["\uff12\uff10\uff12\uff16", "\u0662\u0660\u0662\u0666", "20", "20260"])
def test_a_year_is_four_digits_as_an_address_has_them(year: str) -> None:
    found = reading(story_text(), f"{year}/x.md").problems
    assert [problem.rule for problem in found] == ["story-place"]
