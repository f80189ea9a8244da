"""Open data: every published piece as JSON and CSV, with a versioned schema (JSON Schema 2020-12)."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from site_builder import addresses
from site_builder.content.vocabulary import Taxonomy
from site_builder.files.artifact import Artifact
from site_builder.render.figures import SourcedFigure, in_a_line, saved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from site_builder.content.story import Outcome, Saving, Story
    from site_builder.content.website import Site
    from site_builder.programme.libraries import Library

SCHEMA = "data/stories.schema.json"
VERSION: Literal["1.1"] = "1.1"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CouncilRow(_Row):
    """A council of the register, or a place beside it."""

    slug: str
    name: str
    gss: Annotated[str, Field(description="ONS code; empty where there is none")]
    type: str
    nation: str
    region: str


class StoryRow(_Row):
    """One published piece."""

    id: Annotated[str, Field(description="Permanent; never changes, even when the address does")]
    url: str
    title: str
    kind: Literal["story", "interview", "guide", "event", "signpost"]
    summary: str
    date: Annotated[str, Field(description="Day of publication, ISO 8601")]
    updated: Annotated[str, Field(description="Day of the latest announced update, else of publication, ISO 8601")]
    original: Annotated[bool, Field(description="Written first for this site")]
    councils: tuple[CouncilRow, ...]
    themes: tuple[str, ...]
    services: tuple[str, ...]
    programmes: tuple[str, ...]
    partners: tuple[str, ...]
    started: Annotated[int | None, Field(description="Year in which the practice began")]
    outcomes: tuple[dict[str, Any], ...]
    savings: tuple[dict[str, Any], ...]
    sources: tuple[dict[str, Any], ...]
    link: Annotated[str | None, Field(description="Where a signpost points to")]


class Dataset(_Row):
    """All published pieces, newest first."""

    schema_version: Annotated[
        Literal["1.1"],
        Field(description="Its first number rises when a key is renamed or removed, its second when one is added"),
    ]
    schema_url: str
    title: str
    licence: str
    count: int
    stories: tuple[StoryRow, ...]


def dataset_of(library: Library, site: Site) -> Dataset:
    """Return the data of all pieces of a library."""
    rows = tuple(_row(story, library, site) for story in library.stories)
    return Dataset(
        schema_version=VERSION,
        schema_url=site.absolute(SCHEMA),
        title=site.name,
        licence=LICENCE,
        count=len(rows),
        stories=rows,
    )


def render(dataset: Dataset) -> tuple[Artifact, ...]:
    """Return the data as JSON and CSV, and the JSON's schema."""
    return (
        Artifact.of_text(addresses.STORIES_JSON, dataset.model_dump_json(indent=1) + "\n"),
        Artifact.of_text(addresses.STORIES_CSV, _csv(dataset.stories)),
        Artifact.of_text(SCHEMA, json.dumps(_schema(dataset.schema_url), ensure_ascii=False, indent=1) + "\n"),
    )


def _schema(url: str) -> dict[str, Any]:
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, "$id": url, **Dataset.model_json_schema()}


def _row(story: Story, library: Library, site: Site) -> StoryRow:
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
        councils=tuple(
            CouncilRow(slug=c.slug, name=c.name, gss=c.gss, type=c.type, nation=c.nation, region=c.region)
            for c in story.councils
        ),
        partners=meta.partners,
        started=meta.started,
        outcomes=tuple(_figure(outcome, story) for outcome in meta.outcomes),
        savings=tuple(_figure(saving, story) for saving in meta.savings),
        sources=tuple(source.model_dump(mode="json") for source in meta.sources),
        link=meta.link,
        **terms,
    )


def _figure(figure: Outcome | Saving, story: Story) -> dict[str, Any]:
    """Return a figure with its source, and where that can be read."""
    return {**figure.model_dump(mode="json"), "url": story.meta.link_of(figure)}


CSV_COLUMNS = (
    ("id", "permanent identifier"),
    ("url", "address of the page"),
    ("title", "headline"),
    ("kind", "story, interview, guide, event or signpost"),
    ("summary", "one or two sentences"),
    ("date", "day of publication (ISO 8601)"),
    ("updated", "day of the latest announced update, else of publication"),
    ("original", "true or false: written first for this site"),
    ("councils", "slugs of the register, separated by |"),
    ("gss", "ONS codes of these councils, separated by |"),
    ("themes", "separated by |"),
    ("services", "separated by |"),
    ("programmes", "separated by |"),
    ("partners", "separated by |"),
    ("started", "year in which the practice began, or empty"),
    ("sources", "titles, separated by |"),
    ("figures", "what came of it and what was saved, each with its source, separated by |"),
)
"""The columns of the CSV file with their meaning, in order."""


def _csv(rows: tuple[StoryRow, ...]) -> str:
    """Return the table as CSV (RFC 4180). Cells that a spreadsheet would run as a formula start with an apostrophe."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(name for name, _ in CSV_COLUMNS)
    for row in rows:
        cells = {
            **row.model_dump(include={"id", "url", "title", "kind", "summary", "date", "updated"}),
            "original": "true" if row.original else "false",
            "councils": _joined(c.slug for c in row.councils),
            "gss": _joined(c.gss for c in row.councils),
            "themes": _joined(row.themes),
            "services": _joined(row.services),
            "programmes": _joined(row.programmes),
            "partners": _joined(row.partners),
            "started": "" if row.started is None else str(row.started),
            "sources": _joined(str(source["title"]) for source in row.sources),
            "figures": _joined(map(in_a_line, _figures(row))),
        }
        writer.writerow(_harmless(str(cells[name])) for name, _ in CSV_COLUMNS)
    return text.getvalue()


def _figures(row: StoryRow) -> Iterator[SourcedFigure]:
    for outcome in row.outcomes:
        yield SourcedFigure(outcome["what"], outcome["figure"], outcome["source"], outcome["url"] or "")
    for saving in row.savings:
        yield saved(**saving)


def _joined(parts: Iterable[str]) -> str:
    """Return a list in one cell; a bar inside a part becomes a slash, so that the parts can be told again."""
    return "|".join(part.replace("|", "/") for part in parts)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
