"""The fields of the form to write a story, made from the JSON Schema of the front matter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LONG = 200
_KEY_OF_COUNCILS = "councils"
_TYPES = {"boolean": "switch", "integer": "whole", "number": "number"}
_FORMATS = {"date": "day", "uri": "url", "email": "email"}


@dataclass(frozen=True, slots=True)
class FormField:
    """One key of the front matter as a field.

    ``kind`` is how it is filled in: 'line', 'long' (a text of several lines), 'lines' (one value on each), 'day',
    'part' (a day, a month or a year), 'url', 'email', 'number', 'whole' (a number without a fraction), 'switch',
    'choice' (one of ``options``), 'terms' (any of ``options``), 'councils', 'entry' (a group of ``fields``) or
    'entries' (a list of such groups). ``least`` and ``most`` bound the length of a text, ``lowest`` and
    ``highest`` a number. ``required`` says of the field of a group that its group must have it.
    """

    key: str
    label: str
    hint: str
    kind: str
    options: tuple[str, ...] = ()
    default: str = ""
    least: int | None = None
    most: int | None = None
    lowest: int | None = None
    highest: int | None = None
    required: bool = False
    fields: tuple[FormField, ...] = ()


def form_fields(schema: Mapping[str, Any]) -> tuple[FormField, ...]:
    """Return the fields of a schema in its order."""
    return tuple(_fields(schema, schema))


def _fields(group: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[FormField]:
    for key, described in group["properties"].items():
        yield _field(key, described, schema, required=key in group.get("required", ()))


def _field(key: str, described: Mapping[str, Any], schema: Mapping[str, Any], *, required: bool) -> FormField:
    value = _value(described, schema)
    inner = _value(value.get("items", {}), schema) if value.get("type") == "array" else value
    kind = _kind(key, value, inner)
    return FormField(
        key,
        described.get("title") or value["title"],  # left out where the part it refers to has the same one
        described.get("description", ""),
        kind,
        tuple(inner.get("enum", ())) if kind in {"choice", "terms"} else (),
        str(described.get("default") or "") if kind == "choice" else "",
        value.get("minLength"),
        value.get("maxLength"),
        value.get("minimum"),
        value.get("maximum"),
        required,
        tuple(_fields(inner, schema)) if "properties" in inner else (),
    )


def _value(described: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a value must be: without 'or nothing', and where the schema refers to a part of its own, that."""
    options = [option for option in described.get("anyOf", ()) if option.get("type") != "null"]
    found = options[0] if len(options) == 1 else described
    return schema["$defs"][found["$ref"].rpartition("/")[2]] if "$ref" in found else found


def _kind(key: str, value: Mapping[str, Any], inner: Mapping[str, Any]) -> str:
    is_list = value.get("type") == "array"
    if "properties" in inner:
        return "entries" if is_list else "entry"
    if is_list:
        return "councils" if key == _KEY_OF_COUNCILS else "terms" if "enum" in inner else "lines"
    if "enum" in value:
        return "choice"
    if "anyOf" in value:
        return "part"
    if value.get("format") in _FORMATS:
        return _FORMATS[value["format"]]
    return _TYPES.get(str(value.get("type")), "long" if value.get("maxLength", 0) > _LONG else "line")
