"""Projects in temporary folders, and sites built from them as MkDocs builds them."""

from __future__ import annotations

import gzip
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from bs4 import BeautifulSoup
from click.testing import CliRunner
from jinja2 import BytecodeCache, FileSystemLoader
from mkdocs import __main__
from mkdocs.commands import serve
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer
from mkdocs.theme import Theme

from site_builder.adapters import making
from site_builder.files import link_previews
from tests.counting import uncounted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bs4 import Tag
    from click.testing import Result
    from jinja2 import Environment
    from jinja2.bccache import Bucket

    from site_builder.files.preview_cards import Sketch

ROOT = Path(__file__).resolve().parents[2]
SHOWCASE = ROOT / "tests" / "showcase"
"""Stories of made-up doings that show every feature; its base.yml is what every project of the tests builds on."""

SITE_URL = "https://made-up.example/"
PREVIEW_URL = "http://127.0.0.1:8000/"

PAGES = {
    "index.md": "---\ntitle: Home\ndescription: What councils did.\n---\n\nWelcome.\n",
    "pages/about.md": "---\ntitle: About\ndescription: Who we are.\n---\n\n## Who\n\nWe are us.\n",
    "pages/accessibility.md": "---\ntitle: Accessibility\ndescription: How to read this site.\n---\n\n## How\n\nWith ease.\n",
}
"""The pages that the theme's menu and footer lead to."""


@dataclass
class Site:
    """A folder that a build has written, and what it logged."""

    folder: Path
    log: list[str] = field(default_factory=list)

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Every file's content by its path, packed ones unpacked beside it."""
        found = {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in self.folder.rglob("*")
            if path.is_file()
        }
        return found | {f"{path}!": gzip.decompress(content) for path, content in found.items() if path.endswith(".gz")}

    def text(self, path: str) -> str:
        """Return a text file of the site."""
        return (self.folder / path).read_text("utf-8")

    def page(self, address: str) -> BeautifulSoup:
        """Return a page."""
        return self.pages[f"{address}index.html"]

    def page_in_a_browser(self, address: str) -> BeautifulSoup:
        """Return a page as a browser reads it, which repairs whatever is broken; that takes three times as long."""
        return BeautifulSoup(self.text(f"{address}index.html"), "html5lib")

    @cached_property
    def pages(self) -> Pages:
        """Every page by its path."""
        return Pages({path: content for path, content in sorted(self.files.items()) if path.endswith(".html")})


class Pages(Mapping[str, BeautifulSoup]):
    """Pages, each read when it is first asked for, because that takes longer than to make it.

    They are valid HTML, as test_valid_html finds, which a browser reads like this. Texts have what scripts have too.
    """

    def __init__(self, html: Mapping[str, bytes]) -> None:
        self._html = html
        self._read: dict[str, BeautifulSoup] = {}

    def __getitem__(self, path: str) -> BeautifulSoup:
        if path not in self._read:
            with uncounted():  # the parser's lines are not ours, and there are many
                self._read[path] = BeautifulSoup(self._html[path].decode(), "lxml", string_containers={})
        return self._read[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._html)

    def __len__(self) -> int:
        return len(self._html)


def only(page: BeautifulSoup, selector: str) -> Tag:
    """Return the first element of a page that a CSS selector finds, which must find one."""
    found = page.select_one(selector)
    assert found is not None, f"the page has no {selector}"
    return found


def epoch(day: date) -> str:
    """Return noon of a day as SOURCE_DATE_EPOCH."""
    return str(int(datetime.combine(day, time(12), UTC).timestamp()))


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files below a folder."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)


def make_project(
    folder: Path, files: Mapping[str, str | bytes], options: Mapping[str, Any] | None = None, **config: Any
) -> Path:
    """Make a project with our theme and return its mkdocs.yml; ``options`` are the plugin's."""
    write(folder / "stories", PAGES | dict(files))
    settings = {
        "INHERIT": str(SHOWCASE / "base.yml"),
        "theme": {"custom_dir": str(ROOT / "overrides")},
        "plugins": [{"stories": {"pdf": False} | dict(options or {})}],  # what is about PDFs switches them on
    }
    path = folder / "mkdocs.yml"
    path.write_text(yaml.safe_dump(settings | config, allow_unicode=True, sort_keys=False), "utf-8")
    return path


def copy_of_showcase(folder: Path) -> Path:
    """Copy the showcase and the theme into another folder, as a fresh checkout has them, and return its mkdocs.yml."""
    for path in (SHOWCASE, ROOT / "overrides"):
        shutil.copytree(path, folder / path.relative_to(ROOT), ignore=shutil.ignore_patterns(".cache"))
    return folder / SHOWCASE.relative_to(ROOT) / "mkdocs.yml"


class _Compiled(BytecodeCache):
    """Keeps templates compiled from one build to the next, which takes half the time of a small site."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self.known.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


class _Loader(FileSystemLoader):
    """Lists the files of installed themes once, and without the 14,000 icons that MkDocs never publishes."""

    def list_templates(self) -> list[str]:
        return sorted({name for folder in self.searchpath for name in _names_in(folder)})


def _names_in(folder: str) -> list[str]:
    return _names_installed(folder) if "site-packages" in folder else FileSystemLoader(folder).list_templates()


@cache
def _names_installed(folder: str) -> list[str]:
    return [name for name in FileSystemLoader(folder).list_templates() if not name.startswith(".")]


_compiled = _Compiled()


def _environment(theme: Theme, make: Callable[[Theme], Environment] = Theme.get_env) -> Environment:
    """Return the environment of a theme's templates as MkDocs makes it, without work that is the same for each build."""
    made = make(theme)
    made.bytecode_cache = _compiled
    made.loader = _Loader(theme.dirs)
    return made


def _quickly(patch: pytest.MonkeyPatch) -> None:
    """Leave out what many builds in one process need once, or not at all."""
    patch.setattr(Theme, "get_env", _environment)
    patch.setattr(making, "run", partial(making.run, processes=1))  # starting others takes longer than it saves


class _Lines(logging.Handler):
    """Adds what is logged to a list, with its level."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.INFO)
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.getMessage()}")


def build(
    project: Path, day: date, *, strict: bool = False, preview: bool = False, site_dir: Path | None = None
) -> Site:
    """Build a project's site in this process; a preview is what ``mkdocs serve`` builds."""
    site = Site(site_dir or project.parent / "site")
    handler = _Lines(site.log)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    level = logger.level
    logger.setLevel(logging.INFO)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SOURCE_DATE_EPOCH", epoch(day))
            _quickly(patch)
            config = load_config(str(project), strict=strict, site_dir=str(site.folder), dev_addr="127.0.0.1:0")
            config.plugins.on_startup(command="serve" if preview else "build", dirty=False)
            if preview:
                config.site_url = PREVIEW_URL
            mkdocs_build(config, serve_url=PREVIEW_URL if preview else None)
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)
    return site


def _undrawn(_: Sketch) -> bytes:
    return b""


def build_for_lists(project: Path, day: date) -> Site:
    """Build a site of many stories for what lists and finds them, without their link previews: a quarter of the work."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(link_previews, "draw", _undrawn)
        return build(project, day)


def mkdocs(*args: str, folder: Path, day: date, **env: str) -> Result:
    """Run a command of MkDocs in a project's folder, in this process; what is no fault of the project, the test raises."""
    logger = logging.getLogger("mkdocs")
    handlers, level, propagate = [*logger.handlers], logger.level, logger.propagate
    try:
        with pytest.MonkeyPatch.context() as patch, ExitStack() as servers:
            _quickly(patch)
            patch.setattr(__main__, "_enable_warnings", lambda: None)  # it changes what the whole process tells
            patch.setattr(serve, "LiveReloadServer", partial(_closed_by, servers))
            patch.setattr(LiveReloadServer, "serve", _begin)
            patch.chdir(folder)
            given = {"SOURCE_DATE_EPOCH": epoch(day)} | env
            return CliRunner().invoke(__main__.cli, args, env=given, catch_exceptions=False, prog_name="mkdocs")
    finally:
        logger.handlers[:], logger.level, logger.propagate = handlers, level, propagate


def _closed_by(servers: ExitStack, *given: Any, **named: Any) -> LiveReloadServer:
    """Return a server that is closed in the end, which MkDocs forgets where it has not begun to serve."""
    return servers.enter_context(LiveReloadServer(*given, **named))


def _begin(_: LiveReloadServer) -> None:
    """Fail instead of serving, which would never end."""
    pytest.fail("the server begins")


def environment(day: date, **more: str) -> dict[str, str]:
    """Return the environment of a command that runs on a day."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "SYSTEMROOT", "VIRTUAL_ENV"}}
    return kept | {"SOURCE_DATE_EPOCH": epoch(day), "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"} | more


def run(*command: str, folder: Path, day: date, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a Python module as a command in a project's folder."""
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, env=environment(day, **env), capture_output=True, text=True,
        encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
