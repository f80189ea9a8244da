"""Pydantic's errors in plain English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from site_builder.core.fields import quoted
from site_builder.core.suggest import did_you_mean

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_TYPES = {
    "string_type": "must be text",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
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
    loc, kind, context = error["loc"], error["type"], error.get("ctx", {})
    key = next((str(part) for part in reversed(loc) if isinstance(part, str)), "front matter")
    value = quoted(error["input"])
    if kind == "missing":
        return Explanation("required", f"'{key}' is missing or empty")
    if kind == "extra_forbidden":
        return Explanation(
            "unknown-key", f"unknown key '{key}'{did_you_mean(key, _keys_at(model, loc[:-1]))}"
        )
    if kind in _TYPES:
        return Explanation("type", f"'{key}' {_TYPES[kind]}, found {_found(error, spelling)}")
    if kind == "string_too_long":
        return Explanation(
            "length",
            f"'{key}' has {len(error['input'])} characters; at most {context['max_length']} are allowed",
        )
    if kind == "string_too_short":
        return Explanation("length", _too_short(key, error["input"], context["min_length"]))
    if kind == "string_pattern_mismatch":
        return Explanation("id-form", f"{value} must be 6 to 64 lower-case letters, digits and hyphens")
    if kind in {"enum", "literal_error"}:
        allowed = [option.strip(" '") for option in context["expected"].replace(" or ", ", ").split(",")]
        return Explanation(
            "choice", f"{value} is not allowed for '{key}'{did_you_mean(str(error['input']), allowed)}"
        )
    if kind in {"greater_than_equal", "less_than_equal"}:
        bound = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
        return Explanation("range", f"'{key}' must be {bound}, found {value}")
    message = error["msg"]
    return Explanation(kind, message if message[:1] in "'\"" or key in message else f"'{key}': {message}")


def _found(error: ErrorDetails, spelling: str | None) -> str:
    value = error["input"]
    if spelling is not None and not isinstance(value, str):
        kinds = {bool: "true or false", int: "a number", float: "a number"}
        read_as = kinds.get(type(value), "a date")
        wanted_text = error["type"] == "string_type"
        return f"{spelling}, which YAML reads as {read_as}" + (f'; write "{spelling}"' if wanted_text else "")
    return quoted(value)


def _too_short(key: str, value: str, least: int) -> str:
    if not value:
        return f"'{key}' is empty"
    return f"'{key}' has {len(value)} characters; at least {least} are needed"


def _keys_at(model: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    """Return the keys that are allowed at a path of a model."""
    current: Any = model
    for part in path:
        if isinstance(part, str) and part in getattr(current, "model_fields", {}):
            current = _model_in(current.model_fields[part].annotation)
    return list(getattr(current, "model_fields", {}))


def _model_in(annotation: Any) -> Any:
    """Return the model inside an annotation such as ``tuple[Source, ...]`` or ``Image | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for found in map(_model_in, get_args(annotation)) if found is not None), None)
