from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.audit import texts
from tests.audit.small import page, site_of

if TYPE_CHECKING:
    from pathlib import Path


def found(folder: Path, text: str) -> list[tuple[str, str]]:
    site = site_of(folder, {"stories/a/index.html": page(text, frame="<h2></h2><table><tr><td>1</table>")})
    return [(f.rule, f.message) for f in texts.findings(site)]


@pytest.mark.parametrize(
    "text",
    [
        '<h2 id="a">Words<a class="headerlink" href="#a">¶</a></h2>', '<h2><img src="a.png" alt="Words"></h2>', '<a href="a">b</a>',
        '<a href="a"><img src="a.png" alt="Words"></a>', "<table><tr><th>a</table>",
    ],
)  # fmt: skip
def test_what_says_something_is_fine(text: str, tmp_path: Path) -> None:
    assert found(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "rule", "message"),
    [
        (
            '<h2>First</h2><h3 id="_1"><a class="headerlink" href="#_1">¶</a></h3>', "heading-empty",
            "a heading here has no words (after 'First'); write some, or take it out",
        ),
        ("<h2><span> </span></h2>", "heading-empty", "a heading here has no words; write some, or take it out"),
        ('<a href="a"></a>', "link-text", texts.LINK_TEXT),
        ('<a href="http://[a"></a>', "link-text", texts.LINK_TEXT),
        ('<a href="a"><img src="a.png" alt=""></a>', "link-text", texts.LINK_TEXT),
        ("<table><tr><td>1</table>", "table-header", texts.TABLE_HEADER),
        ("<table></table>", "table-header", texts.TABLE_HEADER),
    ],
)  # fmt: skip
def test_what_says_nothing_is_reported_in_words(text: str, rule: str, message: str, tmp_path: Path) -> None:
    assert found(tmp_path, text) == [(rule, message)]
