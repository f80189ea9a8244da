"""The built site: whole, consistent, closed to what is not public, and without a link that leads nowhere."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from tests.audit.feed_check import faults_of_atom, faults_of_json_feed, faults_of_rss
from tests.audit.ics_check import events_of, faults_of_calendar
from tests.audit.links import broken, fetched_from_elsewhere
from tests.site import odd
from tests.site.conftest import TODAY
from tests.site.oracle import Piece, as_typed, pieces
from tests.site.projects import SHOWCASE, SITE_URL, Site, only

if TYPE_CHECKING:
    from bs4 import Tag

pytestmark = pytest.mark.uncounted

ODD = str(odd.CONFIG["site_url"])
CHECKS = {"feed.xml": faults_of_rss, "atom.xml": faults_of_atom, "feed.json": faults_of_json_feed}
PIECES = pieces(SHOWCASE / "stories")
PUBLIC = [piece for piece in PIECES if piece.is_public(TODAY)]
HIDDEN = [piece for piece in PIECES if not piece.is_public(TODAY)]


@pytest.fixture(params=["showcase", "odd", "empty"])
def site_and_url(request: pytest.FixtureRequest) -> tuple[Site, str]:
    """Return each of the sites with its address."""
    site: Site = request.getfixturevalue({"odd": "odd_site", "empty": "empty_site"}.get(request.param, request.param))
    return site, ODD if request.param == "odd" else SITE_URL


def linked_stories(page: Tag) -> list[str]:
    """Return the addresses of the pieces that a list shows as cards, as they are written there."""
    return [str(link["href"]) for link in page.select(".st-card a")]


# ---- What there is


@pytest.mark.parametrize(
    "path",
    [
        "index.html", "404.html", "stories/index.html", "themes/index.html", "services/index.html", "programmes/index.html",
        "councils/index.html", "map/index.html", "assets/map/land.svg", "calendar/index.html", "subscribe/index.html", "write/index.html", "write/form.json", "about/index.html", "accessibility/index.html",
        "feed.xml", "atom.xml", "feed.json", "calendar.ics", "data/stories.json", "data/stories.csv", "data/stories.schema.json",
        "data/index.html", "data/datapackage.json", "data/councils.geojson", "data/councils.csv", "data/visits.csv",
        "sitemap.xml", "sitemap.xml.gz",
    ],
)  # fmt: skip
def test_every_promised_path_is_there(path: str, site_and_url: tuple[Site, str]) -> None:
    assert (site_and_url[0].folder / path).is_file()


def test_every_published_piece_has_its_page(showcase: Site) -> None:
    for piece in PUBLIC:
        page = showcase.page(f"stories/{piece.slug}/")
        heading = page.find("h1")
        assert heading is not None
        assert as_typed(heading.get_text(strip=True)) == piece.data["title"]


@pytest.mark.parametrize("taxonomy", ["themes", "services", "programmes", "councils"])
def test_every_term_and_council_of_a_published_piece_has_a_page_with_feeds_and_no_other_has(
    taxonomy: str, showcase: Site
) -> None:
    names = {name.casefold() for piece in PUBLIC for name in piece.data.get(taxonomy, [])}
    wanted = {re.sub(r"[^a-z0-9]+", "-", name).strip("-") for name in names}
    of_page = {
        path: {file.name for file in path.iterdir()} for path in (showcase.folder / taxonomy).iterdir() if path.is_dir()
    }
    assert {path.name for path, files in of_page.items() if len(files) > 1} == wanted
    for path, files in of_page.items():
        if path.name in wanted:
            assert files == {"index.html", "feed.xml", "atom.xml", "feed.json"}
        else:  # a council that is near one with a story; search engines pass it over
            assert (taxonomy, files) == ("councils", {"index.html"})
            assert showcase.page(f"councils/{path.name}/").select_one("meta[name=robots][content=noindex]")


def test_a_strict_build_of_good_stories_says_nothing_but_that_it_was_built(showcase: Site) -> None:
    assert all(line.startswith("INFO") for line in showcase.log), showcase.log


# ---- All outputs have the same pieces


def ids_in_outputs(site: Site, url: str) -> dict[str, set[str]]:
    """Return by output the addresses of the pieces that it has."""
    files = site.files
    found: dict[str, set[str]] = {}
    found["pages"] = {
        path.removesuffix("index.html")
        for path, page in site.pages.items()
        if re.fullmatch(r"stories/[^/]+/index\.html", path) and page.select(".st-story")
    }
    found["list"] = {f"stories/{address.removeprefix('./')}" for address in linked_stories(site.page("stories/"))}
    found["json"] = {story["url"].removeprefix(url) for story in json.loads(files["data/stories.json"])["stories"]}
    rows = csv.DictReader(io.StringIO(files["data/stories.csv"].decode(), newline=""))
    found["csv"] = {row["url"].removeprefix(url) for row in rows}
    found["calendar"] = {
        event["URL"].value.removeprefix(url) for event in events_of(files["calendar.ics"]) if "URL" in event
    }
    found["json feed"] = {item["url"].removeprefix(url) for item in json.loads(files["feed.json"])["items"]}
    found["rss"] = {
        str(link).removeprefix(url) for link in etree.fromstring(files["feed.xml"]).xpath("//item/link/text()")
    }
    atom = etree.fromstring(files["atom.xml"])
    found["atom"] = {
        str(link.get("href")).removeprefix(url)
        for entry in atom.iter("{*}entry")
        for link in entry.iter("{*}link")
        if link.get("rel", "alternate") == "alternate"
    }
    sitemap = etree.fromstring(files["sitemap.xml"]).xpath("//*[local-name()='loc']/text()")
    found["sitemap"] = {str(loc).removeprefix(url) for loc in sitemap if re.search(r"/stories/[^/]+/$", str(loc))}
    found["json-ld"] = {
        data["url"].removeprefix(url)
        for page in site.pages.values()
        for script in page.find_all("script", type="application/ld+json")
        if (data := json.loads(script.string or "")).get("headline")
    }
    return found


def test_all_outputs_hold_the_same_pieces(site_and_url: tuple[Site, str]) -> None:
    outputs = ids_in_outputs(*site_and_url)
    expected = outputs.pop("pages")
    assert {name: found for name, found in outputs.items() if found != expected} == {}


def test_all_outputs_hold_exactly_what_is_public(showcase: Site) -> None:
    assert ids_in_outputs(showcase, SITE_URL)["pages"] == {f"stories/{piece.slug}/" for piece in PUBLIC}


def test_counts_on_pages_are_right(showcase: Site) -> None:
    assert only(showcase.page("stories/"), "#count").get_text() == f"{len(PUBLIC)} stories"
    for taxonomy in ("themes", "services", "programmes", "councils"):
        links = showcase.page(f"{taxonomy}/").select("main :is(.st-terms, .st-names) a:not(details a)")
        assert links, taxonomy
        for link in links:
            slug = str(link["href"]).strip("./")
            page = showcase.page(f"{taxonomy}/{slug}/")
            count = page.select_one("#count")
            note = link.find_next("span", class_="st-note")
            assert count is not None
            assert note is not None
            number = len(linked_stories(only(page, "[aria-labelledby=count]")))
            assert count.get_text() == note.get_text() == ("1 story" if number == 1 else f"{number} stories")
            feed = json.loads(showcase.text(f"{taxonomy}/{slug}/feed.json"))
            assert len(feed["items"]) == number


def test_every_page_has_one_main_heading_and_no_level_is_skipped(site_and_url: tuple[Site, str]) -> None:
    site, _ = site_and_url
    for path, page in site.pages.items():
        if main := page.find("main"):  # a redirect has none
            levels = [int(heading.name[1]) for heading in main.find_all(["h1", "h2", "h3", "h4"])]
            assert levels.count(1) == 1, path
            assert all(after - before <= 1 for before, after in pairwise(levels)), (path, levels)


def test_the_calendar_page_counts_the_published_originals(showcase: Site) -> None:
    text = showcase.page("calendar/").get_text(" ", strip=True)
    in_plan = [piece for piece in PUBLIC if piece.data["date"] >= date(2026, 11, 1)]
    originals = sum(bool(p.data.get("original")) for p in in_plan)
    stories = sum(p.data.get("kind", "story") == "story" for p in in_plan)
    assert 0 < len(in_plan) < len(PUBLIC)
    assert f"{originals} of 2 original pieces published" in text
    assert f"{stories} of the 12 stories" in text


# ---- Feeds and calendars as they are in the built site


def test_every_feed_of_the_site_is_valid_and_is_where_it_says(site_and_url: tuple[Site, str]) -> None:
    site, url = site_and_url
    found = {
        path: CHECKS[path.rpartition("/")[2]](content, url + path)
        for path, content in site.files.items()
        if path.endswith(tuple(CHECKS))
    }
    assert len(found) >= 3
    # A title that has a whole HTML tag cannot be written so that the validator does not warn of it.
    avoidable = {path: [f for f in faults if "looks like HTML (</" not in f] for path, faults in found.items()}
    assert {path: faults for path, faults in avoidable.items() if faults} == {}


def test_the_calendar_file_is_valid(site_and_url: tuple[Site, str]) -> None:
    assert faults_of_calendar((site_and_url[0].folder / "calendar.ics").read_bytes()) == []


def test_pages_announce_feeds_that_are_there(odd_site: Site) -> None:
    for address in ("", "themes/children-families/", "stories/markup/", "about/"):
        links = odd_site.page(address).find_all("link", rel="alternate")
        assert {link["type"] for link in links} == {
            "application/rss+xml",
            "application/atom+xml",
            "application/feed+json",
        }
    own = [str(link["href"]) for link in odd_site.page("themes/children-families/").find_all("link", rel="alternate")][
        :3
    ]
    assert [href.removeprefix("./") for href in own] == ["feed.xml", "atom.xml", "feed.json"]


# ---- What is not public


def readings(path: str, content: bytes) -> list[str]:
    """Return a file's text as it is, and as the readers of its format would see it, with the signs that editors type."""
    text = content.decode("utf-8", "replace")
    found = [text, html.unescape(text), text.replace("\\u0026", "&").replace("\\u003c", "<").replace('\\"', '"')]
    if path.endswith(".ics"):
        found.append(text.replace("\r\n ", "").replace("\\,", ",").replace("\\;", ";"))
    if path.endswith((".html", ".xml", ".json")):
        plain = re.sub(r"<[^>]+>", "", html.unescape(html.unescape(found[2])))
        found.append(" ".join(plain.split()))
    return [*map(as_typed, found)]


def test_nothing_of_an_unpublished_piece_is_in_any_file_of_the_showcase(showcase: Site) -> None:
    told = {" ".join(piece.body.split()) for piece in PUBLIC} | {str(piece.data["title"]) for piece in PUBLIC}
    traces = {
        as_typed(trace): piece
        for piece in HIDDEN
        for trace in piece.traces()
        if not any(trace in text for text in told)
    }
    assert len(HIDDEN) >= 10
    assert len(traces) > 200
    leaks = [
        f"{path}: {trace!r} of {traces[trace].path}"
        for path, content in showcase.files.items()
        if not path.startswith("assets/")
        for reading in set(readings(path, content))
        for trace in traces
        if trace in reading and not is_of_the_notice(trace, traces[trace], path)
    ]
    assert leaks == []


def is_of_the_notice(trace: str, piece: Piece, path: str) -> bool:
    """Whether a withdrawn piece is named where its address and its old ones tell of it: title and address, no more."""
    places = {
        f"{address.strip('/')}/index.html" for address in (f"stories/{piece.slug}", *piece.data.get("aliases", []))
    }
    return piece.is_withdrawn(TODAY) and path in places and trace in {as_typed(piece.data["title"]), piece.slug}


def test_the_search_for_leaks_finds_what_is_published(showcase: Site) -> None:
    """Proof that the test above looks in the right way: it would find every published piece."""
    page = {path: readings(path, content) for path, content in showcase.files.items() if path.startswith("stories/")}
    for piece in PUBLIC:
        sentence = as_typed(max(piece.traces(), key=len))
        assert any(sentence in reading for found in page.values() for reading in found), sentence


@pytest.mark.parametrize("name", ["odd_site", "odd_preview"])
def test_no_file_name_of_the_public_site_gives_a_hidden_piece_away(name: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(name)
    hidden = [path for path in site.files if odd.UNSEEN in path.casefold()]
    assert bool(hidden) is (name == "odd_preview")


def test_nothing_of_an_unpublished_piece_is_in_any_file_of_the_odd_site(odd_site: Site) -> None:
    assert [path for path, content in odd_site.files.items() if odd.UNSEEN.encode() in content.lower()] == []


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("stories/markup/Llun ŵ (1).png", odd.FILES["2026/Llun ŵ (1).png"]),
        ("stories/markup/taflenni ŵ.pdf", odd.FILES["2026/taflenni ŵ.pdf"]),
        ("stories/markup/flat.png", odd.FILES["2026/flat.png"]),
        ("stories/flat-too/flat.png", odd.FILES["2026/flat.png"]),
        ("stories/own-folder/pictures/one.png", odd.FILES["2026/own-folder/pictures/one.png"]),
        ("stories/own-folder/data.csv", b"a,b\r\n1,2\r\n"),
    ],
)
def test_the_files_of_published_pieces_are_beside_their_pages(path: str, content: bytes, odd_site: Site) -> None:
    assert (odd_site.folder / path).read_bytes() == content


def test_no_source_file_is_published_as_it_is(odd_site: Site, showcase: Site) -> None:
    for site in (odd_site, showcase):
        assert [
            path for path in site.files if path.endswith((".md", ".yml", ".txt")) or re.match(r"\d{4}/", path)
        ] == []


# ---- Links, pictures, other hosts


def test_no_link_picture_or_anchor_leads_nowhere(site_and_url: tuple[Site, str]) -> None:
    assert broken(*site_and_url) == []


def test_the_search_for_broken_links_finds_them(tmp_path: Any) -> None:
    (tmp_path / "index.html").write_text(
        '<a href="a/">a</a><a href="#b">b</a><a href="https://x.example/c">c</a><img src="d.png"><a href="../e/">e</a><a href="f.html#g">f</a>'
        '<a href="#ok" id="ok">ok</a>'
    )
    (tmp_path / "f.html").write_text("<p id='h'>h</p>")
    assert len(broken(Site(tmp_path), "https://x.example/")) == 6


def test_no_page_fetches_anything_from_another_host(site_and_url: tuple[Site, str]) -> None:
    assert fetched_from_elsewhere(site_and_url[0]) == []


def test_no_style_sheet_fetches_anything_from_another_host(showcase: Site) -> None:
    for path, content in showcase.files.items():
        if path.endswith(".css"):
            assert re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^)\"']+", content.decode()) == [], path


# ---- Texts


@pytest.mark.parametrize("name", ["odd_site", "odd_preview"])
def test_markup_in_front_matter_and_settings_is_never_markup(name: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(name)
    for path, page in site.pages.items():
        for script in page.find_all("script"):
            assert script.get_text().strip() != "alert(1)", path
        assert not page.find("labs"), path
        assert not page.find("friends"), path
        assert not [
            element for element in page.find_all(["b", "i"]) if element.get_text() in {"&", "piece", "1", "bold"}
        ], path
        assert not re.search(
            r"&amp;(amp|lt|gt|quot|#\d+);", re.sub(r"<b>&amp;amp;", "", html.unescape(site.text(path)))
        ), path
        assert "1337" not in page.get_text(), path


def test_texts_are_on_the_page_as_they_were_written(odd_site: Site) -> None:
    page = odd_site.page("stories/markup/")
    text = page.get_text("\n", strip=True)
    title = odd.MARKUP_AS_READ[:100]
    assert only(page, "h1").get_text() == title
    assert only(page, "title").get_text() == f"{title} - {odd.SITE_NAME}"
    assert str(only(page, "meta[name=description]")["content"]).startswith(odd.MARKUP_AS_READ)
    assert text.count(odd.MARKUP_AS_READ) >= 2
    assert text.count(odd.MARKUP) >= 6
    for term in (*odd.THEMES[:2], 'Tai "ŵ" & <more>', "Rhaglen <i>1</i>", "Tŷ Ddewi <Town> & 'Co'"):
        assert term in text


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("", odd.SITE_NAME),
        ("", str(odd.CONFIG["site_description"])),
        ("themes/", odd.THEMES[0]),
        ("themes/", odd.MARKUP),
        ("themes/r-d-labs-7-191/", odd.MARKUP),
        ("calendar/", odd.MARKUP),
        ("calendar/", "Plan <b>1</b> & more"),
        ("stories/withdrawn-once-public/", odd.MARKUP),
        ("stories/withdrawn-once-public/", "Withdrawn <b>piece</b>"),
        ("subscribe/", "Tŷ Ddewi <Town> & 'Co'"),
        ("councils/", "Tŷ Ddewi <Town> & 'Co'"),
        ("404.html", odd.SITE_NAME),
    ],
)  # fmt: skip
def test_every_page_shows_texts_as_they_were_written(address: str, text: str, odd_site: Site) -> None:
    page = odd_site.pages[address] if address.endswith("html") else odd_site.page(address)
    assert text in page.get_text("\n", strip=True)


def test_what_markdown_can_do_arrives_on_the_page(odd_site: Site) -> None:
    page = odd_site.page("stories/markup/")
    for selector in (
        "article table td",
        "article pre code",
        "article .admonition",
        "article details summary + p em",
        "article li li",
        "article figure.st-quote blockquote span[lang=cy]",
        "article figcaption strong",
        "article abbr[title='Local Government Association']",
        "article .footnote li a[href='../own-folder/']",
        "h2#how-it-works",
    ):
        assert page.select(selector), selector
    links = {str(link["href"]) for link in page.select(".st-prose a") if "headerlink" not in (link.get("class") or ())}
    assert {"../own-folder/", "../own-folder/#how-it-works", "../../calendar/", "../../about/#who"} <= links
    assert only(page, ".st-prose img")["src"] == "flat.png"


def test_the_story_page_shows_what_its_front_matter_says(odd_site: Site) -> None:
    text = odd_site.page("stories/markup/").get_text(" ", strip=True)
    for part in (
        "16 November 2026",
        "Updated 19 November 2026",
        "2012",
        "a@york.example",
        "May be out of date",
        "18 November 2026",
    ):
        assert part in text


def test_an_abolished_council_is_shown_with_its_successor(odd_site: Site) -> None:
    for address in ("stories/abolished/", "councils/suffolk-coastal/"):
        assert "now part of East Suffolk" in odd_site.page(address).get_text(" ", strip=True)


# ---- Withdrawn pieces and old addresses


def test_a_withdrawn_piece_shows_a_notice_at_its_address_and_is_nowhere_else(odd_site: Site) -> None:
    page = odd_site.page("stories/withdrawn-once-public/")
    text = page.get_text(" ", strip=True)
    assert "18 November 2026" in text
    assert page.find("meta", attrs={"name": "robots", "content": "noindex"})
    places = {
        path
        for path, content in odd_site.files.items()
        if re.search(rb"withdrawn-(once|story)|Withdrawn &lt;b|Withdrawn <b", content)
    }
    assert places == {"stories/withdrawn-once-public/index.html", "withdrawn-alias/index.html"}


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("old/markup/index.html", "../../stories/markup/"),
        ("old.html", "stories/markup/"),
        ("withdrawn-alias/index.html", "../stories/withdrawn-once-public/"),
    ],
)
def test_an_old_address_leads_on(path: str, target: str, odd_site: Site) -> None:
    assert f'content="0; url={target}"' in odd_site.text(path)


# ---- Nothing yet


def test_a_site_without_a_story_says_so_on_its_pages(empty_site: Site) -> None:
    assert "No story is published yet" in empty_site.page("").get_text(" ", strip=True)
    for address in ("stories/", "themes/", "councils/"):
        assert "There is nothing here yet" in empty_site.page(address).get_text(" ", strip=True)
    assert json.loads(empty_site.text("data/stories.json"))["count"] == 0


# ---- The preview


def test_a_preview_shows_and_marks_what_is_not_published(odd_preview: Site) -> None:
    pages = odd_preview.pages
    marks = {
        path.split("/")[1]: only(page, ".st-notice h2").get_text() for path, page in pages.items() if odd.UNSEEN in path
    }
    assert marks == {
        "zyzzyva-scheduled": "Scheduled for 22 November 2026", "zyzzyva-folder": "Scheduled for 1 March 2027",
        "zyzzyva-draft": "Draft, planned for 1 November 2026", "zyzzyva-review": "In review", "zyzzyva-idea": "Idea",
    }  # fmt: skip
    cards = pages["stories/index.html"].select(".st-card")
    titles = {str(card.select_one("a")): card for card in cards}
    marked = {title for title, card in titles.items() if card.select(".st-mark")}
    assert marked == {title for title in titles if odd.UNSEEN in title}
    assert all(page.find("meta", attrs={"name": "robots"}) for path, page in pages.items() if odd.UNSEEN in path)


@pytest.mark.parametrize(
    "path",
    ["feed.xml", "atom.xml", "feed.json", "calendar.ics", "data/stories.json", "data/stories.csv", "sitemap.xml"],
)
def test_a_previews_feeds_and_data_are_still_the_public_ones(path: str, odd_preview: Site) -> None:
    assert odd.UNSEEN not in odd_preview.text(path)


def test_the_oracle_says_published_from_unpublished() -> None:
    piece = Piece("2026/a.md", {"status": "ready", "date": TODAY}, "")
    assert [piece.is_public(TODAY + timedelta(days=n)) for n in (-1, 0, 1)] == [False, True, True]
