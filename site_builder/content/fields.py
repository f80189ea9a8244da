"""The field types that the front matter and the settings share, with errors in plain English.

Each type is a pydantic annotation. A validator that refuses a value raises ``PydanticCustomError``
whose type is the rule's name and whose message says what is allowed.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from site_builder.content import days
from site_builder.content.characters import CONTROL, invisible
from site_builder.content.web_address import MAILBOX, is_whole, misleading

YEARS = range(1900, 2100)
"""The years in which a piece, and what is done with it, can be. Others are slips of the pen."""
OLDEST_PAPER = 1000
"""The first year that a source can be of."""
ID = re.compile(r"^[a-z0-9-]{6,64}$")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
PARTIAL_DAY = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?")
NAME_OF_SITE = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?\Z", re.IGNORECASE)
CURRENCY = re.compile(r"[A-Z]{3}")


def refuse(rule: str, message: str) -> PydanticCustomError:
    """Return the error of a rule; braces in the message are literal."""
    return PydanticCustomError(rule, "{text}", {"text": message})


def _one_line(value: str) -> str:
    control = CONTROL.search(value)
    if control:
        raise refuse("characters", f"has the invisible control character U+{ord(control[0]):04X}; delete it")
    return " ".join(value.split())


def _day(value: object) -> date:
    """Take a date as YAML gives it, or the same spelling in quotes."""
    if isinstance(value, datetime):
        raise refuse("date-form", f"must be a day without a time: write {value.date().isoformat()}")
    if isinstance(value, date):
        return value
    if isinstance(value, str) and (match := _DAY.fullmatch(value.strip())):
        try:
            return date(*(int(part) for part in match.groups()))
        except ValueError:
            raise refuse(
                "date-form", f"'{value}' is not a day of the calendar; check the month and the number of its days"
            ) from None
    raise refuse("date-form", f"{quoted(value)} is not a date; {_way_to_write(value, 'write year-month-day')}")


def _way_to_write(value: object, otherwise: str, example: str = "as in 2026-11-16") -> str:
    """Say how a day that is written in another way is written here."""
    if isinstance(value, str) and (month := days.read_month(value)) and "month" in otherwise:
        return f"write {month}"
    day = days.read(value) if isinstance(value, str) else None
    return f"{otherwise}, {example}" if day is None else f"write {day.isoformat()} for {days.in_words(day)}"


def _partial_day(value: object) -> str:
    """Take a day, a month (2015-04) or a year, as papers are often dated no closer."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, str) and PARTIAL_DAY.fullmatch(value.strip()):
        return value.strip()
    try:
        return _day(value).isoformat()
    except PydanticCustomError:
        raise refuse(
            "date-form",
            f"{quoted(value)} is not a date; "
            f"{_way_to_write(value, 'write a year, a month or a day', 'as in 2013, 2013-09 or 2013-09-12')}",
        ) from None


def _figure(value: object) -> object:
    """Take a bare number as text."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else value


def strange_year(year: int, first: int = YEARS[0]) -> str:
    """Return what to say of a year in which nothing of ours can be, or nothing."""
    if first <= year <= YEARS[-1]:
        return ""
    return f"the year {year:04} is not between {first} and {YEARS[-1]}; check its digits"


def _web_address(value: str) -> str:
    if not is_whole(value):
        whole = f"https://{value}" if NAME_OF_SITE.match(value) else "https://www.example.gov.uk/page"
        raise refuse("url-form", f"'{value}' is not a web address; write the full address, as in {whole}")
    hidden = next(invisible(value), None)
    if hidden:
        raise refuse("url-form", f"'{value}' has the invisible character {hidden[1]}; delete it")
    if reason := misleading(value):
        raise refuse("url-form", reason)
    return value


def _email(value: str) -> str:
    if value.lower().startswith("mailto:"):
        raise refuse("email-form", f"leave out 'mailto:' and write only the mailbox, as in {value[7:]}")
    if not MAILBOX.fullmatch(value):
        found = next((part for part in re.split(r"[\s<>,;()]+", value) if MAILBOX.fullmatch(part)), None)
        mailbox = found or "innovation@example.gov.uk"
        raise refuse("email-form", f"'{value}' is not an email address; give only a team's mailbox, as in {mailbox}")
    return value


def _currency(value: str) -> str:
    if not CURRENCY.fullmatch(value):
        raise refuse("currency-form", f"'{value}' is not a currency code; write three capital letters, as in GBP")
    return value


def _file_beside(value: str) -> str:
    if is_whole(value):
        raise refuse("file-outside", f"'{value}' is a web address, not a file beside the story; write it under 'url'")
    parts = value.replace("\\", "/").split("/")
    if value.startswith(("/", "\\")) or ".." in parts or ":" in value:
        raise refuse(
            "file-outside",
            f"'{value}' leads out of the story's folder; put the file beside the story and give only its name",
        )
    return value


def quoted(value: object) -> str:
    """Return a value as a message shows it: short, and texts in quotes."""
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    text = str(value)
    short = text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004 - letters that fit a line
    return f"'{short}'"


Line = Annotated[str, AfterValidator(_one_line), Field(min_length=1)]
"""Text on one line; runs of white space count as one space."""

Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A calendar day (ISO 8601, YYYY-MM-DD)."""

PartialDay = Annotated[
    str,
    BeforeValidator(_partial_day),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}]}),
]
"""A year, a month or a day (ISO 8601 with reduced precision)."""

Figure = Annotated[Line, BeforeValidator(_figure), WithJsonSchema({"type": ["string", "number"]})]
"""A number or a few words with one. ``reading`` hands numbers over as they were written, as in ``1.50``."""

WebAddress = Annotated[Line, AfterValidator(_web_address), WithJsonSchema({"type": "string", "format": "uri"})]
Email = Annotated[Line, AfterValidator(_email), WithJsonSchema({"type": "string", "format": "email"})]
Currency = Annotated[Line, AfterValidator(_currency), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"})]
FileBeside = Annotated[Line, AfterValidator(_file_beside)]
Id = Annotated[str, StringConstraints(pattern=ID.pattern)]
"""A permanent identifier."""
