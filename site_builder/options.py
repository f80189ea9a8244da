"""The options of the plugin in mkdocs.yml: what each may have."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from site_builder.content.fields import Day, Email, Line, WebAddress, quoted, refuse
from site_builder.content.slugs import SLUG
from site_builder.content.vocabulary import Taxonomy, Term, clash
from site_builder.programme.milestones import Milestone, rrule_fault
from site_builder.programme.plan import Plan, Quota, Target, Waiver

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_AUTHORITY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?,\d{4}(?:-\d{2}(?:-\d{2})?)?")
_MINUTES_PER_HOUR = 60
_REPOSITORY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?/[A-Za-z0-9._-]+")
_BRANCH = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._/-]*[A-Za-z0-9_-])?")


class Options(BaseModel):
    """Options that are known, and of the type that they should have."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise refuse(
            "timezone", f"'{value}' is not a time zone of the IANA database; write one such as Europe/London"
        ) from None
    return value


def _clock_time(value: object) -> time:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 24 * _MINUTES_PER_HOUR:
        hours, minutes = divmod(value, _MINUTES_PER_HOUR)
        raise refuse(
            "time",
            f'YAML reads the time without quotes as the number {value}; write "{hours:02}:{minutes:02}"',
        )
    if not isinstance(value, str) or not (match := _TIME.fullmatch(value)):
        raise refuse("time", f'{quoted(value)} is not a time; write hours and minutes in quotes, as in "06:00"')
    return time(int(match[1]), int(match[2]))


def _authority(value: str) -> str:
    if not _AUTHORITY.fullmatch(value):
        raise refuse(
            "tag-authority",
            f"'{value}' must be a host name and a date (RFC 4151), as in stories.example.gov.uk,2026",
        )
    return value


def _rrule(value: str) -> str:
    fault = rrule_fault(value)
    if fault:
        raise refuse(
            "rrule",
            f"'{value}' is not a recurrence rule (RFC 5545): {fault}; write one as in FREQ=MONTHLY;INTERVAL=3",
        )
    return value


def _repository(value: str) -> str:
    if not _REPOSITORY.fullmatch(value):
        raise refuse(
            "repository",
            f"'{value}' is not a repository on GitHub; write its owner and its name, as in council/innovation-stories",
        )
    return value


def _branch(value: str) -> str:
    if not _BRANCH.fullmatch(value):
        raise refuse("branch", f"'{value}' is not the name of a branch; write it as Git has it, as in main")
    return value


TimeZone = Annotated[str, AfterValidator(_zone)]
"""The name of a time zone in the IANA database."""
ClockTime = Annotated[time, BeforeValidator(_clock_time)]
"""Hours and minutes, written in quotes."""
Authority = Annotated[Line, AfterValidator(_authority)]
"""A host name and a date (RFC 4151)."""
Repository = Annotated[Line, AfterValidator(_repository)]
"""Owner and name of a repository on GitHub."""
Branch = Annotated[Line, AfterValidator(_branch)]
"""The name of a branch in Git."""


class TermOptions(Options):
    """A term with a description and what else people call it; a bare name is short for a term without these."""

    name: Line
    description: Line = ""
    also: Annotated[tuple[Line, ...], Field(strict=False)] = ()

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, value: object) -> object:
        return {"name": value} if isinstance(value, str) else value

    def to_term(self, taxonomy: Taxonomy) -> Term:
        """Return the term as the core computes with it."""
        return Term(taxonomy, self.name, self.description, self.also)


Terms = Annotated[tuple[TermOptions, ...], Field(strict=False)]


class VocabularyOptions(Options):
    """The terms of each taxonomy; their order is kept."""

    themes: Terms = ()
    services: Terms = ()
    programmes: Terms = ()

    @field_validator("themes", "services", "programmes")
    @classmethod
    def _distinct(cls, terms: tuple[TermOptions, ...], info: ValidationInfo) -> tuple[TermOptions, ...]:
        seen: dict[str, str] = {}
        taxonomy = Taxonomy(str(info.field_name))
        for term in terms:
            slug = Term(taxonomy, term.name).slug
            if not slug:
                raise refuse("term", f"'{term.name}' has no letter from A to Z and no digit for its page's address")
            if slug in seen:
                raise refuse("term", f"'{term.name}' and '{seen[slug]}' would share the address /{taxonomy}/{slug}/")
            seen[slug] = term.name
        if said := clash(term.to_term(taxonomy) for term in terms):
            raise refuse("term", said)
        return terms


class PlaceOptions(Options):
    """A place beside the register, such as a parish or a combined authority; degrees as in WGS84."""

    slug: Line
    name: Line
    lat: Annotated[float, Field(ge=-90, le=90, strict=False)]
    lon: Annotated[float, Field(ge=-180, le=180, strict=False)]
    website: WebAddress | None = None

    @field_validator("slug")
    @classmethod
    def _slug(cls, value: str) -> str:
        if not SLUG.fullmatch(value):
            raise refuse("slug", f"'{value}' must be lower-case letters, digits and single hyphens")
        return value


class ContactOptions(Options):
    """Whom readers ask about the site: a team and its mailbox, never a person's."""

    team: Line
    email: Email


class QuotaOptions(Options):
    """So many original pieces in every so many months."""

    pieces: Annotated[int, Field(ge=0, le=1000)]
    every_months: Annotated[int, Field(ge=1, le=1200)]


class TargetOptions(Options):
    """So many stories by a day."""

    stories: Annotated[int, Field(ge=0, le=100_000)]
    by: Day


class WaiverOptions(Options):
    """Fewer pieces in the period that starts on this day, and why."""

    period: Day
    pieces: Annotated[int, Field(ge=0, le=1000)]
    reason: Line


class PlanOptions(Options):
    """What the programme promises from one day to another, both included."""

    name: Line
    starts: Day
    ends: Day
    quota: QuotaOptions | None = None
    target: TargetOptions | None = None
    waivers: Annotated[tuple[WaiverOptions, ...], Field(strict=False)] = ()

    def to_plan(self) -> Plan:
        """Return the plan as the core computes with it."""
        return Plan(
            self.name,
            self.starts,
            self.ends,
            Quota(self.quota.pieces, self.quota.every_months) if self.quota else None,
            Target(self.target.stories, self.target.by) if self.target else None,
            tuple(Waiver(w.period, w.pieces, w.reason) for w in self.waivers),
        )


class MilestoneOptions(Options):
    """A day to show in the calendar, once or by an RRULE (RFC 5545, 3.3.10)."""

    name: Line
    date: Day
    repeat: Annotated[Line, AfterValidator(_rrule)] | None = None
    until: Day | None = None

    def to_milestone(self) -> Milestone:
        """Return the milestone as the core computes with it."""
        return Milestone(self.name, self.date, self.repeat, self.until)


class HouseStyleOptions(Options):
    """Which hints of house style the check gives; all are on."""

    summary: bool = True
    acronyms: bool = True
    long_sentences: bool = True
    link_words: bool = True
    dates: bool = True
    figures: bool = True
