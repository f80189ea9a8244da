from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.content.body import Heading, Link, Tag, scan


@pytest.mark.parametrize(
    ("body", "headings"),
    [
        pytest.param("## How\n", [(2, "How", 0)], id="number signs"),
        pytest.param("\n##How ##\n", [(2, "How", 1)], id="no space, closed"),
        pytest.param("# A\n\n###### F\n", [(1, "A", 0), (6, "F", 5)], id="first and last level"),
        pytest.param("####### G\n", [(6, "# G", 0)], id="a seventh level, as Python-Markdown has it"),
        pytest.param("##\n\n## #\n", [], id="without a text"),
        pytest.param("A\n===\n\nB\n-\n", [(1, "A", 0), (2, "B", 7)], id="underlined"),
        pytest.param("A\r\n===\r\n\r\n## B\r\n", [(1, "A", 0), (2, "B", 10)], id="CRLF"),
        pytest.param("## A\n---\n", [(2, "A", 0)], id="a rule below a heading"),
        pytest.param("\n---\n", [], id="a rule"),
        pytest.param("a | b\n--- | ---\n", [], id="a table"),
        pytest.param("not ## a heading\n", [], id="number signs within"),
        pytest.param("```\n## A\n```\n\n## B\n", [(2, "B", 14)], id="code is left out"),
        pytest.param("<!--\n## A\n-->\n## B\n", [(2, "B", 14)], id="comments are left out"),
    ],
)
def test_headings_are_found(body: str, headings: list[tuple[int, str, int]]) -> None:
    assert scan(body).headings == tuple(Heading(*heading) for heading in headings)


@pytest.mark.parametrize(
    ("body", "links"),
    [
        pytest.param("[a](b.md)", [Link("b.md", 4)], id="link"),
        pytest.param("[a]( b.md )", [Link("b.md", 5)], id="spaces"),
        pytest.param('[a](b.md "title")', [Link("b.md", 4)], id="title"),
        pytest.param("[a](<b c.md>)", [Link("b c.md", 5)], id="angles"),
        pytest.param("[a](<b.md)", [Link("<b.md", 4)], id="half an angle"),
        pytest.param("[a](b_(c).md)", [Link("b_(c).md", 4)], id="round brackets"),
        pytest.param("[a]()", [Link("", 4)], id="empty"),
        pytest.param("![a](b.png)", [Link("b.png", 5, is_image=True, alt="a")], id="image"),
        pytest.param("![](b.png)", [Link("b.png", 4, is_image=True)], id="image without a text"),
        pytest.param("![ ](b.png)", [Link("b.png", 5, is_image=True)], id="image with a space for a text"),
        pytest.param(
            "[![a](b.png)](c.md)",
            [Link("b.png", 6, is_image=True, alt="a"), Link("c.md", 14)],
            id="image in a link",
        ),
        pytest.param("[a]: b.md\n", [Link("b.md", 5)], id="reference"),
        pytest.param("   [a]: <b.md>\n", [Link("b.md", 9)], id="reference in angles"),
        pytest.param("    [a]: b.md\n", [], id="reference too far to the right"),
        pytest.param("- b\n\n    [a]: //c.uk\n", [Link("//c.uk", 14)], id="reference to another site, as far"),
        pytest.param("> [a]: b.md\n", [Link("b.md", 7)], id="reference in a quotation"),
        pytest.param("1. > [a]: b.md\n", [Link("b.md", 10)], id="reference in a quotation of a list"),
        pytest.param("[a]:\n  b.md\n", [Link("b.md", 7)], id="reference over two lines"),
        pytest.param("[a](\n b.md)", [Link("b.md", 6)], id="link over two lines"),
        pytest.param("b\n\n    <!--\n\n[a](b.md)\n\n    -->", [Link("b.md", 17)], id="after what may be code"),
        pytest.param("<https://a.uk/b>", [Link("https://a.uk/b", 1)], id="address in angles"),
        pytest.param("<a@b.uk> or a < b", [], id="other things in angles"),
        pytest.param('<a href="b.md">', [Link("b.md", 9)], id="HTML link"),
        pytest.param("<a href='b.md'>", [Link("b.md", 9)], id="HTML link, the other quotes"),
        pytest.param("<a href=b.md>", [Link("b.md", 8)], id="HTML link, no quotes"),
        pytest.param("<A\nHREF = 'b.md'>", [Link("b.md", 11)], id="HTML link over two lines"),
        pytest.param('<img src="b.png">', [Link("b.png", 10, is_image=True)], id="HTML image"),
        pytest.param('<img alt=" a " src="b.png">', [Link("b.png", 20, is_image=True, alt="a")], id="HTML image, text"),
        pytest.param("<img src=\"b.png\" alt='a'>", [Link("b.png", 10, is_image=True, alt="a")], id="text after it"),
        pytest.param('<video src="b.mp4" alt="a">', [Link("b.mp4", 12)], id="not an image"),
        pytest.param("</a href='b.md'>", [Link("b.md", 10)], id="even in a closing tag"),
        pytest.param("text{: href='b.md' }", [Link("b.md", 13)], id="attribute list"),
        pytest.param("`[a](b.md)` [c](d.md)", [Link("d.md", 16)], id="code is left out"),
        pytest.param("<!-- [a](b.md) --> [c](d.md)", [Link("d.md", 23)], id="comments are left out"),
    ],
)
def test_links_and_images_are_found(body: str, links: list[Link]) -> None:
    assert scan(body).links == tuple(links)


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        pytest.param("<b>x</b>", [Tag("b", (), 0)], id="tag"),
        pytest.param("a <SCRIPT>", [Tag("script", (), 2)], id="capitals"),
        pytest.param("<script", [Tag("script", (), 0)], id="never closed"),
        pytest.param("<script\n>", [Tag("script", (), 0)], id="closed on the next line"),
        pytest.param("<svg/onload=x>", [Tag("svg", ("onload",), 0)], id="slash for a space"),
        pytest.param("<a x=1 Y='2' z=\"3\" w>", [Tag("a", ("x", "y", "z"), 0)], id="attributes with a value"),
        pytest.param("<a title='>' onclick=x>", [Tag("a", ("title", "onclick"), 0)], id="angle within quotes"),
        pytest.param('<img src=x onerror="alert(1)', [Tag("img", ("src", "onerror"), 0)], id="quote never closed"),
        pytest.param("<a b>1 < 2 <3 <-x", [Tag("a", (), 0)], id="other angles"),
        pytest.param("<me@example.org> <https://a.uk>", [], id="addresses"),
        pytest.param("text {: onclick=x }", [Tag("", ("onclick",), 5)], id="attribute list"),
        pytest.param("*Bore da*{ lang=cy }", [Tag("", ("lang",), 9, "cy")], id="language in an attribute list"),
        pytest.param("<i lang='cy'>", [Tag("i", ("lang",), 0, "cy")], id="language in a tag"),
        pytest.param("# A {onclick=x}", [Tag("", ("onclick",), 4)], id="attribute list without a colon"),
        pytest.param("{only one, in style}", [Tag("", (), 0)], id="prose between braces"),
        pytest.param("a <b and only one = two", [Tag("b", ("one",), 2)], id="prose after an angle"),
        pytest.param("`<a>` ``<b> ` <b>`` <c>", [Tag("c", (), 20)], id="code spans"),
        pytest.param("` <a>\n\n` <b>", [Tag("a", (), 2), Tag("b", (), 9)], id="no code span over a blank line"),
        pytest.param("` <a>\r\n \r\n` <b>", [Tag("a", (), 2), Tag("b", (), 12)], id="nor with CRLF"),
        pytest.param("`` <a>\n\n<b>", [Tag("a", (), 3), Tag("b", (), 8)], id="a blank line is no pair of backticks"),
        pytest.param("` <a> `` <b>", [Tag("a", (), 2), Tag("b", (), 9)], id="backticks that do not match"),
        pytest.param("```\n<a>\n```\n<b>", [Tag("b", (), 12)], id="fence"),
        pytest.param("~~~~ html\n<a>\n~~~\n<a>\n~~~~~\n<b>", [Tag("b", (), 28)], id="fence closed by as many or more"),
        pytest.param("```\n<a>\n~~~\n<a>\n```\n<b>", [Tag("b", (), 20)], id="fence of the other kind within"),
        pytest.param(
            "```\n<a>\n``` x\n<a>\n```\n<b>",
            [Tag("b", (), 22)],
            id="a word after the mark does not close a fence",
        ),
        pytest.param("> ```\n> <a>\n> ```\n<b>", [Tag("b", (), 18)], id="fence in a quotation"),
        pytest.param("```\n<a>\n", [Tag("a", (), 4)], id="fence never closed is none"),
        pytest.param("```a``` b\n<c>\n```d``` e\n", [Tag("c", (), 10)], id="code spans of three are no fences"),
        pytest.param("<!-- <a> --> <b>", [Tag("b", (), 13)], id="comment"),
        pytest.param("<!--> <b>", [Tag("b", (), 6)], id="comment that is closed at once"),
        pytest.param("<!-- <a>", [Tag("a", (), 5)], id="comment never closed is none"),
    ],
)
def test_raw_html_is_found(body: str, tags: list[Tag]) -> None:
    assert scan(body).tags == tuple(tags)


@pytest.mark.parametrize(
    ("target", "scheme"),
    [
        ("https://example.org", "https"),
        ("HTTPS://example.org", "https"),
        ("mailto:a@example.org", "mailto"),
        ("javascript:alert(1)", "javascript"),
        ("java\tscript:alert(1)", "javascript"),
        (" javascript:alert(1)", "javascript"),
        ("java&#115;cript:alert(1)", "javascript"),
        ("javascript&colon;alert(1)", "javascript"),
        ("&#x6A;avascript:alert(1)", "javascript"),
        ("a.md", ""),
        ("a.md#b:c", ""),
        ("../a:b.md", ""),
        ("//example.org", ""),
        ("#part", ""),
        ("", ""),
    ],
)
def test_the_scheme_is_read_as_a_browser_reads_it(target: str, scheme: str) -> None:
    assert Link(target, 0).scheme == scheme


@pytest.mark.parametrize(
    ("body", "is_empty"),
    [
        ("", True),
        (" \n\t\r\n", True),
        ("<!-- What was the problem? -->\n\n## How it works\n\n<!-- Who did what? -->\n", True),
        ("How it works\n------------", False),
        ("---\n\n***", False),
        ("a", False),
        ("- a", False),
    ],
)
def test_a_body_without_text_is_empty(body: str, *, is_empty: bool) -> None:
    assert scan(body).is_empty is is_empty


MARKDOWN = st.lists(
    st.sampled_from(
        [
            "# A\n",
            "B\n---\n",
            "[a](b.md)",
            "![c](d.png)",
            "`",
            "``",
            "```\n",
            "~~~\n",
            "<!--",
            "-->",
            "<a href='b'>",
            "<b",
            "{: x=y }",
            "text ",
            "\n",
            "\r\n",
            "\n\n",
            "> ",
            "<https://a.uk>",
            "[r]: s\n",
            "(",
            "]",
            "'",
            '"',
        ]
    ),
    max_size=30,
).map("".join)


@given(MARKDOWN)
def test_what_is_found_stands_where_it_is_said_to_stand_in_order(body: str) -> None:
    found = scan(body)
    for heading in found.headings:
        assert heading.text in body[heading.offset :].partition("\n")[0]
    for link in found.links:
        assert body.startswith(link.target, link.offset)
    for tag in found.tags:
        assert body[tag.offset] in "<{"
        assert tag.name in body[tag.offset :].lower()
    for offsets in ([h.offset for h in found.headings], [x.offset for x in found.links]):
        assert offsets == sorted(offsets)


@given(MARKDOWN)
def test_text_before_and_after_a_blank_line_does_not_change_what_is_found(body: str) -> None:
    alone, below = scan(body), scan(f"Before.\n\n{body}")
    assert [(tag.name, tag.offset + 9) for tag in alone.tags] == [(tag.name, tag.offset) for tag in below.tags]
    assert [link.target for link in alone.links] == [link.target for link in below.links]


def test_a_footnote_is_not_a_link_reference() -> None:
    assert scan("Text.[^1]\n\n[^1]: The footnote's text.\n").links == ()
