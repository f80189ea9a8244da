"""Word documents of different make, as councils have them."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.pictures import photo, saved

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

OPENING = "The bin rounds had not changed for twelve years, and some crews finished two hours before others."


STYLES = {
    "Default Paragraph Font", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "List Bullet 2", "List Bullet 3",
    "List Number", "No List", "Normal", "Normal Table", "Quote", "Title",
}  # fmt: skip


@cache
def _few_styles() -> bytes:
    """Return an empty document with the styles that ours use: python-docx has 164, read again with each part of a document."""
    document = Document()
    for style in [style for style in document.styles if style.name not in STYLES]:
        style.delete()
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def empty() -> Any:
    """Return a document without a word."""
    return Document(io.BytesIO(_few_styles()))


def _titled(title: str = "Fewer miles for the bins") -> Any:
    document = empty()
    document.add_heading(title, 0)
    return document


def headings(document: Any) -> None:
    document.add_paragraph(OPENING)
    document.add_heading("How it works", 1)
    document.add_paragraph("They drew it again.")
    document.add_heading("The first step", 3)
    document.add_paragraph("1. is no list, *nor* _this_ emphasis <b> [x](y) & # no heading")


def headings_by_bold(document: Any) -> None:
    document.add_paragraph(OPENING)
    document.add_paragraph().add_run("How we did it").bold = True
    paragraph = document.add_paragraph("Only ")
    paragraph.add_run("this").bold = True
    paragraph.add_run(" is bold.")


def nested_lists(document: Any) -> None:
    for style, words in (
        ("List Bullet", "planners"), ("List Bullet 2", "one from each depot"), ("List Bullet 3", "or two"),
        ("List Bullet", "drivers"), ("List Number", "draw"), ("List Number", "drive"),
    ):  # fmt: skip
        document.add_paragraph(words, style=style)


def tables(document: Any) -> None:
    table = document.add_table(3, 3)
    rows = (("Round", "Miles | km", "Note"), ("North", "312", "by\nnight"), ("South", "250", ""))
    for n, row in enumerate(rows):
        for m, words in enumerate(row):
            table.cell(n, m).text = words
    table.cell(2, 1).merge(table.cell(2, 2))


def pictures(document: Any) -> None:
    document.add_paragraph(OPENING)
    document.add_picture(io.BytesIO(saved(photo(40, 30), "PNG")))
    document.element.body.findall(".//" + qn("wp:docPr"))[-1].set("descr", "A map [of] the rounds")
    document.add_picture(io.BytesIO(saved(photo(30, 40), "JPEG")))
    document.add_picture(io.BytesIO(saved(photo(30, 40), "BMP")))


def tracked_changes(document: Any) -> None:
    paragraph = document.add_paragraph("Miles fell by ")
    change = '<w:{0} {1} w:id="1" w:author="A"><w:r><w:{2} xml:space="preserve">{3}</w:{2}></w:r></w:{0}>'
    paragraph._p.append(parse_xml(change.format("del", nsdecls("w"), "delText", "a half")))  # noqa: SLF001 - (python-docx knows no changes)
    paragraph._p.append(parse_xml(change.format("ins", nsdecls("w"), "t", "a fifth")))  # noqa: SLF001
    document.add_comment(paragraph.runs, "Is that so?", "A. Bee")


def links_and_quotations(document: Any) -> None:
    document.add_paragraph("We had never asked the drivers.", style="Quote")
    paragraph = document.add_paragraph("See ")
    for target in ("https://example.org/a_(b)", "file:///C:/minutes.doc"):
        relation = document.part.relate_to(
            target, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", is_external=True
        )
        link = f'<w:hyperlink {nsdecls("w", "r")} r:id="{relation}"><w:r><w:t>the minutes</w:t></w:r></w:hyperlink>'
        paragraph._p.append(parse_xml(link))  # noqa: SLF001


def facts_in_lines(document: Any) -> None:
    for line in ("Council: LB Camden", "Date: 3 May 2015", "Theme: Digitalisation"):
        document.add_paragraph(line)
    document.add_paragraph(OPENING)


def facts_in_a_table(document: Any) -> None:
    table = document.add_table(3, 2)
    for n, (name, value) in enumerate((("Council", "Wigan Council"), ("Published", "May 2015"), ("Theme", "digital"))):
        table.cell(n, 0).text, table.cell(n, 1).text = name, value
    document.add_paragraph(OPENING)


def welsh_and_hidden(document: Any) -> None:
    document.add_paragraph("Tŷ bach\u00a0twt \u200bŵyn 🎉 “quoted” – don’t\u00adyou")
    document.add_paragraph("")


MAKES: Mapping[str, Callable[[Any], None]] = {
    make.__name__: make
    for make in (
        headings, headings_by_bold, nested_lists, tables, pictures, tracked_changes, links_and_quotations,
        facts_in_lines, facts_in_a_table, welsh_and_hidden,
    )
}  # fmt: skip

_NOTES = """<w:footnotes {0}><w:footnote w:id="2"><w:p><w:r><w:t>Report of 2015, page 4.</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="3"><w:p><w:r><w:t>And * page 5.</w:t></w:r></w:p></w:footnote></w:footnotes>"""


def write(name: str, path: Path) -> Path:
    """Write one of the documents."""
    document = _titled()
    MAKES[name](document)
    document.save(str(path))
    return path


def write_with_footnotes(path: Path) -> Path:
    """Write a document with footnotes, which python-docx cannot make: its part is put into the file."""
    document = _titled()
    paragraph = document.add_paragraph("A fifth fewer")
    for n in (2, 3):
        paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="{n}"/></w:r>'))  # noqa: SLF001
    content = io.BytesIO()
    document.save(content)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            data = old.read(part).decode("utf-8") if part.endswith((".xml", ".rels")) else old.read(part)
            if part == "[Content_Types].xml":
                data = str(data).replace(
                    "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
                )
            if part == "word/_rels/document.xml.rels":
                data = str(data).replace(
                    "</Relationships>",
                    f'<Relationship Id="rIdN" Type="{relation}" Target="footnotes.xml"/></Relationships>',
                )
            new.writestr(part, data)
        new.writestr("word/footnotes.xml", _NOTES.format(nsdecls("w")))
    return path
