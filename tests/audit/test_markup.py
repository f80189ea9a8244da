from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.audit import markup
from tests.audit.finding import CannotRunError
from tests.audit.small import page, site_of

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = {
    "duplicate": '<h2 id="x">First</h2><h3 id="x">Second <em>one</em></h3>',
    "language": '<h2>First</h2><p lang="xx-toolongforit">a</p>',
    "skipped": "<h2>First</h2><h4>Deep down</h4>",
    "picture": '<p><img src="a.png"></p>',
    "address": '<a href="https://a b/">c</a>',
    "order": "<p><div>a</div></p>",
    "other": '<p nonsense="1">a</p>',
    "good": "<h2>First</h2><p>Text</p>",
}


def test_what_the_checker_finds_is_reported_in_words_with_what_leads_to_its_place(tmp_path: Path) -> None:
    pages = {f"{name}/index.html": page(text) for name, text in TEXTS.items()}
    pages["frame/index.html"] = page(frame='<p id="y"></p><p id="y"></p>')
    found = list(markup.findings(site_of(tmp_path / "ŵ & folder", pages)))
    by_page = {finding.spot.page.partition("/")[0]: finding for finding in found}
    assert len(found) == len(by_page) == len(pages) - 1
    told = {name: (f.rule, f.message, f.spot.words, f.spot.section, f.spot.needles) for name, f in by_page.items()}
    assert told == {
        "duplicate": ("duplicate-id", "two places in this text have the name 'x'; give one of them another", "Second one", "First", ("#x", '"x"', "x", "<h3")),
        "language": ("language-tag", "'xx-toolongforit' is not a language tag; write cy for Welsh, gd for Scottish Gaelic", "", "First", ("#xx-toolongforit", '"xx-toolongforit"', "xx-toolongforit", "<p")),
        "skipped": ("heading-order", markup.HEADING_ORDER, "Deep down", "First", ("<h4",)),
        "picture": ("image-alt", "the picture has no description; say between the square brackets what it shows", "", "", ("<img",)),
        "address": ("link-form", "'https://a b/' is not an address as written; correct it, and write %20 for a space (Invalid host: Illegal character in domain: space is not allowed.)", "", "", ("#https://a b/", '"https://a b/"', "https://a b/", "<a")),
        "order": ("html-order", "the HTML in the text does not fit together; write Markdown instead, or open and close each tag in order (No “p” element in scope but a “p” end tag seen.)", "", "", ("</p",)),
        "other": ("html", "Attribute “nonsense” not allowed on element “p” at this point. (Nu Html Checker)", "", "", ("<p",)),
        "frame": ("duplicate-id", "two places in this text have the name 'y'; give one of them another", "", "", ("y",)),
    }  # fmt: skip
    assert {name for name, finding in by_page.items() if not finding.spot.in_text} == {"frame"}


def test_without_the_checker_the_message_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(CannotRunError, match=r"vnu\.jar is missing; type: make checkers"):
        markup.installed(tmp_path / "vnu.jar")
