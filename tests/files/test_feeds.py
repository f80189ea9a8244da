"""The feeds: valid by the rules of their formats, true to what was written, and announced as editors asked."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from typing import Any

import feedparser
import pytest
from lxml import etree

from site_builder import addresses
from site_builder.files import feed_items, feeds
from tests import builders
from tests.audit.feed_check import faults_of_atom, faults_of_json_feed, faults_of_rss
from tests.builders import story_text
from tests.making import NASTY, SITE, STORY, build_of, publish

CHECKS = {addresses.RSS: faults_of_rss, addresses.ATOM: faults_of_atom, addresses.JSON_FEED: faults_of_json_feed}
XML = (addresses.RSS, addresses.ATOM)
TRICKY = ("R&D &copy; &amp; a < b <br> <5% 'x' \"y\"", "ŵ ŷ Ŵ Ŷ", "🎉 👩🏽‍🚀", "a  b", "]]> -->", "{{ 7*7 }} {% raw %}")
BODY = """Intro with [a neighbour](tricky-0.md), [a file](paper%20one.pdf) and [the web](https://example.org/a?b=1&c=2).

![A plan](plan.png)

## How & why a < b works

| a | b |
| - | - |
| 1 | 2 |

[Back up](#how--why-a--b-works) <span lang="cy">and out</span>
"""


@cache
def everything() -> dict[str, bytes]:
    """Return the files of a site in which every text is tricky."""
    options = builders.settings(
        vocabularies={
            "themes": [NASTY, "Children & families"],
            "services": ["R&D <labs>"],
            "programmes": ["Tŷ Agored"],
        },
        places=[{"slug": "ty-ddewi", "name": "Tŷ Ddewi <Town> & 'Co'", "lat": 51.9, "lon": -5.3}],
    )
    terms: dict[str, object] = {"themes": [NASTY], "services": ["R&D <labs>"], "programmes": ["Tŷ Agored"]}
    texts = {STORY: story_text(BODY, title=NASTY, councils=["ty-ddewi", "york"], **terms)}
    for n, title in enumerate(TRICKY):
        texts[f"2026/tricky-{n}.md"] = story_text(
            BODY, id=f"tricky-{n}", title=title, summary=f"{title} {builders.SUMMARY}",
            date=date(2026, 11, 10), themes=["Children & families"],
            image={"file": "Llun ŵ (1).jpg", "alt": NASTY, "credit": NASTY},
            updated=[{"date": date(2026, 11, 12), "note": NASTY}] if n == 1 else None,
        )  # fmt: skip
    build = build_of(
        texts, ["2026/Llun ŵ (1).jpg", "2026/paper one.pdf", "2026/plan.png"], options=options,
        name=f"Tŷ & {NASTY}", description=f"Straeon: {NASTY}", author=f"Golygyddion & {NASTY}", language="cy",
    )  # fmt: skip
    return publish(build)


PAGES = (
    "", "councils/ty-ddewi/", "councils/york/", "programmes/ty-agored/", "services/r-d-labs/",
    "themes/children-families/", "themes/bread-butter-5-of-costs-w-y-it-s/",
)  # fmt: skip
FEEDS = [page + name for page in PAGES for name in CHECKS]


def checked(path: str, content: bytes) -> list[str]:
    """Return what is wrong with a feed at a path of the site."""
    return CHECKS[path.rpartition("/")[2]](content, SITE.absolute(path))


def items_of(files: dict[str, bytes], path: str = addresses.JSON_FEED) -> list[dict[str, Any]]:
    """Return the items of a JSON feed."""
    items: list[dict[str, Any]] = json.loads(files[path])["items"]
    return items


def moments_of(files: dict[str, bytes]) -> dict[str, str]:
    """Return everything in the three feeds that a reader could take for news, by format."""
    rss, atom = (etree.fromstring(files[name]) for name in XML)
    return {
        "rss": " ".join(rss.xpath("//pubDate/text() | //lastBuildDate/text() | //guid/text()")),
        "atom": " ".join(
            atom.xpath("//*[local-name()='updated' or local-name()='published' or local-name()='id']/text()")
        ),
        "json": " ".join(item["id"] + item["date_published"] + item["date_modified"] for item in items_of(files)),
    }


def test_a_site_has_three_feeds_for_itself_and_for_each_term_and_council_with_a_piece() -> None:
    assert sorted(path for path in everything() if path.rpartition("/")[2] in CHECKS) == sorted(FEEDS)


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_has_no_fault_whatever_its_texts_hold(path: str) -> None:
    assert checked(path, everything()[path]) == []


@pytest.mark.parametrize("path", [path for path in FEEDS if not path.endswith("json")])
def test_feedparser_reads_a_feed_without_complaint(path: str) -> None:
    parsed = feedparser.parse(everything()[path])
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.entries


def texts_of(path: str) -> dict[str, set[str | None]]:
    """Return the plain texts of a feed, as its format says that they are to be read."""
    if path.endswith("json"):
        feed = json.loads(everything()[path])
        return {
            "site": {feed["title"]},
            "about": {feed["description"]},
            "author": {author["name"] for author in feed["authors"]},
            "titles": {item["title"] for item in feed["items"]},
            "terms": {tag for item in feed["items"] for tag in item["tags"]},
        }
    root = etree.fromstring(everything()[path])
    for element in root.iter():
        element.tag = etree.QName(element).localname
    if path.endswith(addresses.RSS):
        return {
            "site": set(root.xpath("channel/title/text()")),
            "about": set(root.xpath("channel/description/text()")),
            "author": set(root.xpath("//creator/text()")),
            "titles": set(root.xpath("//item/title/text()")),
            "terms": set(root.xpath("//item/category/text()")),
        }
    return {
        "site": set(root.xpath("title/text()")),
        "about": set(root.xpath("subtitle/text()")),
        "author": set(root.xpath("author/name/text()")),
        "titles": set(root.xpath("entry/title/text()")),
        "terms": set(root.xpath("entry/category/@term")) | set(root.xpath("entry/category/@label")),
    }


@pytest.mark.parametrize("path", [addresses.RSS, addresses.ATOM, addresses.JSON_FEED])
def test_texts_are_escaped_exactly_once(path: str) -> None:
    titles = {" ".join(title.split()) for title in (NASTY, *TRICKY)}
    assert texts_of(path) == {
        "site": {f"Tŷ & {NASTY}"},
        "about": {f"Straeon: {NASTY}"},
        "author": {f"Golygyddion & {NASTY}"},
        "titles": titles,
        "terms": {NASTY, "Children & families", "R&D <labs>", "Tŷ Agored"},
    }


@pytest.mark.parametrize("path", ["services/r-d-labs/", "councils/ty-ddewi/"])
@pytest.mark.parametrize("name", [addresses.RSS, addresses.ATOM, addresses.JSON_FEED])
def test_a_feed_of_a_term_or_council_says_whose_it_is(path: str, name: str) -> None:
    texts = texts_of(path + name)
    subject = "R&D <labs>" if path.startswith("services") else "Tŷ Ddewi <Town> & 'Co'"
    assert texts["site"] == {f"{subject} - Tŷ & {NASTY}"}
    assert all(subject in str(text) for text in texts["about"])


@pytest.mark.parametrize("page", PAGES)
def test_a_feed_leads_to_the_page_it_belongs_to(page: str) -> None:
    files = everything()
    rss, atom = (etree.fromstring(files[page + name]) for name in XML)
    links = {
        rss.findtext("channel/link"),
        json.loads(files[page + addresses.JSON_FEED])["home_page_url"],
        *(link.get("href") for link in atom.findall("{*}link") if link.get("rel") == "alternate"),
    }
    assert links == {SITE.absolute(page)}


@pytest.mark.parametrize("name", XML)
def test_feedparser_shows_titles_and_summaries_as_they_were_written(name: str) -> None:
    title = "Bread & butter, ŵ ŷ 🎉 it's < 5% of R&D"
    texts = {STORY: story_text(title=title, summary=f"{title}: {builders.SUMMARY}")}
    entry = feedparser.parse(publish(build_of(texts))[name]).entries[0]
    is_html = name == addresses.RSS  # an RSS description is HTML, an Atom summary says that it is plain text
    summary = entry.summary.replace("&amp;", "&").replace("&lt;", "<") if is_html else entry.summary
    assert (entry.title, summary) == (title, f"{title}: {builders.SUMMARY}")


def test_relative_addresses_in_the_content_are_whole_ones() -> None:
    item = next(item for item in items_of(everything()) if item["title"] == NASTY)
    page = "https://stories.example/stories/good-story/"
    for address in (
        'href="https://stories.example/stories/tricky-0/"',
        f'href="{page}paper%20one.pdf"',
        f'src="{page}plan.png"',
        f'href="{page}#how--why-a--b-works"',
        'href="https://example.org/a?b=1&amp;c=2"',
    ):
        assert address in item["content_html"]


def test_the_content_is_the_whole_text_without_the_marks_of_the_page() -> None:
    content = next(item for item in items_of(everything()) if item["title"] == NASTY)["content_html"]
    assert "<th>a</th>" in content
    for mark in ("class=", "id=", "headerlink"):
        assert mark not in content


def test_footnotes_are_at_the_end() -> None:
    content = items_of(publish(build_of({STORY: story_text("## How\n\nText[^1]\n\n[^1]: A note.\n")})))[0][
        "content_html"
    ]
    assert "<p>Text<sup>1</sup></p>" in content
    assert content.endswith("<ol>\n<li>\n<p>A note.</p>\n</li>\n</ol>")


@pytest.mark.parametrize(
    "addition",
    [
        "<script>alert(1)</script>", "<iframe src='https://example.org/'></iframe>", "<object></object>",
        "<p style='x:y'>a</p>", "<p onclick='a()'>a</p>", "<a href='javascript:a()'>a</a>", "<form></form>",
        "<bdo dir='rtl'>a</bdo>", "<img src='data:image/png;base64,AAAA' alt='a'>",
    ],
    ids=["script", "iframe", "object", "style", "handler", "javascript", "form", "bdo", "data"],
)  # fmt: skip
def test_nothing_harmful_comes_into_a_feed(addition: str) -> None:
    """The check refuses these; a feed is safe even where something has slipped past it."""
    build = build_of({STORY: story_text()})
    item = feed_items.make_item(build.public.stories[0], f"<p>Text</p>{addition}", SITE, build.today, {})
    assert item.content.startswith("<p>Text</p>")
    for artifact in feeds.render(feed_items.Feed("", "Title", "Description", (item,)), SITE):
        assert checked(artifact.path, artifact.content) == []


def test_a_piece_that_moves_to_another_address_keeps_its_id_in_every_feed() -> None:
    before = publish(build_of({"2026/old-name.md": story_text()}))
    after = publish(build_of({"2027/new-name/index.md": story_text(aliases=["/stories/old-name/"])}))
    assert items_of(before)[0]["url"] != items_of(after)[0]["url"]
    assert moments_of(before) == moments_of(after)


@pytest.mark.uncounted
@pytest.mark.parametrize(
    "edit",
    [{"title": "Another title"}, {"body": "Another text.\n\n## How\n\nSo."}, {"themes": ["commercialisation"]}],
    ids=["title", "text", "theme"],
)
def test_an_edit_changes_no_date(edit: dict[str, Any]) -> None:
    before = publish(build_of({STORY: story_text()}))
    after = publish(build_of({STORY: story_text(**edit)}))
    assert before[addresses.RSS] != after[addresses.RSS]
    assert moments_of(before) == moments_of(after)


def test_nothing_changes_from_one_day_to_the_next() -> None:
    texts = {STORY: story_text()}
    assert publish(build_of(texts)) == publish(build_of(texts, today=builders.TODAY + timedelta(days=300)))


def test_an_update_announces_a_piece_again_on_its_day() -> None:
    texts = {
        STORY: story_text(updated=[{"date": date(2026, 11, 20), "note": "New <figures> & more."}]),
        "2026/newer.md": story_text(id="newer-piece", date=date(2026, 11, 18)),
    }
    before = publish(build_of(texts, today=date(2026, 11, 19)))
    on_the_day = publish(build_of(texts, today=date(2026, 11, 20)))
    assert [item["id"][-11:] for item in items_of(before)] == ["newer-piece", ":good-story"]
    assert [item["id"][-11:] for item in items_of(on_the_day)] == [":good-story", "newer-piece"]
    item = items_of(on_the_day)[0]
    assert item["date_published"] == "2026-11-16T06:00:00+00:00"
    assert item["date_modified"].startswith("2026-11-20T06:00:00")
    assert "Updated 20 November 2026:</strong> New &lt;figures&gt; &amp; more.</p>" in item["content_html"]
    assert "figures" not in before[addresses.JSON_FEED].decode()
    assert {"Fri, 20 Nov 2026 06:00:00 +0000"} == set(
        etree.fromstring(on_the_day[addresses.RSS]).xpath("//lastBuildDate/text() | //item[1]/pubDate/text()")
    )


@pytest.mark.parametrize(("day", "moment"), [(date(2026, 7, 1), "+01:00"), (date(2026, 11, 1), "+00:00")])
def test_dates_are_in_the_sites_own_time(day: date, moment: str) -> None:
    item = items_of(publish(build_of({STORY: story_text(date=day)})))[0]
    assert item["date_published"] == f"{day}T06:00:00{moment}"


def updated_of(texts: dict[str, str]) -> dict[str, str]:
    """Return when Atom says that each piece was updated, by its title."""
    entries = etree.fromstring(publish(build_of(texts))[addresses.ATOM]).iter("{*}entry")
    return {entry.findtext("{*}title"): entry.findtext("{*}updated") for entry in entries}


def test_pieces_of_one_day_are_updated_in_whole_seconds_of_their_own_in_order_of_their_ids() -> None:
    day = date(2026, 11, 16)
    texts = {f"2026/{id_}.md": story_text(id=id_, title=id_, date=day) for id_ in ("piece-b", "piece-c", "piece-a")}
    expected = {f"piece-{letter}": f"2026-11-16T06:00:0{n}+00:00" for n, letter in enumerate("abc")}
    assert updated_of(texts) == expected
    other_day = {"2026/other.md": story_text(id="a-piece", title="a-piece", date=date(2026, 11, 17))}
    assert updated_of(texts | other_day) == expected | {"a-piece": "2026-11-17T06:00:00+00:00"}
    assert {item["date_modified"] for item in items_of(publish(build_of(texts)))} == {"2026-11-16T06:00:00+00:00"}


def many(count: int) -> dict[str, str]:
    """Return pieces on consecutive days, three a day."""
    return {
        f"2026/piece-{n}.md": story_text(id=f"piece-{n:03}", date=date(2026, 11, 21) - timedelta(days=n // 3))
        for n in range(count)
    }


@pytest.mark.uncounted
@pytest.mark.parametrize(("count", "expected"), [(0, 0), (1, 1), (50, 50), (51, 50), (120, 50)])
def test_a_feed_has_the_newest_fifty_pieces(count: int, expected: int) -> None:
    files = publish(build_of(many(count)))
    for name in CHECKS:
        assert checked(name, files[name]) == []
    items = items_of(files)
    assert len(items) == expected
    oldest = date(2026, 11, 21) - timedelta(days=max(0, expected - 1) // 3)
    assert all(item["date_published"] >= oldest.isoformat() for item in items)


def test_the_feeds_of_a_site_without_a_story_are_valid_and_empty() -> None:
    files = publish(build_of({}, description=""))
    assert [checked(name, files[name]) for name in CHECKS] == [[], [], []]
    assert feedparser.parse(files[addresses.RSS]).entries == []


def test_a_signpost_without_a_text_points_to_the_story() -> None:
    text = story_text("", kind="signpost", link="https://example.org/?a=1&b=2")
    item = items_of(publish(build_of({STORY: text})))[0]
    assert 'href="https://example.org/?a=1&amp;b=2"' in item["content_html"]


def test_a_piece_without_a_text_still_has_a_content() -> None:
    files = publish(build_of({STORY: story_text("", kind="guide", title="A & B")}))
    assert "A &amp; B</a>" in items_of(files)[0]["content_html"]
    assert checked(addresses.ATOM, files[addresses.ATOM]) == []


def test_a_picture_goes_along_with_its_size_and_type() -> None:
    image = {"file": "plan.PNG", "alt": "A plan", "credit": "Us"}
    files = publish(build_of({STORY: story_text(image=image)}, ["2026/plan.PNG"]))
    url = "https://stories.example/stories/good-story/plan.PNG"
    rss, atom = (etree.fromstring(files[name]) for name in XML)
    assert dict(rss.find("channel/item/enclosure").attrib) == {"url": url, "length": "1234", "type": "image/png"}
    links = [dict(link.attrib) for link in atom.iter("{*}link") if link.get("rel") == "enclosure"]
    assert links == [{"rel": "enclosure", "href": url, "type": "image/png", "length": "1234"}]
    pdf = "https://stories.example/stories/good-story/good-story.pdf"
    assert [dict(link.attrib) for link in atom.iter("{*}link") if link.get("rel") == "related"] == [
        {"rel": "related", "href": pdf, "type": "application/pdf"}
    ]
    assert items_of(files)[0]["attachments"] == [
        {"url": url, "mime_type": "image/png", "size_in_bytes": 1234},
        {"url": pdf, "mime_type": "application/pdf"},
    ]


def test_a_feed_that_is_not_xml_is_never_handed_over() -> None:
    build = build_of({STORY: story_text()})
    item = feed_items.make_item(build.public.stories[0], "<p>a</p>", SITE, build.today, {})
    broken = feed_items.Feed("", "Title", "Description", (item,))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(feeds, "_rss", lambda *_: b"<rss><channel></rss>")
        with pytest.raises(feeds.FeedError, match=r"feed\.xml is not well-formed XML"):
            list(feeds.render(broken, SITE))


# ---- The checks themselves: they must find what they are there to find


@cache
def good() -> dict[str, bytes]:
    texts = {
        STORY: story_text(image={"file": "a.png", "alt": "A", "credit": "B"}),
        "2026/other.md": story_text(id="other-story"),
    }
    return publish(build_of(texts, ["2026/a.png"]))


SPOILT = [
    pytest.param(addresses.RSS, b'isPermaLink="false"', b'isPermaLink="true"', id="rss-permalink"),
    pytest.param(addresses.RSS, b"<language>en</language>", b"", id="rss-no-language"),
    pytest.param(addresses.RSS, b'/feed.xml" rel', b'/rss.xml" rel', id="rss-self"),
    pytest.param(addresses.RSS, b"Mon, 16 Nov 2026", b"Tue, 16 Nov 2026", id="rss-day-of-week"),
    pytest.param(addresses.RSS, b"Mon, 16 Nov 2026", b"Mon, 16 Nov 26", id="rss-two-digit-year"),
    pytest.param(addresses.RSS, b'length="1234"', b'length="None"', id="rss-length"),
    pytest.param(addresses.RSS, b'type="image/png"', b"", id="rss-type"),
    pytest.param(addresses.RSS, b"<title>A good story", b"<title>A &amp;amp; B", id="rss-escaped-twice"),
    pytest.param(addresses.RSS, b"<title>A good story", b"<title>A &lt;b> B", id="rss-tag-in-title"),
    pytest.param(addresses.RSS, b"&lt;p&gt;", b"&lt;p onclick='a()'&gt;", id="rss-handler"),
    pytest.param(addresses.RSS, b"&lt;p&gt;", b"&lt;script&gt;&lt;/script&gt;&lt;p&gt;", id="rss-script"),
    pytest.param(addresses.RSS, b"&lt;p&gt;", b"&lt;p&gt;&lt;a href='../x/'&gt;a&lt;/a&gt;", id="rss-relative"),
    pytest.param(addresses.RSS, b"&lt;/p&gt;", b"&lt;/p&gt;&lt;/div&gt;", id="rss-broken-html"),
    pytest.param(addresses.RSS, b"2026:other-story", b"2026:good-story", id="rss-same-guid"),
    pytest.param(addresses.RSS, b"<docs>", b"<colour>red</colour><docs>", id="rss-unknown-element"),
    pytest.param(addresses.RSS, b"</category>", b"</category><category/>", id="rss-empty-element"),
    pytest.param(addresses.ATOM, b"2026:other-story", b"2026:good-story", id="atom-same-id"),
    pytest.param(addresses.ATOM, b' xml:lang="en"', b"", id="atom-no-language"),
    pytest.param(addresses.ATOM, b'rel="enclosure" ', b"", id="atom-enclosure-without-rel"),
    pytest.param(addresses.ATOM, b"+00:00</updated>", b"</updated>", id="atom-no-zone"),
    pytest.param(addresses.ATOM, b"<name>The editors</name>", b"<name/>", id="atom-no-author"),
    pytest.param(addresses.ATOM, b'<content type="html">', b"<content>", id="atom-content-type"),
    pytest.param(addresses.ATOM, b'scheme="https://stories.example/themes/"', b'scheme="themes"', id="atom-scheme"),
    pytest.param(addresses.JSON_FEED, b'"version"', b'"Version"', id="json-version"),
    pytest.param(addresses.JSON_FEED, b"+00:00", b"", id="json-no-zone"),
    pytest.param(addresses.JSON_FEED, b'"size_in_bytes": 1234', b'"size_in_bytes": null', id="json-size"),
    pytest.param(addresses.JSON_FEED, b'"id": "tag', b'"guid": "tag', id="json-no-id"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "right", "wrong"), SPOILT)
def test_the_check_finds_what_is_wrong(name: str, right: bytes, wrong: bytes) -> None:
    right_file = good()[name]
    assert checked(name, right_file) == []
    assert right in right_file
    assert checked(name, right_file.replace(right, wrong)) != []


def test_the_check_finds_two_entries_updated_in_the_same_moment() -> None:
    atom = good()[addresses.ATOM]
    moments = etree.fromstring(atom).xpath("//*[local-name()='entry']/*[local-name()='updated']/text()")
    same = atom.replace(str(moments[0]).encode(), str(moments[1]).encode())
    assert any("updated" in fault for fault in checked(addresses.ATOM, same))
