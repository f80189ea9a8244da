"""No test reads the stories and settings of this instance, which editors change; and none reads the clock.

Anyone who tries is told so at once, wherever the test looks: an open file, a listed folder, a process that would read them.
What a test looks at instead is tests/showcase, or a project that it makes.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from site_builder.adapters import clock

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from datetime import tzinfo

ROOT = Path(__file__).resolve().parents[1]
_OURS = tuple(os.fspath(ROOT / name) for name in ("mkdocs.yml", "stories"))
_READS_THEM = {"mkdocs", "site_builder", "stories"}


class InstanceReadError(AssertionError):
    """A test depends on what this instance has."""


class ClockReadError(AssertionError):
    """A test depends on the day on which it runs."""


listed: list[str] = []
"""The folders of this instance's content that somebody has listed."""


def _is_ours(path: object) -> bool:
    if not isinstance(path, str | bytes | os.PathLike):
        return False
    absolute = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - called for every file that is opened
    return any(absolute == ours or absolute.startswith(ours + os.sep) for ours in _OURS)


def _may_be_elsewhere(path: object, mode: object) -> bool:
    """Whether this is os.open with a name that may be one of another folder, as when a tree is removed."""
    return mode is None and not os.path.isabs(str(path))  # noqa: PTH117 - called for every file that is opened


def _watch(event: str, args: tuple[object, ...]) -> None:
    if event == "open" and _is_ours(args[0]) and not _may_be_elsewhere(*args[:2]):
        raise InstanceReadError(f"{args[0]!r} is content: look at tests/showcase, or make a project")
    if event in {"os.listdir", "os.scandir"} and _is_ours(args[0]):
        listed.append(str(args[0]))  # to raise here would leave Python with half an iterator
    if event == "subprocess.Popen":
        _, command, folder, _ = args
        words = [str(word) for word in command] if isinstance(command, list | tuple) else [str(command)]
        is_at_root = Path(str(folder or ".")).resolve() == ROOT
        if any(_is_ours(word) for word in words if Path(word).is_absolute()) or (
            is_at_root and any(Path(word).name in _READS_THEM for word in words)
        ):
            raise InstanceReadError(f"{words} would read this instance's content: run it in a project of the tests")


sys.addaudithook(_watch)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """Fail when the test, or what it rests on, has listed a folder of this instance's content."""
    try:
        return (yield)
    finally:
        if listed:
            folders = ", ".join(listed)
            listed.clear()
            raise InstanceReadError(f"{folders} is content: look at tests/showcase, or make a project")


class _NoClock(datetime):
    """Tells no time."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> NoReturn:
        raise ClockReadError(f"the clock was read (in zone {tz}): name a day, by --as-of or SOURCE_DATE_EPOCH")


@pytest.fixture(scope="session", autouse=True)
def _no_clock() -> Iterator[None]:
    """Remove the clock of the product."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "datetime", _NoClock)
        yield
