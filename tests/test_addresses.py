from __future__ import annotations

from urllib.parse import urljoin

import pytest

from site_builder import addresses
from site_builder.content.vocabulary import Taxonomy, Term
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
        "write/",
        "write/form.json",
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


@pytest.mark.parametrize(
    ("alias", "said"),
    [
        ("/old%20page/", "'/old%20page/' is written as links are; write it as people read it, as in /old page/"),
        ("/caf%C3%A9", "'/caf%C3%A9' is written as links are; write it as people read it, as in /caf\u00e9"),
        ("/100%/", "'/100%/' is written as links are; write it as people read it, or leave it out"),
        ("/a%2F..%2Fb/", "'/a%2F..%2Fb/' is written as links are; write it as people read it, or leave it out"),
        ("/a%0Ab/", "'/a%0Ab/' is written as links are; write it as people read it, or leave it out"),
        (
            "/page?id=5",
            "'/page?id=5' has a part after ? or #, which a site of files cannot tell apart; leave that out, as in /page",
        ),
        ("/?p=5", "'/?p=5' has a part after ? or #, which a site of files cannot tell apart; leave the alias out"),
        (
            "/a%20b#c",
            "'/a%20b#c' has a part after ? or #, which a site of files cannot tell apart; leave that out, as in /a b",
        ),
        (
            "https://old.example/a/b/?c",
            "'https://old.example/a/b/?c' is a full address; write only its path, as in /a/b/",
        ),
        ("//old.example", "'//old.example' is a full address; write only its path, as in /old-page/"),
        (
            "old page",
            "'old page' is not an old address of this site; write its path, which starts with /, as in /old page",
        ),
        ("/", "'/' is the home page; leave it out"),
        ("/a:b/", "'/a:b/' has :, which cannot be in the name of a file on every system; leave the alias out"),
        ("/a\\b", "'/a\\b' has \\, which cannot be in the name of a file on every system; leave the alias out"),
        ("/a\u202eb/", "'/a\u202eb/' has the invisible character U+202E (right-to-left override); delete it"),
        *(
            (
                alias,
                f"'{alias}' has a part that is empty, or begins or ends with a dot or a space; write a path such as /old-page/",
            )
            for alias in ("/../x/", "/a/./b", "/a//b/", "/a /b/", "/a./", "/.git/x")
        ),
    ],
)
def test_an_alias_that_no_file_can_answer_is_reported_with_what_to_write(alias: str, said: str) -> None:
    assert addresses.fault_of_alias(alias) == said


@pytest.mark.parametrize(
    "alias", ["/old page/", "/old-page-(2013)/", "/caf\u00e9/", "/a'b,c;d=e+f@g!h$i&j~k/", "/a..b.html"]
)
def test_an_alias_may_hold_what_a_file_name_may(alias: str) -> None:
    assert addresses.fault_of_alias(alias) == ""


def test_an_alias_is_one_address_however_its_accents_are_spelled() -> None:
    assert addresses.normalise("/cafe\u0301") == addresses.normalise("/caf\u00e9/") == "caf\u00e9/"


@pytest.mark.parametrize(
    ("address", "page", "link"),
    [
        ("map/", "", "map/"),
        ("", "", "./"),
        ("", "about/", "../"),
        ("map/", "stories/a/", "../../map/"),
        ("stories/b/", "stories/a/", "../b/"),
        ("stories/a/", "stories/a/", "./"),
        ("stories/a/plan.pdf", "stories/a/", "plan.pdf"),
        ("stories/", "stories/a/", "../"),
        ("feed.xml", "404.html", "feed.xml"),
    ],
)
def test_a_link_is_as_short_as_can_be(address: str, page: str, link: str) -> None:
    assert addresses.relative(address, page) == link
    assert urljoin(f"https://a.example/{page}", link) == f"https://a.example/{address}"


def test_the_pdf_of_a_piece_is_beside_its_page_under_its_own_name() -> None:
    assert addresses.of_pdf("stories/street-kitchens/") == "stories/street-kitchens/street-kitchens.pdf"
    assert addresses.of_pdf("stories/street-kitchens/") in addresses.made_beside("stories/street-kitchens/")
