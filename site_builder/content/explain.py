"""Pydantic's errors in plain English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from site_builder.content.fields import quoted
from site_builder.content.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic_core import ErrorDetails

_TYPES = {
    "string_type": "must be text",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "tuple_type": "must be a list, each item on a line of its own after a hyphen",
    "model_type": "must be a group of keys",
    "model_attributes_type": "must be a group of keys",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """The rule that a value breaks and what to tell the editor."""

    rule: str
    message: str


def explain(error: ErrorDetails, model: type[BaseModel], spelling: str | None = None) -> Explanation:
    """Return rule and message for one pydantic error.

    ``model`` is the model that was validated, ``spelling`` how the value was written, where that differs
    from how YAML read it (``2026`` for a title).
    """
    loc, kind = error["loc"], error["type"]
    key = next((str(part) for part in reversed(loc) if isinstance(part, str)), "options")
    if kind in _TYPES:
        return Explanation("type", f"'{key}' {_TYPES[kind]}, found {_found(error['input'], spelling, kind)}")
    if kind in _EXPLAINED:
        rule, describe = _EXPLAINED[kind]
        return Explanation(rule, describe(key, error, model))
    message = error["msg"]
    return Explanation(kind, message if message[:1] in "'\"" or key in message else f"'{key}': {message}")


def not_text(key: str, value: object, spelling: str | None) -> Explanation:
    """Return what to tell of a value that must be text and is none, as in ``title: 2026``."""
    return Explanation("type", f"'{key}' must be text, found {_found(value, spelling, 'string_type')}")


def _found(value: object, spelling: str | None, kind: str) -> str:
    if spelling is None or value is None or isinstance(value, str):
        return quoted(value)
    kinds = {bool: "true or false", int: "a number", float: "a number"}
    read_as = kinds.get(type(value), "a date")
    way_out = f'; write "{spelling}"' if kind == "string_type" else ""
    return f"{spelling}, which YAML reads as {read_as}{way_out}"


def _missing(key: str, _error: ErrorDetails, _model: type[BaseModel]) -> str:
    return f"'{key}' is missing or empty"


def _unknown_key(key: str, error: ErrorDetails, model: type[BaseModel]) -> str:
    return f"unknown key {quoted(key)}{did_you_mean(key, _keys_at(model, error['loc'][:-1]))}"


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
    return f"{quoted(error['input'])} must be 6 to 64 lower-case letters, digits and hyphens"


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
    current: Any = model
    for part in path:
        if isinstance(part, str) and part in getattr(current, "model_fields", {}):
            current = _model_in(current.model_fields[part].annotation)
    return list(getattr(current, "model_fields", {}))


def _model_in(annotation: object) -> type[BaseModel] | None:
    """Return the model inside an annotation such as ``tuple[Source, ...]`` or ``Image | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for found in map(_model_in, get_args(annotation)) if found is not None), None)
