"""Ten Word documents of different make, and what is refused of strangers' ones."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from site_builder.adapters.importing import reading
from site_builder.adapters.importing.faults import ImportingError
from site_builder.collection import read_collection
from site_builder.content.source import RawFile, Tree
from site_builder.reports.import_draft import Here, draft_of
from site_builder.reports.import_facts import Taken
from tests.adapters.importing import documents
from tests.adapters.importing.documents import OPENING
from tests.builders import TODAY, register, settings

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.content.imported import Imported

EXPECTED = {
    "headings": (
        f"{OPENING}\n\n## How it works\n\nThey drew it again.\n\n### The first step\n\n"
        r"1\. is no list, \*nor\* \_this\_ emphasis \<b> \[x](y) & # no heading"
    ),
    "headings_by_bold": f"{OPENING}\n\n## How we did it\n\nOnly **this** is bold.",
    "nested_lists": "- planners\n  - one from each depot\n    - or two\n- drivers\n\n1. draw\n2. drive",
    "tables": (
        "| Round | Miles \\| km | Note |\n| --- | --- | --- |\n| North | 312 | by<br>night |\n| South | 250 | |"
    ),
    "pictures": f"{OPENING}\n\n![A map \\[of\\] the rounds](picture-1.png)\n\n![](picture-2.jpg)",
    "tracked_changes": "Miles fell by a fifth",
    "links_and_quotations": (
        "> We had never asked the drivers.\n\nSee [the minutes](https://example.org/a_%28b%29)the minutes"
    ),
    "facts_in_lines": OPENING,
    "facts_in_a_table": OPENING,
    "welsh_and_hidden": "Tŷ bach twt ŵyn 🎉 “quoted” – don’tyou",
}
TOLD = {
    "headings_by_bold": ["the line in bold 'How we did it' became a heading"],
    "pictures": ["a picture of the type bmp cannot be published; save it as PNG and add it"],
    "tracked_changes": [
        "tracked insertions were taken as accepted; 1 of them",
        "tracked deletions were left out, as if accepted; 1 of them",
        "comments of reviewers were left out; 1 of them",
    ],
    "links_and_quotations": ["the link of 'the minutes' led to file:///C:/minutes.doc, which cannot be followed"],
}
FACTS = {
    "facts_in_lines": {"councils": ("LB Camden",), "date": ("3 May 2015",), "themes": ("Digitalisation",)},
    "facts_in_a_table": {"councils": ("Wigan Council",), "date": ("May 2015",), "themes": ("digital",)},
}


def read(path: Path) -> Imported:
    (story,) = reading.read(path)
    return story


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Imported]:
    """Return what was read of each document, by its make."""
    folder = tmp_path_factory.mktemp("documents")
    return {name: read(documents.write(name, folder / f"{name}.docx")) for name in documents.MAKES}


@pytest.mark.parametrize("name", documents.MAKES)
def test_a_document(name: str, stories: dict[str, Imported]) -> None:
    story = stories[name]

    assert story.title == "Fewer miles for the bins"
    assert story.body == EXPECTED[name]
    assert [note.said for note in story.notes] == TOLD.get(name, [])
    assert dict(story.facts) == FACTS.get(name, {})
    assert [file.name for file in story.files] == (["picture-1.png", "picture-2.jpg"] if name == "pictures" else [])


@pytest.mark.parametrize("name", documents.MAKES)
def test_its_draft_is_accepted_by_the_check(name: str, stories: dict[str, Imported]) -> None:
    here = Here(settings(), register(), "stories.example", TODAY)

    draft = draft_of(stories[name], here, Taken(), Taken(), lambda _match: None)

    raw = RawFile(f"stories/{draft.path}", draft.text.encode())
    folder = draft.path.rpartition("/")[0]
    sizes = {draft.path: len(draft.text)} | {f"{folder}/{file.name}": len(file.content) for file in draft.files}
    collection = read_collection(Tree("stories", (raw,), sizes), here.settings, here.register, TODAY)
    told = [problem.rule for problem in collection.problems if problem.rule != "overdue"]
    assert told == (["image-alt"] if name == "pictures" else [])  # one has no text in the document
    assert len(collection.stories) == 1


def test_footnotes(tmp_path: Path) -> None:
    story = read(documents.write_with_footnotes(tmp_path / "bins.docx"))

    assert story.body == "A fifth fewer[^2][^3]\n\n[^2]: Report of 2015, page 4.\n\n[^3]: And \\* page 5."


@pytest.mark.parametrize(
    ("headings", "body"),
    [
        ([("How", 2), ("First", 3), ("Then", 2)], "## How\n\n### First\n\n## Then"),
        ([("How", 1), ("First", 2)], "## How\n\n### First"),
        ([("Before", 2), ("How", 1)], "### Before\n\n## How"),
        ([], ""),
    ],
    ids=["title above all", "title among others", "parts before", "alone"],
)
def test_a_first_heading_is_the_title_where_no_style_is(
    headings: list[tuple[str, int]], body: str, tmp_path: Path
) -> None:
    document = documents.empty()
    for words, level in [("Bins & lorries", 1), *headings]:
        document.add_heading(words, level)
    document.save(str(tmp_path / "x.docx"))

    story = read(tmp_path / "x.docx")

    assert (story.title, story.body) == ("Bins & lorries", body)


def repacked(path: Path, **changes: bytes) -> Path:
    """Put other contents into parts of a package; two underscores mean a slash, one for a dot."""
    parts = {name.replace("__", "/").replace("_", "."): content for name, content in changes.items()}
    with zipfile.ZipFile(path) as old:
        kept = {name: old.read(name) for name in old.namelist() if name not in parts}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in (kept | parts).items():
            new.writestr(name, content)
    return path


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"word__vbaProject_bin": b"x"}, "it has macros"),
        ({"word__document_xml": BOMB}, "its part word/document.xml declares entities"),
        ({"word__document_xml": BOMB.decode().encode("utf-16")}, "its part word/document.xml declares entities"),
        ({"word__other_xml": b" " * (31 * 1024 * 1024)}, "it would be far too large when unpacked"),
        ({"word__document_xml": b"<x"}, "it cannot be read as a Word document (ExpatError); save it again"),
        ({"word__document_xml": b""}, "it cannot be read as a Word document"),
    ],
)
def test_what_a_stranger_may_send(changes: dict[str, bytes], said: str, tmp_path: Path) -> None:
    path = repacked(documents.write("headings", tmp_path / "x.docx"), **changes)

    with pytest.raises(ImportingError) as refused:
        reading.read(path)

    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.docx", b"", "it is not in docx format, although its name says so, or has a password; save it again"),
        ("x.docx", b"PK\x03\x04 and no more", "it is damaged"),
        ("x.xlsx", b"text", "it is not in xlsx format"),
        ("x.doc", b"", "save it as .docx in Word"),
        ("x.pdf", b"", "use the document it was made from"),
        (
            "x.exe",
            b"",
            "only Word (.docx), HTML, Markdown, CSV, Excel (.xlsx) and exports of WordPress (.xml) can be read",
        ),
        ("x", b"", "only Word"),
        ("x.csv", b"a\0b", "it is not a text file, although its name says so"),
        ("x.csv", b"Name of it,Council\n", "no column is headed 'Title'"),
        ("x.xml", b"<a><b></a>", "it is not sound XML"),
        ("x.xml", b"<a/>", "it is XML, but not a WordPress export"),
        ("x.xml", BOMB, "it declares a document type"),
        ("x.md", b"---\ntitle: [\n---\n", "of its front matter cannot be read"),
        ("x.md", b"+++\ntitle = \n+++\n", "its front matter is not TOML"),
        ("x.md", b'{\n "title": }\n', "its front matter is not JSON"),
    ],
)
def test_files_that_are_not_what_they_say(name: str, content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(ImportingError) as refused:
        reading.read(tmp_path / name)

    assert said in str(refused.value)


@pytest.mark.parametrize("name", ["x.docx", "x.csv", "x.html", "x.xml", "x.md"])
def test_a_file_of_more_than_50_mb(name: str, tmp_path: Path) -> None:
    with (tmp_path / name).open("wb") as file:
        file.truncate(51 * 1024 * 1024)

    with pytest.raises(ImportingError, match="it is larger than 50 MB"):
        reading.read(tmp_path / name)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ImportingError, match="could not be read or written"):
        reading.read(tmp_path / "x.md")
