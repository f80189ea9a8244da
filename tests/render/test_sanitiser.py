"""The sanitiser and the small helpers around it."""

from __future__ import annotations

import pytest

from site_builder.render import sanitiser
from tests.audit.html_check import faults_of_html

HARMFUL = {
    "script": "<script>alert(1)</script>",
    "handler": "<p onclick='alert(1)'>a</p>",
    "unquoted-handler": "<img src=x.png alt=a onerror=alert(1)>",
    "javascript": "<a href='javascript:alert(1)'>a</a>",
    "javascript-in-disguise": "<a href='&#106;ava&#10;script:alert(1)'>a</a>",
    "data-link": "<a href='data:text/html,<script>alert(1)</script>'>a</a>",
    "data-picture": "<img alt='a' src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "vbscript": "<a href='VBScript:alert(1)'>a</a>",
    "iframe": "<iframe src='https://example.org/'></iframe>",
    "object": "<object data='x.swf'></object><embed src='x.swf'>",
    "form": "<form action='https://example.org/'><input name='password'><button>a</button></form>",
    "style": "<style>body {display: none}</style>",
    "style-attribute": "<p style='position: fixed'>a</p>",
    "svg": "<svg><script>alert(1)</script><a xlink:href='javascript:alert(1)'>a</a></svg>",
    "math": "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table></mtext></math>",
    "base": "<base href='https://example.org/'>",
    "refresh": "<meta http-equiv='refresh' content='0; url=https://example.org/'>",
    "link": "<link rel='stylesheet' href='https://example.org/x.css'>",
    "template": "<template><script>alert(1)</script></template>",
    "unclosed": "<p><script>alert(1)",
    "comment": "<!--><script>alert(1)</script>-->",
    "video": "<video src='x.mp4' onerror='alert(1)'></video>",
}
ALLOWED = [
    '<h2 id="how">How<a class="headerlink" href="#how" aria-hidden="true" tabindex="-1" title="Link to this section">¶</a></h2>',
    '<a href="../other/#part">a</a>',
    '<a href="mailto:team@example.gov.uk">a</a>',
    '<img src="a.png" alt="A" width="10" height="10" loading="lazy">',
    '<table><thead><tr><th class="st-right">a</th></tr></thead><tbody><tr><td align="right">1</td></tr></tbody></table>',
    "<details><summary>a</summary><p>b</p></details>",
    '<em lang="cy">Cyngor Sir Ddinbych</em>',
    '<span lang="en-GB">a</span>',
    '<abbr title="Local Government Association">LGA</abbr>',
    '<div class="admonition note"><p class="admonition-title">Note</p></div>',
    '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>',
    "<pre><code>def</code></pre>",
]


@pytest.mark.parametrize("text", HARMFUL.values(), ids=HARMFUL.keys())
def test_nothing_harmful_passes(text: str) -> None:
    clean = sanitiser.sanitise(f"<p>Before</p>{text}").lower()
    assert "<p>before</p>" in clean
    for mark in (
        "<script", "onclick", "onerror", "onload", "javascript:", "vbscript:", "data:", "<iframe", "<object", "<embed", "<form", "<input",
        "<style", "style=", "<svg", "<math", "<base", "<meta", "<link", "<template", "<video",
    ):  # fmt: skip
        assert mark not in clean


@pytest.mark.parametrize("text", ALLOWED)
def test_what_a_text_becomes_stays_as_it_is(text: str) -> None:
    assert sanitiser.sanitise(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bread & butter", "Bread & butter"),
        ("R&D", "R&amp;D"),
        ("&copy; &#169; &amp;", "&amp;copy; &amp;#169; &amp;amp;"),
        ("a < b <br>", "a &lt; b &lt;br>"),
        ('ŵ ŷ 🎉 "it\'s"', 'ŵ ŷ 🎉 "it\'s"'),
    ],
)
def test_plain_text_becomes_html_with_no_more_escapes_than_needed(text: str, expected: str) -> None:
    assert sanitiser.plain_as_html(text) == expected
    assert list(faults_of_html(expected)) == []


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1b", "\ufffe", "\uffff"], ids=ascii)
def test_characters_that_xml_forbids_are_left_out(character: str) -> None:
    assert sanitiser.xml_text(f"a{character}b") == "ab"


def test_other_characters_stay() -> None:
    assert sanitiser.xml_text("a\tb\nŵ🎉") == "a\tb\nŵ🎉"
