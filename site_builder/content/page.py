"""The pages of the site's own, such as 'About': their front matter is a title and a description, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.content import assets, media
from site_builder.content.body import Body, scan
from site_builder.content.characters import CONTROL
from site_builder.content.explain import not_text
from site_builder.content.reading import keys_of_story, read_front_matter
from site_builder.content.slugs import slugify
from site_builder.content.suggest import did_you_mean
from site_builder.problems import Problem
from site_builder.rules.texts import hidden_characters, unsafe_html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.content.front_matter import FrontMatter
    from site_builder.content.source import RawFile, Tree

KEYS = ("title", "description")


@dataclass(frozen=True)
class Page:
    """A page of the site's own: its source, and its texts for lists and search engines.

    ``path`` is relative to the stories folder, ``body`` Markdown.
    """

    path: str
    title: str
    description: str
    body: str
    front_matter: FrontMatter

    @cached_property
    def contents(self) -> Body:
        """What stands in the body: headings, links and tags with their places."""
        return scan(self.body)


def read_page(raw: RawFile, path: str, tree: Tree) -> tuple[Page | None, list[Problem]]:
    """Read a page and what is wrong with it; ``path`` is relative to the stories folder."""
    front_matter = read_front_matter(raw)
    if isinstance(front_matter, Problem):
        return None, [front_matter]
    texts = {key: _one_line(front_matter.data.get(key)) for key in KEYS}
    page = Page(path, texts["title"], texts["description"], front_matter.body, front_matter)
    if keys_of_story(front_matter.data):
        return None, [*front_matter.problems, _story_in_place_of_page(page)]
    return page, [*front_matter.problems, *_place(page), *_keys(page), *_text(page, tree)]


def _one_line(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _story_in_place_of_page(page: Page) -> Problem:
    front_matter = page.front_matter
    day = front_matter.data.get("date")
    year = day.year if isinstance(day, date) else "<year>"
    own_folder = "/index" if page.path.endswith("/index.md") else ""
    name = page.path.removesuffix(".md").removesuffix(own_folder).rpartition("/")[2]
    short_name = (name != "index" and slugify(name)) or "<short-name>"
    root = front_matter.source.path.removesuffix(page.path)
    return front_matter.source.problem(
        front_matter.fence_offset, "page-place",
        f"this looks like a story, because it has {keys_of_story(front_matter.data)}; "
        f"move it to {root}{year}/{short_name}{own_folder}.md",
    )  # fmt: skip


def _place(page: Page) -> Iterator[Problem]:
    address = addresses.of_page(page.path)
    if page.path != "index.md" and addresses.is_taken(address):
        yield page.front_matter.source.problem(
            page.front_matter.fence_offset,
            "page-place",
            f"the address /{address} belongs to a page that the site makes itself; give the file another name",
        )


def _keys(page: Page) -> Iterator[Problem]:
    front_matter = page.front_matter
    for key in front_matter.data:
        if key not in KEYS:
            yield front_matter.source.problem(
                front_matter.offset_of_key((key,)), "unknown-key", f"unknown key '{key}'{did_you_mean(key, KEYS)}"
            )
    for key, text in zip(KEYS, (page.title, page.description), strict=True):
        if CONTROL.search(text):
            said = f"'{key}' holds an invisible control character; write the text again"
            yield front_matter.source.problem(front_matter.offset_of((key,)), "characters", said)
        value = front_matter.data.get(key)
        if value is not None and not isinstance(value, str):
            explanation = not_text(key, value, front_matter.as_written((key,)))
            yield front_matter.source.problem(front_matter.offset_of((key,)), explanation.rule, explanation.message)
        elif front_matter.is_usable and not text:
            yield front_matter.source.problem(front_matter.offset_of((key,)), "required", f"a page needs a '{key}'")


def _text(page: Page, tree: Tree) -> Iterator[Problem]:
    def in_body(offset: int, rule: str, message: str) -> Problem:
        return page.front_matter.source.problem(page.front_matter.body_offset + offset, rule, message)

    yield from unsafe_html(page.contents, in_body)
    yield from hidden_characters(page.contents, in_body)
    for link in page.contents.links:
        endings = media.PICTURES if link.is_image else media.MEDIA_TYPES.keys()
        if not link.file or link.file.endswith(".md"):
            continue
        if fault := assets.fault(page.path, link.file, tree, endings):
            yield in_body(link.offset, fault.rule, fault.message)
