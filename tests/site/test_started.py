"""A site that `stories init` has started is one like any other: checked, built, and whole."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from site_builder.adapters.project import load_project
from tests.adapters.projects import run
from tests.audit import calendars, feeds, open_data, texts
from tests.audit.built import BuiltSite
from tests.audit.links import Links
from tests.builders import TODAY
from tests.site.projects import only
from tests.site.started import STARTED

if TYPE_CHECKING:
    from collections.abc import Callable

    from bs4 import BeautifulSoup, Tag

    from tests.site.projects import Site

pytestmark = [pytest.mark.parametrize("name", STARTED), pytest.mark.uncounted]


def mkdocs_yml(site: Site) -> str:
    return str(site.folder.parent / "mkdocs.yml")


def help_pages(site: Site) -> list[tuple[str, BeautifulSoup]]:
    return [(path, page) for path, page in site.pages.items() if path.startswith("help/")]


def text_without_code(element: Tag) -> str:
    return "".join(text for text in element.strings if text.find_parent("code") is None)


def test_the_check_finds_gaps_to_fill_and_nothing_else(name: str, started_site: Callable[[str], Site]) -> None:
    config = ("-f", mkdocs_yml(started_site(name)), "--as-of", TODAY.isoformat())

    found = json.loads(run("check", "--format", "json", *config).stdout)

    assert found["counts"]["errors"] == 0
    assert {problem["rule"] for problem in found["problems"]} == {"fill-in"}


def test_links_feeds_calendars_and_data_are_whole(name: str, started_site: Callable[[str], Site]) -> None:
    started = started_site(name)
    site = BuiltSite(started.folder, STARTED[name].url.rstrip("/") + "/", started.pages)

    links = Links(site)

    assert [*links.findings(), *texts.findings(site), *feeds.findings(site), *calendars.findings(site)] == []
    assert [*open_data.findings(site)] == []
    assert links.count > 100
    assert len(feeds.paths(site)) >= 6


def test_the_calendar_speaks_of_promises_only_where_there_are_some(
    name: str, started_site: Callable[[str], Site]
) -> None:
    page = started_site(name).page("calendar/").get_text()

    is_promised = "--pieces" in STARTED[name].answers
    assert ("promised" in page) == is_promised
    assert ("There is no plan to show." in page) != is_promised
    assert ("Calendar and progress" in started_site(name).page("").get_text()) == is_promised


def test_the_first_story_and_the_example_are_on_the_home_page(name: str, started_site: Callable[[str], Site]) -> None:
    home = started_site(name).page("")

    assert [card.get_text() for card in home.select(".st-cards h3")] == [
        "Example: how a story is told here",
        "Our first story",
    ]


def test_help_and_guides_speak_of_the_places_that_the_site_has(name: str, started_site: Callable[[str], Site]) -> None:
    site = started_site(name)
    project = load_project(Path(mkdocs_yml(site)))
    help_ = [only(page, "main") for path, page in help_pages(site) if path != "help/settings/index.html"]
    guides = [(project.root / guide).read_text("utf-8") for guide in ("README.md", "CONTRIBUTING.md")]
    said = " ".join([*map(text_without_code, help_), *(re.sub(r"`[^`\n]*`", "", g) for g in guides)])

    many = project.register.called.many if len(project.register) else ""
    assert many in said
    assert (re.search(r"\bcouncils?\b", said, re.IGNORECASE) is not None) == (many == "councils")


def test_help_and_guides_name_commands_that_the_site_has(name: str, started_site: Callable[[str], Site]) -> None:
    site = started_site(name)
    root = Path(mkdocs_yml(site)).parent
    pages = [page for _, page in help_pages(site)]
    codes = [code.get_text() for page in pages for code in only(page, "main").find_all("code")]
    said = "\n".join([*codes, *((root / guide).read_text("utf-8") for guide in ("README.md", "CONTRIBUTING.md"))])

    named = set(re.findall(r"^\W*make ([a-z]+)", said, re.MULTILINE))
    assert named - set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text("utf-8"), re.MULTILINE)) == set()
    assert named >= {"serve", "check", "new", "site", "plan", "next", "track"}
    assert not any("VS Code" in page.get_text() for page in pages)


def test_the_form_leads_to_github_only_where_a_repository_is_known(
    name: str, started_site: Callable[[str], Site]
) -> None:
    form = only(started_site(name).page("write/"), "main").get_text()

    assert re.findall(r"\b\w+ GitHub\b", form) == ["a GitHub"]  # the name of an owner
