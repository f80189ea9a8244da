"""What pages say of themselves: JSON-LD and Open Graph."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup

from site_builder.pages import head, site_pages
from tests.builders import story_text
from tests.making import AS_READ, NASTY, SITE, STORY, build_of

CLOSING = "A </script><script>alert(1)</script><!-- tale"


def head_of(address: str, *, preview: bool = False, **story: Any) -> head.Head:
    """Return the head of a page of a site with one story."""
    others = ["2026/Llun ŵ.png"] if "image" in story else []
    build = build_of({STORY: story_text(**story)}, others, preview=preview)
    return next(view.head for view in site_pages.all_pages(build) if view.address == address)


def read_back(head: head.Head) -> dict[str, Any]:
    """Return the JSON-LD as a browser reads it: whatever is in the first script element."""
    page = BeautifulSoup(f'<script type="application/ld+json">{head.json_ld}</script>', "html5lib")
    scripts = page.find_all("script")
    assert len(scripts) == 1
    data: dict[str, Any] = json.loads(scripts[0].string or "")
    return data


@pytest.mark.parametrize("title", [NASTY, CLOSING, "&amp; ]]> \\ \\u003c"])
def test_no_text_can_leave_the_script_it_is_in(title: str) -> None:
    head = head_of("stories/good-story/", title=title)
    data = read_back(head)
    assert data["@context"] == "https://schema.org"
    assert data["headline"] == title
    assert not set("<>&") & set(head.json_ld)


def test_a_story_is_an_article_with_its_dates_terms_and_councils() -> None:
    data = read_back(
        head_of(
            "stories/good-story/", councils=["york"], services=["energy"],
            image={"file": "Llun ŵ.png", "alt": "A", "credit": "B"}, updated=[{"date": date(2026, 11, 20), "note": "More."}],
        )
    )  # fmt: skip
    url = "https://stories.example/stories/good-story/"
    assert data["@type"] == "Article"
    assert (data["@id"], data["url"]) == (url, url)
    assert (data["datePublished"], data["dateModified"]) == ("2026-11-16", "2026-11-20")
    assert data["identifier"] == "tag:stories.example,2026:good-story"
    assert data["about"] == [{"@type": "GovernmentOrganization", "name": "City of York Council"}]
    assert data["keywords"] == ["digitalisation", "energy"]
    assert data["image"] == f"{url}Llun%20%C5%B5.png"
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize("kind", ["story", "interview", "guide", "event", "signpost"])
def test_a_piece_of_any_kind_is_an_article_and_a_signpost_names_what_it_is_based_on(kind: str) -> None:
    link = "https://example.org/first-told/" if kind == "signpost" else None
    data = read_back(head_of("stories/good-story/", kind=kind, link=link))
    assert data["@type"] == "Article"
    assert data.get("isBasedOn") == link


def test_open_graph_says_the_same() -> None:
    head = head_of("stories/good-story/", title=NASTY, image={"file": "Llun ŵ.png", "alt": NASTY, "credit": "B"})
    properties = dict(head.properties)
    assert properties["og:type"] == "article"
    assert properties["og:title"] == AS_READ
    assert properties["og:url"] == head.url == "https://stories.example/stories/good-story/"
    assert properties["og:image"] == "https://stories.example/stories/good-story/Llun%20%C5%B5.png"
    assert properties["og:image:alt"] == NASTY
    assert properties["article:published_time"] == "2026-11-16"


@pytest.mark.parametrize(
    ("language", "locale"), [("en", "en_GB"), ("cy", "cy_GB"), ("en-GB", "en_GB"), ("fr-CA", "fr_CA")]
)
def test_open_graph_speaks_the_sites_language(language: str, locale: str) -> None:
    build = build_of({}, language=language)
    heads = [page.head for page in site_pages.all_pages(build) if page.head.url]
    assert {dict(head.properties)["og:locale"] for head in heads} == {locale}


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("", "WebSite"),
        ("stories/", "CollectionPage"),
        ("themes/digitalisation/", "CollectionPage"),
        ("calendar/", "CollectionPage"),
    ],
)
def test_other_pages_say_what_they_are(address: str, kind: str) -> None:
    data = read_back(head_of(address))
    assert (data["@type"], data["url"]) == (kind, SITE.absolute(address))
    assert data["name"]
    assert data["description"]


@pytest.mark.parametrize(
    ("address", "feeds"),
    [
        ("", ["feed.xml", "atom.xml", "feed.json"]),
        ("stories/good-story/", ["feed.xml", "atom.xml", "feed.json"]),
        (
            "councils/york/",
            [f"{page}{name}" for page in ("councils/york/", "") for name in ("feed.xml", "atom.xml", "feed.json")],
        ),
    ],
)
def test_a_page_announces_its_own_feeds_first(address: str, feeds: list[str]) -> None:
    assert [feed.address for feed in head_of(address).feeds] == feeds


@pytest.mark.parametrize(("status", "is_indexed"), [("ready", True), ("draft", False)])
def test_a_preview_of_an_unpublished_piece_keeps_out_of_search_engines(status: str, *, is_indexed: bool) -> None:
    assert head_of("stories/good-story/", preview=True, status=status).is_indexed is is_indexed
