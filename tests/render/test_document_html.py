"""The HTML of a document, on its page and in feeds."""

from __future__ import annotations

import re
from itertools import product

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.content.document import Document, Table
from site_builder.content.html_tags import ALLOWED
from site_builder.content.markdown import read_document
from site_builder.render.document_html import Surroundings, feed_html, page_html
from site_builder.render.picture_html import Picture

LINKS = {"b.md": "../b/", "https://a.uk": "https://a.uk", "x": 'q?a=1&b="2"'}
PICTURES = {
    "p.png": Picture("p.png"),
    "w.jpg": Picture("w.webp", 1600, 900, "w-800.webp 800w, w.webp 1600w"),
    "x.png": Picture('a&"b".png'),
}
SITE = Surroundings(LINKS.get, PICTURES.get)


def page(text: str, site: Surroundings = SITE) -> str:
    return page_html(read_document(text), site)


def feed(text: str, site: Surroundings = SITE) -> str:
    return feed_html(read_document(text), site)


def short(abbreviations: dict[str, str]) -> Surroundings:
    return Surroundings(LINKS.get, PICTURES.get, abbreviations)


# ---- What both have in common


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", ""),
        ("a *b* **c** ~~d~~ `e`\n", "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e</code></p>\n"),
        ("a\nb  \nc\n", "<p>a\nb<br>\nc</p>\n"),
        ("- a\n- b\n", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("- a\n\n- b\n", "<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>\n"),
        ("1. a\n2. b\n", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("0. a\n", '<ol start="0">\n<li>a</li>\n</ol>\n'),
        ("7. a\n", '<ol start="7">\n<li>a</li>\n</ol>\n'),
        ("- a\n  - b\n", "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n"),
        ("> a\n", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
        (">\n", "<blockquote>\n</blockquote>\n"),
        ("---\n", "<hr>\n"),
        ("```html\n<b> &amp;\n```\n", "<pre><code>&lt;b&gt; &amp;amp;\n</code></pre>\n"),
        ("<!-- a -->\n", ""),
        ("[a *b*](b.md)\n", '<p><a href="../b/">a <em>b</em></a></p>\n'),
        ('[a](b.md "c & \\"d\\"")\n', '<p><a href="../b/" title="c &amp; “d”">a</a></p>\n'),
        ("[a](x)\n", '<p><a href="q?a=1&amp;b=&quot;2&quot;">a</a></p>\n'),
        ("[a *b*](nowhere)\n", "<p>a <em>b</em></p>\n"),
        ("https://a.uk and https://b.uk\n", '<p><a href="https://a.uk">https://a.uk</a> and https://b.uk</p>\n'),
        ("![no <b> & picture](nowhere.png)\n", "<p>no &amp; picture</p>\n"),
        ("[![](nowhere.png)](b.md)\n", '<p><a href="../b/"></a></p>\n'),
        ("<details>\n\na\n\n</details>\n", "<details><summary>Details</summary>\n<p>a</p>\n</details>\n"),
        ('<span lang="cy">a</span><br>\n', '<p><span lang="cy">a</span><br></p>\n'),
    ],
)
def test_pages_and_feeds_write_the_same(text: str, written: str) -> None:
    written = written.replace("c &amp; “d”", "c &amp; &quot;d&quot;")
    assert page(text) == feed(text) == written


@pytest.mark.parametrize("write", [page, feed])
def test_what_could_be_html_is_escaped(write: type[str]) -> None:
    text = (
        'a &lt;script&gt; \\<b\\> &amp;amp; `<i>` [x](b.md "&quot;&gt;&lt;i&gt;") ![&quot;&lt;i&gt;](p.png "\'&gt;")\n'
    )
    written = write(text)
    assert "a &lt;script&gt; &lt;b&gt; &amp;amp; <code>&lt;i&gt;</code>" in written
    assert 'title="&quot;&gt;&lt;i&gt;"' in written
    assert 'alt="&quot;&lt;i&gt;"' in written
    assert 'title="&#x27;&gt;"' in written


# ---- Feeds


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("## A *b*\n", "<h2>A <em>b</em></h2>\n"),
        ("- [ ] a\n- [x] b\n", "<ul>\n<li>☐ a</li>\n<li>☑ b</li>\n</ul>\n"),
        ("![a](p.png)\n", '<p><img src="p.png" alt="a"></p>\n'),
        ('![](x.png "t")\n', '<p><img src="a&amp;&quot;b&quot;.png" alt="" title="t"></p>\n'),
        ("![a](w.jpg)\n", '<p><img src="w.webp" alt="a" width="1600" height="900"></p>\n'),
        ("> a\n> — *B*, C\n",
         "<figure>\n<blockquote>\n<p>a</p>\n</blockquote>\n<figcaption>— <em>B</em>, C</figcaption>\n</figure>\n"),
        ("> [!WARNING]\n> a\n", "<blockquote>\n<p><strong>Warning</strong></p>\n<p>a</p>\n</blockquote>\n"),
        ("a[^1] b[^1]\n\n[^1]: c\n", "<p>a<sup>1</sup> b<sup>1</sup></p>\n<hr>\n<ol>\n<li>\n<p>c</p>\n</li>\n</ol>\n"),
        ("|a|b|c|\n|:-|:-:|-:|\n|d|e|\n",
         ('<table>\n<thead>\n<tr>\n<th align="left">a</th>\n<th align="center">b</th>\n<th align="right">c</th>\n</tr>\n'
         '</thead>\n<tbody>\n<tr>\n<td align="left">d</td>\n<td align="center">e</td>\n<td align="right"></td>\n</tr>\n'
         "</tbody>\n</table>\n")),
        ("|a|\n|-|\n", "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n</table>\n"),
    ],
)  # fmt: skip
def test_a_feed_has_plain_html(text: str, written: str) -> None:
    assert feed(text) == written


# ---- Pages


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("## It's *b*\n",
         '<h2 id="its-b">It’s <em>b</em><a class="headerlink" href="#its-b" aria-hidden="true" tabindex="-1" title="Link to this section">¶</a></h2>\n'),
        ("- [ ] a\n- [x] b\n",
         ('<ul>\n<li><span class="st-box" role="img" aria-label="To do">☐</span> a</li>\n'
         '<li><span class="st-box" role="img" aria-label="Done">☑</span> b</li>\n</ul>\n')),
        ("![a](p.png)\n", '<p><img src="p.png" alt="a" loading="lazy"></p>\n'),
        ('![a](w.jpg "t")\n',
         ('<p><img src="w.webp" alt="a" srcset="w-800.webp 800w, w.webp 1600w" sizes="(min-width: 48rem) 42rem, 100vw" '
         'width="1600" height="900" loading="lazy" title="t"></p>\n')),
        ("> a\n> — B\n",
         '<figure class="st-quote">\n<blockquote>\n<p>a</p>\n</blockquote>\n<figcaption>B</figcaption>\n</figure>\n'),
        ("> [!NOTE]\n> a\n", '<div class="admonition note">\n<p class="admonition-title">Note</p>\n<p>a</p>\n</div>\n'),
        ("|a|b|c|\n|:-|:-:|-:|\n",
         ('<table>\n<thead>\n<tr>\n<th class="st-left">a</th>\n<th class="st-center">b</th>\n<th class="st-right">c</th>\n'
         "</tr>\n</thead>\n</table>\n")),
        ("a[^1] b[^x] c[^1]\n\n[^1]: d\n[^x]: e\n",
         ('<p>a<sup id="fnref:1"><a class="footnote-ref" href="#fn:1" aria-label="Footnote 1">1</a></sup> '
         'b<sup id="fnref:2"><a class="footnote-ref" href="#fn:2" aria-label="Footnote 2">2</a></sup> '
         'c<sup id="fnref:1:2"><a class="footnote-ref" href="#fn:1" aria-label="Footnote 1">1</a></sup></p>\n'
         '<div class="footnote">\n<hr>\n<ol>\n<li id="fn:1">\n<p>d</p>\n<p>'
         '<a class="footnote-backref" href="#fnref:1" aria-label="Back to footnote 1 in the text">↩</a> '
         '<a class="footnote-backref" href="#fnref:1:2" aria-label="Back to footnote 1 in the text (2)">↩</a></p>\n</li>\n'
         '<li id="fn:2">\n<p>e</p>\n<p>'
         '<a class="footnote-backref" href="#fnref:2" aria-label="Back to footnote 2 in the text">↩</a></p>\n</li>\n'
         "</ol>\n</div>\n")),
    ],
)  # fmt: skip
def test_a_page_has_what_its_readers_need(text: str, written: str) -> None:
    assert page(text) == written


# ---- Who is quoted


@pytest.mark.parametrize(
    ("text", "quoted", "speaker"),
    [
        ("> a\n> — B\n", "<p>a</p>", "B"),
        ("> a\n> – B\n", "<p>a</p>", "B"),
        ("> a\n> --- B\n", "<p>a</p>", "B"),
        ("> a\n> -- B\n", "<p>a</p>", "B"),
        ("> a\n>\n> — B, *C*\n", "<p>a</p>", "B, <em>C</em>"),
        ("> a  \n> — B\n", "<p>a</p>", "B"),
        ("> a\n> b\n> — [C](b.md)\n", "<p>a\nb</p>", '<a href="../b/">C</a>'),
        ("> a — b\n> — C — D\n", "<p>a — b</p>", "C — D"),
        ("> - a\n>\n> — B\n", "<ul>\n<li>a</li>\n</ul>", "B"),
        ("> a\n>\n> b\n> — C\n", "<p>a</p>\n<p>b</p>", "C"),
    ],
)
def test_the_last_line_of_a_quotation_says_who_is_quoted(text: str, quoted: str, speaker: str) -> None:
    found = re.fullmatch(
        r'<figure class="st-quote">\n<blockquote>\n(.*)\n</blockquote>\n<figcaption>(.*)</figcaption>\n</figure>\n',
        page(text),
        re.DOTALL,
    )
    assert found
    assert found.groups() == (quoted, speaker)


@pytest.mark.parametrize(
    "text",
    [
        "> — B\n", "> a — B\n", "> a\n> —B\n", "> a\n> —\n", "> a\n> — <!-- b -->\n", "> a\n> - B\n", "> a\n> *— B*\n", "> a\n> — B\n>\n> c\n",
        "> a\n>\n> - — B\n", "> a\n> — B\n> c\n", "> a\n> `— B`\n", "a\n— B\n", "> [!NOTE]\n> a\n> — B\n", "> ![](p.png)\n",
        "> # — B\n", "> ---\n", "> <details>\n> — B\n> </details>\n", "> a\n> <br>— B\n", ">\n",
    ],
)  # fmt: skip
def test_no_other_dash_says_who_is_quoted(text: str) -> None:
    assert "<figure" not in page(text)
    assert "<figure" not in feed(text)


# ---- Tables


def table(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n|{'---|' * len(cells)}\n"


@pytest.mark.parametrize(
    ("cells", "fits"),
    [
        (["a", "b", "c"], True),
        (["a" * 32], True),
        (["a" * 33], False),
        (["a" * 15, "b" * 15], True),
        (["a" * 15, "b" * 16], False),
        (["a few short words of a sentence", "a few short words of a sentence"], True),
        (["a few short words of a sentence"] * 3, False),
        ([""] * 17, True),
        ([""] * 18, False),
    ],
)
def test_a_table_that_is_too_wide_for_a_phone_scrolls(cells: list[str], *, fits: bool) -> None:
    assert ("st-table" not in page(table(*cells))) is fits
    assert "st-table" not in feed(table(*cells))


def test_the_widest_cell_of_a_column_counts() -> None:
    assert "st-table" in page(table("a", "b") + "| c |\n" + f"| {'d' * 32} |\n")


def test_a_region_that_scrolls_has_a_name_of_its_own() -> None:
    wide = table("a" * 40) + "\n"
    written = page(f'{wide}## Costs & "gains"\n\n{wide}{wide}## More\n\n{wide}')
    assert re.findall(r'<div class="st-table" role="region" tabindex="0" aria-label="([^"]*)"><table>', written) == [
        "Table",
        "Table: Costs &amp; “gains”",
        "Table: Costs &amp; “gains” (2)",
        "Table: More",
    ]


# ---- Abbreviations


@pytest.mark.parametrize("write", [page, feed])
@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("LGA and LGA\n", '<p><abbr title="A &amp; B">LGA</abbr> and LGA</p>\n'),
        ("LGA\n\nLGA\n", '<p><abbr title="A &amp; B">LGA</abbr></p>\n<p>LGA</p>\n'),
        ("the LGA's, (NHS).\n",
         '<p>the <abbr title="A &amp; B">LGA</abbr>’s, (<abbr title="N">NHS</abbr>).</p>\n'),
        ("LGAs xLGA LGA_ lga\n", "<p>LGAs xLGA LGA_ lga</p>\n"),
        ("`LGA`\n\n    LGA\n", "<p><code>LGA</code></p>\n<pre><code>LGA\n</code></pre>\n"),
        ("NHS England and NHS\n", '<p><abbr title="NE">NHS England</abbr> and <abbr title="N">NHS</abbr></p>\n'),
        ('<abbr title="Own">LGA</abbr> LGA\n', '<p><abbr title="Own">LGA</abbr> LGA</p>\n'),
        ("R&amp;D R&D\n", '<p><abbr title="RD">R&amp;D</abbr> R&amp;D</p>\n'),
        ("[LGA](b.md) **NHS**\n",
         '<p><a href="../b/"><abbr title="A &amp; B">LGA</abbr></a> <strong><abbr title="N">NHS</abbr></strong></p>\n'),
        ("https://a.uk ![LGA](nowhere.png) LGA\n",
         '<p><a href="https://a.uk">https://a.uk</a> LGA <abbr title="A &amp; B">LGA</abbr></p>\n'),
        ("C++ is C++.\n", '<p><abbr title="C">C++</abbr> is C++.</p>\n'),
        ("amp lt & <\n", "<p>amp lt &amp; &lt;</p>\n"),
    ],
)  # fmt: skip
def test_the_first_use_of_an_abbreviation_is_marked(write: object, text: str, written: str) -> None:
    meanings = {"LGA": "A & B", "NHS": "N", "NHS England": "NE", "R&D": "RD", "C++": "C", "amp;": "?"}
    assert callable(write)
    assert write(text, short(meanings)) == written


def test_each_document_starts_again() -> None:
    document, site = read_document("LGA\n"), short({"LGA": "A"})
    assert page_html(document, site) == page_html(document, site) == '<p><abbr title="A">LGA</abbr></p>\n'


# ---- Whatever is written

NESTED = ("details", "summary", "sub", "i", "abbr", "b", "div", "script", "a")
PIECES = st.one_of(
    st.text(max_size=6),
    st.sampled_from(
        ["\n", "\n\n", "> ", "- ", "1. ", "# ", "|", "\n|-|-|\n", "```\n", "`", "*", "_", "~~", "[", "](x)", "![", "](p)",
         "[^1]", "\n\n[^1]: ", "[!NOTE]\n", "<!--", "-->", "<", ">", "&", "&lt;", '"', "'", "\\", "    ", "https://a.uk/_",
         "javascript:alert(1)", "[x](javascript:a)", "<https://a.uk>", "LGA", "— ", "- [x] ", "<br>", "<a onclick=x>"]
    ),
    st.sampled_from([f"<{slash}{name}{more}>" for slash, name, more in
                     product(("", "/"), NESTED, ("", ' title="x"', " onclick=y", ' lang="cy"'))]),
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=25).map("".join)
ANYTHING = Surroundings(
    lambda target: f"L{len(target)}", lambda target: Picture(f"P{len(target)}", 1, 2, "P 1w"), {"LGA": "A"}
)
OF_PAGES = {
    "class", "id", "href", "title", "src", "srcset", "sizes", "alt", "width", "height", "loading", "start", "lang", "role",
    "tabindex", "aria-label", "aria-hidden",
}  # fmt: skip
OF_FEEDS = {"href", "title", "src", "alt", "width", "height", "start", "lang", "align"}
ELEMENTS = {
    "p", "em", "strong", "del", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "h1", "h2", "h3", "h4", "h5", "h6",
    "table", "thead", "tbody", "tr", "th", "td", "a", "img", "figure", "figcaption", "div", *ALLOWED,
}  # fmt: skip


def checked(written: str, attributes: set[str]) -> None:
    """Parse HTML as strictly as possible, and look at all that is in it."""
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    fragment = parser.parseFragment(written, container="div")
    surprises = {"invalid-codepoint"}  # the parser's own, for characters such as U+FFFE, which harm nobody
    assert [error for error in parser.errors if error[1] not in surprises] == []
    for element in fragment.iter():
        if element is fragment or not isinstance(element.tag, str):
            continue
        assert element.tag in ELEMENTS
        assert set(element.attrib) <= attributes
        for name in ("href", "src"):
            assert re.fullmatch(r"[LP]\d+|#fn(?:ref)?:\d+(?::\d+)?|#\S+|", element.get(name, ""))


@given(TEXTS)
def test_a_page_has_nothing_but_what_is_written_here(text: str) -> None:
    document = read_document(text)
    written = page_html(document, ANYTHING)
    checked(written, OF_PAGES)
    ids = re.findall(r' id="([^"]*)"', written)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r' href="#([^"]*)"', written)) <= set(ids)


@given(TEXTS)
def test_a_feed_has_nothing_but_what_is_written_here(text: str) -> None:
    checked(feed_html(read_document(text), ANYTHING), OF_FEEDS)


@given(TEXTS)
def test_without_a_site_there_are_no_links_and_no_pictures(text: str) -> None:
    nothing = Surroundings(lambda _: None, lambda _: None)
    assert not re.search(r"<(?:img|a)\b", feed_html(read_document(text), nothing))


def test_a_document_of_a_kind_that_is_not_known_is_no_silence() -> None:
    (block,) = read_document("|a|\n|-|\n").all_of(Table)
    with pytest.raises(KeyError):
        page_html(Document((block.rows[0],)), SITE)
