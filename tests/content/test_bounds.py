"""Whatever is typed, what is made of it stays in proportion: nobody can stop a site with a text.

Nothing here looks at a clock: what is counted is the same on every machine.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.content import bare_addresses, events, html_tags, inlines, markdown
from site_builder.content.markdown import read_document
from site_builder.render.document_html import Surroundings, feed_html, page_html
from site_builder.render.picture_html import Picture

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from _typeshed import TraceFunction

SITE = Surroundings(lambda target: target, Picture, {"LGA": "Local Government Association", "NHS": "National"})
LARGEST = 40
"""So many times larger than a text may its HTML be, and ..."""
MORE = 2_000
"""... so many characters more: a reference to a footnote, for example, makes a section of footnotes."""

LONG_ADDRESSES = 100_000
"""So many characters of definitions may be written out, whatever the length of the text: the reader's own bound."""
MANY_CELLS = "a table with many columns and short rows"

# Each is repeated until the text has a size: what comes before and after is there once.
REPEATED = {
    "open brackets": "[",
    "open pictures": "![a",
    "pictures in pictures": "![",
    "half links": "[a](",
    "brackets and addresses": "[https://a.uk/b_c ",
    "quotations": "> ",
    "quotations of lines": "> a\n> — b\n\n",
    "lists": "- ",
    "lists and quotations": "- > ",
    "items": "- [ ] a\n",
    "numbers": "1. ",
    "tags": "<sub>",
    "other tags": "<b>x",
    "tags that close": "</i>",
    "tags that open and close": "<i>a</i>",
    "half tags": '<a "',
    "half attributes": "<a b='",
    "half comments": "<!--",
    "comments": "<!-- a --> ",
    "declarations": "<![CDATA[",
    "blocks of HTML": "<div>\n",
    "details in details": "<details>\n\n",
    "details": "<details>\n\na\n\n</details>\n\n",
    "summaries": "<details><summary>a</summary>\n\n</details>\n\n",
    "emphasis": "*a ",
    "emphasis in strong": "**a*",
    "underscores": "_a__",
    "tildes": "~~a~ ",
    "runs of backticks": " ``",
    "fences": "```\n",
    "addresses with marks": "https://a_*",
    "addresses with underscores": "https://a.uk/a_b_ ",
    "schemes": "http://",
    "hosts": "www.",
    "mailboxes": "a@b.",
    "half mailboxes": "a@",
    "references to characters": "&amp;",
    "half references to characters": "&#x",
    "quotation marks": '"',
    "apostrophes": "'a ",
    "dashes": "a -- ",
    "spaces": " ",
    "tabs": "\t",
    "line ends": "\r",
    "line breaks": "a  \n",
    "headings": "# a\n",
    "headings with numbers": "# a\n# a-1\n",
    "headings by underlines": "a\n===\n",
    "thematic breaks": "---\n",
    "tables": "|a|\n|-|\n\n",
    "alerts": "> [!NOTE]\n> a\n\n",
    "abbreviations": "LGA ",
    "pictures": "![a](b) ",
    "links": "[a](b) ",
    "footnotes used once": "[^1] ",
    "accents": "é",
    "accents apart": "e\N{COMBINING ACUTE ACCENT}",
    "emoji": "😀*a* ",
    "controls": "\x01",
}
BUILT: dict[str, Callable[[int], str]] = {
    "an address with brackets": lambda n: "https://a.uk/" + "(" * (n // 2) + ")" * (n // 2),
    "an address with references to characters": lambda n: "https://a.uk/" + "&a;" * (n // 3),
    "an address with semicolons": lambda n: "https://a.uk/" + ";" * n,
    "an address with all that may end it": lambda n: "https://a.uk/" + ");.'" * (n // 4),
    "an address with dots": lambda n: "https://a" + "." * n + "_",
    "spaces in a quotation": lambda n: "> " + " " * n + "x",
    "lists ever deeper": lambda n: "".join("  " * i + "- a\n" for i in range(int(n**0.5))),
    "one definition with a long address": lambda n: f"[a]: {'x' * 300}\n\n" + "[a] " * (n // 20),
    "many definitions": lambda n: "".join(f"[r{i}]: x\n" for i in range(n // 20)) + "[r1] [r2] " * (n // 20),
    "many footnotes": lambda n: "".join(f"a[^{i}]\n\n[^{i}]: b[^{i + 1}]\n\n" for i in range(n // 25)),
    "many unused footnotes": lambda n: "".join(f"[^{i}]: b[^{i + 1}]\n\n" for i in range(n // 15)),
    MANY_CELLS: lambda n: "|a" * (n // 50) + "|\n" + "|-" * (n // 50) + "|\n" + "|x\n" * (n // 3),
    "a table with one wide cell": lambda n: "|" + "a " * (n // 2) + "|\n|-|\n",
    "lines of HTML": lambda n: "<div>\n" + "<i>x</i>\n" * (n // 9),
    "details that end at last": lambda n: "<details>\n\na\n\n" * (n // 28) + "</details>\n" * (n // 28),
    "quoted at the deepest": lambda n: ("> " * 35 + "a\n") * (n // 72),
}  # fmt: skip
SIZE = 6_000


@cache
def hostile(size: int) -> dict[str, str]:
    repeated = {name: (piece * size)[:size] for name, piece in REPEATED.items()}
    return {**repeated, **{name: build(size) for name, build in BUILT.items()}}


NAMES = [*REPEATED, *BUILT]


@pytest.mark.uncounted
@pytest.mark.parametrize("name", NAMES)
def test_what_is_made_of_a_text_is_in_proportion_to_it(name: str) -> None:
    text = hostile(SIZE)[name]
    document = read_document(text)
    assert len(document.nodes) <= 2 * len(text) + 10
    assert len(document.flaws) <= len(text)
    more = MORE + LONG_ADDRESSES * ("definition" in name)
    for written in (page_html(document, SITE), feed_html(document, SITE)):
        assert len(written) <= LARGEST * len(text) + more


def _nested(depth: int) -> str:
    text = "x"
    for n in range(depth):
        mark = "*_"[n % 2]
        text = "<sub>" * html_tags.DEEPEST + f"{mark}a {text} a{mark}" + "</sub>" * html_tags.DEEPEST
    return text


@pytest.mark.uncounted
@pytest.mark.parametrize(
    "text",
    [_nested(3), _nested(8), _nested(markdown.DEEPEST - 4), "> " * (markdown.DEEPEST - 2) + "a", "# " + _nested(30)],
    ids=["a little", "some", "much", "quotations", "in a heading"],
)
def test_no_text_needs_a_deep_stack(text: str) -> None:
    frames, frame = 0, sys._getframe()  # noqa: SLF001 - there is no other way to know how deep this is
    while frame.f_back is not None:
        frames, frame = frames + 1, frame.f_back
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(frames + 500)
    try:
        document = read_document(text)
        page_html(document, SITE)
    finally:
        sys.setrecursionlimit(before)
    assert document.nodes or [flaw.rule for flaw in document.flaws] == ["nesting"]


@pytest.mark.uncounted
# The cells of a table grow with its columns and its rows, until there are too many of them (see MOST_CELLS).
@pytest.mark.parametrize("name", [name for name in NAMES if name != MANY_CELLS])
def test_twice_the_text_takes_about_twice_the_work(name: str) -> None:
    """Work is counted in lines that run in the modules of the reader and of the writer."""
    once, twice = (_lines_run(hostile(size)[name]) for size in (600, 1_200))
    assert twice <= 2.6 * once + 500


_COUNTED = {module.__file__ for module in (bare_addresses, events, html_tags, inlines, markdown)}


def _lines_run(text: str) -> int:
    run = 0

    def within(_frame: FrameType, event: str, _arg: object) -> TraceFunction:
        nonlocal run
        run += event == "line"
        return within

    def of_ours(frame: FrameType, _event: str, _arg: object) -> TraceFunction | None:
        return within if frame.f_code.co_filename in _COUNTED else None

    before = sys.gettrace()
    sys.settrace(of_ours)
    try:
        page_html(read_document(text), SITE)
    finally:
        sys.settrace(before)
    return run


@given(st.lists(st.sampled_from([*REPEATED.values(), "a", "\n", "\n\n"]), max_size=60).map("".join))
def test_mixtures_are_in_proportion_too(text: str) -> None:
    assert len(page_html(read_document(text), SITE)) <= LARGEST * len(text) + MORE
