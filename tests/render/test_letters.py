"""Texts in the letters of a font, and where a long word may be broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.render.letters import Letters, breakable

LETTERS = Letters(frozenset("abcdefghijklmnopqrstuvwxyzŵéABC 0123456789./-□☑"))
JOINT = "\u200b"


@pytest.mark.parametrize(
    ("text", "fitting"),
    [
        ("abc ŵ", "abc ŵ"),
        ("w\u0302 e\u0301", "ŵ é"),
        ("a 🎉 b", "a □ b"),
        ("漢字漢", "□"),
        ("a👩\u200d👩\u200d👧b", "a□b"),
        ("☑\ufe0f", "☑"),
        ("a\nb\tc", "a\nb\tc"),
    ],
)
def test_letters_that_the_font_lacks_are_one_box_for_each_run(text: str, fitting: str) -> None:
    assert LETTERS.fit(text) == fitting


def test_each_lacking_letter_is_reported_once_in_its_order() -> None:
    assert LETTERS.missing("b 🎉🚀 a 🎉\n") == "🎉🚀"
    assert LETTERS.missing("all of it\nis here") == ""


@given(st.text())
def test_what_fits_lacks_nothing(text: str) -> None:
    assert LETTERS.missing(LETTERS.fit(text)) == ""


def test_words_of_usual_length_stay_as_they_are() -> None:
    text = "Llanfairpwllgwyngyll and interdepartmental words"
    assert breakable(text) == text


def test_an_address_is_broken_behind_its_signs_and_a_long_word_after_some_letters() -> None:
    assert breakable("example.org/a-long/path-to-a/report") == JOINT.join(
        ["example.", "org/", "a-", "long/", "path-", "to-", "a/", "report"]
    )
    pieces = breakable("x" * 300).split(JOINT)
    assert max(map(len, pieces)) <= 10


@given(st.text(), st.integers(5, 40))
def test_breaking_changes_no_letter(text: str, longest: int) -> None:
    assert breakable(text, longest).replace(JOINT, "") == text.replace(JOINT, "")
