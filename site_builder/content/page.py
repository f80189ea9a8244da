"""The pages of the site's own, such as 'About': their front matter is a title and a description, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.content.events import typographic
from site_builder.content.markdown import read_document
from site_builder.content.outline import NONE_KNOWN, Outline, outline_of
from site_builder.content.reading import read_front_matter
from site_builder.problems import Problem

if TYPE_CHECKING:
    from site_builder.content.document import Document
    from site_builder.content.front_matter import FrontMatter
    from site_builder.content.outline import Outlines
    from site_builder.content.source import RawFile

KEYS = ("title", "description")


@dataclass(frozen=True)
class Page:
    """A page of the site's own: its source, and its texts for lists and search engines.

    ``path`` is relative to the stories folder, ``body`` Markdown. ``title`` and ``description`` have the quotes and
    dashes of texts.
    """

    path: str
    title: str
    description: str
    body: str
    front_matter: FrontMatter
    known_outline: Outline | None = field(default=None, compare=False, repr=False)

    @cached_property
    def document(self) -> Document:
        """The tree of the body."""
        return read_document(self.body)

    @cached_property
    def outline(self) -> Outline:
        """What is to be known of the body without its tree."""
        return self.known_outline or outline_of(self.document, self.body)

    @property
    def address(self) -> str:
        """The page's address below the site's root."""
        return addresses.of_page(self.path)

    @property
    def folder(self) -> str:
        """The folder of the source file, relative to the stories folder, with a slash at the end."""
        return self.path[: self.path.rfind("/") + 1]


def read_page(raw: RawFile, path: str, known: Outlines = NONE_KNOWN) -> Page | Problem:
    """Read a page, or say why that cannot be done; ``path`` is relative to the stories folder."""
    front_matter = read_front_matter(raw)
    if isinstance(front_matter, Problem):
        return front_matter
    texts = {key: typographic(_one_line(front_matter.data.get(key))) for key in KEYS}
    body = front_matter.body
    return Page(path, texts["title"], texts["description"], body, front_matter, known.of(body))


def _one_line(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
