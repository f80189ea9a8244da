"""Where the links of a text lead on its page."""

from __future__ import annotations

import re

import pytest

from site_builder.pages.texts import text_html
from tests.builders import story_text
from tests.making import build_of

PAGE = "---\ntitle: A page\ndescription: What this site is.\n---\n\nText.\n"


@pytest.mark.parametrize(
    ("link", "href"),
    [
        ("/stories/other/", "../other/"),
        ("/stories/other", "../other/"),
        ("/stories/other/#how-it-works", "../other/#how-it-works"),
        ("/about/", "../../about/"),
        ("/", "../../"),
        ("/map", "../../map/"),
        ("/feed.xml", "../../feed.xml"),
        ("/themes/digitalisation/feed.xml", "../../themes/digitalisation/feed.xml"),
    ],
)
def test_an_address_from_the_root_leads_to_its_page(link: str, href: str) -> None:
    texts = {
        "2026/a.md": story_text(f"[w]({link})\n\n## How it works\n\nSo.\n", id="story-a"),
        "2026/other.md": story_text(id="other-story"),
        "index.md": PAGE,
        "pages/about.md": PAGE,
    }
    build = build_of(texts)
    story = next(story for story in build.public.stories if story.slug == "a")

    assert re.findall('href="([^"]*)"', text_html(story, build)) == [href, "#how-it-works"]
