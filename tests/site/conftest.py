"""What applies to all tests of sites."""

from __future__ import annotations

from datetime import date

import pytest

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session", autouse=True)
def _quiet() -> None:
    """Keep Material's notice about its own end of life out of the tests."""
    pytest.MonkeyPatch().setenv("NO_MKDOCS_2_WARNING", "1")
