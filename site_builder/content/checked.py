"""Values of front matter that a program or a person gives, held to what the check wants of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from site_builder.content.characters import invisible, not_allowed
from site_builder.content.explain import explain
from site_builder.content.fields import strange_year
from site_builder.content.front_matter_model import FrontMatterModel

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_STAND_IN = {"id": "an-id-to-come", "title": "-"}


class ValuesError(Exception):
    """The check would refuse these values; the message says why."""


def checked(data: Mapping[str, object]) -> FrontMatterModel:
    """Return front matter with these values, and stand-ins for the keys that are always needed.

    Raises ValuesError, in the words of the check.
    """
    try:
        model = FrontMatterModel.model_validate({**_STAND_IN, **data})
    except ValidationError as error:
        messages = [explain(details, FrontMatterModel).message for details in error.errors(include_url=False)]
        raise ValuesError("; ".join(messages)) from None
    for text in _texts(list(data.values())):
        for offset, name in invisible(text):
            raise ValuesError(not_allowed(name, text, offset))
    if model.date is not None and (said := strange_year(model.date.year)):
        raise ValuesError(said)
    return model


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
