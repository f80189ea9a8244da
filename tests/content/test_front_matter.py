from __future__ import annotations

import frontmatter
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.content.characters import invisible
from site_builder.content.front_matter import FrontMatter, compose, split
from site_builder.content.source import SourceText


def halves(text: str) -> FrontMatter:
    return split(SourceText("x.md", text))


@pytest.mark.parametrize(
    ("text", "body"),
    [
        pytest.param("---\na: 1\n---\nText\n", "Text\n", id="plain"),
        pytest.param("---\r\na: 1\r\n---\r\nText\r\n", "Text\r\n", id="CRLF"),
        pytest.param("\n \t\n---\na: 1\n---\nText\n", "Text\n", id="blank lines before"),
        pytest.param("---\na: 1\n---\n", "", id="no body"),
        pytest.param("---\na: 1\n---", "", id="no line end after the fence"),
        pytest.param("--- \na: 1\n---\t \nText\n", "Text\n", id="spaces after the hyphens"),
        pytest.param("-----\na: 1\n----\nText\n", "Text\n", id="more hyphens"),
        pytest.param("---\na: 1\n---\nText\n\n---\n\nMore\n", "Text\n\n---\n\nMore\n", id="a rule in the body"),
        pytest.param("---\na: 1\n---\n---\n", "---\n", id="a third fence belongs to the body"),
    ],
)
def test_a_file_is_split_at_its_first_two_fences(text: str, body: str) -> None:
    parts = halves(text)
    assert parts.problems == ()
    assert parts.is_usable
    assert parts.data == {"a": 1}
    assert parts.body == body
    assert parts.body_offset == len(text) - len(body)
    assert text[parts.offset_of(("a",))] == "1"
    assert text[parts.offset_of_key(("a",))] == "a"
    assert text[parts.fence_offset : parts.fence_offset + 3] == "---"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        pytest.param("", (1, 1), "the file is empty", id="empty"),
        pytest.param("\n \n", (1, 1), "the file is empty", id="blank"),
        pytest.param("Text\n", (1, 1), "the front matter is missing", id="no fence"),
        pytest.param("\n\nText\n---\na: 1\n---\n", (3, 1), "the front matter is missing", id="text before the fence"),
        pytest.param("\n  ---\na: 1\n---\n", (2, 3), "the front matter is missing", id="indented fence"),
        pytest.param("--\na: 1\n--\n", (1, 1), "the front matter is missing", id="two hyphens"),
        pytest.param("--- # a\na: 1\n---\n", (1, 1), "the front matter is missing", id="text after the hyphens"),
        pytest.param("\n---\na: 1\n", (2, 1), "is never closed", id="one fence"),
        pytest.param("\n---\n\n---\n", (2, 1), "the front matter is empty", id="nothing between"),
        pytest.param("---\n- a\n---\n", (2, 1), "the front matter is a list", id="list"),
        pytest.param("---\n\n  a\n---\n", (3, 3), "the front matter is plain text", id="text"),
        pytest.param("---\na\n---\n-\u00a0b\n", (2, 1), "the front matter is plain text", id="a space in the body"),
    ],
)
def test_what_is_no_front_matter_is_said_with_its_place(text: str, place: tuple[int, int], words: str) -> None:
    parts = halves(text)
    (problem,) = parts.problems
    assert (problem.line, problem.column, problem.rule) == (*place, "front-matter")
    assert words in problem.message
    assert not parts.is_usable
    assert parts.data == {}


def test_faults_of_the_yaml_become_problems_of_the_file() -> None:
    parts = halves("\r\n---\r\na: 1\r\na: 2\r\n---\r\nText\r\n")
    assert [str(problem) for problem in parts.problems] == [
        "x.md:4:1 error [duplicate-key] the key 'a' is given twice; keep one of the two"
    ]
    assert parts.is_usable
    assert parts.data == {"a": 1}


def test_a_list_with_a_fault_of_its_own_is_reported_once() -> None:
    parts = halves("---\n- {a: 1, a: 2}\n---\n")
    assert [problem.rule for problem in parts.problems] == ["duplicate-key"]
    assert not parts.is_usable


def test_yaml_that_cannot_be_read_leaves_a_body_that_can() -> None:
    parts = halves("---\na: 'b\n---\nText\n")
    assert [problem.rule for problem in parts.problems] == ["yaml-syntax"]
    assert not parts.is_usable
    assert parts.body == "Text\n"


@pytest.mark.parametrize(
    ("path", "value_at", "key_at"),
    [
        (("b",), "{", "b"),
        (("b", "c"), "2", "c"),
        (("b", "nothing"), "{", "{"),
        (("list", 1), "y", "y"),
        (("list", 7), "[", "["),
        (("nothing",), "-", "-"),
    ],
    ids=str,
)
def test_places_of_missing_parts_are_those_of_what_would_hold_them(
    path: tuple[str | int, ...], value_at: str, key_at: str
) -> None:
    text = "\n---\na: 1\nb: {c: 2}\nlist: [x, y]\n---\n"
    parts = halves(text)
    assert text[parts.offset_of(path)] == value_at
    assert text[parts.offset_of_key(path)] == key_at


def test_scalars_keep_their_spelling() -> None:
    parts = halves("---\na: 1.50\nb: [x]\n---\n")
    assert [parts.spelling(path) for path in [("a",), ("b",), ("b", 0), ("c",)]] == ["1.50", None, "x", None]


VALUES = st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\u2028\u2029\ufffe\uffff")).filter(
    lambda text: not any(invisible(text))
)


@pytest.mark.uncounted
@given(
    st.dictionaries(
        st.from_regex(r"[a-z][a-z_]{0,9}", fullmatch=True),
        VALUES | st.integers() | st.lists(VALUES),
        min_size=1,
    ),
    st.from_regex(r"([A-Za-z#][A-Za-z# ]{0,20}\n){0,4}", fullmatch=True),
)
def test_what_is_composed_is_read_again_here_and_by_the_library(data: dict[str, object], body: str) -> None:
    if {"content", "handler"} & data.keys():
        return  # names of the library's own
    text = compose(data, body)
    parts = halves(text)
    assert parts.problems == ()
    assert parts.data == data
    assert list(parts.data) == list(data)
    assert parts.body.strip() == body.strip()
    assert frontmatter.loads(text).metadata == data
    assert text.endswith("\n")


def test_a_space_of_another_kind_in_every_line_is_reported_at_the_first() -> None:
    parts = halves("---\nid:\u00a0a-story-1\ntitle:\u00a0A\n---\n")

    (problem,) = parts.problems
    assert (problem.line, problem.column, problem.rule) == (2, 4, "yaml-space")
