"""A project on disk, and three ways to run the command on it: as a function, as a process, on a terminal."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from click.testing import CliRunner

from site_builder.adapters.commandline import main
from tests.builders import BODY, TODAY, VOCABULARIES, story_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from click.testing import Result

REPOSITORY = Path(__file__).parents[2]
AS_OF = ("--as-of", TODAY.isoformat())
_PATIENCE = 20

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
    """Run the command on a terminal; each answer is typed as soon as its question stands on the screen."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "site_builder", *args], env={**os.environ, "COLUMNS": "120", **(env or {})},
        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    seen, read_up_to, waiting = b"", 0, list(answers)
    try:
        while data := _next(ours, seen):
            seen += data
            if waiting and waiting[0][0].encode() in seen[read_up_to:]:
                read_up_to = len(seen)
                os.write(ours, f"{waiting.pop(0)[1]}\n".encode())
        return Session(process.wait(_PATIENCE), seen.decode().replace("\r\n", "\n"))
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def _next(terminal: int, seen: bytes) -> bytes:
    """Return what comes next on a terminal, or nothing at its end."""
    if not select.select([terminal], [], [], _PATIENCE)[0]:
        raise TimeoutError(f"the command waits; on the screen is {seen.decode()!r}")
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that nobody holds the other end
        return b""
