"""An editor looks at a page, makes a mistake in its file and fixes it: the page follows by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.builders import VOCABULARIES, story_text
from tests.site.projects import make_project, write
from tests.site.server import serving

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.browser

STORY = story_text(title="The good one")
BROKEN = "---\ntitle: [\n---\n"
SOON = 30_000


def test_a_page_shows_the_mistake_in_its_file_and_loads_again_when_it_is_fixed(
    tmp_path: Path, open_context: Callable[..., BrowserContext]
) -> None:
    files = {"2026/good.md": STORY, "2026/never.md": BROKEN}
    project = make_project(tmp_path / "project", files, {"vocabularies": VOCABULARIES})
    stories = project.parent / "stories"
    context = open_context()
    context.set_default_timeout(SOON)
    with serving(project, tmp_path / "log.txt") as server:
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.port}/stories/good/")
        heading, mistake = (
            page.get_by_role("heading", name="The good one"),
            page.get_by_text("stories/2026/good.md:3:1"),
        )
        for wrong in (BROKEN, None):
            link = stories / "2026" / "loop"
            if wrong is None:
                link.symlink_to(".", target_is_directory=True)
                mistake = page.get_by_text("stories/2026/loop:1:1 error [file-readable]")
            else:
                write(stories, {"2026/good.md": wrong})
            expect(mistake.first).to_be_visible(timeout=SOON)
            expect(heading).to_be_visible()
            write(stories, {"2026/good.md": STORY})
            link.unlink(missing_ok=True)
            expect(mistake.first).not_to_be_visible(timeout=SOON)
            expect(heading).to_be_visible()
        write(stories, {"2026/good.md": STORY, "2026/never.md": story_text(id="never-story", title="Now it can")})
        expect(page.locator(".st-problems")).to_have_count(0, timeout=SOON)


def test_a_page_that_is_not_there_lists_the_problems_and_loads_again_when_it_is(
    tmp_path: Path, open_context: Callable[..., BrowserContext]
) -> None:
    project = make_project(tmp_path / "project", {"2026/never.md": BROKEN}, {"vocabularies": VOCABULARIES})
    with serving(project, tmp_path / "log.txt") as server:
        page = open_context().new_page()
        page.goto(f"http://127.0.0.1:{server.port}/stories/never/")
        expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
        expect(page.get_by_text("stories/2026/never.md:3:1")).to_be_visible()
        write(project.parent / "stories", {"2026/never.md": STORY})
        expect(page.get_by_role("heading", name="The good one")).to_be_visible(timeout=SOON)
