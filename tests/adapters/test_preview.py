"""What the preview keeps, says and looks at while something is wrong."""

from __future__ import annotations

import logging
import os
import socket
from typing import TYPE_CHECKING

import pytest

from site_builder.adapters import preview
from site_builder.collection import read_collection
from site_builder.content.source import RawFile, Tree
from tests import builders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from _typeshed import OptExcInfo

    from site_builder.collection import Collection
    from site_builder.settings import Settings

STORY = builders.story_text(title="The first")
PAGE = "---\ntitle: About\ndescription: Who we are.\n---\n\nWe.\n"
SETTINGS = builders.settings()


def seen(memory: preview.LastGood, files: dict[str, str], settings: Settings = SETTINGS) -> Collection:
    """Return what a preview shows of these files, and what of it is from before."""
    tree = Tree("stories", tuple(RawFile(f"stories/{path}", text.encode()) for path, text in files.items()))
    collection = read_collection(tree, settings, builders.register(), builders.TODAY)
    return memory.complete(collection, tree, settings)


def titles(shown: Collection) -> list[str]:
    return [story.meta.title for story in shown.stories] + [page.title for page in shown.pages]


# ---- What could be read before


@pytest.mark.parametrize("broken", ["", "---\ntitle: [\n---\n", "\x00", builders.story_text(title=["a list"])])
def test_a_piece_that_cannot_be_read_any_more_is_shown_as_it_was(broken: str) -> None:
    memory = preview.LastGood()
    assert seen(memory, {"2026/a.md": STORY, "2026/b.md": builders.story_text(id="other-story")}).kept == frozenset()
    for _ in range(2):
        shown = seen(memory, {"2026/a.md": broken, "2026/b.md": builders.story_text(id="other-story")})
        assert [story.path for story in shown.stories] == ["2026/a.md", "2026/b.md"]
        assert titles(shown)[0] == "The first"
        assert shown.kept == {"2026/a.md"}
        assert shown.errors
    assert titles(seen(memory, {"2026/a.md": builders.story_text(title="The second")})) == ["The second"]


def test_a_page_that_cannot_be_read_any_more_is_shown_as_it_was() -> None:
    memory = preview.LastGood()
    seen(memory, {"pages/about.md": PAGE})
    shown = seen(memory, {"pages/about.md": "None"})
    assert (titles(shown), shown.kept) == (["About"], frozenset({"pages/about.md"}))


def test_what_could_never_be_read_is_not_shown() -> None:
    memory = preview.LastGood()
    for _ in range(2):
        files = {"2026/a.md": "", "pages/about.md": ""}
        assert seen(memory, files) == seen(preview.LastGood(), files)


def test_a_file_that_is_gone_is_forgotten_for_good() -> None:
    memory = preview.LastGood()
    seen(memory, {"2026/a.md": STORY, "pages/about.md": PAGE})
    assert titles(seen(memory, {"2026/b.md": STORY})) == ["The first"]
    assert titles(seen(memory, {"2026/a.md": "", "2026/b.md": STORY, "pages/about.md": ""})) == ["The first", ""]


def test_what_was_filed_under_other_settings_is_forgotten() -> None:
    """The terms of a piece need not exist any more."""
    memory = preview.LastGood()
    seen(memory, {"2026/a.md": STORY})
    assert titles(seen(memory, {"2026/a.md": ""}, builders.settings(how_section=[]))) == []


# ---- The notice


def app(status: str, content_type: str, body: bytes) -> WSGIApplication:
    def answer(_: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response(status, [("Content-Type", content_type), ("Content-Length", str(len(body)))])
        return [body[:5], body[5:]]

    return answer


def ask(application: WSGIApplication) -> tuple[str, dict[str, str], bytes]:
    """Return what a web server would send."""
    told: list[tuple[str, list[tuple[str, str]]]] = []

    def start(
        status: str, headers: list[tuple[str, str]], _error: OptExcInfo | None = None, /
    ) -> Callable[[bytes], object]:
        told.append((status, headers))
        return lambda _: None

    body = b"".join(application({}, start))
    return told[0][0], dict(told[0][1]), body


@pytest.mark.parametrize("status", ["200 OK", "404 Not Found"])
def test_a_notice_is_first_in_a_page_as_text(status: str) -> None:
    page = app(status, "text/html", b'<body><main id="m" class="st"><h1>A</h1></main>')
    got, headers, body = ask(preview.with_notice(page, lambda: ["a <b>", "c"]))
    assert got == status
    assert body.startswith(b'<body><main id="m" class="st"><section')
    assert b"<li>a &lt;b&gt;</li><li>c</li>" in body
    assert body.endswith(b"</section><h1>A</h1></main>")
    assert headers == {"Content-Type": "text/html", "Content-Length": str(len(body))}


@pytest.mark.parametrize(
    ("content_type", "lines"), [("text/html", []), ("text/css", ["a"])], ids=["nothing is wrong", "no page"]
)
def test_what_needs_no_notice_is_sent_as_it_is(content_type: str, lines: list[str]) -> None:
    page = app("200 OK", content_type, b"<main>A</main>")
    assert ask(preview.with_notice(page, lambda: lines)) == ask(page)


def test_the_errors_of_a_build_are_kept_and_its_warnings_are_not() -> None:
    errors = preview.ErrorLines()
    logger = logging.getLogger("tests.a-build")
    logger.addHandler(errors)
    logger.warning("a warning")
    logger.error("%d errors:\none, another", 2)
    assert errors.lines == ["2 errors:", "one, another"]


# ---- Files and addresses


def test_a_link_to_a_folder_is_seen_as_the_link_and_one_to_a_file_as_the_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")
    for name, target in (("loop", "."), ("link", "file"), ("nowhere", "nothing")):
        (tmp_path / name).symlink_to(target)
    assert preview.look(str(tmp_path)) == tmp_path.stat()
    assert preview.look(str(tmp_path / "link")) == (tmp_path / "file").stat()
    assert preview.look(str(tmp_path / "loop")) == (tmp_path / "loop").lstat()
    with pytest.raises(FileNotFoundError):
        preview.look(str(tmp_path / "nowhere"))


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_an_address_that_is_taken_is_reported_with_another(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, 0), family=family) as server:
        port = server.getsockname()[1]
        fault = preview.fault_of_address(host, port)
    assert fault.startswith(f"the address {host}:{port} is taken: another program is using it")
    assert 'make serve ARGS="--dev-addr 127.0.0.1:' in fault
    assert preview.fault_of_address(host, port) == ""


def test_an_address_that_is_none_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, os.strerror(13))

    assert "192.0.2.1:8000 cannot be used (" in preview.fault_of_address("192.0.2.1", 8000)
    monkeypatch.setattr(socket, "create_server", refuse)
    assert preview.fault_of_address("127.0.0.1", 80) == (
        "the address 127.0.0.1:80 cannot be used (Permission denied). "
        'Choose another, as in: make serve ARGS="--dev-addr 127.0.0.1:8001"'
    )
