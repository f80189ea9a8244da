"""Keys of tasks: equal for equal values only, whichever objects have them."""

from __future__ import annotations

from datetime import date

import pytest

from site_builder.pages.parts import Link
from site_builder.tasks import digest


def test_equal_values_have_the_same_key_whether_or_not_they_are_one_object() -> None:
    one = "a text"
    other = f"{one} "[:-1]  # equal, and another object
    assert one is not other
    assert digest((one, one), Link(one, one)) == digest((one, other), Link(other, one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        ((1, 2), ((1, 2),)),
        (("1",), (1,)),
        ((True,), (1,)),
        ((None,), ("",)),
        ((date(2026, 1, 1),), ("2026-01-01",)),
        ((Link("a", "b"),), (Link("a", "b", "c"),)),
        (({"a": 1},), ({"a": 2},)),
    ],
)
def test_other_values_have_another_key(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    assert digest(*one) != digest(*other)
