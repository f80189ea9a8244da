"""Colours as numbers, measured against those that others have published."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.content import colour

HEX = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_luminance_and_contrast_are_those_of_wcag() -> None:
    assert [colour.luminance("#000000"), colour.luminance("#ffffff")] == pytest.approx([0, 1])
    assert colour.contrast("#ffffff", "#000000") == pytest.approx(21)
    # the pair that WCAG's own techniques give as the lightest grey on white that passes
    assert colour.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert colour.contrast("#ffffff", "#777777") < colour.TEXT


@pytest.mark.parametrize(
    ("written", "lightness", "chroma", "hue"),
    [  # as CSS Color 4 and browsers give them
        ("#ff0000", 0.62796, 0.25768, 29.23),
        ("#00ff00", 0.86644, 0.29483, 142.50),
        ("#0000ff", 0.45201, 0.31321, 264.05),
        ("#663399", 0.44027, 0.16030, 303.37),
    ],
)
def test_oklch_is_that_of_css(written: str, lightness: float, chroma: float, hue: float) -> None:
    found = colour.oklch(written)
    assert [found.lightness, found.chroma] == pytest.approx([lightness, chroma], abs=1e-4)
    assert found.hue == pytest.approx(hue, abs=0.01)


@given(HEX)
def test_a_colour_is_the_shade_of_its_own_luminance_chroma_and_hue(written: str) -> None:
    found = colour.oklch(written)
    again = colour.shade(colour.luminance(written), found.chroma, found.hue)
    assert max(abs(a - b) for a, b in zip(bytes.fromhex(written[1:]), bytes.fromhex(again[1:]), strict=True)) <= 1


@given(HEX, st.floats(-720, 720), st.floats(0, 3))
def test_what_is_turned_stays_as_light_as_it_was(written: str, degrees: float, vividness: float) -> None:
    found = colour.turned(written, degrees, vividness)
    assert colour.contrast(found, written) <= 1.02


@given(st.floats(0.03, 0.9), st.floats(0, 360))
def test_there_is_never_more_chroma_than_was_asked_for(of_luminance: float, hue: float) -> None:
    found = colour.oklch(colour.shade(of_luminance, 0.05, hue))
    assert found.chroma <= 0.05 + 0.006
    assert math.isclose(colour.luminance(colour.shade(of_luminance, 0.05, hue)), of_luminance, abs_tol=0.006)


def test_a_colour_that_is_not_turned_is_left_alone() -> None:
    assert colour.turned("#0e3a46", 0) == "#0e3a46"
