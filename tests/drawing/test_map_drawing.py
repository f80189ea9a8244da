"""The marks of the map: what a pointer hits."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from site_builder.drawing.map_drawing import targets

POINTS = st.lists(st.tuples(st.integers(0, 150), st.integers(0, 150)), max_size=12)
LARGEST = 22


@given(points=POINTS, reach=st.integers(0, 30))
def test_a_target_reaches_half_the_way_to_the_nearest_mark_and_never_beyond_the_largest(
    points: list[tuple[int, int]], reach: int
) -> None:
    expected = []
    for n, point in enumerate(points):
        away = [math.dist(point, other) for m, other in enumerate(points) if m != n]
        expected.append(max(reach, int(min([LARGEST, *(distance / 2 for distance in away)]))))
    assert targets(points, [reach] * len(points)) == expected
