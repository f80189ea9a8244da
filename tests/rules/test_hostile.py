"""Hostile input: each file gets the right problem, at once, and the good stories beside it are still read."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import cmarkgfm
import pytest
import yaml
from cmarkgfm.cmark import Options

from site_builder.collection import read_collection
from site_builder.content.located_yaml import MAX_NODES, parse
from site_builder.content.markdown import read_document
from site_builder.content.source import MAX_BYTES, RawFile
from tests.builders import BODY, GOOD, TODAY, faults, read, register, settings, story_text, tree, yaml_of

if TYPE_CHECKING:
    from site_builder.problems import Problem

pytestmark = pytest.mark.uncounted

BAD = "2026/bad.md"
FENCE = "---\n"


def with_yaml(text: str) -> bytes:
    return f"{FENCE}{text}{FENCE}\n## How\n".encode()


def problems_of(data: bytes) -> list[Problem]:
    collection = read({BAD: data, "2026/good.md": story_text(id="other-story")})
    assert [story.path for story in collection.stories if story.path != BAD] == ["2026/good.md"]
    assert collection.files_read == 2
    assert {problem.path for problem in collection.problems} == {f"stories/{BAD}"}
    return list(collection.problems)


@pytest.mark.parametrize(
    ("data", "place", "rule"),
    [
        pytest.param(b"x" * (20 * MAX_BYTES), (1, 1), "file-size", id="20 MB"),
        pytest.param(b"x" * (MAX_BYTES + 1), (1, 1), "file-size", id="one byte too many"),
        pytest.param(b"x" * MAX_BYTES, (1, 1), "front-matter", id="as many bytes as are allowed"),
        pytest.param(b"", (1, 1), "front-matter", id="empty"),
        pytest.param(b"\xef\xbb\xbf", (1, 1), "front-matter", id="a byte order mark alone"),
        pytest.param(b"\n \n\t\n", (1, 1), "front-matter", id="blank lines alone"),
        pytest.param(b"---\n---\n", (1, 1), "front-matter", id="fences alone"),
        pytest.param(b"---", (1, 1), "front-matter", id="one fence alone"),
        pytest.param(b"---\r---\r", (1, 1), "front-matter", id="fences with the line ends of old Macs"),
        pytest.param(b"\n---\n- id: x\n- y\n---\n", (3, 1), "front-matter", id="a list"),
        pytest.param(with_yaml("42\n"), (2, 1), "front-matter", id="a number"),
        pytest.param(b"---\nid: good-one\n", (1, 1), "front-matter", id="no second fence"),
        pytest.param("---\nid: café\n".encode("latin-1"), (2, 8), "file-encoding", id="Latin-1"),
        pytest.param(b"\xef\xbb\xbf---\n\xe9: x\n", (2, 1), "file-encoding", id="Latin-1 after a byte order mark"),
        pytest.param("---\nid: x\n---\n".encode("utf-16"), (1, 1), "file-encoding", id="UTF-16"),
        pytest.param(b"---\nid: x\n---\n\na\x00b", (5, 2), "file-characters", id="NUL"),
        pytest.param("---\nid: x\n---\n\nab\u0085c\u0086".encode(), (5, 5), "file-characters", id="C1 control"),
        pytest.param("---\nid: \ufffe\n---\n".encode(), (2, 5), "file-characters", id="not a character"),
        pytest.param(with_yaml("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"), (2, 4), "yaml-alias", id="alias bomb"),
        pytest.param(with_yaml("a: " + "[" * 3000 + "]" * 3000 + "\n"), (2, 16), "yaml-depth", id="nested lists"),
        pytest.param(with_yaml("a: " + "{a: " * 3000 + "\n"), (2, 52), "yaml-depth", id="nested groups"),
        pytest.param(with_yaml("[" * 900_000 + "\n"), (2, 14), "yaml-depth", id="brackets alone"),
        pytest.param(with_yaml("- " * 3000 + "x\n"), (2, 27), "yaml-depth", id="nested hyphens"),
        pytest.param(
            with_yaml("".join(f"key-{n}: 1\n" for n in range(70_000))),
            (2001, 11),
            "yaml-size",
            id="70,000 unknown keys",
        ),
        pytest.param(with_yaml("a:\n" + "- b\n" * 200_000), (2001, 3), "yaml-size", id="a long list"),
        pytest.param(with_yaml("a: x\n\x7f"), (3, 1), "file-characters", id="DEL"),
    ],
)
def test_hostile_files_get_one_problem(data: bytes, place: tuple[int, int], rule: str) -> None:
    (problem,) = problems_of(data)
    assert (problem.line, problem.column, problem.rule) == (*place, rule)
    assert problem.is_error


def test_200_000_repeated_keys_are_read_until_there_are_too_many() -> None:
    *repeats, last = problems_of(with_yaml("a: 1\n" * 200_000))
    assert {problem.rule for problem in repeats} == {"duplicate-key"}
    assert [problem.line for problem in repeats] == list(range(3, MAX_NODES + 2))
    assert (last.line, last.column, last.rule) == (MAX_NODES + 1, 4, "yaml-size")


def test_as_many_unknown_keys_as_are_read_are_all_named() -> None:
    problems = problems_of(with_yaml("".join(f"key-{n}: 1\n" for n in range(MAX_NODES - 1))))
    unknown = [problem for problem in problems if problem.rule == "unknown-key"]
    assert [(problem.line, problem.column) for problem in unknown] == [(n + 2, 1) for n in range(MAX_NODES - 1)]


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("9" * 500_000, id="decimal"),
        pytest.param("0x" + "f" * 500_000, id="hexadecimal, too long to print"),
        pytest.param("0b" + "1" * 500_000, id="binary"),
        pytest.param("1" + ":1" * 250_000, id="to the base of 60"),
        pytest.param("1" + ":1" * 250_000 + ".5", id="to the base of 60, with a fraction"),
        pytest.param("1." + "1" * 500_000, id="with a fraction"),
        pytest.param("1.0e+999999", id="beyond all floats"),
    ],
)
@pytest.mark.parametrize("key", ["started", "title", "date"])
def test_endless_numbers_are_wrong_values_like_others(key: str, number: str) -> None:
    text = story_text(BODY, **{key: None}).replace(FENCE, f"{FENCE}{key}: {number}\n", 1)
    (problem,) = problems_of(text.encode())
    assert (problem.line, problem.column) == (2, len(key) + 3)
    assert problem.rule in {"type", "length", "date-form"}
    assert len(str(problem)) < 300


def test_thousands_of_unknown_councils_are_all_named_and_the_first_get_a_hint() -> None:
    names = [f"yorks{n}" for n in range(1_900)]
    problems = problems_of(story_text(councils=names).encode())
    assert {problem.rule for problem in problems} == {"council-known"}
    assert len(problems) == len(names)
    hints = ["did you mean 'york'" in problem.message for problem in problems]
    assert hints == [True] * 20 + [False] * (len(names) - 20)


def test_thousands_of_broken_links_are_all_named_and_the_first_get_a_hint() -> None:
    body = BODY + "[a](god.md)\n" * 15_000
    problems = problems_of(story_text(body).encode())
    problems = [problem for problem in problems if not problem.rule.startswith("style-")]
    assert {problem.rule for problem in problems} == {"link-target"}
    assert [problem.line for problem in problems] == list(range(17, 15_017))
    hints = ["did you mean 'good.md'" in problem.message for problem in problems]
    assert hints == [True] * 20 + [False] * (len(hints) - 20)


def test_a_file_that_the_disk_could_not_give_is_a_problem_with_its_reason() -> None:
    good = tree({"2026/good.md": story_text()})
    reason = "symbolic links are not allowed here; put the file itself beside the story"
    texts = (RawFile(f"stories/{BAD}", fault=reason), *good.texts)
    collection = read_collection(type(good)("stories", texts, good.sizes), settings(), register(), TODAY)
    assert faults(collection) == [f"{BAD}:1:1 error [file-readable] {reason}"]
    assert [story.path for story in collection.stories] == ["2026/good.md"]
    assert collection.files_read == 2


BODIES = {
    "square brackets": "[" * 50_000,
    "images never closed": "![" * 30_000,
    "links never closed": "[a](" * 15_000,
    "links in angles never closed": "](<" * 50_000,
    "links in angles with a letter": "](<a" * 30_000,
    "links with round brackets": "](a(" * 30_000,
    "nested square brackets": "[" * 15_000 + "]" * 15_000 + "(",
    "angles": "<" * 80_000,
    "tags never closed": "<a " * 30_000,
    "attributes never closed": "<a b=" * 25_000,
    "quotes never closed": "<a b='" * 25_000,
    "quotes of both kinds": "<a b='\"" * 20_000,
    "an attribute after another": "<a" + " b" * 50_000,
    "equals signs": "<a " + "= " * 50_000,
    "backticks": "`" * 80_000,
    "backticks, more and more": "\n".join("`" * n for n in range(3, 700)),
    "backticks in pairs that never match": "` `` " * 25_000,
    "fences never closed": "``` \n~~~~ \n" * 10_000,
    "comments never closed": "<!--" * 30_000,
    "comments that may be code": "    <!--\n" * 25_000,
    "comments at once closed": "<!-->" * 25_000,
    "attribute lists never closed": "{: " * 30_000,
    "attribute lists with quotes": "{: a='" * 20_000,
    "references never closed": "[a]: <" * 20_000,
    "references far to the right": " " * 50_000 + "]:" + " " * 50_000,
    "references with many marks": "> - " * 25_000 + "[a]:",
    "underlines": "a\n" + "-" * 80_000 + "b",
    "headings": "a\n=\n" * 15_000,
    "number signs": "#" * 80_000,
    "quoted quotes": "> " * 50_000,
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_pathological_bodies_do_not_hide_what_is_behind_them(body: str) -> None:
    text = f"{body}\n\n'\"->>\n\n# The end\n"
    found = read_document(text)
    if any(flaw.rule == "nesting" for flaw in found.flaws):
        assert found.blocks == ()  # and the check refuses it
    elif "<h1>The end</h1>" in cmarkgfm.markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE):
        assert found.headings[-1].text == "The end"
        assert found.headings[-1].start == len(body) + 2 + len("'\"->>\n\n")
    else:  # code or a comment without an end reaches to the end of the text
        assert not any(heading.text == "The end" for heading in found.headings)


def test_reading_leaves_nothing_behind() -> None:
    gc.collect()
    gc.freeze()  # what was there before is not looked through
    parse("a: [1, 2026-11-16, 2026-02-30, true]\n")
    gc.collect()
    assert not [thing for thing in gc.get_objects() if isinstance(thing, yaml.Node)]


def test_a_long_run_of_hyphens_is_a_fence_and_nothing_more() -> None:
    text = story_text().replace(FENCE, "-" * 100_000 + "\n")
    assert read({BAD: text}).problems == ()
    assert yaml_of(GOOD["date"]) in text
