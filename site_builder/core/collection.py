"""The whole collection: every file read and checked, alone and against the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.core import addresses
from site_builder.core.body import scan
from site_builder.core.case import Case
from site_builder.core.problems import Problem, in_reading_order
from site_builder.core.reading import Reading, is_story_path, read_front_matter, read_story
from site_builder.core.rules import check_story
from site_builder.core.text_rules import unsafe_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from site_builder.core.frontmatter import FrontMatter
    from site_builder.core.located_yaml import Path
    from site_builder.core.register import Register
    from site_builder.core.settings import Settings
    from site_builder.core.source import RawFile, Tree
    from site_builder.core.story import Story


@dataclass(frozen=True)
class Page:
    """A page of the site's own, such as 'About': its source and its texts for lists and search engines."""

    path: str
    title: str
    description: str
    body: str


@dataclass(frozen=True)
class Collection:
    """Everything that was read at one moment, with every problem found.

    ``stories`` holds all pieces that have the form of one, in the order of their paths, also those with
    problems; ``files_read`` counts the files of pieces, readable or not.
    """

    stories: tuple[Story, ...]
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]
    files_read: int

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the site from being built."""
        return tuple(problem for problem in self.problems if problem.is_error)


def read_collection(
    tree: Tree,
    settings: Settings,
    register: Register,
    today: date,
    on_read: Callable[[RawFile], object] = lambda _raw: None,
) -> Collection:
    """Read and check every Markdown file of a tree; the order of its files does not matter.

    ``on_read`` is called with each file after it was read, for a display of progress.
    """
    readings: list[Reading] = []
    pages: list[Page] = []
    problems: list[Problem] = []
    for raw in sorted(tree.texts, key=lambda raw: raw.path):
        path = raw.path.removeprefix(f"{tree.root}/")
        if is_story_path(path):
            reading = read_story(raw, path, settings, register)
            readings.append(reading)
            problems += reading.problems
        else:
            page, found = _read_page(raw, path)
            pages += [page] if page else []
            problems += found
        on_read(raw)
    stories = {reading.path: reading.story for reading in readings if reading.story is not None}
    for reading in readings:
        if reading.partial is not None and reading.front_matter is not None:
            case = Case(reading.partial, reading.front_matter, settings, tree.sizes, stories, today, reading.set_aside)
            problems += check_story(case)
    problems += _shared_problems(readings, [page.path for page in pages])
    return Collection(tuple(stories.values()), tuple(pages), in_reading_order(problems), len(readings))


def _read_page(raw: RawFile, path: str) -> tuple[Page | None, list[Problem]]:
    front_matter = read_front_matter(raw)
    if isinstance(front_matter, Problem):
        return None, [front_matter]
    problems = list(front_matter.problems)
    address = addresses.of_page(path)
    if path != "index.md" and addresses.is_taken(address):
        problems.append(
            front_matter.source.problem(
                front_matter.fence_offset,
                "page-place",
                f"the address /{address} belongs to a page that the site makes itself; give the file another name",
            )
        )
    texts = {}
    for key in ("title", "description"):
        value = front_matter.data.get(key)
        texts[key] = value.strip() if isinstance(value, str) else ""
        if front_matter.is_usable and not texts[key]:
            problems.append(
                front_matter.source.problem(front_matter.offset_of((key,)), "required", f"a page needs a '{key}'")
            )

    def in_body(offset: int, rule: str, message: str) -> Problem:
        return front_matter.source.problem(front_matter.body_offset + offset, rule, message)

    problems += unsafe_html(scan(front_matter.body), in_body)
    return Page(path, texts["title"], texts["description"], front_matter.body), problems


@dataclass(frozen=True, slots=True)
class _Claim:
    """Something that only one piece may have, and where the piece claims it."""

    value: str
    story: Story
    front_matter: FrontMatter
    path: Path

    def problem(self, rule: str, message: str) -> Problem:
        return self.front_matter.source.problem(self.front_matter.offset_of(self.path), rule, message)


def _shared_problems(readings: Iterable[Reading], pages: Iterable[str]) -> Iterator[Problem]:
    """Yield problems between pieces: ids, addresses and aliases that more than one of them claims."""
    told = [
        (reading.partial, reading.front_matter, reading.set_aside)
        for reading in readings
        if reading.partial is not None and reading.front_matter is not None
    ]
    ids = [_Claim(story.id, story, fm, ("id",)) for story, fm, set_aside in told if "id" not in set_aside]
    yield from _clashes(
        ids, "id-unique", "the id '{value}' also belongs to {others}; run 'stories new' for a fresh one"
    )
    slugs = [_Claim(story.slug, story, fm, ()) for story, fm, _ in told]
    yield from _clashes(
        slugs,
        "address-unique",
        "the address /stories/{value}/ also belongs to {others}; rename one of the files",
    )
    aliases = [
        _Claim(addresses.normalise(alias), story, fm, ("aliases", n))
        for story, fm, _ in told
        for n, alias in enumerate(story.meta.aliases)
    ]
    yield from _clashes(
        aliases, "alias-unique", "the alias '{value}' is also claimed by {others}; keep it with one of them"
    )
    own = {story.address: story.path for story, _, _ in told}
    own |= {addresses.of_page(path): path for path in pages}
    for alias in aliases:
        if alias.value in own:
            yield alias.problem(
                "alias-clash",
                f"the alias '/{alias.value}' is the address of {own[alias.value]}; remove the alias",
            )
        elif addresses.is_reserved(alias.value):
            yield alias.problem(
                "alias-clash",
                f"the alias '/{alias.value}' is an address that the site makes itself; remove the alias",
            )


def _clashes(claims: list[_Claim], rule: str, message: str) -> Iterator[Problem]:
    by_value: dict[str, list[_Claim]] = {}
    for claim in claims:
        by_value.setdefault(claim.value, []).append(claim)
    for value, sharing in by_value.items():
        for claim in sharing if len(sharing) > 1 else ():
            paths = sorted({other.story.path for other in sharing if other is not claim})
            yield claim.problem(rule, message.format(value=value, others=", ".join(paths)))
