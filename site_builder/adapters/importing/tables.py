"""Tables, a row a story: CSV as any spreadsheet saves it, and .xlsx; the only module that knows openpyxl."""

from __future__ import annotations

import csv
import io
import re
import warnings
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

import openpyxl

from site_builder.adapters.importing import packages
from site_builder.adapters.importing.faults import ImportingError
from site_builder.adapters.importing.texts import text_of
from site_builder.content.imported import Imported, Note, key_called
from site_builder.content.plain_text import in_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    Row = tuple[int, Sequence[str]]

_MOST_ROWS = 5_000
_MOST_COLUMNS = 200
_WORTH_A_SECTION = 40
_SECTIONS = re.compile(
    r"\b(?:how|what|why|results?|outcomes?|impact|benefits?|challenges?|problem|approach|lessons?|background|context|"
    r"solution|innovation|learning|next steps)\b",
    re.IGNORECASE,
)
_SAMPLE = 8_192


def read_csv(path: Path) -> Iterator[Imported]:
    """Yield a story for each row; raises ImportingError."""
    text, notes = text_of(path)
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:_SAMPLE], ",;\t|")
    except csv.Error:
        dialect = csv.excel
    rows = csv.reader(io.StringIO(text), dialect=dialect, strict=False)
    try:
        numbered: list[Row] = []
        before = 0
        for row in islice(rows, _MOST_ROWS + 1):
            numbered.append((before + 1, row))
            before = rows.line_num
    except csv.Error as error:
        raise ImportingError(f"line {rows.line_num} cannot be read as CSV: {error}") from None
    yield from _stories(path.name, numbered, notes)


def read_xlsx(path: Path) -> Iterator[Imported]:
    """Yield a story for each row of the first sheet with more than one; raises ImportingError."""
    packages.look_through(path, "xlsx")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts of a workbook that are no values, such as its validations
            book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
            sheets = [list(_values(sheet)) for sheet in book.worksheets]
            book.close()
    except Exception as error:  # noqa: BLE001 - openpyxl reports a workbook that it cannot read in many ways
        raise ImportingError(f"it cannot be read as a workbook ({type(error).__name__}); save it again") from None
    rows = next((sheet for sheet in sheets if len(sheet) > 1), [])
    yield from _stories(path.name, rows, ())


def _values(sheet: Any) -> Iterator[Row]:  # noqa: ANN401 - openpyxl has no types
    cells = sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS, max_row=_MOST_ROWS + 1)
    for n, row in enumerate(cells, 1):
        if any(value is not None for value in row):
            yield n, [_text(value) for value in row]


def _text(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _stories(origin: str, rows: Sequence[Row], notes: tuple[Note, ...]) -> Iterator[Imported]:
    """Yield the stories of rows below a row of headings."""
    filled = [(line, row) for line, row in rows if any(cell.strip() for cell in row)]
    if len(filled) > _MOST_ROWS:
        raise ImportingError(f"it has more than {_MOST_ROWS:,} rows; split it")
    head = next((n for n, (_, row) in enumerate(filled) if "title" in map(key_called, row)), None)
    if head is None:
        raise ImportingError("no column is headed 'Title'; give the column with the titles that heading")
    names = [" ".join(cell.split()) for cell in filled[head][1]]
    sections = _sections(names, [row for _, row in filled[head + 1 :]])
    for line, row in filled[head + 1 :]:
        yield _story(origin, line, names, row, sections, notes)
        notes = ()


def _sections(names: Sequence[str], rows: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the names of columns that have texts and no facts."""
    return frozenset(
        name
        for n, name in enumerate(names)
        if name
        and key_called(name) is None
        and (_SECTIONS.search(name) or any(len(row) > n and len(row[n]) > _WORTH_A_SECTION for row in rows))
    )


def _story(
    origin: str, line: int, names: Sequence[str], row: Sequence[str], sections: frozenset[str], notes: tuple[Note, ...]
) -> Imported:
    facts: dict[str, tuple[str, ...]] = {}
    parts: list[str] = []
    dropped = list(notes)
    for name, cell in zip(names, row, strict=False):
        key = key_called(name)
        if not cell.strip():
            continue
        if key == "body":
            parts.insert(0, in_markdown(cell))
        elif key:
            facts[key] = (*facts.get(key, ()), cell.strip())
        elif name in sections:
            parts.append(f"## {in_markdown(name)}\n\n{in_markdown(cell)}")
        else:
            dropped.append(
                Note(f"the column '{name or 'without a heading'}' has no place here: {cell.strip()[:60]}", line)
            )
    title = " ".join(facts.get("title", ("",))[0].split())
    return Imported(origin, line, title=title, body="\n\n".join(parts), facts=facts, notes=tuple(dropped))
