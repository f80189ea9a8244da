"""What PDFs are made from, and when they are made again; tests/site/test_pdfs.py looks at finished ones."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from site_builder.files.identity import FontFace, Fonts
from site_builder.files.pdfs import Pdf, PrintLook, all_pdfs, folders_of, font_source, unset_letters
from site_builder.pages.site_pages import all_pages
from tests import builders
from tests.builders import BODY, TODAY, story_text
from tests.making import build_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.build import Build

PDF = builders.settings(pdf=True)
TEXTS = {
    "2026/one.md": story_text(id="story-one", title="One"),
    "2026/two.md": story_text(
        f"See [one](one.md) and [the board](https://example.org/board/).\n\n{BODY}",
        id="story-two", title="Two", review_by=date(2027, 1, 1), updated=[{"date": date(2026, 12, 1), "note": "More."}],
    ),
    "2026/later.md": story_text(id="story-later", title="Later", date=date(2026, 12, 24)),
}  # fmt: skip


def pdfs(build: Build, look: PrintLook | None = None, pictures: Mapping[str, bytes] | None = None) -> dict[str, Pdf]:
    return {pdf.address: pdf for pdf in all_pdfs(build, look or PrintLook(), pictures or {})}


def changed(before: Build, after: Build) -> set[str]:
    """Return the addresses of PDFs that the second build makes again."""
    known = {pdf.key for pdf in pdfs(before).values()}
    return {address for address, pdf in pdfs(after).items() if pdf.key not in known}


def main_source(build: Build, address: str) -> str:
    return pdfs(build)[address].write().sources["main.typ"]


ONE, TWO = "stories/one/one.pdf", "stories/two/two.pdf"
BUILD = build_of(TEXTS, options=PDF)


def test_there_is_one_of_each_published_piece_and_first_that_of_the_collection() -> None:
    assert list(pdfs(BUILD)) == ["collection.pdf", TWO, ONE]


@pytest.mark.parametrize(
    "build",
    [
        build_of(TEXTS, options=builders.settings(pdf=False)),
        build_of(TEXTS, options=PDF, preview=True),
        build_of({}, options=PDF),
    ],
    ids=["switched off", "preview", "empty"],
)
def test_there_is_none(build: Build) -> None:
    assert not build.has_pdfs
    assert pdfs(build) == {}
    assert list(unset_letters(build)) == []


def test_a_changed_story_makes_its_own_and_the_collection_again() -> None:
    other = build_of(
        TEXTS | {"2026/one.md": story_text("Another text.\n\n## How\n\nSo.\n", id="story-one")}, options=PDF
    )
    assert changed(BUILD, other) == {"collection.pdf", ONE}


def test_of_a_large_collection_the_newest_pieces_are_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("site_builder.build.MOST_TOGETHER", 1)
    source = main_source(BUILD, "collection.pdf")
    assert "the newest 1 of 2 pieces" in source
    assert "story 0" in source
    assert "story 1" not in source
    assert list(pdfs(BUILD)) == ["collection.pdf", TWO, ONE]
    other = build_of(
        TEXTS | {"2026/one.md": story_text("Another text.\n\n## How\n\nSo.\n", id="story-one")}, options=PDF
    )
    assert changed(BUILD, other) == {ONE}
    pages = {page.address: page.view for page in all_pages(BUILD)}
    assert "The newest 1 stories" in str(pages["stories/"])
    assert "The newest 1 stories" in str(pages["subscribe/"])


def test_the_day_alone_changes_nothing() -> None:
    assert changed(BUILD, build_of(TEXTS, options=PDF, today=TODAY + timedelta(1))) == set()


@pytest.mark.parametrize(
    ("today", "again"),
    [
        (date(2026, 12, 1), {"collection.pdf", TWO}),  # an update is announced
        (date(2026, 12, 24), {"collection.pdf", TWO, "stories/later/later.pdf"}),
        (date(2027, 1, 2), {"collection.pdf", TWO, "stories/later/later.pdf"}),  # a review is due
    ],
)
def test_a_piece_that_says_something_else_from_a_day_on_is_made_again(today: date, again: set[str]) -> None:
    assert changed(BUILD, build_of(TEXTS, options=PDF, today=today)) == again


def test_templates_licence_and_the_site_s_name_change_every_pdf() -> None:
    known = {pdf.key for pdf in pdfs(BUILD).values()}
    for others in (
        pdfs(BUILD, PrintLook({"text.typ": "other"})),
        pdfs(BUILD, PrintLook(licence="other")),
        pdfs(BUILD, PrintLook(fonts=Fonts(faces=(FontFace("A", "a.ttf", (400,), "/fonts/a.ttf", version="2"),)))),
        pdfs(build_of(TEXTS, options=PDF, name="Other")),
    ):
        assert known.isdisjoint(pdf.key for pdf in others.values())


def test_a_picture_with_another_content_makes_its_pdf_again() -> None:
    image = {"file": "photo.png", "alt": "A photo", "credit": "Us"}
    build = build_of({"2026/a/index.md": story_text(image=image)}, ["2026/a/photo.png"], options=PDF)
    first, second = (pdfs(build, pictures={"stories/a/photo.png": content}) for content in (b"1", b"2"))
    assert first["stories/a/a.pdf"].key != second["stories/a/a.pdf"].key


def test_the_picture_and_the_figures_of_a_piece_are_in_its_pdf() -> None:
    image = {"file": "photo.png", "alt": "A photo", "credit": "Us"}
    outcomes = [{"what": "Miles driven", "figure": "20% fewer", "source": "Report, 2026"}]
    texts = {"2026/a/index.md": story_text(image=image, outcomes=outcomes)}

    source = main_source(build_of(texts, ["2026/a/photo.png"], options=PDF), "stories/a/a.pdf")

    assert 'picture: (path: "/stories/a/photo.png", width: 0, alt: "A photo", credit: "Us", )' in source
    assert '(what: "Miles driven", figure: "20% fewer", source: "Report, 2026", is-short: true, )' in source


def test_links_lead_to_whole_addresses_and_within_the_collection_to_the_piece() -> None:
    alone, together = main_source(BUILD, TWO), main_source(BUILD, "collection.pdf")
    assert 'link("https://stories.example/stories/one/", {"one"})' in alone
    assert 'link("https://example.org/board/"' in alone
    assert 'link-inside(label("story 1"), {"one"})' in together
    assert "Later" not in together


def test_letters_without_a_shape_are_reported_by_file() -> None:
    texts = {
        "2026/a.md": story_text("Well done 🎉 漢\n\n## How\n\nSo.\n", title="A"),
        "2026/b.md": story_text(f"<!-- 🎉 -->\n\n{BODY}", id="story-b", title="Ŵ ŷ “quoted” – ½ €"),
    }
    assert list(unset_letters(build_of(texts, options=PDF))) == [
        "stories/2026/a.md: its PDF shows □ for 🎉 (U+1F389) and 漢 (U+6F22), which the fonts of PDFs do not have"
    ]


def test_the_moment_that_a_pdf_says_is_that_of_its_last_change() -> None:
    later = build_of(TEXTS, options=PDF, today=date(2027, 3, 1))
    moments = {address: pdf.write().moment for address, pdf in pdfs(later).items()}
    assert moments[ONE] < moments[TWO] < moments["stories/later/later.pdf"] == moments["collection.pdf"]


def test_a_link_to_a_section_of_the_same_text_stays_in_the_document() -> None:
    text = story_text(f"[How](#how-it-works), [so](one.md#how-it-works), [top](one.md).\n\n{BODY}", id="story-one")

    source = main_source(build_of({"2026/one.md": text}, options=PDF), ONE)

    assert source.count('link-inside(label(" #how-it-works")') == 2


def test_the_fonts_of_a_site_come_before_those_of_all_pdfs() -> None:
    upright, italic = (
        FontFace("A B", "a", (400,), "/fonts/a/a.ttf"),
        FontFace("A B", "b", (400,), "/fonts/a/b.ttf", is_italic=True),
    )
    other = FontFace("C", "c", (400,), "/fonts/c/c.ttf")

    def told(*faces: FontFace, headings: str = "", text: str = "") -> str:
        return font_source(Fonts(faces=faces, own_headings=headings, own_text=text))["fonts.typ"]

    assert told() == "#let own-headings = ()\n#let own-text = ()\n"
    both = told(upright, italic, other, headings="C", text="A B")
    assert both == '#let own-headings = ("C",)\n#let own-text = ("A B",)\n'
    assert told(upright, text="A B") == "#let own-headings = ()\n#let own-text = ()\n", "nobody would see emphasis"
    assert folders_of(Fonts(faces=(upright, italic, other))) == ("/fonts/a", "/fonts/c")
