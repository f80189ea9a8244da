"""The page of a story as a reader uses it: on a phone, by keyboard, on paper, without JavaScript, with sixty councils."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from site_builder.adapters.disk import read_register
from tests.browser.conftest import serving
from tests.builders import story_text
from tests.site.projects import SITE_URL, build, make_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext

    from tests.site.projects import Site
    from tests.sites import Once

    Open = Callable[..., BrowserContext]

pytestmark = pytest.mark.browser

DAY = date(2026, 11, 21)
URL = f"{SITE_URL}stories/whole/"
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
BODY = f"""Text. [Elsewhere](https://example.org/a) they say <span lang="cy">bore da</span>, as in {LONG}.

## Why

> We had never asked the people who drive the lorries.
> — Ann Bee, head of waste

## How it works

| Round | Streets | Miles before | Miles after | What the crew says | Responsible officer |
| - | - | -: | -: | - | - |
| North | Scholes, Whelley and the estate behind the hospital | 312 | 250 | Better, but the gates are a trap | Planning |

```python
def a_function_with_a_long_name(argument_one: str, argument_two: int) -> dict[str, list[tuple[int, int]]]: ...
```

## What is left open

Text.
"""
FIGURES = [{"what": f"What {n} measures, in a few words", "figure": f"{n}00", "source": "A paper"} for n in range(8)]
WHOLE = story_text(
    BODY, id="whole-story", title="How a small team planned every bin round again with the crews and drove a fifth fewer miles to do so",
    artefacts=[{"title": "A film", "kind": "video", "url": "https://example.org/film"}], contact={"team": "Waste", "email": "waste@wigan.example"},
    outcomes=FIGURES, partners=[LONG],
)  # fmt: skip
PAGES = ["whole", "sixty", "bare", "long", "signpost", "withdrawn"]


@pytest.fixture(scope="module")
def odd(once: Once) -> Iterator[str]:
    """Yield the address of a site in which every story is an odd one."""
    councils = [council.slug for council in read_register() if not council.is_abolished][:300:5]
    files: dict[str, str | bytes] = {
        "2026/whole.md": WHOLE,
        "2026/sixty.md": story_text(BODY, id="sixty-story", title="Sixty councils", councils=councils),
        "2026/bare.md": story_text("Text.\n", id="bare-story", title="Bare", kind="guide", councils=[], sources=None),
        "2026/long.md": story_text(
            f"{LONG * 2}\n\n## How {LONG} works\n\nSo.\n", id="long-story", title=f"{LONG} {LONG}"[:100],
            outcomes=[{"what": LONG, "figure": LONG, "source": LONG}],
        ),
        "2026/signpost.md": story_text(
            "So.\n", id="signpost-story", kind="signpost", link=f"https://example.org/{LONG}/{LONG}"
        ),
        "2026/withdrawn.md": story_text(
            id="withdrawn-story", status="withdrawn", withdrawn={"date": DAY, "reason": f"Wrong: {LONG}."}
        ),
    }  # fmt: skip

    def make(folder: Path) -> Site:
        options = {"vocabularies": {"themes": ["digitalisation"]}, "footer": ["Llanfair" * 12]}
        return build(make_project(folder / "project", files, options, site_name="Llanfair" * 12), DAY)

    with serving(once("odd-stories", make).folder) as address:
        yield f"{address}/stories"


def test_no_story_scrolls_sideways_however_odd(open_context: Open, odd: str) -> None:
    page = open_context().new_page()
    too_wide = {}
    for name in PAGES:
        page.set_viewport_size({"width": 320, "height": 800})
        page.goto(f"{odd}/{name}/")
        for width in (320, 375, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            too_wide[name, width] = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
    assert {place: pixels for place, pixels in too_wide.items() if pixels > 0} == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_the_how_is_one_link_away(open_context: Open, odd: str, width: int) -> None:
    page = open_context(width).new_page()
    page.goto(f"{odd}/whole/")
    page.get_by_role("link", name="Go to the how How it works").click()
    heading = page.get_by_role("heading", name="How it works").bounding_box()
    assert heading is not None
    assert 0 <= heading["y"] < 200


def test_the_sections_open_before_the_text_on_a_phone_and_are_beside_it_elsewhere(open_context: Open, odd: str) -> None:
    phone = open_context(375).new_page()
    phone.goto(f"{odd}/whole/")
    links = phone.get_by_role("navigation", name="On this page").get_by_role("link")
    assert links.count() == 0
    phone.get_by_text("On this page").locator("visible=true").press("Enter")
    assert links.all_inner_texts() == ["Why", "How it works", "What is left open"]
    wide = open_context(1280).new_page()
    wide.goto(f"{odd}/whole/")
    assert wide.get_by_role("navigation", name="On this page").get_by_role("link").count() == 3


def test_a_wide_table_is_scrolled_by_keyboard(open_context: Open, odd: str) -> None:
    page = open_context(375).new_page()
    page.goto(f"{odd}/whole/")
    table = page.get_by_role("region", name="Table: How it works")
    page.get_by_role("link", name="Elsewhere").focus()
    while not table.evaluate("e => e === document.activeElement"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")
    assert table.evaluate("e => e.scrollWidth > e.clientWidth")
    page.keyboard.press("ArrowRight")
    scrolled = table.evaluate(
        """async e => {
            for (let n = 0; n < 100 && e.scrollLeft === 0; n++) await new Promise(requestAnimationFrame);
            return e.scrollLeft;
        }"""
    )
    assert scrolled > 0


def test_code_needs_no_scrolling(open_context: Open, odd: str) -> None:
    page = open_context(320).new_page()
    page.goto(f"{odd}/whole/")
    assert page.locator("pre > code").evaluate("e => e.scrollWidth <= e.clientWidth")


def test_the_link_and_the_citation_are_copied(open_context: Open, odd: str) -> None:
    context = open_context(375)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{odd}/whole/")
    copied = []
    for name in ("Copy link", "Copy citation"):
        button = page.get_by_role("button", name=name)
        button.press("Enter")
        status = button.locator("+ [role=status]")
        status.filter(has_text="Copied").wait_for()
        copied.append(page.evaluate("navigator.clipboard.readText()"))
    assert copied[0] == URL
    assert copied[1] == page.locator(".st-cite").inner_text()
    assert copied[1].endswith(URL)


def test_without_javascript_nothing_is_offered_that_needs_it(open_context: Open, odd: str) -> None:
    page = open_context(375, java_script_enabled=False).new_page()
    page.goto(f"{odd}/whole/")
    assert page.get_by_role("heading", name="Share and cite").is_visible()
    assert page.locator("main").get_by_role("button").count() == 0
    assert page.get_by_role("link", name="Send by email").is_visible()
    assert page.get_by_role("link", name=URL).is_visible()
    page.get_by_text("5 more figures").click()
    assert page.get_by_text("What 7 measures").is_visible()


def test_many_councils_and_figures_open_on_demand(open_context: Open, odd: str) -> None:
    page = open_context(1280).new_page()
    page.goto(f"{odd}/sixty/")
    panel = page.get_by_role("region", name="At a glance")
    assert panel.get_by_role("link").count() < 5
    panel.get_by_text("Show all 60").press("Enter")
    assert panel.get_by_role("link").count() > 60


def test_paper_keeps_the_citation_and_drops_what_a_pointer_needs(open_context: Open, odd: str) -> None:
    page = open_context(1280).new_page()
    page.goto(f"{odd}/whole/")
    page.emulate_media(media="print")
    for gone in (".st-cover", ".st-how", ".st-contents", ".st-jump", ".st-share__way", ".st-band", ".st-between"):
        assert page.locator(gone).locator("visible=true").count() == 0, gone
    assert page.locator(".st-cite").is_visible()
    assert page.get_by_text("What 7 measures").is_visible()
    printed = "e => getComputedStyle(e, '::after').content"
    for link in (page.get_by_role("link", name="Elsewhere"), page.get_by_role("link", name="A film")):
        assert "https://example.org/" in link.evaluate(printed)


@pytest.mark.parametrize("options", [{"forced_colors": "active"}, {"color_scheme": "dark"}, {}], ids=str)
def test_what_is_pressed_is_large_enough_and_has_an_edge(
    open_context: Open, odd: str, options: dict[str, object]
) -> None:
    page = open_context(375, **options).new_page()
    page.goto(f"{odd}/whole/")
    for target in page.locator(".st-how a, .st-jump summary, .st-infigures summary, .st-share__way").all():
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= 24
    assert all(
        way.evaluate("e => parseFloat(getComputedStyle(e).borderTopWidth)") >= 1
        for way in page.locator(".st-share__way, .st-how a").all()
    )
