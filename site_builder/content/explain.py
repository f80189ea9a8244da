"""Pydantic's errors in plain English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from pydantic import BaseModel

from site_builder.content.fields import quoted
from site_builder.content.foreign_keys import instead_of
from site_builder.content.suggest import did_you_mean
from site_builder.content.yaml_slips import as_item, in_quotes, paste, straight

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

_TYPES = {
    "string_type": "must be text",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
}
_LISTS = frozenset({"tuple_type"})
_GROUPS = frozenset({"model_type", "model_attributes_type"})
_SWITCHES = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}
_AMOUNT = re.compile(r"[^\w.,-]*(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)(?:\s*[A-Z]{3})?")
_LONGEST_SHOWN = 200
_LENGTHS = frozenset({"too_long", "string_too_long", "too_short", "string_too_short"})


@dataclass(frozen=True, slots=True)
class Explanation:
    """The rule that a value breaks and what to tell the editor."""

    rule: str
    message: str


def explain(error: ErrorDetails, model: type[BaseModel], written: str | None = None) -> Explanation:
    """Return rule and message for one pydantic error.

    ``model`` is the model that was validated, ``written`` how the value was written, where that differs from how YAML
    read it: ``2026`` for a title, ``[Draft]`` for a text that is taken for a list.
    """
    loc, kind, value = error["loc"], error["type"], error["input"]
    key = next((str(part) for part in reversed(loc) if isinstance(part, str)), "options")
    if isinstance(value, str) and _is_short(value) and straight(value) != value and kind not in _LENGTHS:
        said = f"the quotation marks of {quoted(value)} are typographic and belong to the text; type straight ones: "
        rule = "type" if kind in {*_TYPES, *_LISTS, *_GROUPS} else _EXPLAINED[kind][0] if kind in _EXPLAINED else kind
        return Explanation(rule, f"{said}{key}: {in_quotes(straight(value))}")
    if kind in _LISTS:
        return Explanation("type", _no_list(key, value, _group_at(model, loc)))
    if kind in _GROUPS:
        owner = f"an entry of '{key}'" if loc and isinstance(loc[-1], int) else f"'{key}'"
        return Explanation(
            "type", f"{owner} {_must_hold(_group_at(model, loc) if loc else None)}, found {quoted(value)}"
        )
    if kind in _TYPES:
        return Explanation("type", f"'{key}' {_TYPES[kind]}, {_found(key, value, written, kind)}")
    if kind in _EXPLAINED:
        rule, describe = _EXPLAINED[kind]
        return Explanation(rule, describe(key, error, model))
    message = error["msg"]
    return Explanation(kind, message if message[:1] in "'\"" or key in message else f"'{key}': {message}")


def not_text(key: str, value: object, written: str | None) -> Explanation:
    """Return what to tell of a value that must be text and is none, as in ``title: 2026``."""
    return Explanation("type", f"'{key}' must be text, {_found(key, value, written, 'string_type')}")


def _found(key: str, value: object, written: str | None, kind: str) -> str:
    """Say what was found instead of a value of one type, and how to write it."""
    if isinstance(value, str):
        return f"found {quoted(value)}{_without_quotes(key, value, kind)}"
    if written is None or value is None or not _is_short(written):
        return f"found {quoted(value)}"
    if isinstance(value, list | dict):
        return f"and text that starts with {written[:1]} must be in quotes: {paste(key, written)}"
    kinds = {bool: "true or false", int: "a number", float: "a number"}
    read_as = kinds.get(type(value), "a date")
    way_out = f"; write {in_quotes(written)}" if kind == "string_type" else ""
    return f"found {written}, which YAML reads as {read_as}{way_out}"


def _without_quotes(key: str, value: str, kind: str) -> str:
    """Return how to write a number or a switch that was written as text."""
    plain = value.strip()
    if kind == "bool_type" and (switch := _SWITCHES.get(plain.lower())):
        return f"; remove the quotes: {key}: {switch}"
    if kind == "bool_type" or not _is_short(plain) or not (amount := _AMOUNT.fullmatch(plain)):
        return ""
    number = amount["number"].replace(",", "")
    if number == plain:
        return f"; remove the quotes: {key}: {number}"
    return f"; write only the number: {key}: {number}" if kind.startswith("float") or number.isdecimal() else ""


def _no_list(key: str, value: object, group: type[BaseModel] | None) -> str:
    """Say how a list is written, with what was found in it where that can be."""
    said = f"'{key}' must be a list"
    required = _required(group)
    if len(required) > 1:  # a term of a vocabulary may be its name alone
        if isinstance(value, dict) and value:
            return f"{said}; put a hyphen before the first key of each entry, as in - {next(iter(value))}: ..."
        entry = ", ".join(f"{name}: ..." for name in required)
        return f"{said}, and each entry {_must_hold(group)}, as in {key}: [{{{entry}}}]"
    if isinstance(value, str) and value.strip() and _is_short(value):
        items = ", ".join(as_item(part) for part in value.split(",") if part.strip())
        return f"{said}: write {key}: [{items}]"
    return f"{said}, as in {key}: [one, two], found {quoted(value)}"


def _must_hold(group: type[BaseModel] | None) -> str:
    """Say which keys a group must have."""
    required = _required(group)
    if not required:
        return "must be a group of keys"
    others, last = ", ".join(required[:-1]), required[-1]
    return f"must have {others} and {last}" if others else f"must have {last}"


def _required(group: type[BaseModel] | None) -> list[str]:
    """Return the keys that a group must have."""
    return [name for name, field in _fields_of(group).items() if field.is_required()] if group else []


def _is_short(text: str) -> bool:
    """Whether a text is short enough to be shown in full."""
    return len(text) <= _LONGEST_SHOWN


def missing(key: str) -> str:
    """Say that a key is missing."""
    return f"'{key}' is missing or empty"


def _missing(key: str, error: ErrorDetails, model: type[BaseModel]) -> str:
    said = missing(key)
    loc = error["loc"][:-1]
    if not loc:
        return said
    owner = f"an entry of '{loc[-2]}'" if isinstance(loc[-1], int) else f"'{loc[-1]}'"
    return f"{said}; {owner} {_must_hold(_group_at(model, loc))}"


def _unknown_key(key: str, error: ErrorDetails, model: type[BaseModel]) -> str:
    path = error["loc"][:-1]
    instead = instead_of(key) if not path and "summary" in model.model_fields else None  # the model of a piece
    if instead is not None:
        return f"there is no key {quoted(key)}: {instead}"
    return f"unknown key {quoted(key)}{did_you_mean(key, _keys_at(model, path))}"


def _too_long(key: str, error: ErrorDetails, _model: type[BaseModel]) -> str:
    return f"'{key}' has {_length(error)} characters; at most {error['ctx']['max_length']} are allowed"


def _too_short(key: str, error: ErrorDetails, _model: type[BaseModel]) -> str:
    if not _length(error):
        return f"'{key}' is empty"
    return f"'{key}' has {_length(error)} characters; at least {error['ctx']['min_length']} are needed"


def _length(error: ErrorDetails) -> int:
    """Return the length of a line of text as it counts: runs of white space are one space."""
    return len(" ".join(error["input"].split()))


def _not_an_id(_key: str, error: ErrorDetails, _model: type[BaseModel]) -> str:
    return not_an_id(error["input"])


def not_an_id(value: str) -> str:
    """Say what an id is made of, of a value that is none."""
    return f"{quoted(value)} must be 6 to 64 lower-case letters, digits and hyphens"


def _no_choice(key: str, error: ErrorDetails, _model: type[BaseModel]) -> str:
    value, expected = error["input"], error["ctx"]["expected"]
    allowed = [option.strip(" '") for option in expected.replace(" or ", ", ").split(",")]
    return f"{quoted(value)} is not allowed for '{key}'{did_you_mean(str(value), allowed)}"


def _out_of_range(key: str, error: ErrorDetails, _model: type[BaseModel]) -> str:
    context = error["ctx"]
    bound = f"at least {context['ge']:g}" if "ge" in context else f"at most {context['le']:g}"
    return f"'{key}' must be {bound}, found {quoted(error['input'])}"


def _endless(key: str, error: ErrorDetails, _model: type[BaseModel]) -> str:
    return f"'{key}' must be a number that ends, found {quoted(error['input'])}"


# Pydantic's types of error, and what becomes of them: the rule's name and the message. The length of a text
# has two names, by where in the chain of validators it is checked.
_EXPLAINED: dict[str, tuple[str, Callable[[str, ErrorDetails, type[BaseModel]], str]]] = {
    "missing": ("required", _missing),
    "extra_forbidden": ("unknown-key", _unknown_key),
    "too_long": ("length", _too_long),
    "string_too_long": ("length", _too_long),
    "too_short": ("length", _too_short),
    "string_too_short": ("length", _too_short),
    "string_pattern_mismatch": ("id-form", _not_an_id),
    "enum": ("choice", _no_choice),
    "literal_error": ("choice", _no_choice),
    "greater_than_equal": ("range", _out_of_range),
    "less_than_equal": ("range", _out_of_range),
    "finite_number": ("range", _endless),
}


def _keys_at(model: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    """Return the keys that are allowed at a path of a model."""
    group = _group_at(model, path)
    return list(_fields_of(group)) if group else []


def _group_at(model: type[BaseModel], path: tuple[int | str, ...]) -> type[BaseModel] | None:
    """Return the model of the group of keys that is at a path of a model, or in its list."""
    current: type[BaseModel] | None = model
    for part in path:
        if isinstance(part, str):
            field = _fields_of(current).get(part) if current else None
            current = _model_in(field.annotation) if field else None
    return current


def _fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields of a model by the names that editors write."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _model_in(annotation: object) -> type[BaseModel] | None:
    """Return the model inside an annotation such as ``tuple[Source, ...]`` or ``Image | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for found in map(_model_in, get_args(annotation)) if found is not None), None)
