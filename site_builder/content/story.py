"""The story: the validated record made of what an editor wrote."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from site_builder.content.events import typographic
from site_builder.content.front_matter_model import FrontMatterModel, Status
from site_builder.content.markdown import read_document
from site_builder.content.outline import Outline, outline_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.content.document import Document
    from site_builder.content.front_matter_model import Update
    from site_builder.content.register import Council
    from site_builder.content.vocabulary import Taxonomy, Term


class State(StrEnum):
    """Where a piece is on a given day; follows from its status and date."""

    PUBLISHED = "published"
    SCHEDULED = "scheduled"
    PLANNED = "planned"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Story:
    """A piece of the collection, of any kind, as every output receives it.

    ``path`` is the source file relative to the stories folder; ``folder`` the folder whose files belong
    to it, ``body`` Markdown. ``terms`` has the known terms of each taxonomy in the order written,
    ``councils`` the known councils.
    """

    meta: FrontMatterModel
    path: str
    slug: str
    body: str
    councils: tuple[Council, ...]
    terms: Mapping[Taxonomy, tuple[Term, ...]]
    known_outline: Outline | None = field(default=None, compare=False, repr=False)

    @property
    def id(self) -> str:
        """The permanent identifier."""
        return self.meta.id

    @property
    def title(self) -> str:
        """The title as it was typed."""
        return self.meta.title

    @cached_property
    def headline(self) -> str:
        """The title as people read it, with the quotes and dashes of texts; data keep what was typed."""
        return typographic(self.meta.title)

    @cached_property
    def standfirst(self) -> str:
        """The summary as people read it; empty for a piece without one."""
        return typographic(self.meta.summary or "")

    @property
    def day(self) -> date:
        """The date of a piece that has one; published and scheduled pieces always have."""
        if self.meta.date is None:
            raise ValueError(f"{self.path} has no date")
        return self.meta.date

    @cached_property
    def document(self) -> Document:
        """The tree of the body."""
        return read_document(self.body)

    @cached_property
    def outline(self) -> Outline:
        """What is to be known of the body without its tree."""
        return self.known_outline or outline_of(self.document, self.body)

    @property
    def order(self) -> tuple[date, str]:
        """The order of pieces in time: by date, then by id; undated ones last."""
        return (self.meta.date or date.max, self.id)

    @property
    def address(self) -> str:
        """The page's address below the site's root, whatever folder the source is in."""
        return f"stories/{self.slug}/"

    @property
    def folder(self) -> str:
        """The folder of the source file, relative to the stories folder, with a slash at the end."""
        return self.path[: self.path.rfind("/") + 1]

    def state(self, today: date) -> State:
        """Return where the piece is on a day."""
        if self.meta.status is Status.WITHDRAWN:
            return State.WITHDRAWN
        if self.meta.status is Status.READY and self.meta.date is not None:
            return State.PUBLISHED if self.meta.date <= today else State.SCHEDULED
        return State.PLANNED

    def keeps_notice(self) -> bool:
        """Whether a withdrawn piece was public before, so that its address must go on answering."""
        withdrawn = self.meta.withdrawn
        if self.meta.status is not Status.WITHDRAWN or withdrawn is None:
            return False
        return self.meta.date is None or self.meta.date <= withdrawn.date

    def updates(self, today: date) -> tuple[Update, ...]:
        """Return the announced updates up to and including a day, oldest first."""
        return tuple(sorted((u for u in self.meta.updated if u.date <= today), key=lambda u: u.date))

    def last_changed(self, today: date) -> date:
        """Return the day of the latest announced update, else the day of publication."""
        updates = self.updates(today)
        return max(self.day, updates[-1].date) if updates else self.day

    def review_is_due(self, today: date) -> bool:
        """Whether the day by which the piece should have been checked is past."""
        return self.meta.review_by is not None and self.meta.review_by < today
