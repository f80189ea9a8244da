"""What becomes of HTML as people write it: text, headings, links and pictures, and what is told of the rest."""

from __future__ import annotations

import pytest

from site_builder.adapters.importing import html_text


def read(html: str, base: str = "", *, whole_page: bool = False) -> html_text.Markdown:
    """Return the Markdown of HTML beside which one picture is."""
    return html_text.read(html, base=base, picture={"a.png": "a.png"}.get, whole_page=whole_page)


@pytest.mark.parametrize(
    ("html", "body"),
    [
        ("H<sub>2</sub>O, x<sup>2</sup>, <kbd>K</kbd>, <cite>C</cite><sub> </sub>", "H<sub>2</sub>O, x<sup>2</sup>, <kbd>K</kbd>, <cite>C</cite>"),
        ("<dl><dt>Miles</dt><dd>Fewer</dd><dt></dt><dd></dd></dl>", "**Miles**\n\nFewer"),
        ("<h2>A</h2><h3>B</h3><h4><b>C</b> c</h4><h2>D</h2><h5>E</h5>", "## A\n\n### B\n\n#### C c\n\n## D\n\n### E"),
        ("<h2>A<br>B</h2>", "## A B"),
        ("<h2><div><p>A</p> <p>B</p></div></h2>", "## A B"),
        (f"<p><b>{'many ' * 13}words</b></p><p><b>How</b></p><p><b>So.</b></p>", f"**{'many ' * 13}words**\n\n## How\n\n**So.**"),
        ("<ul><li><h3>a</h3></li></ul><blockquote><h3></h3>b</blockquote>", "- **a**\n\n> b"),
        ('<a href="http://[">a</a>, <a href="https://a.example/"></a><a href="#top">b</a>, <a>c</a>', "a, b, c"),
        ('<p>a <a href="https://a.example/"><img src="a.png" alt="A"></a> b</p>', "a ![A](a.png) b"),
        ('<h2>Map <img src="a.png" alt="A"></h2><p>b</p>', "## Map\n\n![A](a.png)\n\nb"),
        ('<table><tr><td>a<td><img src="a.png" alt="A"><tr><td>b<td>c</table>', "| a |  |\n| --- | --- |\n| b | c |\n\n![A](a.png)"),
        ('<p><strong>a <img src="a.png" alt="A"></strong> b</p>', "**a** ![A](a.png) b"),
    ],
)  # fmt: skip
def test_html_as_people_write_it(html: str, body: str) -> None:
    assert read(html).body == body


@pytest.mark.parametrize(
    ("html", "title", "body"),
    [
        ("<title>Bins</title><p>Text</p>", "Bins", "Text"),
        ("<header>logo</header><aside>more</aside><h1>Bins</h1><p>Text<!-- c --></p><style>p {}</style>", "Bins", "Text"),
        ("<div role='main'><header>Words above</header><p>Text</p></div><p>menu</p>", "", "Words above\n\nText"),
        ("<article><p>Text</p></article><p>menu</p>", "", "Text"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_of_a_page_only_the_main_part_is_taken(html: str, title: str, body: str) -> None:
    page = read(html, whole_page=True)

    assert (page.title, page.body, page.notes) == (title, body, [])


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<img src='data:image/png;base64,xx' alt='A map'>", "a picture inside the page (A map) could not be taken"),
        ("<img src='data:image/png;base64,xx'>", "a picture inside the page could not be taken"),
        ("<img src='b.png'>", "the picture https://old.example/b.png has to be fetched and put beside the story"),
        ("<img src='http://['>", "the picture http://[ has to be fetched and put beside the story"),
        ("<a href='http://['>words</a>", "the link of 'words' led to http://[, which cannot be followed"),
    ],
)
def test_what_cannot_be_taken_is_reported(html: str, said: str) -> None:
    assert [note.said for note in read(html, "https://old.example/").notes] == [said]


def test_a_page_whose_own_address_is_none_keeps_its_links() -> None:
    page = read("<a href='/a'>a</a> <a href='https://a.example/'>b</a>", "http://[")

    assert page.body == "a [b](https://a.example/)"
