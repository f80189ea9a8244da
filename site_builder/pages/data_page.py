"""The page of the open data: the files, what is in them, their licence, and how to begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.files import council_points, data_tables, open_data
from site_builder.pages.head import page_head
from site_builder.pages.made_page import MadePage
from site_builder.render import data_words, page_words, place_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.build import Build

_PYTHON = """import json
import urllib.request

with urllib.request.urlopen("{json}") as answer:
    stories = json.load(answer)["stories"]

for story in stories:
    print(story["date"], story["title"])"""

_R = """stories <- read.csv("{stories}")
councils <- read.csv("{councils}")

table(councils$region)
merge(stories, councils, by = "id")[c("title", "name")]"""

_R_WITHOUT_PLACES = """stories <- read.csv("{stories}")

table(stories$kind)
stories[c("date", "title")]"""

_SHEET = '=IMPORTDATA("{stories}")'


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file with its address, type and what it is for."""

    name: str
    address: str
    media_type: str
    note: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A table with its columns, each with its type and meaning."""

    title: str
    address: str
    name: str
    columns: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class DataView:
    """What the template receives; ``extent`` says how many stories are in the data, ``version`` is that of its form.

    ``places_credit`` says where the register of places is from, and may be empty.
    """

    extent: str
    version: str
    licence: str
    licence_name: str
    credit: str
    whole: tuple[DataFile, ...]
    tables: tuple[TableView, ...]
    python: str
    r: str
    sheet: str
    csv_url: str
    places_credit: str


def data_page(build: Build) -> MadePage:
    """Return the page."""
    site = build.site
    urls = {
        "json": site.absolute(addresses.STORIES_JSON),
        "stories": site.absolute(addresses.STORIES_CSV),
        "councils": site.absolute(data_tables.COUNCILS.path),
    }
    view = DataView(
        extent=page_words.published(len(build.public)),
        version=open_data.VERSION,
        licence=open_data.LICENCE,
        licence_name=data_words.LICENCE,
        credit=data_words.credit(site.name, site.url),
        whole=tuple(_whole(build)),
        tables=tuple(_table(table) for table in data_tables.tables(build.called)),
        python=_PYTHON.format(**urls),
        r=(_R if build.has_places else _R_WITHOUT_PLACES).format(**urls),
        sheet=_SHEET.format(**urls),
        csv_url=urls["stories"],
        places_credit=place_words.UK_CREDIT if build.settings.register_options.is_uk else build.register.credit,
    )
    head = page_head(build, *page_words.open_data(has_places=build.has_places), addresses.DATA)
    return MadePage(addresses.DATA, "stories/data.html", head, view)


def _table(table: data_tables.Table) -> TableView:
    return TableView(table.title, table.path, table.path.rpartition("/")[2], table.columns)


def _whole(build: Build) -> Iterator[DataFile]:
    yield DataFile("JSON", addresses.STORIES_JSON, "application/json", data_words.JSON)
    yield DataFile("JSON Schema", open_data.SCHEMA, "application/schema+json", data_words.JSON_SCHEMA)
    yield DataFile("CSV", addresses.STORIES_CSV, "text/csv", data_words.CSV)
    if build.has_places:
        note = data_words.geojson(build.register.called)
        yield DataFile("GeoJSON", council_points.GEOJSON, "application/geo+json", note)
    yield DataFile("Data Package", data_tables.PACKAGE, "application/json", data_words.DATA_PACKAGE)
