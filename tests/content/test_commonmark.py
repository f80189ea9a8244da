"""Every example of the CommonMark specification reads as the specification, or GitHub's own parser, has it.

The specification comes with npm, as the checkers of pages do (see tests/npm/package.json).
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from site_builder.content.markdown import read_document
from site_builder.render.document_html import feed_html
from tests.content.structure import ANYWHERE, githubs, ours, structure

pytestmark = pytest.mark.uncounted

SPECIFICATION = Path(__file__).parents[1] / "npm" / "node_modules" / "commonmark-spec" / "spec.txt"
EXAMPLE = re.compile(r"^`{32} example\n(?P<text>.*?)^\.\n(?P<html>.*?)^`{32}$", re.DOTALL | re.MULTILINE)


def _examples() -> dict[int, tuple[str, str]]:
    found = EXAMPLE.finditer(SPECIFICATION.read_text("utf-8").replace("→", "\t"))
    return {number: (match["text"], match["html"]) for number, match in enumerate(found, start=1)}


EXAMPLES = _examples()

REFUSED = """The text has a tag that no text may hold: the tag is reported and left out, and its words stay.

Allowed are the few of ``html_tags.ALLOWED``, with the attributes there; links and pictures are written as Markdown.
"""
UNCLOSED = """A block begins like a tag and has none: all that is after it in the block is reported and left out.

A browser would take what follows for the rest of the tag.
"""
DECLARED = """Declarations, instructions and the like, which no browser shows, are reported and left out."""
DEPARTURES = {
    REFUSED: (
        21, 31, 148, 149, 150, 151, 152, 153, 154, 155, 159, 160, 161, 162, 163, 164, 165, 166, 167, 168, 169, 170, 171,
        172, 173, 174, 175, 176, 178, 184, 185, 186, 187, 188, 189, 190, 191, 201, 344, 475, 476, 477, 491, 494, 524,
        536, 613, 614, 615, 616, 617, 623, 630, 631, 642, 643,
    ),
    UNCLOSED: (156, 157, 158, 180),
    DECLARED: (181, 182, 627, 628, 629),
}  # fmt: skip
DEPARTING = {number: kind for kind, numbers in DEPARTURES.items() for number in numbers}


def test_all_examples_are_read() -> None:
    assert len(EXAMPLES) == 652
    assert DEPARTING.keys() <= EXAMPLES.keys()


def test_the_structure_is_that_of_the_specification_or_of_github() -> None:
    departing = {
        number for number, (text, html) in EXAMPLES.items() if ours(text) not in (structure(html), githubs(text))
    }
    assert departing <= DEPARTING.keys()


def test_no_example_has_html_that_is_unsafe() -> None:
    unsafe = {
        number
        for number, (text, _) in EXAMPLES.items()
        if any(flaw.rule == "unsafe-html" for flaw in read_document(text).flaws)
    }
    assert unsafe <= DEPARTING.keys()


@pytest.mark.parametrize("number", DEPARTING)
def test_every_departure_is_reported_where_it_is(number: int) -> None:
    text, _ = EXAMPLES[number]
    flaws = [flaw for flaw in read_document(text).flaws if flaw.rule == "unsafe-html"]
    assert flaws
    assert all(text.startswith("<", flaw.start) for flaw in flaws)


@pytest.mark.parametrize("number", DEPARTURES[REFUSED])
def test_without_the_refused_tags_all_is_there(number: int) -> None:
    text, html = EXAMPLES[number]
    document = read_document(text)
    written = feed_html(document, ANYWHERE)
    assert _words(written) == _words(html)
    expected, found = _tags(html), _tags(written)
    assert not _first_out_of_order(expected, found)
    assert len(found) < len(expected)
    refused = {_NAME.sub("", flaw.words).lower() for flaw in document.flaws}
    assert {_NAME.sub("", tag) for tag in (Counter(expected) - Counter(found))} <= refused


@pytest.mark.parametrize("number", DEPARTURES[UNCLOSED])
def test_half_a_tag_is_reported_with_all_behind_it(number: int) -> None:
    text, _ = EXAMPLES[number]
    (flaw,) = read_document(text).flaws
    assert text.startswith(flaw.words)
    assert text.removeprefix(flaw.words).strip() in {"", "okay"}
    assert "".join(ours(text)) in {"", "<pokay</p"}


@pytest.mark.parametrize("number", DEPARTURES[DECLARED])
def test_what_no_browser_shows_is_not_shown(number: int) -> None:
    text, html = EXAMPLES[number]
    assert ours(text) == structure(html)


_TAG = re.compile(r"<!-->|<!--->|<!--.*?-->|</?[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
_NAME = re.compile(r"^</?|(?<=[a-z0-9])[^a-z0-9-].*", re.DOTALL | re.IGNORECASE)  # what is beside it in a tag


def _words(html: str) -> list[str]:
    return " ".join(structure(_TAG.sub("", html))).split()


def _tags(html: str) -> list[str]:
    # Python's parser of HTML looks for no tags in these.
    html = re.sub(r"(</?)(?=script|style|textarea)", r"\1x-", html)
    return [part.partition(" ")[0].replace("x-", "") for part in structure(html) if part.startswith("<")]


def _first_out_of_order(whole: list[str], parts: list[str]) -> str:
    """Return the first of these parts that does not follow the one before it in the whole."""
    rest = iter(whole)
    return next((part for part in parts if part not in rest), "")
