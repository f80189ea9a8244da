from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.audit import calendars, feeds, open_data
from tests.audit.small import URL, page, site_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.audit.built import BuiltSite

RSS = f"""<?xml version='1.0' encoding='UTF-8'?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Small</title><link>{URL}</link><description>A small site</description><atom:link rel="self" type="application/rss+xml" href="{URL}feed.xml"/><language>en</language><lastBuildDate>Mon, 16 Nov 2026 06:00:00 +0000</lastBuildDate>
<item><title>A story</title><link>{URL}stories/a/</link><description>What happened.</description><content:encoded>&lt;p&gt;Text&lt;/p&gt;</content:encoded><dc:creator>Us</dc:creator><guid isPermaLink="false">tag:small.example,2026:story-a</guid><pubDate>Mon, 16 Nov 2026 06:00:00 +0000</pubDate><enclosure url="{URL}stories/a/a.png" length="4" type="image/png"/></item>
</channel></rss>
"""
ATOM = f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><id>tag:small.example,2026:feed</id><title>Small</title><updated>2026-11-16T06:00:00+00:00</updated><author><name>Us</name></author><link href="{URL}"/><link rel="self" type="application/atom+xml" href="{URL}atom.xml"/><subtitle>A small site</subtitle>
<entry><id>tag:small.example,2026:story-a</id><title>A story</title><updated>2026-11-16T06:00:00+00:00</updated><published>2026-11-16T06:00:00+00:00</published><content type="html">&lt;p&gt;Text&lt;/p&gt;</content><summary>What happened.</summary><link rel="alternate" href="{URL}stories/a/"/><link rel="enclosure" href="{URL}stories/a/a.png" length="4" type="image/png"/></entry>
</feed>
"""
JSON = json.dumps({
    "version": "https://jsonfeed.org/version/1.1", "title": "Small", "home_page_url": URL, "feed_url": f"{URL}feed.json", "language": "en",
    "items": [{
        "id": "tag:small.example,2026:story-a", "url": f"{URL}stories/a/", "title": "A story", "content_html": "<p>Text</p>",
        "date_published": "2026-11-16T06:00:00+00:00", "date_modified": "2026-11-16T06:00:00+00:00",
        "attachments": [{"url": f"{URL}stories/a/a.png", "mime_type": "image/png", "size_in_bytes": 4}],
    }],
})  # fmt: skip
ICS = f"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Small//EN
CALSCALE:GREGORIAN
BEGIN:VEVENT
UID:story-a@small.example
DTSTAMP:20261116T000000Z
DTSTART;VALUE=DATE:20261116
DTEND;VALUE=DATE:20261117
SUMMARY:A story
URL:{URL}stories/a/
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
SCHEMA = json.dumps(
    {"type": "object", "required": ["stories"], "properties": {"stories": {"items": {"required": ["url"]}}}}
)
DATA = json.dumps({"stories": [{"url": f"{URL}stories/a/"}]})
GOOD: Mapping[str, str] = {
    "stories/a/index.html": page(), "stories/a/a.png": "1234", "index.html": page(), "feed.xml": RSS, "atom.xml": ATOM, "feed.json": JSON,
    "calendar.ics": ICS, "data/stories.json": DATA, "data/stories.schema.json": SCHEMA,
}  # fmt: skip


def all_of(site: BuiltSite) -> list[tuple[str, str, str]]:
    found = [*feeds.findings(site), *calendars.findings(site), *open_data.findings(site)]
    return [(finding.rule, finding.spot.page, finding.message) for finding in found]


def test_a_good_site_has_no_faults(tmp_path: Path) -> None:
    site = site_of(tmp_path, GOOD)
    assert all_of(site) == []
    assert feeds.paths(site) == ["atom.xml", "feed.json", "feed.xml"]
    assert calendars.paths(site) == ["calendar.ics"]


@pytest.mark.parametrize(
    ("path", "right", "wrong", "words"),
    [
        ("feed.xml", "<rss", "<oss", "the feed breaks a rule of its format: not XML"),
        ("feed.xml", "<dc:creator>Us</dc:creator>", "", "the feed breaks a rule of its format: item: 0 times <{http://purl.org/dc/elements/1.1/}creator>"),
        ("feed.xml", "<language>en</language>", "", "the feed breaks a rule of its format: channel: 0 times <language>"),
        ("atom.xml", "<subtitle>A small site</subtitle>", "", "the feed breaks a rule of its format: feed: 0 times <subtitle>"),
        ("atom.xml", "<summary>What happened.</summary>", "", "the feed breaks a rule of its format: entry: 0 times <summary>"),
        ("feed.json", '"version"', '"vision"', "the feed breaks a rule of its format: $: "),
        ("feed.json", "{", "", "the feed breaks a rule of its format: not JSON"),
        ("feed.xml", "sub/stories/a/<", "sub/stories/b/<", f"the item tag:small.example,2026:story-a leads to {URL}stories/b/, which is not there"),
        ("atom.xml", "stories/a/a.png", "stories/a/b.png", f"the item tag:small.example,2026:story-a brings the file {URL}stories/a/b.png, which is not there"),
        ("feed.json", '"size_in_bytes": 4', '"size_in_bytes": 5', f"the item tag:small.example,2026:story-a says that {URL}stories/a/a.png has 5 bytes; it has 4"),
        ("calendar.ics", "CALSCALE", "SCALE", "the calendar breaks a rule of its format: CALSCALE is not GREGORIAN"),
        ("calendar.ics", "sub/stories/a/", "sub/stories/b/", f"the calendar breaks a rule of its format: story-a@small.example leads to {URL}stories/b/, which is not there"),
        ("calendar.ics", "VERSION:2.0\r\n", "", "the calendar breaks a rule of its format: VERSION is not 2.0"),
        ("data/stories.json", '"url"', '"uri"', "$.stories[0] is not as the schema says: 'url' is a required property"),
        ("data/stories.json", "{", "", "this is not JSON"),
        ("data/stories.json", "stories/a/", "stories/b/", f"{URL}stories/b/ is not there"),
    ],
)  # fmt: skip
def test_one_fault_is_reported_in_words(path: str, right: str, wrong: str, words: str, tmp_path: Path) -> None:
    assert right in GOOD[path]
    found = all_of(site_of(tmp_path, {**GOOD, path: GOOD[path].replace(right, wrong, 1)}))
    assert [(place, message) for _, place, message in found if message.startswith(words)], found


def test_feeds_that_hold_different_items_are_reported(tmp_path: Path) -> None:
    other = JSON.replace("2026:story-a", "2026:story-b")
    assert all_of(site_of(tmp_path, {**GOOD, "feed.json": other})) == [
        ("feed", "feed.xml", "the feeds of / do not have the same items")
    ]


@pytest.mark.parametrize("path", ["data/stories.json", "data/stories.schema.json"])
def test_data_that_are_missing_are_reported(path: str, tmp_path: Path) -> None:
    assert all_of(site_of(tmp_path, {name: text for name, text in GOOD.items() if name != path})) == [
        ("data", path, f"there is no {path}")
    ]


def test_an_item_that_a_program_finds_incomplete_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lenient(_content: bytes, _url: str) -> list[str]:
        return []

    monkeypatch.setitem(feeds.CHECKS, "feed.xml", lenient)
    site = site_of(tmp_path, {**GOOD, "feed.xml": RSS.replace("<title>A story</title>", "")})
    message = "a reader's program finds no title, text or day in the item tag:small.example,2026:story-a"
    assert all_of(site) == [("feed", "feed.xml", message)]


def test_a_title_that_has_a_tag_cannot_be_written_otherwise(tmp_path: Path) -> None:
    title = RSS.replace("<title>A story</title>", "<title>A &#x3C;b>story&#x3C;/b></title>")
    assert all_of(site_of(tmp_path, {**GOOD, "feed.xml": title})) == []


def test_a_file_whose_size_json_feed_does_not_tell_is_no_fault(tmp_path: Path) -> None:
    untold = GOOD["feed.json"].replace(', "size_in_bytes": 4', "")
    assert untold != GOOD["feed.json"]
    assert all_of(site_of(tmp_path, {**GOOD, "feed.json": untold})) == []
