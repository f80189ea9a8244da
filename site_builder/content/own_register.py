"""A register that a site brings itself: a CSV file with a row for each place that stories can come from."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.content import fields
from site_builder.content.characters import CONTROL, invisible
from site_builder.content.register import PLACE, Council, OtherName, Register
from site_builder.content.slugs import SLUG
from site_builder.content.suggest import did_you_mean
from site_builder.content.web_address import is_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from site_builder.content.register import Called

REQUIRED = ("slug", "name")
COLUMNS = (
    *REQUIRED, "short_name", "also", "type", "nation", "region", "lat", "lon", "gss", "status", "end_date",
    "successors", "website",
)  # fmt: skip
"""The columns that a register may have, in any order: those of the package's own, and other names under 'also'."""

_STATES = ("", "current", "abolished")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_BOUNDS = {"lat": 90, "lon": 180}
_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_BETWEEN = "|"
_TYPES_OF_COUNCIL = frozenset({"county", "district", "unitary"})
"""Types of the UK's register that others may call their places."""


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong on one line of the file."""

    line: int
    message: str


class RegisterError(Exception):
    """The file cannot be used; ``faults`` names everything that is wrong."""

    def __init__(self, faults: Sequence[RowFault]) -> None:
        """Take all faults at once."""
        super().__init__("; ".join(f"line {fault.line}: {fault.message}" for fault in faults))
        self.faults = tuple(faults)

    def said_of(self, file: str) -> str:
        """Return all faults, each on a line of its own with the name of the file."""
        lines = "\n".join(f"  {file}:{fault.line}: {fault.message}" for fault in self.faults)
        return f"'{file}' cannot be used:\n{lines}"


def read_own_register(data: bytes, called: Called, credit: str = "") -> Register:
    """Return the register in the content of a CSV file. Raises RegisterError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RegisterError([RowFault(1, "the file is not UTF-8; save it as 'CSV UTF-8'")]) from None
    rows = list(_rows(text))
    faults = [*_faults(rows)]
    if faults:
        raise RegisterError(sorted(faults, key=lambda fault: fault.line))
    return Register((_council(row, called) for _, row in rows), called, credit)


def _rows(text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the rows with the lines on which they end. Raises RegisterError where the file is no such table."""
    reader = csv.reader(io.StringIO(text), strict=True)
    ended = 0
    try:
        names = _without_empty_end([name.strip() for name in next(reader, ())])
        _check_columns(names)
        ended = reader.line_num
        for fields_of_row in reader:
            ended = reader.line_num
            values = [" ".join(value.split()) for value in fields_of_row]
            if not any(values):
                continue
            values = values[: len(names)] + _without_empty_end(values[len(names) :])
            if len(values) != len(names):
                said = f"the row has {len(values)} fields, and the first line names {len(names)}"
                raise RegisterError([RowFault(ended, f"{said}; put a text with a comma in quotes")])
            yield ended, dict(zip(names, values, strict=True))
    except csv.Error as error:
        raise RegisterError([RowFault(ended + 1, f"the file is not CSV: {error}")]) from None


def _without_empty_end(values: Sequence[str]) -> list[str]:
    """Return the fields up to the last that is not empty: spreadsheets write emptied cells as commas."""
    last = max((at for at, value in enumerate(values, 1) if value), default=0)
    return list(values[:last])


def _check_columns(names: Sequence[str]) -> None:
    if len(names) == 1 and ";" in names[0]:
        raise RegisterError([RowFault(1, "the columns must be separated by commas, not semicolons")])
    if not names:
        raise RegisterError([RowFault(1, f"the file is empty; the first line names the columns: {', '.join(COLUMNS)}")])
    faults = [f"there is no column '{name}', and each row needs one" for name in REQUIRED if name not in names]
    faults += [f"unknown column '{name}'{did_you_mean(name, COLUMNS)}" for name in names if name not in COLUMNS]
    faults += [f"the column '{name}' is there twice" for name in dict.fromkeys(names) if names.count(name) > 1]
    if faults:
        raise RegisterError([RowFault(1, fault) for fault in faults])


def _faults(rows: Sequence[tuple[int, Mapping[str, str]]]) -> Iterator[RowFault]:
    if not rows:
        yield RowFault(1, "there is no row below the first line; write register: none for a site without places")
    first: dict[str, int] = {}
    slugs = {row["slug"] for _, row in rows}
    for line, row in rows:
        for message in _faults_of(row, slugs):
            yield RowFault(line, message)
        if row["slug"] and (before := first.setdefault(row["slug"], line)) != line:
            yield RowFault(line, f"the slug '{row['slug']}' is on line {before} already")


def _faults_of(row: Mapping[str, str], slugs: Iterable[str]) -> Iterator[str]:
    """Yield what is wrong with a row by itself."""
    yield from _faults_of_characters(row)
    if not row["name"]:
        yield "the name is missing"
    if not SLUG.fullmatch(row["slug"]):
        yield f"the slug {fields.quoted(row['slug'])} must be lower-case letters, digits and single hyphens"
    yield from _faults_of_point(row)
    if row.get("status", "") not in _STATES:
        yield f"the status '{row['status']}' must be 'current' or 'abolished'"
    if (ended := row.get("end_date", "")) and not _DAY.fullmatch(ended):
        yield f"the end_date '{ended}' must be a year or a day, as in 2019-04-01"
    for successor in _listed(row, "successors"):
        if successor not in slugs:
            yield f"the successor '{successor}' is not in the register{did_you_mean(successor, slugs)}"
    if (website := row.get("website", "")) and not is_whole(website):
        yield f"the website '{website}' must be a full address, as in https://www.example.org/"


def _faults_of_characters(row: Mapping[str, str]) -> Iterator[str]:
    for name, value in row.items():
        if hidden := next(invisible(value), None):
            yield f"'{name}' has the invisible character {hidden[1]}; delete it"
        if CONTROL.search(value):
            yield f"'{name}' has a control character; type it again"


def _faults_of_point(row: Mapping[str, str]) -> Iterator[str]:
    point = {name: row.get(name, "") for name in _BOUNDS}
    for name, value in point.items():
        if value and (not _NUMBER.fullmatch(value) or abs(float(value)) > _BOUNDS[name]):
            yield f"{name} '{value}' must be degrees from -{_BOUNDS[name]} to {_BOUNDS[name]}, as in 53.96"
    if bool(point["lat"]) != bool(point["lon"]):
        yield "lat and lon belong together; give both or neither"


def _listed(row: Mapping[str, str], name: str) -> list[str]:
    return [part.strip() for part in row.get(name, "").split(_BETWEEN) if part.strip()]


def _type(given: str, called: Called) -> str:
    """Return a type as given, or else what a place is called; with a capital where the word means something else."""
    name = given or called.one
    return name.capitalize() if name == PLACE or (not given and name in _TYPES_OF_COUNCIL) else name


def _council(row: Mapping[str, str], called: Called) -> Council:
    ended = row.get("end_date", "")
    return Council(
        slug=row["slug"],
        name=row["name"],
        short_name=row.get("short_name") or row["name"],
        type=_type(row.get("type", ""), called),
        nation=row.get("nation", ""),
        region=row.get("region", ""),
        lat=float(row["lat"]) if row.get("lat") else None,
        lon=float(row["lon"]) if row.get("lon") else None,
        gss=row.get("gss", ""),
        end_date=ended or ("abolished" if row.get("status") == "abolished" else ""),
        successors=tuple(_listed(row, "successors")),
        other_names=tuple(OtherName(text, "short", "register") for text in _listed(row, "also")),
        website=row.get("website", ""),
    )
