"""What applies to all tests."""

from __future__ import annotations

import gc
from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

from tests.counting import uncounted

if TYPE_CHECKING:
    from collections.abc import Generator
    from contextlib import AbstractContextManager

pytest_plugins = ["tests.guard", "tests.sites"]

# The same examples in every run, on every machine: a test that fails, fails again.
settings.register_profile("fixed", derandomize=True, deadline=None, database=None, max_examples=100)
settings.load_profile("fixed")
# Hypothesis draws constants of the modules that a process has read by then too: others in each process of each run.
providers._get_local_constants = Constants  # noqa: SLF001 - there is no setting for it


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    """As for the test itself: what it rests on is made without counting lines too."""
    with _counting_of(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Count no lines while a test runs that is marked so. The mark of pytest-cov has no effect beside pytest-xdist."""
    with _counting_of(item):
        return (yield)


def _counting_of(item: pytest.Item) -> AbstractContextManager[None]:
    """What a browser shows is made of lines that other tests count, so that its own tests need not."""
    is_uncounted = any(map(item.get_closest_marker, ("uncounted", "browser")))
    return uncounted() if is_uncounted else nullcontext()


def pytest_configure() -> None:
    """Collect tests without looking for garbage: there is none, and a million new objects are looked through again and again."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of every later search for garbage, and search for it rarely.

    At Python's own thresholds a quarter of the time of some files went into it, as whole sites are kept in memory.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 10, 10)
    gc.enable()
