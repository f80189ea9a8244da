"""Whether a site can be built with its settings, which is known before anything is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.adapters.help_files import with_help
from site_builder.adapters.project import ProjectError
from site_builder.adapters.theme import read_theme
from site_builder.build import Build
from site_builder.content.web_address import is_whole
from site_builder.pages.frame import MenuError, make_frame

if TYPE_CHECKING:
    from datetime import date

    from site_builder.adapters.project import Project
    from site_builder.collection import Collection


def refuse_settings(project: Project, collection: Collection, today: date) -> None:
    """Raise ProjectError where settings beside those of the stories stop a build: the address, the theme, the menu.

    A menu can name texts, and is only looked at where all of them can be read.
    """
    if fault := fault_of_site(project):
        raise ProjectError(fault)
    theme = read_theme(project)
    if collection.errors:
        return
    try:
        make_frame(with_help(build_of(project, collection, today)), theme.look)
    except MenuError as error:
        raise ProjectError(f"mkdocs.yml: {error}") from None


def fault_of_site(project: Project) -> str:
    """Return what MkDocs' own settings lack for a site, or nothing."""
    if not project.site.name:
        return "mkdocs.yml: site_name: is missing; write the name of the site"
    if not project.site.url:
        return "mkdocs.yml: site_url: is missing; feeds and calendars need the full address of the site"
    if not is_whole(project.site.url):
        return f"mkdocs.yml: site_url: '{project.site.url}' is not a full address, as in https://a.example.org/"
    if project.options.get("use_directory_urls", True) is not True:
        return "mkdocs.yml: use_directory_urls: must be true; the stories' addresses end in a slash"
    return ""


def build_of(project: Project, collection: Collection, today: date, *, preview: bool = False) -> Build:
    """Return what pages are made from, without the help and the visits."""
    return Build.of(
        project.site,
        project.settings,
        project.register,
        collection,
        today,
        preview=preview,
        coastline=project.coastline,
    )
