"""The editors' preview: it shows what is to come, says what is wrong, and never breaks down over a story."""

from __future__ import annotations

import logging
import re
import socket
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.livereload import LiveReloadServer

from site_builder.adapters.mkdocs_plugin import StoriesPlugin
from tests.builders import story_text
from tests.site.conftest import TODAY
from tests.site.projects import build, make_project, mkdocs, write
from tests.site.server import Server, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from _typeshed import OptExcInfo

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

ALIASES: dict[str, str | bytes] = {
    f"2026/{name}.md": story_text(id=f"{name}-story", aliases=[alias])
    for name, alias in {
        "same": "/old/", "same-again": "/old/", "of-a-page": "/stories/good/", "of-the-home-page": "/index.html",
        "below-a-file": "/feed.xml/old/", "out-of-the-site": "/../../outside/",
    }.items()
}  # fmt: skip
"""Old addresses that cannot be."""

BROKEN: dict[str, dict[str, str | bytes]] = {
    "many-kinds-at-once": TOGETHER,
    "old-addresses": ALIASES,
    "same-address": {"2027/good.md": story_text(id="bad-story")},
    "same-address-in-a-folder": {"2027/good/index.md": story_text(id="bad-story"), "2027/good/a.png": b"a"},
    "same-id": {"2026/bad.md": story_text()},
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
    for path in (path for path in BROKEN[name] if path.endswith(".md")):
        assert any(line.startswith(f"ERROR stories/{path}:") for line in site.log), path
    assert [path.name for path in tmp_path.iterdir()] == ["here"]
    assert {path: path.read_bytes() for path in (project.parent / "stories").rglob("*") if path.is_file()} == before


@pytest.mark.uncounted
def test_the_problems_are_on_every_page_as_text(tmp_path: Path) -> None:
    files = GOOD | {"2026/bad.md": story_text(id="bad-story", themes=["<script>alert(1)</script>"])}
    site = build(make_project(tmp_path / "project", files, OPTIONS), TODAY, preview=True, site_dir=tmp_path / "preview")
    for path, page in site.pages.items():
        problems = page.select_one(".st-problems")
        assert problems is not None, path
        assert (
            "stories/2026/bad.md:8:10 error [theme-known] theme '<script>alert(1)</script>' is not in"
            in problems.get_text()
        )


@pytest.mark.uncounted
def test_a_good_collection_has_no_problems_on_its_pages(tmp_path: Path) -> None:
    site = build(make_project(tmp_path / "project", GOOD, OPTIONS), TODAY, preview=True, site_dir=tmp_path / "preview")
    assert not any(page.select(".st-problems") for page in site.pages.values())


# ---- The server, without its waiting


def asked(server: LiveReloadServer, address: str) -> str:
    """Return what a server answers."""

    def start(
        _status: str, _headers: list[tuple[str, str]], _error: OptExcInfo | None = None, /
    ) -> Callable[[bytes], object]:
        return lambda _: None

    environ = {"PATH_INFO": f"/{address}", "REQUEST_METHOD": "GET"}
    application = server.get_app()
    assert application is not None
    return b"".join(application(environ, start)).decode()


def fail_with(error: BaseException, *logged: str) -> None:
    for line in logged:
        logging.getLogger("mkdocs").error(line)
    raise error


@pytest.mark.parametrize(
    ("build_again", "message"),
    [
        (lambda: fail_with(Abort("Aborted!"), "the first\nthe second"), "<li>the first</li><li>the second</li>"),
        (lambda: fail_with(Abort("Aborted, strictly!")), "<li>Aborted, strictly!</li>"),
        (lambda: fail_with(ConfigurationError("no <YAML>")), "<li>no &lt;YAML&gt;</li>"),
        (lambda: fail_with(ValueError("odd"), "in a page"), "<li>in a page</li><li>ValueError(&#x27;odd&#x27;)</li>"),
    ],
    ids=["errors", "strict", "configuration", "program"],
)
def test_a_rebuild_that_fails_is_reported_on_the_pages_from_before(
    build_again: Callable[[], None], message: str, tmp_path: Path
) -> None:
    outcomes: list[Callable[[], object]] = [list, build_again]  # the second goes well

    def build_next() -> None:
        outcomes.pop()()

    config = load_config(str(make_project(tmp_path / "project", GOOD, OPTIONS)), dev_addr="127.0.0.1:0")
    write(tmp_path / "site", {"index.html": "<main>A page</main>", "404.html": "<main>None</main>"})
    server = LiveReloadServer(build_next, "127.0.0.1", 0, str(tmp_path / "site"))
    server.error_handler = lambda _: (tmp_path / "site" / "404.html").read_bytes()
    server.watch(config.docs_dir)
    try:
        StoriesPlugin().on_serve(server, config=config, builder=server.builder)
        assert asked(server, "index.html").startswith("<main>A page</main><script>")
        assert asked(server, "nothing/").startswith("<main>None</main><script>")
        server.builder()
        assert message in asked(server, "index.html")
        assert message in asked(server, "nothing/")
        server.builder()
        assert asked(server, "index.html").startswith("<main>A page</main><script>")
    finally:
        server.server_close()


# ---- The real server


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
        assert "The first text" in server.text("stories/draft/")

        write(stories, {"2026/draft.md": draft})
        server.wait(lambda: "Preview: problems" not in server.text("stories/draft/"), "the repair")
        assert "The first text" in server.text("stories/draft/")
    expected = {*files, "index.md", "pages/about.md", "pages/accessibility.md"}
    assert {path.relative_to(stories).as_posix() for path in stories.rglob("*") if path.is_file()} == expected
    assert sorted(path.name for path in project.parent.iterdir()) == [".cache", "mkdocs.yml", "stories"]


def opened(page: str) -> str:
    """Return what is in the parts of a page that can be folded and are not."""
    parts = BeautifulSoup(page, "lxml").select(".st-problems details[open]")
    return " ".join(part.get_text(" ", strip=True) for part in parts)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """Return a server and its mkdocs.yml, for tests that leave every page that was there without a problem."""
    folder = tmp_path_factory.mktemp("served")
    project = make_project(folder / "project", GOOD | {"2026/never.md": "Text\n"}, OPTIONS)
    with serving(project, folder / "log.txt") as server:
        yield server, project


def test_what_cannot_be_read_any_more_stays_on_its_page_with_the_problem(served: tuple[Server, Path]) -> None:
    """A story, a page of the site's own, and a story that could never be read: each says what is wrong, and loads again."""
    server, project = served
    stories = project.parent / "stories"
    about = (stories / "pages" / "about.md").read_text("utf-8")
    status, page = server.get("stories/never/")
    assert (status, "livereload(" in page) == (404, True)
    assert "stories/2026/never.md:1:1 error [front-matter]" in opened(page)
    assert opened(server.get("stories/good/")[1]) == ""

    write(stories, {"2026/good.md": "---\ntitle: [\n---\n", "pages/about.md": "---\ntitle: [\n---\n"})
    server.wait(lambda: "stories/2026/good.md:3:1" in opened(server.get("stories/good/")[1]), "the problem")
    assert "What happened, in short." in server.text("stories/good/")
    assert "The good one" in server.text("stories/")
    assert "stories/2026/never.md" not in opened(server.get("stories/good/")[1])
    assert "stories/pages/about.md:3:1" in opened(server.get("about/")[1])
    assert "We are us." in server.text("about/")

    never = story_text(id="never-story", title="Now it can")
    write(stories, {"2026/good.md": GOOD["2026/good.md"], "pages/about.md": about, "2026/never.md": never})
    server.wait(lambda: server.get("stories/never/")[0] == 200, "the page")
    assert "Preview: problems" not in server.text("stories/good/") + server.text("about/")
    assert "Traceback" not in server.log.read_text("utf-8")


def test_what_keeps_the_preview_from_being_built_is_on_the_pages_from_before(
    served: tuple[Server, Path], tmp_path: Path
) -> None:
    server, project = served
    settings = project.read_text("utf-8")
    write(tmp_path / "theme", {"main.html": "{% include 'nothing.html' %}"})

    def is_told(message: str) -> bool:
        return message in opened(server.get("stories/good/")[1])

    for wrong, message in (
        (f"{settings}\nplugins: [stories: {{on_shortfal: info}}]\n", "on_shortfal"),
        (f"{settings}\nx: [\n", "error parsing the configuration"),
        (
            settings.replace("custom_dir:", f"custom_dir: {tmp_path / 'theme'} #"),
            "the theme has no template 'nothing.html'",
        ),
    ):
        project.write_text(wrong, "utf-8")
        server.wait(partial(is_told, message), message)
        assert "What happened, in short." in server.text("stories/good/")
    for name in ("a", "b"):
        (project.parent / "stories" / "2026" / name).symlink_to(".", target_is_directory=True)
    project.write_text(settings, "utf-8")
    link = "stories/2026/b:1:1 error [file-readable] symbolic links are not allowed here"
    server.wait(lambda: link in opened(server.get("stories/good/")[1]), "the link")
    assert "stories/2026/a:1:1 error" in opened(server.get("nothing/")[1])
    for name in ("a", "b"):
        (project.parent / "stories" / "2026" / name).unlink()
    server.wait(lambda: "Preview: your last" not in server.text("stories/good/"), "the repair")


def test_a_port_that_is_taken_is_no_traceback_but_a_sentence(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", GOOD, OPTIONS)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        for more in ((), ("--clean",)):
            result = mkdocs("serve", "--dev-addr", f"127.0.0.1:{port}", *more, folder=project.parent, day=TODAY)
            assert result.exit_code in {1, 2}
            assert f"the address 127.0.0.1:{port} is taken" in result.stderr
            assert 'make serve ARGS="--dev-addr 127.0.0.1:' in result.stderr
            assert "Traceback" not in result.stderr
