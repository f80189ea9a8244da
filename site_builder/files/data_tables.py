"""The open data as tables (CSV), described by a Data Package that programs can read.

Sources: https://www.rfc-editor.org/rfc/rfc4180 and https://specs.frictionlessdata.io/tabular-data-package/
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from site_builder import addresses
from site_builder.files.artifact import Artifact
from site_builder.files.open_data import LICENCE, VERSION
from site_builder.render import data_words
from site_builder.render.figures import SourcedFigure, in_a_line, saved

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from site_builder.content.register import Called
    from site_builder.files.open_data import CouncilRow, Dataset, StoryRow
    from site_builder.programme.visits import DayCount

Cell = str | int | float | bool | None
Kind = Literal["string", "date", "boolean", "integer", "number"]
Column = tuple[str, Kind, str]

PACKAGE = "data/datapackage.json"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns with their types and meanings, and its rows; ``unique`` are columns that tell rows apart."""

    path: str
    title: str
    columns: tuple[Column, ...]
    unique: tuple[str, ...] = ()


def _table(path: str, kinds: Mapping[str, Kind], unique: tuple[str, ...] = ()) -> Table:
    """Return a table with the words for it and for its columns."""
    said = data_words.TABLES[path.rpartition("/")[2].removesuffix(".csv")]
    return Table(path, said.title, tuple((name, kind, said.columns[name]) for name, kind in kinds.items()), unique)


STORIES = _table(
    addresses.STORIES_CSV,
    {
        "id": "string",
        "url": "string",
        "title": "string",
        "kind": "string",
        "summary": "string",
        "date": "date",
        "updated": "date",
        "original": "boolean",
        "councils": "string",
        "gss": "string",
        "themes": "string",
        "services": "string",
        "programmes": "string",
        "partners": "string",
        "started": "integer",
        "sources": "string",
        "outcomes": "string",
        "savings": "string",
        "link": "string",
        "pdf": "string",
        "old_urls": "string",
        "views": "integer",
        "visits": "integer",
    },
    ("id",),
)
COUNCILS = _table(
    "data/councils.csv",
    {
        "id": "string",
        "slug": "string",
        "name": "string",
        "gss": "string",
        "type": "string",
        "nation": "string",
        "region": "string",
        "lat": "number",
        "lon": "number",
        "until": "string",
        "successors": "string",
    },
    ("id", "slug"),
)
OUTCOMES = _table(
    "data/outcomes.csv", {"id": "string", "what": "string", "figure": "string", "source": "string", "url": "string"}
)
SAVINGS = _table(
    "data/savings.csv",
    {
        "id": "string",
        "amount": "number",
        "currency": "string",
        "period": "string",
        "source": "string",
        "url": "string",
    },
)
SOURCES = _table("data/sources.csv", {"id": "string", "title": "string", "date": "string", "url": "string"})
VISITS = _table(
    "data/visits.csv",
    {"id": "string", "date": "date", "source": "string", "views": "integer", "visits": "integer"},
    ("id", "date", "source"),
)
_TABLES = (STORIES, COUNCILS, OUTCOMES, SAVINGS, SOURCES, VISITS)
_OF_PLACES = frozenset({"councils", "gss"})


def tables(called: Called | None) -> tuple[Table, ...]:
    """Return the tables of a site in its own words for places; where it has no places, none tells of them."""
    if called:
        return tuple(_in_words(table, called) for table in _TABLES)
    stories = replace(STORIES, columns=tuple(column for column in STORIES.columns if column[0] not in _OF_PLACES))
    return (stories, OUTCOMES, SAVINGS, SOURCES, VISITS)


def _in_words(table: Table, called: Called) -> Table:
    columns = tuple((name, kind, data_words.in_words_of(meaning, called)) for name, kind, meaning in table.columns)
    return replace(table, title=data_words.in_words_of(table.title, called), columns=columns)


def render(dataset: Dataset, visits: Sequence[DayCount], called: Called | None) -> tuple[Artifact, ...]:
    """Return all tables and the package that describes them; ``visits`` are those of the pieces in the data set.

    ``called`` says what places are called, and is None for a site without any.
    """
    made, rows = tables(called), dataset.stories
    contents: dict[str, Iterable[Iterable[Cell]]] = {
        STORIES.path: (_story(row, has_places=called is not None) for row in rows),
        COUNCILS.path: ((row.id, *_council(council)) for row in rows for council in row.councils),
        OUTCOMES.path: _parts(OUTCOMES, ((row.id, row.outcomes) for row in rows)),
        SAVINGS.path: _parts(SAVINGS, ((row.id, row.savings) for row in rows)),
        SOURCES.path: _parts(SOURCES, ((row.id, row.sources) for row in rows)),
        VISITS.path: ((c.page, c.date.isoformat(), c.source, c.views, c.visits) for c in visits),
    }
    package = json.dumps(_package(dataset, made), ensure_ascii=False, indent=1) + "\n"
    return (*(_csv(table, contents[table.path]) for table in made), Artifact.of_text(PACKAGE, package))


def _story(row: StoryRow, *, has_places: bool) -> tuple[Cell, ...]:
    councils = row.councils
    places = (_joined(c.slug for c in councils), _joined(c.gss for c in councils)) if has_places else ()
    return (
        row.id, row.url, row.title, row.kind, row.summary, row.date, row.updated, row.original,
        *places,
        *(_joined(terms) for terms in (row.themes, row.services, row.programmes, row.partners)),
        row.started, _joined(str(source["title"]) for source in row.sources),
        _joined(in_a_line(SourcedFigure(**outcome | {"url": outcome["url"] or ""})) for outcome in row.outcomes),
        _joined(in_a_line(saved(**saving)) for saving in row.savings),
        row.link, row.pdf, _joined(row.old_urls), row.views, row.visits,
    )  # fmt: skip


def _council(council: CouncilRow) -> tuple[Cell, ...]:
    return (
        council.slug, council.name, council.gss, council.type, council.nation, council.region, council.lat, council.lon,
        council.until, _joined(council.successors),
    )  # fmt: skip


def _parts(table: Table, found: Iterable[tuple[str, Iterable[dict[str, Any]]]]) -> Iterable[tuple[Cell, ...]]:
    """Yield a row for each part of each piece; the columns after the id are the keys of the part."""
    names = [name for name, _, _ in table.columns[1:]]
    return ((id_, *(part[name] for name in names)) for id_, parts in found for part in parts)


def _csv(table: Table, rows: Iterable[Iterable[Cell]]) -> Artifact:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(name for name, _, _ in table.columns)
    writer.writerows(map(_cell, row) for row in rows)
    return Artifact.of_text(table.path, text.getvalue())


def _cell(value: Cell) -> str:
    """Return a cell; a text that a spreadsheet would run as a formula starts with an apostrophe."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return "" if value is None else str(value)


def _joined(parts: Iterable[str]) -> str:
    """Return a list in one cell; a bar inside a part becomes a slash, so that the parts can be told apart again."""
    return "|".join(part.replace("|", "/") for part in parts)


def _package(dataset: Dataset, made: Iterable[Table]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": "stories",
        "title": dataset.title,
        "version": VERSION,
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE, "title": data_words.LICENCE}],
        "resources": [_resource(table) for table in made],
    }


def _resource(table: Table) -> dict[str, Any]:
    name = table.path.rpartition("/")[2]
    schema: dict[str, Any] = {
        "fields": [_field(table, *column) for column in table.columns],
        "missingValues": [""],
    }
    if table.unique:
        schema["primaryKey"] = [*table.unique]
    if table is not STORIES:
        schema["foreignKeys"] = [{"fields": "id", "reference": {"resource": STORIES.path[5:-4], "fields": "id"}}]
    return {
        "profile": "tabular-data-resource",
        "name": name.removesuffix(".csv"),
        "path": name,
        "title": table.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\r\n", "delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _field(table: Table, name: str, kind: Kind, meaning: str) -> dict[str, Any]:
    always = name in table.unique or name == "id"
    return {"name": name, "type": kind, "description": meaning} | (
        {"constraints": {"required": True}} if always else {}
    )
