"""Sites that many tests look at, each built once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.site import odd
from tests.site.projects import Site, build, copy_of_ours, make_project, run

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session", autouse=True)
def _quiet() -> None:
    """Keep Material's notice about its own end of life out of the tests."""
    pytest.MonkeyPatch().setenv("NO_MKDOCS_2_WARNING", "1")


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site of our own stories, built strictly, by the command that people type."""
    project = copy_of_ours(tmp_path_factory.mktemp("starter") / "checkout")
    result = run("mkdocs", "build", "--strict", folder=project.parent, day=TODAY, TZ="Pacific/Auckland")
    assert result.returncode == 0, result.stderr
    return Site(project.parent / "site", result.stderr.splitlines())


@pytest.fixture(scope="session")
def odd_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the mkdocs.yml of the odd collection."""
    return make_project(tmp_path_factory.mktemp("odd") / "ŵ odd & folder", odd.FILES, odd.OPTIONS, **odd.CONFIG)


@pytest.fixture(scope="session")
def odd_site(odd_project: Path) -> Site:
    """Return the public site of the odd collection."""
    return build(odd_project, odd.DAY)


@pytest.fixture(scope="session")
def odd_preview(odd_project: Path) -> Site:
    """Return what an editor sees of the odd collection."""
    return build(odd_project, odd.DAY, preview=True, site_dir=odd_project.parent / "preview")


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site of a collection without a story."""
    return build(make_project(tmp_path_factory.mktemp("empty") / "project", {}), TODAY)
