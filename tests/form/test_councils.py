"""A council is found while somebody types, by any name people use."""

from __future__ import annotations

import pytest

from site_builder.adapters.disk import read_register
from site_builder.content.council_names import names_in_use
from tests.form import scripts

NAMES = {
    "stoke": "stoke-on-trent",
    "LB Camden": "camden",
    "camden council": "camden",
    "Brighton & Hove": "brighton-and-hove",
    "Kent CC": "kent",
    "king's lynn": "kings-lynn-and-west-norfolk",
    "city of york": "york",
    "York": "york",
    "wigan metropolitan borough": "wigan",
    "Ynys Mon": "isle-of-anglesey",
    "Manchster": "manchester",
    "Birmingahm": "birmingham",
    "Bath": "bath-and-north-east-somerset",
    "north york": "north-yorkshire",
    "derby": "derby",
    "derbyshire": "derbyshire",
    "DURHAM": "durham",
    "suffolk coastal": "suffolk-coastal",
}  # fmt: skip


@pytest.fixture(scope="module")
def found() -> dict[str, list[str]]:
    councils = [[c.slug, c.name, *(used.text for used in names_in_use(c))] for c in read_register()]
    asked = [*NAMES, "", "council", "zyzzyva"]
    answers = scripts.run([("find", name) for name in asked], scripts.data() | {"councils": councils})
    return {name: [council["slug"] for council in answer] for name, answer in zip(asked, answers, strict=True)}


@pytest.mark.parametrize("name", NAMES)
def test_the_council_meant_comes_first(name: str, found: dict[str, list[str]]) -> None:
    assert found[name][0] == NAMES[name]


def test_there_are_never_more_than_a_list_can_show(found: dict[str, list[str]]) -> None:
    assert max(len(slugs) for slugs in found.values()) == 8
    assert found[""] == []
    assert found["zyzzyva"] == []
