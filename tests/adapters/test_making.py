"""Running tasks: here or in other processes, always the same files, whatever happens to the processes."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import pytest

from site_builder.adapters import making
from site_builder.adapters.cache import Cache
from site_builder.files.artifact import Artifact
from site_builder.tasks import Task, digest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Make = Callable[[int], tuple[Artifact, ...]]


def where(n: int) -> tuple[Artifact, ...]:
    """Return a file that says whether it was made in another process."""
    return (Artifact(f"{n}/file", str(multiprocessing.parent_process() is not None).encode()),)


def dies_elsewhere(n: int) -> tuple[Artifact, ...]:
    if n >= 30 and multiprocessing.parent_process() is not None:
        os._exit(1)
    return where(n)


def fails(n: int) -> tuple[Artifact, ...]:
    raise ValueError(f"no {n}")


def tasks(make: Make, count: int = 60) -> list[Task]:
    return [Task(f"{n}", digest(n), partial(partial, make, n)) for n in range(count)]


def found(folder: Path) -> dict[str, str]:
    site = folder / "site"
    return {path.relative_to(site).as_posix(): path.read_text() for path in site.rglob("*") if path.is_file()}


def run(folder: Path, make: Make, *, few: int = 1, processes: int = 2) -> int:
    """Run 60 tasks, in more groups than wait for processes at a time, and return how many had to be made."""
    files = making.SiteFiles.of(folder / "site", Cache(folder / "cache", b""))
    return making.run(tasks(make), files, few=few, processes=processes, at_once=5)


@pytest.mark.parametrize(("few", "processes"), [(61, 2), (1, 1)], ids=["few", "one core"])
def test_few_tasks_and_those_of_one_core_are_run_here(few: int, processes: int, tmp_path: Path) -> None:
    assert run(tmp_path, where, few=few, processes=processes) == 60
    assert found(tmp_path) == {f"{n}/file": "False" for n in range(60)}


def test_many_tasks_go_to_other_processes_and_what_was_made_there_is_known_to_the_next_build(tmp_path: Path) -> None:
    assert run(tmp_path, where, few=60) == 60
    assert found(tmp_path) == {f"{n}/file": "True" for n in range(60)}
    assert run(tmp_path, fails) == 0


def test_where_no_process_can_be_started_the_work_is_done_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no semaphores here")

    monkeypatch.setattr(ProcessPoolExecutor, "submit", refuse)
    assert run(tmp_path, where) == 60
    assert set(found(tmp_path).values()) == {"False"}


def test_what_a_process_leaves_undone_is_done_here(tmp_path: Path) -> None:
    assert run(tmp_path, dies_elsewhere) == 60
    assert len(found(tmp_path)) == 60


@pytest.mark.parametrize("few", [1, 61])
def test_an_error_of_the_work_is_an_error_here(few: int, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no 0"):
        run(tmp_path, fails, few=few)
