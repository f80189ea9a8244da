"""What GitHub adds to CommonMark reads as on GitHub; cmark-gfm, GitHub's own parser, is the referee.

The sections are those of the specification of GitHub Flavored Markdown. Footnotes and alerts are in GitHub's help alone.
"""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.content.document import Alert, Checkbox, Quotation
from site_builder.content.markdown import read_document
from tests.content.structure import githubs, ours, structure

TABLES = (  # 4.10
    "| Council | Visits |\n| --- | --- |\n| Hull | 12 |\n",
    "| a |\n| - |\n",
    "| left | middle | right |\n| :-- | :-: | --: |\n| 1 | 2 | 3 |\n",
    "a | b\n--- | ---\nc | d\n",
    "Words right above.\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "| a | b |\n|---|---|\n| too | few |\n| one |\n| far | too | many |\n|||\n",
    "| a | b |\n|---|---|\n| ends at | a quotation |\n> here\n",
    "| a | b |\n|---|---|\n| ends at | an empty line |\n\nhere\n",
    "| a | b |\n|---|---|\nwithout a pipe this is still a row\n",
    "| a | b |\n|---|\n| not as many columns | as above |\n",
    "| a\\|b | `c\\|d` |\n|---|---|\n| **e** \\| f | ~~g~~ |\n",
    "| a | b |\n|---|---|\n| # no heading | - no list |\n",
    "> | a | b |\n> |---|---|\n> | 1 | 2 |\n",
    "- | a | b |\n  |---|---|\n  | 1 | 2 |\n- c\n",
    "   | a | b |\n   |---|---|\n   | 1 | 2 |\n",
    "    | code | and no table |\n    |---|---|\n",
    '| a |\n|:-:|\n| ![picture](p.png) [link](l.md "title") <https://c.uk> |\n',
)
TASKS = (  # 5.3
    "- [ ] to do\n- [x] done\n- [X] done as well\n",
    "1. [ ] to do\n2. [x] done\n",
    "* [ ] a\n  * [x] b\n  * [ ] c\n",
    "- [ ] **bold**, [link](l.md) and `code`\n",
    "- []\n- [ ]no space\n- [y] another letter\n- \\[ ] escaped\n- a [ ] b\n",
    "- [ ] # no heading\n",
    "- [ ] a\n\n- [x] b with a line between\n",
    "[ ] in no list\n",
)
STRIKETHROUGH = (  # 6.5
    "~~gone~~ and ~gone~\n",
    "one ~~two\n\nthree~~ four\n",
    "~~~no~~~ and this ~~~neither~~~\n",
    "about ~5 to ~6\n",
    "~~**bold and gone**~~ **~~gone and bold~~** *~~a~~ b*\n",
    "wo~~rd~~s ~~wo~~rds wor~~ds~~\n",
    "~~ not gone ~~ \\~~not gone\\~~\n",
    "~~[link](l.md) `code ~~` https://a.uk~~\n",
)
ADDRESSES = (  # 6.9
    "www.commonmark.org\n",
    "Visit www.commonmark.org/help for more.\n",
    "Visit www.commonmark.org.\n\nVisit www.commonmark.org/a.b.\n",
    "(see www.a.uk/search?q=(business)) www.a.uk/search?q=(business) (www.a.uk/x) www.a.uk/x)+y\n",
    "www.a.uk/search?q=commonmark&hl=en\n\nwww.a.uk/search?q=commonmark&hl;\n",
    "www.a.uk/he<lp\n",
    "http://commonmark.org (https://encrypted.a.uk/search?q=Markup+(business)) HTTPS://LOUD.UK/Path\n",
    "foo@bar.baz hello@mail+xyz.example isn't valid, but hello+xyz@mail.example is.\n",
    "a.b-c_d@a.b a.b-c_d@a.b. a.b-c_d@a.b- a.b-c_d@a.b_ a.b-c_d@1.2\n",
    "https://a.uk/x_y_z https://a.uk/*x* https://a.uk/~~x~~ https://a.uk/x, https://a.uk/x: 'https://a.uk/x'\n",
    "https://a_b.uk https://a.b_c.uk https://x.a.b_c https://a.uk_ https://b.a_b.c.uk/d_e\n",
    "xhttps://a.uk 1https://a.uk -https://a.uk éhttps://a.uk xwww.a.uk *www.a.uk* ~www.a.uk~ -www.b.uk\n",
    "**https://a.uk** *https://a.uk/b* _https://a.uk/b_ **see https://a.uk/b.** ~~https://a.uk~~\n",
    "https:// http://. http://- https://_ http://… http://”http://b.uk https://é.uk https://a.uk/é–ü?ß=1#ö\n",
    "[https://a.uk](https://b.uk) [see https://a.uk here](x) ![https://a.uk](y) `https://a.uk` <https://a.uk>\n",
    "# https://a.uk\n\n| https://a.uk | a@b.uk |\n|---|---|\n| www.a.uk/_b_ | https://a.uk/*b*c* |\n",
    "https://a.uk/b_c_\nhttps://a.uk/*d*\n\n> https://a.uk/__e__\n",
    "“https://a.uk/x” ‘www.a.uk’ (https://a.uk) \"https://a.uk\" 'https://a.uk'\n",
    "https://a.uk/x...y https://a.uk/x--y https://a.uk/'x' https://a.uk/\"x\" www.a.uk/--... https://a.uk/x’s\n",
    "https://a.uk/?;?; https://a.uk/)) https://a.uk/(( https://a.uk/x&#; https://a.uk/x&y;&z; https://a.uk/;\n",
    "[see https://a.uk] [https://a.uk/] a [https://a.uk and\n\n[a] https://a.uk [[b] https://b.uk [c]] https://c.uk ] www.d.uk\n",
    "[see *this* https://a.uk and [that](x) a@b.uk] www.a.uk\n",
    "nobody@ @nobody no@body a@b.c-d a@b..c a@b.c.d a+@b.uk +a@b.uk é@b.uk\n",
)  # fmt: skip
FOOTNOTES = (
    "Text[^1] and more[^note].\n\n[^1]: First.\n\n[^note]: Second, with **bold**.\n",
    "Used[^b] before[^a].\n\n[^a]: A\n[^b]: B\n",
    "Twice[^1] used[^1].\n\n[^1]: Once told.\n",
    "Nobody told what[^it] is.\n",
    "Told and not used.\n\n[^1]: Unused.\n",
    "Letters[^Note] and[^nOTE].\n\n[^NOTE]: One note.\n",
    "Two of a name[^1].\n\n[^1]: This.\n\n[^1]: Not this.\n",
    "With blocks[^1].\n\n[^1]: One.\n\n    Two.\n\n    - list\n    - list\n\n    > quoted\n\nBehind.\n",
    "Right below[^1].\n[^1]: Note\nthat goes on.\n",
    "In turn[^1].\n\n[^1]: See[^2].\n\n[^2]: The end, and see[^1].\n",
    "> Quoted[^1].\n>\n> [^1]: In the quotation.\n\n- Item[^2]\n\n  [^2]: In the item.\n",
    "# Heading[^1]\n\n| a[^1] | b |\n|---|---|\n| c | d[^2] |\n\n[^1]: One\n[^2]: Two\n",
    "Code `[^1]` and \\[^1] are none.\n\n[^1]: Unused.\n",
)
LISTS = (
    "A list right below:\n- one\n- two\n",
    "A numbered one right below:\n1. one\n2. two\n",
    "A number that is none:\n2026. was a good year\n",
    "- by two\n  - spaces\n    - deep\n- back\n",
    "1. by three\n   - spaces\n   - more\n2. back\n",
    "1. by two\n  - spaces\n2. back\n",
    "- by four\n    - spaces\n        - deep\n",
    "1. one\n\nwords\n\n2. two\n3. three\n",
    "- one\n\n- loose\n- two\n",
    "- one\n* another list\n+ and another\n",
    "1) one\n2) two\n3. another list\n",
    "* one\n\n  more of one\n\n      code in it\n* two\n",
)


@pytest.mark.parametrize("text", [*TABLES, *TASKS, *STRIKETHROUGH, *ADDRESSES, *FOOTNOTES, *LISTS])
def test_the_structure_is_githubs(text: str) -> None:
    assert ours(text) == githubs(text)


DEPARTURES = {
    # cmark-gfm's own slips: it does not do what its specification says.
    "the mark of emphasis right after a host is taken for its part": (
        "_www.a.uk_ b\n",
        '<p><em><a href="http://www.a.uk">www.a.uk</a></em> b</p>',
    ),
    "code after an unmatched run of other backticks is not seen": (
        "`` ` `code` (c) `more`\n",
        "<p>`` <code> </code>code<code>(c)</code>more`</p>",
    ),
    "tasks in a quotation have no boxes (on github.com they do)": (
        "> - [ ] a\n",
        "<blockquote><ul><li>☐ a</li></ul></blockquote>",
    ),
    "tasks of a list that begins in another's item have no boxes (on github.com they do)": (
        "- - [ ] a\n",
        "<ul><li><ul><li>☐ a</li></ul></li></ul>",
    ),
    "a reference right above a table is no reference": (
        '[a]: /u "t"\n| b |\n|---|\n\n[a]\n',
        '<table><thead><tr><th>b</th></tr></thead></table><p><a href="/u" title="t">a</a></p>',
    ),
    "a line right below a reference is words": ("[a]: /u\n---\n", "<hr>"),
    "www. is linked without a host after it": ("(www.)\n", "<p>(www.)</p>"),
    "a mailbox may have a host that begins with a dot": ("a@.uk\n", "<p>a@.uk</p>"),
    "what is escaped in an address stays escaped": (
        "https://a.uk/?b&amp;c\\-d\n",
        '<p><a href="https://a.uk/?b&amp;c-d">https://a.uk/?b&amp;c-d</a></p>',
    ),
    "next to tildes emphasis is another thing": ("1~**&**\n", "<p>1~<strong>&amp;</strong></p>"),
    "footnotes of footnotes that nobody refers to are shown, and lead back to nothing": (
        "[^1]: a[^2]\n\n[^2]: b\n",
        "",
    ),
    # CommonMark 0.31, which is younger than cmark-gfm's 0.29.
    "signs such as emoji are punctuation beside emphasis": ("😀**:**\n", "<p>😀<strong>:</strong></p>"),
    # pulldown-cmark's own ways, of no consequence for what editors write.
    "spaces alone do not make a row of a table": (
        "| a |\n|---|\n| b |\n    | c |\n",
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr><tr><td>c</td></tr></tbody></table>",
    ),
    "a table of one column needs a pipe in its first row": ("a\n|-\n", "<p>a |-</p>"),
    "a row of dashes may begin like a list": (
        "a | b\n- | -\n",
        "<table><thead><tr><th>a</th><th>b</th></tr></thead></table>",
    ),
    "a row of dashes may have spaces in it": ("| a |\n| - - |\n", "<table><thead><tr><th>a</th></tr></thead></table>"),
    "a box needs no words after it": ("- [ ]\n", "<ul><li>☐ </li></ul>"),
    "a single tilde within a word strikes nothing": ("CO~2~\n", "<p>CO~2~</p>"),
    "double tildes are read as marks beside any letter": ('a~~"b"~~\n', '<p>a<del>"b"</del></p>'),
    "a footnote in the words of a link takes the link away": (
        "[a[^1]](b)\n\n[^1]: c\n",
        "<p>[a<sup>1</sup>](b)</p><hr><ol><li><p>c</p></li></ol>",
    ),
    "a label of a footnote may have a space": (
        "a[^b c]\n\n[^b c]: d\n",
        "<p>a<sup>1</sup></p><hr><ol><li><p>d</p></li></ol>",
    ),
    # Our own choice.
    "addresses of FTP, which no browser opens, are words": ("ftp://a.uk\n", "<p>ftp://a.uk</p>"),
}
"""Where we differ: what is known of GitHub's reader or of ours, a text, and what we make of it."""


@pytest.mark.parametrize(("text", "html"), DEPARTURES.values(), ids=DEPARTURES.keys())
def test_the_departures_are_these(text: str, html: str) -> None:
    assert ours(text) == structure(html)
    assert ours(text) != githubs(text)


@pytest.mark.parametrize(
    ("text", "is_ticked"),
    [
        ("- [ ] a\n- [x] b\n- [X] c\n- [ ] d [x]\n\n[x]: y\n", [False, True, True, False]),
        ("> 1. [x] a\n> 2. [ ] b\n", [True, False]),
    ],
)
def test_a_box_is_ticked_where_its_own_mark_says_so(text: str, is_ticked: list[bool]) -> None:
    assert [box.is_ticked for box in read_document(text).all_of(Checkbox)] == is_ticked


# ---- Alerts, which cmark-gfm does not know


@pytest.mark.parametrize("alert", Alert)
def test_a_quotation_with_a_mark_alone_in_its_first_line_is_an_alert(alert: Alert) -> None:
    text = f"> [!{alert.upper()}]\n> Words.\n>\n> - list\n"
    (quotation,) = read_document(text).all_of(Quotation)
    assert quotation.alert is alert
    title = f"<p><strong>{alert}</strong></p>"
    assert ours(text) == structure(f"<blockquote>{title}<p>Words.</p><ul><li>list</li></ul></blockquote>")


@pytest.mark.parametrize(
    "text",
    [
        "> [!NOTE] Words after it\n",
        "> [!DANGER]\n> No such kind.\n",
        "> Words first.\n> [!NOTE]\n",
        "> \\[!NOTE]\n> Escaped.\n",
        "- > [!NOTE]\n  > In a list.\n",
        "> > [!TIP]\n> > In a quotation.\n",
        "> > [!TIP]\n> > - In a quotation.\n",
        "[!NOTE]\nNo quotation.\n",
    ],
)
def test_everything_else_is_a_quotation_that_shows_its_mark(text: str) -> None:
    assert ours(text) == githubs(text)
    assert all(quotation.alert is None for quotation in read_document(text).all_of(Quotation))


# ---- Generated texts

MARKS = (
    "the", "council", "It's", '"open"', "a*b*", "**bold**", "*em*", "_em_", "__bold__", "snake_case_name", "`code`",
    "``co`de``", "[x](y.md)", '[x](<y z.md> "title")', "![p](p.png)", "https://a.uk/x_y_/z.", "www.b.uk", "a@b.uk",
    "x--y", "...", "~~s~~", "1.", "-", "+", "*", "_", "**", "[ref]", "[that][ref]", "[^1]", "(c)", "&amp;", "&copy;",
    "\\*", "<https://c.uk>", "2013", "#", ">", "é", "“q”", "!", "<br>", "😀",
)  # fmt: skip
MARKERS = ("- ", "* ", "+ ", "1. ", "2. ", "10) ", "- [ ] ", "- [x] ")

lines = st.lists(st.sampled_from(MARKS), min_size=1, max_size=8).map(" ".join)


def indented(indents: tuple[int, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from(indents).map(" ".__mul__)


def joined(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map("".join)


def many(one: st.SearchStrategy[str], least: int, most: int) -> st.SearchStrategy[str]:
    return st.lists(one, min_size=least, max_size=most).map("\n".join)


def quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.replace("[ ] ", "").replace("[x] ", "").splitlines())


rows = st.lists(lines, min_size=2, max_size=2).map(lambda cells: f"| {cells[0]} | {cells[1]} |")
blocks = st.recursive(
    st.one_of(
        joined(st.sampled_from(["# ", "## ", "###### "]), lines),
        many(joined(indented((0, 1, 2, 3)), lines), 1, 3),
        many(joined(indented((0, 2, 3, 4)), st.sampled_from(MARKERS), lines), 1, 6),
        many(rows, 0, 3).map("| a | b |\n|---|:-:|\n{}\n".format),
        lines.map("```\n{}\n```".format),
        lines.map(lambda line: f"[^1]: {line.replace('[^1]', '')}"),
        st.just('\n[ref]: /u "t"\n'),
        st.sampled_from(["---", "***", "==="]),
        lines,
    ),
    lambda inner: inner.map(quoted),
    max_leaves=2,
)
soups = st.lists(joined(blocks, st.sampled_from(["\n", "\n\n", "\n\n"])), min_size=1, max_size=7).map("".join)

NAMES = ("Leeds", "Hull", "the County Council", "St Helens", "Mrs O'Neill", "Ynys Môn")
DEEDS = (
    "opened a hub", "saved £20,000", "asked 1,204 residents", "cut waiting from 12 days to 3", 'called it "a start"',
    "trained staff (all of them)", "wrote *one* plan", "made **every** form shorter", "re_use_d the code",
    "told the story at https://www.a.gov.uk/news/our_plan_2026.", "published [the report](report.pdf)",
    "answers at help@a.gov.uk", "- as ever - on time", "spent 5*3*2 hours", "asked [the LGA][lga]", "runs `make site`",
    "began in 2019--2020...", "has a map at www.a.uk/map?x=1&y=2", "says so[^1]", "went from ~5% to ~9%",
)  # fmt: skip

# What is drawn of lists of all there is is drawn faster than each part by itself.
sentences = st.sampled_from([f"{name} {deed}" for name, deed in product(NAMES, DEEDS)])
paragraphs = st.lists(sentences, min_size=1, max_size=4).map("; ".join)
POINTS = [" " * indent + marker for indent, marker in product((0, 0, 2, 3, 4, 6, 8), ("- ", "* ", "1. ", "2. ", "3. "))]
points = st.lists(joined(st.sampled_from(POINTS), sentences), min_size=1, max_size=6).map("\n".join)
tables = st.lists(st.tuples(sentences, sentences), min_size=1, max_size=3).map(
    lambda entries: "| Who | What |\n| --- | ---: |\n" + "\n".join(f"| {a} | {b} |" for a, b in entries) + "\n"
)
SPEAKERS = [line + dash for line, dash in product(("\n> ", "  \n> ", "\n>\n> "), ("— ", "– ", "-- "))]
speakers = joined(st.just("> "), paragraphs, st.sampled_from(SPEAKERS), sentences)
pieces = st.one_of(
    sentences.map("## {}".format),
    paragraphs,
    st.tuples(paragraphs, points).map("\n".join),
    points,
    tables,
    st.tuples(paragraphs, tables).map("\n".join),
    paragraphs.map("> {}".format),
    speakers,
    st.sampled_from(NAMES).map("![{}](photo.jpg)".format),
    st.just("---"),
)
stories = st.lists(pieces, min_size=1, max_size=8).map(
    lambda parts: "\n\n".join([*parts, "[lga]: https://www.local.gov.uk", "[^1]: In the paper.", ""])
)


@pytest.mark.uncounted
@given(soups)
@settings(max_examples=500)
def test_any_mixture_of_marks_has_the_structure_that_it_has_on_github(text: str) -> None:
    assert ours(text) == githubs(text)


@pytest.mark.uncounted
@given(stories)
@settings(max_examples=1000)
def test_texts_as_people_write_them_have_the_structure_that_they_have_on_github(text: str) -> None:
    assert ours(text) == githubs(text)


@pytest.mark.uncounted
@given(st.text(st.sampled_from("htps:/w.@a_-()*~&;é1 <\"'?!"), max_size=30).map("https://a.uk {}\n".format))
@settings(max_examples=500)
def test_addresses_in_any_mixture_of_signs_are_those_of_github(text: str) -> None:
    assert ours(text) == githubs(text)
