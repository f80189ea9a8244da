"""Work in other processes: the same results, whatever happens to them."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor

import pytest

from site_builder.adapters import parallel


def where(n: int) -> tuple[int, bool]:
    """Return the number, and whether this is another process than the one that was asked."""
    return n, multiprocessing.parent_process() is not None


def dies_elsewhere(n: int) -> int:
    if n >= 30 and multiprocessing.parent_process() is not None:
        os._exit(1)
    return n


def fails(n: int) -> int:
    raise ValueError(f"no {n}")


@pytest.fixture(autouse=True)
def cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


@pytest.mark.parametrize(("few", "elsewhere"), [(61, False), (60, True)])
def test_many_items_go_to_another_process_and_come_back_in_order(few: int, elsewhere: bool) -> None:  # noqa: FBT001
    assert list(parallel.start(where, range(60), few=few)) == [(n, elsewhere) for n in range(60)]


def test_a_machine_with_one_processor_works_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert list(parallel.start(where, range(3), few=0)) == [(n, False) for n in range(3)]


def test_where_no_process_can_be_started_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no semaphores here")

    monkeypatch.setattr(ProcessPoolExecutor, "map", refuse)
    assert list(parallel.start(where, range(3), few=0)) == [(n, False) for n in range(3)]


def test_what_a_process_leaves_undone_is_done_here() -> None:
    assert list(parallel.start(dies_elsewhere, range(60), few=0)) == list(range(60))


def test_an_error_of_the_work_is_an_error_here() -> None:
    with pytest.raises(ValueError, match="no 0"):
        list(parallel.start(fails, range(3), few=0))
