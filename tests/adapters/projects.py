"""A project on disk, and three ways to run the command on it: as a function, as a process, on a terminal."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import yaml
from click.testing import CliRunner

from site_builder.adapters.commandline import main
from tests.builders import BODY, TODAY, VOCABULARIES, story_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from click.testing import Result

REPOSITORY = Path(__file__).parents[2]
AS_OF = ("--as-of", TODAY.isoformat())
_PATIENCE = 20
_END_OF_INPUT = b"\x04"

PLAN: Mapping[str, object] = {
    "name": "2026-27",
    "starts": "2026-11-01",
    "ends": "2027-04-30",
    "quota": {"pieces": 1, "every_months": 2},
    "target": {"stories": 2, "by": "2027-03-31"},
}


class Folder:
    """The folder of a project."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.stories = root / "stories"
        self.stories.mkdir(parents=True)
        self.configure()

    def configure(self, **options: object) -> None:
        """Write mkdocs.yml with these options of the plugin."""
        self.write_configuration({
            "site_name": "Stories & more",
            "site_url": "https://stories.example/",
            "docs_dir": "stories",
            "plugins": [{"stories": {"vocabularies": dict(VOCABULARIES)} | options}],
        })  # fmt: skip

    def write_configuration(self, options: object) -> None:
        """Write mkdocs.yml as a whole."""
        (self.root / "mkdocs.yml").write_text(yaml.safe_dump(options, allow_unicode=True), "utf-8")

    def replace_in_theme(self, path: str, text: str) -> None:
        """Write a file that takes the place of one of the theme's."""
        file = self.root / "theme" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        options = yaml.safe_load((self.root / "mkdocs.yml").read_text("utf-8"))
        self.write_configuration(options | {"theme": {"name": "material", "custom_dir": "theme"}})

    def write(self, path: str, text: str | None = None, **changes: object) -> Path:
        """Write a file into the stories folder, by default a good story with some keys changed.

        Its id is made from the file's name: `story-a` for `2026/a.md`.
        """
        file = self.stories / path
        changes = {"id": f"story-{file.stem}"} | changes
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(story_text(BODY, **changes) if text is None else text, "utf-8")
        return file


def run(*args: str, env: Mapping[str, str] | None = None, color: bool = False) -> Result:
    """Run the command in this process; what it raises, the test raises."""
    return CliRunner().invoke(main, args, env=env, catch_exceptions=False, color=color, prog_name="stories")


def on(configuration: Path) -> tuple[str, ...]:
    """Return the options that name a project, by its mkdocs.yml, and the day of the tests."""
    return ("-f", str(configuration), *AS_OF)


def spawn(
    *args: str, env: Mapping[str, str] | None = None, python: Sequence[str] = ("-m", "site_builder")
) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a process of its own."""
    return subprocess.run(
        [sys.executable, *python, *args], env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=_PATIENCE,
    )  # fmt: skip


def spawn_all(
    *commands: Sequence[str], env: Mapping[str, str] | None = None, first: str = ""
) -> subprocess.CompletedProcess[bytes]:
    """Run commands one after another in one process, after the code ``first``; ends as the first that fails."""
    code = (
        f"{first}\n"
        "from site_builder.adapters.commandline import main\n"
        f"for args in {[list(command) for command in commands]!r}:\n"
        "    try:\n"
        "        main(args, prog_name='stories')\n"
        "    except SystemExit as ended:\n"
        "        if ended.code:\n"
        "            raise\n"
    )
    return spawn(env=env, python=("-c", code))


@dataclass(frozen=True)
class Session:
    """What a person saw on a terminal, and how the command ended."""

    exit_code: int
    screen: str


def on_terminal(*args: str, answers: Sequence[tuple[str, str]] = (), env: Mapping[str, str] | None = None) -> Session:
    """Run the command in this process, on a terminal; each answer is typed as soon as its question is on the screen."""
    ours, theirs = pty.openpty()
    with closing(_Person(ours, answers)) as person, ThreadPoolExecutor(1) as others:
        screen = others.submit(person.watch)
        with _streams_on(theirs), patch.dict(os.environ, {"COLUMNS": "120", **(env or {})}):
            exit_code = _exit_code(args)
        return Session(exit_code, screen.result())


def _exit_code(args: Sequence[str]) -> int:
    try:
        main(args, prog_name="stories")
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


@contextmanager
def _streams_on(terminal: int) -> Iterator[None]:
    """Let Python read from a terminal and write to it; nobody checks that end of it any more afterwards."""
    with (
        open(terminal, encoding="utf-8", buffering=1) as answers,
        open(terminal, "w", encoding="utf-8", buffering=1, closefd=False) as screen,
        patch.multiple(sys, stdin=answers, stdout=screen, stderr=screen),
    ):
        yield


class _Person:
    """Who sits at the other end of a terminal."""

    def __init__(self, terminal: int, answers: Sequence[tuple[str, str]]) -> None:
        self._terminal = terminal
        self._answers = list(answers)

    def watch(self) -> str:
        """Type each answer as soon as its question is there; return all that was on the screen."""
        seen, read_up_to = b"", 0
        while data := self._next(seen):
            seen += data
            if self._answers and self._answers[0][0].encode() in seen[read_up_to:]:
                read_up_to = len(seen)
                os.write(self._terminal, f"{self._answers.pop(0)[1]}\n".encode())
        return seen.decode().replace("\r\n", "\n")

    def close(self) -> None:
        """Leave."""
        os.close(self._terminal)

    def _next(self, seen: bytes) -> bytes:
        """Return what comes next, or nothing at the end; a command that waits for more answers gets none."""
        if not select.select([self._terminal], [], [], _PATIENCE)[0]:
            os.write(self._terminal, _END_OF_INPUT)
            raise TimeoutError(f"the command waits; on the screen is {seen.decode()!r}")
        try:
            return os.read(self._terminal, 65536)
        except OSError:  # how Linux says that nobody has the other end
            return b""
