"""Sites of others than councils: a network with a register of its own, and one without any register or map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.builders import story_text
from tests.site.projects import make_project, write

if TYPE_CHECKING:
    from pathlib import Path

REGISTER = """slug,name,short_name,type,region,lat,lon,status,successors,website
dublin,Dublin Fire Brigade,Dublin,city brigade,Leinster,53.346,-6.26,,,https://dublin.example/
cork,Cork Fire Brigade,Cork,city brigade,Munster,51.897,-8.47,,,
galway,Galway Fire and Rescue,Galway,county service,Connacht,53.274,-9.049,,,
donegal,Donegal Fire Service,Donegal,county service,Ulster,54.95,-7.73,,,
old-cork,Cork City Fire Service,Cork City,city brigade,Munster,,,abolished,cork,
"""
_VOCABULARIES = {"themes": ["prevention", "training"], "services": [], "programmes": ["Smoke Alarm Week"]}
_TITLES = {"dublin": "Alarms that ring next door", "old-cork": "A drill in the dark", "galway": "Hoses by bicycle"}


def _stories(places: list[str]) -> dict[str, str]:
    return {
        f"2026/{place}.md": story_text(
            id=f"story-of-{place}", title=title, councils=[place] if place in places else None, original=True,
            themes=["prevention"], programmes=["Smoke Alarm Week"], summary="A crew tried something for a month, found that it worked, and kept it.",
        )
        for place, title in _TITLES.items()
    }  # fmt: skip


def fire_services(folder: Path) -> Path:
    """Make the project of a network whose places are fire services in Ireland, in red; return its mkdocs.yml."""
    options = {
        "register": {
            "file": "brigades.csv", "one": "fire service", "many": "fire services", "credit": "Fire services: our list.",
        },
        "colours": {"brand": 25, "themes": {"Prevention": 320}},
        "fonts": {"headings": "slab", "text": "source-sans-3"},
        "home_line": "What crews tried, and what came of it.",
        "footer": ["Run by the Network of Fire Services.", "No <b>public</b> money."],
        "vocabularies": _VOCABULARIES,
        "pdf": True,
    }  # fmt: skip
    write(folder, {"brigades.csv": REGISTER})
    about = "---\ntitle: Who we are\ndescription: About us.\n---\n\nSee [all](../councils/index.md) on a [map](../map/index.md).\n"
    return make_project(folder, _stories([*_TITLES]) | {"pages/about.md": about}, options, **_NAMES)


def without_places(folder: Path) -> Path:
    """Make the project of a network that has no places, in a blue of its own; return its mkdocs.yml."""
    options = {"register": "none", "colours": {"brand": "#1d70b8"}, "vocabularies": _VOCABULARIES, "pdf": True}
    return make_project(folder, _stories([]), options, **_NAMES)


_NAMES: dict[str, Any] = {
    "site_name": "Fire Stories",
    "site_description": "What fire crews did, and how.",
    "site_author": "The network",
}
