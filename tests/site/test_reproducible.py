"""The same sources on the same day give the same bytes; and the site changes by itself only on the days named."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from site_builder.adapters.project import load_project
from site_builder.build import Build
from site_builder.files import publication
from site_builder.pages import site_pages
from site_builder.programme.schedule import changes
from tests.site.conftest import TODAY
from tests.site.projects import SHOWCASE, Site, build, copy_of_showcase, run

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.files.artifact import Artifact

pytestmark = pytest.mark.uncounted

DAY = timedelta(days=1)


def test_two_checkouts_in_other_folders_and_time_zones_give_the_same_bytes(showcase: Site, tmp_path: Path) -> None:
    """That of all other tests was built in Auckland's time, in another folder."""
    project = copy_of_showcase(tmp_path / "another" / "chéckout ŵ")
    for path in sorted((project.parent / "stories").rglob("*.md"), reverse=True):
        path.touch()  # neither the order nor the times of the files may matter
    result = run("mkdocs", "build", folder=project.parent, day=TODAY, TZ="America/Los_Angeles", LC_ALL="C")
    assert result.returncode == 0, result.stderr
    other = Site(project.parent / "site").files
    assert other.keys() == showcase.files.keys()
    assert [path for path, content in showcase.files.items() if other[path] != content] == []


@pytest.mark.uncounted  # counting lines would make it three times as long
def test_a_site_changes_by_itself_exactly_on_the_days_named() -> None:
    """Everything the site is made of, without the engine: each page's values and every other file."""
    project = load_project(SHOWCASE / "mkdocs.yml")
    collection = project.read(TODAY)
    stories = collection.stories
    made: dict[bytes, tuple[Artifact, ...]] = {}  # as between builds

    def state(today: date) -> tuple[object, ...]:
        edition = Build.of(project.site, project.settings, project.register, collection, today, preview=False)
        pages = list(site_pages.all_pages(edition))
        tasks = publication.file_tasks(edition, pages)
        files = [made.get(task.key) or made.setdefault(task.key, task.prepare()()) for task in tasks]
        return repr(pages), files  # (as texts: some values are equal and yet shown in another way, as markup is)

    last = 345
    named = {change.day for change in changes(stories, project.settings.programme, TODAY)}
    differs = set()
    before = state(TODAY)
    for n in range(1, last + 1):
        # The days named and those before them, and one in twenty of the others: a change on any of these would show on the
        # next that is looked at. Each single day is looked at in tests/site/test_schedule_and_site.py.
        today = TODAY + n * DAY
        if {today, today + DAY} & named or n % 20 == 0:
            now = state(today)
            differs |= {today} if now != before else set()
            before = now
    assert differs == {day for day in named if day <= TODAY + last * DAY}
    assert len(differs) >= 12


@pytest.fixture(scope="module")
def next_day(showcase: Site) -> date:
    """Return the day that the command names."""
    result = run("site_builder", "next", "--format", "json", folder=showcase.folder.parent, day=TODAY)
    assert result.returncode == 0, result.stderr
    return date.fromisoformat(json.loads(result.stdout)["date"])


def test_the_built_site_changes_on_the_day_named_and_not_the_day_before(
    showcase: Site, next_day: date, tmp_path: Path
) -> None:
    project = showcase.folder.parent / "mkdocs.yml"
    before = build(project, next_day - DAY, site_dir=tmp_path / "before")
    then = build(project, next_day, site_dir=tmp_path / "then")
    assert next_day > TODAY
    assert [path for path, content in before.files.items() if showcase.files.get(path) != content] == []
    assert before.files != then.files
