from __future__ import annotations

import re
from datetime import date
from email import message_from_string, policy
from typing import TYPE_CHECKING

import html5lib
import pytest

from site_builder.content.markdown import read_document
from site_builder.render.excerpts import excerpt
from site_builder.reports import bulletin
from tests.builders import story_text
from tests.making import NASTY, build_of
from tests.reports import board

if TYPE_CHECKING:
    from site_builder.reports.bulletin import Bulletin

SINCE, UNTIL = date(2026, 12, 1), date(2027, 4, 2)


@pytest.fixture(scope="module")
def ours() -> Bulletin:
    return bulletin.make_bulletin(board.build(UNTIL), SINCE, UNTIL)


@pytest.fixture(scope="module")
def html(ours: Bulletin) -> str:
    return bulletin.as_html(ours, board.look())


def test_it_has_what_is_new_and_what_has_changed(ours: Bulletin) -> None:
    assert [item.id for item in ours.new] == ["sixth-story", "fourth-story", "third-guide"]
    assert ours.updated == ()
    assert ours.heading == "3 new stories"
    assert ours.period == "2 December 2026 to 2 April 2027"
    assert ours.dates == (
        "21 April 2027: Innovation meeting",
        "21 July 2027: Innovation meeting",
        "21 October 2027: Innovation meeting",
    )

    later = bulletin.make_bulletin(board.build(UNTIL), date(2027, 1, 1), UNTIL)
    assert [(item.id, item.note) for item in later.updated] == [("fourth-story", "New figures.")]


def test_the_text_is_alone(ours: Bulletin) -> None:
    text = bulletin.as_text(ours, board.look())

    assert text.startswith(
        "Innovation Stories\n3 new stories, 2 December 2026 to 2 April 2027\n\nSixth\nYork · 20 March 2027\n"
    )
    assert "Fourth & fifth\n" in text
    assert "https://stories.example/stories/sixth/\n" in text
    assert "\n\n\n" not in text
    assert not re.search(r"<[a-z]|&[a-z]+;", text)


# What mail programs read, most of them and Outlook for Windows among them; see caniemail.com.
ELEMENTS = {"html", "head", "meta", "title", "style", "body", "div", "table", "tbody", "tr", "td", "h1", "h2", "p", "a"}
PROPERTIES = {
    "margin", "padding", "background-color", "color", "font-family", "font-size", "font-weight", "line-height", "text-decoration",
    "border-top", "max-width", "display", "max-height", "overflow", "mso-hide",
}  # fmt: skip


def test_mail_programs_can_read_it(html: str) -> None:
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)

    assert {element.tag for element in tree.iter() if isinstance(element.tag, str)} <= ELEMENTS
    assert all(table.get("role") == "presentation" for table in tree.iter("table"))
    assert all(link.get("href", "").startswith("https://stories.example/") for link in tree.iter("a"))
    styles = [element.get("style", "") for element in tree.iter() if isinstance(element.tag, str)]
    used = {part.partition(":")[0].strip() for style in styles for part in style.split(";") if part.strip()}
    assert used <= PROPERTIES
    assert not re.search(r"url\(|@import|<script|<link|<img", html)
    words = [element for tag in ("h1", "h2", "p", "a") for element in tree.iter(tag)]
    assert all("color:" in element.get("style", "") or element.tag == "p" for element in words)


@pytest.mark.uncounted
def test_a_thousand_stories_stay_below_what_gmail_cuts_off() -> None:
    long = {"title": f"{NASTY} " * 2, "summary": f"{NASTY} and so on. " * 5}
    texts = {
        f"2026/s{n}.md": story_text(id=f"story-{n:04}", date=date(2026, 11, 1 + n % 20), **long) for n in range(1000)
    }
    made = bulletin.make_bulletin(build_of(texts), date(2026, 10, 1), date(2026, 11, 21))
    page = bulletin.as_html(made, board.look())

    assert len(page.encode()) < 100_000
    assert len(made.new) + len(made.more) + made.left == 1000
    assert f"And {made.left} more" in page


def test_nothing_new() -> None:
    made = bulletin.make_bulletin(build_of({}), date(2026, 11, 20), date(2026, 11, 21))

    assert (made.heading, made.period, made.subject) == (
        "No new stories",
        "21 November 2026",
        "Innovation Stories: No new stories",
    )
    assert "No new stories" in bulletin.as_html(made, board.look())


def test_one_e_mail_has_both_parts_and_is_the_same_each_time(ours: Bulletin, html: str) -> None:
    written = bulletin.as_message(ours, board.look())
    message = message_from_string(written, policy=policy.default)

    assert written == bulletin.as_message(ours, board.look())
    assert message["Subject"] == "Innovation Stories: 3 new stories"
    parts = {part.get_content_type(): part.get_content() for part in message.iter_parts()}
    assert parts == {"text/plain": bulletin.as_text(ours, board.look()), "text/html": html}
    assert max(map(len, written.splitlines())) < 100


def test_markdown_escapes_what_editors_wrote() -> None:
    made = bulletin.make_bulletin(
        build_of({"2026/a.md": story_text(title="*A* [b]")}), date(2026, 11, 1), date(2026, 11, 21)
    )

    assert "## [\\*A\\* \\[b\\]](<https://stories.example/stories/a/>)" in bulletin.as_markdown(made, board.look())


# ---- Texts of set lengths

BODY = """One thing led to another. Cllr. Bee came. It took 2.5 years.

## How it works

The crew needed three things:

- a map
- a pen

![A map](map.png)

> A quotation.

They began:

| a | b |
| - | - |
| 1 | 2 |

The end.
"""


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (5, ""),
        (10, "So it was."),
        (37, "So it was.\n\nOne thing led to another."),
        (54, "So it was.\n\nOne thing led to another. Cllr. Bee came."),
        (110, "So it was.\n\nOne thing led to another. Cllr. Bee came. It took 2.5 years."),
        (125, "So it was.\n\nOne thing led to another. Cllr. Bee came. It took 2.5 years."),
        (
            1000,
            "So it was.\n\nOne thing led to another. Cllr. Bee came. It took 2.5 years.\n\nHow it works\n\nThe crew needed three things:\n\n- a map\n- a pen\n\nThe end.",
        ),
    ],
)
def test_an_excerpt_ends_with_a_whole_sentence_and_never_leads_on_to_nothing(most: int, expected: str) -> None:
    assert excerpt("So it was.", read_document(BODY), most) == expected


@pytest.mark.parametrize("most", bulletin.LENGTHS)
def test_a_text_keeps_its_length_with_its_address(most: int) -> None:
    (story,) = build_of({"2026/a.md": story_text("## How\n\n" + "Words and more words. " * 200)}).public.stories

    text = bulletin.text_of_length(story, "https://stories.example/stories/a/", most)

    assert most - 60 < len(text) <= most
    assert text.endswith(".\n\nhttps://stories.example/stories/a/")


def test_a_summary_that_is_too_long_gives_way_to_the_title() -> None:
    (story,) = build_of({"2026/a.md": story_text(summary="word " * 55 + "end.")}).public.stories

    assert bulletin.text_of_length(story, "https://a.example/", 280) == "A good story\n\nhttps://a.example/"
