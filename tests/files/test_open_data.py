"""The open data: true to its own schema, and the same pieces in JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from site_builder import addresses
from site_builder.files.open_data import CSV_COLUMNS, SCHEMA
from tests.builders import story_text
from tests.making import NASTY, STORY, build_of, publish

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


@pytest.mark.parametrize("texts", [FULL, {}], ids=["full", "empty"])
def test_the_data_fits_its_schema(texts: dict[str, str]) -> None:
    data, schema, rows = data_of(texts)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(data)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == data["schema_url"] == "https://stories.example/data/stories.schema.json"
    assert data["schema_version"] == schema["properties"]["schema_version"]["const"]
    assert data["count"] == len(data["stories"]) == len(rows)


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


def test_a_piece_is_told_whole() -> None:
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


def test_the_table_holds_the_same_as_the_data() -> None:
    data, _, rows = data_of(FULL)
    assert list(rows[0]) == [name for name, _ in CSV_COLUMNS]
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


def test_each_figure_of_the_table_stands_with_its_source() -> None:
    figures = data_of(FULL)[2][0]["figures"].split("|")
    assert figures == [
        "Visits: 1200 (source: A paper)",
        "Saved (2013-14): £1,250,000.50 (source: -two, https://example.org/?a=1&b=2)",
    ]


def test_lists_in_the_table_can_be_taken_apart_again() -> None:
    texts = {STORY: story_text(partners=["A | B", "C|D", "E"])}
    data, _, rows = data_of(texts)
    assert len(rows[0]["partners"].split("|")) == len(data["stories"][0]["partners"]) == 3


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
