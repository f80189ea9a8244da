"""Dates, numbers and lists in words."""

from __future__ import annotations

from datetime import date

import pytest

from site_builder.render import words


def test_a_day_is_written_out() -> None:
    assert words.long_date(date(2026, 11, 6)) == "6 November 2026"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2013", "2013"),
        ("2013-09", "September 2013"),
        ("2013-09-02", "2 September 2013"),
        ("2013-12-31", "31 December 2013"),
    ],
)
def test_a_partial_date_says_as_much_as_is_known(text: str, expected: str) -> None:
    assert words.partial_date(text) == expected


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        (date(2026, 11, 1), date(2026, 11, 30), "November 2026"),
        (date(2026, 11, 1), date(2026, 12, 31), "November and December 2026"),
        (date(2026, 10, 1), date(2026, 12, 31), "October to December 2026"),
        (date(2026, 12, 1), date(2027, 1, 31), "December 2026 to January 2027"),
        (date(2027, 1, 1), date(2027, 2, 28), "January and February 2027"),
        (date(2028, 1, 1), date(2028, 2, 28), "1 January 2028 to 28 February 2028"),
        (date(2028, 1, 1), date(2028, 2, 29), "January and February 2028"),
        (date(2026, 11, 2), date(2026, 12, 31), "2 November 2026 to 31 December 2026"),
        (date(2026, 11, 1), date(2026, 12, 30), "1 November 2026 to 30 December 2026"),
        (date(2026, 11, 5), date(2026, 11, 5), "5 November 2026 to 5 November 2026"),
        (date(9999, 1, 1), date.max, "January to December 9999"),
    ],
    ids=str,
)
def test_a_stretch_of_whole_months_is_named_by_its_months(starts: date, ends: date, expected: str) -> None:
    assert words.span(starts, ends) == expected


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        (date(2026, 11, 1), date(2026, 11, 30), "Nov 2026"),
        (date(2026, 11, 1), date(2026, 12, 31), "Nov-Dec 2026"),
        (date(2026, 12, 1), date(2027, 1, 31), "Dec 2026-Jan 2027"),
        (date(2026, 11, 2), date(2026, 12, 31), "2 Nov 2026 to 31 Dec 2026"),
        (date(2028, 1, 1), date(2028, 2, 28), "1 Jan 2028 to 28 Feb 2028"),
        (date(9999, 1, 1), date.max, "Jan-Dec 9999"),
    ],
    ids=str,
)
def test_a_stretch_of_days_has_a_short_name_too(starts: date, ends: date, expected: str) -> None:
    assert words.short_span(starts, ends) == expected


@pytest.mark.parametrize(
    ("parts", "at_most", "expected"),
    [
        ([], None, ""),
        (["a"], None, "a"),
        (["a", "b"], None, "a and b"),
        (["a", "b", "c"], None, "a, b and c"),
        (["a", "b", "c"], 2, "a, b and c"),
        (["a", "b", "c", "d"], 2, "a, b and 2 more"),
        (["a"], 3, "a"),
        ([], 3, ""),
    ],
)
def test_a_list_ends_in_and(parts: list[str], at_most: int | None, expected: str) -> None:
    assert words.listed(parts, at_most) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 11, 3), date(2026, 11, 30), "November 2026"),
        (date(2026, 11, 30), date(2027, 3, 1), "November 2026 to March 2027"),
        (date(2025, 11, 1), date(2026, 11, 1), "November 2025 to November 2026"),
    ],
)
def test_months_are_named_from_the_first_to_the_last(first: date, last: date, expected: str) -> None:
    assert words.months(first, last) == expected


@pytest.mark.parametrize(
    ("n", "expected"), [(0, "0 stories"), (1, "1 story"), (2, "2 stories"), (1234, "1,234 stories")]
)
def test_counts_agree_with_their_noun(n: int, expected: str) -> None:
    assert words.stories(n) == expected
    assert words.counted(n, "story", "stories") == expected


def test_a_plural_is_made_by_an_s_unless_given() -> None:
    assert [words.counted(n, "piece") for n in (1, 2)] == ["1 piece", "2 pieces"]


@pytest.mark.parametrize(
    ("text", "expected"), [("adult social care", "Adult social care"), ("ŵy", "Ŵy"), ("LGA", "LGA"), ("", "")]
)
def test_sentence_case_touches_the_first_letter_alone(text: str, expected: str) -> None:
    assert words.sentence_case(text) == expected


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        (1250000, "GBP", "£1,250,000"),
        (3000.5, "EUR", "€3,000.50"),
        (12, "USD", "US$12"),
        (3000.5, "CHF", "CHF\N{NO-BREAK SPACE}3,000.50"),
        (0, "GBP", "£0"),
        (0.125, "GBP", "£0.12"),
        (1e15, "GBP", "£1,000,000,000,000,000"),
    ],
)
def test_money_has_its_sign_or_its_code(amount: float, currency: str, expected: str) -> None:
    assert words.money(amount, currency) == expected
