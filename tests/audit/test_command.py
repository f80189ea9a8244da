"""The command as people type it, on projects of its own."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from site_builder.adapters.project import load_project
from site_builder.reports import story_schema
from tests.audit import accessibility, commandline, markup, sampling
from tests.audit.building import build
from tests.audit.finding import CannotRunError
from tests.builders import TODAY, story_text
from tests.site import projects
from tests.site.odd import PNG
from tests.site.projects import ROOT, make_project

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from click.testing import Result

    from site_builder.adapters.project import Project

pytestmark = pytest.mark.uncounted

OPTIONS = {"vocabularies": {"themes": ["digitalisation"]}}
BODY = """\
What happened. See [a part of another](other.md#how-it-works) and [](other.md).

## How it works

Step by step.

#### Deep down

| | Miles |
| - | - |
| North | 250 |

![The rounds](map.png)
"""
GOOD: Mapping[str, str | bytes] = {
    "2026/other.md": story_text(id="other-story", title="Another"),
    "2026/map.png": PNG,
}


def run(*args: str) -> Result:
    return CliRunner().invoke(commandline.main, args, catch_exceptions=False, prog_name="check-site")


@pytest.mark.browser
def test_faults_that_the_check_does_not_see_are_reported_with_file_line_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampling, "sample", lambda _: ["stories/faulty/index.html"])  # which has tests of its own
    files = {"2026/faulty.md": story_text(BODY, id="faulty-story"), **GOOD}
    project = make_project(tmp_path / "project", files, OPTIONS)
    answer = run("--config", str(project), "--as-of", TODAY.isoformat())
    assert (answer.stderr, answer.exit_code) == ("", 1)
    lines = answer.stdout.splitlines()
    assert lines[:2] == ["Checking the texts", "Building the site"]
    problems = [line for line in lines if line.startswith("stories/")]
    assert problems == [
        "stories/2026/faulty.md:12:70 error [link-text] this link has no words to follow; write between the square brackets where it leads",
        "stories/2026/faulty.md:18:1 error [heading-order] this heading skips a level; a heading below one with ## has three #, and so on",
        "stories/2026/faulty.md:20:5 error [table-header] a column or row of the table has no heading; give every column a heading in the table's first line",
    ]
    assert lines[-1] == "Found: 3 things to fix in the texts."


@pytest.fixture
def _no_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Leave out the browser and the checker of HTML, which the test above has seen to."""
    monkeypatch.setattr(commandline, "find_chromium", lambda: tmp_path)
    monkeypatch.setattr(accessibility, "findings", lambda *_: [])
    monkeypatch.setattr(markup, "findings", lambda *_: [])


def build_here(_project: Project, configuration: Path, folder: Path, today: date) -> None:
    """Build as the command does, but in this process."""
    projects.build(configuration, today, site_dir=folder)


@pytest.mark.usefixtures("_no_programs")
def test_a_site_without_a_story_has_nothing_to_fix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commandline, "build", build_here)
    answer = run("-f", str(make_project(tmp_path, {}, OPTIONS)), "--as-of", TODAY.isoformat())
    assert answer.exit_code == 0, answer.output
    assert answer.output.splitlines()[-1] == "Found: nothing to fix."


@pytest.mark.parametrize(
    ("format_", "start"), [("text", "stories/2026/a.md:2:5 error"), ("github", "::error file=stories/2026/a.md,line=2")]
)
def test_what_keeps_the_site_from_being_built_is_reported_first_and_alone(
    format_: str, start: str, tmp_path: Path
) -> None:
    project = make_project(tmp_path, {"2026/a.md": story_text(id="x")}, OPTIONS)
    answer = run("-f", str(project), "--as-of", TODAY.isoformat(), "--format", format_)
    lines = answer.output.splitlines()
    assert answer.exit_code == 1
    assert lines[1].startswith(start)
    assert lines[2:] == ["Fix this first: the site cannot be built before."]


def test_a_project_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    answer = run("-f", str(tmp_path / "mkdocs.yml"))
    assert answer.exit_code == 2
    assert answer.output.startswith("check-site: ")


def test_a_day_that_is_none_says_so(tmp_path: Path) -> None:
    """In a process of its own, as `make check-site` starts it."""
    project = str(make_project(tmp_path, {}, OPTIONS))
    command = [sys.executable, "-m", "tests.audit", "-f", project, "--as-of", "tomorrow"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (answer.returncode, answer.stderr) == (
        2,
        "check-site: 'tomorrow' is not a day; write year-month-day, as in 2026-11-16\n",
    )


@pytest.mark.usefixtures("_no_programs")
def test_a_project_without_an_address_says_so(tmp_path: Path) -> None:
    answer = run("-f", str(make_project(tmp_path, {}, OPTIONS, site_url="")), "--as-of", TODAY.isoformat())
    assert answer.exit_code == 2
    assert "check-site: mkdocs.yml: site_url: is missing" in answer.output


@pytest.mark.usefixtures("_no_programs")
def test_a_folder_without_a_site_says_so(tmp_path: Path) -> None:
    project = make_project(tmp_path, {}, OPTIONS)
    (tmp_path / "empty").mkdir()
    answer = run("-f", str(project), "--as-of", TODAY.isoformat(), "--site", str(tmp_path / "empty"))
    assert answer.exit_code == 2
    assert answer.output.endswith("/empty' has no site: there is no index.html in it\n")


def test_what_is_missing_is_reported_before_anybody_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commandline, "find_chromium", lambda: None)
    answer = run("-f", str(make_project(tmp_path, {}, OPTIONS)), "--as-of", TODAY.isoformat())
    assert (answer.exit_code, answer.output.splitlines()[1:]) == (
        2,
        ["check-site: there is no Chromium; type: make browser"],
    )


@pytest.mark.usefixtures("_no_programs")
def test_a_build_that_fails_gives_its_reason(tmp_path: Path) -> None:
    project = make_project(tmp_path, {}, OPTIONS, theme={"name": "material", "custom_dir": "nowhere"})
    answer = run("-f", str(project), "--as-of", TODAY.isoformat())
    assert answer.exit_code == 2
    assert "check-site: the site could not be built:\n" in answer.output
    assert "nowhere" in answer.output
    with pytest.raises(CannotRunError):
        build(load_project(project), project, tmp_path / "site", TODAY)


@pytest.mark.usefixtures("_no_programs")
def test_a_site_that_is_there_is_looked_at_as_it_is(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", GOOD, OPTIONS)
    site = projects.build(project, TODAY, site_dir=tmp_path / "site").folder
    (site / "subscribe" / "index.html").unlink()
    answer = run(
        "-f", str(project), "--as-of", TODAY.isoformat(), "--site", str(site), "--format", "github",
    )  # fmt: skip
    lines = answer.output.splitlines()
    [fault] = [line for line in lines if line.startswith("::error title=link-target::This is not in a text of yours")]
    assert answer.exit_code == 1
    assert "Building the site" not in lines
    assert "'/subscribe/'" in fault
    assert "more pages" in fault
    assert lines[-1] == "Found: 1 fault of the site's code."


@pytest.mark.usefixtures("_no_programs")
def test_a_schema_of_other_terms_is_mentioned_and_nothing_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commandline, "build", lambda _project, _config, folder, _today: folder.mkdir())
    monkeypatch.setattr(commandline, "audit", lambda *_: [])
    config = make_project(tmp_path, {}, OPTIONS)
    project, schema = load_project(config), tmp_path / ".vscode" / "story.schema.json"
    schema.parent.mkdir()
    for text, expected in ((story_schema.render(project.settings, project.register), False), ("{}\n", True)):
        schema.write_text(text, "utf-8")
        answer = run("-f", str(config), "--as-of", TODAY.isoformat())
        assert answer.exit_code == 0, answer.output
        assert ("to renew it: make schema" in answer.output) is expected
