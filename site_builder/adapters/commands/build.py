"""``stories build``: the public site, without an engine."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.adapters import building, disk, site_folder
from site_builder.adapters.commands.frame import as_of_option, day_of, fail, refuse, with_project
from site_builder.adapters.preview import LastGood
from site_builder.adapters.project import ProjectError

if TYPE_CHECKING:
    from site_builder.adapters.project import Project


@click.command("build", short_help="Build the public site.")
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Build into this folder, not the one in mkdocs.yml.",
)
@as_of_option
@click.option("--strict", is_flag=True, help="Do not build if there are warnings, and exit with 1.")
@click.option("--no-search", is_flag=True, help="Build without the full-text search.")
@click.option(
    "--preview",
    is_flag=True,
    help="Build a preview for editors in preview/: scheduled and planned stories too, marked.",
)
@with_project
def command(
    project: Project,
    site_dir: Path | None,
    as_of: str | None,
    strict: bool,  # noqa: FBT001 - click gives options by name
    no_search: bool,  # noqa: FBT001 - (the same)
    preview: bool,  # noqa: FBT001 - (the same)
) -> None:
    """Build the public site, without an engine: the same files as 'mkdocs build'.

    What has not changed since an earlier build is taken from .cache/stories, which you can delete at any time.

    With --preview, errors in stories show on the pages and do not stop it from being made; it goes into another
    folder than the public site, so that nobody takes it for the public site.
    """
    today = day_of(project, as_of)
    told: list[int] = []

    def say(level: int, message: str) -> None:
        told.append(level)
        click.echo(f"{logging.getLevelName(level).lower()}: {message}", err=True)

    refuses = strict or project.is_strict
    try:
        new_site = building.replace_site(
            project, today, site_dir or (project.root / "preview" if preview else project.site_dir), say,
            may_be=lambda: not (refuses and max(told, default=0) >= logging.WARNING), with_search=not no_search,
            preview=LastGood() if preview else None,
        )  # fmt: skip
    except ProjectError as error:
        fail(str(error))
    except (building.BuildError, site_folder.SiteFolderError) as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"the site was not built, and the last one stays as it was: {disk.in_words(error)}")
    for sentence in new_site.left:
        click.echo(sentence, err=True)
    click.echo(f"The {'preview' if preview else 'site'} is in {new_site.site}")
