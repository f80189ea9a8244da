"""The preview as an editor starts it: ``mkdocs serve``."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from tests.site.conftest import TODAY
from tests.site.projects import environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Server:
    """A running ``mkdocs serve``."""

    def __init__(self, process: subprocess.Popen[str], port: int, log: Path) -> None:
        self.process, self.port, self.log = process, port, log

    def get(self, address: str, timeout: float = 10) -> tuple[int, str]:
        """Return status and text of a page, for which a build that goes on is waited for, at most so many seconds."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("GET", f"/{address}")
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def text(self, address: str) -> str:
        """Return what a reader of a page sees."""
        return BeautifulSoup(self.get(address)[1], "lxml").get_text(" ", strip=True)

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
