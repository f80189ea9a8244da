"""What tests are made of: the text of a story, a tree of files, settings, a small register, plain pieces."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from site_builder.collection import Collection, read_collection
from site_builder.content.front_matter_model import FrontMatterModel
from site_builder.content.register import Council, Register
from site_builder.content.source import MAX_BYTES, RawFile, Tree
from site_builder.content.story import Story
from site_builder.content.vocabulary import Taxonomy, Term
from site_builder.programme.plan import Plan, Quota, Target, Waiver
from site_builder.settings import Settings, parse_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TODAY = date(2026, 11, 21)
"""A Saturday, in the first period of the plan of 2026-27."""

ROOT = "stories"

SUMMARY = "How a council did something new, and what others would need to do the same."

BODY = "What happened, in short.\n\n## How it works\n\nStep by step.\n"

VOCABULARIES: Mapping[str, list[str]] = {
    "themes": ["political leadership", "commercialisation", "digitalisation"],
    "services": ["adult social care", "housing", "energy"],
    "programmes": ["Creative Councils", "Future Councils"],
}

GOOD: Mapping[str, object] = {
    "id": "good-story",
    "title": "A good story",
    "status": "ready",
    "date": date(2026, 11, 16),
    "summary": SUMMARY,
    "councils": ["york"],
    "themes": ["digitalisation"],
    "sources": [{"title": "A board paper", "date": "2013-09-12"}],
}
"""The front matter of a story without a fault, published before ``TODAY``."""


def story_text(body: str = BODY, **changes: object) -> str:
    """Return the text of a good story with some keys changed: one line for each key; None removes one."""
    values = {key: value for key, value in {**GOOD, **changes}.items() if value is not None}
    lines = [f"{key}: {yaml_of(value)}\n" for key, value in values.items()]
    return "".join(["---\n", *lines, "---\n\n", body])


def yaml_of(value: object) -> str:
    """Return a value on one line, as JSON, which is YAML too; days without quotes, as editors write them."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {yaml_of(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(yaml_of(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def tree(texts: Mapping[str, str | bytes], others: Iterable[str] = (), root: str = ROOT) -> Tree:
    """Return the stories folder with these Markdown files and, beside them, files without a content."""
    files = {path: text.encode() if isinstance(text, str) else text for path, text in texts.items()}
    raw = tuple(RawFile(f"{root}/{path}", data[: MAX_BYTES + 1]) for path, data in files.items())
    return Tree(root, raw, {path: len(data) for path, data in files.items()} | dict.fromkeys(others, 1))


def settings(**options: object) -> Settings:
    """Return settings with the vocabularies of the tests."""
    return parse_settings({"vocabularies": VOCABULARIES} | options)


@cache
def register() -> Register:
    """Return a register of six councils, one of them abolished."""
    return Register(
        [
            Council("derbyshire", "Derbyshire County Council", "Derbyshire", "county", lat=53.1, lon=-1.6),
            Council("east-suffolk", "East Suffolk Council", "East Suffolk", "district", lat=52.2, lon=1.4),
            Council(
                "suffolk-coastal", "Suffolk Coastal District Council", "Suffolk Coastal", "district",
                end_date="2019-04-01", successors=("east-suffolk",),
            ),
            Council("wigan", "Wigan Council", "Wigan", "metropolitan", lat=53.5, lon=-2.6),
            Council("wrexham", "Wrexham County Borough Council", "Wrexham", "principal", nation="Wales"),
            Council("york", "City of York Council", "York", "unitary", lat=54.0, lon=-1.1),
        ]
    )  # fmt: skip


def read(
    texts: Mapping[str, str | bytes],
    others: Iterable[str] = (),
    today: date = TODAY,
    options: Settings | None = None,
) -> Collection:
    """Return the collection of these files, read and checked."""
    return read_collection(tree(texts, others), options or settings(), register(), today)


def faults(collection: Collection) -> list[str]:
    """Return what was found, as text, without the name of the root folder."""
    return [str(problem).removeprefix(f"{ROOT}/") for problem in collection.problems]


def piece(
    name: str = "piece",
    day: date | None = date(2026, 11, 16),
    *,
    councils: Iterable[str] = (),
    terms: Iterable[Term] = (),
    path: str | None = None,
    **keys: object,
) -> Story:
    """Return a piece as a value, without a file: ready unless told otherwise, with the name as slug and id.

    ``keys`` are keys of the front matter; ``councils`` are slugs of the register of the tests.
    """
    known = register()
    given: dict[str, object] = {"id": name.ljust(6, "-"), "title": name, "status": "ready", "date": day}
    found = [council for slug in councils if (council := known.get(slug))]
    of_taxonomy = {t: tuple(term for term in terms if term.taxonomy is t) for t in Taxonomy}
    return Story(
        FrontMatterModel.model_validate(given | {"councils": list(councils)} | keys),
        path or f"2026/{name}.md", name, "", tuple(found), of_taxonomy,
    )  # fmt: skip


def theme(name: str) -> Term:
    """Return a term of the themes."""
    return Term(Taxonomy.THEMES, name)


def plan(
    starts: date = date(2026, 11, 1),
    ends: date = date(2027, 10, 31),
    *,
    pieces: int | None = 2,
    every_months: int = 2,
    target: tuple[int, date] | None = (12, date(2027, 9, 30)),
    waivers: Mapping[date, int] | None = None,
    name: str = "2026-27",
) -> Plan:
    """Return a plan, by default that of 2026-27; ``pieces=None`` is a plan without a quota."""
    return Plan(
        name, starts, ends,
        None if pieces is None else Quota(pieces, every_months),
        None if target is None else Target(*target),
        tuple(Waiver(day, fewer, "a reason") for day, fewer in (waivers or {}).items()),
    )  # fmt: skip
