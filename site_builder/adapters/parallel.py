"""Work on many values in other processes, so that this one can go on meanwhile."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_T = TypeVar("_T")
_R = TypeVar("_R")

_FEW = 200
"""Below this the start of a process takes longer than drawing so many pictures."""
_AT_ONCE = 25
_MOST = 4


def start(work: Callable[[_T], _R], items: Sequence[_T], *, few: int = _FEW, at_once: int = _AT_ONCE) -> Iterable[_R]:
    """Start to work on all items, and return what waits for the results, in the items' order.

    Few items are worked on here, one after the other, when their result is asked for; so are all of them where
    there is one processor alone or no process can be started, and those that are left over when one dies. The
    work and the items must be fit for pickling, and the results must not depend on where they are made.
    """
    others = min((os.cpu_count() or 1) - 1, _MOST)
    if len(items) < few or others < 1:
        return map(work, items)
    try:
        # Not by a fork: MkDocs has threads while it serves, and a copy of a process takes over their locks.
        pool = ProcessPoolExecutor(others, multiprocessing.get_context("spawn"))
        return _results(pool, pool.map(work, items, chunksize=at_once), work, items)
    except OSError:
        return map(work, items)


def _results(
    pool: ProcessPoolExecutor, results: Iterable[_R], work: Callable[[_T], _R], items: Sequence[_T]
) -> Iterator[_R]:
    done = 0
    try:
        for result in results:
            yield result
            done += 1
    except BrokenExecutor:
        yield from map(work, items[done:])
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
