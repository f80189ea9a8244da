"""Markdown of other generators: the front matter of Hugo, Jekyll, Eleventy and Pelican, and their signs in the text."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from typing import TYPE_CHECKING

from site_builder.adapters.importing.beside import Beside
from site_builder.adapters.importing.faults import ImportingError
from site_builder.adapters.importing.foreign_text import in_githubs_markdown
from site_builder.adapters.importing.texts import text_of
from site_builder.content.foreign_keys import instead_of
from site_builder.content.front_matter import split
from site_builder.content.imported import Imported, Note, facts_at_top, key_called
from site_builder.content.plain_text import clean
from site_builder.content.source import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_TOML = re.compile(r"\s*\+\+\+[ \t]*\n(?P<facts>.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_PELICAN = re.compile(r"(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t]+[^\n]+\n)*)+")
_PELICAN_LINE = re.compile(r"(?P<key>[A-Za-z][\w-]*):[ \t]*(?P<value>[^\n]*(?:\n[ \t]+[^\n]+)*)")
_JEKYLL_NAME = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})-(?P<slug>.+)")
_GROUPS = frozenset({"params", "extra", "taxonomies", "meta", "seo"})
_NOT_NEEDED = frozenset({"id", "layout", "template", "type", "draft", "published", "status", "slug", "image"})


def read(path: Path) -> Iterator[Imported]:
    """Yield the one story of a file; raises ImportingError."""
    text, notes = text_of(path)
    data, body, lines = _halves(clean(text))
    facts: dict[str, tuple[str, ...]] = {}
    told = list(_sorted(data, facts, lines))
    if match := _JEKYLL_NAME.fullmatch(path.stem):
        facts.setdefault("date", (match["date"],))
        facts.setdefault("slug", (match["slug"],))
    title, body = _title(facts.get("title", ("",))[0], body)
    beside = Beside(path.parent)
    start = text.count("\n") - body.count("\n")
    converted, dropped = in_githubs_markdown(body, beside.take, start)
    at_top, converted = facts_at_top(converted)
    yield Imported(
        path.name, title=title, body=converted, facts={**at_top, **facts}, files=tuple(beside.files),
        notes=(*notes, *told, *dropped, *beside.notes),
    )  # fmt: skip


def _halves(text: str) -> tuple[Mapping[str, object], str, Mapping[str, int]]:
    """Return the facts at the top of a file, its text, and the line of each fact that has one."""
    stripped = text.lstrip()
    if match := _TOML.match(text):
        data = _toml(match["facts"])
        return data, text[match.end() :], _lines(data, text)
    if stripped.startswith(("---json", "{\n", "{\r", "{ ")):
        return _json(stripped)
    if stripped.startswith("---"):
        source = SourceText("", text)
        front_matter = split(source)
        problem = next(iter(front_matter.problems), None)
        if problem is not None:
            raise ImportingError(f"line {problem.line} of its front matter cannot be read: {problem.message}")
        keys = {key: source.position(front_matter.offset_of_key((key,)))[0] for key in front_matter.data}
        return front_matter.data, front_matter.body, keys
    if (match := _PELICAN.match(text)) and re.search(r"^title:", match[0], re.IGNORECASE | re.MULTILINE):
        found = list(_PELICAN_LINE.finditer(match[0]))
        lines = {m["key"]: text.count("\n", 0, m.start()) + 1 for m in found}
        return {m["key"]: " ".join(m["value"].split()) for m in found}, text[match.end() :], lines
    return {}, text, {}


def _toml(facts: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(facts)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ImportingError(f"its front matter is not TOML: {error}") from None


def _json(text: str) -> tuple[Mapping[str, object], str, Mapping[str, int]]:
    fenced = text.startswith("---json")
    begin = text.index("\n") + 1 if fenced and "\n" in text else 0
    try:
        data, end = json.JSONDecoder().raw_decode(text[begin:].lstrip())
    except (ValueError, RecursionError) as error:
        raise ImportingError(f"its front matter is not JSON: {error}") from None
    rest = text[begin:].lstrip()[end:].lstrip()
    facts = data if isinstance(data, dict) else {}
    return facts, rest.removeprefix("---") if fenced else rest, _lines(facts, text)


def _lines(data: Mapping[str, object], text: str) -> dict[str, int]:
    """Return the lines with keys that start one."""
    found = ((key, re.search(rf"^[\s{{]*\"?{re.escape(key)}\"?\s*[=:]", text, re.MULTILINE)) for key in _keys(data))
    return {key: text.count("\n", 0, match.end()) + 1 for key, match in found if match}


def _keys(data: Mapping[str, object]) -> Iterator[str]:
    for key, value in data.items():
        yield key
        if isinstance(value, dict):
            yield from value


def _sorted(
    data: Mapping[str, object], facts: dict[str, tuple[str, ...]], lines: Mapping[str, int], *, is_group: bool = False
) -> Iterator[Note]:
    """Put facts under the keys of this site; yield what has no place here."""
    for key, value in data.items():
        name, line = key.lower(), lines.get(key, 0)
        if isinstance(value, dict) and name in _GROUPS and not is_group:
            yield from _sorted(value, facts, lines, is_group=True)
        elif name == "draft" or (name == "published" and isinstance(value, bool)):
            hidden = bool(value) if name == "draft" else not value
            yield from [Note(f"'{key}': it was not public there", line)] if hidden else []
        elif name == "slug" and isinstance(value, str):
            facts["slug"] = (value,)
        elif known := key_called(key) if name not in _NOT_NEEDED else None:
            facts[known] = (*facts.get(known, ()), *_strings(value))
        elif value not in (None, "", [], {}):
            said = instead_of(key)
            yield Note(f"'{key}: {_short(value)}' has no place here{f': {said}' if said else ''}", line)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        yield from (text for item in value.values() for text in _strings(item))
    elif isinstance(value, date):
        yield value.isoformat()[:10]
    elif value is not None:
        yield " ".join(str(value).split())


def _short(value: object) -> str:
    text = ", ".join(_strings(value))
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004 - as in a message of the check


def _title(title: str, body: str) -> tuple[str, str]:
    """Return the title, from the first heading where nothing says it, and the text without that heading."""
    match = re.match(r"\s*#{1,2} (?P<title>[^\n]+)\n*", body)
    if match and (not title or match["title"].strip() == title):
        return title or re.sub(r"\\(.)", r"\1", match["title"].strip(" #")), body[match.end() :]
    return title, body
