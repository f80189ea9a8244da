"""The texts of the front matter, where nothing is said of them and at the edges; the rest is in ``cases``."""

from __future__ import annotations

import pytest

from tests.builders import faults, read, story_text

SUMMARY = "A council did something new, and here is how others can do it too."


def found(*lines: str, status: str = "ready", body: str = "## How\n\nSo.\n") -> list[str]:
    keys = {line.partition(":")[0] for line in lines}
    text = story_text(body, status=status, **dict.fromkeys(keys & {"title", "summary"}))
    joined = "\n".join(lines)
    return [
        line.removeprefix("2026/a.md:")
        for line in faults(read({"2026/a.md": text.replace("---\n", f"---\n{joined}\n", 1)}))
    ]


@pytest.mark.parametrize(
    "title",
    [
        "A 5* hotel and a 4* one",
        "snake_case and __init__ing",
        "Fish & chips; R&D; AT&T;",
        "Under 5 < 6 and 7 > 6",
        "[Draft] of a title (2026)",
        "Winner of the 'best' \u201ctown\u201d",
        "&notaname; and &;",
        "It costs 3*4*5",
    ],
)
def test_signs_that_mean_nothing_in_markdown_may_are_in_a_title(title: str) -> None:
    assert found(f'title: "{title}"') == []


@pytest.mark.parametrize(
    ("title", "column", "mark"),
    [
        ("A *new* deal", 11, "*new*"),
        ("A **new** deal", 11, "**new**"),
        ("A __new__ deal", 11, "__new__"),
        ("A `new` deal", 11, "`new`"),
        ("A [new](x.md) deal", 11, "[new](x.md)"),
        ("A ![new](x.png) deal", 11, "![new](x.png)"),
        ("A <b>new</b> deal", 11, "<b>"),
        ("A new<br/>deal", 14, "<br/>"),
        ("A&nbsp;new deal", 10, "&nbsp;"),
        ("A &#8211; new deal", 11, "&#8211;"),
        ("A &amp; B", 11, "&amp;"),
    ],
)
def test_markdown_and_html_in_a_title_are_reported_where_they_are(title: str, column: int, mark: str) -> None:
    (line,) = found(f'title: "{title}"')
    assert line.startswith(f"2:{column} warning [plain-text] 'title' is plain text, where {mark} would show ")
    (line,) = found(f"title: {title}")
    assert line.startswith(f"2:{column - 1} warning [plain-text] ")


def test_a_mark_in_a_folded_text_is_reported_at_its_beginning() -> None:
    (line,) = found("summary: >", "  A council did **something** new,", "  and here is how others can do it too.")
    assert line.startswith("2:10 warning [plain-text] 'summary' is plain text, where **something**")


def test_quotation_marks_that_are_meant_are_in_quotes() -> None:
    assert found('title: "\u201cWe had never asked\u201d"') == []
    assert "[quotes]" in found("title: \u201cWe had never asked\u201d")[0]


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (("# A comment",), "2:1"),
        (("started: 2010", "  # indented"), "3:3"),
        (("summary: >", f"  {SUMMARY}", "  # no comment", "# but this"), "5:1"),
    ],
)
def test_a_comment_in_the_facts_of_a_ready_piece_is_reported(lines: tuple[str, ...], place: str) -> None:
    assert [line.partition(" a comment")[0] for line in found(*lines)] == [f"{place} warning [comment-left]"]
    assert found(*lines, status="draft") == [] or "overdue" in found(*lines, status="draft")[0]


def test_what_looks_like_a_comment_may_be_a_text() -> None:
    assert found("summary: >", f"  {SUMMARY}", "  # no comment") == []
    assert found("started: 2010  # after a value") == []
