"""Finding a story by form, address and full text, in a short list and in one cut into pages."""

from __future__ import annotations

import random
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from site_builder.adapters.disk import read_register
from site_builder.pages import database_page
from tests.browser import many
from tests.browser.conftest import serving
from tests.builders import story_text
from tests.site.projects import build_for_lists, make_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page, Route

    from tests.site.projects import Site
    from tests.sites import Once

    Open = Callable[..., BrowserContext]

# The sites are large, and counting lines would make their builds twice as long; other tests count them.
pytestmark = [pytest.mark.browser, pytest.mark.uncounted]

HIDDEN = {
    "2026/scheduled.md": story_text(
        "## How\n\nXylophonist.\n", id="scheduled-one", date=many.DAY.replace(day=22), themes=["theme a"]
    ),
    "2026/draft.md": story_text("## How\n\nXylophonist.\n", id="draft-one", status="draft", themes=["theme a"]),
    "2026/gone.md": story_text(
        "## How\n\nXylophonist.\n",
        id="gone-one",
        status="withdrawn",
        withdrawn={"date": many.DAY, "reason": "A mistake."},
        themes=["theme a"],
    ),
}
SHORT, LONG = 60, 260
MOST_ON_ONE_PAGE = 250
"""Less than the product has, so that a list is cut into pages before it takes long to make it."""


@contextmanager
def _served(once: Once, name: str, stories: list[many.Made]) -> Iterator[tuple[str, list[many.Made]]]:
    def make(folder: Path) -> Site:
        files = {story.path: story.text for story in stories} | HIDDEN
        project = make_project(folder / "project", files, {"vocabularies": many.VOCABULARIES})
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(database_page, "MOST_ON_ONE_PAGE", MOST_ON_ONE_PAGE)
            return build_for_lists(project, many.DAY)

    site = once(f"list-{name}", make)
    assert not [line for line in site.log if "full texts" in line]
    with serving(site.folder) as served:
        yield served, stories


@pytest.fixture(scope="module")
def short(once: Once) -> Iterator[tuple[str, list[many.Made]]]:
    """Yield the address of a site whose list is one page, and its stories."""
    with _served(once, "short", many.make_stories(SHORT, read_register())) as served:
        yield served


@pytest.fixture(scope="module")
def long(once: Once) -> Iterator[tuple[str, list[many.Made]]]:
    """Yield the address of a site whose list is cut into pages, and its stories."""
    with _served(once, "long", many.make_stories(LONG, read_register(), words=24)) as served:
        yield served


def _status(page: Page, text: str) -> None:
    """Wait until the number of stories found is given in these words."""
    page.wait_for_function("text => document.getElementById('count').textContent === text", arg=text)


def _titles(page: Page) -> list[str]:
    found: list[str] = page.evaluate("[...document.querySelectorAll('#rows .st-card__title')].map(e => e.textContent)")
    return found


def _tab_to(page: Page, script: str, at_most: int = 80) -> None:
    """Press Tab until this is true of the element with the focus, 'e'."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        if page.evaluate(f"(e => {script})(document.activeElement)"):
            return
    pytest.fail(f"Tab does not reach what {script}")


@pytest.mark.parametrize("site", ["short", "long"])
def test_the_numbers_and_the_list_are_those_of_our_own_count(
    open_context: Open, site: str, request: pytest.FixtureRequest
) -> None:
    address, stories = request.getfixturevalue(site)
    chance = random.Random(7)  # noqa: S311 - not a secret
    page = open_context().new_page()
    for _ in range(6):
        wanted: dict[str, set[str]] = {}
        for name in chance.sample(sorted(stories[0].choices), 3):
            slugs = sorted({slug for story in stories for slug in story.choices[name]})
            wanted[name] = set(chance.sample(slugs, min(len(slugs), chance.randint(1, 3))))
        expected = many.fitting(stories, wanted)
        query = urlencode([(name, slug) for name, slugs in wanted.items() for slug in sorted(slugs)])
        page.goto(f"{address}/stories/?{query}")
        _status(page, f"{len(expected):,} of {len(stories):,} stories")
        assert _titles(page) == [story.title for story in expected][: None if site == "short" else 50]
        shown: list[list[str]] = page.evaluate(
            """[...document.querySelectorAll('#facets input')].map(
                box => [box.name, box.value, box.parentElement.querySelector('.db-number').textContent])"""
        )
        assert {(name, slug): number for name, slug, number in shown} == {
            (name, slug): f"{many.number_of(stories, wanted, name, slug):,}" for name, slug, _ in shown
        }


def test_by_keyboard_from_home_to_a_filtered_list_to_a_story_and_back(
    open_context: Open, short: tuple[str, list[many.Made]]
) -> None:
    address, stories = short
    page = open_context().new_page()
    page.goto(f"{address}/")
    _tab_to(page, "e.type === 'search'")
    page.keyboard.type("marker00007")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stories/?q=marker00007")
    _status(page, f"1 of {SHORT} stories")
    assert _titles(page) == [stories[7].title]
    _tab_to(page, "e.matches('.db-active li button')")
    page.keyboard.press("Enter")
    _status(page, f"{SHORT} stories")
    assert page.evaluate("document.activeElement.id") == "q"
    _tab_to(page, "e.value === 'theme-b'")
    page.keyboard.press("Space")
    expected = many.fitting(stories, {"theme": {"theme-b"}})
    _status(page, f"{len(expected)} of {SHORT} stories")
    assert page.evaluate("document.activeElement.value") == "theme-b"
    _tab_to(page, "e.closest('.st-card')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stories/story-*/")
    assert page.get_by_role("heading", level=1).inner_text() == expected[0].title
    page.go_back()
    page.wait_for_url("**/stories/?theme=theme-b")
    _status(page, f"{len(expected)} of {SHORT} stories")
    assert page.get_by_role("checkbox", name="Theme b").is_checked()
    page.go_back()
    _status(page, f"{SHORT} stories")
    page.go_back()
    _status(page, f"1 of {SHORT} stories")
    assert page.input_value("#q") == "marker00007"


def test_chips_take_away_what_they_name_and_pass_the_focus_on(
    open_context: Open, short: tuple[str, list[many.Made]]
) -> None:
    address, stories = short
    page = open_context().new_page()
    page.goto(f"{address}/stories/?theme=theme-a&theme=theme-b&kind=story&sort=title&theme=no-such")
    wanted = {"theme": {"theme-a", "theme-b"}, "kind": {"story"}}
    expected = many.fitting(stories, wanted)
    _status(page, f"{len(expected)} of {SHORT} stories")
    assert _titles(page) != [story.title for story in expected]
    assert sorted(_titles(page)) == sorted(story.title for story in expected)
    page.get_by_role("button", name="Remove Theme: Theme a").press("Enter")
    _status(page, f"{len(many.fitting(stories, wanted | {'theme': {'theme-b'}}))} of {SHORT} stories")
    assert page.evaluate("document.activeElement.textContent") == "Remove Theme: Theme b"
    assert parse_qs(urlsplit(page.url).query) == {"theme": ["theme-b"], "kind": ["story"], "sort": ["title"]}
    page.get_by_role("button", name="Clear all").press("Enter")
    _status(page, f"{SHORT} stories")
    assert parse_qs(urlsplit(page.url).query) == {"sort": ["title"]}
    page.get_by_label("Order").select_option("oldest")
    assert _titles(page) == [story.title for story in reversed(stories)]
    assert not page.locator("#active").is_visible()


def test_nothing_found_says_what_to_do(open_context: Open, short: tuple[str, list[many.Made]]) -> None:
    page = open_context().new_page()
    page.goto(f"{short[0]}/stories/?q=qqzzxx")
    _status(page, f"0 of {SHORT} stories")
    assert page.get_by_text("There is no story about \u2018qqzzxx\u2019 yet.").is_visible()
    assert _titles(page) == []


@pytest.mark.parametrize("site", ["short", "long"])
def test_a_word_that_is_only_in_a_text_is_found_with_its_passage(
    open_context: Open, site: str, request: pytest.FixtureRequest
) -> None:
    address, stories = request.getfixturevalue(site)
    page = open_context().new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text))
    page.goto(f"{address}/stories/")
    page.get_by_role("searchbox").fill("Marker00042")
    _status(page, f"1 of {len(stories):,} stories")
    assert _titles(page) == [stories[42].title]
    assert page.locator(".db-passage mark").all_inner_texts() == ["Marker00042."]
    other = next(slug for slug in ("theme-a", "theme-b", "theme-c") if slug not in stories[42].choices["theme"])
    page.locator(f"input[value={other}]").check()
    _status(page, f"0 of {len(stories):,} stories")
    assert errors == []


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("site", ["short", "long"])
def test_a_passage_is_in_the_column_of_the_title(
    open_context: Open, site: str, width: int, request: pytest.FixtureRequest
) -> None:
    address, _ = request.getfixturevalue(site)
    page = open_context(width).new_page()
    page.goto(f"{address}/stories/?q=Marker00042")
    passage, title = (page.locator(name).bounding_box() for name in (".db-passage", ".st-card__title"))
    assert passage is not None
    assert title is not None
    assert passage["x"] == title["x"]


def test_a_row_that_the_script_makes_is_that_of_the_page(open_context: Open, long: tuple[str, list[many.Made]]) -> None:
    """But for the drawing, which the index does not have."""
    address, _ = long
    page = open_context().new_page()
    rows = """[...document.querySelectorAll("#rows > li")].slice(0, 20).map(row => {
        row.querySelector("svg")?.remove();
        row.removeAttribute("style");
        for (const link of row.querySelectorAll("a")) link.setAttribute("href", link.href);
        return row.outerHTML.replace(/\\s+/g, " ").replaceAll("> <", "><").replaceAll(' "', '"');
    })"""
    page.goto(f"{address}/stories/")
    of_the_page = page.evaluate(rows)
    page.goto(f"{address}/stories/?sort=oldest")
    page.locator("#rows[aria-busy]").wait_for(state="detached")
    page.locator("#sort").select_option("newest")
    page.locator("#rows[aria-busy]").wait_for(state="detached")
    page.locator("input[name=kind]").evaluate_all("boxes => boxes.forEach(box => box.click())")
    page.wait_for_function(
        "() => document.querySelectorAll('#rows > li').length === 50 && !document.querySelector('#rows svg')"
    )
    assert page.evaluate(rows) == of_the_page


@pytest.mark.parametrize("site", ["short", "long"])
def test_what_is_not_published_is_never_found(open_context: Open, site: str, request: pytest.FixtureRequest) -> None:
    address, stories = request.getfixturevalue(site)
    page = open_context().new_page()
    page.goto(f"{address}/stories/?q=xylophonist")
    _status(page, f"0 of {len(stories):,} stories")


def test_without_the_index_titles_summaries_and_councils_are_searched(
    open_context: Open, short: tuple[str, list[many.Made]]
) -> None:
    address, stories = short
    context = open_context()
    context.route("**/pagefind/**", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{address}/stories/?q=NUMBER+7")
    expected = [story.title for story in stories if {"number", "7"} <= set(story.title.lower().split())]
    _status(page, f"{len(expected)} of {SHORT} stories, by title, summary, council and term alone")
    assert _titles(page) == expected


def test_without_javascript_there_is_the_whole_list_and_no_form(
    open_context: Open, short: tuple[str, list[many.Made]]
) -> None:
    address, stories = short
    page = open_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/stories/?theme=theme-a")
    assert page.locator("#rows .st-card").count() == len(stories)
    assert page.get_by_text("Your browser does not run scripts").is_visible()
    for hidden in ("#find", "#facets", "#sort", "#none", "#more", "#active"):
        assert not page.locator(hidden).is_visible(), hidden
    page.get_by_role("main").get_by_role("link", name="theme", exact=True).click()
    page.get_by_role("link", name="Theme a", exact=True).click()
    page.wait_for_url("**/themes/theme-a/")
    assert page.locator(".st-card").count() == len(many.fitting(stories, {"theme": {"theme-a"}}))
    assert not page.locator(".st-search").is_visible()


def test_a_long_list_has_pages_and_asks_for_its_index_when_it_is_needed(
    open_context: Open, long: tuple[str, list[many.Made]]
) -> None:
    address, stories = long
    page = open_context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(f"{address}/stories/")
    # By the keyboard: rows that come into sight get their height, and move what a pointer aims at.
    page.get_by_role("link", name="Older stories").press("Enter")
    page.wait_for_url("**/stories/page/2/")
    assert _titles(page) == [story.title for story in stories[100:200]]
    page.get_by_role("link", name=f"Search or narrow down all {LONG} stories").press("Enter")
    page.wait_for_url("**/stories/")
    assert "/data/database.json" not in asked
    static = page.locator("#rows .st-card").first.inner_text()
    page.get_by_label("Order").select_option("oldest")
    page.wait_for_function("title => document.querySelector('#rows a').textContent === title", arg=stories[-1].title)
    assert asked.count("/data/database.json") == 1
    assert not page.get_by_role("link", name="Older stories").is_visible()
    page.get_by_role("button", name="Show more stories").press("Enter")
    assert _titles(page) == [story.title for story in stories[:-101:-1]]
    assert page.evaluate("document.activeElement.textContent") == stories[-51].title
    page.get_by_label("Order").select_option("newest")
    page.wait_for_function("title => document.querySelector('#rows a').textContent === title", arg=stories[0].title)
    assert page.get_by_role("link", name="Older stories").is_visible()
    year = str(stories[0].day.year)
    page.goto(f"{address}/stories/?year={year}")
    _status(page, f"{len(many.fitting(stories, {'year': {year}})):,} of {LONG} stories")
    assert (
        page.locator("#rows .st-card").first.inner_text() == static
    )  # the row that the script makes is the template's
    assert asked.count("/data/database.json") == 2


@pytest.mark.parametrize("query", ["", "?q=council&theme=theme-a&theme=theme-b&region=east-midlands&type=county"])
def test_nothing_scrolls_sideways_on_the_smallest_phone(
    open_context: Open, short: tuple[str, list[many.Made]], query: str
) -> None:
    page = open_context(320).new_page()
    page.goto(f"{short[0]}/stories/{query}")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    toggle = page.get_by_role("button", name="Narrow down")
    assert not page.locator("#facets").is_visible()
    toggle.press("Enter")
    assert page.locator("#facets").is_visible()
    assert toggle.get_attribute("aria-expanded") == "true"
    page.evaluate("document.querySelectorAll('.db-facet').forEach(e => { e.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_on_a_phone_the_choices_say_how_many_stories_fit_and_lead_to_them(
    open_context: Open, short: tuple[str, list[many.Made]]
) -> None:
    address, stories = short
    page = open_context(375, has_touch=True, is_mobile=True).new_page()
    page.goto(f"{address}/stories/")
    page.get_by_role("button", name="Narrow down").press("Enter")
    page.get_by_role("checkbox", name="Theme b").check()
    found = len(many.fitting(stories, {"theme": {"theme-b"}}))
    done = page.get_by_role("button", name=f"Show {found} stories")
    box = done.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 800
    done.press("Enter")
    assert not page.locator("#facets").is_visible()
    assert page.evaluate("document.activeElement.id") == "results"
    assert page.evaluate("document.getElementById('count').getBoundingClientRect().top") < 800


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("NUMBER marker00007", "story 7", id="one word in the title, one in the text"),
        pytest.param("marker00007 qqzzxx", "nothing", id="a word that nobody has written"),
        pytest.param("Programme", "those of a programme", id="a term that no text has"),
    ],
)
def test_all_words_count_wherever_they_are(
    open_context: Open, short: tuple[str, list[many.Made]], query: str, expected: str
) -> None:
    address, stories = short
    wanted = {
        "nothing": [],
        "story 7": [stories[7].title],
        "those of a programme": [story.title for story in stories if story.choices["programme"]],
    }[expected]
    page = open_context().new_page()
    page.goto(f"{address}/stories/?{urlencode({'q': query, 'sort': 'newest'})}")
    _status(page, f"{len(wanted)} of {SHORT} stories")
    assert _titles(page) == wanted


def test_a_list_that_cannot_be_loaded_says_so_until_nothing_is_asked_of_it(
    open_context: Open, long: tuple[str, list[many.Made]]
) -> None:
    context = open_context()
    context.route("**/data/database.json", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{long[0]}/stories/")
    box = page.locator("#facets input").first
    box.check()
    _status(page, "The list could not be loaded. Check that you are online, and try again.")
    box.uncheck()
    _status(page, f"{LONG} stories")
    assert page.locator("#rows").get_attribute("aria-busy") is None
    context.unroute("**/data/database.json")
    box.check()
    page.wait_for_function("() => document.getElementById('count').textContent.includes(' of ')")


@pytest.mark.parametrize("site", ["short", "long"])
def test_the_nearest_stories_come_first_and_the_place_is_in_the_address_alone(
    open_context: Open, site: str, request: pytest.FixtureRequest
) -> None:
    address, stories = request.getfixturevalue(site)
    page = open_context().new_page()
    page.goto(f"{address}/stories/")
    near = page.get_by_label("Your council or region")
    near.fill("york")
    near.press("Enter")
    page.wait_for_url("**/stories/?near=york")
    page.locator(".db-distance").first.wait_for()
    assert near.input_value() == "York"
    assert page.get_by_label("Order").input_value() == "nearest"
    first = _titles(page)
    distances: list[str] = page.evaluate(
        "[...document.querySelectorAll('.db-distance')].map(e => e.textContent.split(' ')[0])"
    )
    numbers = [0 if text == "here" else int(text) for text in distances]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) > 1
    page.reload()
    page.locator(".db-distance").first.wait_for()
    assert near.input_value() == "York"
    assert _titles(page) == first
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    near.fill("No such place")
    near.press("Tab")
    page.wait_for_url("**/stories/")
    assert page.get_by_text("No council or region here has that name.").is_visible()
    assert page.locator(".db-distance").count() == 0
    assert _titles(page)[0] == stories[0].title


def test_places_on_both_sides_of_180_degrees_are_near_each_other(
    open_context: Open, short: tuple[str, list[many.Made]]
) -> None:
    """The same places, turned around the earth, are as far apart as before."""

    def turned(route: Route) -> None:
        response = route.fetch()
        data = response.json()
        for place in data["places"]:
            place[3] = (place[3] + 181 + 180) % 360 - 180  # York is at 1 degree west
        route.fulfill(response=response, json=data)

    page = open_context().new_page()
    read = "[...document.querySelectorAll('.db-distance')].map(e => e.textContent)"
    page.goto(f"{short[0]}/stories/?near=york")
    page.locator(".db-distance").first.wait_for()
    before = page.evaluate(read)
    page.route("**/places*.json", turned)
    page.reload()
    page.locator(".db-distance").first.wait_for()
    assert page.evaluate(read) == before


@pytest.mark.parametrize(
    ("typed", "slug", "name"),
    [("LB Camden", "camden", "Camden"), ("brum", "birmingham", "Birmingham"), ("Wigan MBC", "wigan", "Wigan")],
)
def test_a_council_is_near_by_any_name_that_people_use(
    open_context: Open, short: tuple[str, list[many.Made]], typed: str, slug: str, name: str
) -> None:
    page = open_context().new_page()
    page.goto(f"{short[0]}/stories/")
    near = page.get_by_label("Your council or region")
    near.fill(typed)
    near.press("Enter")
    page.wait_for_url(f"**/stories/?near={slug}")
    page.locator(".db-distance").first.wait_for()
    assert near.input_value() == name


def test_what_happened_in_a_region_is_no_distance_away_from_it(
    open_context: Open, short: tuple[str, list[many.Made]]
) -> None:
    address, stories = short
    page = open_context().new_page()
    page.goto(f"{address}/stories/?near=south-west")
    page.locator(".db-distance").first.wait_for()
    inside = [story.title for story in stories if "south-west" in story.choices["region"]]
    assert inside
    assert _titles(page)[: len(inside)] == inside


def test_a_jump_within_the_page_leaves_the_list_as_it_is(open_context: Open, long: tuple[str, list[many.Made]]) -> None:
    page = open_context().new_page()
    page.goto(f"{long[0]}/stories/?sort=oldest")
    page.get_by_role("button", name="Show more stories").press("Enter")
    page.wait_for_function("() => document.querySelectorAll('#rows > li').length === 100")
    page.evaluate("location.hash = 'st.content'")
    page.wait_for_timeout(100)
    assert page.locator("#rows > li").count() == 100
