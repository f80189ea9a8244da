"""The form to write a story, as editors use it in Chromium; what it makes passes the check and is built."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from site_builder.adapters import building
from site_builder.adapters.project import load_project
from tests.browser.conftest import serving
from tests.builders import SUMMARY, TODAY, VOCABULARIES
from tests.site.projects import make_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

    Open = Callable[..., BrowserContext]

pytestmark = pytest.mark.browser

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {mso-style-unhide:no}</style></head><body>
<!--StartFragment--><h1>What we did<o:p></o:p></h1>
<p class=MsoNormal style='mso-margin-top-alt:auto'><span lang=EN-GB style='font-family:"Calibri"'>The <b>crews</b> drew the <i style='mso-bidi-font-style:normal'>rounds</i>
again;&nbsp;see <a href="https://www.york.gov.uk/a_(b)">the report</a><a href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a>. <del class=msoDel>Not this.</del>2 * 3 &lt;b&gt; [x] snake_case _y_<o:p></o:p></span></p>
<h2>How it works</h2>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>First point</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp;</span></span>Deeper</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;</span></span>Second point</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>One</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.<span>&nbsp;</span></span>Two</p>
<table class=MsoTableGrid><tr><td><p class=MsoNormal><b>Round</b></p></td><td><p>Miles | week</p></td></tr><tr><td><p>North</p></td><td><p>312</p></td></tr></table>
<p class=MsoNormal># no heading</p><p class=MsoNormal><img src="file:///C:/a.png"></p>
<div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> Report, 2026.</p></div>
<!--EndFragment--></body></html>"""

MARKDOWN = (
    "## What we did\n\n"
    "The **crews** drew the *rounds* again; see [the report](https://www.york.gov.uk/a_%28b%29)[^1]. "
    "2 \\* 3 \\<b> \\[x\\] snake_case \\_y\\_\n\n"
    "### How it works\n\n"
    "- First point\n    - Deeper\n- Second point\n\n1. One\n2. Two\n\n"
    "| **Round** | Miles \\| week |\n| --- | --- |\n| North | 312 |\n\n"
    "\\# no heading\n\n[^1]: Report, 2026."
)

PAGES_OF_OTHERS = {
    "<p>One<br>two</p><blockquote><p>Said</p><p>twice</p></blockquote>": "One\\\ntwo\n\n> Said\n>\n> twice",
    "<ul><li><p>a</p><p>b</p></li><li>c<ol><li>d</li><li>e</li></ol></li></ul>": "- a\n\n  b\n- c\n    1. d\n    2. e",
    "<b style='font-weight:normal'><p><span style='font-weight:700'>A heading in bold</span></p><p>x</p></b>": "## A heading in bold\n\nx",
    "<p><strong>Bold. </strong><strong>More</strong> end</p>": "**Bold.** **More** end",
    "<h3>Only</h3><h4>Deeper</h4>": "## Only\n\n### Deeper",
    "<pre>a *b*\n  c</pre><p>1. no list</p><p>- no list</p>": "```\na *b*\n  c\n```\n\n1\\. no list\n\n\\- no list",
    "<script>alert(1)</script><style>p{}</style><p>x&amp;nbsp;<a href='javascript:1'>y</a></p>": "x\\&nbsp;y",
    "<table><tr><td><p>Layout</p><p>only</p></td></tr></table>": "Layout\n\nonly",
    "plain <i>words</i> alone": "plain *words* alone",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project with a repository."""
    options: dict[str, Any] = {"vocabularies": VOCABULARIES, "repository": "council/stories"}
    return make_project(tmp_path_factory.mktemp("form"), {}, options)


def made(project: Path, folder: Path) -> Path:
    folder.mkdir()
    building.make_site(load_project(project), TODAY, folder, lambda *_: None, with_search=False)
    return folder


@pytest.fixture(scope="module")
def form(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of the form."""
    with serving(made(project, tmp_path_factory.mktemp("site") / "site")) as address:
        yield f"{address}/write/"


@pytest.fixture
def page(open_context: Open, form: str) -> Page:
    """Open the form in a browser that knows no draft."""
    return opened(open_context(), form)


def opened(context: BrowserContext, form: str) -> Page:
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-21T12:00:00Z")
    page.goto(form)
    page.locator("#write[data-ready]").wait_for()
    return page


def paste(page: Page, html: str) -> None:
    page.locator("#text").focus()
    page.evaluate(
        """html => { const held = new DataTransfer(); held.setData("text/html", html);
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: held, bubbles: true, cancelable: true })); }""",
        html,
    )


def fill(page: Page) -> None:
    """Fill in a ready story by keyboard alone where the page is out of the ordinary."""
    page.fill("#title", "Tŷ Ddewi: \"fewer\" 'miles' # 1 \U0001f389")
    page.fill("#summary", f'{SUMMARY} It\'s 20% less: # \U0001f69b \\ "all"')
    page.locator('[id="councils.find"]').press_sequentially("york")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_label("digitalisation").check()
    page.fill("#partners", 'T\u0177 Newydd: #2\n\nA "university"')
    page.locator("[data-add=outcomes]").press("Enter")
    for key, value in {"what": "Miles: driven", "figure": "20% fewer", "source": 'Report #1: "one"'}.items():
        page.locator(f'[id^="outcomes."][id$=".{key}"]').fill(value)
    for key, value in {"title": 'Report #1: "one"', "date": "2026-01", "url": "https://www.york.gov.uk/?a=1#b"}.items():
        page.locator(f'[id^="sources."][id$=".{key}"]').first.fill(value)
    page.get_by_label("Ready").check()
    page.fill("#date", "2026-11-16")


def test_what_the_form_makes_passes_the_check_unchanged_and_is_built(page: Page, project: Path, tmp_path: Path) -> None:
    fill(page)
    paste(page, WORD)
    text = page.locator("#text")
    text.press("Control+End")
    page.keyboard.insert_text(
        "\n\n## How we did it\n\n" + 'Two hundred paragraphs: "quoted" \u0175 \U0001f389 #hash. ' * 200
    )
    page.get_by_role("button", name="Check the story").click()
    expect(page.locator("#verdict")).to_contain_text("The form finds nothing to fix")
    assert not page.locator("#problems").is_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the file").click()
    assert download.value.suggested_filename == "ty-ddewi-fewer-miles-1.md"
    target = project.parent / "stories" / "2026" / download.value.suggested_filename
    target.parent.mkdir(exist_ok=True)
    download.value.save_as(target)

    collection = load_project(project).read(TODAY)
    assert [str(problem) for problem in collection.problems] == []
    (story,) = collection.stories
    assert story.title == "Tŷ Ddewi: \"fewer\" 'miles' # 1 \U0001f389"
    assert story.meta.partners == ("T\u0177 Newydd: #2", 'A "university"')
    assert story.meta.sources[0].url == "https://www.york.gov.uk/?a=1#b"
    assert len(story.body.split()) > 1200
    assert (made(project, tmp_path / "site") / "stories/ty-ddewi-fewer-miles-1/index.html").is_file()
    target.unlink()


def test_a_short_story_is_handed_to_github_and_a_long_one_is_copied(page: Page) -> None:
    fill(page)
    page.fill("#text", "## How\n\nSo.\n")
    link = page.locator("#github")
    expect(link).to_have_text("Open on GitHub")
    address = re.compile(r"^https://github\.com/council/stories/new/main\?filename=stories%2F2026%2Fty-ddewi.*So\.")
    expect(link).to_have_attribute("href", address)
    page.fill("#text", "## How\n\n" + "Words go on. " * 700)
    expect(link).to_have_text("Open an empty file on GitHub")
    assert "value=" not in str(link.get_attribute("href"))


def test_text_from_word_arrives_as_clean_markdown(page: Page) -> None:
    paste(page, WORD)
    assert page.locator("#text").input_value() == MARKDOWN
    expect(page.locator("#pasted")).to_have_text("Pasted as Markdown (1 picture left out; add them on GitHub).")


@pytest.mark.parametrize("html", PAGES_OF_OTHERS)
def test_text_from_elsewhere_does_too(page: Page, html: str) -> None:
    paste(page, html)
    assert page.locator("#text").input_value() == PAGES_OF_OTHERS[html]


def test_what_is_wrong_is_reported_beside_the_field_and_at_the_top(page: Page) -> None:
    page.fill("#summary", "Too short")
    assert page.locator("[id='summary-said']").inner_text() == ""
    page.keyboard.press("Tab")
    said = page.locator("[id='summary-said']")
    expect(said).to_have_text("Error: 'summary' has 9 characters; at least 40 are needed.")
    assert page.locator("#summary").get_attribute("aria-invalid") == "true"
    page.get_by_label("Ready").check()
    page.get_by_role("button", name="Check the story").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "problems"
    page.get_by_role("link", name="A ready piece needs at least one theme").click()
    assert page.evaluate("document.activeElement.id") == "themes"
    page.fill("#summary", SUMMARY)
    expect(said).to_have_text("")


def test_a_name_that_is_no_council_is_reported(page: Page) -> None:
    find = page.locator('[id="councils.find"]')
    find.press_sequentially("zyzzyva")
    expect(page.locator('[id="councils.status"]')).to_have_text("No council found")
    find.press("Tab")
    expect(page.locator("[id='councils-said']")).to_contain_text(
        "no council was chosen for 'zyzzyva'", ignore_case=True
    )
    find.focus()
    find.press("Escape")
    assert find.input_value() == ""


def test_councils_are_found_chosen_and_removed_by_keyboard(page: Page) -> None:
    find = page.locator('[id="councils.find"]')
    find.press_sequentially("brigh")
    assert find.get_attribute("aria-expanded") == "true"
    find.press("ArrowDown")
    active = str(find.get_attribute("aria-activedescendant"))
    assert page.locator(f'[id="{active}"]').get_attribute("aria-selected") == "true"
    find.press("Enter")
    assert find.get_attribute("aria-expanded") == "false"
    chosen = page.locator('[id="councils.chosen"] li')
    expect(chosen).to_contain_text("Brighton and Hove")
    expect(page.locator('[id="councils.status"]')).to_contain_text("added")
    page.get_by_role("button", name="Remove Brighton and Hove").press("Enter")
    expect(chosen).to_have_count(0)
    assert page.evaluate("document.activeElement.id") == "councils.find"


def test_a_draft_is_kept_until_it_is_erased(open_context: Open, form: str) -> None:
    context = open_context()
    page = opened(context, form)
    assert page.evaluate("Object.keys(localStorage)") == []
    fill(page)
    expect(page.locator("#file")).to_contain_text("date: 2026-11-16")
    expect(page.locator("#saved")).to_contain_text("Saved on this device at")
    before = page.locator("#file").text_content()
    page.close()
    page = opened(context, form)
    assert page.locator("#file").text_content() == before
    assert page.locator("#title").input_value().startswith("Tŷ Ddewi")
    assert page.evaluate("Object.keys(localStorage)") == ["st-draft"]
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Erase the draft").click()
    expect(page.locator("#saved")).to_have_text("The draft is erased. Nothing is saved on this device.")
    assert page.evaluate("Object.keys(localStorage)") == []
    assert page.locator("#title").input_value() == ""
    page.close()
    assert opened(context, form).locator("#title").input_value() == ""


def test_the_identifier_stays_once_the_file_is_taken_along(page: Page) -> None:
    page.fill("#title", "Fewer miles")
    expect(page.locator("#file")).to_contain_text("id: fewer-miles-")
    with page.expect_download():
        page.get_by_role("button", name="Download the file").click()
    page.fill("#title", "Another title")
    expect(page.locator("#file")).to_contain_text("title: Another title")
    assert "id: fewer-miles-" in str(page.locator("#file").text_content())


def test_a_spoilt_draft_or_a_browser_that_keeps_nothing_does_no_harm(open_context: Open, form: str) -> None:
    context = open_context()
    context.add_init_script("localStorage.setItem('st-draft', '{broken')")
    assert opened(context, form).locator("#broken").is_hidden()
    context = open_context()
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })")
    page = opened(context, form)
    page.fill("#title", "Fewer miles")
    expect(page.locator("#saved")).to_contain_text("does not keep the draft")


def test_the_form_sends_nothing_and_breaks_no_policy(open_context: Open, form: str) -> None:
    context = open_context()
    asked: list[str] = []
    said: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("console", lambda message: said.append(message.text))
    page = opened(context, form)
    fill(page)
    paste(page, WORD)
    expect(page.locator("#saved")).to_contain_text("Saved on this device")
    host = form.removesuffix("write/")
    assert [url for url in asked if not url.startswith((host, "blob:"))] == []
    assert said == []
    assert json.loads(str(page.evaluate("localStorage['st-draft']")))["councils"] == ["york"]


def test_without_scripts_the_page_says_what_to_do(open_context: Open, form: str) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(form)
    assert page.get_by_role("heading", name="This form needs JavaScript").is_visible()
    assert not page.locator("#title").is_visible()
    address = page.get_by_role("link", name="create a new file on GitHub").get_attribute("href")
    assert address == "https://github.com/council/stories/new/main/stories"


@pytest.mark.parametrize("width", [320, 640])
def test_nothing_is_wider_than_the_screen(open_context: Open, form: str, width: int) -> None:
    page = opened(open_context(width), form)
    if width == 640:
        page.evaluate("document.documentElement.style.fontSize = '250%'")
    fill(page)
    page.get_by_role("button", name="Check the story").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
