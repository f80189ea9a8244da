from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, TypeAlias

import pytest
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

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
    quoted,
    refuse,
)

STRICT = ConfigDict(strict=True)
Form: TypeAlias = Any  # an annotated type, for which mypy has no name yet


def fault(kind: Form, value: object) -> tuple[str, str]:
    with pytest.raises(ValidationError) as error:
        TypeAdapter(kind, config=STRICT).validate_python(value)
    (details,) = error.value.errors()
    return details["type"], details["msg"]


def value_of(kind: Form, value: object) -> object:
    return TypeAdapter(kind, config=STRICT).validate_python(value)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        pytest.param(Line, " a \n b\t c ", "a b c", id="white space is one space"),
        pytest.param(Line, "Tŷ Ddewi 😀", "Tŷ Ddewi 😀", id="letters of all languages"),
        pytest.param(Day, date(2026, 11, 16), date(2026, 11, 16), id="day"),
        pytest.param(Day, " 2026-11-16 ", date(2026, 11, 16), id="day in quotes"),
        pytest.param(Day, "2028-02-29", date(2028, 2, 29), id="leap day"),
        pytest.param(PartialDay, 2013, "2013", id="year"),
        pytest.param(PartialDay, " 2013 ", "2013", id="year in quotes"),
        pytest.param(PartialDay, "2013-09", "2013-09", id="month"),
        pytest.param(PartialDay, date(2013, 9, 12), "2013-09-12", id="whole day"),
        pytest.param(PartialDay, "2013-09-12", "2013-09-12", id="whole day in quotes"),
        pytest.param(Figure, 12, "12", id="whole number"),
        pytest.param(Figure, 1.5, "1.5", id="number"),
        pytest.param(Figure, "one in  five", "one in five", id="number in words"),
        pytest.param(
            WebAddress, "https://www.example.gov.uk/a?b=c#d", "https://www.example.gov.uk/a?b=c#d", id="https"
        ),
        pytest.param(WebAddress, "http://example.org", "http://example.org", id="http"),
        pytest.param(Email, "innovation.team@example.gov.uk", "innovation.team@example.gov.uk", id="mailbox"),
        pytest.param(Currency, "GBP", "GBP", id="currency"),
        pytest.param(FileBeside, "a-photo.jpg", "a-photo.jpg", id="file"),
        pytest.param(FileBeside, "charts/one..two.png", "charts/one..two.png", id="file in a folder"),
        pytest.param(Id, "abc-12", "abc-12", id="shortest id"),
        pytest.param(Id, "a" * 64, "a" * 64, id="longest id"),
    ],
)
def test_good_values_are_taken(kind: object, value: object, expected: object) -> None:
    assert value_of(kind, value) == expected


@pytest.mark.parametrize(
    ("kind", "value", "rule", "message"),
    [
        (Line, "a\x07b", "characters", "has the invisible control character U+0007; delete it"),
        (Line, "a\ud800b", "characters", "has the invisible control character U+D800; delete it"),
        (Line, "a\uffffb", "characters", "has the invisible control character U+FFFF; delete it"),
        (Line, " \n", "too_short", None),
        (Line, 5, "string_type", None),
        (
            Day,
            "2026-02-30",
            "date-form",
            "'2026-02-30' is not a day of the calendar; check the month and the number of its days",
        ),
        (
            Day,
            "2027-02-29",
            "date-form",
            "'2027-02-29' is not a day of the calendar; check the month and the number of its days",
        ),
        (
            Day,
            "16/11/2026",
            "date-form",
            "'16/11/2026' is not a date; write 2026-11-16 for 16 November 2026",
        ),
        (Day, "2026-1-6", "date-form", "'2026-1-6' is not a date; write 2026-01-06 for 6 January 2026"),
        (Day, 2026, "date-form", "'2026' is not a date; write year-month-day, as in 2026-11-16"),
        (Day, None, "date-form", "nothing is not a date; write year-month-day, as in 2026-11-16"),
        (
            Day,
            datetime(2026, 11, 16, tzinfo=UTC),
            "date-form",
            "must be a day without a time: write 2026-11-16",
        ),
        (PartialDay, "2013-13", "date-form", None),
        (PartialDay, "2013-9", "date-form", None),
        (PartialDay, "2013-02-30", "date-form", None),
        (PartialDay, 13, "date-form", None),
        (PartialDay, True, "date-form", None),
        (
            PartialDay,
            ["2013"],
            "date-form",
            "a list is not a date; write a year, a month or a day, as in 2013, 2013-09 or 2013-09-12",
        ),
        (Figure, True, "string_type", None),
        (Figure, date(2026, 11, 16), "string_type", None),
        (Figure, "", "too_short", None),
        (WebAddress, "www.example.gov.uk", "url-form", None),
        (WebAddress, "ftp://example.gov.uk/", "url-form", None),
        (WebAddress, "javascript:alert(1)", "url-form", None),
        (WebAddress, "https:///page", "url-form", None),
        (WebAddress, "https://[::1", "url-form", None),
        (WebAddress, "https://example.gov.uk/a b", "url-form", None),
        (WebAddress, 'https://example.gov.uk/"a', "url-form", None),
        (
            WebAddress,
            "https://evil.example\\@www.gov.uk/",
            "url-form",
            "'https://evil.example\\@www.gov.uk/' has a backslash, which browsers read as a slash; write / instead, or remove it",
        ),
        (
            WebAddress,
            "https://www.gov.uk:80@evil.example/",
            "url-form",
            "'https://www.gov.uk:80@evil.example/' leads to evil.example, whatever comes before the @; leave out everything between // and evil.example",
        ),
        (WebAddress, "https://user:secret@example.gov.uk/", "url-form", None),
        (WebAddress, "https://@example.gov.uk/", "url-form", None),
        (WebAddress, "https://example.gov.uk:port/", "url-form", None),
        (WebAddress, "https://example.gov.uk/\u202etxt.exe", "url-form", None),
        (WebAddress, "https://exam\u200bple.gov.uk/", "url-form", None),
        (WebAddress, "https://example.gov.uk/<a>", "url-form", None),
        (Email, "innovation", "email-form", None),
        (Email, "innovation@localhost", "email-form", None),
        (Email, "a@b.uk, c@d.uk", "email-form", None),
        (Email, "a@b..uk", "email-form", None),
        (
            Email,
            "mailto:waste@example.gov.uk",
            "email-form",
            "leave out 'mailto:' and write only the mailbox, as in waste@example.gov.uk",
        ),
        (Email, "waste%40example.gov.uk?bcc=evil@evil.example", "email-form", None),
        (Email, "waste@example.gov.uk?bcc=evil@evil.example", "email-form", None),
        (Email, "a&b@example.gov.uk", "email-form", None),
        (Email, "The team <a@example.gov.uk>", "email-form", None),
        (Email, ".a@example.gov.uk", "email-form", None),
        (Email, "a@example.gov.uk/x", "email-form", None),
        (
            Currency,
            "gbp",
            "currency-form",
            "'gbp' is not a currency code; write three capital letters, as in GBP",
        ),
        (Currency, "GBPS", "currency-form", None),
        (FileBeside, "/etc/passwd", "file-outside", None),
        (FileBeside, "\\\\server\\file", "file-outside", None),
        (FileBeside, "../photo.jpg", "file-outside", None),
        (FileBeside, "a\\..\\photo.jpg", "file-outside", None),
        (FileBeside, "C:photo.jpg", "file-outside", None),
        (FileBeside, "https://example.org/photo.jpg", "file-outside", None),
        (Id, "abc12", "string_pattern_mismatch", None),
        (Id, "a" * 65, "string_pattern_mismatch", None),
        (Id, "abcdef\n", "string_pattern_mismatch", None),
        (Id, "abc_def", "string_pattern_mismatch", None),
    ],
)
def test_bad_values_are_refused_with_their_rule(kind: object, value: object, rule: str, message: str | None) -> None:
    found, words = fault(kind, value)
    assert found == rule
    assert message in {None, words}


def test_braces_in_a_message_are_for_themselves() -> None:
    error = refuse("a-rule", "'{x}' and {0} are {wrong}")
    assert (error.type, str(error)) == ("a-rule", "'{x}' and {0} are {wrong}")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": 1}, "a group of keys"),
        ([1, 2], "a list"),
        (None, "nothing"),
        (1.5, "'1.5'"),
        ("a" * 60, "'" + "a" * 60 + "'"),
        ("a" * 61, "'" + "a" * 57 + "...'"),
    ],
    ids=lambda value: str(value)[:12],
)
def test_a_message_shows_values_short(value: object, expected: str) -> None:
    assert quoted(value) == expected


def test_the_json_schema_says_the_form_of_each_field() -> None:
    class Everything(BaseModel):
        line: Line
        day: Day
        partial: PartialDay
        figure: Figure
        url: WebAddress
        email: Email
        currency: Currency
        file: FileBeside
        id: Id

    properties = Everything.model_json_schema()["properties"]
    assert {name: part.get("format", part.get("pattern", part.get("type"))) for name, part in properties.items()} == {
        "line": "string",
        "day": "date",
        "partial": None,
        "figure": ["string", "number"],
        "url": "uri",
        "email": "email",
        "currency": "^[A-Z]{3}$",
        "file": "string",
        "id": "^[a-z0-9-]{6,64}$",
    }
    assert [option["type"] for option in properties["partial"]["anyOf"]] == ["integer", "string"]
