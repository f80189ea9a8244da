"""Pictures in pages and feeds."""

from __future__ import annotations

import pytest

from site_builder.content.markdown import read_document
from site_builder.render.document_html import Surroundings, feed_html, page_html
from site_builder.render.picture_html import Picture, picture_html
from site_builder.render.sanitiser import sanitise

WHOLE = Picture(
    "a%20b.jpg",
    1600,
    900,
    "a%20b.jpg.800.jpg 800w, a%20b.jpg 1600w",
    "a%20b.jpg.800.webp 800w, a%20b.jpg.1600.webp 1600w",
)
WIDTH = 'sizes="(min-width: 48rem) 42rem, 100vw"'
SOURCE = f'<source type="image/webp" srcset="{WHOLE.webp}" {WIDTH}>'


@pytest.mark.parametrize(
    ("picture", "title", "expected"),
    [
        (WHOLE, "", f'<picture>{SOURCE}<img src="a%20b.jpg" alt="A &lt;b&gt; &quot;c&quot;" srcset="{WHOLE.sizes}" {WIDTH} width="1600" height="900" loading="lazy"></picture>'),
        (Picture("a.webp", 5, 6), "T", '<img src="a.webp" alt="A &lt;b&gt; &quot;c&quot;" width="5" height="6" loading="lazy" title="T">'),
        (Picture("a.svg"), "", '<img src="a.svg" alt="A &lt;b&gt; &quot;c&quot;" loading="lazy">'),
        (Picture("a.png", 5, 6, webp="a.png.5.webp 5w"), "", f'<picture><source type="image/webp" srcset="a.png.5.webp 5w" {WIDTH}><img src="a.png" alt="A &lt;b&gt; &quot;c&quot;" width="5" height="6" loading="lazy"></picture>'),
    ],
)  # fmt: skip
def test_a_page_offers_sizes_and_webp(picture: Picture, title: str, expected: str) -> None:
    assert picture_html(picture, 'A <b> "c"', title) == expected


def test_a_feed_has_one_picture_of_the_full_size_and_a_page_all_which_the_second_wall_lets_through() -> None:
    document = read_document('Before ![A view](x.jpg "T") after')
    around = Surroundings(lambda _: None, lambda _: WHOLE)
    assert (
        feed_html(document, around)
        == '<p>Before <img src="a%20b.jpg" alt="A view" width="1600" height="900" title="T"> after</p>\n'
    )
    page = page_html(document, around)
    assert page == f"<p>Before {picture_html(WHOLE, 'A view', 'T')} after</p>\n"
    assert sanitise(page) == page
