"""The form to write a story, for editors: its sections and fields, as the schema of the front matter has them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.pages.head import page_head
from site_builder.pages.made_page import MadePage
from site_builder.render import page_words
from site_builder.reports.form_fields import form_fields
from site_builder.reports.story_schema import make_schema

if TYPE_CHECKING:
    from site_builder.build import Build
    from site_builder.reports.form_fields import FormField

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (page_words.IN_BRIEF, ("title", "summary", "kind", "link")),
    (page_words.ABOUT_WHOM, ("councils", "themes", "services", "programmes", "partners", "started")),
    (page_words.TEXT, ()),
    (page_words.RESULTS, ("outcomes", "savings", "sources", "artefacts", "contact")),
    (page_words.WHEN, ("status", "date", "original", "owner", "review_by")),
)
"""The keys of the front matter by section; the one without keys has the text of the story."""

LEFT_OUT = frozenset({"id", "image", "withdrawn", "updated", "aliases", "shared"})
"""The keys that a new story does not have, that need a file beside it, or that the form makes by itself."""

_NOT_FOR_A_NEW_STORY = frozenset({"file", "withdrawn"})
"""The keys of groups, and the choices, that make no sense before the story is in its folder."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form; ``is_text`` marks the one with the text of the story."""

    heading: str
    slug: str
    fields: tuple[FormField, ...]
    is_text: bool


@dataclass(frozen=True, slots=True)
class WriteView:
    """The form; ``data`` is the address of what its scripts need, ``new_file`` that of GitHub's page for a new file."""

    sections: tuple[Section, ...]
    data: str
    repository: str
    new_file: str


def write_page(build: Build) -> MadePage:
    """Return the page. It is no reader's: no menu leads to it, and search engines are asked to pass it over."""
    site = build.site
    known = {one.key: one for one in form_fields(make_schema(build.settings, build.register))}
    on_github = f"https://github.com/{site.repository}" if site.repository else ""
    view = WriteView(
        tuple(
            Section(heading, f"section-{n}", tuple(_fit(known[key]) for key in keys if key in known), is_text=not keys)
            for n, (heading, keys) in enumerate(SECTIONS, 1)
        ),
        addresses.WRITE_JSON,
        site.repository,
        f"{on_github}/new/{site.branch}/{build.tree.root}" if on_github else "",
    )
    head = page_head(build, *page_words.WRITE, addresses.WRITE, "WebPage", is_indexed=False)
    return MadePage(addresses.WRITE, "stories/write.html", head, view)


def _fit(field: FormField) -> FormField:
    """Return a field without what a new story cannot have."""
    return replace(
        field,
        fields=tuple(inner for inner in field.fields if inner.key not in _NOT_FOR_A_NEW_STORY),
        options=tuple(o for o in field.options if field.kind != "choice" or o not in _NOT_FOR_A_NEW_STORY),
    )
