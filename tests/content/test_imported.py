"""What the first lines of an old text say of it, and the names in a value."""

from __future__ import annotations

import pytest

from site_builder.content.imported import facts_at_top, separate

TABLE = "| Council | Wigan<br>York |\n| --- | --- |\n| Theme | waste \\| energy |\n| Programme |  |\n\n"


@pytest.mark.parametrize(
    ("body", "facts", "rest"),
    [
        ("Text", {}, "Text"),
        ("Council: Wigan\n**Theme:** waste\n\nText", {"councils": ("Wigan",), "themes": ("waste",)}, "Text"),
        ("Council: **\nText", {}, "Text"),
        ("Council: Wigan\nCouncil: York\nText", {"councils": ("Wigan", "York")}, "Text"),
        ("Note: well\nCouncil: Wigan", {}, "Note: well\nCouncil: Wigan"),
        (f"{TABLE}Text", {"councils": ("Wigan; York",), "themes": ("waste | energy",)}, "Text"),
        (f"{TABLE}Date: 2014\n\nText", {"councils": ("Wigan; York",), "themes": ("waste | energy",), "date": ("2014",)}, "Text"),
        ("| Council | Miles |\n| --- | --- |\n| Wigan | 12 |\n", {}, "| Council | Miles |\n| --- | --- |\n| Wigan | 12 |\n"),
    ],
)  # fmt: skip
def test_facts_above_a_text(body: str, facts: dict[str, tuple[str, ...]], rest: str) -> None:
    assert facts_at_top(body) == (facts, rest)


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Bath and North East Somerset", ["Bath and North East Somerset"]),
        ("Wigan, York", ["Wigan", "York"]),
        ("Kingston upon Hull, City of; York", ["Kingston upon Hull, City of", "York"]),
        ("Wigan | York |", ["Wigan", "York"]),
        ("Wigan\nYork, North", ["Wigan", "York, North"]),
        ("  ", []),
    ],
)
def test_several_names_in_a_value(value: str, names: list[str]) -> None:
    assert list(separate(value)) == names
