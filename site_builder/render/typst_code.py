"""Values as code of the typesetter Typst. A text can only become a string: nothing that it has is ever code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = "str | int | float | Code | Mapping[str, Value] | Sequence[Value] | None"


@dataclass(frozen=True, slots=True)
class Code:
    """Code that was made of values already."""

    text: str


def string(text: str) -> str:
    """Return a text as a string (https://typst.app/docs/reference/foundations/str/)."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def code(value: Value) -> str:
    """Return a value; keys of mappings are names of ours."""
    if isinstance(value, Code):
        return value.text
    if isinstance(value, str):
        return string(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return f"({''.join(f'{key}: {code(item)}, ' for key, item in value.items())})" if value else "(:)"
    if isinstance(value, Sequence):
        return f"({''.join(f'{code(item)}, ' for item in value)})"
    return "none" if value is None else str(value)


def call(name: str, *arguments: Value, **named: Value) -> str:
    """Return the call of a function."""
    given = [*map(code, arguments), *(f"{key.replace('_', '-')}: {code(value)}" for key, value in named.items())]
    return f"{name}({', '.join(given)})"


def labelled(content: str, label: str) -> str:
    """Return content that others can refer to."""
    return f"[#{content}#{call('label', label)}]"
