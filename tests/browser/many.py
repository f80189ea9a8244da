"""A collection of as many stories as one wants, the same every time, and our own count of what is in it."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.builders import story_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.content.register import Register

DAY = date(2026, 11, 21)
VOCABULARIES = {
    "themes": [f"theme {letter}" for letter in "abcdefgh"],
    "services": [f"service {letter}" for letter in "abcdefghijkl"],
    "programmes": [f"programme {letter}" for letter in "abcdef"],
}
_KINDS = ("story", "story", "story", "interview", "guide", "event")
_WORDS = [
    "council",
    "service",
    "digital",
    "board",
    "resident",
    "pilot",
    "budget",
    "learning",
    "market",
    "savings",
    "housing",
]


@dataclass(frozen=True)
class Made:
    """A story of the collection: its source, and its choices in every facet as the form names them."""

    path: str
    text: str
    title: str
    day: date
    choices: Mapping[str, frozenset[str]]


def make_stories(count: int, register: Register, *, words: int = 120, seed: int = 1) -> list[Made]:
    """Return this many published stories, newest first."""
    chance = random.Random(seed)  # noqa: S311 - not a secret
    councils = [council for council in register if not council.is_abolished]
    syllables = itertools.product(("ba", "co", "di"), ("ral", "men", "tis"), ("ta", "ing", "ous"))
    vocabulary = [*_WORDS, *map("".join, syllables)]
    found = []
    for n in range(count):
        day = DAY - timedelta(days=n)
        of = {key: chance.sample(names, chance.randint(key == "themes", 2)) for key, names in VOCABULARIES.items()}
        where = chance.sample(councils, chance.choice((1, 1, 1, 2, 6)))
        kind = chance.choice(_KINDS)
        title = f"{chance.choice(_WORDS).capitalize()} {chance.choice(_WORDS)} number {n}"
        parts = (" ".join(chance.choice(vocabulary) for _ in range(words // 3)) for _ in range(3))
        body = "".join(f"## How it works, part {k}\n\n{part}.\n\n" for k, part in enumerate(parts, 1))
        text = story_text(
            f"{body}Marker{n:05d}.\n",
            id=f"story-{n:05d}",
            title=title,
            date=day,
            kind=kind,
            councils=[c.slug for c in where],
            **of,
        )
        choices = {
            **{key.removesuffix("s"): frozenset(name.replace(" ", "-") for name in names) for key, names in of.items()},
            "region": frozenset(council.region.lower().replace(" ", "-") for council in where),
            "type": frozenset(council.type for council in where),
            "kind": frozenset({kind}),
            "year": frozenset({str(day.year)}),
        }
        found.append(Made(f"{day.year}/story-{n:05d}.md", text, title, day, choices))
    return found


def fitting(stories: list[Made], wanted: Mapping[str, set[str]]) -> list[Made]:
    """Return the stories that fit one of the choices in every facet that has any."""
    return [story for story in stories if all(story.choices[name] & slugs for name, slugs in wanted.items() if slugs)]


def number_of(stories: list[Made], wanted: Mapping[str, set[str]], name: str, slug: str) -> int:
    """Return the number beside a choice: how many fit it and what is chosen in the other facets."""
    others = {other: slugs for other, slugs in wanted.items() if other != name}
    return sum(slug in story.choices[name] for story in fitting(stories, others))
