"""What the reader makes of a text: places, anchors, HTML, flaws, footnotes and typographic signs."""

from __future__ import annotations

from itertools import product

import pytest

from site_builder.content import events, markdown
from site_builder.content.destinations import Leads
from site_builder.content.document import (
    Branch,
    Checkbox,
    Code,
    CodeBlock,
    Comment,
    Document,
    Element,
    FootnoteReference,
    Heading,
    Image,
    Link,
    ListBlock,
    Quotation,
    Rule,
    Table,
    Text,
    children_of,
    plain_words,
    walk,
)
from site_builder.content.html_tags import ALLOWED, DEEPEST
from site_builder.content.markdown import read_document
from site_builder.content.outline import outline_of
from site_builder.render.document_html import feed_html
from tests.content.structure import ANYWHERE

PLACE = "¦"


def placed(marked: str) -> tuple[str, list[int]]:
    """Return a text without its marks, and where they was."""
    parts = marked.split(PLACE)
    places = [sum(map(len, parts[: n + 1])) for n in range(len(parts) - 1)]
    return "".join(parts), places


def html(text: str) -> str:
    return feed_html(read_document(text), ANYWHERE)


def flaws(text: str) -> list[tuple[int, str, str]]:
    return [(flaw.start, flaw.rule, flaw.words) for flaw in read_document(text).flaws]


def words(text: str) -> str:
    return plain_words(read_document(text).blocks)


# ---- Places

BEFORE = ("", "é😀 ", "# ü\n\nñ 𝄞\n\n", "a\n\n")
AROUND = ("{}", "> {}", "- {}", "> - {}")
PLACES = [*product(BEFORE, AROUND, ("\n", "\r\n"))]
"""What may be before an address, what it may be in, and how its lines end."""
TARGETS = (
    "[a](¦b.md)", "[a](<¦b.md>)", '[a](  ¦b.md  "title")', "[a](\n¦b.md)", "[a](\n<¦b.md>)", '[a](¦b.md\n"title")',
    "[a\n](¦b.md)", "![a](¦b.md)", "![a *b* c](¦b.md)", "![](¦b.md)", "[](¦b.md)", "[![x](x)](¦b.md)", "[`](x)`](¦b.md)",
    "[a *b* c](¦b.md)", "[a **b**](¦b.md)", "[a<br>](¦b.md)", "[a [b] c](¦b.md)", "[a\\](x)](¦b.md)", "[a](¦b\\_c.md)",
    "[a](x) [a](¦b.md) [a](x)", "[[a]](x) [a](¦b.md)", "[a](¦)", "[a](<¦>)",
    "[a][r]\n\n[r]: ¦b.md", "[r][]\n\n[r]: ¦b.md", "[r]\n\n[r]: ¦b.md", "![r]\n\n[r]: ¦b.md", "![a][r]\n\n[r]: ¦b.md",
    "[R]\n\n[r]: <¦b.md>", "[r]\n\n[r]:\n¦b.md", "[r]\n\n[r]:\n   <¦b.md>", '[r]\n\n[x]: y\n[r]: ¦b.md "title"',
    "[r]\n\n[r]: ¦b.md\n\n[r]: c.md", "[a][r ß]\n\n[r SS]: ¦b.md", "[a\\]: x]\n\n[a\\]: x]: ¦b.md", "[a b]\n\n[a\nb]: ¦b.md",
    "[^1]\n\n[^1]: [r]\n\n    [r]: ¦b.md",
    "<¦https://b.uk>", "<¦a@b.uk>", "¦https://b.uk/x", "x ¦www.b.uk", "x ¦a@b.uk", "*see* ¦https://b.uk", "(¦https://b.uk)",
    "**¦https://b.uk/a_b_**", "it's \"so\" -- ¦https://b.uk/--", "¦https://b.uk/*c*d_\n¦https://b.uk/*c*",
)  # fmt: skip


def lines_of(target: str, before: str, around: str, line_end: str) -> str:
    first, further = around.format(""), around.format("").replace("-", " ")
    marked = first + f"{before}{target}".replace("\n", f"\n{further}") + "\n"
    return marked.replace("\n", line_end)


@pytest.mark.uncounted
@pytest.mark.parametrize("target", TARGETS)
def test_an_address_is_found_where_it_is(target: str) -> None:
    for text, places in (placed(lines_of(target, *place)) for place in PLACES):
        found = [node for node in read_document(text).nodes if isinstance(node, Link | Image)]
        assert [node.target_start for node in found if node.target != "x"] == places, text


@pytest.mark.parametrize(
    ("kind", "marked"),
    [
        (Heading, "é\n\n¦# One\n\n¦Two\n===\n\n> ¦## Three\n\n- ¦### Four\n"),
        (Link, "é ¦[a](b) ¦<https://a.uk> ¦https://a.uk **¦[c][r]**\n\n[r]: d\n"),
        (Image, "é ¦![a](b) [¦![c](d)](e)\n"),
        (Code, "😀 ¦`a` ¦`` b ``\n"),
        (CodeBlock, "é\n\n¦```py\na\n```\n\n> ¦~~~\n> b\n> ~~~\n"),
        (Rule, "é\n\n¦---\n\n> ¦***\n"),
        (Table, "é\n\n¦| a |\n|---|\n| b |\n"),
        (Quotation, "é\n\n¦> a\n> ¦> b\n"),
        (ListBlock, "é\n\n¦- a\n  ¦1. b\n"),
        (Checkbox, "- ¦[ ] é\n- ¦[x] a\n"),
        (Comment, "é ¦<!-- a -->\n\n¦<!-- b -->\n"),
        (Element, "é ¦<sub>a ¦<i>b</i></sub>\n\n¦<details>\n¦<summary>c</summary>\n\n</details>\n"),
        (FootnoteReference, "é¦[^1] 😀¦[^1]\n\n[^1]: a\n"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_node_knows_where_it_begins(kind: type[Heading], marked: str, line_end: str) -> None:
    text, places = placed(marked.replace("\n", line_end))
    assert [node.start for node in read_document(text).all_of(kind)] == places


def test_words_know_where_they_are() -> None:
    text, places = placed('¦é "a" -- b *¦c*¦ ¦https://a.uk/x¦. d\n\n<details>\n  ¦words\n</details>\n')
    found = list(read_document(text).all_of(Text))
    assert [node.start for node in found] == places
    assert all(text[node.start :].startswith(node.typed.strip()) for node in found)


def test_code_knows_where_it_ends() -> None:
    text = "é `a` b\r\n\r\n```\r\nc [d](e)\r\n```\r\n\r\nf\r\n"
    without = outline_of(read_document(text), text).without_code(text)
    assert without == "é     b\r\n\r\n   \r\n        \r\n   \r\n\r\nf\r\n"


def test_flaws_are_reported_in_the_order_of_the_text() -> None:
    text, places = placed("¦[^1]: unused\n\nx ¦<b>y</b> ¦</sub>\n\n- ¦<i>z\n")
    assert [flaw.start for flaw in read_document(text).flaws] == places


# ---- Anchors


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("How it works", "how-it-works"),
        ("Café & Co.: what's next?", "café--co-whats-next"),
        ("Ysgol Gymraeg Môn", "ysgol-gymraeg-môn"),
        ("E\N{COMBINING ACUTE ACCENT}t\N{COMBINING ACUTE ACCENT}", "ét\N{COMBINING ACUTE ACCENT}"),
        ("snake_case-and – dash", "snake_case-and--dash"),
        ("A -- B...", "a----b"),
        ('"Quoted" and it\'s', "quoted-and-its"),
        ("The `make site` command", "the-make-site-command"),
        ("**Bold**, *slanted* and [linked](x.md)", "bold-slanted-and-linked"),
        ("See https://a.uk/b", "see-httpsaukb"),
        ("With ![a picture](x.png)", "with-"),
        ("CO<sub>2</sub>", "co2"),
        ("A & B &amp; C", "a--b--c"),
        ("1. First 2²½", "1-first-2"),
        ("✅ Done", "-done"),
        ("हिन्दी 数据", "हिन्दी-数据"),
        ("a‿b Ⅷ", "a‿b-ⅷ"),
        ("two  spaces\tand a tab", "two--spacesand-a-tab"),
        ("!!!", "section"),
    ],
)  # fmt: skip
def test_an_anchor_is_the_one_that_github_makes(heading: str, anchor: str) -> None:
    text = f"## {heading}\n"
    document = read_document(text)
    assert [heading.anchor for heading in document.headings] == [anchor]
    assert outline_of(document, text).anchors == {anchor}


@pytest.mark.parametrize(
    ("headings", "anchors"),
    [
        ("a a a", "a a-1 a-2"),
        ("a A a", "a a-1 a-2"),
        ("a a a-1 a", "a a-1 a-1-1 a-2"),
        ("a-1 a a", "a-1 a a-2"),
        ("! ? .", "section section-1 section-2"),
    ],
)
def test_no_two_headings_have_one_anchor(headings: str, anchors: str) -> None:
    text = "".join(f"## {heading}\n" for heading in headings.split())
    assert [heading.anchor for heading in read_document(text).headings] == anchors.split()


def test_headings_have_levels_and_words_wherever_they_are() -> None:
    text = "# A *b*\n\nC `d`\n---\n\n> ### e\n\n- #### f\n\n[^1]\n\n[^1]: ##### g\n"
    assert [(heading.level, heading.text) for heading in read_document(text).headings] == [
        (1, "A b"), (2, "C d"), (3, "e"), (4, "f"), (5, "g"),
    ]  # fmt: skip


# ---- HTML


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("H<sub>2</sub>O m<sup>2</sup>\n", "<p>H<sub>2</sub>O m<sup>2</sup></p>\n"),
        ("<kbd>Ctrl</kbd>+<kbd>C</kbd> <cite>A *B*</cite>\n",
         "<p><kbd>Ctrl</kbd>+<kbd>C</kbd> <cite>A <em>B</em></cite></p>\n"),
        ('<span lang="cy">bore da</span> <i lang=fr>x</i> <em lang=\'gd\'>y</em> <i>z</i>\n',
         '<p><span lang="cy">bore da</span> <i lang="fr">x</i> <em lang="gd">y</em> <i>z</i></p>\n'),
        ('<abbr title="A &amp; &quot;B&quot;">AB</abbr>\n', '<p><abbr title="A &amp; &quot;B&quot;">AB</abbr></p>\n'),
        ("a<br>b<br/>c<br />d\n", "<p>a<br>b<br>c<br>d</p>\n"),
        ("<SUB>a</Sub>\n", "<p><sub>a</sub></p>\n"),
        ('<span\nlang="cy">a</span >\n', '<p><span lang="cy">a</span></p>\n'),
        ("a <!-- not shown --> b\n\n<!-- not\n\nshown -->\n", "<p>a  b</p>\n"),
        ("<details>\n<summary>More *or* less</summary>\n\n- **a**\n\n</details>\n\nb\n",
         "<details><summary>More *or* less</summary>\n<ul>\n<li><strong>a</strong></li>\n</ul>\n</details>\n<p>b</p>\n"),
        ("<details>\n<!-- c -->\n<summary>a <i>b</i></summary>\nc  <sub>d</sub>\n e &amp; &lt;f\n</details>\n",
         "<details><summary>a <i>b</i></summary>\nc <sub>d</sub> e &amp; &lt;f </details>\n"),
        ("<details>\n\na\n\n</details>\n", "<details><summary>Details</summary>\n<p>a</p>\n</details>\n"),
        ("<details>\n<summary>a</summary>\n\n<details>\n<summary>b</summary>\n\nc\n\n</details>\n\n</details>\n",
         "<details><summary>a</summary>\n<details><summary>b</summary>\n<p>c</p>\n</details>\n</details>\n"),
        ("- <details>\n  <summary>a</summary>\n\n  b\n\n  </details>\n",
         "<ul>\n<li><details><summary>a</summary>\n<p>b</p>\n</details>\n</li>\n</ul>\n"),
        ("- <sub>a</sub>\n- b <sub>c</sub>\n", "<ul>\n<li><sub>a</sub></li>\n<li>b <sub>c</sub></li>\n</ul>\n"),
        ("`<b>` &lt;b> a < b \\<b>\n", "<p><code>&lt;b&gt;</code> &lt;b&gt; a &lt; b &lt;b&gt;</p>\n"),
    ],
)  # fmt: skip
def test_html_that_a_text_may_hold_is_kept(text: str, written: str) -> None:
    assert html(text) == written
    assert not flaws(text)


@pytest.mark.parametrize(
    ("marked", "told", "written"),
    [
        ("a ¦<b>b</b> c", "unsafe-html <b>", "<p>a b c</p>\n"),
        ("a ¦<a href='x' onclick=y>*b*</a> c", "unsafe-html <a href='x' onclick=y>", "<p>a <em>b</em> c</p>\n"),
        ("¦<sub class=x>b</sub>", "unsafe-html <sub class=x>", "<p>b</p>\n"),
        ("¦<sub\n id=x>b</sub>", "unsafe-html <sub\n id=x>", "<p>b</p>\n"),
        ("¦<i title=x>b</i>", "unsafe-html <i title=x>", "<p>b</p>\n"),
        ("a ¦<br class=x>", "unsafe-html <br class=x>", "<p>a </p>\n"),
        ("¦<abbr>AB</abbr>", "unsafe-html <abbr>", "<p>AB</p>\n"),
        ('¦<abbr title=" ">AB</abbr>', 'unsafe-html <abbr title=" ">', "<p>AB</p>\n"),
        ("¦<span>b</span>", "unsafe-html <span>", "<p>b</p>\n"),
        ('¦<span lang="Welsh">b</span>', 'unsafe-html <span lang="Welsh">', "<p>b</p>\n"),
        ('¦<i lang="">b</i>', 'unsafe-html <i lang="">', "<p>b</p>\n"),
        ("a ¦<details>b</details>", "unsafe-html <details>", "<p>a b</p>\n"),
        ("a ¦<summary>b</summary>", "unsafe-html <summary>", "<p>a b</p>\n"),
        ("¦<summary>b</summary>\n", "unsafe-html <summary>", "b "),
        ("<details>\na\n¦<summary>b</summary>\n</details>\n", "unsafe-html <summary>",
         "<details><summary>Details</summary>\na b </details>\n"),
        ("<details>\n¦<summary>\n\nb\n\n</summary>\n</details>\n", "unsafe-html <summary>",
         "<details><summary>Details</summary>\n<p>b</p>\n</details>\n"),
        ("<details>\n¦<summary>\n<details>b</details>\n</summary>\n</details>\n", "unsafe-html <summary>",
         "<details><summary>Details</summary>\n<details><summary>Details</summary>\nb</details>\n</details>\n"),
        ("¦<div>\n*a*\n\n*b*\n</div>\n", "unsafe-html <div>", "*a* <p><em>b</em></p>\n"),
        ("¦<div>a</div> <i>b</i>\n<i>c</i>\n", "unsafe-html <div>", "a <i>b</i> <i>c</i> "),
        ("¦<?php x ?>\n", "unsafe-html <?php x ?>\n", ""),
        ("a ¦<?php x ?> b", "unsafe-html <?php x ?>", "<p>a  b</p>\n"),
        ("a ¦</b> c", "unsafe-html </b>", "<p>a  c</p>\n"),
        ("a ¦<sub>b", "html-unclosed <sub>", "<p>a b</p>\n"),
        ("*a ¦<sub>b*", "html-unclosed <sub>", "<p><em>a b</em></p>\n"),
        ("a ¦</sub> b", "html-unopened </sub>", "<p>a  b</p>\n"),
        ("¦<details>\n\na\n", "html-unclosed <details>", "<p>a</p>\n"),
        ("a\n\n¦</details>\n", "html-unopened </details>", "<p>a</p>\n"),
        ("¦<i>\n\na\n\n</i>\n", "html-unclosed <i>", "<p>a</p>\n"),
        ("¦<i>\n\n- a\n\n</i>\n", "html-unclosed <i>", "<ul>\n<li>a</li>\n</ul>\n"),
        ("¦<i>\n\n# a\n\n</i>\n", "html-unclosed <i>", "<h1>a</h1>\n"),
        ("¦<i>\n\n---\n\n</i>\n", "html-unclosed <i>", "<hr>\n"),
        ("¦<i>\n<details>a</details></i>\n", "html-unclosed <i>",
         "<details><summary>Details</summary>\na</details>\n"),
    ],
)  # fmt: skip
def test_html_without_a_place_is_reported_and_its_words_stay(marked: str, told: str, written: str) -> None:
    text, (place,) = placed(marked)
    assert flaws(text) == [(place, *told.split(" ", 1))]
    assert html(text) == written


def test_tags_that_cross_are_paired_by_the_outer_one() -> None:
    text, (first, second) = placed("<sub>a ¦<sup>b</sub> c¦</sup>\n")
    assert flaws(text) == [(first, "html-unclosed", "<sup>"), (second, "html-unopened", "</sup>")]
    assert html(text) == "<p><sub>a b</sub> c</p>\n"


def test_a_tag_of_another_place_closes_nothing() -> None:
    text, (first, second) = placed("¦<sub>*a¦</sub>*\n")
    assert flaws(text) == [(first, "html-unclosed", "<sub>"), (second, "html-unopened", "</sub>")]
    assert html(text) == "<p><em>a</em></p>\n"


def test_a_comment_without_an_end_hides_what_is_behind_it() -> None:
    assert html("a\n\n<!-- b\n\nc\n") == "<p>a</p>\n"


def test_tags_may_are_so_deep_and_no_deeper() -> None:
    deepest = "<sub>" * DEEPEST + "a" + "</sub>" * DEEPEST
    assert not flaws(f"x {deepest}\n")
    too_deep = f"x <sup>{deepest}</sup>\n"
    assert [rule for _, rule, _ in flaws(too_deep)] == ["unsafe-html", "html-unopened"]
    assert html(too_deep).count("<sub>") == DEEPEST - 1


def test_every_element_that_may_be_there_is_reported_in_one_table() -> None:
    assert not any(
        name.startswith("on") or name in {"class", "id", "style"} for names in ALLOWED.values() for name in names
    )
    assert not ALLOWED.keys() & {"a", "img", "script", "style", "iframe", "svg", "math", "form", "object"}


# ---- Bounds


def test_a_text_may_be_nested_so_deep_and_no_deeper() -> None:
    deepest = markdown.DEEPEST - 1
    assert not flaws("> " * deepest + "a\n")
    document = read_document("b\n\n" + "> " * (deepest + 1) + "a\n")
    assert [flaw.rule for flaw in document.flaws] == ["nesting"]
    assert document.flaws[0].start > 2
    assert not document.blocks


def test_html_in_marks_in_html_may_be_nested_so_deep_and_no_deeper() -> None:
    def nested(depth: int) -> str:
        text = "a"
        for n in range(depth):
            text = "<sub>" * DEEPEST + f"{'*_'[n % 2]}b {text} b{'*_'[n % 2]}" + "</sub>" * DEEPEST
        return text

    deepest = markdown.HIGHEST // (DEEPEST + 1)
    assert not flaws(f"x {nested(deepest - 1)}\n")
    document = read_document(f"x {nested(deepest + 1)}\n")
    assert [flaw.rule for flaw in document.flaws] == ["nesting"]
    assert not document.blocks


@pytest.mark.uncounted
@pytest.mark.parametrize(("rows", "rules"), [(9_999, []), (10_000, ["table-size"])])
def test_tables_may_be_so_large_and_no_larger(rows: int, rules: list[str]) -> None:
    text = "|a|b|\n|-|-|\n" + "|c|d|\n" * rows
    assert [rule for _, rule, _ in flaws(text)] == rules


@pytest.mark.parametrize(("references", "rules"), [(100, []), (101, ["footnote-references"])])
def test_a_footnote_may_be_referred_to_so_often_and_not_more(references: int, rules: list[str]) -> None:
    assert [rule for _, rule, _ in flaws("[^1] " * references + "\n\n[^1]: a\n")] == rules


def test_an_event_that_is_not_known_is_no_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    class Newer:
        def events_with_range(self, _source: str) -> list[tuple[object, dict[str, int]]]:
            return [({"Riddle": "?"}, {"start": 0, "end": 1})]

    monkeypatch.setattr(events, "_READER", Newer())
    with pytest.raises(ValueError, match="Riddle"):
        read_document("a")


# ---- Footnotes


def test_footnotes_are_numbered_by_their_first_use() -> None:
    document = read_document("a[^z] b[^é é] c[^Z]\n\n[^É é]: second\n\n[^z]: first\n")
    assert [(note.number, note.references, plain_words(note.children)) for note in document.footnotes] == [
        (1, 2, "first"),
        (2, 1, "second"),
    ]
    references = [(reference.number, reference.occurrence) for reference in document.references]
    assert references == [(1, 1), (2, 1), (1, 2)]
    assert not document.flaws


@pytest.mark.parametrize(
    ("marked", "told", "numbers"),
    [
        ("a\n\n¦[^1]: b\n", "footnote-unused 1", []),
        ("a\n\n¦[^Note]: b[^note]\n", "footnote-unused Note", []),
        ("a[^1]\n\n[^1]: b\n\n¦[^1]: c[^1] [^2]\n", "footnote-repeated 1", [(1, 1)]),
        ("a[^2]\n\n¦[^1]: b[^2]\n\n[^2]: c\n", "footnote-unused 1", [(1, 1)]),
        ("¦[^1]: b[^2]\n\na[^3] [^2]\n\n[^2]: c\n\n[^3]: d\n", "footnote-unused 1", [(1, 1), (2, 1)]),
    ],
)
def test_a_footnote_that_nobody_is_led_to_is_reported_and_counts_nowhere(
    marked: str, told: str, numbers: list[tuple[int, int]]
) -> None:
    text, (place,) = placed(marked)
    document = read_document(text)
    assert flaws(text) == [(place, *told.split(" ", 1))]
    assert [(note.number, note.references) for note in document.footnotes] == numbers


def test_footnotes_may_refer_to_each_other() -> None:
    document = read_document("a[^1]\n\n[^1]: b[^2]\n\n[^2]: c[^1] [^2]\n")
    assert [(note.number, note.references) for note in document.footnotes] == [(1, 2), (2, 2)]
    assert not document.flaws


def test_a_reference_without_a_footnote_is_words() -> None:
    assert html("a[^1]\n") == "<p>a[^1]</p>\n"


# ---- Words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a *b* **c** ~~d~~ `e  f` [g](h) ![i *j*](k)\n", "a b c d e f g i j"),
        ("a\nb  \nc<br>d\\\ne\n", "a b c d e"),
        ("H<sub>2</sub>O &amp; <b>x</b>\n", "H2O & x"),
        ("a[^1] <!-- b --> c\n\n[^1]: d\n", "a c"),
        ("https://a.uk/b_c_d.\n", "https://a.uk/b_c_d."),
        ("![a\nb ![c](d)](e)\n", "a b c"),
    ],
)
def test_plain_words_are_what_is_read(text: str, expected: str) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    ["a\n", "# b\n\na\n", "`a`\n", "```\na\n```\n", "![a](b)\n", "- a\n", "> a\n", "| a |\n|---|\n",
     "<details>\na\n</details>\n", "https://a.uk\n", "<sub>a</sub>\n", "\\#\n"],
)  # fmt: skip
def test_a_text_with_something_to_read_has_words(text: str) -> None:
    assert outline_of(read_document(text), text).has_words


@pytest.mark.parametrize(
    "text",
    ["", "\n", "# a\n\n## b\n", "<!-- a -->\n", "# a\n\n<!-- b -->\n\n---\n", "[r]: a\n", "<details>\n</details>\n", "- \n", "[^1]: a\n"],
)  # fmt: skip
def test_headings_and_comments_alone_are_nothing_to_read(text: str) -> None:
    assert not outline_of(read_document(text), text).has_words


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("\"Open\" and 'shut'", "“Open” and ‘shut’"),
        ("it's O'Neill's, the '90s", "it’s O’Neill’s, the ’90s"),
        ("a -- b --- c...", "a – b — c…"),
        ('*"a"* **\'b\'** ("c")', "“a” ‘b’ (“c”)"),
        ("“a” ‘b’ – … « c » „d”", "“a” ‘b’ – … « c » „d”"),
        ("(c) (C) (r) (tm) 2(c) c/o +/- 1/2 -> <- ==", "(c) (C) (r) (tm) 2(c) c/o +/- 1/2 -> <- =="),
        ("a-b 2-3", "a-b 2-3"),
        ("5'10\"", "5’10”"),
        ("\\\"a\\\" \\'b\\' \\-- \\...", "\"a\" 'b' -- ..."),
        ("&quot;a&quot; &#39;b&#39;", "\"a\" 'b'"),
        ("`\"a\" -- 'b'...`", "\"a\" -- 'b'..."),
        ("https://a.uk/--/it's...x", "https://a.uk/--/it's...x"),
        ('![it\'s "a"](b)', "it’s “a”"),
        ("e\N{COMBINING ACUTE ACCENT} `e\N{COMBINING ACUTE ACCENT}`", "é é"),
    ],
)
def test_signs_become_typographic_and_letters_never_change(typed: str, shown: str) -> None:
    assert words(f"{typed}\n") == shown


def test_blocks_of_code_stay_as_they_are() -> None:
    (block,) = read_document("~~~ python3 numbered\n\"a\" -- 'b'...\r\n\n  c\n~~~\n").all_of(CodeBlock)
    assert block.text == "\"a\" -- 'b'...\n\n  c\n"
    assert block.language == "python3"
    (indented,) = read_document('    "a"').all_of(CodeBlock)
    assert (indented.text, indented.language) == ('"a"\n', "")


def test_addresses_and_titles_come_in_one_spelling_of_accents() -> None:
    text = '[a](e\N{COMBINING ACUTE ACCENT}.md "e\N{COMBINING ACUTE ACCENT}") ![b](e\N{COMBINING ACUTE ACCENT}.png)\n'
    (link,), (image,) = read_document(text).all_of(Link), read_document(text).all_of(Image)
    assert (link.target, link.title, image.target) == ("é.md", "é", "é.png")


@pytest.mark.parametrize(
    ("text", "target", "is_bare"),
    [
        ("[a](b)", "b", False),
        ("<https://a.uk>", "https://a.uk", True),
        ("<a@b.uk>", "mailto:a@b.uk", True),
        ("https://a.uk", "https://a.uk", True),
        ("www.a.uk", "http://www.a.uk", True),
        ("a@b.uk", "mailto:a@b.uk", True),
    ],
)
def test_a_link_knows_whether_its_address_is_all_there_is_to_read(text: str, target: str, *, is_bare: bool) -> None:
    (link,) = read_document(text).all_of(Link)
    assert (link.target, link.is_bare) == (target, is_bare)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://a.uk/b_c_d_ and *e*\n", ["https://a.uk/b_c_d"]),
        ("https://a.uk/*b*c*\n", ["https://a.uk/*b*c"]),
        ("`https://a.uk/_b_` [https://a.uk/_b_](c) https://a.uk/_b_/\n", ["c", "https://a.uk/_b_/"]),
        ("xhttps://a.uk/\\*b *c*\n", []),
        ("https://a.uk/~~b~~c https://a.uk/x\n", ["https://a.uk/~~b~~c", "https://a.uk/x"]),
    ],
)
def test_marks_within_an_address_belong_to_it(text: str, shown: list[str]) -> None:
    assert [link.target for link in read_document(text).all_of(Link)] == shown
    assert not set("\x01\x02\x03") & set(html(text))


# ---- The tree


def test_destinations_are_read_in_the_order_of_the_text() -> None:
    text = "![a](b.png) [c](https://d.uk) [![e](f.png)](#g) h@i.uk\n"
    outline = outline_of(read_document(text), text)
    assert [(found.target, found.to.leads) for found in outline.references] == [
        ("b.png", Leads.FILE),
        ("https://d.uk", Leads.ELSEWHERE),
        ("#g", Leads.HERE),
        ("f.png", Leads.FILE),
        ("mailto:h@i.uk", Leads.ELSEWHERE),
    ]


def test_every_node_comes_before_its_children_and_once() -> None:
    document = read_document(
        "# a *b*\n\n> - c\n>   1. [d](e)\n\n| f |\n|---|\n| g |\n\n<details>\n\nh[^1]\n\n</details>\n\n[^1]: i\n"
    )
    nodes = document.nodes
    order = {id(node): n for n, node in enumerate(nodes)}
    assert len(order) == len(nodes)
    for node in nodes:
        assert all(order[id(node)] < order[id(child)] for child in children_of(node))
    assert plain_words(document.blocks) == "a bcdfgh"
    assert [node.words for node in nodes if isinstance(node, Text)] == ["a ", "b", "c", "d", "f", "g", "h", "i"]
    assert list(walk(())) == []


def test_an_empty_text_is_an_empty_document() -> None:
    assert read_document("") == Document(())


def test_a_quotation_with_a_mark_of_an_alert_and_nothing_else_stays_one_within_a_list() -> None:
    (quotation,) = read_document("- > [!TIP]\n").all_of(Quotation)
    assert plain_words(quotation.children) == "[!TIP]"
    (paragraph,) = quotation.children
    assert isinstance(paragraph, Branch)
