"""The rules for the pages of the site's own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.content.characters import CONTROL
from site_builder.content.explain import not_text
from site_builder.content.page import KEYS, Page
from site_builder.content.reading import keys_of_story
from site_builder.content.slugs import slugify
from site_builder.content.suggest import did_you_mean
from site_builder.rules.texts import check_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.problems import Problem
    from site_builder.rules.case import TextCase


def check_page(page: Page, text: TextCase) -> Iterator[Problem]:
    """Yield everything that is wrong with a page; a story among the pages is told to move, and nothing else."""
    yield from page.front_matter.problems
    if keys_of_story(page.front_matter.data):
        yield _story_in_place_of_page(page)
        return
    yield from _place(page)
    yield from _keys(page)
    yield from check_text(text)


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
            said = f"'{key}' has an invisible control character; write the text again"
            yield front_matter.source.problem(front_matter.offset_of((key,)), "characters", said)
        value = front_matter.data.get(key)
        if value is not None and not isinstance(value, str):
            explanation = not_text(key, value, front_matter.as_written((key,)))
            yield front_matter.source.problem(front_matter.offset_of((key,)), explanation.rule, explanation.message)
        elif front_matter.is_usable and not text:
            yield front_matter.source.problem(front_matter.offset_of((key,)), "required", f"a page needs a '{key}'")
