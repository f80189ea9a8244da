"""The plugin ``stories``: it hands MkDocs, or an engine that takes its plugins, a finished site.

The engine reads mkdocs.yml, serves and watches; it is given no file, no menu and no template, and writes into a folder
that is thrown away. It translates and calls; it decides nothing.
"""

from __future__ import annotations

import logging
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.utils import CountHandler

from site_builder.adapters import building, clock, disk, preview
from site_builder.adapters.project import ProjectError, load_project
from site_builder.adapters.site_folder import NewSite, SiteFolderError, refuse_what_is_no_site
from site_builder.content.source import decode
from site_builder.settings import SettingsError, parse_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

    from site_builder.adapters.project import Project

log = logging.getLogger("mkdocs.plugins.stories")

_LAST = -100


class NoOptions(Config):
    """Empty on purpose: one model checks the options, for every engine and for the command line."""


class StoriesPlugin(BasePlugin[NoOptions]):
    """One instance lives as long as one command; each build of ``serve`` starts from nothing but its preview."""

    def __init__(self) -> None:
        self.preview: preview.Preview | None = None
        self.is_serving = False
        self.new_site: NewSite | None = None
        self.project: Project | None = None

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Check the options with the model that the command line uses too."""
        super().load_config({}, config_file_path)
        try:
            parse_settings(options)
        except SettingsError as error:
            return [(fault.option, ValidationError(fault.message)) for fault in error.faults], []
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn whether this is a preview for editors or a build for the public."""
        self.preview = preview.Preview() if command == "serve" else None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Leave the engine nothing to make, and begin beside the last good site."""
        try:
            project = load_project(Path(config.config_file_path))
        except ProjectError as error:
            raise PluginError(str(error)) from None
        self.project = replace(project, site=replace(project.site, url=config.site_url or ""))
        links = [str(decode(raw)) for raw in disk.linked_folders(project.folder, project.root)]
        if links:  # the engine would follow them, and never come to an end
            raise PluginError("\n".join(["the site was not built:", *links]))
        if self.preview and not self.is_serving:
            _refuse_taken_address(config)  # before the editor waits for the first build
        refuse_what_is_no_site(Path(config.site_dir), [project.root, project.folder, Path.cwd()])
        self.new_site = NewSite(Path(config.site_dir))
        config.site_dir = str(self.new_site.folder.with_name("engine"))
        config.nav = None
        config.theme.dirs.clear()
        config.theme.static_templates = set()
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leave out every file."""
        return Files([])

    @event_priority(_LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Make the site, then put it in place of the last one."""
        if self.project is None or self.new_site is None:
            raise PluginError("the build ended before it began")
        try:
            today = clock.today(self.project.settings.zone, os.environ)
            memory = self.preview.last_good if self.preview else None
            new, last = self.new_site.folder, self.new_site.site
            building.make_site(self.project, today, new, log.log, last=last, preview=memory)
        except (building.BuildError, ProjectError, clock.ClockError) as error:
            raise PluginError(str(error)) from error
        if config.strict and _has_warnings() and not self.preview:
            self.new_site.discard()  # MkDocs is about to refuse this build
        else:
            self.new_site.publish()
        for sentence in self.new_site.left:
            log.info("%s", sentence)
        config.site_dir = str(self.new_site.site)

    def on_build_error(self, *, error: Exception) -> None:
        """Throw away the unfinished site; the last good one was never touched."""
        self.on_shutdown()
        reason = str(error) if isinstance(error, SiteFolderError) else ""
        if isinstance(error, OSError) and error.errno is not None:
            reason = disk.in_words(error)
        if reason:
            log.error("the site was not built, and the last one stays as it was: %s", reason)
            raise Abort("Stopped, because the disk refused something.") from error

    def on_shutdown(self) -> None:
        """Throw away what an interrupted build leaves."""
        if self.new_site is not None:
            self.new_site.discard()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Keep the preview going whatever an editor writes."""
        _refuse_taken_address(config)
        self.is_serving = True
        (self.preview or preview.Preview()).attach(server, MkDocsException)
        if self.project is not None and self.project.register_file is not None:
            server.watch(str(self.project.register_file))
        return server


def _refuse_taken_address(config: MkDocsConfig) -> None:
    fault = preview.fault_of_address(*config.dev_addr)
    if fault:
        raise PluginError(fault)


def _has_warnings() -> bool:
    """Whether MkDocs has counted a warning in a strict build."""
    handlers = logging.getLogger("mkdocs").handlers
    return any(isinstance(handler, CountHandler) and handler.get_counts() for handler in handlers)
