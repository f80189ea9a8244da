"""Files that are damaged, far too large or other than their names say: a sentence for each, and no traceback."""

from __future__ import annotations

import os
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from site_builder.adapters.importing import reading, tables
from site_builder.adapters.importing.faults import ImportingError
from tests.adapters.importing import documents
from tests.pictures import photo, saved

if TYPE_CHECKING:
    from pathlib import Path


def refused(path: Path) -> str:
    """Return why a file cannot be read."""
    with pytest.raises(ImportingError) as error:
        reading.read(path)
    return str(error.value)


def workbook(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def rewrite(path: Path, part: str, before: bytes, after: bytes) -> None:
    """Replace some bytes in a part of a package."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert before in parts[part]
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content.replace(before, after) if name == part else content)


def test_a_document_that_is_called_a_workbook(tmp_path: Path) -> None:
    documents.write("headings", tmp_path / "table.xlsx")

    assert (
        refused(tmp_path / "table.xlsx") == "it is not in xlsx format, although its name says so; save it again as xlsx"
    )


def test_a_workbook_that_is_damaged_within(tmp_path: Path) -> None:
    path = workbook(tmp_path / "table.xlsx", ["Title"], ["Bins"])
    rewrite(path, "xl/workbook.xml", b"<sheets>", b"<sheets")

    assert refused(path).startswith("it cannot be read as a workbook (")


def test_a_package_whose_parts_are_not_what_they_were(tmp_path: Path) -> None:
    path = workbook(tmp_path / "table.xlsx", ["Title"], ["Bins and lorries"])
    rewrite(path, "xl/workbook.xml", b"<sheets>", b"<sheets>")  # now nothing is compressed
    path.write_bytes(path.read_bytes().replace(b"Bins and lorries", b"Bins and LORRIES"))

    assert "it is damaged" in refused(path)


def test_whole_numbers_of_a_workbook_have_no_point(tmp_path: Path) -> None:
    path = workbook(tmp_path / "table.xlsx", ["Title", "Started"], ["Bins", 2012])
    rewrite(path, "xl/worksheets/sheet1.xml", b"<v>2012</v>", b"<v>2012.0</v>")

    assert reading.read(path)[0].fact("started") == "2012"


def test_a_table_of_one_column(tmp_path: Path) -> None:
    (tmp_path / "titles.csv").write_text("Title\nBins\nLorries\n", "utf-8")

    assert [story.title for story in reading.read(tmp_path / "titles.csv")] == ["Bins", "Lorries"]


def test_a_table_with_a_cell_that_never_ends(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text(f'Title,Text\nBins,"{"x" * 140_000}\n', "utf-8")

    assert refused(tmp_path / "table.csv") == ("line 2 cannot be read as CSV: field larger than field limit (131072)")


def test_a_table_with_far_too_many_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_MOST_ROWS", 3)
    (tmp_path / "table.csv").write_text("Title,Text\n" + "Bins,words\n" * 3, "utf-8")

    assert refused(tmp_path / "table.csv") == "it has more than 3 rows; split it"


@pytest.mark.parametrize(
    ("name", "size", "said"),
    [
        ("story.md", 21, "it is larger than 20 MB, too large for a text; split it"),
        ("export.xml", 51, "it is larger than 50 MB; make its pictures smaller, or split it"),
    ],
)
def test_a_file_that_is_far_too_large(name: str, size: int, said: str, tmp_path: Path) -> None:
    (tmp_path / name).touch()
    os.truncate(tmp_path / name, size * 1024 * 1024)

    assert refused(tmp_path / name) == said


def test_an_export_whose_tags_are_in_one_another(tmp_path: Path) -> None:
    (tmp_path / "export.xml").write_text(
        "<rss xmlns:wp='http://wordpress.org/export/1.2/' xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
        "<wp:wxr_version>1.2</wp:wxr_version><item><title>Deep</title><wp:post_type>post</wp:post_type>"
        f"<content:encoded>{'&lt;div&gt;' * 2_000}words</content:encoded></item></rss>",
        "utf-8",
    )

    assert refused(tmp_path / "export.xml") == "its parts are inside one another deeper than those of any text"


def test_a_picture_that_is_none_is_reported_and_left_out(tmp_path: Path) -> None:
    (tmp_path / "map.png").write_text("a map", "utf-8")
    (tmp_path / "plan.png").write_bytes(saved(photo(20, 10), "PNG"))
    (tmp_path / "old.md").write_text(
        "# Bins\n\n![A map](map.png) ![A map](map.png) ![A plan](plan.png) ![Long](%s.png)\n" % ("x" * 300), "utf-8"
    )

    (story,) = reading.read(tmp_path / "old.md")

    assert [file.name for file in story.files] == ["plan.png"]
    assert "![A plan](plan.png)" in story.body
    of_the_map = [note.said for note in story.notes if "map.png" in note.said]
    assert len(of_the_map) == 1
    assert of_the_map[0].startswith("'map.png' cannot be published: ")


def test_keys_without_a_value_say_nothing(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text("---\ntitle: Bins\nlayout:\ntags: [waste, null]\nrating: []\n---\nText\n", "utf-8")

    (story,) = reading.read(tmp_path / "old.md")

    assert story.facts == {"title": ("Bins",), "words": ("waste",)}
    assert story.notes == ()


def test_what_the_head_of_a_page_says_besides_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "old.html").write_text(
        "<meta name=viewport content=width><meta name=keywords content='waste'><meta name=description content=' '>"
        "<meta name=keywords content='lorries'><h1>Bins</h1>",
        "utf-8",
    )

    (story,) = reading.read(tmp_path / "old.html")

    assert story.facts == {"words": ("waste", "lorries")}


def test_a_page_says_once_of_a_picture_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "map.png").write_text("a map", "utf-8")
    (tmp_path / "old.html").write_text("<h1>Bins</h1><p><img src=map.png alt='A map'> and so on", "utf-8")

    (story,) = reading.read(tmp_path / "old.html")

    assert story.body == "A map  and so on"
    assert ["cannot be published" in note.said for note in story.notes] == [True]
