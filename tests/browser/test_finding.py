"""What people find: a table of queries in their own words, suggestions while they type, and help where nothing is."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any

import pytest

from tests import finding
from tests.browser.conftest import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import BrowserContext, Page, Route

    from tests.site.projects import Site
    from tests.sites import Once

    Open = Callable[..., BrowserContext]

pytestmark = [pytest.mark.browser, pytest.mark.uncounted]

MANY = 1_000
ENOUGH = 0.95
FAILED_BEFORE = 40
ASK = """async text => {
    const [form, q, count, rows, none] = ["find", "q", "count", "rows", "none"].map(id => document.getElementById(id));
    q.value = text;
    form.requestSubmit();
    while (rows.hasAttribute("aria-busy") || count.textContent.endsWith("\\u2026")) await new Promise(requestAnimationFrame);
    return {
        found: rows.hidden ? [] : [...rows.querySelectorAll(".st-card__title a")].map(a => a.href.split("/").at(-2)),
        offered: none.hidden ? [] : [...none.querySelectorAll("#help button")].map(button => button.textContent),
    };
}"""


def status(page: Page, text: str) -> None:
    """Wait until the number of stories found is given in these words."""
    page.wait_for_function("text => document.querySelector('#count').textContent === text", arg=text)


@pytest.fixture(scope="module")
def few(once: Once) -> Iterator[str]:
    """Yield the address of the site of the 28 stories."""
    with serving(once("finding", finding.make).folder) as address:
        yield address


@pytest.fixture(scope="module")
def many_site(once: Once) -> Site:
    """Return the site of the 28 stories among a thousand."""
    return once("finding-many", lambda folder: finding.make(folder, MANY))


def wrong(query: finding.Query, answer: dict[str, Any]) -> str:
    """Return what is wrong with an answer, or nothing."""
    found, offered = answer["found"], answer["offered"]
    if query.first and (not found or found[0] not in query.first):
        return f"{query.text}: found {found[:3]}, expected {sorted(query.first)} first"
    if not query.first and found:
        return f"{query.text}: junk, {found[:3]}"
    return f"{query.text}: offered {offered}" if query.near and query.near not in offered else ""


def asked(page: Page) -> list[str]:
    """Ask everything of the table and return what is wrong."""
    return [said for query in finding.queries() if (said := wrong(query, page.evaluate(ASK, query.text)))]


def test_the_table_is_long_enough() -> None:
    table = finding.queries()
    assert len({query.text for query in table}) == len(table) >= 120
    assert sum(query.failed_before for query in table) >= FAILED_BEFORE


def test_people_find_what_they_look_for(open_context: Open, few: str) -> None:
    page = open_context().new_page()
    page.goto(f"{few}/stories/")
    said = asked(page)
    assert len(said) <= (1 - ENOUGH) * len(finding.queries()), said
    assert not [line for line in said if ": junk" in line]


def test_they_find_it_among_a_thousand(open_context: Open, many_site: Site) -> None:
    with serving(many_site.folder) as address:
        page = open_context().new_page()
        page.goto(f"{address}/stories/")
        said = asked(page)
    assert len(said) <= (1 - ENOUGH) * len(finding.queries()), said
    assert not [line for line in said if ": junk" in line]


@pytest.mark.parametrize("name", ["names", "words"])
def test_what_the_search_knows_is_small(many_site: Site, name: str) -> None:
    assert len(gzip.compress(many_site.files[f"search/{name}.json"], mtime=0)) < 30_000


def test_titles_answer_at_once_and_passages_say_that_they_come(open_context: Open, few: str) -> None:
    page = open_context().new_page()
    held: list[Route] = []
    is_held = [True]
    page.route("**/pagefind/**", lambda route: held.append(route) if is_held[0] else route.continue_())
    page.goto(f"{few}/stories/?q=nappies")
    status(page, "1 of 28 stories so far. Looking into their texts \u2026")
    assert page.locator("#rows .st-card__title").all_inner_texts() == [
        "From nappy to roof tile in Cheshire West and Chester"
    ]
    assert page.locator("#rows").get_attribute("aria-busy") is not None
    is_held[0] = False
    for route in held:
        route.continue_()
    status(page, "1 of 28 stories")
    assert page.locator(".db-passage mark").first.inner_text() == "nappies"


def test_a_passage_leads_to_its_place_in_the_story(open_context: Open, few: str) -> None:
    page = open_context().new_page()
    page.goto(f"{few}/stories/?q=certainty")
    link = page.locator(".db-passage a").first
    link.wait_for()
    section = (link.text_content() or "").removeprefix("Read on at ")
    link.click()
    page.wait_for_url("**/stories/*/#*")
    assert page.evaluate("document.querySelector(':target').textContent").startswith(section)


def test_what_was_understood_is_said(open_context: Open, few: str) -> None:
    page = open_context().new_page()
    page.goto(f"{few}/stories/")
    for query, said in (
        ("Brum", "\u2018Brum\u2019 is Birmingham."),
        ("elderly", "Includes stories under Adult social care, for \u2018elderly\u2019."),
        ("Suffolk Coastal", "Suffolk Coastal: until 2019, now part of East Suffolk."),
    ):
        page.evaluate(ASK, query)
        assert page.locator("#notes").inner_text() == said
    page.evaluate(ASK, "nappies")
    assert not page.locator("#notes").is_visible()


def test_nothing_found_says_the_truth_and_the_ways_on(open_context: Open, few: str) -> None:
    page = open_context().new_page()
    page.goto(f"{few}/stories/?q=recyling")
    page.get_by_text("There is no story about \u2018recyling\u2019 yet.").wait_for()
    assert not page.get_by_text("Take away").is_visible()
    assert page.get_by_role("link", name="tell us about it").get_attribute("href") == "../about/"
    page.get_by_role("button", name="recycling").press("Enter")
    status(page, "1 of 28 stories")
    assert page.evaluate("document.activeElement.id") == "q"
    assert page.url.endswith("?q=recycling")


def test_the_choice_that_excludes_most_is_named(open_context: Open, few: str) -> None:
    page = open_context().new_page()
    page.goto(f"{few}/stories/?q=nappies&theme=digitalisation&theme=partnership-working&kind=story")
    page.get_by_text("No story about \u2018nappies\u2019 matches all your choices.").wait_for()
    page.goto(f"{few}/stories/?q=nappies&theme=digitalisation&kind=story")
    page.locator("#help").get_by_role("button", name="Remove Theme: Digitalisation").press("Enter")
    status(page, "1 of 28 stories")
    assert page.url.endswith("?q=nappies&kind=story")
    page.goto(f"{few}/stories/?programme=creative-councils&year=2027&theme=digitalisation")
    page.get_by_text("No story matches all your choices.").wait_for()


def test_words_of_signs_find_nothing(open_context: Open, few: str) -> None:
    page = open_context().new_page()
    page.goto(f"{few}/stories/")
    assert page.evaluate(ASK, '?! "')["found"] == []


def test_without_names_and_words_titles_and_texts_are_still_found(open_context: Open, few: str) -> None:
    page = open_context().new_page()
    page.route("**/search/*.json", lambda route: route.abort())
    page.goto(f"{few}/stories/")
    assert page.evaluate(ASK, "nappies")["found"] == ["cheshire-west-nappies-to-roof-tiles"]
    assert page.evaluate(ASK, "recyling") == {"found": [], "offered": []}


def test_without_full_texts_the_rest_is_found_and_that_is_said(open_context: Open, few: str) -> None:
    page = open_context().new_page()
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(f"{few}/stories/")
    assert page.evaluate(ASK, "nappies")["found"] == ["cheshire-west-nappies-to-roof-tiles"]
    assert page.locator("#count").inner_text() == "1 of 28 stories, by title, summary, council and term alone"


def test_suggestions_come_with_the_first_letter_and_by_keyboard(open_context: Open, few: str) -> None:
    page = open_context().new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{few}/")
    assert not [url for url in requests if "/search/" in url]
    field = page.get_by_role("searchbox")
    field.press_sequentially("brum")
    field = page.get_by_role("combobox")
    option = page.get_by_role("option", name="Birmingham (brum) Council, 1 story")
    option.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowDown")
    assert (
        page.evaluate(
            "document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).ariaSelected"
        )
        == "true"
    )
    field.press("Escape")
    assert not option.is_visible()
    assert field.input_value() == "brum"
    field.press("ArrowDown")
    option.wait_for()
    field.press("ArrowUp")
    field.press("Enter")
    page.wait_for_url("**/councils/birmingham/")


def test_enter_without_a_choice_searches(open_context: Open, few: str) -> None:
    page = open_context().new_page()
    page.goto(f"{few}/")
    page.get_by_role("searchbox").press_sequentially("nappy")
    page.get_by_role("option").first.wait_for()
    page.get_by_role("combobox").press("Enter")
    page.wait_for_url("**/stories/?q=nappy")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_list_of_suggestions_stays_on_the_screen(open_context: Open, few: str, width: int) -> None:
    page = open_context(width).new_page()
    for path in ("/", "/stories/"):
        page.goto(few + path)
        page.get_by_role("searchbox").press_sequentially("c")
        page.get_by_role("option").first.wait_for()
        box = page.get_by_role("listbox").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
