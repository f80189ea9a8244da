"""Running tasks: from the cache, here, or in processes on all cores."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import deque
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Self

from site_builder.adapters import disk
from site_builder.adapters.last_site import LastSite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from site_builder.adapters.cache import Cache
    from site_builder.files.artifact import Artifact
    from site_builder.tasks import Job, Task

    Prepared = tuple[bytes, Job]
    Made = tuple[bytes, list[str]]
    Tell = Callable[[int, int], object]

FEW = 150
"""Below this the start of a process takes longer than making so many pages."""
AT_ONCE = 20
_THREADS = 4
_AHEAD = 4
"""Groups that wait for each process; more would only fill the memory."""


@dataclass(frozen=True)
class SiteFiles:
    """Where the files of a new site go, and where those come from that an earlier build has made."""

    folder: Path
    cache: Cache
    last: LastSite

    @classmethod
    def of(cls, folder: Path, cache: Cache, place: Path | None = None) -> Self:
        """Return those of a folder that will be moved to a ``place``, where the last site may be, or that stays."""
        return cls(folder, cache, LastSite(place or folder, folder, cache))

    def write_known(self, key: bytes) -> bool:
        """Link or write what was made for a key before, and return whether anything was."""
        if self.last.link(key):
            return True
        known = self.cache.get(key)
        if known is None:
            return False
        self.write(key, known)
        return True

    def write(self, key: bytes, artifacts: Iterable[Artifact]) -> None:
        """Write what was made for a key, and note it for the next build."""
        artifacts = tuple(artifacts)
        disk.write(artifacts, self.folder)
        self.last.made(key, [artifact.path for artifact in artifacts])


def _nobody(_made: int, _of: int) -> None:
    """Tell nobody how far the tasks are."""


def run(
    tasks: Iterable[Task],
    site: SiteFiles,
    *,
    processes: int = 0,
    few: int = FEW,
    at_once: int = AT_ONCE,
    tell: Tell = _nobody,
) -> int:
    """Write what tasks make, and return how many of them had to be made.

    What the last site has is linked, what the cache knows is written, and the rest is made. The same files come of any
    number of processes; 0 is one for each core. Fewer than ``few`` are made here, more in groups of ``at_once``.
    ``tell`` hears sometimes how many are made, of how many. What a job raises is raised here.
    """
    missing = [task for task, is_known in _take_known(tasks, site) if not is_known]
    prepared = ((task.key, task.prepare()) for task in missing)
    processes = processes or os.cpu_count() or 1
    is_here = len(missing) < few or processes == 1
    here = (_make([one], site.folder, site.cache) for one in prepared)
    made = 0
    for group in here if is_here else _make_elsewhere(prepared, site, processes, at_once):
        for key, paths in group:
            site.last.made(key, paths)
        made += len(group)
        tell(made, len(missing))
    return made


def _take_known(tasks: Iterable[Task], site: SiteFiles) -> Iterator[tuple[Task, bool]]:
    """Write what is known already, and yield every task with whether it was.

    Linking, reading and writing wait for the disk, so threads do them while the keys of more tasks are worked out here.
    """

    def take(task: Task) -> tuple[Task, bool]:
        return task, site.write_known(task.key)

    with ThreadPoolExecutor(_THREADS) as pool:
        yield from pool.map(take, tasks)


def _make(prepared: Sequence[Prepared], folder: Path, cache: Cache) -> list[Made]:
    made = []
    for key, job in prepared:
        artifacts = job()
        disk.write(artifacts, folder)
        cache.put(key, artifacts)
        made.append((key, [artifact.path for artifact in artifacts]))
    return made


def _make_elsewhere(
    prepared: Iterator[Prepared], site: SiteFiles, processes: int, at_once: int
) -> Iterator[list[Made]]:
    """Make things in other processes, and here what is left over when one cannot be started or dies.

    Yields what was made each time something is.
    """
    # Not by a fork: MkDocs has threads while it serves, and a copy of a process takes over their locks.
    pool = ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), initializer=gc.disable)
    folder, cache = site.folder, site.cache.elsewhere()
    waiting: deque[tuple[Future[list[Made]], Sequence[Prepared]]] = deque()
    try:
        while group := list(islice(prepared, at_once)):
            try:
                waiting.append((pool.submit(_make, group, folder, cache), group))
            except (BrokenExecutor, OSError):
                yield _make(group, folder, cache)
            if len(waiting) > processes * _AHEAD:
                yield _finish(*waiting.popleft(), folder, cache)
        while waiting:
            yield _finish(*waiting.popleft(), folder, cache)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _finish(future: Future[list[Made]], group: Sequence[Prepared], folder: Path, cache: Cache) -> list[Made]:
    try:
        return future.result()
    except BrokenExecutor:
        return _make(group, folder, cache)
