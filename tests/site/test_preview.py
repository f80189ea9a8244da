"""The editors' preview: it shows what is to come, says what is wrong, and never breaks down over a story."""

from __future__ import annotations

import http.client
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from tests.builders import story_text
from tests.site.conftest import TODAY
from tests.site.projects import build, environment, make_project, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

OPTIONS: dict[str, Any] = {"vocabularies": {"themes": ["digitalisation"]}}
GOOD: dict[str, str | bytes] = {"2026/good.md": story_text(title="The good one")}
IMAGE = {"file": "missing.png", "alt": "A", "credit": "B"}

TOGETHER: dict[str, str | bytes] = {
    "2026/unknown-term.md": story_text(id="bad-unknown-term", themes=["digitalization"]),
    "2026/no-picture.md": story_text(id="bad-no-picture", image=IMAGE),
    "2026/picture-of-no-kind.md": story_text(id="bad-picture-of-no-kind", image=IMAGE | {"file": "a.txt"}), "2026/a.txt": b"a",
    "wrong-place.md": story_text(id="bad-wrong-place"), "2026/too/deep/bad.md": story_text(id="deep-story"),
    "2026/Bad Näme.md": story_text(id="bad-wrong-name"),
    "2026/no-front-matter.md": "Only text\n",
    "2026/empty.md": "",
    "2026/not-utf-8.md": b"---\ntitle: \xff\n---\n",
    "2026/no-yaml.md": "---\ntitle: [\n---\n",
    "2026/wrong-type.md": story_text(id="bad-wrong-type", title=["a"], date="soon"),
    "2026/without-a-summary.md": story_text(id="bad-without-a-summary", summary=None),
    "2026/ready-without-a-date.md": story_text(id="bad-ready-without-a-date", date=None),
    "2026/withdrawn-without-a-reason.md": story_text(id="bad-withdrawn-without-a-reason", status="withdrawn"),
    "2026/script.md": story_text("<script>alert(1)</script>\n\n## How\n\nSo.\n", id="bad-script"),
    "2026/link-to-nothing.md": story_text("[a](nothing.md) [b](nothing.png)\n\n## How\n\nSo.\n", id="bad-link-to-nothing"),
    "2026/artefact-without-a-place.md": story_text(id="bad-artefact-without-a-place", artefacts=[{"title": "a", "kind": "data"}]),
}  # fmt: skip
"""Files with faults of their own, which one build can meet all at once."""

BROKEN: dict[str, dict[str, str | bytes]] = {
    "many-kinds-at-once": TOGETHER,
    "same-address": {"2027/good.md": story_text(id="bad-story")},
    "same-address-in-a-folder": {"2027/good/index.md": story_text(id="bad-story"), "2027/good/a.png": b"a"},
    "same-id": {"2026/bad.md": story_text()},
    "same-alias": {
        "2026/bad.md": story_text(id="bad-story", aliases=["/old/"]), "2026/worse.md": story_text(id="worse-story", aliases=["/old/"]),
    },
    "alias-of-a-page": {"2026/bad.md": story_text(id="bad-story", aliases=["/stories/good/"])},
    "alias-of-the-home-page": {"2026/bad.md": story_text(id="bad-story", aliases=["/index.html"])},
    "alias-below-a-file": {"2026/bad.md": story_text(id="bad-story", aliases=["/feed.xml/old/"])},
    "alias-out-of-the-site": {"2026/bad.md": story_text(id="bad-story", aliases=["/../../outside/"])},
    "broken-page": {"pages/about.md": "No front matter\n"},
    "broken-home": {"index.md": b"\xff"},
    "page-title-of-no-text": {"pages/about.md": "---\ntitle: [a]\ndescription: {a: b}\n---\n\nText\n"},
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_story_never_breaks_the_preview(name: str, tmp_path: Path) -> None:
    project = make_project(tmp_path / "here" / "project", GOOD | BROKEN[name], OPTIONS)
    before = {path: path.read_bytes() for path in (project.parent / "stories").rglob("*") if path.is_file()}
    site = build(project, TODAY, preview=True, site_dir=tmp_path / "here" / "preview")
    home = site.page("stories/")
    assert "The good one" in home.get_text()
    heading = site.page("stories/good/").find("h1")
    assert heading is not None
    assert heading.get_text() == "The good one" or name.startswith("same-address")
    assert home.select_one(".st-problems") is not None
    assert any(line.startswith("ERROR stories/") for line in site.log)
    assert [path.name for path in tmp_path.iterdir()] == ["here"]
    assert {path: path.read_bytes() for path in (project.parent / "stories").rglob("*") if path.is_file()} == before


def test_the_problems_stand_on_every_page_as_text(tmp_path: Path) -> None:
    files = GOOD | {"2026/bad.md": story_text(id="bad-story", themes=["<script>alert(1)</script>"])}
    site = build(make_project(tmp_path / "project", files, OPTIONS), TODAY, preview=True, site_dir=tmp_path / "preview")
    for path, page in site.pages.items():
        problems = page.select_one(".st-problems")
        assert problems is not None, path
        assert (
            "stories/2026/bad.md:8:10 error [theme-known] theme '<script>alert(1)</script>' is not in"
            in problems.get_text()
        )


def test_a_good_collection_has_no_problems_on_its_pages(tmp_path: Path) -> None:
    site = build(make_project(tmp_path / "project", GOOD, OPTIONS), TODAY, preview=True, site_dir=tmp_path / "preview")
    assert not any(page.select(".st-problems") for page in site.pages.values())


# ---- The real server


class Server:
    """A running ``mkdocs serve``."""

    def __init__(self, process: subprocess.Popen[str], port: int, log: Path) -> None:
        self.process, self.port, self.log = process, port, log

    def get(self, address: str) -> tuple[int, str]:
        """Return status and text of a page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", f"/{address}")
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def text(self, address: str) -> str:
        """Return what a reader of a page sees."""
        return BeautifulSoup(self.get(address)[1], "html5lib").get_text(" ", strip=True)

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until something is so, but not for ever."""
        for _ in range(150):
            assert self.process.poll() is None, self.log.read_text("utf-8")
            try:
                if condition():
                    return
            except OSError:
                pass
            time.sleep(0.2)
        pytest.fail(f"{what} never came:\n{self.log.read_text('utf-8')}")


@contextmanager
def serving(project: Path, log: Path) -> Iterator[Server]:
    """Run the server on a free port; a site_url without a folder keeps addresses short."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            command, cwd=project.parent, env=environment(TODAY), stdout=output, stderr=subprocess.STDOUT, text=True
        )
        server = Server(process, port, log)
        try:
            server.wait(lambda: server.get("")[0] == 200, "the server")
            yield server
        finally:
            process.terminate()
            process.wait(timeout=30)


def test_the_server_shows_drafts_sees_edits_and_survives_a_broken_story(tmp_path: Path) -> None:
    draft = story_text(
        "The first text.\n\n## How\n\nSo.\n", id="draft-story", title="A draft", status="draft", date=date(2026, 12, 8)
    )
    later = story_text(id="later-story", title="A later one", date=date(2026, 12, 9))
    files = GOOD | {"2026/draft.md": draft, "2026/later.md": later}
    project = make_project(tmp_path / "project", files, OPTIONS)
    stories = project.parent / "stories"
    with serving(project, tmp_path / "log.txt") as server:
        assert "Draft, planned for 8 December 2026" in server.text("stories/draft/")
        assert "Scheduled for 9 December 2026" in server.text("stories/later/")
        assert "Readers do not see this page yet" in server.text("stories/later/")
        for title in ("A draft", "A later one", "The good one"):
            assert title in server.text("stories/")
        assert "The first text" not in server.get("feed.xml")[1]
        assert server.get("nothing/")[0] == 404

        write(stories, {"2026/draft.md": draft.replace("The first text", "The second text")})
        server.wait(lambda: "The second text" in server.text("stories/draft/"), "the edit")

        write(stories, {"2026/draft.md": draft.replace("digitalisation", "digitalization")})
        message = re.compile(r"stories/2026/draft\.md:\d+:\d+ error \[theme-known\] .*did you mean 'digitalisation'")
        server.wait(lambda: message.search(server.text("stories/draft/")) is not None, "the problem")
        assert message.search(server.log.read_text("utf-8"))
        assert "Traceback" not in server.log.read_text("utf-8")

        write(stories, {"2026/draft.md": b"\xff\x00"})
        server.wait(lambda: "[file-encoding]" in server.text("stories/"), "the unreadable file")
        assert "The good one" in server.text("stories/")

        write(stories, {"2026/draft.md": draft})
        server.wait(lambda: "Preview: problems" not in server.text("stories/draft/"), "the repair")
        assert "The first text" in server.text("stories/draft/")
    expected = {*files, "index.md", "pages/about.md", "pages/accessibility.md"}
    assert {path.relative_to(stories).as_posix() for path in stories.rglob("*") if path.is_file()} == expected
    assert sorted(path.name for path in project.parent.iterdir()) == ["mkdocs.yml", "stories"]
