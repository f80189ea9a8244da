"""The open data: true to its own schema, and the same pieces in JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from site_builder import addresses
from site_builder.files.council_points import GEOJSON
from site_builder.files.data_tables import PACKAGE, STORIES
from site_builder.files.open_data import SCHEMA
from site_builder.pages.data_page import DataView, data_page
from site_builder.programme.visits import DayCount, Visits
from tests import builders
from tests.builders import story_text
from tests.making import NASTY, SITE, STORY, build_of, publish

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FULL = {
    STORY: story_text(
        title=NASTY, summary=f"{NASTY}; 'one', \"two\" and more of the same for a while.", partners=["=1+1", "A, B", NASTY],
        councils=["york", "suffolk-coastal"], services=["housing", "energy"], programmes=["Future Councils"], started=2012,
        outcomes=[{"what": "Visits", "figure": 1200, "source": "A paper"}],
        savings=[{"amount": 1250000.5, "currency": "GBP", "period": "2013-14", "source": "-two"}],
        sources=[{"title": "One", "date": 2013}, {"title": "-Two", "date": "2013-09", "url": "https://example.org/?a=1&b=2"}],
        updated=[{"date": date(2026, 11, 20), "note": "More."}, {"date": date(2027, 1, 1), "note": "Not yet."}], original=True,
    ),
    "2026/other.md": story_text(id="other-story", kind="signpost", link="https://example.org/", date=date(2026, 11, 10)),
    "2026/later.md": story_text(id="later-story", title="Later", date=date(2026, 11, 22)),
    "2026/draft.md": story_text(id="draft-story", title="Draft", status="draft"),
}  # fmt: skip


def data_of(texts: dict[str, str]) -> tuple[dict[str, Any], dict[str, Any], list[dict[str, str]]]:
    """Return the data set, its schema and the rows of the table."""
    files = publish(build_of(texts))
    rows = list(csv.DictReader(io.StringIO(files[addresses.STORIES_CSV].decode("utf-8"), newline="")))
    return json.loads(files[addresses.STORIES_JSON]), json.loads(files[SCHEMA]), rows


@pytest.mark.uncounted
@pytest.mark.parametrize("texts", [FULL, {}], ids=["full", "empty"])
def test_the_data_fits_its_schema(texts: dict[str, str]) -> None:
    data, schema, rows = data_of(texts)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(data)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == data["schema_url"] == "https://stories.example/data/stories.schema.json"
    assert data["schema_version"] == schema["properties"]["schema_version"]["const"]
    assert data["count"] == len(data["stories"]) == len(rows)


@pytest.mark.uncounted
@pytest.mark.parametrize(
    "change",
    [{"count": "2"}, {"extra": 1}, {"stories": [{}]}, {"schema_version": "0.9"}],
    ids=["type", "unknown-key", "missing-keys", "version"],
)
def test_the_schema_refuses_other_data(change: dict[str, Any]) -> None:
    data, schema, _ = data_of(FULL)
    assert not Draft202012Validator(schema).is_valid(data | change)


def test_every_published_piece_is_there_newest_first_and_nothing_else() -> None:
    data, _, rows = data_of(FULL)
    assert [story["id"] for story in data["stories"]] == ["good-story", "other-story"]
    assert [row["id"] for row in rows] == ["good-story", "other-story"]


def test_a_piece_is_reported_whole() -> None:
    story = data_of(FULL)[0]["stories"][0]
    assert (story["title"], story["original"], story["started"]) == (NASTY, True, 2012)
    assert (story["date"], story["updated"]) == ("2026-11-16", "2026-11-20")
    assert story["url"] == "https://stories.example/stories/good-story/"
    assert [council["slug"] for council in story["councils"]] == ["york", "suffolk-coastal"]
    assert story["outcomes"] == [{"what": "Visits", "figure": "1200", "source": "A paper", "url": None}]
    saving = {"amount": 1250000.5, "currency": "GBP", "period": "2013-14", "source": "-two"}
    assert story["savings"] == [saving | {"url": "https://example.org/?a=1&b=2"}]
    assert [source["date"] for source in story["sources"]] == ["2013", "2013-09"]
    assert data_of(FULL)[0]["stories"][1]["link"] == "https://example.org/"


def test_the_table_has_the_same_as_the_data() -> None:
    data, _, rows = data_of(FULL)
    assert list(rows[0]) == [name for name, _, _ in STORIES.columns]
    for story, row in zip(data["stories"], rows, strict=True):
        plain = {key: value.removeprefix("'") for key, value in row.items()}
        for key in ("id", "url", "title", "kind", "summary", "date", "updated"):
            assert plain[key] == story[key]
        for key in ("themes", "services", "programmes", "partners"):
            assert plain[key] == "|".join(story[key])
        assert plain["councils"] == "|".join(council["slug"] for council in story["councils"])
        assert plain["sources"] == "|".join(source["title"] for source in story["sources"])
        assert plain["original"] == str(story["original"]).lower()
        assert plain["started"] == str(story["started"] or "")


def test_each_figure_of_the_table_is_with_its_source() -> None:
    whole = data_of(FULL)[2][0]
    assert whole["outcomes"] == "Visits: 1200 (source: A paper)"
    assert whole["savings"] == "Saved (2013-14): £1,250,000.50 (source: -two, https://example.org/?a=1&b=2)"


def test_lists_in_the_table_can_be_taken_apart_again() -> None:
    texts = {STORY: story_text(partners=["A | B", "C|D", "E"])}
    data, _, rows = data_of(texts)
    assert len(rows[0]["partners"].split("|")) == len(data["stories"][0]["partners"]) == 3


@pytest.mark.uncounted
@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_spreadsheet_runs_no_cell_as_a_formula(start: str) -> None:
    title = f'{start}HYPERLINK("https://example.org/")'
    texts = {STORY: story_text(title=title, partners=[title], sources=[{"title": title, "date": 2013}])}
    data, _, rows = data_of(texts)
    assert data["stories"][0]["title"] == title
    assert [rows[0][key] for key in ("title", "partners", "sources")] == [f"'{title}"] * 3
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row.values())


def test_the_table_is_written_as_rfc_4180_asks() -> None:
    content = publish(build_of(FULL))[addresses.STORIES_CSV]
    assert content.startswith(b"id,url,title,")
    assert content.count(b"\r\n") == content.count(b"\n") == 3
    assert b'""costs""' in content


# ---- The tables, their package, and the points


VISITS = Visits((
    DayCount(date(2026, 11, 16), "good-story", "log", 5, 3, 3),
    DayCount(date(2026, 11, 17), "good-story", "log", 4, 2, 2),
    DayCount(date(2026, 11, 17), "later-story", "log", 9, 9, 9),
    DayCount(date(2026, 11, 17), "*", "log", 13, 11, 11),
    DayCount(date(2026, 11, 30), "good-story", "log", 7, 7, 7),
))  # fmt: skip


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return publish(replace(build_of(FULL), visits=VISITS))


def rows_of(files: dict[str, bytes], path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[path].decode(), newline="")))


def test_the_package_describes_every_table(files: dict[str, bytes]) -> None:
    package = json.loads(files[PACKAGE])

    assert {f"data/{resource['path']}" for resource in package["resources"]} == {
        path for path in files if path.startswith("data/") and path.endswith(".csv")
    }
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        header, *rows = csv.reader(io.StringIO(files[f"data/{resource['path']}"].decode(), newline=""))
        assert header == [field["name"] for field in fields]
        for row in rows:
            for field, cell in zip(fields, row, strict=True):
                assert cell or not field.get("constraints", {}).get("required")
                assert not cell or PARSERS[field["type"]](cell) is not None
        keys = resource["schema"].get("primaryKey", [])
        found = [tuple(row[header.index(key)] for key in keys) for row in rows]
        assert not keys or len(set(found)) == len(found)


PARSERS: dict[str, Callable[[str], object]] = {
    "string": str, "integer": int, "number": float, "date": date.fromisoformat, "boolean": ["false", "true"].index,
}  # fmt: skip


def test_the_package_is_as_frictionless_data_asks(files: dict[str, bytes]) -> None:
    package = json.loads(files[PACKAGE])

    assert package["profile"] == "tabular-data-package"
    names = [resource["name"] for resource in package["resources"]]
    assert all(re.fullmatch(r"[a-z0-9._-]+", name) for name in [*names, package["name"]])
    for resource in package["resources"]:
        assert resource["profile"] == "tabular-data-resource"
        for key in resource["schema"].get("foreignKeys", []):
            assert key["reference"]["resource"] in names


def test_the_tables_hold_the_parts_of_each_piece(files: dict[str, bytes]) -> None:
    assert [(row["id"], row["slug"], row["lat"], row["until"]) for row in rows_of(files, "data/councils.csv")] == [
        ("good-story", "york", "54.0", ""),
        ("good-story", "suffolk-coastal", "", "2019-04-01"),
        ("other-story", "york", "54.0", ""),
    ]
    assert rows_of(files, "data/outcomes.csv") == [
        {"id": "good-story", "what": "Visits", "figure": "1200", "source": "A paper", "url": ""}
    ]
    assert [row["amount"] for row in rows_of(files, "data/savings.csv")] == ["1250000.5"]
    assert [row["title"] for row in rows_of(files, "data/sources.csv")] == ["One", "'-Two", "A board paper"]


def test_visits_are_those_of_published_pieces_up_to_the_day(files: dict[str, bytes]) -> None:
    assert [tuple(row.values()) for row in rows_of(files, "data/visits.csv")] == [
        ("good-story", "2026-11-16", "log", "5", "3"),
        ("good-story", "2026-11-17", "log", "4", "2"),
    ]
    stories = json.loads(files[addresses.STORIES_JSON])["stories"]
    assert [(story["views"], story["visits"]) for story in stories] == [(9, 5), (0, 0)]
    assert [row["views"] for row in rows_of(files, "data/stories.csv")] == ["9", "0"]
    assert data_of(FULL)[0]["stories"][0]["views"] is None


def test_the_councils_are_points_where_they_or_their_successors_are(files: dict[str, bytes]) -> None:
    collection = json.loads(files[GEOJSON])

    assert collection["type"] == "FeatureCollection"
    assert [(f["id"], f["geometry"]["coordinates"], f["properties"]["count"]) for f in collection["features"]] == [
        ("suffolk-coastal", [1.4, 52.2], 1),
        ("york", [-1.1, 54.0], 2),
    ]
    assert {s["id"] for f in collection["features"] for s in f["properties"]["stories"]} == {
        "good-story",
        "other-story",
    }


def test_a_council_without_a_place_has_no_point() -> None:
    files = publish(build_of({STORY: story_text(councils=["wrexham"])}))

    assert json.loads(files[GEOJSON])["features"] == []


def test_the_pdf_of_a_piece_is_reported_where_there_is_one() -> None:
    without = replace(build_of(FULL), settings=builders.settings(pdf=False))

    stories = json.loads(publish(without)[addresses.STORIES_JSON])["stories"]
    assert [story["pdf"] for story in stories] == [None, None]
    assert data_of(FULL)[0]["stories"][0]["pdf"] == "https://stories.example/stories/good-story/good-story.pdf"


def test_old_addresses_and_updates_are_reported() -> None:
    story = data_of(
        {STORY: story_text(aliases=["/old page/"], updated=[{"date": date(2026, 11, 20), "note": "More."}])}
    )[0]
    (only,) = story["stories"]

    assert only["old_urls"] == ["https://stories.example/old%20page/"]
    assert only["updates"] == [{"date": "2026-11-20", "note": "More."}]


def test_nothing_of_version_1_0_is_gone() -> None:
    """Anyone who reads the data by the names of its first version can go on."""
    data, _, rows = data_of(FULL)
    first = "id url title kind summary date updated original councils themes services programmes partners started"

    assert {*first.split(), "outcomes", "savings", "sources", "link"} <= data["stories"][0].keys()
    assert {"slug", "name", "gss", "type", "nation", "region"} <= data["stories"][0]["councils"][0].keys()
    assert list(rows[0])[:16] == [*first.replace("councils", "councils gss").split(), "sources"]


def test_the_examples_of_the_page_run(
    files: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    view = data_page(build_of(FULL)).view
    assert isinstance(view, DataView)
    (tmp_path / "data").mkdir()
    for path in ("data/stories.json", "data/stories.csv", "data/councils.csv"):
        (tmp_path / path).write_bytes(files[path])
    code = view.python.replace(SITE.url, f"{tmp_path.as_uri()}/")

    exec(compile(code, "example", "exec"), {})  # noqa: S102 - it is ours, and proved so

    assert capsys.readouterr().out == f"2026-11-16 {NASTY}\n2026-11-10 A good story\n"
    addresses_in_r = re.findall(r'"https://stories\.example/(.*?)"', view.r + view.sheet)
    assert all((tmp_path / address).is_file() for address in addresses_in_r)
    assert len(addresses_in_r) == 3
