"""The whole collection: every file read and checked, alone and against the others."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from site_builder.content import assets
from site_builder.content.outline import NONE_KNOWN
from site_builder.content.page import Page, read_page
from site_builder.content.reading import Reading, is_story_path, keys_of_story, read_story, with_settings
from site_builder.problems import Problem, in_reading_order
from site_builder.rules.case import Case, TextCase
from site_builder.rules.files import files_are_used, folders_are_one, names_are_portable
from site_builder.rules.ids import ids_are_permanent
from site_builder.rules.namespace import Told, clashes
from site_builder.rules.pages import check_page
from site_builder.rules.pieces import check_story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from site_builder.content.outline import Outlines
    from site_builder.content.register import Register
    from site_builder.content.source import RawFile, Tree
    from site_builder.content.story import Story
    from site_builder.settings import Settings


@dataclass(frozen=True)
class Collection:
    """Everything that was read at one moment, with every problem found.

    ``stories`` has all pieces that have the form of one, in the order of their paths, also those with
    problems; ``files_read`` counts the files of pieces, readable or not. ``kept`` are the paths of texts that are
    here as they were, because they cannot be read any more.
    """

    stories: tuple[Story, ...]
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]
    files_read: int
    tree: Tree
    kept: frozenset[str] = frozenset()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop the site from being built."""
        return tuple(problem for problem in self.problems if problem.is_error)


def read_collection(
    tree: Tree,
    settings: Settings,
    register: Register,
    today: date,
    on_read: Callable[[RawFile], object] = lambda _raw: None,
    known: Outlines = NONE_KNOWN,
) -> Collection:
    """Read and check every Markdown file of a tree; the order of its files does not matter.

    ``on_read`` is called with each file after it was read, for a display of progress; ``known`` has outlines of texts
    that were made before.
    """
    readings: list[Reading] = []
    pages: list[Page] = []
    problems: list[Problem] = []
    for raw in sorted(tree.texts, key=lambda raw: raw.path):
        path = raw.path.removeprefix(f"{tree.root}/")
        if is_story_path(path):
            reading = read_story(raw, path, settings, register, known)
            readings.append(reading)
            problems += reading.problems
        else:
            page = read_page(raw, path, known)
            if isinstance(page, Problem):
                problems.append(page)
            else:
                pages.append(page)
        on_read(raw)
    stories = {reading.path: reading.story for reading in readings if reading.story is not None}
    partial = {reading.path: reading.partial for reading in readings if reading.partial is not None}
    outlines = {path: story.outline for path, story in partial.items()}
    outlines |= {page.path: page.outline for page in pages}
    made = settings.made_pages(register)
    for reading in readings:
        if reading.partial is not None and reading.front_matter is not None:
            case = Case(
                reading.partial, reading.front_matter, settings, tree, stories, outlines, today, reading.set_aside, made
            )
            problems += check_story(case)
    for page in pages:
        text = TextCase(page.path, page.front_matter, page.outline, tree, stories, outlines, today, made)
        problems += check_page(page, text)
    pages = [page for page in pages if not keys_of_story(page.front_matter.data)]
    problems += _shared_problems(readings, pages, tree)
    return Collection(tuple(stories.values()), tuple(pages), in_reading_order(problems), len(readings), tree)


def read_as_it_was(tree: Tree, settings: Settings, register: Register, now: Collection) -> Collection:
    """Read the pieces and pages of an earlier time, without judging them: their check is over.

    A file that is the same ``now`` is not read again.
    """
    same = {raw.path: raw.data for raw in now.tree.texts}
    read = {f"{now.tree.root}/{story.path}": story for story in now.stories}
    stories: list[Story] = []
    pages: list[Page] = []
    for raw in sorted(tree.texts, key=lambda raw: raw.path):
        path = raw.path.removeprefix(f"{tree.root}/")
        if not is_story_path(path):
            page = read_page(raw, path)
            pages += () if isinstance(page, Problem) else (page,)
        elif (story := read.get(raw.path)) and raw.data == same[raw.path]:
            stories.append(with_settings(story, settings, register))
        elif story := read_story(raw, path, settings, register).story:
            stories.append(story)
    return Collection(tuple(stories), tuple(pages), (), len(tree.texts), tree)


def _shared_problems(readings: Sequence[Reading], pages: Sequence[Page], tree: Tree) -> Iterator[Problem]:
    """Yield problems between pieces, and those of the files beside them."""
    told = [
        Told(reading.partial, reading.front_matter, reading.set_aside)
        for reading in readings
        if reading.partial is not None and reading.front_matter is not None
    ]
    yield from ids_are_permanent(told)
    yield from clashes(told, pages, tree)
    yield from names_are_portable(tree)
    yield from folders_are_one(tree)
    used = _used_files((piece.story for piece in told), pages)
    yield from files_are_used(tree, used | tree.of_look, _unread_folders(readings))


def _unread_folders(readings: Iterable[Reading]) -> Iterator[str]:
    """Yield the folders of pieces that may name files in what cannot be read of them."""
    for reading in readings:
        if reading.partial is None or reading.set_aside & {"image", "artefacts"}:
            yield assets.folder_of(reading.path)


def _used_files(stories: Iterable[Story], pages: Iterable[Page]) -> frozenset[str]:
    """Return the source paths of all files that somebody refers to, rightly or not."""
    of_stories = ((story.folder, assets.named_by(story)) for story in stories)
    of_pages = ((assets.folder_of(page.path), assets.named_in_text(page.outline)) for page in pages)
    return frozenset(assets.source_of(folder, name) for folder, names in chain(of_stories, of_pages) for name in names)
