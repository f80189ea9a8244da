"""The rules for people and programs: all of them, or one with its examples."""

from __future__ import annotations

import json
import re
from itertools import groupby
from typing import TYPE_CHECKING

from site_builder.content.plain_text import escaped
from site_builder.content.suggest import closest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from site_builder.rules.catalogue import Entry

_HYPHENS = re.compile(r"-{2,}\w*")
_HEAD = """---
title: All rules
description: Every rule of the check, with its severity and what it wants.
---

These are the rules of `stories check`, in the order in which it reads a file. An *error* stops the site from being
built. A *warning* does not.

`stories rules` prints this list. `stories rules how-section` shows one rule, with a bad and a good example.
"""


def as_text(entries: Collection[Entry]) -> str:
    """Return all rules as a list for people, under the place where they are broken."""
    width = max((len(entry.id) for entry in entries), default=0)
    blocks = []
    for place, of_place in groupby(_by_place(entries), key=lambda entry: entry.place):
        lines = [f"  {entry.id:<{width}}  {entry.severity:<7}  {entry.wants}" for entry in of_place]
        blocks.append("\n".join([f"Broken in the {place}", *lines]))
    return "\n\n".join([*blocks, "With examples: stories rules how-section"])


def one_as_text(entry: Entry) -> str:
    """Return one rule with its examples for people."""
    examples = (f"{heading}:\n{_indented(example)}" for heading, example in (("Bad", entry.bad), ("Good", entry.good)))
    return "\n\n".join([f"{entry.id} ({entry.severity}, in the {entry.place})\n{entry.wants}", *examples])


def as_json(entries: Iterable[Entry]) -> str:
    """Return rules for programs."""
    rules = [
        {
            "id": entry.id, "severity": entry.severity, "place": entry.place, "wants": entry.wants,
            "bad": entry.bad, "good": entry.good,
        }
        for entry in entries
    ]  # fmt: skip
    return json.dumps({"rules": rules}, ensure_ascii=False, indent=2)


def as_markdown(entries: Collection[Entry]) -> str:
    """Return all rules as a page of the help."""
    page = _HEAD
    for place, of_place in groupby(_by_place(entries), key=lambda entry: entry.place):
        page += f"\n## In the {place}\n\n"
        page += "".join(f"- `{entry.id}` ({entry.severity}): {_as_typed(entry.wants)}\n" for entry in of_place)
    return page


def unknown(id_: str, known: Collection[str]) -> str:
    """Return what to say of an id that no rule has."""
    near = closest(id_, known)
    return f"there is no rule '{id_}'" + (f"; did you mean '{near}'?" if near else "; 'stories rules' lists all")


def _as_typed(text: str) -> str:
    """Return Markdown for a text whose hyphens stay: two of them would become a dash."""
    return _HYPHENS.sub(r"`\g<0>`", escaped(text))


def _by_place(entries: Collection[Entry]) -> list[Entry]:
    places = list(dict.fromkeys(entry.place for entry in entries))
    return sorted(entries, key=lambda entry: places.index(entry.place))


def _indented(example: str) -> str:
    return "\n".join(f"  {line}" for line in example.split("\n"))
