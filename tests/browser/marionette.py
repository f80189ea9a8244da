"""Firefox without geckodriver: the commands of WebDriver, in the protocol that Firefox speaks by itself (Marionette).

https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
"""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING, Any

from selenium.common.exceptions import WebDriverException
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.command import Command
from selenium.webdriver.remote.remote_connection import RemoteConnection

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMANDS = {
    Command.NEW_SESSION: "NewSession",
    Command.GET: "Navigate",
    Command.GO_BACK: "Back",
    Command.W3C_EXECUTE_SCRIPT: "ExecuteScript",
    Command.FIND_ELEMENT: "FindElement",
    Command.CLICK_ELEMENT: "ElementClick",
    Command.W3C_ACTIONS: "PerformActions",
    Command.SET_WINDOW_RECT: "SetWindowRect",
    Command.SCREENSHOT: "TakeScreenshot",
    Command.PRINT_PAGE: "Print",
}
"""What Selenium calls a command, and what Firefox does; only those that the tests need."""

IN_CHROME = "st:in-chrome"
"""A command of our own: a script with the rights of the browser itself, such as to change a setting."""


class Marionette(RemoteConnection):
    """Takes Selenium's commands to a Firefox that listens at a port of this machine."""

    def __init__(self, port: int) -> None:
        super().__init__(client_config=ClientConfig("http://127.0.0.1"))
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._stream = self._socket.makefile("rb")
        self._count = 0
        self._read()  # it greets first

    def execute(self, command: str, params: Mapping[str, Any]) -> dict[str, Any]:
        """Send a command and return its answer. Raises WebDriverException."""
        given = {key: value for key, value in params.items() if key != "sessionId"}
        if command == Command.QUIT:
            return self._send("Marionette:Quit", {"flags": ["eForceQuit"]})
        if command == IN_CHROME:
            self._send("Marionette:SetContext", {"value": "chrome"})
            answer = self._send("WebDriver:ExecuteScript", given)
            self._send("Marionette:SetContext", {"value": "content"})
            return answer
        if command == Command.NEW_SESSION:
            given = {}
        if command == Command.SCREENSHOT:
            given = {"full": False}
        return self._send(f"WebDriver:{COMMANDS[command]}", given)

    def close(self) -> None:
        """Hang up."""
        self._stream.close()
        self._socket.close()

    def _send(self, name: str, params: Mapping[str, Any]) -> dict[str, Any]:
        self._count += 1
        message = json.dumps([0, self._count, name, params]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, number, error, result = self._read()
        if error or number != self._count:
            raise WebDriverException(f"{name}: {error}")
        return result if isinstance(result, dict) and "value" in result else {"value": result}

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            byte = self._stream.read(1)
            if not byte:
                raise WebDriverException("Firefox has hung up")
            length += byte
        return json.loads(self._stream.read(int(length[:-1])))
