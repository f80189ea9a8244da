"""What people look for, and what they should find: 28 stories frozen for this, and queries in people's own words."""

from __future__ import annotations

import csv
import itertools
import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from site_builder.adapters.disk import read_register
from tests.builders import story_text
from tests.site.projects import build_for_lists, make_project

if TYPE_CHECKING:
    from tests.site.projects import Site

FOLDER = Path(__file__).parent
DAY = date(2027, 9, 21)
NOTHING = "-"


@dataclass(frozen=True)
class Query:
    """What somebody typed, which stories may come first (none: nothing is right), and what is offered instead."""

    text: str
    first: frozenset[str]
    near: str
    failed_before: bool


def queries() -> list[Query]:
    """Return the table of queries."""
    with (FOLDER / "queries.csv").open(encoding="utf-8", newline="") as file:
        return [
            Query(
                row["query"],
                frozenset(row["first"].split("|")) - {NOTHING},
                row["near"],
                failed_before=row["before"] == "failed",
            )
            for row in csv.DictReader(file)
        ]


def stories() -> dict[str, str]:
    """Return the texts of the stories by their paths."""
    root = FOLDER / "stories"
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in sorted(root.rglob("*.md"))}


def options() -> dict[str, Any]:
    """Return the plugin's options for them."""
    found: dict[str, Any] = yaml.safe_load((FOLDER / "options.yml").read_text("utf-8"))
    return found


def made_up(count: int) -> dict[str, str]:
    """Return as many stories of made-up words, which no query of the table should find, from before the others."""
    chance = random.Random(9)  # noqa: S311 - not a secret
    syllables = itertools.product(("bal", "cor", "dim", "fen"), ("ra", "me", "ti", "so"), ("tan", "ing", "ous", "vel"))
    words = ["".join(parts) for parts in syllables]
    councils = [c.slug for c in read_register() if c.region == "Northern Ireland"]
    themes = [term["name"] for term in options()["vocabularies"]["themes"]]
    found = {}
    for n in range(count):
        text = [" ".join(chance.choice(words) for _ in range(12)) for _ in range(3)]
        found[f"2025/made-up-{n:04d}.md"] = story_text(
            f"{text[0]}.\n\n## How\n\n{text[1]}.\n",
            id=f"made-up-{n:04d}",
            title=f"{text[2][:60].capitalize()} {n}",
            summary=f"{text[2]} {text[0]}"[:250],
            date=date(2025, 1, 1) + timedelta(days=n % 300),
            councils=[chance.choice(councils)],
            themes=[chance.choice(themes)],
        )
    return found


def make(folder: Path, more: int = 0) -> Site:
    """Build the site of the stories as it was on the day, and of as many made-up ones as make the number whole."""
    texts = stories()
    return build_for_lists(make_project(folder / "project", texts | made_up(more - len(texts)), options()), DAY)
