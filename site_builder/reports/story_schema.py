"""The JSON Schema of a story's front matter, for editors' tools such as VS Code."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from site_builder.content.front_matter_model import FrontMatterModel
from site_builder.content.vocabulary import Taxonomy
from site_builder.render.words import sentence_case

if TYPE_CHECKING:
    from site_builder.content.register import Register
    from site_builder.settings import Settings


def render(settings: Settings, register: Register) -> str:
    """Return the schema as the text of a file."""
    return json.dumps(make_schema(settings, register), ensure_ascii=False, indent=1) + "\n"


def make_schema(settings: Settings, register: Register) -> dict[str, Any]:
    """Return the schema (JSON Schema 2020-12) with this site's terms and councils as the allowed values.

    What is the same on all sites is shared: nobody changes what is in it.
    """
    properties = dict(_of_model()["properties"])
    for taxonomy in Taxonomy:
        names = [term.name for term in settings.taxonomies[taxonomy]]
        if names:
            properties[taxonomy.value] = properties[taxonomy.value] | {"items": {"type": "string", "enum": names}}
        else:
            del properties[taxonomy.value]
    if len(register):
        many = register.called.many
        properties["councils"] = properties["councils"] | {
            "items": {"type": "string", "enum": [council.slug for council in register]},
            "title": sentence_case(many),
            "description": f"The {many} it is about, former ones too. A ready story needs one.",
        }
    else:
        del properties["councils"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_of_model(),
        "title": "Front matter of an innovation story",
        "properties": properties,
    }


@cache
def _of_model() -> dict[str, Any]:
    """Return the schema of the model, which takes pydantic longer than a whole page takes us."""
    return FrontMatterModel.model_json_schema()
