"""Which footnotes of a text readers are led to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from site_builder.content.events import Events


def label_of(label: str) -> str:
    """Return a label as labels are compared: capitals and spaces make no difference (CommonMark 0.31, 4.7)."""
    return " ".join(label.casefold().split())


def used_footnotes(events: Events) -> frozenset[str]:
    """Return the labels of the footnotes that readers are led to: from the text, or from such a footnote."""
    references: dict[str, set[str]] = {"": set()}
    place = references[""]
    for event, _, _ in events:
        if not isinstance(event, dict):
            continue
        ((name, value),) = event.items()
        if name == "FootnoteReference":
            place.add(label_of(value))
        elif name == "Start" and "FootnoteDefinition" in value:
            label = label_of(value["FootnoteDefinition"])
            place = set() if label in references else references.setdefault(label, set())
        elif value == "FootnoteDefinition":
            place = references[""]
    used, waiting = set[str](), [""]
    while waiting:
        new = references[waiting.pop()] - used
        used |= new
        waiting += new
    return frozenset(used)
