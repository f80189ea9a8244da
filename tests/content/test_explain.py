from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from site_builder.content.explain import Explanation, explain
from site_builder.content.front_matter_model import FrontMatterModel

LEAST: dict[str, object] = {"id": "abcdef", "title": "A title"}


def explanations(**keys: object) -> list[Explanation]:
    with pytest.raises(ValidationError) as error:
        FrontMatterModel.model_validate(LEAST | keys)
    return [explain(details, FrontMatterModel) for details in error.value.errors()]


@pytest.mark.parametrize(
    ("keys", "rule", "message"),
    [
        ({"id": None}, "required", "'id' is missing or empty"),
        (
            {"image": {"file": "a.png", "alt": "b"}},
            "required",
            "'credit' is missing or empty; 'image' must have file, alt and credit",
        ),
        ({"titel": 1}, "unknown-key", "unknown key 'titel'; did you mean 'title'?"),
        ({"k" * 1000: 1}, "unknown-key", f"unknown key '{'k' * 57}...'"),
        (
            {"image": {"file": "a", "alt": "b", "credit": "c", "creditt": "d"}},
            "unknown-key",
            "unknown key 'creditt'; did you mean 'credit'?",
        ),
        (
            {"sources": [{"title": "a", "date": 2013, "adress": "b"}]},
            "unknown-key",
            "unknown key 'adress'; use one of: title, date, url",
        ),
        ({"title": ["a"]}, "type", "'title' must be text, found a list"),
        ({"title": None}, "required", "'title' is missing or empty"),
        (
            {"original": "true"},
            "type",
            "'original' must be true or false, found 'true'; remove the quotes: original: true",
        ),
        ({"started": 2010.5}, "type", "'started' must be a whole number, found '2010.5'"),
        (
            {"savings": [{"amount": "1", "currency": "GBP", "period": "a", "source": "b"}]},
            "type",
            "'amount' must be a number, found '1'; remove the quotes: amount: 1",
        ),
        (
            {"themes": "a"},
            "type",
            "'themes' must be a list: write themes: [a]",
        ),
        (
            {"themes": {"a": 1}},
            "type",
            "'themes' must be a list, as in themes: [one, two], found a group of keys",
        ),
        ({"themes": [None]}, "type", "'themes' must be text, found nothing"),
        ({"image": "a.png"}, "type", "'image' must have file, alt and credit, found 'a.png'"),
        ({"title": "a" * 101}, "length", "'title' has 101 characters; at most 100 are allowed"),
        ({"title": "a  " * 51}, "length", "'title' has 101 characters; at most 100 are allowed"),
        ({"title": " "}, "length", "'title' is empty"),
        ({"summary": "a" * 39}, "length", "'summary' has 39 characters; at least 40 are needed"),
        ({"summary": " a\n\n" * 20}, "length", "'summary' has 39 characters; at least 40 are needed"),
        ({"id": "a b"}, "id-form", "'a b' must be 6 to 64 lower-case letters, digits and hyphens"),
        (
            {"kind": "blog"},
            "choice",
            "'blog' is not allowed for 'kind'; use one of: story, interview, guide, event, signpost",
        ),
        ({"kind": "guides"}, "choice", "'guides' is not allowed for 'kind'; did you mean 'guide'?"),
        (
            {"artefacts": [{"title": "a", "kind": "slide"}]},
            "choice",
            "'slide' is not allowed for 'kind'; did you mean 'slides'?",
        ),
        ({"started": 1799}, "range", "'started' must be at least 1800, found '1799'"),
        ({"started": 2201}, "range", "'started' must be at most 2200, found '2201'"),
        (
            {"savings": [{"amount": -0.5, "currency": "GBP", "period": "a", "source": "b"}]},
            "range",
            "'amount' must be at least 0, found '-0.5'",
        ),
        (
            {"savings": [{"amount": float("nan"), "currency": "GBP", "period": "a", "source": "b"}]},
            "range",
            "'amount' must be a number that ends, found 'nan'",
        ),
        ({"date": "soon"}, "date-form", "'soon' is not a date; write year-month-day, as in 2026-11-16"),
        (
            {"review_by": ["soon"]},
            "date-form",
            "'review_by': a list is not a date; write year-month-day, as in 2026-11-16",
        ),
        (
            {"title": "a\x00"},
            "characters",
            "'title': has the invisible control character U+0000; delete it",
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_an_error_is_reported_in_plain_english(keys: dict[str, Any], rule: str, message: str) -> None:
    assert explanations(**keys) == [Explanation(rule, message)]


@pytest.mark.parametrize(
    ("value", "spelling", "message"),
    [
        (2026, "2026", "'title' must be text, found 2026, which YAML reads as a number; write \"2026\""),
        (1.5, "1.50", "'title' must be text, found 1.50, which YAML reads as a number; write \"1.50\""),
        (False, "no", "'title' must be text, found no, which YAML reads as true or false; write \"no\""),
        (LEAST, None, "'title' must be text, found a group of keys"),
    ],
)
def test_an_error_shows_the_value_as_it_was_written(value: object, spelling: str | None, message: str) -> None:
    with pytest.raises(ValidationError) as error:
        FrontMatterModel.model_validate(LEAST | {"title": value})
    (details,) = error.value.errors()
    assert explain(details, FrontMatterModel, spelling) == Explanation("type", message)


def test_a_value_that_is_no_text_by_intention_is_not_put_in_quotes() -> None:
    with pytest.raises(ValidationError) as error:
        FrontMatterModel.model_validate(LEAST | {"original": 1})
    (details,) = error.value.errors()
    message = "'original' must be true or false, found 1, which YAML reads as a number"
    assert explain(details, FrontMatterModel, "1") == Explanation("type", message)


@pytest.mark.parametrize("kind", ["too_long", "string_too_long"])
def test_both_of_pydantics_names_for_a_length_are_known(kind: str) -> None:
    details: Any = {"type": kind, "loc": ("title",), "msg": "", "input": "abc", "ctx": {"max_length": 2}}
    message = "'title' has 3 characters; at most 2 are allowed"
    assert explain(details, FrontMatterModel) == Explanation("length", message)
