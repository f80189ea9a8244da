"""What is known of a text without its tree."""

from __future__ import annotations

import json

import pytest

from site_builder.content.markdown import read_document
from site_builder.content.outline import Outline, from_plain, outline_of, plain

TEXT = """\
## How *it* works

A [link](../2026/other.md#why), `code` and ![a chart](chart.png).[^1] <u>this</u>

<!-- for editors -->

[^1]: See <https://a.uk>.
"""


def test_it_has_what_others_need_to_know() -> None:
    outline = outline_of(read_document(TEXT), TEXT)

    assert [(section.level, section.words, section.anchor) for section in outline.sections] == [
        (2, "How it works", "how-it-works")
    ]
    assert [(found.words, found.to.path, found.to.anchor) for found in outline.links] == [
        ("link", "../2026/other.md", "why"),
        ("https://a.uk", "", ""),
    ]
    assert [(found.words, found.target) for found in outline.pictures] == [("a chart", "chart.png")]
    assert [TEXT[start:end] for start, end in outline.code] == ["`code`"]
    assert [TEXT[start:].partition("\n")[0] for start in outline.comments] == ["<!-- for editors -->"]
    assert [TEXT[start : start + 4] for start in outline.notes] == ["[^1]"]
    assert ("unsafe-html", "<u>") in [(flaw.rule, flaw.words) for flaw in outline.flaws]
    assert outline.has_words
    assert outline.searched == "https link this works"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "## Alone",
        TEXT,
        "[a](<b c.pdf> 'd') [e](mailto:f@g.uk) [h](#i) [j](/k) []()\n",
        "It began on 3 March. The MTFS " + "grew and " * 40,
    ],
)
def test_it_comes_back_from_plain_values_as_it_was(text: str) -> None:
    outline = outline_of(read_document(text), text)
    assert from_plain(json.loads(json.dumps(plain(outline)))) == outline


def test_an_empty_text_has_an_empty_outline() -> None:
    assert outline_of(read_document(""), "") == Outline()
