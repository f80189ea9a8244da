"""What the search knows beside the texts: names of terms, councils and areas, and the words that are there."""

from __future__ import annotations

import json
from typing import Any

import pytest

from site_builder import addresses
from site_builder.content.plain import words_of
from site_builder.content.register import Council, OtherName, Register
from site_builder.files import finding
from site_builder.settings import parse_settings
from tests import builders
from tests.builders import story_text
from tests.making import STORY, build_of, publish

OPTIONS = parse_settings({
    "vocabularies": {
        "themes": ["digitalisation"],
        "services": [{"name": "housing", "also": ["homes", "tenants"]}, "energy"],
    }
})  # fmt: skip


@pytest.fixture(autouse=True)
def _register(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three councils, of which one came after another."""
    councils = [
        Council("east-suffolk", "East Suffolk Council", "East Suffolk", "district", region="East of England"),
        Council(
            "suffolk-coastal", "Suffolk Coastal District Council", "Suffolk Coastal", "district",
            end_date="2019-04-01", successors=("east-suffolk",), areas=("Suffolk",),
        ),
        Council(
            "kingston-upon-hull", "Hull City Council", "Hull", "unitary", region="Yorkshire",
            other_names=(OtherName("'Ull", "nickname", "made up"),),
        ),
    ]  # fmt: skip
    monkeypatch.setattr(builders, "register", lambda: Register(councils))


def found(name: str, **story: Any) -> Any:
    """Return one of the two files of a site with this story."""
    texts = {STORY: story_text(councils=["suffolk-coastal"], services=["housing"], **story)}
    return json.loads(publish(build_of(texts, options=OPTIONS))[name])


def test_every_name_with_what_leads_to_it() -> None:
    names = found(addresses.NAMES_JSON)
    assert names["stories"] == [["A good story", "good-story"]]
    assert names["regions"] == ["East of England", "Yorkshire"]
    assert names["names"] == [
        ["theme", "Digitalisation", "digitalisation", 1, []],
        ["service", "Housing", "housing", 1, ["homes", "tenants"]],
        ["service", "Energy", "energy", 0, []],
        ["region", "East of England", "east-of-england", 1, []],
        ["type", "District councils", "district", 1, []],
        ["kind", "Stories", "story", 1, []],
        ["council", "East Suffolk", "", 0, [], 0, [], [0]],
        ["council", "Hull", "kingston-upon-hull", 0, ["kingston upon hull", "ull"], 1],
        ["council", "Suffolk Coastal", "", 1, [], 0, [0], [], "Until 2019, now part of East Suffolk"],
        ["area", "Suffolk", "", 1, [], -1, [], [0]],
    ]


def test_every_word_that_can_be_found() -> None:
    words = found(
        addresses.WORDS_JSON, title="A caf\u00e9 of 2026", body="Zebra and *yak*s, `coded`.\n\n## How\n\nAnts.\n"
    )
    assert words["common"] == ""
    rare = words["rare"].split()
    assert rare == sorted(rare)
    assert {"cafe", "zebra", "ants", "tenants", "housing", "suffolk", "coastal"} <= set(rare)
    assert {"2026", "and", "hull", "energy"}.isdisjoint(rare)


def test_words_of_many_stories_come_first_and_the_rarest_are_left_out() -> None:
    texts = [("often " * 3, "alpha"), ("often", "alpha"), ("often", "beta")]
    made = json.loads(finding.words_json(texts, ["Named Alpha"]))
    assert (made["common"], made["rare"]) == ("often", "alpha beta named")


def test_a_name_is_never_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST_WORDS", 2)
    made = json.loads(finding.words_json([("alpha beta",), ("alpha",)], ["Named"]))
    assert made["rare"] == "alpha named"


def test_words_in_plain_letters() -> None:
    assert words_of("King\u2019s Lynn & Sir G\u00e2r 2") == ("kings", "lynn", "and", "sir", "gar", "2")


@pytest.mark.parametrize("alias", ["search/names.json", "search/words.json"])
def test_the_addresses_are_the_sites_own(alias: str) -> None:
    assert addresses.is_reserved(alias)
