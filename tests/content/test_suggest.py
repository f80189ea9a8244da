from __future__ import annotations

import pytest

from site_builder.content.suggest import Hints, did_you_mean

MANY = [f"council-{letter}" for letter in "abcdefghijklm"]


@pytest.mark.parametrize(
    ("value", "known", "expected"),
    [
        pytest.param(
            "digitalization",
            ["commercialisation", "digitalisation"],
            "; did you mean 'digitalisation'?",
            id="near",
        ),
        pytest.param(
            "DIGITALISATION",
            ["digitalisation"],
            "; did you mean 'digitalisation'?",
            id="case does not matter",
        ),
        pytest.param(
            "creative councils",
            ["Creative Councils"],
            "; did you mean 'Creative Councils'?",
            id="as it is known",
        ),
        pytest.param("weather", ["red", "green"], "; use one of: red, green", id="far, a short list"),
        pytest.param("weather", MANY[:12], f"; use one of: {', '.join(MANY[:12])}", id="far, the longest list"),
        pytest.param("weather", MANY, "", id="far, a list too long"),
        pytest.param("weather", [], "", id="nothing known"),
        pytest.param("", ["red"], "; use one of: red", id="nothing given"),
    ],
)
def test_a_hint_names_what_is_nearest_or_all_there_is(value: str, known: list[str], expected: str) -> None:
    assert did_you_mean(value, known) == expected


def test_only_the_first_twenty_wrong_values_of_a_file_get_hints() -> None:
    hints = Hints.among(["york"])
    given = [hints.for_("yrok") for _ in range(25)]
    assert given == ["; did you mean 'york'?"] * 20 + [""] * 5
