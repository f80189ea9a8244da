"""The tasks that matter, in each browser that is here: filters, chips, Back, search, menu, colours, copying, map, print."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from tests.browser import engines
from tests.browser.engines import InPlaywright, InWebDriver, wait_for
from tests.browser_install import missing_browsers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import BrowserContext

    from tests.browser.engines import Tab

pytestmark = [pytest.mark.browser, pytest.mark.uncounted]

BROWSERS = ["chromium", *(name for name in ("firefox", "webkit") if name not in map(str.lower, missing_browsers()))]


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], InWebDriver]]:
    """Yield a function that gives the tab of a browser, which is started when it is first asked for."""
    running: dict[str, Any] = {}

    def start(name: str) -> InWebDriver:
        if name not in running:
            manager = getattr(engines, name)(tmp_path_factory.mktemp(name))
            running[name] = manager, manager.__enter__()
        tab: InWebDriver = running[name][1]
        return tab

    yield start
    for manager, _ in running.values():
        manager.__exit__(None, None, None)


@pytest.fixture(scope="session", params=BROWSERS)
def browser_name(request: pytest.FixtureRequest) -> str:
    """Return the name of each browser. All tests of one come before those of the next, so that few processes start it."""
    name: str = request.param
    return name


@pytest.fixture
def tab(browser_name: str, request: pytest.FixtureRequest, address: str) -> Iterator[Tab]:
    """Yield a tab of each browser, with no choice of colours kept."""
    if browser_name == "chromium":
        open_context: Callable[..., BrowserContext] = request.getfixturevalue("open_context")
        context = open_context(permissions=["clipboard-read", "clipboard-write"])
        yield InPlaywright(context.new_page())
        return
    found: InWebDriver = request.getfixturevalue("started")(browser_name)
    found.open(f"{address}/404.html")
    found.run("localStorage.clear()")
    yield found


COUNT = "return document.getElementById('count').textContent"
TITLES = "return [...document.querySelectorAll('#rows .st-card__title')].map(e => e.textContent)"
IS_SHOWN = "return document.querySelector(arguments[0]).getClientRects().length > 0"


def _told(tab: Tab) -> str:
    """Return the number of stories found, once the list is no longer busy."""
    wait_for(tab, "return document.getElementById('count') && !document.querySelector('#rows[aria-busy]')")
    told: str = tab.run(COUNT)
    return told


def _tab_to(tab: Tab, script: str, at_most: int = 60) -> None:
    for _ in range(at_most):
        tab.press("Tab")
        if tab.run(f"return (e => {script})(document.activeElement)"):
            return
    pytest.fail(f"Tab does not reach what {script}")


def test_back_brings_the_filtered_list_as_it_was(tab: Tab, address: str) -> None:
    tab.open(f"{address}/stories/")
    wait_for(tab, "return document.querySelector('#toggle')")
    tab.run("document.querySelector('input[value=digitalisation]').click()")
    tab.run("const q = document.getElementById('q'); q.value = 'council'; q.form.requestSubmit()")
    wait_for(tab, "return location.search.includes('q=council') && document.querySelectorAll('#chips li').length === 2")
    told, titles = _told(tab), tab.run(TITLES)
    assert 0 < len(titles) < 12
    tab.run("document.querySelector('#rows a').click()")
    wait_for(tab, "return document.querySelector('.st-story')")
    tab.back()
    wait_for(tab, "return document.getElementById('rows')")
    assert (_told(tab), tab.run(TITLES)) == (told, titles)
    assert tab.run("return [q.value, document.querySelector('input[value=digitalisation]').checked, sort.value]") == [
        "council",
        True,
        "relevance",
    ]
    tab.run("document.querySelector('input[value=digitalisation]').click()")
    wait_for(tab, "return document.querySelectorAll('#chips li').length === 1")
    assert "q=council" in tab.run("return location.search")


def test_a_word_of_the_masthead_leads_to_the_list_and_a_chip_takes_it_away(tab: Tab, address: str) -> None:
    tab.open(f"{address}/about/")
    tab.click(".st-search input")
    tab.press(*"lantern", "Enter")
    wait_for(tab, "return location.search === '?q=lantern' && document.querySelector('#chips li')")
    assert " of " in _told(tab)
    assert tab.run(TITLES)
    tab.click("#chips button")
    wait_for(tab, "return location.search === ''")
    assert tab.run("return document.activeElement.id") == "q"


def test_the_colours_are_switched_and_kept(tab: Tab, address: str) -> None:
    tab.open(f"{address}/about/")
    ground = "return getComputedStyle(document.body).backgroundColor"
    before = tab.run(ground)
    tab.click(".st-colours")
    after = tab.run(ground)
    assert before != after
    tab.open(f"{address}/subscribe/")
    assert tab.run(ground) == after


def test_an_address_is_copied_and_the_page_says_so(tab: Tab, address: str) -> None:
    tab.open(f"{address}/subscribe/")
    tab.click("button[data-copy]")
    said = wait_for(tab, "return document.querySelector('button[data-copy] + [role=status]').textContent")
    assert said == "Copied"


def test_the_map_is_walked_by_keyboard_with_every_point_in_view(tab: Tab, address: str) -> None:
    tab.open(f"{address}/map/")
    tab.run("scrollTo(0, 0); document.querySelector('.st-map__skip').focus()")
    for _ in range(8):
        tab.press("Tab")
        wait_for(
            tab,
            """const e = document.activeElement.closest('.st-map svg a'), box = e?.querySelector('.st-map__target').getBoundingClientRect();
            return box && box.top >= 0 && box.bottom <= innerHeight""",
        )


PRINTED = """
for (const sheet of document.styleSheets) {
  const visit = rules => { for (const rule of rules) {
    if (rule.media?.mediaText === 'print') rule.media.mediaText = 'all';
    else if (rule.media?.mediaText.includes('screen')) rule.media.mediaText = rule.media.mediaText.startsWith('print,') ? 'all' : 'not all';
    if (rule.cssRules) visit(rule.cssRules);
  } };
  visit(sheet.cssRules);
}
"""
"""Makes a window show a page as paper does, in browsers that print for nobody but a person."""


def test_the_list_is_printed_whole(tab: Tab, address: str) -> None:
    tab.open(f"{address}/stories/")
    titles = tab.run(TITLES)
    tab.run(PRINTED)
    assert tab.run(
        "return [...document.querySelectorAll('#rows > li')].map(e => getComputedStyle(e).contentVisibility)"
    ) == ["visible"] * len(titles)
    if pdf := tab.printed():
        text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
        assert [title for title in titles if title.split()[0] not in text] == []


LUMINANCE = """
const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
const light = colour => {
  canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
  const part = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  return a ? 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b) : null;
};
const ground = e => { for (; e; e = e.parentElement) { const found = light(getComputedStyle(e).backgroundColor); if (found !== null) return found; } return 1; };
const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
"""


@pytest.mark.parametrize(
    "path", ["/", "/stories/york-lantern-app/", "/stories/how-a-board-chooses/", "/themes/digitalisation/"]
)
def test_a_printed_title_is_dark_on_white(tab: Tab, address: str, path: str) -> None:
    tab.open(address + path)
    tab.run(PRINTED)
    ink, paper = tab.run(
        f"{LUMINANCE} const e = document.querySelector('h1'); return [light(getComputedStyle(e).color), ground(e)]"
    )
    assert ink < 0.05
    assert paper > 0.8


def test_in_forced_colours_what_was_found_and_the_search_are_seen(tab: Tab, address: str) -> None:
    if not tab.force_colours(on=True):
        return  # WebKit has no such mode
    try:
        tab.open(f"{address}/stories/?q=lantern")
        wait_for(tab, "return document.querySelector('.db-passage mark')")
        contrast = f"{LUMINANCE} const e = document.querySelector('mark'); return ratio(light(getComputedStyle(e).color), ground(e))"
        assert tab.run(contrast) >= 4.5
        tab.open(f"{address}/about/")
        edge = f"""{LUMINANCE} const e = document.querySelector('.st-search'), style = getComputedStyle(e);
            return parseFloat(style.borderTopWidth) && ratio(light(style.borderTopColor), ground(e.parentElement))"""
        assert tab.run(edge) >= 3
    finally:
        tab.force_colours(on=False)


def test_a_heading_is_read_without_the_link_to_itself(tab: Tab, address: str) -> None:
    tab.open(f"{address}/stories/wigan-street-kitchens/")
    assert tab.run(
        "return [...document.querySelectorAll('.headerlink')].every(e => e.ariaHidden === 'true' && e.tabIndex === -1)"
    )


def test_the_menu_opens_and_closes_by_keyboard(tab: Tab, address: str) -> None:
    tab.open(f"{address}/about/")
    tab.run(
        "document.querySelector('.st-menu').style.display = 'block'; document.querySelector('.st-menu summary').focus()"
    )
    tab.press("Enter")
    wait_for(tab, "return document.querySelector('.st-menu').open")
    tab.press("Tab")
    assert tab.run("return Boolean(document.activeElement.closest('.st-menu nav'))")
    tab.press("Escape")
    assert tab.run("return [document.querySelector('.st-menu').open, document.activeElement.textContent]") == [
        False,
        "Menu",
    ]
