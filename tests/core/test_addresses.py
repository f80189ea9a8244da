from __future__ import annotations

import pytest

from site_builder.core import addresses
from site_builder.core.vocabulary import Taxonomy, Term
from tests.builders import register


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("index.md", ""),
        ("pages/about.md", "about/"),
        ("pages/index.md", ""),
        ("pages/help/index.md", "help/"),
        ("pages/help/feeds.md", "help/feeds/"),
        ("pages/myindex.md", "myindex/"),
    ],
)
def test_a_page_has_the_address_of_its_file(path: str, address: str) -> None:
    assert addresses.of_page(path) == address


@pytest.mark.parametrize(
    ("alias", "address"),
    [
        ("/", ""),
        ("/index.html", ""),
        ("/old/", "old/"),
        ("/old", "old/"),
        ("old", "old/"),
        ("//old/page", "old/page/"),
        ("/old/index.html", "old/"),
        ("/old/myindex.html", "old/myindex.html"),
        ("/old.aspx", "old.aspx"),
        ("/v1.2/page", "v1.2/page/"),
    ],
)
def test_an_alias_is_an_address_without_a_slash_before_it(alias: str, address: str) -> None:
    assert addresses.normalise(alias) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "index.html",
        "stories/",
        "404.html",
        "feed.xml",
        "feed.xml/",
        "atom.xml/old/",
        "calendar.ics",
        "sitemap.xml",
        "robots.txt",
        "collection.pdf",
        "assets/a.css",
        "themes/",
        "themes/energy/",
        "services/x/",
        "programmes/x/",
        "councils/york/",
        "map/",
        "calendar/",
        "subscribe/",
        "data/stories.json",
        "search/search_index.json",
    ],
)
def test_what_the_site_makes_is_reserved(address: str) -> None:
    assert addresses.is_reserved(address)


@pytest.mark.parametrize(
    "address", ["stories/old/", "about/", "maps/", "theme/", "old/feed.xml", "feed/", "stories.html"]
)
def test_everything_else_is_free(address: str) -> None:
    assert not addresses.is_reserved(address)


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("", "index.html"),
        ("about/", "about/index.html"),
        ("feed.xml", "feed.xml"),
        ("old/a.aspx", "old/a.aspx"),
    ],
)
def test_an_address_is_answered_by_a_file(address: str, file: str) -> None:
    assert addresses.file_of(address) == file


@pytest.mark.parametrize("site", ["https://example.org/site", "https://example.org/site/"])
def test_a_whole_url_has_one_slash_between_its_parts(site: str) -> None:
    assert addresses.absolute(site, "about/") == "https://example.org/site/about/"
    assert addresses.absolute(site, "") == "https://example.org/site/"


def test_terms_and_councils_have_pages_below_their_lists() -> None:
    york = register().get("york")
    assert york is not None
    assert addresses.of_council(york) == "councils/york/"
    assert addresses.of_term(Term(Taxonomy.SERVICES, "Adult social care")) == "services/adult-social-care/"
