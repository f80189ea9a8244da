"""Texts as pages show them: wide tables scroll by keyboard, quotations name their speaker, nothing else changes."""

from __future__ import annotations

import time

import markdown
import pytest
from bs4 import BeautifulSoup

from site_builder.render.page_text import for_page, plain
from site_builder.render.sanitiser import for_feed, sanitise

WIDE = "| Round | Streets | Miles before | Miles after |\n| - | - | -: | :-: |\n| North | Scholes and Whelley | 312 | 250 |\n"
SMALL = "| Region | Councils |\n| - | - |\n| Yorkshire and The Humber | Hull, Leeds, Sheffield |\n"


def page_of(text: str) -> BeautifulSoup:
    """Return a Markdown text as its page has it."""
    engine = markdown.Markdown(
        extensions=["tables", "attr_list", "toc", "md_in_html"],
        extension_configs={"tables": {"use_align_attribute": True}, "toc": {"permalink": True}},
    )
    return BeautifulSoup(for_page(sanitise(engine.convert(text))), "html.parser")


def labels_of(text: str) -> list[str]:
    """Return the names of the regions that scroll."""
    return [str(region["aria-label"]) for region in page_of(text).find_all(role="region", tabindex="0")]


# ---- Tables


def test_a_wide_table_scrolls_in_a_region_with_the_name_of_its_section() -> None:
    page = page_of(f"## How *it* works & why\n\n{WIDE}")
    region = page.find(class_="st-table")
    assert region is not None
    assert region.find("table", recursive=False)
    assert (region["role"], region["tabindex"]) == ("region", "0")
    assert region["aria-label"] == "Table: How it works & why"


def test_a_table_that_fits_a_phone_takes_no_stop_of_the_tab_key() -> None:
    assert labels_of(f"## How\n\n{SMALL}") == []


@pytest.mark.parametrize(
    ("table", "is_wide"),
    [
        ("| a | b | c | d | e |\n| - | - | - | - | - |\n| 1 | 2 | 3 | 4 | 5 |\n", False),
        (f"| a | b |\n| - | - |\n| {'x' * 20} | {'y' * 20} |\n", True),
        (f"| a | b | c |\n| - | - | - |\n{'| one long sentence ' * 3}|\n", True),
        (f"| a | b |\n| - | - |\n{'| one long sentence ' * 2}|\n", False),
        ("| a | b |\n| - | - |\n| one<br>two<br>three<br>four | five<br>six |\n", False),
    ],
    ids=["many short columns", "long words", "three columns of sentences", "two columns of sentences", "lines"],
)
def test_what_makes_a_table_wide_are_its_words(table: str, *, is_wide: bool) -> None:
    assert bool(labels_of(table)) is is_wide


def test_no_two_regions_have_the_same_name() -> None:
    assert labels_of(f"{WIDE}\n## A\n\n{WIDE}\n\nText.\n\n{WIDE}\n## B\n\n{SMALL}\n\nText.\n\n{WIDE}") == [
        "Table",
        "Table: A",
        "Table: A (2)",
        "Table: B",
    ]


def test_a_caption_is_the_name_of_its_table() -> None:
    cells = "<tr><td>Responsibilities</td><td>Implementation</td><td>Neighbourhoods</td></tr>"
    assert labels_of(f'## A\n\n<table><caption>Miles & "more"</caption>{cells}</table>') == ['Miles & "more"']


def test_a_table_within_a_table_scrolls_with_it() -> None:
    row = "<td>Responsibilities</td><td>Implementation</td><td>Neighbourhoods</td>"
    page = page_of(f"<table><tr>{row}<td><table><tr>{row}</tr></table></td></tr></table>\n\nAfter.")
    assert [len(region.find_all("table")) for region in page.find_all(class_="st-table")] == [2]
    assert page.find("p", string="After.")


def test_columns_keep_their_alignment() -> None:
    page = page_of(WIDE)
    assert [cell.get("class") for cell in page.find_all("th")] == [None, None, ["st-right"], ["st-center"]]
    assert not page.find_all(align=True)
    ours = page_of('<table><tr><td align="right" class="x">1</td><td class="y">2</td></tr></table>')
    assert [cell.get("class") for cell in ours.find_all("td")] == [["st-right", "x"], ["y"]]


# ---- Quotations


@pytest.mark.parametrize("dash", ["—", "–", "--"])
@pytest.mark.parametrize("between", ["\n> ", "\n>\n> ", "  \n> "], ids=["line", "paragraph", "break"])
def test_the_last_line_of_a_quotation_says_whose_words_they_are(dash: str, between: str) -> None:
    page = page_of(
        f"Before.\n\n> One.\n>\n> Two *and* three.{between}{dash} Ann Bee, [head](https://example.org/) of waste\n\nAfter."
    )
    figure = page.find("figure", class_="st-quote")
    assert figure is not None
    assert [part.name for part in figure.find_all(recursive=False)] == ["blockquote", "figcaption"]
    assert figure.blockquote is not None
    assert [words.decode_contents() for words in figure.blockquote.find_all("p")] == ["One.", "Two <em>and</em> three."]
    assert figure.figcaption is not None
    assert figure.figcaption.get_text() == "Ann Bee, head of waste"
    assert [words.get_text() for words in page.find_all("p", recursive=False)] == ["Before.", "After."]


@pytest.mark.parametrize(
    "text",
    [
        "> Nobody is named.",
        "> — a line of dashes first\n> and then more",
        "> — Ann Bee, of whom nothing is quoted",
        "> *All of it\n> — is emphasised*",
        "> Outer.\n>\n> > Inner.\n> > — Ann Bee\n>\n> — Cy Dee",
        "> - a list\n> - — Ann Bee",
        "> Twenty--one",
        "> —Ann Bee",
    ],
)
def test_other_quotations_stay_as_they_are(text: str) -> None:
    page = page_of(text)
    assert page.find("blockquote")
    assert not page.find("figure")


def test_the_language_of_a_quotation_is_not_that_of_its_speaker() -> None:
    page = page_of("> Bore da.\n> — Ann Bee\n{: lang=cy }")
    assert [part.get_text() for part in page.find_all(lang="cy")] == ["Bore da."]


def test_several_quotations_each_have_their_speaker() -> None:
    page = page_of("> A\n> — B\n\nText.\n\n> C\n\nText.\n\n> D\n> — E")
    assert [caption.get_text() for caption in page.find_all("figcaption")] == ["B", "E"]
    assert len(page.find_all("blockquote")) == 3


# ---- All of it


def test_a_text_without_either_is_untouched() -> None:
    text = sanitise("<h2>How &amp; why</h2><p>Text, <code>&lt;table&gt;</code>.</p>")
    assert for_page(text) is text


def test_feeds_do_without_the_structure_of_pages() -> None:
    html = markdown.markdown(f"> A\n> — B\n\n{WIDE}", extensions=["tables"])
    feed = for_feed(html, "https://stories.example/")
    assert "— B" in feed
    assert "region" not in feed


@pytest.mark.parametrize(
    "text",
    ["<table>" * 5000, "<blockquote>" * 5000, "> — a\n" * 5000, "<td>" * 20000, "<p>" * 20000, "<h2>" * 5000, "<blockquote><p>" + "\n— " * 20000],
    ids=["tables", "quotes", "dashes", "cells", "paragraphs", "headings", "one long paragraph"],
)  # fmt: skip
def test_hostile_texts_take_no_time(text: str) -> None:
    safe = sanitise(text)
    started = time.perf_counter()
    for_page(safe)
    assert time.perf_counter() - started < 2


def test_plain_words_have_no_markup() -> None:
    heading = 'How <em>it</em><br>works &amp; why<a class="headerlink" href="#how">¶</a>'
    assert plain(heading) == "How it works & why"
