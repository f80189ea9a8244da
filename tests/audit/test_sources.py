from __future__ import annotations

import pytest

from tests.audit.finding import Finding, Spot
from tests.audit.small import URL, sources_of
from tests.builders import story_text

BODY = """\
What happened. See [the other](other.md#how-it-works), [the calendar](../calendar/index.md#x) and [](other.md).

## How it *works*, step by step

A [picture](a.png) and ["words" with
a break](../nowhere.md). The same: [other words](../nowhere.md).

| | Miles |
| - | -: |
| North | 250 |

### Second

Text <span lang="xx-toolongforit">b</span>.

## Ŵ & *more*

More, by [reference][one].

[one]: https://example.org/a
"""
TEXTS = {
    "2026/a.md": story_text(BODY, id="story-a", aliases=["/old/"], artefacts=[{"title": "A film", "kind": "video", "url": "https://example.org/film"}]),
    "2026/other.md": story_text(id="other-story", title="Other"),
    "pages/about.md": "---\ntitle: About\ndescription: Who we are.\n---\n\n## Who\n\nWe.\n",
}  # fmt: skip
PAGE = "stories/a/index.html"
HEAD = TEXTS["2026/a.md"].index(BODY[:14])
FIRST = TEXTS["2026/a.md"][:HEAD].count("\n")


def lines(spot: Spot) -> list[tuple[int, int]]:
    """Return the places, with lines counted from the first of the text."""
    found = sources_of(TEXTS).placed(Finding("a-rule", "Words.", spot))
    assert {(p.path, p.rule, p.message) for p in found} <= {("stories/2026/a.md", "a-rule", "Words.")}
    return [(problem.line - FIRST, problem.column) for problem in found]


@pytest.mark.parametrize(
    ("target", "words", "places"),
    [
        ("stories/other/#how-it-works", "the other", [(1, 32)]),
        ("calendar/#x", "the calendar", [(1, 71)]),
        ("stories/other/", "", [(1, 102)]),
        ("stories/a/a.png", "picture", [(5, 13)]),
        ("stories/nowhere.md", "“words” with a break", [(6, 10)]),
        ("stories/nowhere.md", "something else", [(6, 10), (6, 50)]),
    ],
)
def test_a_link_is_found_by_where_it_leads_and_by_its_words(
    target: str, words: str, places: list[tuple[int, int]]
) -> None:
    assert lines(Spot(PAGE, in_text=True, target=URL + target, words=words)) == places


def test_a_link_by_reference_is_found_where_its_address_is() -> None:
    assert lines(Spot(PAGE, in_text=True, target="https://example.org/a", words="reference")) == [(20, 8)]


@pytest.mark.parametrize(
    ("spot", "place"),
    [
        (Spot(PAGE, in_text=True, words="How it works, step by step"), (3, 1)),
        (Spot(PAGE, in_text=True, words="Ŵ & more"), (16, 1)),
        (Spot(PAGE, in_text=True, words="Second", section="How it works, step by step"), (12, 1)),
        (Spot(PAGE, in_text=True, words="North 250"), (10, 3)),
        (Spot(PAGE, in_text=True, needles=("#none", '"step"', "step")), (3, 20)),
        (Spot(PAGE, in_text=True, needles=('"xx-toolongforit"',), section="Second"), (14, 17)),
        (Spot(PAGE, in_text=True, needles=("<nothing",), section="Second"), (12, 1)),
        (Spot(PAGE, in_text=True), (1, 1)),
        (Spot("old/index.html", in_text=True), (1, 1)),
    ],
)
def test_what_is_no_link_is_found_by_its_words_and_else_by_the_heading_before_it(
    spot: Spot, place: tuple[int, int]
) -> None:
    assert lines(spot) == [place]


def test_what_is_around_a_text_is_looked_for_in_the_facts_at_the_top() -> None:
    [problem] = sources_of(TEXTS).placed(Finding("a-rule", "Words.", Spot(PAGE, target="https://example.org/film")))
    assert TEXTS["2026/a.md"].split("\n")[problem.line - 1][problem.column - 1 :].startswith("https://example.org/film")


@pytest.mark.parametrize(
    "spot", [Spot(PAGE, target="https://example.org/b"), Spot("themes/index.html", in_text=True), Spot(PAGE)]
)
def test_what_is_in_no_source_has_no_place(spot: Spot) -> None:
    assert sources_of(TEXTS).placed(Finding("a-rule", "Words.", spot)) == []


def test_pages_of_the_site_have_sources_too() -> None:
    [problem] = sources_of(TEXTS).placed(Finding("a", "b", Spot("about/index.html", in_text=True, words="Who")))
    assert (problem.path, problem.line) == ("stories/pages/about.md", 6)
