"""A text of the help for one site: with its own words, and without what it does not have.

The sources are plain Markdown, which GitHub shows too. They speak of councils and have every vocabulary. For a site

- what is between ``<!-- if places -->`` and ``<!-- end -->`` is left out where that is not so (``Conditions`` has
  all names),
- a line about a key or a rule is left out where the site has nothing for it, as in ``services: [housing]``; where it
  has, such a line of an example shows its own terms and place,
- a council is called what the register calls its places, and Wigan is one of them.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from site_builder.content.register import Called, Council, Register
    from site_builder.settings import Settings

_CONDITIONAL = re.compile(r"<!-- if (?P<name>[a-z]+) -->(\n)?(?P<text>.*?)<!-- end -->(?(2)\n)", re.DOTALL)
_EXAMPLE = re.compile(r"^(?P<key>[a-z]+): \[[^\]\n]+\]\n", re.MULTILINE)
_ENTRY = re.compile(r"^- `(?P<name>[a-z-]+)`[ :].*\n", re.MULTILINE)
_APART = re.compile(r"(^```.*?^```$|`[^`\n]+`|\]\([^)\s]+\))", re.MULTILINE | re.DOTALL)
"""Code, and where a link leads: not words of the text."""
_WORDS = re.compile(r"\b(?P<a>[Aa] )?council(?P<many>s)?\b")
_NAMES = re.compile(r"\bWigan Council\b|\bwigan\b|(?<![\w/-])council(?![\w/-])")
_PLAIN_IN_YAML = re.compile(r"[^\W\d_][\w -]*")
_SAMPLE = "wigan"
_MOST_TERMS = 2


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a text of the help can ask of a site."""

    places: bool
    regions: bool
    uk: bool
    pdf: bool
    repository: bool
    vscode: bool


def under(conditions: Conditions, text: str) -> str:
    """Return a text without what is not so. Raises KeyError where it asks for a condition that is not known."""
    is_met: Mapping[str, bool] = asdict(conditions)
    return _CONDITIONAL.sub(lambda found: found["text"] if is_met[found["name"]] else "", text)


def fit(text: str, settings: Settings, register: Register) -> str:
    """Return a text of the help in the words of a site, without what it does not have."""
    place = register.get(_SAMPLE) or next((place for place in register if not place.is_abolished), None)
    values = {str(key): [term.name for term in terms] for key, terms in settings.taxonomies.items()}
    values["councils"] = [place.slug] if place else []
    text = _EXAMPLE.sub(lambda found: _example(found, values), text)
    text = _ENTRY.sub(lambda found: "" if _is_about_nothing(found["name"], values) else found[0], text)
    return _in_words_of(text, register.called, place) if place else text


def _example(line: re.Match[str], values: Mapping[str, Sequence[str]]) -> str:
    """Return a line of front matter with values of the site, or nothing where there are none."""
    if line["key"] not in values:
        return line[0]
    listed = ", ".join(
        name if _PLAIN_IN_YAML.fullmatch(name) else json.dumps(name, ensure_ascii=False)
        for name in values[line["key"]][:_MOST_TERMS]
    )
    return f"{line['key']}: [{listed}]\n" if listed else ""


def _is_about_nothing(name: str, values: Mapping[str, Sequence[str]]) -> bool:
    """Whether a key or a rule is about what a site does not have: ``services`` and ``service-known`` without any."""
    return any(not values.get(key, "?") for part in name.split("-") for key in (part, f"{part}s"))


def _in_words_of(text: str, called: Called, place: Council) -> str:
    """Return a text in which a council is called what this one is; code keeps its words, but for names and examples."""
    names = {"Wigan Council": place.name, _SAMPLE: place.slug, "council": called.one}
    parts = _APART.split(text)
    parts[::2] = [_WORDS.sub(lambda found: _called(found, called), part) for part in parts[::2]]
    parts[1::2] = [
        _NAMES.sub(lambda found: names[found[0]], part) if part.startswith("`") else part for part in parts[1::2]
    ]
    return "".join(parts)


def _called(found: re.Match[str], called: Called) -> str:
    words = called.many if found["many"] else called.one
    if not found["a"]:
        return words
    article = called.a.removesuffix(called.one)
    return (article.capitalize() if found["a"].isupper() else article) + words
