"""The open data of a site: as their own schema says, and leading to pages that are there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from jsonschema import Draft202012Validator, FormatChecker

from tests.audit.finding import Finding, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.audit.built import BuiltSite

DATA, SCHEMA = "data/stories.json", "data/stories.schema.json"


def findings(site: BuiltSite) -> Iterator[Finding]:
    """Yield what is wrong with the data of a site."""
    for path in (DATA, SCHEMA):
        if path not in site.files:
            yield Finding("data", f"there is no {path}", Spot(path))
            return
    try:
        data, schema = json.loads(site.read(DATA)), json.loads(site.read(SCHEMA))
    except ValueError as error:
        yield Finding("data", f"this is not JSON: {error}", Spot(DATA))
        return
    errors = list(Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(data))
    for wrong in errors:
        yield Finding("data", f"{wrong.json_path} is not as the schema says: {wrong.message[:200]}", Spot(DATA))
    for story in data["stories"] if not errors else ():
        if site.path_at(story["url"]) not in site.files:
            yield Finding("data", f"{story['url']} is not there", Spot(DATA))
