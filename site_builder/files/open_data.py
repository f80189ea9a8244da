"""Open data: every published piece as JSON, with a versioned schema (JSON Schema 2020-12)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field

from site_builder import addresses
from site_builder.content.vocabulary import Taxonomy
from site_builder.files.artifact import Artifact
from site_builder.render.data_words import COUNCIL_KEYS, DATASET_KEYS, STORY_KEYS

if TYPE_CHECKING:
    from site_builder.content.front_matter_model import Outcome, Saving
    from site_builder.content.register import Council
    from site_builder.content.story import Story
    from site_builder.content.website import Site
    from site_builder.programme.libraries import Library
    from site_builder.programme.visits import Visits

SCHEMA = "data/stories.schema.json"
VERSION: Literal["1.1"] = "1.1"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CouncilRow(_Row):
    """A council of the register, or a place beside it."""

    slug: str
    name: str
    gss: Annotated[str, Field(description=COUNCIL_KEYS["gss"])]
    type: str
    nation: str
    region: str
    lat: Annotated[float | None, Field(description=COUNCIL_KEYS["lat"])]
    lon: float | None
    until: Annotated[str | None, Field(description=COUNCIL_KEYS["until"])]
    successors: Annotated[tuple[str, ...], Field(description=COUNCIL_KEYS["successors"])]


class UpdateRow(_Row):
    """A change that was announced."""

    date: str
    note: str


class StoryRow(_Row):
    """One published piece."""

    id: Annotated[str, Field(description=STORY_KEYS["id"])]
    url: str
    title: str
    kind: Literal["story", "interview", "guide", "event", "signpost"]
    summary: str
    date: Annotated[str, Field(description=STORY_KEYS["date"])]
    updated: Annotated[str, Field(description=STORY_KEYS["updated"])]
    original: Annotated[bool, Field(description=STORY_KEYS["original"])]
    councils: tuple[CouncilRow, ...]
    themes: tuple[str, ...]
    services: tuple[str, ...]
    programmes: tuple[str, ...]
    partners: tuple[str, ...]
    started: Annotated[int | None, Field(description=STORY_KEYS["started"])]
    outcomes: tuple[dict[str, Any], ...]
    savings: tuple[dict[str, Any], ...]
    sources: tuple[dict[str, Any], ...]
    link: Annotated[str | None, Field(description=STORY_KEYS["link"])]
    updates: Annotated[tuple[UpdateRow, ...], Field(description=STORY_KEYS["updates"])]
    pdf: Annotated[str | None, Field(description=STORY_KEYS["pdf"])]
    old_urls: Annotated[tuple[str, ...], Field(description=STORY_KEYS["old_urls"])]
    views: Annotated[int | None, Field(description=STORY_KEYS["views"])]
    visits: Annotated[int | None, Field(description=STORY_KEYS["visits"])]


class Dataset(_Row):
    """All published pieces, newest first."""

    schema_version: Annotated[Literal["1.1"], Field(description=DATASET_KEYS["schema_version"])]
    schema_url: str
    title: str
    licence: str
    count: int
    stories: tuple[StoryRow, ...]


def dataset_of(library: Library, site: Site, visits: Visits, *, with_pdfs: bool) -> Dataset:
    """Return the data of all pieces of a library."""
    counted = visits.until(library.today)
    rows = tuple(_row(story, library, site, counted, with_pdfs=with_pdfs) for story in library.stories)
    return Dataset(
        schema_version=VERSION,
        schema_url=site.absolute(SCHEMA),
        title=site.name,
        licence=LICENCE,
        count=len(rows),
        stories=rows,
    )


def render(dataset: Dataset) -> tuple[Artifact, ...]:
    """Return the data as JSON, and its schema."""
    return (
        Artifact.of_text(addresses.STORIES_JSON, dataset.model_dump_json(indent=1) + "\n"),
        Artifact.of_text(SCHEMA, json.dumps(_schema(dataset.schema_url), ensure_ascii=False, indent=1) + "\n"),
    )


def _schema(url: str) -> dict[str, Any]:
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, "$id": url, **Dataset.model_json_schema()}


def _row(story: Story, library: Library, site: Site, visits: Visits, *, with_pdfs: bool) -> StoryRow:
    meta = story.meta
    terms = {taxonomy.value: tuple(term.name for term in story.terms[taxonomy]) for taxonomy in Taxonomy}
    return StoryRow(
        id=story.id,
        url=site.absolute(story.address),
        title=story.title,
        kind=meta.kind.value,
        summary=meta.summary or "",
        date=story.day.isoformat(),
        updated=story.last_changed(library.today).isoformat(),
        original=meta.original,
        councils=tuple(map(_council, story.councils)),
        partners=meta.partners,
        started=meta.started,
        outcomes=tuple(_figure(outcome, story) for outcome in meta.outcomes),
        savings=tuple(_figure(saving, story) for saving in meta.savings),
        sources=tuple(source.model_dump(mode="json") for source in meta.sources),
        link=meta.link,
        updates=tuple(UpdateRow(date=u.date.isoformat(), note=u.note) for u in story.updates(library.today)),
        pdf=site.absolute(addresses.of_pdf(story.address)) if with_pdfs else None,
        old_urls=tuple(site.absolute(quote(addresses.normalise(alias))) for alias in meta.aliases),
        views=visits.of(story.id).views if visits.counts else None,
        visits=visits.of(story.id).visits if visits.counts else None,
        **terms,
    )


def _figure(figure: Outcome | Saving, story: Story) -> dict[str, Any]:
    """Return a figure with its source, and where that can be read."""
    return {**figure.model_dump(mode="json"), "url": story.meta.link_of(figure)}


def _council(council: Council) -> CouncilRow:
    return CouncilRow(
        slug=council.slug,
        name=council.name,
        gss=council.gss,
        type=council.type,
        nation=council.nation,
        region=council.region,
        lat=council.lat,
        lon=council.lon,
        until=council.end_date or None,
        successors=council.successors,
    )
