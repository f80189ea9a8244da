"""The plugin ``stories``: MkDocs' events told in terms of our pipeline. It translates and calls; it decides nothing.

=================  =====================================================================================
load_config        the settings' own model checks the options
on_config          a build goes to a folder of its own, so that a failure leaves the last good site
on_files           the collection is read (errors stop the build), pages without a source file are added
on_page_*          bodies are sanitised, and templates receive the view of their page
on_post_build      feeds, calendar, data and sitemap are written; the finished folder takes the site's place
on_build_error     (and on_shutdown) what was made so far is thrown away, and what the disk refused is said in words
on_serve           a rebuild that fails is told on the last good pages
=================  =====================================================================================
"""

from __future__ import annotations

import logging
import os
import unicodedata
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from markupsafe import Markup
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler
from watchdog.observers.polling import PollingObserverVFS

from site_builder import addresses
from site_builder.adapters import clock, disk, parallel, picture_making, preview, search_index
from site_builder.adapters.project import make_site
from site_builder.adapters.site_folder import NewSite, SiteFolderError
from site_builder.collection import read_collection
from site_builder.content import assets
from site_builder.content.document import Document
from site_builder.content.page import Page as OwnPage
from site_builder.content.source import decode
from site_builder.edition import Edition
from site_builder.files import publication
from site_builder.files.feeds import FeedError
from site_builder.pages import site_pages
from site_builder.pages.contents import make_contents
from site_builder.pages.texts import text_of_page
from site_builder.programme.plan import progress
from site_builder.render.policy import content_security_policy
from site_builder.reports import summaries
from site_builder.settings import Settings, SettingsError, parse_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.utils.templates import TemplateContext

    from site_builder.collection import Collection
    from site_builder.content.source import Tree
    from site_builder.content.story import Story
    from site_builder.pages.views import PageView
    from site_builder.problems import Problem

log = logging.getLogger("mkdocs.plugins.stories")

_OUR_TEMPLATES = ("stories/", "main.html", "404.html")
_THEME_ASSETS = ("assets/stylesheets/", "assets/javascripts/")
_LAST = -100
_LOOK_EVERY = 0.5  # seconds, as MkDocs does


class NoOptions(Config):
    """Empty on purpose: one model checks the options, for MkDocs and for the command line."""


class StoriesPlugin(BasePlugin[NoOptions]):
    """One instance lives as long as one ``mkdocs`` command; each build of ``serve`` starts from nothing."""

    def __init__(self) -> None:
        self.settings = Settings()
        self.is_preview = False
        self.is_serving = False
        self.new_site: NewSite | None = None
        self.last_good = preview.LastGood()
        self.pictures = picture_making.PictureMaker()
        self.kept: frozenset[str] = frozenset()
        self.failure: tuple[str, ...] = ()
        self.edition: Edition | None = None
        self.tree: Tree | None = None
        self.problems: tuple[Problem, ...] = ()
        self.problems_of: dict[str, list[Problem]] = {}
        self.views: dict[str, PageView] = {}
        self.stories: dict[str, Story] = {}
        self.own_pages: dict[str, OwnPage] = {}

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Check the options with the model that the command line uses too."""
        super().load_config({}, config_file_path)
        try:
            self.settings = parse_settings(options)
        except SettingsError as error:
            return [(fault.option, ValidationError(fault.message)) for fault in error.faults], []
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn whether this is a preview for editors or a build for the public."""
        self.is_preview = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Refuse what nothing can be made of, and build beside the last good site."""
        if not config.site_url:
            raise PluginError("mkdocs.yml: site_url: is missing; feeds and calendars need the site's whole address")
        if not config.use_directory_urls:
            raise PluginError("mkdocs.yml: use_directory_urls: must be true; the stories' addresses end in a slash")
        if not Path(config.docs_dir).is_relative_to(_root(config)):
            raise PluginError("mkdocs.yml: docs_dir: must be a folder inside the project's folder")
        config.theme.static_templates.discard("sitemap.xml")  # ours has its dates from the front matter
        links = [str(decode(raw)) for raw in disk.linked_folders(Path(config.docs_dir), _root(config))]
        if links:
            raise PluginError("\n".join(["the site was not built:", *links]))
        if self.is_preview and not self.is_serving:
            _refuse_taken_address(config)  # before the editor waits for the first build
        self.new_site = NewSite(Path(config.site_dir))
        config.site_dir = str(self.new_site.folder)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read the collection, leave out what is not public, and add the pages without a source file."""
        docs_dir, root = Path(config.docs_dir), _root(config)
        try:
            today = clock.today(self.settings.zone, os.environ)
        except clock.ClockError as error:
            raise PluginError(str(error)) from None
        register = disk.read_register().with_places(self.settings.extra_places)
        self.tree = disk.read_tree(docs_dir, root)
        collection = read_collection(self.tree, self.settings, register, today)
        self._report(collection)
        if self.is_preview:
            collection, self.kept = self.last_good.complete(collection, self.tree, self.settings)
        site = make_site(config, self.settings)
        edition = Edition.of(
            site,
            self.settings,
            register,
            collection,
            today,
            preview=self.is_preview,
            coastline=disk.read_coastline(),
        )
        self.edition = edition
        self._log_shortfalls(collection.stories, edition)
        self.stories = {story.path: story for story in (*edition.shown.stories, *edition.shown.withdrawn)}
        self.own_pages = {page.path: page for page in collection.pages}
        self._arrange(files, config)
        self._add_pages(files, config, edition)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Spare the pages that their templates make whole the reading of Markdown which they do not have.

        Those in the menu keep the title that the menu gives them.
        """
        made = self.views.keys() - self.stories.keys() - {page.file.src_uri for page in nav.pages}
        for file in files.documentation_pages():
            if file.src_uri in made:
                _MadePage(None, file, config)
        return nav

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Keep MkDocs from reading a text a second time: its front matter would choose templates and more."""
        return "" if page.file.src_uri in self.stories or page.file.src_uri in self.own_pages else None

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Give a page its title, template and text, which is the body that the rules have read."""
        src_uri = page.file.src_uri
        view = self.views.get(src_uri)
        source = self.stories.get(src_uri) or self.own_pages.get(src_uri)
        if isinstance(source, OwnPage):
            page.meta = {"title": source.title, "description": source.description}
        if view is not None:
            sidebars = ["navigation"] if src_uri in self.stories else ["navigation", "toc"]
            page.meta = {
                "template": view.template,
                "hide": sidebars,
                "title": view.head.title,
                "description": view.head.description,
            }
        page.meta = {
            key: Markup.escape(value) if key in {"title", "description"} else value for key, value in page.meta.items()
        }
        return "" if source else markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Give a page the text that was read from its source."""
        source = self.stories.get(page.file.src_uri) or self.own_pages.get(page.file.src_uri)
        return text_of_page(source, self.edition) if source and self.edition else html

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Escape by default in our own templates, of which pages are made whole; Material's expect that nothing is."""
        env.autoescape = lambda name: name is not None and name.startswith(_OUR_TEMPLATES)
        env.trim_blocks = env.lstrip_blocks = True
        env.globals["content_security_policy"] = content_security_policy
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: object
    ) -> TemplateContext:
        """Hand the page's view to its template."""
        return self._with_facts(context, self.views.get(page.file.src_uri), page)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Hand the site's facts to templates that are no page, such as 404.html."""
        return self._with_facts(context, None)

    @event_priority(_LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what no template makes, then put the finished site in the place of the last one."""
        if self.edition is None or self.tree is None or self.new_site is None:
            raise PluginError("the build ended before the stories were read")
        artifacts = publication.render(
            self.edition,
            lengths=self._make_pictures(self.tree, self.edition, self.new_site, Path(config.docs_dir)),
            with_redirects=not self._has_wrong_aliases(),
            draw_all=parallel.start,
        )
        try:
            disk.write(artifacts, Path(config.site_dir))
        except FeedError as error:
            raise PluginError(f"the site was not built: {error}") from error
        if not self.is_preview:  # each reload would wait for the index of the search in full texts
            self._index(self.new_site.folder, self.edition)
        if config.strict and _has_warnings() and not self.is_preview:
            self.new_site.discard()  # MkDocs is about to refuse this build
        else:
            self.new_site.publish()
        for sentence in self.new_site.left:
            log.info("%s", sentence)
        config.site_dir = str(self.new_site.site)

    def _make_pictures(self, tree: Tree, edition: Edition, site: NewSite, docs_dir: Path) -> dict[str, int]:
        jobs = picture_making.jobs(self._places(tree, edition).items(), tree, docs_dir)
        try:
            return self.pictures.write(jobs, site.folder, site.site)
        except picture_making.UnreadablePictureError as error:
            raise PluginError(f"the site was not built: {tree.root}/{error}") from error

    def on_build_error(self, *, error: Exception) -> None:
        """Throw away the unfinished site; the last good one was never touched."""
        self.on_shutdown()
        reason = str(error) if isinstance(error, SiteFolderError) else ""
        if isinstance(error, OSError) and error.errno is not None:  # a template that is not there has no number
            reason = disk.in_words(error)
        if reason:
            log.error("the site was not built, and the last one stays as it was: %s", reason)
            raise Abort("Aborted because of what the disk refused!") from error

    def on_shutdown(self) -> None:
        """Throw away what an interrupted build leaves."""
        if self.new_site is not None:
            self.new_site.discard()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Keep the preview going: a rebuild that fails is told on the last good pages, and 'not found' reloads too."""
        _refuse_taken_address(config)
        self.is_serving = True
        watched = list(server._watched_paths)  # noqa: SLF001 - MkDocs has no other way to ask
        for path in watched:
            server.unwatch(path)
        # Both are observers, and MkDocs asks no more of it.
        server.observer = PollingObserverVFS(preview.look, os.scandir, polling_interval=_LOOK_EVERY)  # type: ignore[assignment]
        for path in watched:
            server.watch(path)
        build, page_of_error = server.builder, server.error_handler

        def not_found(code: int) -> bytes | None:
            page = page_of_error(code)
            # MkDocs writes the script that reloads into every other page.
            return page and server._inject_js_into_html(page, server._visible_epoch)  # noqa: SLF001 - (the same)

        server.builder = lambda: self._rebuild(build)
        server.error_handler = not_found
        server.set_app(preview.with_notice(server.serve_request, lambda: self.failure))
        return server

    def _rebuild(self, build: Callable[[], None]) -> None:
        """Build a preview again, and remember why that cannot be done."""
        errors = preview.ErrorLines()
        logger = logging.getLogger("mkdocs")
        logger.addHandler(errors)
        try:
            build()
        except MkDocsException as error:
            self.failure = tuple(errors.lines if isinstance(error, Abort) and errors.lines else str(error).splitlines())
        except Exception as error:
            self.failure = (*errors.lines, repr(error))
            log.exception("This is a fault of the theme or the program, not of a story:")
        else:
            self.failure = ()
        finally:
            logger.removeHandler(errors)
        if self.failure:
            log.error("The preview stays as it was, with this on its pages:\n%s", "\n".join(self.failure))

    def _index(self, folder: Path, edition: Edition) -> None:
        try:
            disk.write(search_index.make(folder, [story.address for story in edition.public.stories]), folder)
        except search_index.NoSearchProgramError as error:
            log.warning("The search looks into titles and summaries only, not into full texts: %s", error)
        except search_index.SearchIndexError as error:
            raise PluginError(f"the site was not built: the index of the search failed: {error}") from error

    def _report(self, collection: Collection) -> None:
        """Log warnings; stop a build that has errors, but keep a preview going and show them in it."""
        self.problems = collection.problems
        in_files = groupby(self.problems, key=lambda problem: problem.path)  # they come by file
        self.problems_of = {path: list(problems) for path, problems in in_files}
        if collection.errors and not self.is_preview:
            raise PluginError(
                f"the site was not built:\n{summaries.as_text(collection.problems, collection.files_read)}"
            )
        for problem in collection.problems:
            log.log(logging.ERROR if problem.is_error else logging.WARNING, "%s", problem)

    def _has_wrong_aliases(self) -> bool:
        return any(problem.is_error and problem.rule.startswith("alias-") for problem in self.problems)

    def _log_shortfalls(self, stories: Iterable[Story], edition: Edition) -> None:
        level = logging.getLevelNamesMapping()[self.settings.on_shortfall.upper()]
        for row in progress(stories, self.settings.programme, edition.today):
            for part in row.shortfalls():
                log.log(level, "%s", summaries.shortfall(row, part))

    def _arrange(self, files: Files, config: MkDocsConfig) -> None:
        """Send pages to their addresses, and drop every file but those that somebody who is shown refers to."""
        docs_dir = Path(config.docs_dir)
        for file in [_in_one_spelling(file, files) for file in list(files)]:
            path = file.src_uri
            if file.src_dir is None or Path(file.src_dir) != docs_dir:
                if path.startswith(_THEME_ASSETS):
                    files.remove(file)  # no page of ours asks for them
            elif path in self.stories:
                file.dest_uri = addresses.file_of(self.stories[path].address)
                file.inclusion = InclusionLevel.NOT_IN_NAV
            elif path in self.own_pages:
                file.dest_uri = addresses.file_of(addresses.of_page(path))
            else:
                files.remove(file)
        for file in self._assets(config):
            files.append(file)

    def _assets(self, config: MkDocsConfig) -> Iterator[File]:
        """Yield the files that pieces and pages publish; where several do, the second and later as copies."""
        if self.tree is None or self.edition is None:
            return
        for path, (address, *copies) in self._places(self.tree, self.edition).items():
            if path in self.tree.pictures:
                continue  # those are made
            on_disk = str(Path(config.docs_dir, self.tree.on_disk.get(path, path)))
            file = File.generated(config, path, abs_src_path=on_disk)
            file.dest_uri = address
            yield file
            for copy in copies:
                yield File.generated(config, copy, abs_src_path=on_disk)

    def _places(self, tree: Tree, edition: Edition) -> Mapping[str, tuple[str, ...]]:
        pages = [(page.path, page.document) for page in self.own_pages.values()]
        return assets.places(edition.shown.stories, pages, tree)

    def _add_pages(self, files: Files, config: MkDocsConfig, edition: Edition) -> None:
        by_address = {story.address: story.path for story in self.stories.values()}
        self.views = {}
        for view in site_pages.render(edition):
            src_uri = by_address.get(view.address, f"{view.address}index.md")
            self.views[src_uri] = view
            if files.get_file_from_path(src_uri) is None:
                files.append(File.generated(config, src_uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))

    def _with_facts(self, context: TemplateContext, view: PageView | None, page: Page | None = None) -> TemplateContext:
        text = page and (self.stories.get(page.file.src_uri) or self.own_pages.get(page.file.src_uri))
        source = f"{self.tree.root}/{page.file.src_uri}" if page and self.tree else ""
        facts = {
            "view": view,
            "contents": make_contents(text.document if text else Document(()), self.settings),
            "site": self.edition.site if self.edition else None,
            "is_preview": self.is_preview,
            "problems": self.problems if self.is_preview else (),
            "own_problems": self.problems_of.get(source, ()),
            "is_kept": page is not None and page.file.src_uri in self.kept,
        }
        return cast("TemplateContext", {**context, **facts})


class _MadePage(Page):
    """A page without Markdown."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take the content as it is: empty."""
        self.content = ""


def _in_one_spelling(file: File, files: Files) -> File:
    """Give a file the name that we know it by, where the disk spells its accents in another way."""
    name = unicodedata.normalize("NFC", file.src_uri)
    if name == file.src_uri:
        return file
    files.remove(file)
    renamed = File(name, file.src_dir, file.dest_dir, file.use_directory_urls, inclusion=file.inclusion)
    renamed.abs_src_path = file.abs_src_path
    files.append(renamed)
    return renamed


def _root(config: MkDocsConfig) -> Path:
    """Return the project's folder by the name that MkDocs gives it in ``docs_dir``: links on the way to it stay."""
    return Path(config.config_file_path or config.docs_dir).absolute().parent


def _refuse_taken_address(config: MkDocsConfig) -> None:
    fault = preview.fault_of_address(*config.dev_addr)
    if fault:
        raise PluginError(fault)


def _has_warnings() -> bool:
    """Whether MkDocs has counted a warning in a strict build."""
    handlers = logging.getLogger("mkdocs").handlers
    return any(isinstance(handler, CountHandler) and handler.get_counts() for handler in handlers)
