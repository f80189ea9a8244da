from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.audit.links import Links, broken, fetched_from_elsewhere
from tests.audit.small import page, site_of

if TYPE_CHECKING:
    from pathlib import Path

RSS = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item><link>https://small.example/sub/stories/a/</link><content:encoded>{}</content:encoded></item></channel></rss>'
STORY = "stories/a/index.html"


def found(folder: Path, **files: str) -> list[tuple[str, str, str, bool]]:
    """Return rule, page, message and whether it is in a text, of everything found in a site of two stories."""
    names = {
        "story": STORY,
        "feed": "feed.xml",
        "styles": "assets/a.css",
        "sitemap": "sitemap.xml",
        "home": "index.html",
    }
    whole = {"stories/b/index.html": page('<h2 id="how-it-works">How</h2>'), "pictures/a.png": "a"}
    site = site_of(folder, whole | {names[name]: content for name, content in files.items()})
    return [(f.rule, f.spot.page, f.message, f.spot.in_text) for f in Links(site).findings()]


@pytest.mark.parametrize(
    "address",
    [
        "../b/", "../b/#how-it-works", "../b/#how%2Dit-works", "#", "#top", "?q=a", "https://small.example/sub/stories/b/", "/sub/stories/b/",
        "https://elsewhere.example/nowhere", "mailto:a@b.example", "tel:+441", "../../pictures/a.png",
    ],
)  # fmt: skip
def test_what_leads_somewhere_or_to_another_site_is_fine(address: str, tmp_path: Path) -> None:
    assert found(tmp_path, story=page(f'<a href="{address}">a</a>')) == []


def test_a_link_to_nowhere_names_the_address_and_one_that_is_like_it(tmp_path: Path) -> None:
    message = "this leads nowhere: the site has no address '/stories/bb/'; correct it, or take it out; did you mean '/stories/b/'?"
    assert found(tmp_path, story=page('<a href="../bb/">a</a>')) == [("link-target", STORY, message, True)]


def test_a_link_to_a_heading_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    message = (
        "this leads to '#how-it-work' on /stories/b/, and nothing there has that name; did you mean 'how-it-works'?"
    )
    assert found(tmp_path, story=page('<a href="../b/#how-it-work">a</a>')) == [("link-anchor", STORY, message, True)]


def test_a_link_to_a_heading_of_a_page_without_any_says_what_to_do(tmp_path: Path) -> None:
    message = "this leads to '#x' on /stories/a/, and nothing there has that name; correct it, or leave out the # and what follows"
    assert found(tmp_path, story=page('<a href="#x">a</a>')) == [("link-anchor", STORY, message, True)]


def test_a_link_out_of_the_sites_folder_is_reported(tmp_path: Path) -> None:
    message = "'/stories/b/' leads out of the site; link to the file instead, as in ../2026/short-name.md"
    assert found(tmp_path, story=page('<a href="/stories/b/">a</a>')) == [("link-outside", STORY, message, True)]


def test_what_is_no_address_is_reported(tmp_path: Path) -> None:
    [(rule, _, message, _)] = found(tmp_path, story=page('<a href="http://[a">a</a>'))
    assert rule == "link-form"
    assert message.startswith("'http://[a' is no address (")


@pytest.mark.parametrize(
    "html",
    [
        '<img src="x.png" alt="a">', '<script src="x.png"></script>', '<video src="x.png"></video>', '<img src="" srcset="x.png 2x" alt="a">',
        '<svg><use href="x.png#a"></use></svg>',
    ],
)  # fmt: skip
def test_a_file_that_a_page_shows_and_that_is_not_there_is_reported(html: str, tmp_path: Path) -> None:
    rules = found(tmp_path, story=page(html))
    assert [(rule, place) for rule, place, message, _ in rules if "/stories/a/x.png" in message] == [
        ("link-target", STORY)
    ]


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="canonical" href="https://small.example/sub/nowhere/">', '<link rel="alternate" href="nowhere/">',
        '<link rel="stylesheet" href="../../nowhere/">', '<meta http-equiv="refresh" content="0; url=../nowhere/">',
    ],
)  # fmt: skip
def test_a_fault_of_the_frame_is_not_laid_at_the_texts_door(head: str, tmp_path: Path) -> None:
    assert [(rule, in_text) for rule, _, _, in_text in found(tmp_path, story=page(head=head))] == [
        ("link-target", False)
    ]


@pytest.mark.parametrize(
    "html",
    ['<img src="https://elsewhere.example/a.png" alt="a">', '<img src="//elsewhere.example/a.png" alt="a">'],
)
def test_a_picture_from_another_site_is_reported(html: str, tmp_path: Path) -> None:
    assert "other-site" in [rule for rule, *_ in found(tmp_path, story=page(html))]


def test_a_style_sheet_asks_for_files_that_are_there_and_no_other_site(tmp_path: Path) -> None:
    styles = "a { background: url(../pictures/a.png) } b { background: url('x.png') } c { background: url(data:,) } @import \"https://elsewhere.example/a.css\";"
    assert [(rule, place) for rule, place, *_ in found(tmp_path, styles=styles)] == [
        ("link-target", "assets/a.css"),
        ("other-site", "assets/a.css"),
    ]


def test_a_feeds_text_is_reported_of_as_that_of_its_page(tmp_path: Path) -> None:
    text = "&lt;a href='https://small.example/sub/stories/bb/'>a&lt;/a>"
    [(rule, place, _, in_text)] = found(tmp_path, story=page(), feed=RSS.format(text))
    assert (rule, place, in_text) == ("link-target", STORY, True)


def test_a_feed_whose_addresses_are_not_whole_is_reported(tmp_path: Path) -> None:
    message = "the feed has the address '../b/', which is not a full address"
    assert found(tmp_path, story=page(), feed=RSS.format("&lt;a href='../b/'>a&lt;/a>")) == [
        ("feed-address", "feed.xml", message, False)
    ]


def test_a_sitemap_leads_to_pages_that_are_there(tmp_path: Path) -> None:
    sitemap = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://small.example/sub/stories/b/</loc></url><url><loc>https://small.example/sub/x/</loc></url></urlset>'
    assert [(rule, place) for rule, place, *_ in found(tmp_path, sitemap=sitemap)] == [("link-target", "sitemap.xml")]


def test_the_suite_is_told_which_page_has_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    site = site_of(tmp_path, {"index.html": page('<a href="x/">x</a>')})
    assert [fault.partition(":")[0] for fault in broken(site, site.url)] == ["index.html"]


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://elsewhere.example/a" alt="a">',
        '<img srcset="https://elsewhere.example/a 2x" alt="a">',
        '<script src="https://elsewhere.example/a"></script>',
        '<link rel="stylesheet" href="https://elsewhere.example/a">',
        '<link rel="preload" as="font" href="https://elsewhere.example/a">',
    ],
)
def test_the_suite_is_told_what_a_page_fetches_from_elsewhere(html: str, tmp_path: Path) -> None:
    site = site_of(tmp_path, {"index.html": page(html)})
    assert fetched_from_elsewhere(site) == ["index.html: https://elsewhere.example/a"]


@pytest.mark.parametrize("start", ['<link rel="canonical"', "<a"])
def test_what_only_leads_elsewhere_is_not_fetched(start: str, tmp_path: Path) -> None:
    site = site_of(tmp_path, {"index.html": page(f'{start} href="https://elsewhere.example/a">a')})
    assert fetched_from_elsewhere(site) == []
