"""A reader's way through the site: on a phone, by keyboard, without JavaScript, in the dark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import pytest

from tests.site.projects import SITE_URL

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

    Open = Callable[..., BrowserContext]

BROKEN = 400

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/stories/",
    "/stories/wigan-street-kitchens/",
    "/stories/how-a-board-chooses/",
    "/themes/",
    "/themes/digitalisation/",
    "/councils/",
    "/councils/york/",
    "/councils/aberdeenshire/",
    "/map/",
    "/programmes/made-up-councils/",
    "/calendar/",
    "/subscribe/",
    "/about/",
    "/accessibility/",
    "/404.html",
]


WIDTHS = (320, 375, 768, 1280)
# When a page has nothing left to do. The headless shell sometimes never says so: no longer than so many milliseconds.
SETTLED = "new Promise(done => requestIdleCallback(() => setTimeout(done, 50), {timeout: 200}))"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_reports_an_error_or_asks_another_host(
    open_context: Open, address: str, scheme: Literal["light", "dark"]
) -> None:
    context = open_context(color_scheme=scheme)
    page = context.new_page()
    errors: list[str] = []
    hosts: set[str] = set()
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("response", lambda response: errors.append(response.url) if response.status >= BROKEN else None)
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    for path in PAGES:
        page.goto(address + path)
        page.evaluate(SETTLED)
    assert errors == []
    assert hosts == {urlsplit(address).netloc}
    assert context.cookies() == []


def test_no_page_scrolls_sideways_at_any_width_nor_with_letters_twice_as_large(
    open_context: Open, address: str
) -> None:
    """The pages ask for no width while they load, so that one that is made wider is as if it was opened so."""
    page = open_context(WIDTHS[0]).new_page()
    too_wide: dict[tuple[str, int | str], int] = {}
    for path in PAGES:
        page.goto(address + path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            too_wide[path, width] = page.evaluate(OVERFLOW)
        page.set_viewport_size({"width": 375, "height": 800})
        page.evaluate("document.documentElement.style.fontSize = '250%'")
        too_wide[path, "large letters"] = page.evaluate(OVERFLOW)
        page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    assert {place: pixels for place, pixels in too_wide.items() if pixels > 0} == {}


def _tab_to(page: Page, text: str, at_most: int = 60) -> None:
    """Press Tab until the link with this text has the focus."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim().replace(/\\s+/g, ' ')").startswith(text):
            return
    pytest.fail(f"Tab does not reach '{text}'")


def test_the_first_tab_offers_to_skip_to_the_content(open_context: Open, address: str) -> None:
    page = open_context().new_page()
    page.goto(address + "/stories/")
    page.keyboard.press("Tab")
    assert "Skip" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stories/#*")


@pytest.mark.parametrize("width", [375, 1280])
def test_by_keyboard_from_home_to_a_story_and_on_to_the_older_one(open_context: Open, address: str, width: int) -> None:
    page = open_context(width).new_page()
    page.goto(address + "/")
    _tab_to(page, "All stories")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stories/")
    _tab_to(page, "Street kitchens")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stories/wigan-street-kitchens/")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Street kitchens")


@pytest.mark.parametrize("width", [375, 1280])
def test_tab_never_lands_on_something_invisible(open_context: Open, address: str, width: int) -> None:
    page = open_context(width).new_page()
    for path in ("/", "/stories/wigan-street-kitchens/", "/subscribe/"):
        page.goto(address + path)
        for _ in range(25):
            page.keyboard.press("Tab")
            focus = page.evaluate(
                """() => {
                    const e = document.activeElement;
                    const r = e.getBoundingClientRect();
                    const onScreen = r.width > 0 && r.height > 0 && r.right > 0 && r.left < innerWidth;
                    const visible = e.checkVisibility({visibilityProperty: true, opacityProperty: true});
                    return {seen: onScreen && visible, what: e.outerHTML.slice(0, 200)};
                }"""
            )
            assert focus["seen"], (path, focus["what"])


@pytest.mark.parametrize("width", [375, 1280])
def test_without_javascript_the_way_from_home_to_a_council_is_open(
    open_context: Open, address: str, width: int
) -> None:
    page = open_context(width, java_script_enabled=False).new_page()
    page.goto(address + "/")
    page.get_by_role("link", name="council", exact=True).click()
    page.get_by_role("link", name="Wigan").click()
    page.get_by_role("link", name="Street kitchens: how Wigan cooked").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Street kitchens")
    assert page.get_by_text("At a glance").is_visible()


@pytest.mark.parametrize(
    ("path", "way", "least"),
    [
        pytest.param("/", ".st-card a", 7, id="home: the newest"),
        pytest.param("/", ".st-tiles a", 5, id="home: the themes"),
        pytest.param("/stories/", "#rows .st-card a", 12, id="the whole list"),
        pytest.param("/stories/", ".db-unscripted a", 4, id="the way to shorter lists"),
        pytest.param("/themes/", ".st-terms a", 5, id="themes"),
        pytest.param("/themes/digitalisation/", ".st-card a", 4, id="a theme"),
        pytest.param("/councils/", ".st-names a", 12, id="councils"),
        pytest.param("/map/", ".st-map svg a", 12, id="map: its marks"),
        pytest.param("/map/", ".st-atlas__region a", 12, id="map: its list"),
        pytest.param("/calendar/", ".st-period h3", 6, id="calendar: its periods"),
        pytest.param("/calendar/", ".st-take a", 1, id="calendar: the file"),
        pytest.param("/subscribe/", "a[href$='.xml']", 40, id="feeds"),
        pytest.param("/stories/york-lantern-app/", "a[href^='mailto:?subject']", 1, id="a story: passed on"),
        pytest.param("/stories/york-lantern-app/", ".st-prose h2", 2, id="a story: its text"),
    ],
)
def test_without_javascript_every_page_serves_its_purpose(
    open_context: Open, address: str, path: str, way: str, least: int
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(address + path)
    assert page.locator(f"{way}:visible").count() >= least
    assert page.locator("main button:visible, main select:visible, main input:visible").count() == 0


def test_a_script_that_slipped_into_a_page_would_not_run(open_context: Open, address: str) -> None:
    page = open_context().new_page()
    html = page.request.get(address + "/about/").text()
    assert "</main>" in html
    harm = "<script>document.title = 'harmed'</script><img src=x onerror=\"document.title = 'harmed'\"></main>"
    page.route("**/about/", lambda route: route.fulfill(body=html.replace("</main>", harm), content_type="text/html"))
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    page.goto(address + "/about/")
    page.wait_for_load_state("networkidle")
    assert "harmed" not in page.title()
    assert len(refused) == 2


@pytest.mark.parametrize(
    ("path", "button", "copied"),
    [
        ("/subscribe/", "Copy the RSS address", "feed.xml"),
        ("/subscribe/", "Copy the calendar's address", "calendar.ics"),
        ("/subscribe/", "Copy the RSS address: York", "councils/york/feed.xml"),
        ("/calendar/", "Copy the address of the calendar", "calendar.ics"),
        ("/themes/digitalisation/", "Copy the RSS address Digitalisation", "themes/digitalisation/feed.xml"),
    ],
)
def test_an_address_is_copied_by_keyboard_and_the_page_says_so(
    open_context: Open, address: str, path: str, button: str, copied: str
) -> None:
    context = open_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + path)
    copy = page.get_by_role("button", name=button, exact=True)
    copy.press("Enter")
    copy.locator("+ [role=status]").get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{SITE_URL}{copied}"


def test_without_javascript_addresses_are_there_to_be_copied_by_hand(open_context: Open, address: str) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(address + "/subscribe/")
    assert page.get_by_role("link", name=f"{SITE_URL}feed.xml", exact=True).is_visible()
    assert page.locator("[data-copy]:visible").count() == 0


@pytest.mark.parametrize(
    ("day", "line"),
    [
        ("2026-11-21", "Next date: Lantern meeting, 21 January 2027"),
        ("2027-04-22", "Next date: Made-up elections, 6 May 2027"),
        ("2027-05-06", "Today: Made-up elections, 6 May 2027"),
        ("2028-01-01", ""),
    ],
)
def test_the_calendar_says_which_date_is_next_on_the_day_it_is_read(
    open_context: Open, address: str, day: str, line: str
) -> None:
    page = open_context().new_page()
    page.clock.set_fixed_time(f"{day}T12:00:00Z")
    page.goto(address + "/calendar/")
    assert page.locator("#next").inner_text() == line
    assert page.locator(".st-milestones .st-now").count() == (1 if line else 0)


@pytest.mark.parametrize("path", ["/", "/stories/?q=council&theme=digitalisation", "/map/", "/subscribe/"])
def test_nothing_is_kept_on_the_device_but_the_choice_of_colours(open_context: Open, address: str, path: str) -> None:
    context = open_context(color_scheme="dark")
    page = context.new_page()
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    kept = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
    assert page.evaluate(kept) == []
    page.get_by_role("button", name="Dark colours").click()
    assert page.evaluate(kept) == ["st-colours"]
    assert context.cookies() == []


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(open_context: Open, address: str) -> None:
    page = open_context(375).new_page()
    page.goto(address + "/")
    menu = page.locator(".st-menu")
    summary = menu.locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert menu.get_by_role("link", name="Councils").is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Stories"
    page.keyboard.press("Escape")
    assert not menu.get_by_role("link", name="Councils").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Menu"
    page.keyboard.press("Enter")
    page.locator(".st-brand").focus()
    assert not menu.get_by_role("link", name="Councils").is_visible()


def test_the_choice_of_colours_is_kept_from_page_to_page(open_context: Open, address: str) -> None:
    page = open_context(color_scheme="light").new_page()
    page.goto(address + "/")
    page.get_by_role("button", name="Dark colours").press("Enter")
    page.goto(address + "/calendar/")
    assert page.evaluate("document.documentElement.dataset.mdColorScheme") == "slate"


def test_a_page_that_comes_back_has_the_colours_chosen_meanwhile(open_context: Open, address: str) -> None:
    context = open_context(color_scheme="light")
    first, second = context.new_page(), context.new_page()
    first.goto(address + "/")
    second.goto(address + "/map/")
    second.get_by_role("button", name="Dark colours").press("Enter")
    first.wait_for_function("() => document.documentElement.dataset.mdColorScheme === 'slate'")


def test_a_printed_calendar_says_on_which_day_it_was_printed(open_context: Open, address: str) -> None:
    page = open_context().new_page()
    page.clock.set_fixed_time("2026-12-24T12:00:00Z")
    page.goto(f"{address}/calendar/")
    printed = page.get_by_text("Printed on")
    assert printed.count() == 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert not printed.is_visible()
    page.emulate_media(media="print")
    assert printed.is_visible()
    assert printed.inner_text() == "Printed on 24 December 2026"


def test_a_printed_story_keeps_its_text_and_drops_the_navigation(open_context: Open, address: str) -> None:
    page = open_context().new_page()
    page.goto(address + "/stories/wigan-street-kitchens/")
    page.emulate_media(media="print")
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.get_by_text("In April 2019 a cook in Wigan").is_visible()
    assert not page.locator(".st-nav").is_visible()
