"""Rules for the files of the stories folder: their names, their endings, and whether anybody refers to them."""

from __future__ import annotations

import pytest

from tests.builders import BODY, faults, read, story_text

TEXT = story_text("[a](plan.pdf)\n\n## How\n\nSo.\n")
UNUSED = "nothing refers to this file, so it is not published; name it in the text, as image or under artefacts, or delete it"


def test_a_file_that_nothing_refers_to_is_a_warning() -> None:
    found = faults(
        read({"2026/own/index.md": TEXT}, ["2026/own/plan.pdf", "2026/own/Thumbs.db", "2026/stray.png", "x.txt"])
    )
    assert found == [
        f"{path}:1:1 warning [file-unused] {UNUSED}" for path in ("2026/own/Thumbs.db", "2026/stray.png", "x.txt")
    ]


def test_a_draft_and_a_page_refer_to_files_too() -> None:
    page = "---\ntitle: About\ndescription: Us.\n---\n\n![us](team.jpg)\n"
    draft = story_text("![x](a.png)\n", status="draft", date=None)
    assert faults(read({"2026/a/index.md": draft, "pages/about.md": page}, ["2026/a/a.png", "pages/team.jpg"])) == []


@pytest.mark.parametrize(
    "text",
    ["---\nid: [\n---\n", story_text(image={"file": 5}), story_text(artefacts="x")],
    ids=["unreadable", "image", "artefacts"],
)
def test_nothing_is_said_of_files_that_an_unreadable_text_may_name(text: str) -> None:
    found = faults(
        read(
            {"2026/own/index.md": text, "2026/other/index.md": story_text(id="other-story")},
            ["2026/own/a.png", "2026/other/b.png"],
        )
    )
    assert [line for line in found if "file-unused" in line] == [f"2026/other/b.png:1:1 warning [file-unused] {UNUSED}"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("2026/a/con.png", "the name 'con.png' is reserved on Windows"),
        ("2026/a/Aux", "the name 'Aux' is reserved on Windows"),
        ("2026/a/com1.tar.gz", "the name 'com1.tar.gz' is reserved on Windows"),
        ("2026/a/a:b.png", "the name 'a:b.png' has a character that Windows does not allow"),
        ("2026/a/what?.png", "has a character that Windows does not allow"),
        ("2026/a/dot.", "or ends in a dot or a space"),
        ("2026/a/a\u200bb.png", "has the invisible character U+200B (zero width space)"),
        ("2026/a/\u202egnp.exe", "has the invisible character U+202E (right-to-left override)"),
    ],
)
def test_a_name_must_be_the_same_on_every_system(path: str, said: str) -> None:
    (line,) = (line for line in faults(read({}, [path])) if "file-name" in line)
    assert line.startswith(f"{path}:1:1 error [file-name] the name '")
    assert said in line
    assert line.endswith("; rename it")


@pytest.mark.parametrize(
    "name", ["console.png", "auxiliary.pdf", "nul-points.md", "com.png", "a.con", "Llun ŵ (1).png"]
)
def test_other_names_are_free(name: str) -> None:
    assert not [line for line in faults(read({}, [f"2026/a/{name}"])) if "file-name" in line]


def test_a_folder_with_a_bad_name_is_reported_once() -> None:
    found = [line for line in faults(read({}, ["2026/aux/a.png", "2026/aux/b.png"])) if "file-name" in line]
    assert found == [
        "2026/aux:1:1 error [file-name] the name 'aux' is reserved on Windows, where nobody could open the collection; rename it"
    ]


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Photo.png", "photo.png", "only in capitals"),
        ("\u0176.png", "\u0177.png", "only in capitals"),
        ("\u0391\u03a3.png", "\u03b1\u03c3.png", "only in capitals"),
        ("Strasse.png", "Stra\u00dfe.png", "only in '\u00df' for 'ss', which some systems treat as the same"),
        ("file.png", "\ufb01le.png", "only in '\ufb01' for 'fi', which some systems treat as the same"),
        ("A/x.png", "a/y.png", "only in capitals"),
    ],
)
def test_names_that_a_disk_may_take_for_one(one: str, other: str, how: str) -> None:
    found = [
        line
        for line in faults(read({}, [f"2026/a/{one}", f"2026/a/{other}", "2026/b/photo.png"]))
        if "file-name" in line
    ]
    first, second = (f"2026/a/{name.partition('/x')[0].partition('/y')[0]}" for name in (one, other))
    assert found == [
        f"{first}:1:1 error [file-name] differs from stories/{second} {how}; rename one of them",
        f"{second}:1:1 error [file-name] differs from stories/{first} {how}; rename one of them",
    ]


def test_an_invisible_character_in_a_text_is_refused_where_it_is() -> None:
    text = story_text("One\u200btwo\u200b.\n\n## How\n\nThree\u202efour.\n\n \u200b\n", title="A\u200d title")
    said = "is not allowed; delete the word and type it again"
    assert [line for line in faults(read({"2026/a.md": text})) if "file-characters" in line] == [
        f"2026/a.md:3:10 error [file-characters] the invisible character U+200D (zero width joiner) after 'A' {said}",
        f"2026/a.md:12:4 error [file-characters] the invisible character U+200B (zero width space) in 'Onetwo.', after 'One' {said}",
        f"2026/a.md:16:6 error [file-characters] the invisible character U+202E (right-to-left override) in 'Threefour.', after 'Three' {said}",
        "2026/a.md:18:2 error [file-characters] the invisible character U+200B (zero width space) is not allowed; delete it",
    ]


@pytest.mark.parametrize(
    ("line", "column", "written"),
    [
        (r'title: "Ab\u202ecd"', 11, r"\u202e"),
        (r'partners: ["One", "T\u200bwo"]', 21, r"\u200b"),
        (r'contact: {team: "T\xAD", email: a@b.uk}', 19, r"\xAD"),
        (r'aliases: ["/a\Lb/"]', 14, r"\L"),
        (r'sources: [{title: "A \\u\u061c", date: 2013}]', 25, r"\u061c"),
        (r'image: {file: a.png, alt: "A\U000e0041", credit: B}', 29, r"\U000e0041"),
    ],
)
def test_an_escape_for_an_invisible_character_is_refused_where_it_is(line: str, column: int, written: str) -> None:
    key = line.partition(":")[0]
    text = story_text(BODY, **{key: None}).replace("---\n", f"---\n{line}\n", 1)
    (found,) = (fault for fault in faults(read({"2026/a.md": text})) if "file-characters" in fault)
    assert found.startswith(f"2026/a.md:2:{column} error [file-characters] '{written}' is the invisible ")
    assert found.endswith(", which is not allowed; delete it")


def test_an_escape_in_a_page_is_refused_too() -> None:
    page = '---\ntitle: "A\\u202eb"\ndescription: "So\\u200bso\\a"\n---\n\nText &shy; here.\n'
    assert [line.partition(" is the")[0] for line in faults(read({"pages/about.md": page}))] == [
        "pages/about.md:2:10 error [file-characters] '\\u202e'",
        "pages/about.md:3:14 error [characters] 'description' has an invisible control character; write the text again",
        "pages/about.md:3:17 error [file-characters] '\\u200b'",
        "pages/about.md:6:6 error [file-characters] '&shy;'",
    ]


def test_a_reference_to_an_invisible_character_is_refused_but_in_code() -> None:
    body = "A&#x202E;b\n\n[a](https://example.org/&#8203;b) `&shy;`\n\n```\n&rlm;\n```\n\n## How\n\nSo&zwj;.\n"
    found = [line for line in faults(read({"2026/a.md": story_text(body)})) if "file-characters" in line]
    assert [line.partition(" is the")[0] for line in found] == [
        "2026/a.md:12:2 error [file-characters] '&#x202E;'",
        "2026/a.md:14:25 error [file-characters] '&#8203;'",
        "2026/a.md:22:3 error [file-characters] '&zwj;'",
    ]
