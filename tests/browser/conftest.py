"""The site of the showcase, served on this machine, and a browser to look at it."""

from __future__ import annotations

import sys
from _thread import start_new_thread
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser_install import find_chromium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.site.projects import Site

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Answers in threads that nobody traces: to begin to trace one, while a test stops counting lines, is an error."""

    def process_request(self, request: Any, client_address: Any) -> None:
        start_new_thread(self.process_request_thread, (request, client_address))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over a browser that has closed its page; everything else is reported."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder and yield its address, without a slash at the end."""
    server = Server(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    start_new_thread(server.serve_forever, ())
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def address(showcase: Site) -> Iterator[str]:
    """Yield the address of the built site, without a slash at the end."""
    with serving(showcase.folder) as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield one browser for all tests; each test opens a context of its own."""
    executable = find_chromium()
    assert executable is not None, "no Chromium: run 'make browser'"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(executable), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Yield a function that opens a context and closes it after the test."""
    opened: list[BrowserContext] = []

    def open_(width: int = 1280, **options: Any) -> BrowserContext:
        options.setdefault("reduced_motion", "reduce")
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        opened.append(context)
        return context

    yield open_
    for context in opened:
        context.close()
