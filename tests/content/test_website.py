from __future__ import annotations

from dataclasses import replace
from datetime import time
from zoneinfo import ZoneInfo

import pytest

from site_builder.content.website import Site, default_authority

SITE = Site(
    "Stories",
    "https://stories.example.gov.uk/all/",
    "",
    "",
    "en",
    ZoneInfo("Europe/London"),
    time(6),
    "example.gov.uk,2026",
)


def test_ids_in_feeds_and_calendars_do_not_depend_on_addresses() -> None:
    assert SITE.guid("a-story") == "tag:example.gov.uk,2026:a-story"
    assert SITE.uid("a-story") == "a-story@example.gov.uk"


def test_addresses_become_whole_urls() -> None:
    assert SITE.absolute("feed.xml") == "https://stories.example.gov.uk/all/feed.xml"


@pytest.mark.parametrize(
    ("url", "authority"),
    [
        ("https://Stories.Example.gov.uk:8080/all/", "stories.example.gov.uk,2026"),
        ("", "localhost,2026"),
        ("/only/a/path", "localhost,2026"),
        ("https://[broken", "localhost,2026"),
    ],
)
def test_the_host_mints_ids_where_nobody_else_is_named(url: str, authority: str) -> None:
    assert default_authority(url) == authority


def test_a_file_is_edited_in_the_repository_where_there_is_one() -> None:
    site = replace(SITE, repository="council/stories", branch="the main")

    assert site.edit_url("stories/2026/tŷ.md") == (
        "https://github.com/council/stories/edit/the%20main/stories/2026/t%C5%B7.md"
    )
    assert SITE.edit_url("stories/2026/a.md") == ""
