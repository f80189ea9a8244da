"""Sites that many tests look at: each is built once in a run, for all of its processes."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import pytest

from site_builder.adapters import picture_making
from site_builder.files import pictures
from tests.builders import TODAY, VOCABULARIES
from tests.site import instances, odd, started
from tests.site.projects import Site, build, copy_of_showcase, make_project, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Once = Callable[[str, Callable[[Path], Site]], Site]


@pytest.fixture(scope="session", autouse=True)
def _pictures_made_once() -> Iterator[None]:
    """Keep the forms of a picture from one site to the next: those of the help take longer than the rest of a small site."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(picture_making, "make", lru_cache(maxsize=32)(pictures.make))
        yield


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Return a function that gives the site of a name; the process that asks first makes it, in a folder of its own."""
    own = tmp_path_factory.getbasetemp()
    common = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    known: dict[str, Site] = {}

    def once_(name: str, make: Callable[[Path], Site]) -> Site:
        """Return the same object each time, which keeps the pages that were read."""
        if name not in known:
            known[name] = made(name, make)
        return known[name]

    def made(name: str, make: Callable[[Path], Site]) -> Site:
        folder, record = common / "sites" / name, common / "sites" / f"{name}.json"
        folder.parent.mkdir(exist_ok=True)
        with folder.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not record.exists():
                shutil.rmtree(folder, ignore_errors=True)  # what another left that failed
                folder.mkdir()
                site = make(folder)
                record.write_text(json.dumps([site.folder.relative_to(folder).as_posix(), site.log]), "utf-8")
        place, log = json.loads(record.read_text("utf-8"))
        return Site(folder / place, log)

    return once_


@pytest.fixture(scope="session")
def showcase(once: Once) -> Site:
    """Return the site of the showcase, built strictly, by the command that people type, beside its mkdocs.yml."""

    def make(folder: Path) -> Site:
        project = copy_of_showcase(folder / "checkout")
        result = run("mkdocs", "build", "--strict", folder=project.parent, day=TODAY, TZ="Pacific/Auckland")
        assert result.returncode == 0, result.stderr
        return Site(project.parent / "site", result.stderr.splitlines())

    return once("showcase", make)


def _odd_project(folder: Path) -> Path:
    """Make the odd project in a folder whose name is odd too, and return its mkdocs.yml."""
    return make_project(folder / "ŵ odd & folder", odd.FILES, odd.OPTIONS, **odd.CONFIG)


@pytest.fixture(scope="session")
def odd_site(once: Once) -> Site:
    """Return the public site of the odd collection."""
    return once("odd", lambda folder: build(_odd_project(folder), odd.DAY))


@pytest.fixture(scope="session")
def odd_preview(once: Once) -> Site:
    """Return what an editor sees of the odd collection."""
    return once(
        "odd-preview",
        lambda folder: build(_odd_project(folder), odd.DAY, preview=True, site_dir=folder / "preview"),
    )


@pytest.fixture(scope="session")
def fire_site(once: Once) -> Site:
    """Return the site of a network with a register, a map, a colour and a font of its own."""
    return once("fire", lambda folder: build(instances.fire_services(folder / "project"), TODAY, strict=True))


@pytest.fixture(scope="session")
def plain_site(once: Once) -> Site:
    """Return the site of a network without any register or map."""
    return once("plain", lambda folder: build(instances.without_places(folder / "project"), TODAY, strict=True))


@pytest.fixture(scope="session")
def started_site(once: Once) -> Callable[[str], Site]:
    """Return a function that gives a site which ``stories init`` has started, by its name among the instances."""
    return lambda name: once(f"started-{name}", partial(started.make, name))


@pytest.fixture(scope="session")
def empty_site(once: Once) -> Site:
    """Return the site of a collection without a story."""
    return once(
        "empty", lambda folder: build(make_project(folder / "project", {}, {"vocabularies": VOCABULARIES}), TODAY)
    )
