"""Values as Typst's code: whatever a text has, Typst reads the same text again, and nothing else."""

from __future__ import annotations

import json

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.render.html_words import runs
from site_builder.render.typst_code import Code, Value, call, code, labelled

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\u2028\u2029\x00"))


def read_by_typst(written: str) -> object:
    source = f"#metadata({written})<value>".encode()
    return json.loads(typst.query(source, "<value>", field="value", one=True, ignore_system_fonts=True))


@given(st.lists(TEXT, min_size=1, max_size=20))
@settings(max_examples=25)
def test_typst_reads_every_text_as_it_is(texts: list[str]) -> None:
    assert read_by_typst(code(texts)) == texts


@pytest.mark.parametrize(
    "text",
    [
        '"',
        '\\"',
        "\\",
        '#panic("no")',
        '")#panic(")',
        "$x$ `code` @ref <label> // /* */ ~ --- = + - /",
        "\\u{41}",
        "a\nb",
    ],
)
def test_no_text_becomes_code(text: str) -> None:
    assert read_by_typst(code({"title": text, "of": [text]})) == {"title": text, "of": [text]}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "none"),
        (True, "true"),
        (False, "false"),
        (3, "3"),
        ([], "()"),
        ({}, "(:)"),
        (["a"], '("a", )'),
        ({"a-b": 1, "c": Code("x + y")}, "(a-b: 1, c: x + y, )"),
    ],
)
def test_values_have_the_form_that_typst_gives_them(value: Value, written: str) -> None:
    assert code(value) == written


def test_calls_and_labels() -> None:
    assert call("text", "a", font_size=3) == 'text("a", font-size: 3)'
    assert labelled("heading()", "a b") == '[#heading()#label("a b")]'


def test_the_words_of_a_line_of_html_with_their_links() -> None:
    html = 'Stories: <a href="https://a.example/"><b>CC</b> BY</a>.\n  &amp; <i>more</i><br>'
    assert runs(html) == (
        ("Stories: ", ""), ("CC", "https://a.example/"), (" BY", "https://a.example/"), (". & ", ""), ("more", ""),
    )  # fmt: skip
