"""The sitemap and the redirects from old addresses."""

from __future__ import annotations

import gzip
from datetime import date

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from site_builder.files import redirects
from tests.builders import story_text
from tests.making import AS_READ, NASTY, STORY, build_of, publish

TEXTS = {
    STORY: story_text(
        updated=[{"date": date(2026, 11, 20), "note": "More."}, {"date": date(2027, 2, 1), "note": "Not yet."}]
    ),
    "2026/other.md": story_text(
        id="other-story", date=date(2026, 11, 17), councils=["wigan"], themes=["commercialisation"]
    ),
    "2026/later.md": story_text(id="later-story", date=date(2027, 1, 1), councils=["wrexham"]),
    "2026/gone.md": story_text(
        id="withdrawn-piece",
        status="withdrawn",
        withdrawn={"date": date(2026, 11, 20), "reason": "Wrong."},
        aliases=["/gone/"],
    ),
}

OWN_PAGES = {
    path: f"---\ntitle: {title}\ndescription: A page of the site.\n---\n\nText.\n"
    for path, title in (("index.md", "Home"), ("pages/about.md", "About"))
}


def dates(texts: dict[str, str]) -> dict[str, str | None]:
    """Return the sitemap's addresses with the day on which they last changed."""
    root = etree.fromstring(publish(build_of(texts | OWN_PAGES))["sitemap.xml"])
    assert root.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset"
    found = {url.findtext("{*}loc"): url.findtext("{*}lastmod") for url in root}
    assert len(found) == len(root)
    return {str(url).removeprefix("https://stories.example/"): day for url, day in found.items()}


def test_the_sitemap_names_every_page_once_with_the_day_of_its_newest_piece() -> None:
    assert dates(TEXTS) == {
        "": "2026-11-20", "stories/": "2026-11-20", "stories/good-story/": "2026-11-20", "stories/other/": "2026-11-17",
        "themes/": None, "services/": None, "programmes/": None, "councils/": None, "map/": None, "calendar/": None, "subscribe/": None, "data/": None,
        "about/": None, "themes/digitalisation/": "2026-11-20", "themes/commercialisation/": "2026-11-17",
        "councils/york/": "2026-11-20", "councils/wigan/": "2026-11-17",
    }  # fmt: skip


def test_a_site_without_a_story_has_a_sitemap_without_dates() -> None:
    assert set(dates({}).values()) == {None}


def test_the_packed_sitemap_is_the_same_and_has_no_time() -> None:
    files = publish(build_of(TEXTS))
    assert gzip.decompress(files["sitemap.xml.gz"]) == files["sitemap.xml"]
    assert files["sitemap.xml.gz"][4:8] == bytes(4)


@pytest.mark.parametrize(
    ("alias", "path", "target"),
    [
        ("/old/", "old/index.html", "../stories/good-story/"),
        ("/old", "old/index.html", "../stories/good-story/"),
        ("/a/b/c/", "a/b/c/index.html", "../../../stories/good-story/"),
        ("/old.html", "old.html", "stories/good-story/"),
        ("/a/old.html", "a/old.html", "../stories/good-story/"),
        ("/a/index.html", "a/index.html", "../stories/good-story/"),
    ],
)
def test_an_old_address_leads_to_the_new_one_from_whatever_folder_the_site_is_in(
    alias: str, path: str, target: str
) -> None:
    build = build_of({STORY: story_text(title=NASTY, aliases=[alias])}, language="cy")
    (artifact,) = redirects.render(redirects.redirects_of(build.public.stories), build.site)
    page = BeautifulSoup(artifact.content, "html5lib")
    assert artifact.path == path
    refresh, link, canonical = page.find("meta", attrs={"http-equiv": "refresh"}), page.find("a"), page.find("link")
    assert refresh is not None and link is not None and canonical is not None  # noqa: PT018 - for the type checker
    assert refresh["content"] == f"0; url={target}"
    assert (link["href"], link.get_text()) == (target, AS_READ)
    assert canonical["href"] == "https://stories.example/stories/good-story/"
    assert page.find("meta", attrs={"name": "robots", "content": "noindex"})


def test_a_withdrawn_piece_keeps_its_old_addresses_too() -> None:
    assert "gone/index.html" in publish(build_of(TEXTS))
