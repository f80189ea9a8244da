"""The text of a piece as Typst's code: which function each node becomes, and what is made simpler."""

from __future__ import annotations

import pytest

from site_builder.content.markdown import read_document
from site_builder.render.document_typst import Drawn, Goal, PrintSurroundings, document_typst
from site_builder.render.letters import Letters

EVERY = Letters(frozenset(map(chr, range(0x20, 0x3000))))
JOINT = "\u200b"


def goal(target: str) -> Goal | None:
    if target.startswith("#"):
        return Goal("", f"s {target}")
    return Goal(target) if ":" in target else None


def written(body: str, below: int = 1) -> str:
    """Return the code of a body, without the braces around it."""
    pictures = {"a.png": Drawn("/stories/a/a.png", 800), "a.svg": Drawn("/stories/a/a.svg")}
    meanings = {"LGA": "Local Government Association"}
    surroundings = PrintSurroundings(goal, pictures.get, EVERY, meanings, "s ", below)
    return document_typst(read_document(body), surroundings).text.removeprefix("{").removesuffix("}")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("Two words.", '"Two words."; parbreak()'),
        ("a\nb  \nc", '"a"; " "; "b"; linebreak(); "c"; parbreak()'),
        ("*a* **b** ~~c~~ `d  e`", 'emph({"a"}); " "; strong({"b"}); " "; strike({"c"}); " "; code("d e"); parbreak()'),
        ("a<br>b", '"a"; linebreak(); "b"; parbreak()'),
        ("H<sub>2</sub> <kbd>K</kbd>", '"H"; sub({"2"}); " "; keys({"K"}); parbreak()'),
        ('<span lang="cy-GB">Tŷ</span>', 'text(lang: "cy", {"Tŷ"}); parbreak()'),
        ("## A", 'parbreak(); [#heading(level: 2, {"A"})#label("s #a")]'),
        ("- a\n- b", 'parbreak(); list(tight: true, {"a"}, {"b"}); parbreak()'),
        ("- a\n\n- b", 'parbreak(); list(tight: false, {"a"; parbreak()}, {"b"; parbreak()}); parbreak()'),
        ("3. a\n4. b", 'parbreak(); enum(start: 3, tight: true, {"a"}, {"b"}); parbreak()'),
        (
            "- [ ] a\n- [x] b",
            'parbreak(); list(marker: none, body-indent: 0pt, tight: true, {checkbox(false); "a"}, {checkbox(true); "b"}); parbreak()',
        ),
        ("> a", 'parbreak(); quotation({"a"; parbreak()}, none)'),
        ("> a\n> -- Ann", 'parbreak(); quotation({"a"; parbreak()}, {"Ann"})'),
        ("> [!TIP]\n> a", 'parbreak(); alert("Tip", {"a"; parbreak()})'),
        ("```\na\tb\n```", 'parbreak(); code-lines("a   b")'),
        ("---", "parbreak(); divider()"),
        ("a <!-- b -->", '"a "; parbreak()'),
        ("| a | b |\n| --- | ---: |\n| c | d |",
         'parbreak(); data-table((left, right,), size: 0, on-its-own: true, ({"a"}, {"b"},), {"c"}, {"d"})'),
        ('![A map](a.png "By us")', 'picture("/stories/a/a.png", "A map", width: 800, caption: "By us"); parbreak()'),
        ("See ![A map](a.svg).", '"See "; picture-in-line("/stories/a/a.svg", "A map", width: 0, caption: ""); "."; parbreak()'),
        ("![Not there](b.png)", '"Not there"; parbreak()'),
        ("[a](none.md)", '{"a"}; parbreak()'),
        ("[a](#there)", 'link-inside(label("s #there"), {"a"}); parbreak()'),
        ("<https://a.example/>", 'link("https://a.example/", {"https://a.example/"}); parbreak()'),
        ("The LGA and the LGA.", '"The LGA (Local Government Association) and the LGA."; parbreak()'),
        ("The Local Government Association (LGA).", '"The Local Government Association (LGA)."; parbreak()'),
        ('<abbr title="a word">W</abbr> LGA', '"W"; " (a word)"; " LGA (Local Government Association)"; parbreak()'),
    ],
)  # fmt: skip
def test_each_node_becomes_a_call(body: str, code: str) -> None:
    assert written(body) == code


def test_a_link_has_its_address_in_a_note_once() -> None:
    code = written("[a](https://a.example/b/) and [c](https://a.example/b/).")
    assert code.count("note({link") + code.count("note(link") == 1
    assert '"a.example/b"' in code
    assert 'same-note(label("s to https://a.example/b/"))' in code


def test_a_link_within_a_note_has_its_address_behind_it() -> None:
    assert 'link("https://a.example/", {"b"}); " ("; "a.example"; ")"' in written(
        "a[^1]\n\n[^1]: [b](https://a.example/)"
    )


def test_a_note_is_where_it_is_first_named_and_may_name_itself() -> None:
    code = written("a[^1] b[^1]\n\n[^1]: c[^1]")
    assert code == (
        '"a"; [#note({"c"; same-note(label("s fn1")); parbreak()})#label("s fn1")]; " b"; same-note(label("s fn1")); parbreak()'
    )


def test_levels_of_headings_follow_each_other_below_the_one_above() -> None:
    body = "#### a\n\n## b\n\n#### c\n\n### d"
    assert [int(part[0]) for part in written(body).split("level: ")[1:]] == [2, 2, 3, 3]
    assert [int(part[0]) for part in written(body, below=2).split("level: ")[1:]] == [3, 3, 4, 4]


def test_beyond_a_depth_lists_and_quotations_become_paragraphs() -> None:
    assert written("".join(f"{'  ' * n}- a\n" for n in range(18))).count("list(") == 8
    assert written(">" * 20 + " a").count("quotation(") == 8


@pytest.mark.parametrize(("columns", "words", "size"), [(2, "word", 0), (5, "interdepartmental", 1), (12, "word", 2)])
def test_a_table_takes_as_much_room_as_it_needs(columns: int, words: str, size: int) -> None:
    rows = ["|".join(["", *[cell] * columns, ""]) for cell in (words, "---", words)]
    assert f"size: {size}, on-its-own: true" in written("\n".join(rows))
    assert f"size: {size}, on-its-own: false" in written("\n".join(f"> {row}" for row in rows))


def test_a_long_word_can_be_broken_and_in_a_table_sooner() -> None:
    assert JOINT in written("x" * 30)
    assert JOINT not in written("x" * 20)
    assert JOINT in written("| a |\n| --- |\n| " + "x" * 20 + " |")
