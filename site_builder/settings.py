"""The plugin's settings in mkdocs.yml, as one validated value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
)

from site_builder import addresses
from site_builder.content.characters import invisible, not_allowed
from site_builder.content.explain import explain
from site_builder.content.fields import Line
from site_builder.content.register import PLACE, Called, Council
from site_builder.content.slugs import slugify
from site_builder.content.suggest import did_you_mean
from site_builder.content.vocabulary import Taxonomy, Vocabulary
from site_builder.identity_options import NONE, ColourOptions, Countries, FontOptions, RegisterOptions
from site_builder.options import (
    Authority,
    Branch,
    ClockTime,
    ContactOptions,
    HouseStyleOptions,
    MilestoneOptions,
    PlaceOptions,
    PlanOptions,
    Repository,
    TimeZone,
    VocabularyOptions,
)
from site_builder.programme.milestones import Milestone, keeps_own_rule
from site_builder.programme.plan import Plan, plan_faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.content.register import Register


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


class Settings(BaseModel):
    """All options of the plugin ``stories``; what is missing has the default shown here."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    timezone: TimeZone = "Europe/London"
    publish_time: ClockTime = time(6, 0)
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
    tag_authority: Authority | None = None
    """Who mints feed ids (RFC 4151); by default the site's host. A site that moves names its old one."""
    repository: Repository | None = None
    """Where the stories are on GitHub; by default what ``repo_url`` of mkdocs.yml names."""
    branch: Branch = "main"
    colours: ColourOptions = ColourOptions()
    fonts: FontOptions = FontOptions()
    home_line: Line | None = None
    """The large words of the home page; by default ``site_description`` of mkdocs.yml."""
    footer: Annotated[tuple[Line, ...], Field(strict=False)] = ()
    """Sentences for the foot of every page, before ``copyright`` of mkdocs.yml."""
    # (the name 'register' is taken in models of pydantic)
    register_options: RegisterOptions = Field(default=RegisterOptions(), alias="register")
    map: Countries | None = None
    """The countries that the map shows: 'uk', 'none' or names; by default those in which the places are."""

    def tells_how(self, heading: str) -> bool:
        """Whether a heading has one of the words for 'how'; never where the setting names none."""
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
    def used_taxonomies(self) -> tuple[Taxonomy, ...]:
        """The taxonomies that have a term; the others have no page, and nothing leads to them."""
        return tuple(taxonomy for taxonomy, vocabulary in self.taxonomies.items() if any(vocabulary))

    @cached_property
    def coloured_themes(self) -> tuple[str, ...]:
        """The slugs of the themes that have a hue of their own, in the order of these hues."""
        return tuple(slugify(name) for name in self.colours.themes)

    @cached_property
    def extra_places(self) -> tuple[Council, ...]:
        """The places beside the register."""
        return tuple(
            Council(p.slug, p.name, short_name=p.name, type=PLACE, lat=p.lat, lon=p.lon, website=p.website or "")
            for p in self.places
        )

    @property
    def has_places(self) -> bool:
        """Whether stories can say which places they are from."""
        return self.register_options.file != NONE or bool(self.places)

    def has_map(self, register: Register) -> bool:
        """Whether the site shows on a map where the stories are from."""
        return self.map != (NONE,) and register.has_points()

    def made_pages(self, register: Register) -> frozenset[str]:
        """Return the paths by which a text can link to a page that this site makes, as in ``../calendar/index.md``."""
        without = [f"{taxonomy}/" for taxonomy in Taxonomy if taxonomy not in self.used_taxonomies]
        if not self.has_places:
            without.append(addresses.COUNCILS)
        if not self.has_map(register):
            without.append(addresses.MAP)
        return addresses.PAGES_WITHOUT_SOURCE - {f"{address}index.md" for address in without}

    @cached_property
    def called(self) -> Called:
        """What one of the places is called, and what many are."""
        return Called(self.register_options.one, self.register_options.many)

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
    faults += _unknown_themes(settings)
    if faults:
        raise SettingsError(faults)
    return settings


def _hidden_characters(value: object, path: tuple[int | str, ...]) -> Iterator[OptionFault]:
    """Yield a fault for each text that has an invisible character, however it is written in mkdocs.yml."""
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
            message = f"{milestone.until} is before the milestone's date {milestone.date}"
            faults.append(OptionFault(f"milestones[{n}].until", message))
        elif milestone.until is not None and "COUNT" in (milestone.repeat or "").upper():
            message = "the rule has COUNT already, and RFC 5545 allows only one of the two; remove 'until' or COUNT"
            faults.append(OptionFault(f"milestones[{n}].until", message))
        elif not keeps_own_rule(milestone):
            message = f"{milestone.date} is not a day of its own rule '{milestone.repeat}'; give the first day that is"
            faults.append(OptionFault(f"milestones[{n}].date", message))
    return faults


def _unknown_themes(settings: Settings) -> list[OptionFault]:
    known = {term.slug: term.name for term in settings.taxonomies[Taxonomy.THEMES]}
    return [
        OptionFault(
            f"colours.themes.{name}",
            f"'{name}' is not a theme of vocabularies.themes{did_you_mean(name, list(known.values()))}",
        )
        for name in settings.colours.themes
        if slugify(name) not in known
    ]


def _repeated(option: str, slugs: list[str]) -> list[OptionFault]:
    return [
        OptionFault(f"{option}[{n}].slug", f"'{slug}' is listed twice")
        for n, slug in enumerate(slugs)
        if slug in slugs[:n]
    ]


def _option(loc: tuple[int | str, ...]) -> str:
    """Return a pydantic location as people write it: ``plans[0].quota.pieces``."""
    text = ""
    for part in loc:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")
