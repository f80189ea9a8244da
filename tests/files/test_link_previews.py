"""Pictures for link previews: their size and bytes, the letters in them, and which pieces have one."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from site_builder.drawing.covers import Identity
from site_builder.drawing.hues import PALETTES
from site_builder.files import link_previews, preview_cards
from site_builder.files.identity import FontFace
from site_builder.files.preview_cards import Sketch
from site_builder.files.typefaces import FOLDERS, SERIF, for_pages
from site_builder.pages import site_pages
from tests.builders import BODY, story_text
from tests.making import NASTY, STORY, build_of, publish
from tests.site.oracle import pieces
from tests.site.projects import SHOWCASE

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 48_000


def picture(title: str = "A good story", *, number: int = 3, seed: str = "good-story", councils: str = "York") -> bytes:
    return link_previews.draw(Sketch(Identity(number), PALETTES[number], seed, title, councils, "Innovation Stories"))


def in_font(title: str, *faces: FontFace) -> bytes:
    """Return the picture of a title on a site with a font of its own."""
    return link_previews.draw(
        Sketch(Identity(3), PALETTES[3], "good-story", title, "York", "Innovation Stories", faces)
    )


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def without_drawing(data: bytes) -> bytes:
    """Return what is to the left of the drawing."""
    return opened(data).convert("RGB").crop((0, 0, 820, preview_cards.HEIGHT)).tobytes()


def addresses(body: str = BODY, **story: object) -> list[str]:
    """Return the addresses of the pictures of a site with one story."""
    others = ["2026/Llun ŵ.png"] if "image" in story else []
    return [path for path in publish(build_of({STORY: story_text(body, **story)}, others)) if path.endswith("card.png")]


def properties(body: str = BODY, *, preview: bool = False, **story: object) -> dict[str, str]:
    others = ["2026/Llun ŵ.png"] if "image" in story else []
    build = build_of({STORY: story_text(body, **story)}, others, preview=preview)
    return next(
        dict(view.head.properties) for view in site_pages.all_pages(build) if view.address == "stories/good-story/"
    )


@pytest.mark.parametrize("number", range(len(PALETTES)))
def test_a_picture_is_a_small_png_of_the_size_that_previews_ask_for(number: int) -> None:
    data = picture(NASTY, number=number)
    image = opened(data)
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert (image.format, image.size, image.mode) == ("PNG", (1200, 630), "P")
    assert len(data) <= MOST_BYTES
    assert image.convert("RGB").getpixel((2, 2)) == tuple(bytes.fromhex(PALETTES[number].night[1:]))


def test_the_same_piece_has_the_same_picture_whatever_was_drawn_before() -> None:
    first = picture("To Wave at Ynys Môn")
    picture("Another one", number=4, seed="another")
    link_previews._face.cache_clear()  # noqa: SLF001 - what was drawn before is not to help
    link_previews._tile.cache_clear()  # noqa: SLF001 - (the same)
    assert picture("To Wave at Ynys Môn") == first


def test_title_council_and_drawing_all_show() -> None:
    base = picture()
    changed = [
        picture("A better story"),
        picture(councils="Wigan"),
        picture(seed="another"),
        picture(number=4),
    ]
    assert len({base, *changed}) == 5
    assert without_drawing(picture(seed="another")) == without_drawing(base)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Plant a tree 🎉", "Plant a tree"),
        ("🎉 Plant \U0001f469\u200d\U0001f33e a tree", "Plant a tree"),
        ("Plant 種樹 a tree", "Plant a tree"),
        ("Plant  a\u00a0tree\u200b", "Plant a tree"),
    ],
)
def test_what_the_font_cannot_draw_is_left_out(written: str, shown: str) -> None:
    assert picture(written) == picture(shown)


@pytest.mark.parametrize(
    ("with_sign", "without"), [("Tŷ Gŵyr", "Ty Gwyr"), ("Ŵ Ŷ ẁ ẃ ẅ", "W Y w w w"), ("£5m – “yes”", "5m yes")]
)
def test_welsh_letters_and_signs_are_drawn(with_sign: str, without: str) -> None:
    assert picture(with_sign) != picture(without)


def test_names_that_are_too_long_end_in_an_ellipsis() -> None:
    many = "Aberdeen, Barking and Dagenham, Bath and North East Somerset, Cheshire West and Chester and Wigan"

    assert picture(councils=many) == picture(councils="Aberdeen, Barking and Dagenham, Bath and North East…")


def test_letters_in_two_parts_are_put_together() -> None:
    assert picture("Tŷ Gw\u0302yr") == picture("Tŷ Gŵyr")


def test_a_title_without_any_letter_of_the_font_still_gives_a_picture() -> None:
    assert picture("種樹🎉") == picture("")


@pytest.mark.parametrize(
    "title",
    [
        *(piece.data["title"] for piece in pieces(SHOWCASE / "stories")),
        "W" * 100,
        "i" * 100,
        "Llanfair " * 11,
        "a " * 50,
    ],
)
def test_every_title_fits(title: str) -> None:
    whole = opened(picture(title, councils="")).convert("RGB")
    ground = whole.getpixel((2, 2))
    text = whole.crop((0, 0, 820, 520))
    margins = [text.crop(box) for box in ((0, 0, 56, 520), (0, 0, 820, 40), (790, 0, 820, 520), (0, 465, 820, 520))]
    assert all(margin.getcolors() == [(margin.width * margin.height, ground)] for margin in margins)


def test_only_public_pieces_without_a_picture_of_their_own_have_one() -> None:
    own = {"file": "Llun ŵ.png", "alt": "A", "credit": "B"}
    assert addresses() == ["stories/good-story/card.png"]
    assert addresses(status="draft") == []
    assert addresses(date=date(2026, 12, 24)) == []
    assert addresses(status="withdrawn", withdrawn={"date": date(2026, 11, 20), "reason": "Wrong."}) == []
    assert addresses(image=own) == []


def test_open_graph_points_to_the_picture() -> None:
    head = properties(councils=["york", "wigan"])
    assert head["og:image"] == "https://stories.example/stories/good-story/card.png"
    assert (head["og:image:width"], head["og:image:height"], head["og:image:type"]) == (
        "1200",
        "630",
        "image/png",
    )
    assert head["og:image:alt"] == "A good story - York and Wigan"
    assert head["twitter:card"] == "summary_large_image"


def test_a_picture_of_the_storys_own_comes_first() -> None:
    head = properties(image={"file": "Llun ŵ.png", "alt": "A lake", "credit": "B"})
    assert head["og:image"].endswith("Llun%20%C5%B5.png")
    assert head["og:image:alt"] == "A lake"
    assert "og:image:width" not in head
    assert head["twitter:card"] == "summary_large_image"


def test_a_preview_promises_no_picture_that_is_not_there() -> None:
    assert "og:image" not in properties(preview=True, status="draft")


SANS = FontFace("Source Sans 3", "a.ttf", (400, 700), f"{FOLDERS[1]}/SourceSans3[wght].ttf")
ITALIC = FontFace("Source Sans 3", "b.ttf", (400,), f"{FOLDERS[1]}/SourceSans3-Italic[wght].ttf")


def test_a_site_with_a_font_of_its_own_for_headings_has_it_in_its_pictures() -> None:
    assert in_font("A good story") == picture()
    own = in_font("A good story", SANS)
    assert without_drawing(own) != without_drawing(picture())
    assert opened(own).size == opened(picture()).size
    assert in_font("A good story", ITALIC, SANS) != in_font("A good story", ITALIC), "the nearest in weight"


def test_a_font_that_lacks_a_letter_of_the_title_is_not_taken_for_it(tmp_path: Path) -> None:
    file = tmp_path / "latin.ttf"
    file.write_bytes(for_pages(SERIF, (400,)))
    latin = FontFace("Latin", "l.ttf", (400,), str(file))

    assert in_font("A good story", latin) != picture()
    assert in_font("A αβγ story", latin) == picture("A αβγ story")
