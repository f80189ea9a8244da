"""What the editors' preview needs beside a site: a memory, a notice, a look at the disk and at an address.

All of it is for the moments when something is wrong: the preview goes on, and its pages say what.
"""

from __future__ import annotations

import errno
import html
import logging
import os
import re
import socket
import stat
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from site_builder.collection import Collection
    from site_builder.content.page import Page
    from site_builder.content.source import Tree
    from site_builder.content.story import Story
    from site_builder.settings import Settings

_T = TypeVar("_T")
_MAIN = re.compile(rb"<main\b[^>]*>")
_HTML = "text/html"


@dataclass
class LastGood:
    """Remembers every piece and page as it was when it could last be read."""

    _settings: Settings | None = None
    _stories: dict[str, Story] = field(default_factory=dict)
    _pages: dict[str, Page] = field(default_factory=dict)

    def complete(self, collection: Collection, tree: Tree, settings: Settings) -> tuple[Collection, frozenset[str]]:
        """Return a collection with what cannot be read now, as it was before, and the paths of these files.

        What was filed under other settings is forgotten: its terms need not exist any more.
        """
        stories = {story.path: story for story in collection.stories}
        pages = {page.path: page for page in collection.pages if page.title}  # without one its front matter is none
        if settings != self._settings:
            self._settings, self._stories, self._pages = settings, {}, {}
        there = {raw.path.removeprefix(f"{tree.root}/") for raw in tree.texts}
        self._stories = {path: story for path, story in self._stories.items() if path in there} | stories
        self._pages = {path: page for path, page in self._pages.items() if path in there} | pages
        kept = (self._stories.keys() - stories.keys()) | (self._pages.keys() - pages.keys())
        all_pages = {page.path: page for page in collection.pages} | self._pages
        together = replace(collection, stories=_in_order(self._stories), pages=_in_order(all_pages))
        return together, frozenset(kept)


def _in_order(by_path: dict[str, _T]) -> tuple[_T, ...]:
    return tuple(by_path[path] for path in sorted(by_path))


class ErrorLines(logging.Handler):
    """Keeps the errors that a build logs."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one."""
        self.lines += record.getMessage().splitlines()


def with_notice(app: WSGIApplication, lines: Callable[[], Iterable[str]]) -> WSGIApplication:
    """Return a web server's application whose pages begin with these lines, as long as there are any.

    It stands outside the site because the pages are those of an earlier build: what is wrong keeps new ones from
    being made.
    """

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        notice = _notice(lines())
        if not notice:
            return app(environ, start_response)
        told: list[tuple[str, list[tuple[str, str]]]] = []

        def keep(status: str, headers: list[tuple[str, str]], _: object = None) -> Callable[[bytes], object]:
            told.append((status, headers))
            return lambda _: None

        parts = app(environ, keep)
        body = b"".join(parts)
        getattr(parts, "close", lambda: None)()
        status, headers = told[0]
        kept = {name: value for name, value in headers if name != "Content-Length"}
        if kept.get("Content-Type", "").startswith(_HTML):
            body = _MAIN.sub(lambda tag: tag[0] + notice, body, count=1)
        start_response(status, [*kept.items(), ("Content-Length", str(len(body)))])
        return [body]

    return answer


def _notice(lines: Iterable[str]) -> bytes:
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    if not items:
        return b""
    return (
        '<section class="st-problems" aria-labelledby="not-built"><details class="st-wrap" open>'
        '<summary><h2 id="not-built">Preview: your last change could not be shown</h2></summary>'
        f"<p>This page is as it was before. It loads again when the problem is fixed.</p><ul>{items}</ul>"
        "</details></section>"
    ).encode()


def look(path: str) -> os.stat_result:
    """Return what is known of a file, and of what a link leads to unless that is a folder.

    Watching for changes would otherwise never come to an end where links to folders lead back to where they are.
    """
    found = os.lstat(path)
    if not stat.S_ISLNK(found.st_mode):
        return found
    target = os.stat(path)  # noqa: PTH116 - as the name of a function that watching is given
    return found if stat.S_ISDIR(target.st_mode) else target


def fault_of_address(host: str, port: int) -> str:
    """Return why no server can listen at an address, or nothing."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        reason = (
            "is taken: another program listens there, perhaps another 'make serve'"
            if error.errno == errno.EADDRINUSE
            else f"cannot be used ({error.strerror or error})"
        )
        other = port + 1 if 1024 <= port < 65535 else 8001  # noqa: PLR2004 - below are those of the system
        return (
            f'the address {host}:{port} {reason}. Choose another, as in: make serve ARGS="--dev-addr 127.0.0.1:{other}"'
        )
    return ""
