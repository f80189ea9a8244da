"""One way to drive three browsers: Chromium by Playwright, Firefox and WebKit by the commands of WebDriver.

A test that takes a ``tab`` is run in each browser that is here. Each browser is started once in a process, for all tests.
"""

from __future__ import annotations

import base64
import os
import subprocess
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Protocol

from playwright.sync_api import Error as PlaywrightError
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import ActionChains, WebKitGTKOptions, WebKitGTKService
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.common.options import ArgOptions
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.remote.webdriver import WebDriver

from tests.browser.marionette import IN_CHROME, Marionette
from tests.browser_install import find_firefox, find_webkit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

PATIENCE = 20
WIDTH, HEIGHT = 1280, 900
NOWHERE = "127.0.0.1:9"
"""A proxy that nobody answers at: a browser that looks for updates reaches nothing."""

SETTINGS: dict[str, str | int | bool] = {
    "browser.startup.page": 0,
    "browser.shell.checkDefaultBrowser": False,
    "browser.aboutwelcome.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "marionette.port": 0,
    "network.proxy.type": 1,
    "network.proxy.http": NOWHERE.partition(":")[0],
    "network.proxy.http_port": int(NOWHERE.partition(":")[2]),
    "network.proxy.ssl": NOWHERE.partition(":")[0],
    "network.proxy.ssl_port": int(NOWHERE.partition(":")[2]),
    "ui.prefersReducedMotion": 1,
}
"""Of Firefox: quiet, with nobody to call."""

FORCED_COLOURS = "browser.display.document_color_use"


class Tab(Protocol):
    """A page in a browser, as a reader has it."""

    def open(self, url: str) -> None:
        """Go to an address."""

    def back(self) -> None:
        """Press the browser's own Back."""

    def run(self, script: str, *values: object) -> Any:
        """Run the body of a function in the page, with these arguments."""

    def click(self, selector: str) -> None:
        """Click what a selector finds first."""

    def press(self, *keys: str) -> None:
        """Press keys one after another: 'Tab', 'Enter', 'Escape', 'Space', or letters."""

    def printed(self) -> bytes:
        """Return the page as a PDF; nothing where a program cannot ask for one."""

    def picture(self) -> bytes:
        """Return what the window shows, as PNG."""

    def force_colours(self, *, on: bool) -> bool:
        """Replace the colours of pages by the reader's own, where the browser can; say whether it has."""


def wait_for(tab: Tab, script: str, *values: object) -> Any:
    """Wait until a script gives something true, and return it."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(PlaywrightError, WebDriverException):  # while one page gives way to another
            if found := tab.run(script, *values):
                return found
        time.sleep(0.05)
    raise AssertionError(f"never true: {script} {values}")


class InPlaywright:
    """A tab of Chromium."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def open(self, url: str) -> None:
        self._page.goto(url)

    def back(self) -> None:
        self._page.go_back()

    def run(self, script: str, *values: object) -> Any:
        return self._page.evaluate(f"values => (function () {{ {script} }}).apply(null, values)", list(values))

    def click(self, selector: str) -> None:
        self._page.locator(selector).first.click()

    def press(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.press(key)

    def printed(self) -> bytes:
        return self._page.pdf()

    def picture(self) -> bytes:
        return self._page.screenshot()

    def force_colours(self, *, on: bool) -> bool:
        self._page.emulate_media(forced_colors="active" if on else "none")
        return True


class InWebDriver:
    """A tab of Firefox or WebKit."""

    def __init__(self, driver: WebDriver, *, is_webkit: bool = False) -> None:
        self._driver = driver
        self._is_webkit = is_webkit  # which knows neither printing nor forced colours

    def open(self, url: str) -> None:
        self._driver.get(url)

    def back(self) -> None:
        self._driver.back()

    def run(self, script: str, *values: object) -> Any:
        return self._driver.execute_script(script, *values)

    def click(self, selector: str) -> None:
        self._driver.find_element(By.CSS_SELECTOR, selector).click()

    def press(self, *keys: str) -> None:
        chain = ActionChains(self._driver, duration=0)
        for key in keys:
            chain.send_keys(getattr(Keys, key.upper()) if len(key) > 1 else key)
        chain.perform()

    def printed(self) -> bytes:
        return b"" if self._is_webkit else base64.b64decode(self._driver.print_page())

    def picture(self) -> bytes:
        return self._driver.get_screenshot_as_png()

    def force_colours(self, *, on: bool) -> bool:
        if self._is_webkit:
            return False
        script = f"Services.prefs.setIntPref('{FORCED_COLOURS}', {2 if on else 1})"
        self._driver.execute(IN_CHROME, {"script": script, "args": []})
        return True


@contextmanager
def firefox(folder: Path) -> Iterator[InWebDriver]:
    """Start Firefox with a profile of its own."""
    program = find_firefox()
    assert program is not None
    written = {
        name: str(value).lower() if not isinstance(value, str) else f'"{value}"' for name, value in SETTINGS.items()
    }
    (folder / "user.js").write_text("".join(f'user_pref("{name}", {value});\n' for name, value in written.items()))
    command = [
        *(str(program), "--headless", "--marionette", "--remote-allow-system-access"),
        *("--no-remote", "--profile", str(folder)),
    ]
    size = {"MOZ_HEADLESS_WIDTH": str(WIDTH), "MOZ_HEADLESS_HEIGHT": str(HEIGHT)}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | size | {"HOME": str(folder)})
        try:
            connection = Marionette(_port(folder / "MarionetteActivePort", process))
            yield InWebDriver(WebDriver(connection, options=_Any()))
            connection.close()
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


class _Any(ArgOptions):
    """Asks for no particular browser: there is one at the other end."""

    @property
    def default_capabilities(self) -> dict[str, Any]:
        return {}


def _port(file: Path, process: subprocess.Popen[bytes]) -> int:
    until = time.monotonic() + PATIENCE * 2
    while time.monotonic() < until and process.poll() is None:
        if file.exists() and (text := file.read_text().strip()):
            return int(text)
        time.sleep(0.05)
    raise AssertionError("Firefox does not start")


@contextmanager
def webkit(folder: Path) -> Iterator[InWebDriver]:
    """Start WebKitGTK's small browser on a display that nobody sees."""
    found = find_webkit()
    assert found is not None
    with _display() as display:
        env = os.environ | {
            "DISPLAY": display,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "NO_AT_BRIDGE": "1",
        }
        env |= {"GDK_BACKEND": "x11", "WEBKIT_DISABLE_COMPOSITING_MODE": "1", "GSETTINGS_BACKEND": "memory"}
        options = WebKitGTKOptions()
        options.binary_location = str(found.browser)
        options.add_argument("--automation")
        options.add_argument(f"--proxy=http://{NOWHERE}")
        options.add_argument("--ignore-host=127.0.0.1")
        service = WebKitGTKService(str(found.driver), log_output=str(folder / "log"), env=env)
        service.start()
        driver = WebDriver(RemoteConnection(client_config=ClientConfig(service.service_url)), options=options)
        try:
            driver.set_window_rect(0, 0, WIDTH, HEIGHT)
            yield InWebDriver(driver, is_webkit=True)
        finally:
            driver.quit()
            service.stop()


@contextmanager
def _display() -> Iterator[str]:
    """Start an X server without a screen and yield its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    process = subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as stream:
            yield f":{int(stream.readline())}"
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
