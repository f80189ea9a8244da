"""Titles and summaries have the quotes, dashes and dots that texts have, and nothing else is changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.content.document import plain_words
from site_builder.content.events import typographic
from site_builder.content.markdown import read_document
from tests import builders

TYPED = {"‘": "'", "’": "'", "“": '"', "”": '"', "—": "---", "–": "--", "…": "..."}
LINES = st.text("ab é1'\"-.,()", min_size=1, max_size=30).map(lambda text: " ".join(f"a {text}".split()))
MARKUP = st.text("ab é1'\"-.,()*_<>&;[]#`\\!|~^$@:/wh", max_size=30)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("It's \"new\" -- and 'old'...", "It’s “new” – and ‘old’…"),
        ("'\"Fewer\" bins' said the crews' children", "‘“Fewer” bins’ said the crews’ children"),
        ("'90s rock 'n' roll at 5'10\"", "’90s rock ‘n’ roll at 5’10”"),
        ("*a* <b>&amp;</b> [x](y) `z` (c) 'q'", "*a* <b>&amp;</b> [x](y) `z` (c) ‘q’"),
        ("- '1'", "- ‘1’"),
        ("# 1. '2' > #", "# 1. ‘2’ > #"),
        ("See www.example.org/it's--b, it's good", "See www.example.org/it's--b, it’s good"),
        ("What --base and (--strict) do -- and 2--3", "What --base and (--strict) do – and 2–3"),
        ("Take --état, a--b and x --5", "Take --état, a–b and x –5"),
        ("--help, or ---", "--help, or —"),
        ("Tŷ Ddewi and co-operatives", "Tŷ Ddewi and co-operatives"),
        ("", ""),
    ],
)
def test_quotes_dashes_and_dots(typed: str, read: str) -> None:
    assert typographic(typed) == read


@given(LINES)
def test_a_line_looks_as_it_would_in_the_text(line: str) -> None:
    assert typographic(line) == plain_words(read_document(line).blocks)


@given(MARKUP)
def test_all_else_stays_as_it_is(line: str) -> None:
    read = typographic(line)
    for sign, typed in TYPED.items():
        read = read.replace(sign, typed)
    assert read == line


def test_a_story_keeps_what_was_typed_beside_what_people_read() -> None:
    summary = "The crews' own plan -- how it came about, and what it took to keep it."
    text = builders.story_text(title='A "new" plan', summary=summary)
    (story,) = builders.read({"2026/a.md": text}).stories

    assert (story.title, story.headline) == ('A "new" plan', "A “new” plan")
    assert (story.meta.summary, story.standfirst) == (summary, summary.replace("'", "’").replace("--", "–"))


def test_a_page_has_the_title_that_people_read() -> None:
    text = "---\ntitle: It's us\ndescription: Who 'we' are.\n---\n\nWe are.\n"
    (page,) = builders.read({"pages/about.md": text}).pages

    assert (page.title, page.description) == ("It’s us", "Who ‘we’ are.")
