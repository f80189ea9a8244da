"""The open data in words: what tables, columns and keys mean, and what each file is for.

In a table ``{one}`` and ``{many}`` are what a site calls its places, ``{Many}`` with a capital.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from site_builder.render import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.content.register import Called

LICENCE = "Creative Commons Attribution 4.0 International"


class TableWords(NamedTuple):
    """The title of a table, and what its columns mean, by their names."""

    title: str
    columns: Mapping[str, str]


_ID = "permanent identifier of the story"
_SOURCE = {"source": "who says so", "url": "where that can be read, or empty"}

TABLES = {
    "stories": TableWords(
        "Stories: a row for each",
        {
            "id": "permanent identifier",
            "url": "address of the page",
            "title": "headline",
            "kind": "story, interview, guide, event or signpost",
            "summary": "one or two sentences",
            "date": "day of publication (ISO 8601)",
            "updated": "day of the latest announced update, else of publication",
            "original": "true or false: written first for this site",
            "councils": "slugs of the register, separated by |",
            "gss": "codes of these {many} (in the UK those of the ONS), separated by |",
            "themes": "separated by |",
            "services": "separated by |",
            "programmes": "separated by |",
            "partners": "separated by |",
            "started": "year in which the practice began, or empty",
            "sources": "titles, separated by |",
            "outcomes": "what came of it, with figure and source, separated by |; by columns in outcomes.csv",
            "savings": "money saved, with its source, separated by |; by columns in savings.csv",
            "link": "where a signpost points to, or empty",
            "pdf": "address of the PDF, or empty",
            "old_urls": "addresses that lead on to 'url', separated by |",
            "views": "page views so far, or empty where nothing is counted",
            "visits": "visits in which the page was seen, or empty where nothing is counted",
        },
    ),
    "councils": TableWords(
        "{Many}: a row for each {one} of each story",
        {
            "id": _ID,
            "slug": "short name in addresses",
            "name": "whole name",
            "gss": "code (in the UK that of the ONS); empty where there is none",
            "type": "type of {one}",
            "nation": "nation of the UK, or another country",
            "region": "region; in the UK outside England the nation",
            "lat": "degrees north (WGS84) of a point inside the area",
            "lon": "degrees east",
            "until": "day on which it was abolished, or empty",
            "successors": "slugs of the {many} that took over, separated by |",
        },
    ),
    "outcomes": TableWords(
        "Outcomes: a row for each", {"id": _ID, "what": "what was measured", "figure": "the figure", **_SOURCE}
    ),
    "savings": TableWords(
        "Savings: a row for each",
        {
            "id": _ID,
            "amount": "money saved",
            "currency": "of the amount (ISO 4217)",
            "period": "in which time it was saved",
            **_SOURCE,
        },
    ),
    "sources": TableWords(
        "Sources: a row for each paper or page that a story rests on",
        {"id": _ID, "title": "title", "date": "year, month or day (ISO 8601)", "url": "address, or empty"},
    ),
    "visits": TableWords(
        "Visits: a row for each story on each day",
        {
            "id": _ID,
            "date": "day",
            "source": "what counted; on a day that several have counted take one of them",
            "views": "page views by people",
            "visits": "visits in which the page was seen",
        },
    ),
}
"""What tables mean, by their names."""

DATASET_KEYS = {
    "schema_version": "Its first number rises when a key is renamed or removed, its second when one is added",
}
STORY_KEYS = {
    "id": "Permanent; never changes, even when the address does",
    "date": "Day of publication, ISO 8601",
    "updated": "Day of the latest announced update, else of publication, ISO 8601",
    "original": "Written first for this site",
    "started": "Year in which the practice began",
    "link": "Where a signpost points to",
    "updates": "Announced changes, oldest first",
    "pdf": "The same as a PDF, where the site makes them",
    "old_urls": "Addresses that lead on to 'url'",
    "views": "Page views so far by people; null where nothing is counted",
    "visits": "Visits in which the page was seen; null where nothing is counted",
}
COUNCIL_KEYS = {
    "gss": "ONS code; empty where there is none",
    "lat": "Degrees (WGS84) of a point inside the area, where one is known",
    "until": "Day on which it was abolished, or 'abolished' where unknown",
    "successors": "Slugs of the councils that took over from it",
}
"""What keys of the JSON mean that do not say it themselves."""

JSON = "everything, for programs"
JSON_SCHEMA = "what the JSON contains"
CSV = "a row for each story, for spreadsheets"
DATA_PACKAGE = "all tables with their columns and types"
"""What each file is for."""


def credit(name: str, url: str) -> str:
    """Return how to name the source of the data."""
    return f"{name}, {url}, CC BY 4.0"


def geojson(called: Called) -> str:
    """Return what the file of points is for."""
    return f"the {called.many} with stories, for maps"


def in_words_of(text: str, called: Called) -> str:
    """Return a title or a meaning in what a site calls its places."""
    return text.format(one=called.one, many=called.many, Many=words.sentence_case(called.many))
