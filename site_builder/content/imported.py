"""A story of an old collection as it was read, before anything is matched with this site."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from site_builder.content import days

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that comes with a story: its name, and its content."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """Something that did not come in, or not as it was; ``line`` is that of the file it came from, or 0."""

    said: str
    line: int = 0


@dataclass(frozen=True)
class Imported:
    """One story as another program held it.

    ``origin`` is the file it comes from, ``line`` where it begins there, ``body`` GitHub's Markdown. ``facts`` have
    what was said of it, by the names of this site's keys (``councils``, ``summary``, ...), each as written; and under
    ``words`` tags, of which nobody said what they are, ``addresses`` those it had, ``slug`` its short name.
    """

    origin: str
    line: int = 1
    title: str = ""
    body: str = ""
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: tuple[Attached, ...] = ()
    notes: tuple[Note, ...] = ()

    def fact(self, key: str) -> str:
        """Return the first of what was said under a key, or nothing."""
        return next(iter(self.facts.get(key, ())), "")

    @property
    def day(self) -> date | None:
        """The day that is meant by its date, if one can be read."""
        return days.read(self.fact("date"))


# What people call the columns of a table, the keys of other generators, and the lines at the top of a document.
_CALLED: Mapping[str, tuple[str, ...]] = {
    "title": (
        "title", "name", "headline", "heading", "case study", "project", "project name", "project title", "story",
    ),
    "summary": (
        "summary", "description", "abstract", "excerpt", "intro", "introduction", "teaser", "synopsis", "overview",
        "standfirst", "subtitle", "in brief", "lead",
    ),
    "date": (
        "date", "published", "publication date", "date published", "published on", "pubdate", "publishdate", "created",
        "date of publication", "publish date",
    ),
    "councils": (
        "council", "councils", "authority", "authorities", "local authority", "local authorities", "organisation",
        "organization", "council name", "name of council", "la", "lead authority",
    ),
    "themes": ("theme", "themes", "topic", "topics"),
    "services": ("service", "services", "service area", "service areas", "service type"),
    "programmes": ("programme", "programmes", "program", "scheme"),
    "words": ("tags", "tag", "categories", "category", "keywords", "keyword", "labels", "subject", "subjects"),
    "partners": ("partner", "partners", "partnership with", "working with"),
    "started": ("started", "start", "start year", "year started", "since", "began"),
    "addresses": (
        "url", "address", "permalink", "link", "web address", "web page", "page", "redirect from", "aliases", "old url",
        "canonical url", "canonical", "website", "hyperlink",
    ),
    "sources": ("source", "sources", "reference", "references", "evidence"),
    "contact": ("contact", "contact email", "email", "e mail", "contact details"),
    "body": ("text", "body", "content", "story text", "full text", "article", "case study text"),
}  # fmt: skip
_TABLE_AT_TOP = re.compile(r"(?:\|(?:\\.|[^|\n\\])*\|(?:\\.|[^|\n\\])*\|(?:\n|\Z)){2,}")
_CELLS = re.compile(r"(?<!\\)\|")
_FACT_LINE = re.compile(r"\**(?P<name>[A-Za-z][A-Za-z -]{1,30}?)\**[ ]?:\**[ ]+(?P<value>[^\n]+)(?:\n|\Z)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_KEY_BY_NAME = {name: key for key, names in _CALLED.items() for name in names}


def key_called(name: str) -> str | None:
    """Return the key that people mean by a name, or None.

    >>> key_called("Local Authority:")
    'councils'
    """
    plain = " ".join(name.replace("_", " ").replace("-", " ").strip(" :*\t").split()).casefold()
    return _KEY_BY_NAME.get(plain)


def separate(value: str) -> Iterator[str]:
    """Yield the names in a value that may have several: between semicolons, bars, lines, or else commas."""
    for sign in (";", "|", "\n", ","):
        if sign in value:
            yield from (part.strip() for part in value.split(sign) if part.strip())
            return
    if value.strip():
        yield value.strip()


def facts_at_top(body: str) -> tuple[dict[str, tuple[str, ...]], str]:
    """Return what the first lines of a text say of it, as in ``Council: Wigan``, with the rest of the text.

    A table of two columns in which every name is known says so too.
    """
    facts: dict[str, tuple[str, ...]] = {}
    if match := _TABLE_AT_TOP.match(body):
        rows = [[cell.strip() for cell in _CELLS.split(row)[1:-1]] for row in match[0].strip().split("\n")]
        pairs = [(row[0], row[1]) for row in (rows[0], *rows[2:])]
        if all(_is_fact(name) for name, _ in pairs):
            for name, value in pairs:
                _add(facts, name, value.replace("<br>", "; "))
            body = body[match.end() :].lstrip("\n")
    while (match := _FACT_LINE.match(body)) and _is_fact(match["name"]):
        _add(facts, match["name"], match["value"])
        body = body[match.end() :].lstrip("\n")
    return facts, body


def _is_fact(name: str) -> bool:
    return key_called(name) not in {None, "body"}


def _add(facts: dict[str, tuple[str, ...]], name: str, value: str) -> None:
    key, value = key_called(name), _ESCAPED.sub(r"\1", value.strip(" *\\"))
    if key and value:
        facts[key] = (*facts.get(key, ()), value)
