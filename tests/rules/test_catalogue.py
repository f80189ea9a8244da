"""The register of rules: it has every rule that a problem can name, and its examples are true."""

from __future__ import annotations

import ast
import re
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import site_builder
from site_builder.collection import read_collection
from site_builder.content import markdown
from site_builder.content.source import MAX_BYTES, RawFile, Tree, misnamed
from site_builder.reports import rule_book
from site_builder.rules.catalogue import REGISTRY, Entry, Place
from tests.builders import ROOT, TODAY, register, settings, story_text, tree
from tests.rules.test_cases import CASES, of_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

PLANS = [{"name": "2026-27", "starts": date(2026, 11, 1), "ends": date(2027, 10, 31)}]
HERE = "2026/example.md"
NEIGHBOURS = {
    "2026/good.md": story_text("![A street](photo.jpg)\n\n## How\n\n[The plan](plan.pdf)\n", id="another-story"),
    "2026/later.md": story_text(id="later-story", date=date(2026, 12, 1)),
}
FILES = ("2026/photo.jpg", "2026/plan.pdf")
HOW = "\n\n## How it works\n\nStep by step.\n"
KEY = re.compile(r"^([A-Za-z_]+):", re.MULTILINE)


def lines_of_facts(example: str) -> str:
    """Return the front matter of a good story, in which the keys of an example are as they are there."""
    given = set(KEY.findall(example))
    kept = [line for line in story_text("").split("---\n")[1].splitlines() if line.partition(":")[0] not in given]
    return "\n".join([*kept, example])


def story_of(entry: Entry, example: str) -> str:
    """Return the text of a good story with an example in it."""
    if entry.place is Place.TEXT:
        return story_text(f"{example}\n\nStep by step.\n" if "## " in example else f"{example}{HOW}")
    if entry.id == "front-matter":
        return f"---\n{example}\n---\n{HOW}"
    return f"---\n{lines_of_facts(example)}\n---\n{HOW}"


def broken_in(files: Tree) -> list[tuple[str, str]]:
    """Return the rules that are broken in a tree, and how much each matters."""
    found = read_collection(files, settings(plans=PLANS), register(), TODAY).problems
    return [(problem.rule, problem.severity.value) for problem in found]


def of_text(text: str | bytes, others: Iterable[str] = FILES, path: str = HERE) -> list[tuple[str, str]]:
    return broken_in(tree(NEIGHBOURS | {path: text}, others))


SHOWN = [entry for entry in REGISTRY.values() if not entry.in_words]


@pytest.mark.parametrize("entry", SHOWN, ids=attrgetter("id"))
def test_a_bad_example_breaks_its_rule_alone(entry: Entry) -> None:
    assert set(of_text(story_of(entry, entry.bad))) == {(entry.id, entry.severity.value)}


@pytest.mark.uncounted
@pytest.mark.parametrize("entry", [entry for entry in SHOWN if entry.id != "front-matter"], ids=attrgetter("id"))
def test_a_good_example_breaks_none(entry: Entry) -> None:
    assert of_text(story_of(entry, entry.good)) == []


def test_the_good_example_of_front_matter_lacks_only_other_keys() -> None:
    entry = REGISTRY["front-matter"]
    assert set(of_text(story_of(entry, entry.good))) == {("required", "error"), ("summary", "error")}


def with_fault(rule: str, path: str = "2026/x") -> Tree:
    files = tree(NEIGHBOURS, FILES)
    return Tree(ROOT, (*files.texts, RawFile(f"{ROOT}/{path}", fault="a fault", rule=rule)), files.sizes)


def unfit() -> Tree:
    files = tree(NEIGHBOURS, FILES)
    return Tree(ROOT, files.texts, files.sizes, {"2026/photo.jpg": "it is a web page"})


def of_body(body: str) -> Tree:
    return tree(NEIGHBOURS | {HERE: story_text(body + HOW)}, FILES)


def of_file(path: str) -> Tree:
    return tree(NEIGHBOURS | {path: story_text()}, FILES)


def table_of(rows: int) -> str:
    return "| a | b |\n| - | - |\n" + "| 1 | 2 |\n" * rows


NOTE = "\n\n[^1]: A board paper.\n"
PAGE = "---\ntitle: About\ndescription: What this site is.\n---\n\nText.\n"
# What the words of an example mean: a tree that is like the bad one, and one like the good one.
IN_WORDS: Mapping[str, tuple[Tree, Tree]] = {
    "file-readable": (with_fault("file-readable"), of_file("2026/bins.md")),
    "file-size": (of_body("x" * MAX_BYTES), of_body("x")),
    "file-encoding": (tree(NEIGHBOURS | {HERE: b"---\nid: \xff\n---\n"}, FILES), of_body("x")),
    "file-characters": (of_body("co&shy;operation"), of_body("cooperation")),
    "file-name": (
        tree(NEIGHBOURS | {HERE: story_text("![A](con.png)" + HOW)}, [*FILES, "2026/con.png"]),
        tree(NEIGHBOURS | {HERE: story_text("![A](container.png)" + HOW)}, [*FILES, "2026/container.png"]),
    ),
    "file-ending": (with_fault("file-ending", "2026/bins.markdown"), of_file("2026/bins.md")),
    "file-unused": (tree(NEIGHBOURS, [*FILES, "2026/bins/notes.docx"]), tree(NEIGHBOURS, FILES)),
    "story-place": (of_file("bins.md"), of_file("2026/bins.md")),
    "slug-form": (of_file("2026/Bin_Rounds.md"), of_file("2026/bin-rounds.md")),
    "page-place": (
        tree(NEIGHBOURS | {"pages/calendar.md": PAGE}, FILES),
        tree(NEIGHBOURS | {"pages/about.md": PAGE}, FILES),
    ),
    "address-unique": (
        tree(NEIGHBOURS | {"2026/bins.md": story_text(), "2027/bins.md": story_text(id="bins-2")}, FILES),
        tree(NEIGHBOURS | {"2026/bins.md": story_text(), "2027/more-bins.md": story_text(id="bins-2")}, FILES),
    ),
    "yaml-size": (
        tree(NEIGHBOURS | {HERE: story_text(partners=["a"] * 3000)}, FILES),
        tree(NEIGHBOURS | {HERE: story_text(partners=["a"] * 3)}, FILES),
    ),
    "file-content": (unfit(), tree(NEIGHBOURS, FILES)),
    "body-empty": (
        tree(NEIGHBOURS | {HERE: story_text("", kind="guide")}, FILES),
        tree(NEIGHBOURS | {HERE: story_text("Text.", kind="guide")}, FILES),
    ),
    "footnote-references": (of_body("[^1]" * 101 + NOTE), of_body("[^1] [^1]" + NOTE)),
    "nesting": (of_body("> " * 50 + "x"), of_body("> x")),
    "table-size": (of_body(table_of(1_500)), of_body(table_of(15))),
}
OF_THE_COMMAND = {"not-read", "address-kept", "feed-ids-kept", "id-kept", "published-kept", "term-kept"}
"""What only the command says: ``adapters/test_check.py`` and ``adapters/test_base.py`` have its examples."""


def test_every_example_in_words_is_meant_somehow() -> None:
    assert {entry.id for entry in REGISTRY.values() if entry.in_words} == IN_WORDS.keys() | OF_THE_COMMAND


@pytest.mark.parametrize("id_", IN_WORDS)
def test_an_example_in_words_is_true(id_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "MOST_CELLS", 2_000)  # tests/content/test_document.py reads as many as there may be
    bad, good = IN_WORDS[id_]
    assert set(broken_in(bad)) == {(id_, REGISTRY[id_].severity.value)}
    assert broken_in(good) == []


def test_the_bad_ending_of_the_example_is_one() -> None:
    assert misnamed("2026/bins.markdown", b"")
    assert not misnamed("2026/bins.md", b"")


NAME = re.compile(r"[a-z]+(-[a-z]+)*")
# Where in a call the name of a rule is: the number of the argument.
CALLS = {
    "Explanation": 0, "Fault": None, "Flaw": 1, "Problem": 4, "Slip": 1, "_at": 3, "_in_settings": 2, "_problem": 2, "at": 1, "problem": 1,
    "refuse": 0,
}  # fmt: skip


def named_in(module: Path) -> Iterator[str]:
    """Yield the rules that a module names where it reports a problem."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = getattr(called, "attr", getattr(called, "id", ""))
        number = CALLS.get(name, -1)
        arguments = node.args if number is None else node.args[number : number + 1] if number >= 0 else []
        arguments = [*arguments, *(keyword.value for keyword in node.keywords if keyword.arg == "rule")]
        for argument in arguments:
            value = argument.value if isinstance(argument, ast.Constant) else None
            if isinstance(value, str) and NAME.fullmatch(value):
                yield value


@pytest.mark.uncounted
def test_every_rule_that_the_code_names_is_registered() -> None:
    package = Path(site_builder.__file__).parent
    modules = [
        path
        for path in package.rglob("*.py")
        if path.name not in {"settings.py", "options.py", "identity_options.py", "catalogue.py"}
    ]
    named = {name for module in modules for name in named_in(module)}
    assert len(named) > 60
    assert named - REGISTRY.keys() == set()


def test_the_golden_cases_name_registered_rules_with_their_severity() -> None:
    said = [re.match(r"\S+ (\w+) \[([a-z-]+)\]", line) for path in CASES for line in of_case(path)[1]]
    assert {(match[2], match[1]) for match in said if match} <= {(e.id, e.severity.value) for e in REGISTRY.values()}
    assert len(said) > len(CASES)


def test_a_rule_is_stated_once_and_in_a_sentence() -> None:
    statements = [entry.wants for entry in REGISTRY.values()]
    assert len(set(statements)) == len(statements)
    assert [
        wants for wants in statements if not (wants[0].isupper() and wants.endswith(".") and len(wants) < 140)
    ] == []
    assert all(NAME.fullmatch(id_) for id_ in REGISTRY)


def test_the_page_of_the_rules_is_up_to_date() -> None:
    page = Path(__file__).parents[2] / "site_builder" / "help" / "rules.md"
    assert page.read_text("utf-8") == rule_book.as_markdown(list(REGISTRY.values())), "type 'make rules'"
