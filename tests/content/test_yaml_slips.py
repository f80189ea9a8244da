"""What people get wrong in YAML written by hand; what the check says is shown in ``rules/cases``."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.content.located_yaml import parse
from site_builder.content.yaml_slips import as_item, in_line_of, in_quotes, straight, wrong_space

WORDS = st.text(st.sampled_from("ab \"'*&>|?-@`%![]{},\\:"), min_size=1, max_size=12).map(str.strip).filter(bool)


@given(WORDS, st.sampled_from("*&>|?-@`%![]{},"))
def test_the_line_to_paste_is_yaml_and_says_what_was_meant(words: str, sign: str) -> None:
    text = f"{sign} {words}" if sign in "?->|" else f"{sign}{words}"
    slip = in_line_of(f"title: {text}", 0)
    if slip is not None:
        assert slip.offset == len("title: ")
        pasted = parse(f"title: {slip.message.partition('title: ')[2]}")
        assert pasted.faults == ()
        assert pasted.value == {"title": text}


@given(WORDS)
def test_a_text_in_quotes_is_that_text(words: str) -> None:
    assert parse(f"title: {in_quotes(words)}").value == {"title": words}
    assert parse(f"title: [{as_item(f'b{words}')}]").value == {"title": [f"b{words}"]}


@pytest.mark.parametrize(
    "line",
    [
        "title: A plain title",
        "title: -5 degrees, ?what, :so",
        "councils: [wigan, york]  # two",
        "image: {file: a.png, alt: b}",
        "summary: >-",
        "summary: |  # folded",
        'title: "Draft"  # quoted',
        "title: 'It''s mine'",
        "link: https://example.org/",
        "- https://example.org/",
        "  more of the text above",
        "",
        "title: *" + "x" * 1000,
    ],
)
def test_a_line_that_may_be_right_is_left_alone(line: str) -> None:
    assert in_line_of(line, 0) is None


@pytest.mark.parametrize("space", ["\u00a0", "\u2007", "\u202f", "\u3000"])
@pytest.mark.parametrize(
    ("line", "column"), [("title:{}A", 6), ("- title:{}A", 8), ("-{}Nesta", 1), ("{}title: A", 0), ("  {}- a", 2)]
)
def test_a_space_of_another_kind_is_found_where_yaml_needs_a_plain_one(line: str, column: int, space: str) -> None:
    slip = wrong_space(f"id: a\n{line.format(space)}\n")
    assert slip is not None
    assert (slip.offset, slip.rule) == (6 + column, "yaml-space")
    assert f"(U+{ord(space):04X})" in slip.message


def test_a_space_of_another_kind_within_a_text_is_none_of_yamls() -> None:
    assert wrong_space("title: 5\u00a0km in Wigan:\u00a0a story\n") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\u201cA story\u201d", "A story"),
        ("\u2018A story\u2019", "A story"),
        ("\u201eA story\u201c", "A story"),
        ("\u201cWigan\u2019s story\u201d", "Wigan\u2019s story"),
        ("\u201cOne\u201d and \u201ctwo\u201d", "\u201cOne\u201d and \u201ctwo\u201d"),
        ("\u201cOne\u201d story", "\u201cOne\u201d story"),
        ("\u201c", "\u201c"),
        ("A story", "A story"),
        ("", ""),
    ],
)
def test_only_quotation_marks_round_the_whole_are_taken_away(text: str, expected: str) -> None:
    assert straight(text) == expected


@pytest.mark.parametrize(
    ("value", "item"),
    [("wigan", "wigan"), ("adult social care", "adult social care"), (' "Nesta" ', "Nesta"), ("/old/", '"/old/"'),
     ("a: b", '"a: b"'), ("2013", '"2013"'), ('say "no"', "'say \"no\"'"), ("\u201cwigan\u201d", "wigan")],
)  # fmt: skip
def test_a_text_as_an_item_of_a_list(value: str, item: str) -> None:
    assert as_item(value) == item
