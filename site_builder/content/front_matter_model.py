"""What an editor may write above the text of a piece: keys, values and their bounds."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from site_builder.content.fields import (
    Currency,
    Day,
    Email,
    Figure,
    FileBeside,
    Id,
    Line,
    PartialDay,
    WebAddress,
)


class Kind(StrEnum):
    """What a piece is."""

    STORY = "story"
    INTERVIEW = "interview"
    GUIDE = "guide"
    EVENT = "event"
    SIGNPOST = "signpost"


class Status(StrEnum):
    """How far the editors are with a piece, as they write it in the front matter."""

    IDEA = "idea"
    DRAFT = "draft"
    REVIEW = "review"
    READY = "ready"
    WITHDRAWN = "withdrawn"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    @model_validator(mode="before")
    @classmethod
    def _without_nothing(cls, value: object) -> object:
        """Drop known keys without a value: ``summary:`` alone is the same as no summary."""
        if not isinstance(value, dict):
            return value
        return {key: item for key, item in value.items() if item is not None or key not in cls.model_fields}


class Withdrawal(_Part):
    """When and why a piece was withdrawn; both are shown at its address."""

    date: Annotated[Day, Field(title="Day")]
    reason: Annotated[Line, Field(title="Reason")]


class Outcome(_Part):
    """What came of it, with the figure and the paper or page that says so; ``url`` where no source has its title."""

    what: Annotated[Line, Field(title="What changed", description="For example 'Miles driven in a week'.")]
    figure: Annotated[Figure, Field(title="Figure", description="With its unit, for example '20% fewer'.")]
    source: Annotated[Line, Field(title="Source", description="The paper or page that says so.")]
    url: Annotated[
        WebAddress | None,
        Field(title="Address of the source", description="Only if no source below has this title."),
    ] = None


class Saving(_Part):
    """Money saved, in units of ``currency`` (ISO 4217) for ``period`` (as in 'a year' or '2013-14').

    ``source`` and ``url`` are as in an outcome.
    """

    amount: Annotated[
        float,
        Field(ge=0, allow_inf_nan=False, title="Amount", description="In full and without a sign, for example 180000."),
    ]
    currency: Annotated[Currency, Field(title="Currency", description="Three capital letters, for example GBP.")]
    period: Annotated[Figure, Field(title="Period", description="For example 'a year' or '2013-14'.")]
    source: Annotated[Line, Field(title="Source", description="The paper or page that says so.")]
    url: Annotated[
        WebAddress | None,
        Field(title="Address of the source", description="Only if no source below has this title."),
    ] = None


class Source(_Part):
    """A paper or page that the story rests on."""

    title: Annotated[Line, Field(title="Title")]
    date: Annotated[PartialDay, Field(title="Date", description="A year or a month will do: 2013, 2013-09.")]
    url: Annotated[WebAddress | None, Field(title="Web address", description="If there is one.")] = None


class Artefact(_Part):
    """Something to watch, read or reuse; either ``url`` or a ``file`` beside the story."""

    title: Annotated[Line, Field(title="Title")]
    kind: Annotated[Literal["video", "slides", "document", "image", "data"], Field(title="Kind")]
    url: Annotated[WebAddress | None, Field(title="Web address")] = None
    file: Annotated[FileBeside | None, Field(title="File beside the story")] = None


class Image(_Part):
    """The story's picture: a file beside it, what it shows, and who made it."""

    file: Annotated[FileBeside, Field(title="File beside the story")]
    alt: Annotated[Line, Field(title="What it shows")]
    credit: Annotated[Line, Field(title="Credit")]


class Contact(_Part):
    """Whom to ask: a team and its mailbox, never a person's."""

    team: Annotated[Line, Field(title="Team")]
    email: Annotated[Email, Field(title="Email address", description="A mailbox of the team, never a person's.")]


class Update(_Part):
    """A change worth telling subscribers about."""

    date: Annotated[Day, Field(title="Day")]
    note: Annotated[Line, Field(title="What has changed")]


class Sharing(_Part):
    """Where and when the piece was passed on."""

    channel: Annotated[Line, Field(title="Where")]
    date: Annotated[Day, Field(title="Day")]
    url: Annotated[WebAddress | None, Field(title="Web address")] = None


class FrontMatterModel(_Part):
    """The front matter of a piece. The JSON Schema for editors' tools is made from this model.

    The titles and descriptions are the labels and hints of the form at /write/.
    """

    id: Annotated[
        Id, Field(title="Identifier", description="Permanent identifier, written by 'stories new'. Never change it.")
    ]
    title: Annotated[Line, Field(max_length=100, title="Title", description="The headline, at most 100 characters.")]
    kind: Annotated[
        Kind,
        Field(strict=False, title="Kind of piece", description="A signpost points to a story on another website."),
    ] = Kind.STORY
    status: Annotated[
        Status, Field(strict=False, title="Status", description="How far it is; only 'ready' is ever published.")
    ] = Status.DRAFT
    withdrawn: Annotated[
        Withdrawal | None, Field(title="Withdrawn", description="Needed with the status 'withdrawn'.")
    ] = None
    date: Annotated[
        Day | None,
        Field(
            title="Day of publication",
            description="The day on which it appears, or is planned to, as in 2026-11-16. Needed when ready.",
        ),
    ] = None
    original: Annotated[
        bool,
        Field(
            title="Written first for this site",
            description="Written first for this site, not published elsewhere before. Counts for the quota.",
        ),
    ] = False
    owner: Annotated[
        Line | None,
        Field(
            max_length=60,
            title="Who is working on it",
            description="A role or a GitHub name, for example @ann-bee. Only editors see it.",
        ),
    ] = None
    summary: Annotated[
        Line | None,
        Field(
            min_length=40,
            max_length=300,
            title="Summary",
            description="One or two sentences for lists and feeds, 40 to 300 characters. Only an idea can do without.",
        ),
    ] = None
    councils: Annotated[
        tuple[Line, ...],
        Field(
            strict=False,
            title="Councils",
            description="The councils it is about, former ones too. A ready story needs one.",
        ),
    ] = ()
    themes: Annotated[
        tuple[Line, ...], Field(strict=False, title="Themes", description="Every ready piece needs at least one.")
    ] = ()
    services: Annotated[tuple[Line, ...], Field(strict=False, title="Services")] = ()
    programmes: Annotated[tuple[Line, ...], Field(strict=False, title="Programmes")] = ()
    partners: Annotated[
        tuple[Line, ...],
        Field(strict=False, title="Partners", description="Names of other people or organisations who took part."),
    ] = ()
    started: Annotated[
        int | None,
        Field(ge=1800, le=2200, title="Started in", description="The year in which the practice began."),
    ] = None
    outcomes: Annotated[
        tuple[Outcome, ...],
        Field(
            strict=False,
            title="What came of it",
            description="Every figure needs a source. Put the most important first.",
        ),
    ] = ()
    savings: Annotated[tuple[Saving, ...], Field(strict=False, title="Money saved")] = ()
    sources: Annotated[
        tuple[Source, ...],
        Field(
            strict=False,
            title="Sources",
            description="Papers and pages it is based on. A ready story needs at least one.",
        ),
    ] = ()
    artefacts: Annotated[
        tuple[Artefact, ...],
        Field(strict=False, title="What others can use", description="Something to watch, read or reuse."),
    ] = ()
    image: Annotated[Image | None, Field(title="Picture")] = None
    contact: Annotated[Contact | None, Field(title="Whom to ask")] = None
    updated: Annotated[
        tuple[Update, ...],
        Field(strict=False, title="Updates", description="Tells subscribers about the piece again."),
    ] = ()
    review_by: Annotated[
        Day | None, Field(title="Review it by", description="The day by which to check that it is still true.")
    ] = None
    aliases: Annotated[
        tuple[Line, ...],
        Field(strict=False, title="Old addresses", description="Old addresses on this site, as in /old-page/."),
    ] = ()
    link: Annotated[
        WebAddress | None,
        Field(
            title="Where the story is",
            description="For a signpost: the full address of the page with the story.",
        ),
    ] = None
    shared: Annotated[tuple[Sharing, ...], Field(strict=False, title="Passed on")] = ()

    def source_of(self, figure: Outcome | Saving) -> Source | None:
        """Return the source whose title a figure gives as its own; capitals do not matter."""
        title = figure.source.casefold()
        return next((source for source in self.sources if source.title.casefold() == title), None)

    def link_of(self, figure: Outcome | Saving) -> str | None:
        """Return where the paper or page can be read that a figure is from: its own address, or that of its source."""
        source = self.source_of(figure)
        return figure.url or (source.url if source else None)
