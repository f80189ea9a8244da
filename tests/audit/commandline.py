"""The command: check the texts, build the site, audit it, say what to fix."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.adapters import clock
from site_builder.adapters.project import ProjectError, load_project
from site_builder.collection import read_collection
from site_builder.reports import story_schema, summaries
from tests.audit import report
from tests.audit.building import build
from tests.audit.built import BuiltSite
from tests.audit.finding import CannotRunError
from tests.audit.markup import AXE, VNU, installed
from tests.audit.running import audit
from tests.audit.sources import Sources
from tests.browser_install import find_chromium

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from site_builder.adapters.project import Project

_SCHEMA = ".vscode/story.schema.json"
FIXED, TO_FIX, CANNOT_RUN = 0, 1, 2


@click.command()
@click.option(
    "--config",
    "-f",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Use this mkdocs.yml, not the one in this folder or above it.",
)
@click.option("--as-of", metavar="YYYY-MM-DD", help="Use this day as today.")
@click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with the site as it was built already.",
)
@click.option(
    "--format", "format_", type=click.Choice(["text", "github"]), default="text", show_default=True,
    help="For people, or as annotations in a GitHub workflow.",
)  # fmt: skip
def main(config: Path | None, as_of: str | None, site: Path | None, format_: str) -> None:
    """Check what readers get: links and anchors, HTML, accessibility, feeds, calendar and data.

    Says what to change and where. Exits with 1 when there is something to fix, with 2 when it cannot look.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
    try:
        sys.exit(_run(config, as_of, site, format_))
    except (ProjectError, CannotRunError, clock.ClockError) as error:
        click.echo(f"check-site: {error}", err=True)
        sys.exit(CANNOT_RUN)


def _run(config: Path | None, as_of: str | None, built: Path | None, format_: str) -> int:
    project = load_project(config)
    today = clock.today(project.settings.zone, os.environ, as_of)
    click.echo("Checking the texts")
    tree = project.read_tree()
    collection = read_collection(tree, project.settings, project.register, today)
    if collection.errors:
        shown = (
            summaries.as_github(collection.errors) if format_ == "github" else "\n".join(map(str, collection.errors))
        )
        click.echo(f"{shown}\nFix this first: the site cannot be built before.")
        return TO_FIX
    _remind_of_schema(project)
    _look_for_tools()
    if not project.site.url:
        raise CannotRunError("mkdocs.yml: site_url: is missing; feeds and calendars need the full address of the site")
    url = project.site.url.rstrip("/") + "/"
    with _folder(project, config, built, today) as folder:
        site = BuiltSite(folder, url)
        sources = Sources.of(collection, tree, url)
        findings = audit(site, sorted(sources.by_page), click.echo)
        found = report.make(findings, sources, site)
    for line in report.as_github(found) if format_ == "github" else report.as_text(found):
        click.echo(line)
    click.echo(found.summary)
    return TO_FIX if found.problems or found.code_faults else FIXED


def _remind_of_schema(project: Project) -> None:
    """Say when the schema that VS Code gets has other terms or councils than the settings; nothing is wrong with that."""
    path = project.root / _SCHEMA
    if path.is_file() and path.read_text("utf-8") != story_schema.render(project.settings, project.register):
        click.echo(
            f"By the way: {_SCHEMA} does not know the terms of mkdocs.yml as they are now; to renew it: make schema"
        )


def _look_for_tools() -> None:
    """Say what is missing before anybody waits for a build."""
    for tool in (VNU, AXE):
        installed(tool)
    if find_chromium() is None:
        raise CannotRunError("there is no Chromium; type: make browser")


@contextmanager
def _folder(project: Project, config: Path | None, built: Path | None, today: date) -> Iterator[Path]:
    """Yield the folder with the site: the one that is there, or a new one for as long as it is looked at."""
    if built is not None:
        if not (built / "index.html").is_file():
            raise CannotRunError(f"'{built}' has no site: there is no index.html in it")
        yield built
        return
    click.echo("Building the site")
    with tempfile.TemporaryDirectory(prefix="stories-audit-") as temporary:
        folder = Path(temporary) / "site"
        build(project, config, folder, today)
        yield folder
