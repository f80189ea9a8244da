"""The rules for people and programs: all of them, or one with its examples."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING

from site_builder.content.suggest import closest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from site_builder.rules.catalogue import Entry

_HEAD = """# The rules

What `stories check` looks for, in the order in which it reads a file. An *error* keeps the site from being built, a
*warning* does not. `stories rules` prints this list, and `stories rules how-section` one rule with a bad and a good
example. `make rules` writes this page.

| Rule | Severity | Broken in | What it wants |
| --- | --- | --- | --- |
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
    """Return all rules as a page for the repository."""
    rows = (f"| `{e.id}` | {e.severity} | {e.place} | {_escaped(e.wants)} |\n" for e in _by_place(entries))
    return _HEAD + "".join(rows)


def unknown(id_: str, known: Collection[str]) -> str:
    """Return what to say of an id that no rule has."""
    near = closest(id_, known)
    return f"there is no rule '{id_}'" + (f"; did you mean '{near}'?" if near else "; 'stories rules' lists all")


def _by_place(entries: Collection[Entry]) -> list[Entry]:
    places = list(dict.fromkeys(entry.place for entry in entries))
    return sorted(entries, key=lambda entry: places.index(entry.place))


def _indented(example: str) -> str:
    return "\n".join(f"  {line}" for line in example.split("\n"))


def _escaped(text: str) -> str:
    """Return a text as it reads in a cell of a table in Markdown."""
    return text.replace("|", "\\|").replace("<", "\\<").replace("*", "\\*").replace("`", "\\`").replace("_", "\\_")
