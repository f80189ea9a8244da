"""The plugin's settings in mkdocs.yml, as one validated value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from site_builder.content.characters import invisible, not_allowed
from site_builder.content.explain import explain
from site_builder.content.fields import Day, Email, Line, WebAddress, quoted, refuse
from site_builder.content.register import Council
from site_builder.content.slugs import SLUG
from site_builder.content.vocabulary import Taxonomy, Term, Vocabulary, clash
from site_builder.programme.milestones import Milestone, keeps_own_rule, rrule_fault
from site_builder.programme.plan import Plan, Quota, Target, Waiver, plan_faults

if TYPE_CHECKING:
    from collections.abc import Iterator

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_AUTHORITY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?,\d{4}(?:-\d{2}(?:-\d{2})?)?")
_MINUTES_PER_HOUR = 60
_REPOSITORY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?/[A-Za-z0-9._-]+")
_BRANCH = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._/-]*[A-Za-z0-9_-])?")


@dataclass(frozen=True, slots=True)
class OptionFault:
    """One wrong option: its path (as in ``plans[0].quota.pieces``) and what is wrong with it."""

    option: str
    message: str

    def __str__(self) -> str:
        return f"{self.option}: {self.message}" if self.option else self.message


class SettingsError(Exception):
    """The settings cannot be used; ``faults`` names everything that is wrong."""

    def __init__(self, faults: list[OptionFault]) -> None:
        """Take all faults at once."""
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class _Options(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise refuse(
            "timezone", f"'{value}' is not a time zone of the IANA database; write one as in Europe/London"
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


class TermOptions(_Options):
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


class VocabularyOptions(_Options):
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
                raise refuse("term", f"'{term.name}' has no letter or digit for its page's address")
            if slug in seen:
                raise refuse("term", f"'{term.name}' and '{seen[slug]}' would share the address /{taxonomy}/{slug}/")
            seen[slug] = term.name
        if said := clash(term.to_term(taxonomy) for term in terms):
            raise refuse("term", said)
        return terms


class PlaceOptions(_Options):
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


class ContactOptions(_Options):
    """Whom readers ask about the site: a team and its mailbox, never a person's."""

    team: Line
    email: Email


class QuotaOptions(_Options):
    """So many original pieces in every so many months."""

    pieces: Annotated[int, Field(ge=0, le=1000)]
    every_months: Annotated[int, Field(ge=1, le=1200)]


class TargetOptions(_Options):
    """So many stories by a day."""

    stories: Annotated[int, Field(ge=0, le=100_000)]
    by: Day


class WaiverOptions(_Options):
    """Fewer pieces in the period that starts on this day, and why."""

    period: Day
    pieces: Annotated[int, Field(ge=0, le=1000)]
    reason: Line


class PlanOptions(_Options):
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


class MilestoneOptions(_Options):
    """A day to show in the calendar, once or by an RRULE (RFC 5545, 3.3.10)."""

    name: Line
    date: Day
    repeat: Annotated[Line, AfterValidator(_rrule)] | None = None
    until: Day | None = None

    def to_milestone(self) -> Milestone:
        """Return the milestone as the core computes with it."""
        return Milestone(self.name, self.date, self.repeat, self.until)


class HouseStyleOptions(_Options):
    """Which hints of house style the check gives; all are on."""

    summary: bool = True
    acronyms: bool = True
    long_sentences: bool = True
    link_words: bool = True
    dates: bool = True
    figures: bool = True


class Settings(_Options):
    """All options of the plugin ``stories``; what is missing has the default shown here."""

    timezone: Annotated[str, AfterValidator(_zone)] = "Europe/London"
    publish_time: Annotated[time, BeforeValidator(_clock_time)] = time(6, 0)
    vocabularies: VocabularyOptions = VocabularyOptions()
    places: Annotated[tuple[PlaceOptions, ...], Field(strict=False)] = ()
    how_section: Annotated[tuple[Line, ...], Field(strict=False)] = ("how",)
    abbreviations: Annotated[dict[Line, Line], Field(strict=False)] = {}
    house_style: HouseStyleOptions = HouseStyleOptions()
    on_shortfall: Literal["info", "warning", "error"] = "warning"
    pdf: bool = True
    plans: Annotated[tuple[PlanOptions, ...], Field(strict=False)] = ()
    milestones: Annotated[tuple[MilestoneOptions, ...], Field(strict=False)] = ()
    contact: ContactOptions | None = None
    tag_authority: Annotated[Line, AfterValidator(_authority)] | None = None
    """Who mints feed ids (RFC 4151); by default the site's host. A site that moves names its old one."""
    repository: Annotated[Line, AfterValidator(_repository)] | None = None
    """Where the stories lie on GitHub; by default what ``repo_url`` of mkdocs.yml names."""
    branch: Annotated[Line, AfterValidator(_branch)] = "main"

    def tells_how(self, heading: str) -> bool:
        """Whether a heading holds one of the words for 'how'; never where the setting names none."""
        return self._how is not None and self._how.search(heading) is not None

    @cached_property
    def _how(self) -> re.Pattern[str] | None:
        words = "|".join(re.escape(word) for word in self.how_section)
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) if words else None

    @cached_property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.timezone)

    @cached_property
    def taxonomies(self) -> dict[Taxonomy, Vocabulary]:
        """The vocabularies by taxonomy."""
        return {
            taxonomy: Vocabulary(
                taxonomy,
                tuple(term.to_term(taxonomy) for term in getattr(self.vocabularies, taxonomy.value)),
            )
            for taxonomy in Taxonomy
        }

    @cached_property
    def extra_places(self) -> tuple[Council, ...]:
        """The places beside the register."""
        return tuple(
            Council(p.slug, p.name, short_name=p.name, type="place", lat=p.lat, lon=p.lon, website=p.website or "")
            for p in self.places
        )

    @cached_property
    def programme(self) -> tuple[Plan, ...]:
        """The plans, in the order of the settings."""
        return tuple(options.to_plan() for options in self.plans)

    @cached_property
    def announced(self) -> tuple[Milestone, ...]:
        """The milestones, in the order of the settings."""
        return tuple(options.to_milestone() for options in self.milestones)


def parse_settings(options: object) -> Settings:
    """Return the settings from the plain value of the plugin's options. Raises SettingsError."""
    if options is None:
        options = {}
    try:
        settings = Settings.model_validate(options)
    except ValidationError as error:
        raise SettingsError(
            [OptionFault(_option(e["loc"]), explain(e, Settings).message) for e in error.errors(include_url=False)]
        ) from None
    faults = [*_hidden_characters(options, ())]
    faults += [OptionFault(option, message) for option, message in plan_faults(settings.programme)]
    faults += _repeated("places", [p.slug for p in settings.places])
    faults += _milestone_faults(settings.announced)
    if faults:
        raise SettingsError(faults)
    return settings


def _hidden_characters(value: object, path: tuple[int | str, ...]) -> Iterator[OptionFault]:
    """Yield a fault for each text that holds an invisible character, however it is written in mkdocs.yml."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _hidden_characters(item, (*path, str(key)))
    elif isinstance(value, list | tuple):
        for n, item in enumerate(value):
            yield from _hidden_characters(item, (*path, n))
    elif isinstance(value, str):
        for offset, name in islice(invisible(value), 1):
            yield OptionFault(_option(path), not_allowed(name, value, offset))


def _milestone_faults(milestones: tuple[Milestone, ...]) -> list[OptionFault]:
    faults = []
    for n, milestone in enumerate(milestones):
        if milestone.until is not None and milestone.until < milestone.date:
            message = f"{milestone.until} lies before the milestone's date {milestone.date}"
            faults.append(OptionFault(f"milestones[{n}].until", message))
        elif milestone.until is not None and "COUNT" in (milestone.repeat or "").upper():
            message = "the rule has COUNT already, and RFC 5545 allows only one of the two; remove 'until' or COUNT"
            faults.append(OptionFault(f"milestones[{n}].until", message))
        elif not keeps_own_rule(milestone):
            message = f"{milestone.date} is not a day of its own rule '{milestone.repeat}'; give the first day that is"
            faults.append(OptionFault(f"milestones[{n}].date", message))
    return faults


def _repeated(option: str, slugs: list[str]) -> list[OptionFault]:
    return [
        OptionFault(f"{option}[{n}].slug", f"'{slug}' is here a second time")
        for n, slug in enumerate(slugs)
        if slug in slugs[:n]
    ]


def _option(loc: tuple[int | str, ...]) -> str:
    """Return a pydantic location as people write it: ``plans[0].quota.pieces``."""
    text = ""
    for part in loc:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")
