"""`stories import`: the drafts that are written, what is said about them, and that the same comes in once."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.adapters.importing import documents
from tests.adapters.projects import AS_OF, on_terminal, run
from tests.builders import story_text

if TYPE_CHECKING:
    from tests.adapters.projects import Folder

WORDS = "The rounds had not changed for twelve years; now the drivers plan them again with us."
NAMES = (
    ("LB Camden", "camden"), ("Kent CC", "kent"), ("Brighton & Hove", "brighton-and-hove"), ("Wigan Council", "wigan"),
    ("City of York Council", "york"), ("Royal Borough of Kingston upon Thames", "kingston-upon-thames"),
    ("Stoke on Trent", "stoke-on-trent"), ("Leeds City Council", "leeds"), ("Wiggan Council", ""), ("Newcastle", ""),
)  # fmt: skip


def bring_in(*args: object) -> str:
    result = run("import", *map(str, args), *AS_OF)
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return result.stdout


def texts(folder: Folder) -> dict[str, str]:
    return {
        path.relative_to(folder.stories).as_posix(): path.read_text("utf-8") for path in folder.stories.rglob("*.md")
    }


def table(path: Path, rows: int = 1, **more: str) -> Path:
    """Write a table of stories with names as people write them."""
    lines = ["Title,Council,Date,Theme,Text," + ",".join(more)]
    for n in range(rows):
        name = NAMES[n % len(NAMES)][0]
        lines.append(
            f'Story {n + 1} of the bins,"{name}",{n % 28 + 1}/03/2014,Digitalisation,"{WORDS}",'
            + ",".join(more.values())
        )
    path.write_text("\n".join(lines), "utf-8")
    return path


@pytest.mark.uncounted
def test_a_table_of_sixty_rows(folder: Folder, tmp_path: Path) -> None:
    path = table(tmp_path / "cases.csv", 60, url="")

    said = bring_in(path)

    assert said.endswith("60 drafts written.\n")
    written = texts(folder)
    assert len(written) == 60
    for n in range(60):
        text = written[f"2014/story-{n + 1}-of-the-bins.md"]
        name, slug = NAMES[n % len(NAMES)]
        assert (f"councils:\n- {slug}\n" in text) if slug else (f"# councils: '{name}' could be " in text)
    result = run("check", *AS_OF)
    assert result.exit_code == 0
    assert {line.split()[2] for line in result.stdout.splitlines()[:-1]} == {"[overdue]"}

    again = bring_in(path)

    assert again.endswith("0 drafts written, 60 left out.\n")
    assert (
        "cases.csv:2: 'Story 1 of the bins' left out: stories/2014/story-1-of-the-bins.md is this story already\n"
        in again
    )
    assert texts(folder) == written


def test_what_is_reported_of_a_draft(folder: Folder, tmp_path: Path) -> None:
    folder.configure(vocabularies={"themes": ["digitalisation"]})
    path = tmp_path / "cases.csv"
    path.write_text(
        "Title,Local authority,Published,Theme,No,Text,Web address\n"
        f'"Bins: again",Wiggan Council,12 March 2014,digitalization,7,"{WORDS}",https://old.example/case-study?id=5\n',
        "utf-8",
    )

    assert bring_in(path) == (
        "cases.csv:2: 'Bins: again' -> stories/2014/bins-again.md\n"
        "  mapped   line 5: date: '12 March 2014' is 2014-03-12\n"
        "  mapped   line 6: summary: taken from the first sentences of the text\n"
        "  mapped   line 1: aliases: https://old.example/case-study?id=5 has a part after ?, so it is in the table of redirects\n"
        "  dropped  cases.csv, line 2: the column 'No' has no place here: 7\n"
        "  owed     line 7: councils: 'Wiggan Council' could be wigan (Wigan Metropolitan Borough Council)\n"
        "  owed     line 8: themes: 'digitalization' could be digitalisation\n"
        "  owed     line 4: a ready story says how it was done: add a section whose heading has the word 'how', as in '## How it works'\n"
        "  owed     line 4: a ready story needs at least one council, under 'councils'\n"
        "  owed     line 4: a ready piece needs at least one theme\n"
        "1 draft written.\n"
        "Old addresses with a part after ? are in redirects.txt, for the web server.\n"
    )
    assert texts(folder)["2014/bins-again.md"] == (
        "---\n"
        "id: bins-again-k4na\n"
        "title: 'Bins: again'\n"
        "status: draft\n"
        "date: 2014-03-12\n"
        f"summary: {WORDS}\n"
        "# councils: 'Wiggan Council' could be wigan (Wigan Metropolitan Borough Council)\n"
        "# themes: 'digitalization' could be digitalisation\n"
        "sources:\n"
        "- title: 'Bins: again'\n"
        "  date: '2014-03-12'\n"
        "  url: https://old.example/case-study?id=5\n"
        "---\n"
        "\n"
        f"{WORDS}\n"
    )
    table_of_redirects = (folder.root / "redirects.txt").read_text("utf-8")
    assert table_of_redirects.splitlines()[-1] == "/case-study?id=5 /stories/bins-again/"
    bring_in(path)
    assert (folder.root / "redirects.txt").read_text("utf-8") == table_of_redirects


def test_a_draft_comes_with_its_files(folder: Folder, tmp_path: Path) -> None:
    documents.write("pictures", tmp_path / "pictures.docx")

    said = bring_in(tmp_path)

    home = "2026/fewer-miles-for-the-bins"
    assert f"pictures.docx:1: 'Fewer miles for the bins' -> stories/{home}/index.md\n  file     picture-1.png\n" in said
    assert sorted(path.name for path in (folder.stories / home).iterdir()) == [
        "index.md",
        "picture-1.png",
        "picture-2.jpg",
    ]
    assert run("check", *AS_OF).stdout.endswith(
        "1 story checked: 1 warning.\n"
    )  # one picture has no text in the document


def test_nothing_is_written_in_a_dry_run(folder: Folder, tmp_path: Path) -> None:
    said = bring_in(table(tmp_path / "cases.csv", 2, url="https://old.example/?p=5"), "--dry-run")

    assert said.endswith("2 drafts would be written.\n")
    assert texts(folder) == {}
    assert not (folder.root / "redirects.txt").exists()


@pytest.mark.usefixtures("folder")
def test_everything_as_json(tmp_path: Path) -> None:
    (tmp_path / "old.doc").touch()

    result = run("import", str(table(tmp_path / "cases.csv")), str(tmp_path / "old.doc"), "--format", "json", *AS_OF)

    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["as_of"] == "2026-11-21"
    assert told["refused"] == [{"origin": str(tmp_path / "old.doc"), "message": "save it as .docx in Word"}]
    (story,) = told["stories"]
    assert {key: story[key] for key in ("origin", "line", "title", "path", "left_out", "files", "dropped")} == {
        "origin": "cases.csv", "line": 2, "title": "Story 1 of the bins", "path": "stories/2014/story-1-of-the-bins.md",
        "left_out": None, "files": [], "dropped": [],
    }  # fmt: skip
    assert {"line": 7, "message": "councils: 'LB Camden' is camden"} in story["mapped"]


def test_a_person_is_asked_once_for_each_name_in_doubt(folder: Folder, tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_text(
        "Title,Council,Theme\nOne,Newcastle,digitalization\nTwo,newcastle,digitalization\nThree,Wiggan,\n", "utf-8"
    )

    session = on_terminal(
        "import", str(path), *AS_OF,
        answers=[("Number [0]: ", "2"), ("Number [0]: ", "1"), ("Number [0]: ", "0")],
    )  # fmt: skip

    assert session.exit_code == 0, session.screen
    assert (
        "Which is meant by 'Newcastle'?\n  1  Newcastle-under-Lyme Borough Council (newcastle-under-lyme)\n"
        in session.screen
    )
    written = texts(folder)
    for name in ("one", "two"):
        assert "councils:\n- newcastle-upon-tyne\nthemes:\n- digitalisation\n" in written[f"2026/{name}.md"]
    assert "# councils: 'Wiggan' could be wigan" in written["2026/three.md"]


def test_old_addresses(folder: Folder, tmp_path: Path) -> None:
    folder.write("2026/taken.md", aliases=["/old/taken/"])
    path = tmp_path / "cases.csv"
    path.write_text(
        "Title,URL\nOne,https://old.example/cases/bin-rounds.html\nTwo,/old/taken/\nThree,/feed.xml\nFour,/stories/taken/\n"
        "Five,/a%20b/\nSix,http://[\nSeven,/stories/the-seventh/\n",
        "utf-8",
    )

    said = bring_in(path)

    written = texts(folder)
    assert "aliases:\n- /cases/bin-rounds.html\n" in written["2026/bin-rounds.md"]
    assert "'Two' left out: stories/2026/taken.md has its address /old/taken/ already\n" in said
    assert "the old address '/feed.xml' is taken on this site\n" in said
    assert "the old address '/stories/taken/' is that of another story\n" in said
    assert "aliases:\n- /a b/\n" in written["2026/five.md"]
    assert "aliases" not in written["2026/the-seventh.md"]
    assert run("check", *AS_OF).exit_code == 0


def test_stories_of_one_title(folder: Folder, tmp_path: Path) -> None:
    folder.write("2026/bins.md", title="Bins", id="another-id")
    path = tmp_path / "cases.csv"
    path.write_text(
        "Title,Council,Text\nWaste,York,One\nWaste,Wigan,Two\nWaste,York,Three\nWaste,York,One\nBins,York,x\n", "utf-8"
    )

    said = bring_in(path)

    assert sorted(texts(folder)) == [f"2026/{name}.md" for name in ("bins", "waste-wigan", "waste-york", "waste")]
    assert "cases.csv:5: 'Waste' left out: stories/2026/waste.md is this story\n" in said
    assert "'Bins' left out: stories/2026/bins.md has this title already; if it is another story, give one" in said


def test_what_no_story_may_hold(folder: Folder, tmp_path: Path) -> None:
    path = tmp_path / "old.md"
    path.write_text(
        f"---\ntitle: {'Long ' * 30}\ndate: 1066-01-01\nstarted: once\nsource: https://example.org/\ncontact: a@b.example\n"
        f"summary: {'A sentence of some words. ' * 20}\n---\n"
        "[other](other.md) [x](../up/) ![far](https://example.org/a.png) <marquee>x</marquee> <div onclick=x>y\n"
        "[j](javascript:x) [[wiki]] [ref][r]\n\n[r]: javascript:y\n\n<details>\n",
        "utf-8",
    )

    said = bring_in(path)

    (text,) = texts(folder).values()
    assert run("check", *AS_OF).exit_code == 0
    assert "changed  line" in said
    assert "'<marquee>' is kept as plain text" in said
    assert "\\<marquee>x\\</marquee>" in text
    for comment in (
        "# title: in full: Long",
        "# date: '1066-01-01'",
        "# started: once",
        "# summary: too long",
        "# contact: 'a@b.example': give a team",
    ):
        assert comment in text
    assert "# sources: 'https://example.org/': give its title and date\n" in text


def test_nothing_is_overwritten(folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder.stories / "2014").touch()

    result = run("import", str(table(tmp_path / "cases.csv")), *AS_OF)

    assert result.exit_code == 2
    assert "2014/story-1-of-the-bins.md: " in result.stderr
    assert "What was written before stays" in result.stderr
    monkeypatch.undo()


def test_ids_of_files_that_cannot_be_read_count_too(folder: Folder, tmp_path: Path) -> None:
    path = table(tmp_path / "cases.csv")
    bring_in(path)
    (written,) = folder.stories.rglob("*.md")
    written.write_text(written.read_text("utf-8").replace("status: draft", "status: [draft"), "utf-8")
    written.rename(written.with_name("renamed.md"))

    assert bring_in(path).endswith("0 drafts written, 1 left out.\n")


@pytest.mark.usefixtures("folder")
def test_a_draft_that_is_made_ready_is_published(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text(story_text(id=None, status=None, councils=["City of York Council"]), "utf-8")

    said = bring_in(path)

    assert "owed     line 4: a ready story needs at least one source" in said


def one(tmp_path: Path, columns: str, *rows: str) -> str:
    """Bring in a small table and return what is said."""
    path = tmp_path / "cases.csv"
    path.write_text("\n".join([columns, *rows, ""]), "utf-8")
    return bring_in(path)


def test_words_of_which_nobody_said_what_they_are(folder: Folder, tmp_path: Path) -> None:
    said = one(tmp_path, "Title,Tags,Partners", 'Bins,"York; Digitalisation; housing; purple",Nesta | The bin crew')

    text = texts(folder)["2026/bins.md"]
    assert (
        "councils:\n- york\nthemes:\n- digitalisation\nservices:\n- housing\npartners:\n- Nesta\n- The bin crew\n"
        in text
    )
    assert "the tag 'purple' is no term of this site\n" in said


def test_what_the_check_would_refuse_is_left_to_the_editor(folder: Folder, tmp_path: Path) -> None:
    one(tmp_path, "Title,Council,Date,URL", "Bins,!,1/3/2014,ftp://old.example/bins/", "Lorries,Atlantis,,")

    written = texts(folder)
    assert "# councils: '!' is not known here\n" in written["2014/bins.md"]
    assert "sources:\n" not in written["2014/bins.md"]
    assert (
        "# sources: [{title: Bins, date: '2014-03-01', url: 'ftp://old.example/bins/'}] was refused: "
        in written["2014/bins.md"]
    )
    assert "# councils: 'Atlantis' is not known here\n" in written["2026/lorries.md"]


def test_a_summary_of_one_long_sentence_is_cut_between_words(folder: Folder, tmp_path: Path) -> None:
    one(tmp_path, "Title,Summary", f"Bins,{'many words ' * 40}")

    text = texts(folder)["2026/bins.md"]
    assert "many words…\n" in text
    assert "# summary: too long, so it was cut: many words" in text


def test_old_addresses_that_no_file_can_answer(folder: Folder, tmp_path: Path) -> None:
    said = one(tmp_path, "Title,URL,Permalink", "Bins,/old//bins/,", "Lorries,/old/lorries/,/old/lorries/")

    assert "the old address '/old//bins/' has a part that is empty" in said
    assert "aliases:\n- /old/lorries/\n---" in texts(folder)["2026/lorries.md"]


def test_a_text_whose_markdown_cannot_be_kept(folder: Folder, tmp_path: Path) -> None:
    path = tmp_path / "old.md"
    path.write_text(f"# Bins\n\n{'> ' * 60}deep\n", "utf-8")

    assert "  changed  its Markdown could not be kept, so all of it is kept as plain text\n" in bring_in(path)
    assert run("check", *AS_OF).exit_code == 0
    assert "\n\\> > > " in texts(folder)["2026/bins.md"]


def test_a_text_that_the_check_would_refuse_whatever_is_done(folder: Folder, tmp_path: Path) -> None:
    path = tmp_path / "old.md"
    path.write_text(f"# Bins\n\n{'Many words. ' * 100_000}\n", "utf-8")

    assert "'Bins' left out: the check would refuse it: " in bring_in(path)
    assert texts(folder) == {}


def test_a_fault_before_a_link_leaves_the_link_alone(folder: Folder, tmp_path: Path) -> None:
    path = tmp_path / "old.md"
    path.write_text("# Bins\n\n<marquee>x [a](https://a.example/) https://www.gov.uk@evil.example/ y\n", "utf-8")

    said = bring_in(path)

    assert (
        "\\<marquee>x [a](https://a.example/) `https://www.gov.uk@evil.example/` y\n" in texts(folder)["2026/bins.md"]
    )
    assert "'https://www.gov.uk@evil.example/' is no link any more\n" in said


@pytest.mark.usefixtures("folder")
def test_files_that_cannot_be_read_are_reported_and_counted(tmp_path: Path) -> None:
    (tmp_path / "old.doc").touch()

    result = run("import", str(table(tmp_path / "cases.csv")), str(tmp_path / "old.doc"), *AS_OF)

    assert result.exit_code == 1
    assert result.stderr == f"stories: {tmp_path / 'old.doc'}: save it as .docx in Word\n"
    assert result.stdout.endswith("1 draft written, 1 file could not be read.\n")


def test_a_draft_that_cannot_be_written_leaves_no_files_behind(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents.write("pictures", tmp_path / "pictures.docx")
    open_ = Path.open

    def full(path: Path, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        if path.name == "index.md" and mode == "xb":
            raise OSError(errno.ENOSPC, "No space left on device")
        return open_(path, mode, *args, **kwargs)

    monkeypatch.setattr(Path, "open", full)

    result = run("import", str(tmp_path / "pictures.docx"), *AS_OF)

    assert result.exit_code == 2
    assert "index.md: the disk is full" in result.stderr
    assert [path for path in folder.stories.rglob("*") if path.is_file()] == []


def test_stories_without_an_id_are_known_by_their_titles(folder: Folder, tmp_path: Path) -> None:
    folder.write("2026/bins.md", id=None, title="Other")

    assert one(tmp_path, "Title,Council", "Bins,York").endswith("1 draft written.\n")
    assert sorted(texts(folder)) == ["2026/bins-york.md", "2026/bins.md"]


def test_a_person_sees_how_far_the_reading_of_many_files_is(folder: Folder, tmp_path: Path) -> None:
    for n in range(3):
        (tmp_path / f"{n}.md").write_text(f"# Story {n}\n\n{WORDS}\n", "utf-8")

    session = on_terminal("import", str(tmp_path), *AS_OF)

    assert session.exit_code == 0
    assert "3/3" in session.screen
    assert len(texts(folder)) == 3
