from __future__ import annotations

import json
import subprocess
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from site_builder.adapters.typesetting import typeset
from site_builder.drawing.site_colours import site_colours
from site_builder.files.identity import Fonts
from site_builder.reports.board_pdf import as_typesetting
from tests.adapters.projects import PLAN, Folder, run
from tests.making import SITE
from tests.reports import board
from tests.site.projects import SHOWCASE

if TYPE_CHECKING:
    from pathlib import Path

DAYS = ("--since", "2026-11-01", "--as-of", "2026-11-21")


def git(folder: Folder, *arguments: str, day: str = "2026-11-21") -> None:
    who = ["-c", "user.name=Ann", "-c", "user.email=ann@stories.example", "-c", "commit.gpgsign=false"]
    when = {"GIT_COMMITTER_DATE": f"{day}T12:00:00Z", "GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "HOME": str(folder.root)}
    subprocess.run(
        ["git", *who, *arguments], cwd=folder.root, env={"PATH": "/usr/bin:/bin:/usr/local/bin", **when}, check=True
    )


def as_json(*arguments: str) -> dict[str, object]:
    result = run("report", "--format", "json", *arguments)
    assert result.exit_code == 0, result.stderr
    found: dict[str, object] = json.loads(result.stdout)
    return found


def test_a_past_report_from_a_past_state_of_the_files(folder: Folder) -> None:
    folder.configure(plans=[PLAN])
    folder.write("2026/a.md", title="As it was")
    (folder.root / "visits").mkdir()
    table = folder.root / "visits" / "daily.csv"
    table.write_text("date,page,source,views,visits,visitors\n2026-11-20,*,log,3,2,2\n", "utf-8")
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=one")
    before = as_json(*DAYS)
    folder.write("2026/a.md", title="Another title")
    folder.write("2026/b.md")
    table.unlink()
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=two", day="2026-12-05")

    assert as_json(*DAYS) != before
    assert as_json(*DAYS, "--at", "HEAD~1") == before
    assert as_json("--since", "2026-11-01", "--at", "HEAD~1") == before
    assert as_json("--at", "main")["as_of"] == "2026-12-05"


def test_a_revision_that_there_is_none(folder: Folder) -> None:
    result = run("report", "--at", "yesterday")
    assert (result.exit_code, result.stderr) == (
        2, "stories: this folder is in no git repository, so there is nothing to compare with; leave --at out\n",
    )  # fmt: skip
    git(folder, "init", "--quiet", "--initial-branch=main")

    assert "'yesterday' is not a commit in this repository" in run("report", "--at", "yesterday").stderr


def test_since_must_not_come_after(folder: Folder) -> None:
    folder.write("2026/a.md")

    result = run("report", "--since", "2026-11-22", "--as-of", "2026-11-21")

    assert result.exit_code == 2
    assert "2026-11-22 is after the day of the report, 2026-11-21; give an earlier day" in result.stderr


def test_a_pdf_needs_a_file(folder: Folder, tmp_path: Path) -> None:
    folder.write("2026/a.md")

    assert "add --output, as in --output report.pdf" in run("report", "--format", "pdf", *DAYS).stderr
    assert "cannot be written" in run("report", "--format", "json", *DAYS, "--output", str(tmp_path / "a" / "b")).stderr


def test_templates_that_cannot_be_used(folder: Folder) -> None:
    folder.write("2026/a.md")
    folder.replace_in_theme("reports/report.md.jinja", "{% include 'nothing.html' %}")
    folder.replace_in_theme("pdf/report.typ", "#nothing")

    assert "the theme has no template 'nothing.html'" in run("report", *DAYS).stderr
    result = run("report", *DAYS, "--format", "pdf", "--output", "a.pdf")
    assert result.exit_code == 1
    assert "the PDF of the report cannot be made" in result.stderr
    assert "--format html makes a page to print" in result.stderr


def test_files_with_errors_are_mentioned(folder: Folder) -> None:
    folder.write("2026/a.md", "no front matter")

    assert "Note: 1 file with errors" in run("report", "--format", "json", *DAYS).stderr


@pytest.mark.parametrize("format_", ["md", "html"])
def test_each_format_of_the_showcase(format_: str, showcase_config: str) -> None:
    result = run("report", "-f", showcase_config, "--since", "2026-11-01", "--as-of", "2026-11-21", "--format", format_)

    assert result.exit_code == 0, result.stderr
    assert "Made-up Stories: report of 21 November 2026" in result.stdout


def test_a_report_goes_into_a_file(tmp_path: Path, showcase_config: str) -> None:
    config = ("-f", showcase_config)
    result = run("report", *config, *DAYS, "--output", str(tmp_path / "report.md"))

    assert (result.exit_code, result.stdout) == (0, f"The report is in {tmp_path / 'report.md'}\n")
    assert (tmp_path / "report.md").read_text("utf-8") == run("report", *config, *DAYS).stdout


def test_the_pdf_can_be_used_by_everyone_and_is_the_same_each_time(tmp_path: Path) -> None:
    """Typst makes none that does not keep to PDF/UA-1."""
    templates = {
        path.name: path.read_text("utf-8") for path in (SHOWCASE.parents[1] / "overrides" / "pdf").glob("*.typ")
    }
    made = [
        typeset(
            as_typesetting(
                board.report(date(2026, 12, 1), date(2027, 3, 10)), SITE, templates, site_colours(), Fonts()
            ),
            tmp_path,
        )
        for _ in range(2)
    ]

    assert made[0] == made[1]
    reader = PdfReader(BytesIO(made[0]))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert reader.metadata is not None
    assert reader.metadata.title == "Innovation Stories: report of 10 March 2027"
    for words in ("At risk", "Second *<b>* [x]", "1 story ahead of an even pace"):
        assert words in text
    assert len(reader.pages) <= 3
