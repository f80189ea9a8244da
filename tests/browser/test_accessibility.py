"""No page breaks a rule of axe: WCAG 2.2 at the levels A and AA, and what axe calls best practice.

Every template is looked at in light and dark colours, with everything open that can be opened, at the width of WCAG's
reflow (1.4.10) and on a desktop. Sites that differ from these by their colours and by what they leave out are looked at in
the first of these widths, and their home pages in both. ``make check-site`` does the same at the width of a usual phone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from site_builder.adapters.disk import read_register
from site_builder.pages import database_page
from tests.audit.accessibility import COLOURS, OPEN_CONTENT, SCHEMES, violations
from tests.audit.markup import AXE, installed
from tests.browser.conftest import serving
from tests.builders import story_text
from tests.site import odd
from tests.site.projects import build, make_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from _pytest.mark import ParameterSet
    from playwright.sync_api import Browser, Page

    from tests.site.projects import Site
    from tests.sites import Once

pytestmark = pytest.mark.browser

WIDTHS = REFLOW, DESKTOP = (320, 1280)

PAGES = {
    "address": [
        "/",
        "/stories/",
        "/stories/?theme=digitalisation&theme=community-action&region=south-west",
        "/stories/?q=council",
        "/stories/?q=zyzzyva",
        "/stories/wigan-street-kitchens/",
        "/stories/how-a-board-chooses/",
        "/stories/what-was-promised/",
        "/themes/",
        "/themes/digitalisation/",
        "/programmes/made-up-councils/",
        "/councils/",
        "/councils/york/",
        "/councils/aberdeenshire/",
        "/map/",
        "/calendar/",
        "/subscribe/",
        "/write/",
        "/help/",
        "/help/first-story/",
        "/data/",
        "/about/",
        "/accessibility/",
        "/404.html",
    ],
    "odd_address": [
        "/",
        "/stories/?theme=digitalisation",
        "/stories/page/2/",
        "/stories/markup/",
        "/stories/pointer/",
        "/stories/many-councils/",
        "/stories/withdrawn-once-public/",
        "/themes/r-d-labs-7-191/",
        "/programmes/rhaglen-i-1-i/",
        "/councils/",
        "/councils/suffolk-coastal/",
        "/map/",
        "/calendar/",
    ],
    "preview_address": ["/stories/zyzzyva-draft/", "/editors/calendar/"],
}

PAGES_OF_VARIANTS = {
    "fire_address": ["/", "/stories/", "/stories/dublin/", "/calendar/", "/map/"],
    "plain_address": ["/", "/stories/", "/stories/dublin/", "/calendar/"],
    "empty_address": ["/", "/stories/", "/councils/", "/map/", "/calendar/"],
}

PAGES_OF_STARTED_SITES = {
    "councils": ["/", "/about/"],
    "network": ["/", "/stories/first-story/", "/accessibility/", "/calendar/"],
    "without-places": ["/", "/stories/", "/stories/how-a-story-is-told/", "/calendar/"],
}

OPEN_MENU = "document.querySelectorAll('header details').forEach(e => { e.open = true })"
# Whether the page has been so before but for its colours, to the last letter and pixel. The page itself keeps what it was:
# to hand it over takes longer.
IS_KNOWN = """() => {
    const places = [...document.querySelectorAll("*")].map(e => {
        const {x, y, width, height} = e.getBoundingClientRect();
        return [...[x, y, width, height].map(Math.round), e.checkVisibility({visibilityProperty: true, opacityProperty: true})];
    });
    const state = / (data-md-color-scheme|aria-pressed)="\\w+"/g;
    const shape = document.documentElement.outerHTML.replace(state, "") + places.join();
    const isKnown = shape === window.shapeBefore;
    window.shapeBefore = shape;
    return isKnown;
}"""


@pytest.fixture(scope="session")
def odd_address(once: Once) -> Iterator[str]:
    """Yield the address of the odd site, with a story of 60 councils and a list that is cut into pages."""
    councils = [council.slug for council in read_register() if not council.is_abolished][:60]
    many = {"2026/many-councils.md": story_text(id="many-councils", title="Sixty councils", councils=councils)}
    config = odd.CONFIG | {"site_url": "https://odd.example/"}

    def make(folder: Path) -> Site:
        project = make_project(folder / "project", odd.FILES | many, odd.OPTIONS, **config)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(database_page, "MOST_ON_ONE_PAGE", 4)
            patch.setattr(database_page, "ROWS_PER_PAGE", 4)
            return build(project, odd.DAY)

    with serving(once("odd-pages", make).folder) as url:
        yield url


@pytest.fixture(scope="session")
def empty_address(empty_site: Site) -> Iterator[str]:
    """Yield the address of a site without a story."""
    with serving(empty_site.folder) as url:
        yield url


@pytest.fixture(scope="session")
def fire_address(fire_site: Site) -> Iterator[str]:
    """Yield the address of a site in red, with places and a font of its own."""
    with serving(fire_site.folder) as url:
        yield url


@pytest.fixture(scope="session")
def plain_address(plain_site: Site) -> Iterator[str]:
    """Yield the address of a site in a blue of its own, and without places."""
    with serving(plain_site.folder) as url:
        yield url


@pytest.fixture(scope="session")
def preview_address(once: Once) -> Iterator[str]:
    """Yield the address of what an editor sees of the odd collection and of a story with a mistake."""
    files = odd.FILES | {"2026/wrong.md": story_text(id="wrong-story", themes=["no theme of ours"])}

    def make(folder: Path) -> Site:
        return build(make_project(folder / "project", files, odd.OPTIONS, **odd.CONFIG), odd.DAY, preview=True)

    with serving(once("preview-pages", make).folder) as url:
        yield url


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Yield a tab in which axe is loaded with every page, whatever the page itself allows to run."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    context.add_init_script(path=installed(AXE))
    yield context.new_page()
    context.close()


def show(page: Page, url: str, script: str) -> None:
    """Open a page, wait until it shows what its address asks for, and open more of it with a script."""
    response = page.goto(url)
    assert response is not None
    assert response.ok, url
    if "?" in url:
        page.wait_for_function("() => document.getElementById('count').textContent.includes(' of ')")
        page.locator("#rows:not([aria-busy])").wait_for(state="attached")
    page.evaluate(script)


def assert_keeps_all_rules(page: Page, widths: Iterable[int] = WIDTHS) -> None:
    if found := list(violations_in_all_shapes(page, widths)):
        pytest.fail("\n".join(found), pytrace=False)


def violations_in_all_shapes(page: Page, widths: Iterable[int] = WIDTHS) -> Iterator[str]:
    """Yield them for every width and both schemes of colours, which must differ."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        grounds = set()
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            for violation in violations(page, COLOURS if page.evaluate(IS_KNOWN) else ()):
                what = f"{violation['rule']}: {violation['selector']}: {violation['help']}"
                yield f"{urlsplit(page.url).path} {width} pixels, {scheme}: {what}"
            grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        assert len(grounds) == len(SCHEMES)


def _each(pages: Mapping[str, list[str]]) -> list[ParameterSet]:
    return [pytest.param(site, path, id=site + path) for site, paths in pages.items() for path in paths]


@pytest.mark.parametrize(("site", "path"), _each(PAGES))
def test_a_page_breaks_no_rule(page: Page, site: str, path: str, request: pytest.FixtureRequest) -> None:
    show(page, f"{request.getfixturevalue(site)}{path}", OPEN_CONTENT)
    assert_keeps_all_rules(page)


def widths_of_variant(path: str) -> Iterable[int]:
    """Return both widths for the home page alone: what only a wide page has, the menu of the site, is alike on all."""
    return [REFLOW] if path.strip("/") else WIDTHS


@pytest.mark.parametrize(("site", "path"), _each(PAGES_OF_VARIANTS))
def test_a_page_of_a_variant_breaks_no_rule(page: Page, site: str, path: str, request: pytest.FixtureRequest) -> None:
    show(page, f"{request.getfixturevalue(site)}{path}", OPEN_CONTENT)
    assert_keeps_all_rules(page, widths_of_variant(path))


@pytest.mark.parametrize(("name", "path"), _each(PAGES_OF_STARTED_SITES))
def test_a_page_of_a_started_site_breaks_no_rule(
    page: Page, name: str, path: str, started_site: Callable[[str], Site]
) -> None:
    with serving(started_site(name).folder) as url:
        show(page, f"{url}{path}", OPEN_CONTENT)
        assert_keeps_all_rules(page, widths_of_variant(path))


def test_the_open_menu_breaks_no_rule(page: Page, odd_address: str) -> None:
    show(page, odd_address, OPEN_MENU)
    assert_keeps_all_rules(page)


def test_a_page_with_faults_is_reported_of_all_of_them(page: Page) -> None:
    page.goto("about:blank")
    page.set_content(
        """<!doctype html><html lang="en"><title>A</title>
        <style>@media (prefers-color-scheme: dark) { body { background: #000 } p { color: #777; background: #666 } }</style>
        <main><h1>A</h1><p>Text</p><img id="no-text" src="data:,"><button>A</button>
        <button style="height: 9px; padding: 0">B</button><button style="height: 9px; padding: 0">C</button></main>
        <div>outside</div>"""
    )
    found = list(violations_in_all_shapes(page))
    assert "blank 320 pixels, light: image-alt: #no-text: Images must have alternative text" in found
    for scheme, expected in (("light", {"image-alt", "target-size", "region"}), ("dark", {"color-contrast"})):
        assert {text.split(": ")[1] for text in found if f"1280 pixels, {scheme}" in text} == expected


def test_what_only_the_dark_page_has_is_reported_too(page: Page) -> None:
    page.goto("about:blank")
    page.set_content(
        """<!doctype html><html lang="en"><title>A</title>
        <style>img { display: none } @media (prefers-color-scheme: dark) { body { background: #000 } img { display: block } }</style>
        <main><h1 style="color: #888">A</h1><img id="no-text" src="data:," width="9" height="9"></main>"""
    )
    found = list(violations_in_all_shapes(page))
    assert "blank 320 pixels, dark: image-alt: #no-text: Images must have alternative text" in found
    assert not [text for text in found if "light: image-alt" in text]


def too_small_targets(page: Page) -> list[str]:
    """Return what is smaller than a finger needs, or too close to something else, at each width (WCAG 2.2, 2.5.8)."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{width} pixels: {violation['selector']}" for violation in violations(page, ["target-size"])]
    return found


def test_what_is_too_small_for_a_finger_is_found(page: Page) -> None:
    page.goto("about:blank")
    page.set_content(
        "<button id='a' style='height: 9px; padding: 0'>A</button><button id='b' style='height: 9px; padding: 0'>B</button>"
    )
    assert too_small_targets(page) == [f"{width} pixels: #{name}" for width in WIDTHS for name in "ab"]


def test_terms_that_wrap_are_no_closer_than_a_finger_needs(page: Page, address: str) -> None:
    name_terms = """() => document.querySelectorAll(".st-side .st-facts > div").forEach(row =>
        row.querySelectorAll("a").forEach((link, n) => { link.textContent = n ? "Energy" : "Environment and waste" }))"""
    show(page, f"{address}/stories/wigan-street-kitchens/", name_terms)
    assert too_small_targets(page) == []


@pytest.mark.parametrize("path", ["councils/", "map/", "councils/wigan/", "stories/wigan-street-kitchens/"])
def test_a_name_of_one_letter_is_as_wide_as_a_finger_needs(page: Page, address: str, path: str) -> None:
    name_places = (
        "() => document.querySelectorAll('main a[href*=\"councils/\"]').forEach(link => { link.textContent = 'I' })"
    )
    show(page, f"{address}/{path}", name_places)
    assert too_small_targets(page) == []
