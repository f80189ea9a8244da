"""'On this page', and the link to the how."""

from __future__ import annotations

import pytest

from site_builder.content.markdown import read_document
from site_builder.content.outline import outline_of
from site_builder.pages.contents import Contents, make_contents
from site_builder.pages.parts import Link
from tests import builders


def contents(*headings: str, level: int = 2, **options: object) -> Contents:
    """Return the contents of a page with these headings."""
    text = "\n\n".join(f"{'#' * level} {heading}\n\nText." for heading in headings)
    return make_contents(outline_of(read_document(text), text), builders.settings(**options))


def test_sections_are_links_in_words() -> None:
    assert contents("One &amp; all", "*Two*").sections == (Link("One & all", "#one--all"), Link("Two", "#two"))


def test_sections_are_those_with_none_above_them() -> None:
    text = "### A\n\n## B\n\n### C\n\n## D\n\n##\n"
    found = make_contents(outline_of(read_document(text), text), builders.settings())
    assert [link.text for link in found.sections] == ["A", "B", "D"]


@pytest.mark.parametrize(("count", "listed", "is_long"), [(0, 0, False), (1, 0, False), (2, 2, False), (3, 3, True)])
def test_a_list_of_one_is_none_and_a_list_of_three_is_long(count: int, listed: int, *, is_long: bool) -> None:
    found = contents(*["A section"] * count)
    assert (len(found.sections), found.is_long) == (listed, is_long)


@pytest.mark.parametrize(
    ("headings", "words", "how"),
    [
        (["Why", "How it works", "How it was paid"], ["how"], "#how-it-works"),
        (["And so: HOW"], ["how"], "#and-so-how"),
        (["Showhow", "Why"], ["how"], None),
        (["How", "Y dull"], ["dull", "sut"], "#y-dull"),
        (["How"], [], None),
        ([], ["how"], None),
    ],
    ids=["the first", "capitals", "part of a word", "words of the setting", "switched off", "no section"],
)
def test_the_how_is_the_first_section_whose_heading_has_the_word(
    headings: list[str], words: list[str], how: str | None
) -> None:
    found = contents(*headings, how_section=words).how
    assert (found.address if found else None) == how


@pytest.mark.parametrize("level", [1, 3])
def test_the_how_is_reported_where_the_rule_wants_it(level: int) -> None:
    assert contents("How it works", level=level).how is None
