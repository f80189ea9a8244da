"""Documents of Office and OpenDocument: what they are, and what in them would run."""

from __future__ import annotations

import pytest

from site_builder.content.office import DAMAGED, TOO_MANY, Archive, Package, described, judge, plain

OPEN_XML = "application/vnd.openxmlformats-officedocument"
MAIN = {
    "docx": (f"{OPEN_XML}.wordprocessingml.document.main+xml", "word/document.xml"),
    "xlsx": (f"{OPEN_XML}.spreadsheetml.sheet.main+xml", "xl/workbook.xml"),
    "pptx": (f"{OPEN_XML}.presentationml.presentation.main+xml", "ppt/presentation.xml"),
}
OPEN_DOCUMENT = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
MACROS = "it has macros, which are programs; save it as {} without macros"
ENCRYPTED = "it needs a password; save it without one"
OBJECT = (
    "it has an object of another program (OLE), which starts that program; "
    "put a picture of it in its place, or save it as a PDF file"
)


def types(**overrides: str) -> bytes:
    """Return the part that says what the others are; underscores mean dots."""
    lines = "".join(f'<Override PartName="/{part}" ContentType="{type_}"/>' for part, type_ in overrides.items())
    return f'<Types xmlns="http://schemas.example/content-types">{lines}</Types>'.encode()


def archive(parts: dict[str, bytes], *more: str) -> Archive:
    """Return what would be read of a file with these parts; of ``more`` there are only the names."""
    names = [*map(plain, parts), *map(plain, more)]
    contents = {plain(name): content for name, content in parts.items()}
    return Archive(tuple(names), {name: contents[name] for name in described(names) if name in contents})


def office(kind: str = "docx", *more: str, **overrides: str) -> Archive:
    type_, part = MAIN[kind]
    return archive({"[Content_Types].xml": types(main=type_, **overrides), part: b""}, *more)


def open_document(kind: str, *more: str, manifest: bytes = b"<manifest/>") -> Archive:
    mimetype = f"application/vnd.oasis.opendocument.{OPEN_DOCUMENT[kind]}\n".encode()
    return archive({"mimetype": mimetype, "META-INF/manifest.xml": manifest, "content.xml": b""}, *more)


@pytest.mark.parametrize("kind", MAIN)
def test_office_files_are_known_by_what_their_parts_are_said_to_be(kind: str) -> None:
    type_, part = MAIN[kind]
    assert judge(office(kind)) == Package(kind)
    assert judge(archive({"[Content_Types].xml": types(x=type_)}, "anything.xml")) == Package(kind)
    assert judge(archive({"[Content_Types].xml": b"<Types/>"}, part)) == Package(kind)
    assert judge(archive({"[Content_Types].xml": b"<Types/>"}, part.replace(".xml", "22.xml"))) == Package(kind)


@pytest.mark.parametrize("kind", OPEN_DOCUMENT)
def test_open_documents_are_known_by_their_type(kind: str) -> None:
    assert judge(open_document(kind, "Thumbnails/thumbnail.png", "Configurations2/", "Basic/")) == Package(kind)


@pytest.mark.parametrize(
    "other",
    [
        Archive(),
        Archive(("word/document.xml",)),
        archive({"[Content_Types].xml": b"<Types/>"}, "a.xml"),
        archive({"mimetype": b"application/epub+zip"}, "a.xml"),
    ],
)
def test_another_zip_file_is_like_any_other(other: Archive) -> None:
    assert judge(other) == Package()


@pytest.mark.parametrize(
    "document",
    [
        office("docx", "word/vbaProject.bin"),
        office("docx", "word/vbaproject.BIN"),
        office("docx", "Word\\VBAPROJECT2.bin"),
        office("docx", "anywhere/vbaData.xml"),
        office("docx", "word/foo.bin", foo="application/vnd.ms-office.vbaProject"),
        office("docx", "word/foo.bin", foo="APPLICATION/VND.MS-OFFICE.VBAPROJECT"),
        office("docx", "word/foo.bin", foo="application/vnd.ms-office.vba&#80;roject"),
        office("docx", foo="application/vnd.ms-word.document.macroEnabled.main+xml"),
        office("docx", "word/activeX/activeX1.xml"),
    ],
)
def test_macros_are_found_whatever_they_are_called_and_wherever_they_are(document: Archive) -> None:
    assert judge(document) == Package("docx", MACROS.format("DOCX"))


def test_macros_in_sheets_are_found() -> None:
    assert judge(office("xlsx", "xl/macrosheets/sheet1.xml")) == Package("xlsx", MACROS.format("XLSX"))
    assert judge(office("xlsx", foo="application/vnd.ms-excel.intlmacrosheet+xml")).fault == MACROS.format("XLSX")


def test_a_type_for_an_ending_counts_where_a_part_has_it() -> None:
    content = types(main=MAIN["docx"][0]).replace(
        b"</Types>", b'<Default Extension="BIN" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    )
    assert judge(archive({"[Content_Types].xml": content}, "word/x.bin")).fault == MACROS.format("DOCX")
    assert judge(archive({"[Content_Types].xml": content}, "word/x.xml")).fault == ""


@pytest.mark.parametrize("kind", OPEN_DOCUMENT)
@pytest.mark.parametrize(
    "part", ["Basic/Standard/Module1.xml", "Scripts/python/x.py", "Object 1/Basic/script-lc.xml", "SCRIPTS/beanshell/a.bsh"]
)  # fmt: skip
def test_macros_of_open_documents_are_found(kind: str, part: str) -> None:
    assert judge(open_document(kind, part)) == Package(kind, MACROS.format(kind.upper()))


@pytest.mark.parametrize("prefix", ["", "manifest:"])
def test_what_needs_a_password_cannot_be_looked_into(prefix: str) -> None:
    manifest = f"<m><{prefix}file-entry><{prefix}encryption-data/></{prefix}file-entry></m>".replace(
        "<m>", "<m xmlns:manifest='urn:x'>"
    )
    assert judge(open_document("odt", manifest=manifest.encode())) == Package("odt", ENCRYPTED)
    assert judge(Archive(("[content_types].xml", "word/document.xml"), is_encrypted=True)) == Package("docx", ENCRYPTED)
    assert judge(Archive(("a.txt",), is_encrypted=True)) == Package()


@pytest.mark.parametrize(
    "document",
    [
        office("docx", "word/embeddings/oleObject1.bin"),
        office("docx", "word/x.dat", x=f"{OPEN_XML}.oleObject"),
        open_document("odt", manifest=b"<m><file-entry media-type='application/vnd.sun.star.oleobject'/></m>"),
    ],
)
def test_an_object_of_another_program_is_refused(document: Archive) -> None:
    assert judge(document).fault == OBJECT


def test_a_workbook_in_a_document_and_the_settings_of_a_printer_are_fine() -> None:
    assert judge(office("docx", "word/embeddings/Microsoft_Excel_Sheet1.xlsx")) == Package("docx")
    printer = f"{OPEN_XML}.spreadsheetml.printerSettings"
    assert judge(office("xlsx", "xl/printerSettings/printerSettings1.bin", p=printer)) == Package("xlsx")


def relations(type_: str, target: str) -> Archive:
    line = f'<Relationships><Relationship Id="1" Type="http://schemas.example/{type_}" Target="{target}" TargetMode="External"/></Relationships>'
    parts = {"[Content_Types].xml": types(main=MAIN["docx"][0]), "word/_rels/settings.xml.rels": line.encode()}
    return archive(parts, "word/document.xml")


@pytest.mark.parametrize("type_", ["attachedTemplate", "oleObject", "frame", "subDocument"])
@pytest.mark.parametrize(
    "target", ["https://evil.example/a.dotm", "mhtml:http://evil.example/", " HTTP://evil.example/"]
)
def test_what_word_loads_from_elsewhere_is_refused(type_: str, target: str) -> None:
    message = f"it loads '{target}' when it is opened; remove that, or save it as a PDF file"
    assert judge(relations(type_, target)) == Package("docx", message)


@pytest.mark.parametrize(
    ("type_", "target"),
    [
        ("attachedTemplate", "file:///C:\\Users\\a\\Normal.dotm"),
        ("attachedTemplate", "C:\\Templates\\council.dotx"),
        ("hyperlink", "https://www.york.gov.uk/"),
        ("styles", "styles.xml"),
    ],
)
def test_what_word_writes_of_itself_and_links_are_fine(type_: str, target: str) -> None:
    assert judge(relations(type_, target)) == Package("docx")


@pytest.mark.parametrize(
    "document",
    [
        archive({"[Content_Types].xml": b"\x00\x01"}, "word/document.xml"),
        archive({"[Content_Types].xml": b"<!DOCTYPE Types [<!ENTITY a 'b'>]><Types/>"}, "word/document.xml"),
        archive({"[Content_Types].xml": b"<?xml version='1.0' encoding='none'?><Types/>"}, "word/document.xml"),
        archive({"[Content_Types].xml": b"<Types/>"}, "[content_types].XML", "word/document.xml"),
        open_document("odt", "mimetype"),
    ],
)
def test_a_part_that_cannot_be_read_or_is_there_twice_is_damage(document: Archive) -> None:
    assert judge(document).fault == DAMAGED


def test_a_manifest_with_the_type_of_old_programs_is_fine() -> None:
    manifest = b'<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd"><m/>'
    assert judge(open_document("odt", manifest=manifest)) == Package("odt")


@pytest.mark.parametrize("fault", [DAMAGED, TOO_MANY])
def test_what_could_not_be_looked_through_is_nothing_for_certain(fault: str) -> None:
    assert judge(Archive(fault=fault)) == Package(fault=fault)
