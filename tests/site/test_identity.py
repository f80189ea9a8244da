"""Sites of others: in their own colours and words, with places of their own or with none."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from PIL import ImageFont
from pypdf import PdfReader

from site_builder.drawing.site_colours import palette_of, site_colours
from tests.adapters.projects import on, run
from tests.audit.links import broken, fetched_from_elsewhere
from tests.builders import TODAY, story_text
from tests.site import instances
from tests.site.projects import SITE_URL, build, make_project, only

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site.projects import Site

COUNCIL = re.compile(r"council", re.IGNORECASE)
NAMED_IN_ADDRESSES = re.compile(r"councils(?:/|\.csv|\.geojson| ?:|\b(?=[\"']))|council-known|ready-council")
"""Where it is a name for programs: in addresses, files, keys and rules."""


def words_of(site: Site) -> dict[str, str]:
    """Return everything that people meet in words: pages, feeds, calendar, tables; not what scripts read.

    The page about settings tells of the options of every site, and so is the same on all.
    """
    told = {"aria-label", "title", "alt", "placeholder", "content"}
    pages = {
        path: " ".join(
            [page.get_text(" "), *(str(e[name]) for e in page.find_all(name=True) for name in e.attrs if name in told)]
        )
        for path, page in site.pages.items()
        if path != "help/settings/index.html"
    }
    texts = (".xml", ".ics", ".csv")
    return pages | {path: data.decode() for path, data in site.files.items() if path.endswith((*texts, "feed.json"))}


# ---- With a register of its own


def test_places_are_called_what_the_register_calls_them(fire_site: Site) -> None:
    assert [link.get_text() for link in fire_site.page("").select(".st-nav a")] == [
        "Stories", "Themes", "Programmes", "Fire services", "Map", "Calendar", "Subscribe", "Who we are",
    ]  # fmt: skip
    assert only(fire_site.page("councils/"), "h1").get_text() == "Fire services"
    assert (
        only(fire_site.page("councils/"), ".st-group summary").get_text()
        == "1 fire service without one, and who is near them"
    )
    assert only(fire_site.page("councils/dublin/"), ".st-eyebrow").get_text() == "Fire service"
    story = fire_site.page("stories/dublin/").get_text(" ")
    assert "Fire service" in story
    assert "Try the fire service’s own website:" in story
    said = only(fire_site.page("map/"), ".st-atlas__list").get_text(" ")
    assert "2 of the 4 fire services of today have a story, and so has 1 former fire service or other place." in said
    assert "former fire service, shown at Cork" in said
    assert "No story yet from Ulster." in only(fire_site.page("map/"), ".st-atlas__missing").get_text()


def test_no_council_is_named_but_in_names_for_programs(fire_site: Site) -> None:
    found = {path: NAMED_IN_ADDRESSES.sub("", text) for path, text in words_of(fire_site).items()}
    del found["data/index.html"], found["data/stories.csv"]  # whose columns have their names whatever the places are
    told = [element.get_text() for element in fire_site.page("data/").select("p, dd, h1, h2, title")]
    assert [text for text in told if COUNCIL.search(text)] == []
    assert "Fire services: a row for each fire service of each story." in told
    assert [path for path, text in found.items() if COUNCIL.search(text)] == []


def test_the_filters_are_those_of_the_register(fire_site: Site) -> None:
    labels = {summary.get_text().strip() for summary in fire_site.page("stories/").select(".db-facet summary")}
    assert labels == {"Theme", "Programme", "Region", "Type of fire service", "Kind of piece", "Year of publication"}
    near = only(fire_site.page("stories/"), "label[for=near]")
    assert near.get_text() == "Your fire service or region, for the nearest stories first"
    assert json.loads(fire_site.text("search/names.json"))["called"] == ["fire service", "fire services"]


def test_the_map_shows_the_country_of_the_places(fire_site: Site) -> None:
    drawing = only(fire_site.page("map/"), ".st-map__main")
    assert drawing["aria-label"] == "Map of Ireland with the fire services that have a story"
    assert len(drawing.select("a")) == 3
    assert "Fire services: our list. Coastline: made with Natural Earth." in only(
        fire_site.page("map/"), ".st-atlas__credit"
    )
    assert "mySociety" not in "".join(words_of(fire_site).values())


def test_one_hue_colours_pages_pictures_and_pdfs(fire_site: Site) -> None:
    colours, own = site_colours(25, (320,)), palette_of(320)
    sheet = fire_site.text("assets/identity.css")
    assert f"--st-brand:{colours.light('brand')}" in sheet
    assert f".st-hue-9{{--st-night:{own.night}" in sheet
    assert only(fire_site.page(""), "meta[name=theme-color]")["content"] == colours.light("brand")
    assert colours.light("brand") in fire_site.text("assets/favicon.svg")
    assert fire_site.page("stories/dublin/").select(".st-hue-9")
    assert bytes.fromhex(own.night[1:]) in fire_site.files["stories/dublin/card.png"][:120]


def test_the_collection_has_an_index_of_its_places(fire_site: Site) -> None:
    pages = [page.extract_text() for page in PdfReader(fire_site.folder / "collection.pdf").pages]
    assert any(text.startswith("Index of fire services") for text in pages)


def test_the_first_screen_and_the_foot_have_the_words_of_the_settings(fire_site: Site) -> None:
    home = fire_site.page("")
    assert only(home, "h1").get_text() == "What crews tried, and what came of it."
    assert [p.get_text() for p in home.select(".st-footer__small p")][:2] == [
        "Run by the Network of Fire Services.", "No <b>public</b> money.",
    ]  # fmt: skip
    assert [link.get_text() for link in home.select(".st-footer nav")[0].select("a")][:2] == [
        "Who we are",
        "Accessibility",
    ]


def test_a_font_of_a_package_comes_with_the_site(fire_site: Site) -> None:
    sheet = fire_site.text("assets/identity.css")
    assert '--st-font-text:"Source Sans 3", ' in sheet
    assert "--st-font-headings:Rockwell, " in sheet
    (upright, italic) = re.findall(
        r'@font-face\{font-family:"Source Sans 3";src:url\("(.*?)"\);font-weight:(.*?);', sheet
    )
    assert (upright[1], italic[1]) == ("400 700", "400 700")
    font = fire_site.folder / "assets" / upright[0]
    assert font.stat().st_size < 90_000
    letters = ImageFont.truetype(font, 20)
    assert {letters.getmask("ŵ").getbbox() is not None, letters.getmask("€").getbbox() is not None} == {True}


def test_pdfs_are_set_in_the_font_of_a_package(fire_site: Site) -> None:
    fonts: dict[str, set[str]] = {}

    def note(text: str, _matrix: object, _at: object, font: dict[str, str] | None, _size: object) -> None:
        for word in text.split():
            fonts.setdefault(word, set()).add(str((font or {}).get("/BaseFont")).partition("+")[2].partition("-")[0])

    PdfReader(fire_site.folder / "stories/dublin/dublin.pdf").pages[0].extract_text(visitor_text=note)
    assert fonts["happened,"] == {"SourceSans3"}
    assert fonts["Alarms"] == {"SourceSerif4Roman"}  # as headings are in a font of devices


# ---- Without places


def test_a_site_without_places_names_none_and_has_no_page_for_them(plain_site: Site) -> None:
    assert [path for path, text in words_of(plain_site).items() if COUNCIL.search(text)] == []
    kept = {path.partition("/")[0] for path in plain_site.files}
    assert not kept & {"councils", "map", "services"}
    assert not [path for path in plain_site.files if re.search(r"/councils[./]|places\.json|assets/map/", path)]
    assert not plain_site.page("").select(".st-minimap")
    assert not plain_site.page("stories/").select("#near")
    assert not plain_site.page("write/").select("[id^=councils]")


def test_its_stories_need_none(plain_site: Site) -> None:
    assert [link.get_text() for link in plain_site.page("").select(".st-nav a")] == [
        "Stories", "Themes", "Programmes", "Calendar", "Subscribe", "About",
    ]  # fmt: skip
    assert len(plain_site.page("stories/").select(".st-rows .st-card")) == 3
    pages = [page.extract_text() for page in PdfReader(plain_site.folder / "collection.pdf").pages]
    assert not [text for text in pages if "Index of" in text]


# ---- Both


@pytest.mark.uncounted
@pytest.mark.parametrize("name", ["fire_site", "plain_site"])
def test_every_link_leads_somewhere_and_nothing_is_fetched_from_elsewhere(
    name: str, request: pytest.FixtureRequest
) -> None:
    site = request.getfixturevalue(name)
    assert broken(site, SITE_URL) == []
    assert fetched_from_elsewhere(site) == []


@pytest.mark.parametrize("make", [instances.fire_services, instances.without_places])
def test_what_the_site_is_built_from_passes_the_check(make: object, tmp_path: Path) -> None:
    assert callable(make)
    project = make(tmp_path / "project")
    result = run("check", "--strict", *on(project))
    assert (result.exit_code, result.stdout) == (0, "3 stories checked: nothing to fix.\n")


def test_links_to_pages_that_the_site_does_not_make_are_reported(tmp_path: Path) -> None:
    text = "See [all](../councils/index.md), the [map](../map/index.md) and the [days](../calendar/index.md).\n\n## How\n\nSo.\n"
    options = {"register": "none", "vocabularies": {"themes": ["digitalisation"]}}
    project = make_project(tmp_path / "project", {"2026/a.md": story_text(text)}, options)
    said = run("check", *on(project)).stdout
    assert "[link-target] there is no page 'councils/index.md' to link to" in said
    assert "[link-target] there is no page 'map/index.md' to link to" in said
    assert "'york' cannot be known, as this site has no register of places; delete 'councils'" in said
    assert "calendar" not in said


@pytest.mark.uncounted
def test_a_register_with_a_map_can_do_without_it(tmp_path: Path) -> None:
    options = {"map": "none", "vocabularies": {"themes": ["digitalisation"]}}
    site = build(make_project(tmp_path / "project", {"2026/a.md": story_text()}, options), TODAY)
    assert broken(site, SITE_URL) == []
    assert "councils/york/index.html" in site.files
    assert not [path for path in site.files if path.startswith(("map/", "assets/map/"))]
