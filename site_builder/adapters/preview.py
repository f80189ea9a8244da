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
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from watchdog.observers.polling import PollingObserverVFS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from site_builder.collection import Collection
    from site_builder.content.page import Page
    from site_builder.content.source import Tree
    from site_builder.content.story import Story
    from site_builder.settings import Settings

log = logging.getLogger("mkdocs.plugins.stories")

_T = TypeVar("_T")
_LOOK_EVERY = 0.25
"""Seconds; MkDocs looks half as often, and an editor waits for each of these."""
_MAIN = re.compile(rb"<main\b[^>]*>")
_HTML = "text/html"


@dataclass
class LastGood:
    """Remembers every piece and page as it was when it could last be read."""

    _settings: Settings | None = None
    _stories: dict[str, Story] = field(default_factory=dict)
    _pages: dict[str, Page] = field(default_factory=dict)

    def complete(self, collection: Collection, tree: Tree, settings: Settings) -> Collection:
        """Return a collection with what cannot be read now, as it was before.

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
        return replace(collection, stories=_in_order(self._stories), pages=_in_order(all_pages), kept=frozenset(kept))


def _in_order(by_path: dict[str, _T]) -> tuple[_T, ...]:
    return tuple(by_path[path] for path in sorted(by_path))


class Server(Protocol):
    """What we ask of the server of MkDocs, and change in it; it has no other way for some of that."""

    builder: Callable[[], None]
    error_handler: Callable[[int], bytes | None]
    observer: Any
    _watched_paths: dict[str, int]
    _visible_epoch: int

    def watch(self, path: str) -> None:
        """Build again whenever something changes there."""

    def unwatch(self, path: str) -> None:
        """Stop that."""

    def serve_request(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""

    def set_app(self, application: WSGIApplication) -> None:
        """Let requests be answered by this."""

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes: ...


class Preview:
    """Keeps the preview going: a rebuild that fails is reported on the last good pages, and 'not found' reloads too."""

    def __init__(self) -> None:
        self.last_good = LastGood()
        self._failure: tuple[str, ...] = ()

    def attach(self, server: Server, expected: type[Exception]) -> None:
        """Change a server so; ``expected`` are the errors by which a build says that it cannot be made."""
        watched = list(server._watched_paths)  # noqa: SLF001 - (the docstring of Server)
        for path in watched:
            server.unwatch(path)
        server.observer = PollingObserverVFS(look, os.scandir, polling_interval=_LOOK_EVERY)
        for path in watched:
            server.watch(path)
        build, page_of_error = server.builder, server.error_handler

        def not_found(code: int) -> bytes | None:
            page = page_of_error(code)
            # MkDocs writes the script that reloads into every other page.
            return page and server._inject_js_into_html(page, server._visible_epoch)  # noqa: SLF001 - (as above)

        server.builder = lambda: self._rebuild(build, expected)
        server.error_handler = not_found
        server.set_app(with_notice(server.serve_request, lambda: self._failure))

    def _rebuild(self, build: Callable[[], None], expected: type[Exception]) -> None:
        """Build a preview again, and remember why that cannot be done."""
        errors = ErrorLines()
        logger = logging.getLogger("mkdocs")
        logger.addHandler(errors)
        try:
            build()
        except expected as error:
            self._failure = tuple(errors.lines or str(error).splitlines())
        except Exception as error:
            self._failure = (*errors.lines, repr(error))
            log.exception("This is a fault of the theme or the program, not of a story:")
        else:
            self._failure = ()
        finally:
            logger.removeHandler(errors)
        if self._failure:
            log.error("The preview stays as it was, with this on its pages:\n%s", "\n".join(self._failure))


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

    It is outside the site because the pages are those of an earlier build: what is wrong keeps new ones from
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
        '<section class="st-problems" aria-labelledby="st.not-built"><details class="st-wrap" open>'
        '<summary><h2 id="st.not-built">Preview: your last change could not be shown</h2></summary>'
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
            "is taken: another program is using it, perhaps another 'make serve'"
            if error.errno == errno.EADDRINUSE
            else f"cannot be used ({error.strerror or error})"
        )
        other = port + 1 if 1024 <= port < 65535 else 8001  # noqa: PLR2004 - below are those of the system
        return (
            f'the address {host}:{port} {reason}. Choose another, as in: make serve ARGS="--dev-addr 127.0.0.1:{other}"'
        )
    return ""
