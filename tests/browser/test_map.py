"""The map as a reader has it: by pointer, by keyboard, on a phone, without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext

    Open = Callable[..., BrowserContext]

pytestmark = pytest.mark.browser

IS_SEEN = "e => getComputedStyle(e.querySelector('.st-map__count')).visibility === 'visible'"


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_a_mark_says_its_name_and_count_when_the_keyboard_reaches_it(
    open_context: Open, address: str, width: int
) -> None:
    page = open_context(width).new_page()
    page.goto(f"{address}/map/")
    marks = page.locator(".st-map svg a")
    for n in range(marks.count()):
        mark = marks.nth(n)
        assert not mark.evaluate(IS_SEEN)
        if n == 0:
            page.locator(".st-map__skip").focus()
        page.keyboard.press("Tab")
        assert mark.evaluate("e => e === document.activeElement")
        assert mark.evaluate(IS_SEEN)
        box = mark.locator("text").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_the_keyboard_can_pass_the_map_by(open_context: Open, address: str) -> None:
    page = open_context().new_page()
    page.goto(f"{address}/map/")
    page.locator(".st-map__skip").focus()
    assert page.locator(".st-map__skip").is_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.st-atlas__region a')")


def test_a_mark_leads_to_its_council_without_javascript(open_context: Open, address: str) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/map/")
    page.get_by_role("group", name="Map of the United Kingdom").get_by_role("link", name="York: 1 story").locator(
        ".st-map__target"
    ).click()
    assert page.get_by_role("heading", level=1).inner_text() == "City of York Council"


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_a_lonely_mark_is_a_target_of_24_pixels(open_context: Open, address: str, width: int) -> None:
    page = open_context(width).new_page()
    page.goto(f"{address}/map/")
    box = page.get_by_role("link", name="Cornwall: 1 story").locator(".st-map__target").bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= (24 if width > 320 else 20)


def test_the_land_of_other_pages_comes_from_one_file(open_context: Open, address: str) -> None:
    for path, selector in (
        ("programmes/made-up-councils/", ".st-map__land"),
        ("stories/wigan-street-kitchens/", ".st-minimap use"),
    ):
        page = open_context().new_page()  # which has kept nothing that it could only ask about
        with page.expect_response("**/assets/map/land.svg*") as response:
            page.goto(f"{address}/{path}")
        assert response.value.ok
        box = page.locator(selector).first.bounding_box()
        assert box is not None
        assert box["height"] > 50
