"""How pages know the forms of a picture before any is made."""

from __future__ import annotations

import pytest

from site_builder.content.pictures import Measure
from site_builder.content.source import Tree
from site_builder.pages.pictures import make_picture, published
from site_builder.render.picture_html import Picture


@pytest.mark.parametrize(
    ("path", "measure", "expected"),
    [
        ("2026/a.jpg", Measure(4000, 3000), Picture("x", 1600, 1200, "x.800.jpg 800w, x 1600w", "x.800.webp 800w, x.1600.webp 1600w")),
        ("2026/a.PNG", Measure(700, 400), Picture("x", 700, 400, "", "x.700.webp 700w")),
        ("2026/a.webp", Measure(900, 900), Picture("x", 900, 900, "x.800.webp 800w, x 900w", "")),
        ("2026/a.gif", Measure(900, 900, is_animated=True), Picture("x", 900, 900)),
        ("2026/a.svg", None, Picture("x")),
    ],
)  # fmt: skip
def test_a_picture_has_the_forms_that_its_size_gives_it(path: str, measure: Measure | None, expected: Picture) -> None:
    tree = Tree("stories", (), pictures={path: measure} if measure else {})
    assert make_picture(published(path, path, tree), "x") == expected
