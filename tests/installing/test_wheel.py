"""The package as it is published: with its theme and data, it builds a collection in a folder of its own."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.builders import TODAY
from tests.installing.made_up import ROOT
from tests.site.projects import Site, run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the contents of the wheel, as pip would install them."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def files_below(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"
    }


def test_the_wheel_has_the_program_its_data_and_the_theme_and_nothing_else(installed: Path) -> None:
    package = files_below(ROOT / "site_builder") | {f"overrides/{path}" for path in files_below(ROOT / "overrides")}

    assert {"data/councils.csv", "py.typed", "overrides/main.html", "overrides/pdf/text.typ"} <= package
    assert files_below(installed / "site_builder") == package
    assert {path.name.partition("-")[0] for path in installed.iterdir()} == {"site_builder", "innovation_stories"}


def test_it_starts_a_site_and_builds_it_apart_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    apart = {"PYTHONPATH": str(installed)}
    answers = ("--name", "Apart", "--address", "https://apart.example/", "--logo", "material/fire-truck")
    where = subprocess.run(
        [sys.executable, "-c", "import site_builder; print(site_builder.__file__)"],
        cwd=tmp_path, env=apart, check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip

    started = run("site_builder", "init", "site", *answers, folder=tmp_path, day=TODAY, **apart)
    built = run("site_builder", "build", folder=tmp_path / "site", day=TODAY, **apart)

    assert where == str(installed / "site_builder" / "__init__.py")
    assert (started.returncode, built.returncode) == (0, 0), started.stderr + built.stderr
    site = Site(tmp_path / "site" / "site")
    assert site.page("").select_one(".st-brand__sign svg")
    assert {
        "assets/stories.css", "assets/favicon.svg", "feed.xml", "collection.pdf", "stories/how-a-story-is-told/index.html",
        "pagefind/pagefind.js",
    } <= site.files.keys()  # fmt: skip
