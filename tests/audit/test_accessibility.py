from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.audit import accessibility
from tests.audit.finding import CannotRunError
from tests.audit.small import URL, page, site_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.audit.finding import Finding

TEXT = """<h2>First</h2><p style="color: #777; background: #888">pale</p><h4>Deep down</h4><img src="a.png" alt="">
<a href="../b/"></a><table><tr><th></th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table><h5></h5>"""
STYLE = "<style>@media (prefers-color-scheme: dark) { body { color: #777; background: #666 } }</style>"
SCRIPT = (
    "<script>fetch('https://elsewhere.example/a').catch(() => 0); fetch('nowhere.json'); throw new Error('oh')</script>"
)


@pytest.mark.browser
def test_what_axe_finds_is_reported_in_words_with_what_leads_to_its_place(tmp_path: Path) -> None:
    files = {
        "text/index.html": page(TEXT),
        "dark/index.html": page("<p>a</p>", head=STYLE),
        "light/index.html": page("<p>a</p>", head=STYLE),
        "asks/index.html": page(head=SCRIPT),
    }
    site = site_of(tmp_path, files | {"text/a.png": b""})
    sample, others = ["dark/index.html"], [path for path in files if path != "dark/index.html"]
    # A thread of its own, as in the command: another test may have a Chromium open in this one.
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(accessibility.findings, site, sample, others).result()
    told = {(f.spot.page.partition("/")[0], f.rule): f for f in found}
    text = {rule: f for (name, rule), f in told.items() if name == "text"}
    assert {rule: told_of(f) for rule, f in text.items() if f.spot.in_text} == {
        "heading-order": ("Deep down", "", "First"),
        "heading-empty": ("", "", "Deep down"),
        "link-text": ("", f"{URL}b/", "Deep down"),
        "table-header": ("b", "", "Deep down"),
    }
    assert text["link-text"].message.startswith("this link has no words to follow; write")
    assert not text["color-contrast"].spot.in_text
    assert ("dark", "color-contrast") in told
    assert ("light", "color-contrast") not in told
    assert {(rule, f.message) for (name, rule), f in told.items() if name == "asks"} == {
        ("other-site", "the page asks another site for https://elsewhere.example/a"),
        ("missing-file", "the page asks for /asks/nowhere.json, which is not there"),
        ("script-error", "oh"),
    }


def told_of(finding: Finding) -> tuple[str, str, str]:
    return finding.spot.words, finding.spot.target, finding.spot.section


def test_without_chromium_the_message_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accessibility, "find_chromium", lambda: None)
    with pytest.raises(CannotRunError, match="there is no Chromium; type: make browser"):
        accessibility.findings(site_of(tmp_path, {"a/index.html": page()}), ["a/index.html"], [])
