"""Making a site from a project: what the command line and the plugin of an engine both call."""

from __future__ import annotations

import logging
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.adapters import making, search_index
from site_builder.adapters.buildable import build_of, fault_of_site
from site_builder.adapters.help_files import VSCODE_TASKS, with_help
from site_builder.adapters.kept_values import KeptOutlines, KeptValues
from site_builder.adapters.memory import nothing_thrown_away
from site_builder.adapters.pdf_making import PdfError, pdf_tasks
from site_builder.adapters.picture_making import UnreadablePictureError, content_keys, picture_tasks
from site_builder.adapters.site_folder import NewSite, refuse_what_is_no_site
from site_builder.adapters.theme import read_theme, without_effect
from site_builder.adapters.visit_records import read_visits
from site_builder.content import assets
from site_builder.files.feeds import FeedError
from site_builder.files.pdfs import PrintLook, unset_letters
from site_builder.files.publication import file_tasks, identity_tasks
from site_builder.pages.frame import MenuError, make_frame
from site_builder.pages.page_html import page_tasks
from site_builder.pages.site_pages import all_pages
from site_builder.pages.texts import text_html, text_of
from site_builder.programme.plan import progress
from site_builder.render.templates import TemplateError
from site_builder.reports import summaries
from site_builder.tasks import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from concurrent.futures import Future
    from datetime import date

    from site_builder.adapters.cache import Cache
    from site_builder.adapters.preview import LastGood
    from site_builder.adapters.project import Project
    from site_builder.adapters.theme import Theme
    from site_builder.build import Build
    from site_builder.collection import Collection
    from site_builder.tasks import Task

    Say = Callable[[int, str], object]

_FEW_PICTURES = 4
_FEW_PDFS = 40
_PDFS_AT_ONCE = 4
_PDFS_TOLD = 50


class BuildError(Exception):
    """What keeps a site from being made; the message says all of it."""


def replace_site(
    project: Project,
    today: date,
    place: Path,
    say: Say,
    *,
    may_be: Callable[[], bool],
    with_search: bool,
    preview: LastGood | None = None,
) -> NewSite:
    """Make the whole site beside its place and put it there, if it ``may_be`` shown then; return what was done.

    Raises BuildError and SiteFolderError; the last site stays as it was.
    """
    refuse_what_is_no_site(place, [project.root, project.folder, Path.cwd()])
    new_site = NewSite(place)
    try:
        make_site(project, today, new_site.folder, say, last=new_site.site, preview=preview, with_search=with_search)
        if not may_be():
            raise BuildError("the site was not built: there are warnings, and --strict refuses them")
        new_site.publish()
    finally:
        new_site.discard()
    return new_site


def make_site(
    project: Project,
    today: date,
    folder: Path,
    say: Say,
    *,
    last: Path | None = None,
    preview: LastGood | None = None,
    with_search: bool = True,
) -> int:
    """Make the whole site in a folder and return how many tasks were not known from an earlier build.

    ``last`` is the place of the last site, from which what is the same is linked. ``say`` is told warnings and notes,
    each with its level in ``logging``. With a memory of what could last be read it is a preview for editors.
    Raises BuildError.
    """
    site = making.SiteFiles.of(folder, project.cache(), last)
    with nothing_thrown_away():
        return _make_site(project, today, site, say, preview=preview, with_search=with_search)


def _make_site(
    project: Project, today: date, site: making.SiteFiles, say: Say, *, preview: LastGood | None, with_search: bool
) -> int:
    if fault := fault_of_site(project):
        raise BuildError(fault)
    for sentence in () if preview else without_effect(project):
        say(logging.INFO, sentence)
    theme = read_theme(project)
    build = _read(project, today, say, preview, site.cache)
    try:
        own = [(page.path, page.outline) for page in (*build.pages, *build.help)]
        places = assets.places(build.shown.stories, own, build.tree)
        pictures = tuple(picture_tasks(places, build.tree, project.folder))
        made = making.run(pictures, site, few=_FEW_PICTURES, at_once=1)
        build = _with_published_sizes(build, places, site.folder)
        with ThreadPoolExecutor(1) as beside:  # first, as it takes longest
            index = beside.submit(_search, build, site) if with_search and not preview else None
            pages = tuple(all_pages(build))
            frame = make_frame(build, theme.look)
            files = file_tasks(build, pages, theme.look.fonts)
            tasks = [*page_tasks(build, frame, pages), *files, *_identity_tasks(build, theme)]
            made += making.run(tasks, site)
            _copy(_files(project, build, theme, places), site.folder)
            contents = content_keys(pictures, places, build.tree, project.folder)
            pdfs = _pdf_tasks(build, theme, contents, site.folder, say)
            made += making.run(pdfs, site, few=_FEW_PDFS, at_once=_PDFS_AT_ONCE, tell=_tell_pdfs(say))
            _finish_search(index, say)
    except (FeedError, TemplateError, MenuError, UnreadablePictureError, PdfError) as error:
        raise BuildError(f"the site was not built: {error}") from error
    site.last.keep()
    site.cache.clear_up()
    return made


def _identity_tasks(build: Build, theme: Theme) -> Iterator[Task]:
    look = theme.look
    sign = look.templates.sources.get(look.sign, "")
    return identity_tasks(build, look.fonts, sign, draws_favicon=not look.favicon)


def _read(project: Project, today: date, say: Say, preview: LastGood | None, cache: Cache) -> Build:
    """Read the collection. Errors stop a build, but keep a preview going and are shown in it."""
    tree = project.read_tree()
    collection = project.read_from(tree, today, cache=cache)
    if not preview:
        _refuse_errors(collection)
    for problem in collection.problems:
        say(logging.ERROR if problem.is_error else logging.WARNING, str(problem))
    if preview:
        collection = preview.complete(collection, tree, project.settings)
    _tell_shortfalls(project, collection, today, say)
    build = build_of(project, collection, today, preview=preview is not None)
    kept = KeptOutlines(cache, "outlines of help")
    build = replace(build, visits=read_visits(project, collection.stories))
    build = with_help(build, kept, has_vscode=(project.root / VSCODE_TASKS).is_file())
    kept.keep(build.help)
    return build


def _refuse_errors(collection: Collection) -> None:
    if collection.errors:
        raise BuildError(f"the site was not built:\n{summaries.as_text(collection.problems, collection.files_read)}")


def _tell_shortfalls(project: Project, collection: Collection, today: date, say: Say) -> None:
    level = logging.getLevelNamesMapping()[project.settings.on_shortfall.upper()]
    for row in progress(collection.stories, project.settings.programme, today):
        for part in row.shortfalls():
            say(level, summaries.shortfall(row, part))


def _with_published_sizes(build: Build, places: Mapping[str, tuple[str, ...]], folder: Path) -> Build:
    """Return a build whose tree knows the sizes in bytes of pictures as they were made for the site."""
    made = {path: (folder / at[0]).stat().st_size for path, at in places.items() if path in build.tree.pictures}
    return replace(build, tree=replace(build.tree, sizes={**build.tree.sizes, **made}))


def _files(
    project: Project, build: Build, theme: Theme, places: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Path, str]]:
    """Yield the files to copy, with their addresses: the theme's, then those that stories and pages refer to.

    Pictures are not among them: those are made.
    """
    for address, path in theme.files.items():
        yield path, address
    for name, at in places.items():
        for address in () if name in build.tree.pictures else at:
            yield project.folder / build.tree.on_disk.get(name, name), address


def _copy(files: Iterator[tuple[Path, str]], folder: Path) -> None:
    for source, address in files:
        place = folder / address
        if place.exists() or any(parent.is_file() for parent in place.parents):
            raise BuildError(
                f"the site was not built: '{source.name}' would take the place of what the site makes at /{address}; "
                "rename the file, or change the alias that wants its address"
            )
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)


def _pdf_tasks(build: Build, theme: Theme, pictures: Mapping[str, bytes], folder: Path, say: Say) -> Iterator[Task]:
    for sentence in unset_letters(build):
        say(logging.WARNING, sentence)
    look = PrintLook(theme.pdf_templates, theme.look.copyright, theme.look.fonts)
    yield from pdf_tasks(build, look, pictures, folder)


def _tell_pdfs(say: Say) -> making.Tell:
    def tell(made: int, of: int) -> None:
        if made % _PDFS_TOLD < _PDFS_AT_ONCE and of >= _PDFS_TOLD:
            say(logging.INFO, f"{made:,} of {of:,} PDFs made")

    return tell


# ---- The search in full texts, made beside the rest


def _search(build: Build, site: making.SiteFiles) -> None:
    """Write the files of the index, which is made again where a public text or title has changed."""
    stories = build.public.stories
    key = digest("search", [(story.address, story.title, text_of(story, build).known_by) for story in stories])
    if site.write_known(key):
        return
    html = _html_for_search(build, site.cache)
    made = search_index.make([search_index.Text(s.address, s.title, html[s.address]) for s in stories])
    site.cache.put(key, made)
    site.write(key, made)


def _html_for_search(build: Build, cache: Cache) -> dict[str, str]:
    """Return the HTML of public texts by address: the index needs all of them when one has changed."""
    kept = KeptValues(cache, "HTML of texts")
    html: dict[str, str] = {}
    named: dict[str, str] = {}
    for story in build.public.stories:
        name = digest(story.address, *text_of(story, build).known_by).hex()
        known = kept.get(name)
        html[story.address] = named[name] = text_html(story, build) if known is None else known
    kept.keep(named)
    return html


def _finish_search(index: Future[None] | None, say: Say) -> None:
    try:
        if index:
            index.result()
    except search_index.NoSearchProgramError as error:
        say(logging.WARNING, f"The search covers only titles and summaries, not full texts: {error}")
    except search_index.SearchIndexError as error:
        raise BuildError(f"the site was not built: the search index could not be made: {error}") from error
