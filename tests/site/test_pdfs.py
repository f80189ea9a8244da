"""The PDFs of a finished site: that everyone can read them, that they have what the pages have, and odd texts."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import page
import pypdf
import pytest
import typst
from page import ValidationProfile
from PIL import Image

from site_builder.adapters import building
from site_builder.adapters.project import load_project
from site_builder.adapters.typesetting import TypesettingError, typeset
from site_builder.files.pdfs import Typesetting
from tests.builders import TODAY, VOCABULARIES, story_text
from tests.site.oracle import as_typed, pieces
from tests.site.projects import SHOWCASE, Site, make_project, only, write

if TYPE_CHECKING:
    from pathlib import Path

OPTIONS = {"vocabularies": VOCABULARIES, "pdf": True}
HOW = "\n\n## How\n\nSo.\n"
SYNTAX = (
    '#panic("no") $x^2$ `#raw` @ref \\<label> // comment /* too */ ~ -- = head "quoted" \\\\ #set page(fill: red)'
    '\n\n+ #strong[x]\n\n[a #link](https://example.org/#frag?a="b"&c=1)\n\n| #a | $b$ |\n| --- | --- |\n| `#c` | @d |\n\n'
    '```\n#panic() "x" \\\\\n```'
)
LONG = "x" * 300
DEEP = (
    "".join(f"{'  ' * n}- level {n}\n" for n in range(18)) + "\n" + ">" * 20 + " deep\n\n" + "*_" * 6 + "in" + "_*" * 6
)
WIDE = (
    "|" + "|".join(f"Column {n}" for n in range(20)) + "|\n|" + "---|" * 20 + "\n"
    + ("|" + "|".join(f"interdepartmental {n}" for n in range(20)) + "|\n") * 30
    + "\n1. In a list\n\n   |" + "a|" * 12 + "\n   |" + "---|" * 12 + "\n   |" + "b|" * 12
)  # fmt: skip
PICTURES = (
    "![Tall](tall.png)\n\nIn ![tiny](tiny.png) a line.\n\n![A drawing](good.svg)\n\n![No letters](letters.svg)\n\n"
    "![No size](zero.svg)\n\n| a |\n| --- |\n| ![In a table](tall.png) |"
)
NOTES = (
    "One[^a], again[^a] and[^b].\n\n[^a]: With a [link](https://example.org/note).\n\n    And a second paragraph.\n"
    "[^b]: See another[^c].\n[^c]: It names itself[^c]."
)
LETTERS = (
    'Emoji 🎉👩‍👩‍👧, 漢字, Ŵ ŷ ẁ, αβγ, Привет, <span lang="cy">Tŷ\'r cyngor</span>, H<sub>2</sub>O, <kbd>Ctrl</kbd>, '
    "~~gone~~, LGA.\n\n- [ ] to do\n- [x] done\n\n> [!WARNING]\n> Mind.\n\n> Said.\n> -- Ann Bee, cook\n\n"
    "<details><summary>More</summary>\n\nHidden.\n\n</details>\n\n---\n\nLine  \nbreak."
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" {0}><text x="1" y="9">{1}</text></svg>'


def picture(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "#2a6").save(file, "PNG")
    return file.getvalue()


def story(name: str, body: str, **keys: object) -> str:
    return story_text(body + HOW, id=f"odd-{name}", **{"title": name.capitalize(), **keys})


FILES: dict[str, str | bytes] = {
    "2026/syntax.md": story("syntax", SYNTAX, title='#panic("t") $x$ "q" \\\\', partners=["#set $p$"]),
    "2026/long.md": story(
        "long", f"{LONG}\n\n- {LONG}\n\n| {LONG} | b |\n| --- | --- |\n| c | d |\n\n`{LONG}`", title="T" * 100
    ),
    "2026/deep.md": story("deep", DEEP),
    "2026/wide.md": story("wide", WIDE),
    "2026/notes.md": story("notes", NOTES),
    "2026/letters.md": story("letters", LETTERS, title="Tŷ'r Cyngor 🎉"),
    "2026/pictures/index.md": story("pictures", PICTURES),
    "2026/pictures/tall.png": picture(40, 400),
    "2026/pictures/tiny.png": picture(4, 4),
    "2026/pictures/good.svg": SVG.format('viewBox="0 0 40 20"', "Chart"),
    "2026/pictures/letters.svg": SVG.format('viewBox="0 0 40 20"', "漢"),
    "2026/pictures/zero.svg": SVG.format('width="0" height="0"', "Chart"),
    "2026/facts.md": story("facts", "One.", partners=[f"Partner {n}" for n in range(40)]),
}


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, list[str]]:
    """Return a site of odd stories and what its build said."""
    folder = tmp_path_factory.mktemp("odd-pdfs")
    project = make_project(
        folder / "project", FILES, {**OPTIONS, "abbreviations": {"LGA": "Local Government Association"}}
    )
    said: list[str] = []
    building.make_site(
        load_project(project), TODAY, folder / "site", lambda _, line: said.append(line), with_search=False
    )
    return Site(folder / "site"), said


def pdfs_of(site: Site) -> dict[str, bytes]:
    return {path: data for path, data in site.files.items() if data.startswith(b"%PDF-1.7")}


def words_of(data: bytes) -> str:
    """Return the words of a PDF; a line or a syllable ends anywhere."""
    return "".join("".join(part.extract_text() for part in pypdf.PdfReader(io.BytesIO(data)).pages).split())


def faults_of(site: Site) -> dict[str, list[str]]:
    reports = {
        path: page.validate_pdf_bytes(data, profile=ValidationProfile.PDF_UA_1) for path, data in pdfs_of(site).items()
    }
    return {path: [fault.message for fault in report.failures] for path, report in reports.items() if report.failures}


def test_every_published_piece_has_a_pdf_and_the_collection_has_exactly_these(showcase: Site) -> None:
    published = [piece for piece in pieces(SHOWCASE / "stories") if piece.is_public(TODAY)]
    others = [piece for piece in pieces(SHOWCASE / "stories") if not piece.is_public(TODAY)]
    slugs = {piece.slug for piece in published}
    assert pdfs_of(showcase).keys() == {"collection.pdf", *(f"stories/{slug}/{slug}.pdf" for slug in slugs)}
    titles = {"".join(as_typed(title).split()) for title in bookmarks(showcase.files["collection.pdf"])}
    assert {"".join(piece.data["title"].split()) for piece in published} <= titles
    together = as_typed(words_of(showcase.files["collection.pdf"]))
    assert not [piece.slug for piece in others if "".join(piece.data["title"].split()) in together]


def bookmarks(data: bytes) -> list[str]:
    """Return the titles of all entries, in order."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    waiting: list[object] = [reader.outline]
    found = []
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, list):
            waiting += reversed(entry)
        elif isinstance(entry, pypdf.generic.Destination):
            found.append(str(entry.title))
    return found


def test_a_checker_of_pdf_ua_finds_nothing(showcase: Site, odd: tuple[Site, list[str]]) -> None:
    assert faults_of(showcase) == {}
    assert faults_of(odd[0]) == {}


def test_a_pdf_says_its_title_language_sections_and_the_moment_of_its_last_change(showcase: Site) -> None:
    reader = pypdf.PdfReader(io.BytesIO(showcase.files["stories/wigan-street-kitchens/wigan-street-kitchens.pdf"]))
    assert reader.metadata is not None
    assert reader.metadata.title == "Street kitchens: how Wigan cooked with its neighbours"
    assert reader.metadata.author == "The Lantern Board"
    assert str(reader.metadata.creation_date).startswith("2026-11-21 06:00")
    assert str(reader.root_object["/Lang"]) == "en"
    assert bookmarks(showcase.files["stories/wigan-street-kitchens/wigan-street-kitchens.pdf"]) == [
        "Street kitchens: how Wigan cooked with its neighbours", "In figures", "At a glance", "How it works",
        "The winter rota", "What others can use", "Materials and contact", "Sources", "Updates",
    ]  # fmt: skip


def test_it_has_the_text_the_figures_with_sources_and_addresses_to_read_on_paper(showcase: Site) -> None:
    words = words_of(showcase.files["stories/wigan-street-kitchens/wigan-street-kitchens.pdf"])
    for said in (
        "Each street has a rota with seven names.", "310", "Source: Ladle count, January 2026", "£18,500",
        "Hindley Green and the lane behind it", "We had never asked who was hungry.", "— Ann Bee, head of ladles, Wigan",
        "The door is still there. It is a table now.", "made-up.example/stories/wigan-street-kitchens/rota.csv",
        "example.org/papers/street-kitchens", "neighbourhoods@example.org", "The Lantern Board (2026).", "CC BY 4.0",
    ):  # fmt: skip
        assert "".join(said.split()) in words


def test_what_looks_like_code_of_the_typesetter_is_read_as_it_was_typed(odd: tuple[Site, list[str]]) -> None:
    words = words_of(odd[0].files["stories/syntax/syntax.pdf"])
    for said in (
        "#panic(“t”)$x$“q”",
        "$x^2$#raw@ref<label>//comment/*too*/",
        "#setpage(fill:red)",
        '#panic()"x"\\\\',
        "#set$p$",
    ):
        assert said in words


def test_a_letter_that_no_font_has_is_a_box_and_reported(odd: tuple[Site, list[str]]) -> None:
    site, said = odd
    words = words_of(site.files["stories/letters/letters.pdf"])
    assert "Emoji□,□,Ŵŷẁ,αβγ,Привет,Tŷ’rcyngor" in words
    assert "LGA(LocalGovernmentAssociation)" in words
    assert [line for line in said if "□" in line] == [
        "stories/2026/letters.md: its PDF shows □ for 🎉 (U+1F389), 👩 (U+1F469), 👧 (U+1F467), 漢 (U+6F22) and 字 (U+5B57), which the fonts of PDFs do not have"
    ]


def test_a_drawing_that_cannot_be_set_leaves_what_it_shows_in_words(odd: tuple[Site, list[str]]) -> None:
    words = words_of(odd[0].files["stories/pictures/pictures.pdf"])
    assert "Noletters" in words
    assert "Nosize" in words
    assert "Adrawing" not in words


def test_more_facts_than_fit_beside_the_text_follow_it(odd: tuple[Site, list[str]]) -> None:
    words = words_of(odd[0].files["stories/facts/facts.pdf"])
    assert words.index("How") < words.index("Partner0") < words.index("Partner39")


def test_pages_and_feeds_lead_to_the_pdfs(showcase: Site) -> None:
    address = "stories/wigan-street-kitchens/"
    link = only(showcase.page(address), 'a[type="application/pdf"][href="wigan-street-kitchens.pdf"]')
    assert "PDF" in link.get_text()
    for page_with_all in ("subscribe/", "stories/"):
        only(showcase.page(page_with_all), 'a[href="../collection.pdf"]')
    whole = f"https://made-up.example/{address}wigan-street-kitchens.pdf"
    assert f'href="{whole}" type="application/pdf"' in showcase.text("atom.xml").replace('rel="related" ', "")
    assert f'{{"url": "{whole}", "mime_type": "application/pdf"}}' in showcase.text("feed.json")


@pytest.mark.uncounted
def test_a_site_without_pdfs_has_none_and_names_none(tmp_path: Path) -> None:
    project = make_project(tmp_path, {"2026/a.md": story("one", "Text 🎉.")}, {**OPTIONS, "pdf": False})
    said: list[str] = []
    building.make_site(
        load_project(project), TODAY, tmp_path / "site", lambda _, line: said.append(line), with_search=False
    )
    site = Site(tmp_path / "site")
    assert said == []
    assert pdfs_of(site) == {}
    told = {path: data for path, data in site.files.items() if not path.startswith("help/")}  # the help has examples
    assert [path for path, data in told.items() if b".pdf" in data or b"application/pdf" in data] == []


def test_a_template_of_pdfs_that_cannot_be_used_is_reported(tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    write(theme, {"pdf/story.typ": "#let document-of(v) = wrong", "pdf/collection.typ": "#let document-of(v) = oops"})
    told = "the PDF of the collection cannot be made: unknown variable: oops; until that is fixed, 'pdf: false' in mkdocs.yml"
    project = make_project(tmp_path, {"2026/a.md": story("one", "Text.")}, OPTIONS, theme={"custom_dir": str(theme)})
    with pytest.raises(building.BuildError) as error:
        building.make_site(load_project(project), TODAY, tmp_path / "site", lambda *_: None, with_search=False)
    assert told in str(error.value)


def test_typst_that_makes_something_else_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Compiler:
        def __init__(self, *_given: object, **_named: object) -> None: ...

        def compile(self, **_named: object) -> list[bytes]:
            return []

    monkeypatch.setattr(typst, "Compiler", Compiler)
    with pytest.raises(TypesettingError, match="Typst made no PDF"):
        typeset(Typesetting({}, (), 0), tmp_path)
