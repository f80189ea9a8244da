"""What the scripts of the form to write a story need: its fields, the words and patterns of the check, the councils."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.content import days, fields, slugs, web_address
from site_builder.content.council_names import SAYS_NOTHING, names_in_use
from site_builder.files.artifact import Artifact
from site_builder.reports.form_fields import form_fields
from site_builder.reports.form_words import form_words
from site_builder.reports.story_schema import make_schema
from site_builder.rules.plain_texts import MARK, TEXTS

if TYPE_CHECKING:
    from site_builder.content.register import Register
    from site_builder.content.website import Site
    from site_builder.settings import Settings

_PATTERNS = {
    "partial": fields.PARTIAL_DAY,
    "name": fields.NAME_OF_SITE,
    "currency": fields.CURRENCY,
    "mailbox": web_address.MAILBOX,
    "slug": slugs.SLUG,
    "month": days.MONTH_ALONE,
    "plain": MARK,
}


def render(settings: Settings, register: Register, site: Site, root: str) -> tuple[Artifact, ...]:
    """Return the file; ``root`` is the stories folder, relative to the root of the repository."""
    data = {
        "repository": site.repository,
        "branch": site.branch,
        "folder": root,
        "fields": [asdict(one) for one in form_fields(make_schema(settings, register))],
        "words": form_words(settings, register),
        "patterns": {name: _as_javascript(pattern) for name, pattern in _PATTERNS.items()},
        "days": [_as_javascript(pattern) for pattern in days.FORMS],
        "months": list(days.MONTHS),
        "plainTexts": sorted(TEXTS),
        "years": {"first": fields.YEARS[0], "last": fields.YEARS[-1], "oldestPaper": fields.OLDEST_PAPER},
        "plans": [[plan.starts.isoformat(), plan.ends.isoformat()] for plan in settings.programme],
        "how": list(settings.how_section),
        "councils": [[c.slug, c.name, *(used.text for used in names_in_use(c))] for c in register],
        "saysNothing": sorted(SAYS_NOTHING),
        "called": [register.called.one, register.called.many],
    }
    return (Artifact.of_text(addresses.WRITE_JSON, json.dumps(data, ensure_ascii=False, separators=(",", ":"))),)


def _as_javascript(pattern: re.Pattern[str]) -> dict[str, str]:
    """Return an expression as JavaScript's RegExp takes it; that of a whole text is anchored there."""
    source = pattern.pattern.replace("(?P<", "(?<").replace(r"\Z", "$")
    return {"source": source, "flags": "iu" if pattern.flags & re.IGNORECASE else "u"}
