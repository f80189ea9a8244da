"""Running tasks: from the cache, here, or in processes on all cores."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import deque
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING

from site_builder.adapters import disk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from site_builder.adapters.cache import Cache
    from site_builder.tasks import Job, Task

    Prepared = tuple[bytes, Job]
    Tell = Callable[[int, int], object]

FEW = 150
"""Below this the start of a process takes longer than making so many pages."""
AT_ONCE = 20
_THREADS = 4
_AHEAD = 4
"""Groups that wait for each process; more would only fill the memory."""


def _nobody(_made: int, _of: int) -> None:
    """Tell nobody how far the tasks are."""


def run(
    tasks: Iterable[Task],
    folder: Path,
    cache: Cache,
    *,
    processes: int = 0,
    few: int = FEW,
    at_once: int = AT_ONCE,
    tell: Tell = _nobody,
) -> int:
    """Write what tasks make below a folder, and return how many of them had to be made.

    The same files come of any number of processes; 0 is one for each core. Fewer than ``few`` are made here, more in
    groups of ``at_once``. ``tell`` hears now and then how many are made, of how many. What a job raises is raised here.
    """
    missing = [task for task, is_known in _write_known(tasks, folder, cache) if not is_known]
    prepared = ((task.key, task.prepare()) for task in missing)
    processes = processes or os.cpu_count() or 1
    is_here = len(missing) < few or processes == 1
    here = (_make([one], folder, cache) for one in prepared)
    made = 0
    for count in here if is_here else _make_elsewhere(prepared, folder, cache, processes, at_once):
        made += count
        tell(made, len(missing))
    return made


def _write_known(tasks: Iterable[Task], folder: Path, cache: Cache) -> Iterator[tuple[Task, bool]]:
    """Write what the cache knows, and yield every task with whether it was known.

    Reading and writing wait for the disk, so threads do them while the keys of more tasks are worked out here.
    """

    def write(task: Task) -> tuple[Task, bool]:
        known = cache.get(task.key)
        if known is not None:
            disk.write(known, folder)
        return task, known is not None

    with ThreadPoolExecutor(_THREADS) as pool:
        yield from pool.map(write, tasks)


def _make(prepared: Sequence[Prepared], folder: Path, cache: Cache) -> int:
    for key, job in prepared:
        artifacts = job()
        disk.write(artifacts, folder)
        cache.put(key, artifacts)
    return len(prepared)


def _make_elsewhere(
    prepared: Iterator[Prepared], folder: Path, cache: Cache, processes: int, at_once: int
) -> Iterator[int]:
    """Make things in other processes, and here what is left over when one cannot be started or dies.

    Yields how many were made each time some are.
    """
    # Not by a fork: MkDocs has threads while it serves, and a copy of a process takes over their locks.
    pool = ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), initializer=gc.disable)
    waiting: deque[tuple[Future[int], Sequence[Prepared]]] = deque()
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


def _finish(future: Future[int], group: Sequence[Prepared], folder: Path, cache: Cache) -> int:
    try:
        return future.result()
    except BrokenExecutor:
        return _make(group, folder, cache)
