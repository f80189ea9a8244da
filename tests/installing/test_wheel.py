"""The package as it is published: with its theme and data, it builds a collection in a folder of its own."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.builders import TODAY, story_text
from tests.installing.made_up import ROOT
from tests.site.projects import Site, run, write

if TYPE_CHECKING:
    from pathlib import Path

CONFIGURATION = """\
site_name: Apart
site_url: https://apart.example/
docs_dir: stories
plugins:
  - stories:
      vocabularies: {themes: [digitalisation]}
"""
PAGE = "---\ntitle: {0}\ndescription: {0}, of a site apart from the checkout.\n---\n\nText.\n"


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


def test_the_wheel_holds_the_program_its_data_and_the_theme_and_nothing_else(installed: Path) -> None:
    package = files_below(ROOT / "site_builder") | {f"overrides/{path}" for path in files_below(ROOT / "overrides")}

    assert {"data/councils.csv", "py.typed", "overrides/main.html", "overrides/pdf/text.typ"} <= package
    assert files_below(installed / "site_builder") == package
    assert {path.name.partition("-")[0] for path in installed.iterdir()} == {"site_builder", "innovation_stories"}


def test_a_folder_with_stories_and_settings_alone_is_built(installed: Path, tmp_path: Path) -> None:
    write(tmp_path, {
        "mkdocs.yml": CONFIGURATION,
        "stories/index.md": PAGE.format("Home"),
        "stories/pages/about.md": PAGE.format("About"),
        "stories/pages/accessibility.md": PAGE.format("Accessibility"),
        "stories/2026/good-story.md": story_text(),
    })  # fmt: skip
    apart = {"PYTHONPATH": str(installed)}
    where = subprocess.run(
        [sys.executable, "-c", "import site_builder; print(site_builder.__file__)"],
        cwd=tmp_path, env=apart, check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip

    result = run("site_builder", "build", "--strict", folder=tmp_path, day=TODAY, **apart)

    assert where == str(installed / "site_builder" / "__init__.py")
    assert result.returncode == 0, result.stderr
    site = Site(tmp_path / "site")
    assert {
        "assets/stories.css",
        "assets/favicon.svg",
        "feed.xml",
        "collection.pdf",
        "map/index.html",
    } <= site.files.keys()
    assert site.page("").select_one('link[rel="icon"][href="assets/favicon.svg"]')
    assert site.page("").select_one(".st-brand__sign svg")
