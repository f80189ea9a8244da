from __future__ import annotations

import html
import json
import os
import unicodedata
from typing import TYPE_CHECKING, Literal

import pytest
import yaml

from tests.adapters.projects import AS_OF, Folder, on_terminal, run

if TYPE_CHECKING:
    from pathlib import Path

THEME = "theme 'digitalization' is not in the vocabulary; did you mean 'digitalisation'?"
ESCAPE = "\x1b"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M0 0h24v24z"/></svg>'


@pytest.fixture
def faulty(folder: Folder) -> Folder:
    """Two errors in one file, a warning in another, and a good story."""
    folder.write("2026/a.md", themes=["digitalization"], council=["york"])
    folder.write("2026/b.md", review_by="2026-11-20")
    folder.write("2027/c.md", date="2027-01-16")
    return folder


def problems(*args: str) -> list[str]:
    """Return place and rule of what a check finds."""
    found = json.loads(run("check", "--format", "json", *AS_OF, *args).stdout)["problems"]
    return [f"{p['path']}:{p['line']}:{p['column']} {p['rule']}" for p in found]


@pytest.mark.usefixtures("faulty")
def test_text() -> None:
    result = run("check", *AS_OF)

    assert result.exit_code == 1
    assert result.stderr == ""
    assert result.stdout == (
        f"stories/2026/a.md:8:10 error [theme-known] {THEME}\n"
        "stories/2026/a.md:10:1 error [unknown-key] unknown key 'council'; did you mean 'councils'?\n"
        "stories/2026/b.md:10:12 warning [review-due] was due for review by 2026-11-20; "
        "check that it is still true, and set a new day\n"
        "3 stories checked: 2 errors and 1 warning.\n"
    )


@pytest.mark.usefixtures("faulty")
def test_json() -> None:
    result = run("check", "--format", "json", *AS_OF)
    document = json.loads(result.stdout)

    assert result.exit_code == 1
    assert list(document) == ["as_of", "counts", "problems"]
    assert document["as_of"] == "2026-11-21"
    assert document["counts"] == {"stories": 3, "errors": 2, "warnings": 1}
    assert document["problems"][0] == {
        "path": "stories/2026/a.md",
        "line": 8,
        "column": 10,
        "severity": "error",
        "rule": "theme-known",
        "message": THEME,
    }
    assert [list(p) for p in document["problems"]] == [["path", "line", "column", "severity", "rule", "message"]] * 3
    assert [p["severity"] for p in document["problems"]] == ["error", "error", "warning"]


@pytest.mark.usefixtures("faulty")
def test_github() -> None:
    result = run("check", "--format", "github", *AS_OF)

    assert result.exit_code == 1
    assert result.stdout == (
        f"::error file=stories/2026/a.md,line=8,col=10,title=theme-known::{THEME}\n"
        "::error file=stories/2026/a.md,line=10,col=1,title=unknown-key::"
        "unknown key 'council'; did you mean 'councils'?\n"
        "::warning file=stories/2026/b.md,line=10,col=12,title=review-due::was due for review by 2026-11-20; "
        "check that it is still true, and set a new day\n"
        "3 stories checked: 2 errors and 1 warning.\n"
    )


def test_nothing_to_fix(folder: Folder) -> None:
    folder.write("2026/a.md")

    assert run("check", *AS_OF).stdout == "1 story checked: nothing to fix.\n"
    assert run("check", "--format", "github", *AS_OF).stdout == "1 story checked: nothing to fix.\n"
    assert json.loads(run("check", "--format", "json", *AS_OF).stdout)["problems"] == []
    assert run("check", "--strict", *AS_OF).exit_code == 0


@pytest.mark.usefixtures("folder")
def test_no_story_at_all() -> None:
    result = run("check", *AS_OF)

    assert (result.exit_code, result.stdout) == (0, "0 stories checked: nothing to fix.\n")


def test_what_github_must_not_misread(folder: Folder) -> None:
    folder.write("2026/a,b: 100%.md", id="story-a", themes=["50% off: a, b"])
    folder.write("2026/c.md", '---\nid: story-c\ntitle: C\nstatus: idea\n"x\\ny::z": 1\n---\n')

    lines = run("check", "--format", "github", *AS_OF).stdout.splitlines()

    place = "file=stories/2026/a%2Cb%3A 100%25.md"
    assert lines[0].startswith(f"::error {place},line=1,col=1,title=file-name::the name 'a,b: 100%25.md' has ")
    assert lines[1].startswith(f"::error {place},line=1,col=1,title=slug-form::the file name 'a,b: 100%25' ")
    assert lines[2].startswith(f"::error {place},line=8,col=10,title=theme-known::theme '50%25 off: a, b' is not")
    assert lines[3] == "::error file=stories/2026/c.md,line=5,col=1,title=unknown-key::unknown key 'x\ufffdy::z'"


def test_the_summary_on_github_is_added_and_whole(folder: Folder, tmp_path: Path) -> None:
    folder.write("2026/many.md", themes=[f"theme {n}" for n in range(15)])
    folder.write("2026/odd.md", themes=["<b>|</b> & co"])
    summary = tmp_path / "summary.md"
    summary.write_text("What another step wrote\n")

    result = run("check", "--format", "github", *AS_OF, env={"GITHUB_STEP_SUMMARY": str(summary)})

    lines = summary.read_text("utf-8").splitlines()
    assert lines[:7] == [
        "What another step wrote",
        "## Stories",
        "",
        "2 stories checked: 16 errors.",
        "",
        "| Place | | Problem |",
        "| --- | --- | --- |",
    ]
    rows = [html.unescape(line) for line in lines[7:]]
    assert sum(row.startswith("| stories/2026/many.md:8:") for row in rows) == 15
    assert rows[-1].startswith("| stories/2026/odd.md:8:10 | error | theme '<b>|</b> & co' is not in the vocab")
    assert "<b>" not in lines[-1]
    assert result.stdout.count("::error ") == 16


def test_the_summary_on_github_when_all_is_well(folder: Folder, tmp_path: Path) -> None:
    folder.write("2026/a.md")
    summary = tmp_path / "summary.md"

    for format_ in ("text", "json"):
        run("check", "--format", format_, *AS_OF, env={"GITHUB_STEP_SUMMARY": str(summary)})
    assert not summary.exists()
    run("check", "--format", "github", *AS_OF, env={"GITHUB_STEP_SUMMARY": str(summary)})
    assert summary.read_text("utf-8") == "## Stories\n\n1 story checked: nothing to fix.\n\n"


def test_a_summary_that_cannot_be_written(folder: Folder, tmp_path: Path) -> None:
    folder.write("2026/a.md")

    result = run("check", "--format", "github", *AS_OF, env={"GITHUB_STEP_SUMMARY": str(tmp_path)})

    assert (result.exit_code, result.stderr) == (2, f"stories: {tmp_path} cannot be written: Is a directory\n")


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["stories/2026/a.md"], ["stories/2026/a.md"]),
        (["stories/2026/b.md"], ["stories/2026/b.md"]),
        (["stories/2026"], ["stories/2026/a.md", "stories/2026/b.md"]),
        (["stories/2026/"], ["stories/2026/a.md", "stories/2026/b.md"]),
        (["stories/2027"], []),
        (["stories/2026/b.md", "stories/2027/c.md"], ["stories/2026/b.md"]),
        (["stories/2027/../2026/b.md"], ["stories/2026/b.md"]),
        (["stories"], ["stories/2026/a.md", "stories/2026/b.md"]),
        (["."], ["stories/2026/a.md", "stories/2026/b.md"]),
    ],
)
def test_paths_choose_what_is_shown(paths: list[str], expected: list[str]) -> None:
    assert sorted({problem.split(":")[0] for problem in problems(*paths)}) == expected


@pytest.mark.usefixtures("faulty")
def test_the_whole_collection_is_read_all_the_same() -> None:
    document = json.loads(run("check", "--format", "json", *AS_OF, "stories/2027").stdout)

    assert document["counts"] == {"stories": 3, "errors": 0, "warnings": 0}
    assert run("check", *AS_OF, "stories/2027").exit_code == 0


def test_paths_are_relative_to_where_one_is(faulty: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(faulty.stories / "2026")
    assert problems("b.md") == ["stories/2026/b.md:10:12 review-due"]
    assert problems("../2027") == []
    assert len(problems(".")) == 3

    monkeypatch.chdir("/")
    config = str(faulty.root / "mkdocs.yml")
    assert problems("-f", config, str(faulty.stories / "2026" / "b.md")) == ["stories/2026/b.md:10:12 review-due"]


def test_a_folder_is_not_confused_with_one_whose_name_begins_alike(faulty: Folder) -> None:
    faulty.write("2026/ab/index.md", themes=["digitalization"])

    assert problems("stories/2026/ab") == ["stories/2026/ab/index.md:8:10 theme-known"]


@pytest.mark.parametrize(
    ("path", "name", "remedy"),
    [
        ("mkdocs.yml", "mkdocs.yml", "move it into stories/ if it is a story"),
        ("drafts", "drafts", "move it into stories/ if it is a story"),
        ("drafts/story.md", "drafts/story.md", "move it into stories/ if it is a story"),
        ("/etc/hostname", None, "move it into stories/ if it is a story"),
        ("stories/2026/.hidden.md", "stories/2026/.hidden.md", "it is hidden; remove the dot at the start of"),
        ("stories/.old/b.md", "stories/.old/b.md", "it is hidden; remove the dot at the start of"),
        ("stories/.old", "stories/.old", "it is hidden; remove the dot at the start of"),
        ("stories/.old/", "stories/.old", "it is hidden; remove the dot at the start of"),
        ("stories/2026/../.old", "stories/.old", "it is hidden; remove the dot at the start of"),
        ("stories/2027", "stories/2027", "it is a folder without a file that is read"),
        ("link", "link", "move it into stories/ if it is a story"),
        ("nowhere", "nowhere", "move it into stories/ if it is a story"),
    ],
)
def test_a_path_that_is_not_read_says_so(folder: Folder, path: str, name: str | None, remedy: str) -> None:
    for file in ("drafts/story.md", "stories/2026/.hidden.md", "stories/.old/b.md"):
        (folder.root / file).parent.mkdir(parents=True, exist_ok=True)
        (folder.root / file).write_text("---\nid: story-x\n---\n", "utf-8")
    (folder.stories / "2027").mkdir()
    (folder.root / "nowhere").symlink_to("nothing")
    (folder.root / "link").symlink_to("/etc", target_is_directory=True)

    result = run("check", *AS_OF, path)

    place = name or os.path.relpath(path, folder.root)
    assert result.exit_code == 1
    assert result.stdout.startswith(
        f"{place}:1:1 error [not-read] this is not read, so there is nothing to say about it; {remedy}"
    )


@pytest.mark.parametrize("path", ["nothing.md", "stories/2026/nothing.md", "stories/nothing/"])
def test_a_path_at_which_nothing_is_is_wrong_usage(folder: Folder, path: str) -> None:
    folder.write("2026/a.md")

    result = run("check", *AS_OF, path)

    assert result.exit_code == 2
    assert f"Path '{path.rstrip('/')}' does not exist." in result.stderr


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("stories/2026/dangling.md", ["stories/2026/dangling.md:1:1 file-readable"]),
        ("stories/2026/linked", ["stories/2026/linked:1:1 file-readable"]),
        ("stories/2026/linked/", ["stories/2026/linked:1:1 file-readable"]),
        ("stories/2026/linked/a.md", ["stories/2026/linked:1:1 file-readable"]),
        ("elsewhere/a.md", ["stories/2026/a.md:8:10 theme-known"]),
        ("stories/2026/a.markdown", ["stories/2026/a.markdown:1:1 file-ending"]),
        ("stories/2027/photo.png", ["stories/2027/photo.png:1:1 file-unused"]),
        (os.fsdecode(b"stories/2026/caf\xe9.md"), ["stories/2026/caf\ufffd.md:1:1 file-readable"]),
    ],
)
def test_whatever_is_in_the_folder_can_be_asked_about(folder: Folder, path: str, expected: list[str]) -> None:
    year = folder.write("2026/a.md", themes=["digitalization"]).parent
    (year / "dangling.md").symlink_to("nothing")
    (year / "linked").symlink_to(".", target_is_directory=True)
    (folder.root / "elsewhere").symlink_to("stories/2026", target_is_directory=True)
    (folder.stories / "2027").mkdir()
    if not os.path.lexists(path):
        (folder.root / path).write_bytes(b"\x89PNG\r\n\x1a\n")

    assert problems(path) == expected


@pytest.mark.parametrize("on_disk", ["t\u00eem.markdown", "ti\u0302m.markdown"])
def test_a_path_can_be_named_as_the_disk_spells_its_accents(folder: Folder, on_disk: str) -> None:
    folder.write(f"2026/{on_disk}")

    assert problems(f"stories/2026/{on_disk}") == ["stories/2026/t\u00eem.markdown:1:1 file-ending"]


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize("path", ["..", "/"])
def test_a_folder_that_has_the_stories_is_for_all_of_them(path: str) -> None:
    assert len(problems(path)) == 3


def test_a_file_beside_a_story_is_read_too(folder: Folder) -> None:
    folder.write("2026/a.md").with_name("notes.docx").write_bytes(b"PK")

    assert problems("stories/2026/notes.docx") == ["stories/2026/notes.docx:1:1 file-unused"]
    assert problems("stories/2026/a.md") == []


def test_files_that_the_theme_names_are_used(folder: Folder) -> None:
    theme = {"name": "material", "logo": "logo.svg", "favicon": "sign.svg"}
    options = yaml.safe_load((folder.root / "mkdocs.yml").read_text("utf-8")) | {
        "theme": theme, "extra_css": ["own.css"], "extra_javascript": [{"path": "own.js"}, "other.mjs"],
    }  # fmt: skip
    folder.write_configuration(options)
    for name in ("logo.svg", "sign.svg", "own.css", "own.js", "other.mjs", "stray.png"):
        (folder.stories / name).write_bytes(DRAWING if name.endswith(".svg") else b"")

    assert [found.split(" ")[0] for found in problems() if found.endswith("file-unused")] == ["stories/stray.png:1:1"]


def test_a_symbolic_link_can_be_asked_about(folder: Folder) -> None:
    folder.write("2026/a.md").with_name("link.md").symlink_to("/etc/hostname")

    assert problems("stories/2026/link.md") == ["stories/2026/link.md:1:1 file-readable"]


@pytest.mark.usefixtures("faulty")
def test_warnings_count_as_errors_only_when_strict() -> None:
    assert run("check", *AS_OF, "stories/2026/b.md").exit_code == 0
    assert run("check", "--strict", *AS_OF, "stories/2026/b.md").exit_code == 1
    assert run("check", "--strict", *AS_OF, "stories/2027").exit_code == 0


def test_what_is_late_depends_on_the_day(folder: Folder) -> None:
    folder.write("2026/a.md", status="draft", date="2026-11-20")

    assert run("check", "--as-of", "2026-11-20").stdout == "1 story checked: nothing to fix.\n"
    assert run("check", "--as-of", "2026-11-21").stdout == (
        "stories/2026/a.md:5:7 warning [overdue] planned for 2026-11-20, which has passed, and still 'draft'; "
        "finish it or move its date\n"
        "1 story checked: 1 warning.\n"
    )


def test_places_are_true_to_the_file_on_disk(folder: Folder) -> None:
    lines = [
        "\ufeff",
        "",
        "---",
        "id: story-a",
        "title: Tŷ 🚲",
        "status: idea",
        "themes: [Tŷ 🚲, digitalization]",
        "---",
    ]
    (folder.stories / "2026").mkdir()
    (folder.stories / "2026" / "a.md").write_bytes("\r\n".join(lines).encode())

    assert problems() == ["stories/2026/a.md:7:10 theme-known", "stories/2026/a.md:7:16 theme-known"]


def test_text_is_one_harmless_line_for_each_problem(folder: Folder) -> None:
    keys = '"a\\nb\\e[2Jc\\u2028d": 1\n"e\\tf": 2'
    folder.write("2026/a.md", f"---\nid: story-a\ntitle: A\nstatus: idea\n{keys}\n---\n")

    assert run("check", *AS_OF).stdout == (
        "stories/2026/a.md:5:1 error [unknown-key] unknown key 'a\ufffdb\ufffd[2Jc\ufffdd'\n"
        "stories/2026/a.md:6:1 error [unknown-key] unknown key 'e f'\n"
        "1 story checked: 2 errors.\n"
    )


def test_a_person_sees_the_line_and_the_place(folder: Folder) -> None:
    folder.write("2026/a.md", themes=["Tŷ", "digitalization"])

    session = on_terminal("check", *AS_OF, env={"NO_COLOR": "1"})

    plain = session.screen.replace(f"{ESCAPE}[0m", "").replace(f"{ESCAPE}[1m", "").replace(f"{ESCAPE}[2m", "")
    assert session.exit_code == 1
    assert plain == (
        "stories/2026/a.md:8:10 error [theme-known] theme 'Tŷ' is not in the vocabulary; "
        "use one of: political leadership, commercialisation, digitalisation\n"
        '  themes: ["Tŷ", "digitalization"]\n'
        "           ^\n"
        f"stories/2026/a.md:8:16 error [theme-known] {THEME}\n"
        '  themes: ["Tŷ", "digitalization"]\n'
        "                 ^\n"
        "1 story checked: 2 errors.\n"
    )


def shown(*args: str) -> str:
    """Return what a person sees, without running a terminal."""
    return run("check", *AS_OF, *args, env={"FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "dumb"}).stdout


def test_the_line_shown_is_harmless(folder: Folder) -> None:
    text = "---\nid: story-a\ntitle: A\nstatus: idea\n---\n\u2028\u0085\n\tx \x1b[2J\x07 <script>\n"
    folder.write("2026/a.md", text)

    assert shown() == (
        "stories/2026/a.md:7:4 error [file-characters] the invisible control character U+001B is not allowed; "
        "delete it\n"
        "   x \ufffd[2J\ufffd <script>\n"
        "     ^\n"
        "1 story checked: 1 error.\n"
    )


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_line_is_shown_however_the_disk_spells_an_accent(folder: Folder, form: Literal["NFC", "NFD"]) -> None:
    folder.write(unicodedata.normalize(form, "pages/t\u00eem.md"), "---\ntitle: T\ndescription: D\nx: 1\n---\n")

    assert shown() == (
        "stories/pages/t\u00eem.md:4:1 error [unknown-key] unknown key 'x'; use one of: title, description\n"
        "  x: 1\n"
        "  ^\n"
        "0 stories checked: 1 error.\n"
    )


def test_a_very_long_line_is_cut(folder: Folder) -> None:
    text = f"---\nid: story-a\ntitle: A\nstatus: idea\n---\n{'word ' * 300}<script>{' word' * 300}\n"
    folder.write("2026/a.md", text)

    line = shown().splitlines()[1]

    assert len(line) == 2 + 1501 + 20


def test_no_line_is_shown_where_there_is_none(folder: Folder) -> None:
    folder.write("2026/a.md").with_name("link.md").symlink_to("/etc/hostname")
    os.mkfifo(folder.stories / "2026" / "pipe.md")
    (folder.stories / "2026" / "latin.md").write_bytes(b"---\ntitle: Caf\xe9\n---\n")
    (folder.stories / "2026" / "empty.md").touch()
    (folder.stories / "2026" / "folder.md").mkdir()

    assert [line.split(" ")[0] for line in shown().splitlines()[:-1]] == [
        "stories/2026/empty.md:1:1",
        "stories/2026/latin.md:2:11",
        "stories/2026/link.md:1:1",
        "stories/2026/pipe.md:1:1",
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"nav": [{"Services": "services/index.md"}]}, "nav: this site has no page 'services/index.md', as it has no term"),
        ({"nav": ["pages/gone.md"]}, "nav: there is no page 'pages/gone.md'"),
        ({"theme": {"name": "material", "logo": "no.svg"}}, "theme.logo"),
        ({"site_url": ""}, "site_url: is missing"),
        ({"site_url": "stories.example"}, "site_url: 'stories.example/' is not a full address"),
        ({"site_name": ""}, "site_name: is missing"),
        ({"use_directory_urls": False}, "use_directory_urls: must be true"),
        ({"plugins": [{"stories": {"fonts": {"text": "no-such-font"}, "vocabularies": {"themes": ["a"]}}}]}, "no-such-font"),
    ],
)  # fmt: skip
def test_settings_with_which_nothing_can_be_built_are_refused_as_by_a_build(
    folder: Folder, options: dict[str, object], said: str
) -> None:
    folder.write("2026/a.md", themes=["a"])
    plugins = [{"stories": {"vocabularies": {"themes": ["a"]}}}]
    good = {"site_name": "S", "site_url": "https://stories.example/", "docs_dir": "stories", "plugins": plugins}
    folder.write_configuration(good)
    assert (run("check", *AS_OF).exit_code, run("check", *AS_OF).stderr) == (0, "")

    folder.write_configuration(good | options)
    result = run("check", *AS_OF)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("stories: mkdocs.yml: ")
    assert said in result.stderr


def test_a_menu_waits_for_texts_that_can_be_read(folder: Folder) -> None:
    folder.write_configuration({
        "site_name": "S", "site_url": "https://stories.example/", "docs_dir": "stories", "nav": ["2026/a.md"],
        "plugins": [{"stories": {"vocabularies": {"themes": ["b"]}}}],
    })  # fmt: skip
    folder.write("2026/a.md", themes=["a"])

    assert (run("check", *AS_OF).exit_code, run("check", *AS_OF).stderr) == (1, "")
