from __future__ import annotations

import doctest
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.content import slugs, suggest
from site_builder.content.slugs import SLUG, slugify

if TYPE_CHECKING:
    from types import ModuleType

pytestmark = pytest.mark.uncounted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Adult social care", "adult-social-care"),
        ("  Health & well-being!  ", "health-well-being"),
        ("Tŷ Ddewi", "ty-ddewi"),
        ("2013–14", "201314"),
        ("日本", ""),
        ("", ""),
    ],
)
def test_a_slug_is_the_readable_part_of_an_address(text: str, expected: str) -> None:
    assert slugify(text) == expected


@given(st.text())
def test_a_slug_has_the_form_of_one_and_is_its_own_slug(text: str) -> None:
    slug = slugify(text)
    assert slug == "" or SLUG.fullmatch(slug)
    assert slugify(slug) == slug


@pytest.mark.parametrize("text", ["", "-a", "a-", "a--b", "A", "a_b", "a b", "ä", "a\n"])
def test_what_is_no_slug(text: str) -> None:
    assert SLUG.fullmatch(text) is None


@pytest.mark.parametrize("module", [slugs, suggest], ids=lambda module: module.__name__)
def test_the_examples_in_the_docstrings_are_true(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0
