"""`stories move`: what is renamed, what follows, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.adapters.projects import AS_OF, run
from tests.builders import story_text
from tests.pictures import photo, saved

if TYPE_CHECKING:
    from tests.adapters.projects import Folder

PNG = saved(photo(40, 30), "PNG")
LINKING = "See [the other](../2026/bins.md#how-it-works 'a title').\n\n## How it works\n\nAs [there][x].\n\n[x]: ../2026/bins.md\n"


def move(*args: str) -> str:
    result = run("move", *args, *AS_OF)
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return result.stdout


def refused(*args: str) -> str:
    result = run("move", *args, *AS_OF)
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr.removeprefix("stories: ").rstrip("\n")


def files(folder: Folder) -> list[str]:
    return sorted(path.relative_to(folder.stories).as_posix() for path in folder.stories.rglob("*") if path.is_file())


def test_another_address(folder: Folder) -> None:
    before = folder.write("2026/bins.md").read_bytes()
    folder.write("2026/other.md", story_text(LINKING, id="other-story"))

    said = move("bins", "better-bins")

    assert said == (
        "Moved: stories/2026/bins.md is now stories/2026/better-bins.md\n"
        "  The old address /stories/bins/ leads to the new one.\n"
        "  Links in 1 other text now lead to it.\n"
    )
    assert files(folder) == ["2026/better-bins.md", "2026/other.md"]
    after = (folder.stories / "2026/better-bins.md").read_bytes()
    assert after.replace(b"aliases:\n- /stories/bins/\n", b"") == before
    other = (folder.stories / "2026/other.md").read_text("utf-8")
    assert "](better-bins.md#how-it-works 'a title')" in other
    assert "[x]: better-bins.md\n" in other
    assert run("check", "--strict", *AS_OF).exit_code == 0


def test_another_year_has_the_same_address(folder: Folder) -> None:
    folder.write("2026/other.md")
    folder.write("2026/bins.md", story_text("[o](other.md)\n\n## How it works\n\nSo.\n", id="story-bins"))
    folder.write("pages/about.md", "---\ntitle: About\ndescription: What this is.\n---\n\nSee [it](../2026/bins.md).\n")

    said = move("story-bins", "2027/")

    assert "old address" not in said
    assert "aliases" not in (folder.stories / "2027/bins.md").read_text("utf-8")
    assert "[o](../2026/other.md)" in (folder.stories / "2027/bins.md").read_text("utf-8")
    assert "[it](../2027/bins.md)" in (folder.stories / "pages/about.md").read_text("utf-8")
    assert run("check", "--strict", *AS_OF).exit_code == 0


def test_a_folder_of_its_own(folder: Folder) -> None:
    body = "![A map](map.png) and [another](other.md)\n\n## How it works\n\nSo.\n"
    folder.write("2026/other.md", story_text("![A plan](plan.png)\n\n## How it works\n\nSo.\n", id="other-story"))
    picture = {"file": "plan.png", "alt": "A plan", "credit": "York"}
    folder.write("2026/bins.md", story_text(body, id="story-bins", image=picture))
    for name in ("map.png", "plan.png"):
        (folder.stories / "2026" / name).write_bytes(PNG)

    said = move("stories/2026/bins.md", "--folder")

    assert "  map.png went with it\n" in said
    assert "  2026/plan.png was copied, because another story names it too\n" in said
    assert files(folder) == [
        "2026/bins/index.md",
        "2026/bins/map.png",
        "2026/bins/plan.png",
        "2026/other.md",
        "2026/plan.png",
    ]
    assert "[another](../other.md)" in (folder.stories / "2026/bins/index.md").read_text("utf-8")
    assert run("check", "--strict", *AS_OF).exit_code == 0


def test_a_folder_moves_with_all_that_is_in_it(folder: Folder) -> None:
    folder.write("2026/bins/index.md", story_text("![A map](map.png)\n\n## How it works\n\nSo.\n", id="story-bins"))
    (folder.stories / "2026/bins/map.png").write_bytes(PNG)
    (folder.stories / "2026/bins/.notes").write_text("mine", "utf-8")

    move("bins", "2027/better-bins")

    assert files(folder) == ["2027/better-bins/.notes", "2027/better-bins/index.md", "2027/better-bins/map.png"]
    assert not (folder.stories / "2026").exists()
    assert run("check", "--strict", *AS_OF).exit_code == 0


def test_a_folder_with_nothing_else_in_it_can_become_a_file(folder: Folder) -> None:
    folder.write("2026/bins/index.md", id="story-bins")

    move("bins", "stories/2026/bins.md")

    assert files(folder) == ["2026/bins.md"]


def test_a_story_that_moves_back_does_not_call_its_address_an_old_one(folder: Folder) -> None:
    folder.write("2026/bins.md", id="story-bins")

    move("bins", "waste")
    move("waste", "bins")

    text = (folder.stories / "2026/bins.md").read_text("utf-8")
    assert "/stories/bins/" not in text
    assert "aliases:\n- /stories/waste/\n" in text
    assert run("check", "--strict", *AS_OF).exit_code == 0


def test_what_readers_have_not_seen_leaves_no_address_unless_asked(folder: Folder) -> None:
    folder.write("2026/bins.md", status="draft")

    said = move("bins", "waste")
    assert "It keeps no old address, because readers have not seen it.\n" in said
    move("waste", "rubbish", "--alias")

    assert "- /stories/waste/\n" in (folder.stories / "2026/rubbish.md").read_text("utf-8")


def test_line_ends_and_a_byte_order_mark_stay(folder: Folder) -> None:
    path = folder.write("2026/bins.md")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()

    move("bins", "waste")

    after = (folder.stories / "2026/waste.md").read_bytes()
    assert after.replace(b"aliases:\r\n- /stories/bins/\r\n", b"") == before
    assert after != before


def test_a_link_that_is_written_in_another_way_is_reported(folder: Folder) -> None:
    folder.write("2026/bins.md")
    folder.write("2026/other.md", story_text("[o](bins&#46;md)\n\n## How it works\n\nSo.\n", id="other-story"))

    result = run("move", "bins", "waste", *AS_OF)

    assert "stories/2026/other.md:" in result.stdout
    assert "change the link here yourself" in result.stdout
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (("bin", "x"), "there is no story 'bin'; did you mean 'bins'?"),
        (("bins",), "say where the story goes: a new short name, a path, or --folder"),
        (("bins", "waste"), "there is stories/2026/waste.md already; give another short name"),
        (("bins", "bins"), "stories/2026/bins.md is where the story is already"),
        (
            ("bins", "Bins!"),
            "'Bins!' cannot be an address; give a short name of lower-case letters, digits and hyphens",
        ),
        (("bins", "page"), "'page' cannot be an address; give a short name of lower-case letters, digits and hyphens"),
        (("bins", "1066/bins"), "the year 1066 is not between 1900 and 2099"),
        (
            ("bins", "a/b/c"),
            "'a/b/c' is no place for a story; give a short name, or a path as in stories/2027/short-name.md",
        ),
        (("bins", "old-waste"), "'old-waste' is an old address of stories/2026/waste.md; give another short name"),
        (
            ("bins", "full"),
            "there is stories/2026/full/notes.txt already; move it away first, or give another short name",
        ),
        (
            ("pictures", "2026/pictures.md"),
            "files are beside the story, so it needs a folder of its own; move it to stories/2026/pictures/",
        ),
    ],
)
def test_what_is_refused(folder: Folder, args: tuple[str, ...], reason: str) -> None:
    folder.write("2026/bins.md")
    folder.write("2026/waste.md", aliases=["/stories/old-waste/"])
    folder.write("2026/full/notes.txt", "Notes")
    folder.write("2026/pictures/index.md")
    (folder.stories / "2026/pictures/map.png").write_bytes(PNG)
    before = files(folder)

    assert refused(*args) == reason
    assert files(folder) == before


def test_a_disk_that_refuses_leaves_everything_as_it_was(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("2026/bins.md")
    other = folder.write("2026/other.md", story_text(LINKING, id="other-story"))
    before = other.read_bytes()

    def refuse(_old: Path, _new: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", refuse)

    assert "nothing was changed: the disk is full" in refused("bins", "2027/waste")
    assert other.read_bytes() == before
    assert files(folder) == ["2026/bins.md", "2026/other.md"]
    assert not (folder.stories / "2027").exists()


def test_links_to_other_stories_stay_as_they_were_written(folder: Folder) -> None:
    folder.write("2026/bins.md", id="story-bins")
    folder.write("2026/third.md", id="story-third")
    body = "[b](bins.md) and [t](./third.md)\n\n## How it works\n\nSo.\n"
    path = folder.write("2026/other.md", story_text(body, id="other-story"))
    before = path.read_text("utf-8")

    move("bins", "waste")

    assert path.read_text("utf-8") == before.replace("(bins.md)", "(waste.md)")


def test_a_link_that_still_leads_there_needs_no_change_however_it_is_written(folder: Folder) -> None:
    folder.write("2026/bins.md", story_text("[o](other&#46;md)\n\n## How it works\n\nSo.\n", id="story-bins"))
    folder.write("2026/other.md", id="other-story")

    assert "yourself" not in move("bins", "waste")
    assert "[o](other&#46;md)" in (folder.stories / "2026/waste.md").read_text("utf-8")


def test_other_old_addresses_stay_when_a_story_moves_back(folder: Folder) -> None:
    folder.write("2026/bins.md", aliases=["/stories/waste/", "/old/bins/"])

    move("bins", "waste")

    text = (folder.stories / "2026/waste.md").read_text("utf-8")
    assert "/old/bins/" in text
    assert "/stories/waste/" not in text


def test_a_text_that_cannot_be_read_is_left_alone(folder: Folder) -> None:
    folder.write("2026/bins.md")
    path = folder.write("2026/other.md")
    path.write_bytes(b"---\n\xff [b](bins.md)")

    result = run("move", "bins", "waste", *AS_OF)

    assert result.stdout.startswith("Moved: stories/2026/bins.md is now stories/2026/waste.md\n")
    assert path.read_bytes() == b"---\n\xff [b](bins.md)"


def test_a_story_whose_old_addresses_cannot_be_changed_safely_stays(folder: Folder) -> None:
    path = folder.write("2026/bins.md")
    path.write_text(path.read_text("utf-8").replace("---\n\n", "aliases:\n-\n  /old/\n---\n\n"), "utf-8")

    assert refused("bins", "waste") == (
        "stories/2026/bins.md stays where it is: its front matter is written in a way that cannot be changed safely; "
        "write aliases: [/old/, /stories/bins/] yourself"
    )
    assert files(folder) == ["2026/bins.md"]


def test_a_file_of_the_story_never_replaces_another(folder: Folder) -> None:
    folder.write("2026/bins.md", story_text("![A map](map.png)\n\n## How it works\n\nSo.\n", id="story-bins"))
    for place in ("2026/map.png", "2027/map.png"):
        (folder.stories / place).parent.mkdir(exist_ok=True)
        (folder.stories / place).write_bytes(PNG)

    assert refused("bins", "2027/") == (
        "there is stories/2027/map.png already, which a file of the story would replace; rename one"
    )


def test_a_name_that_two_stories_have_is_refused(folder: Folder) -> None:
    folder.write("2025/bins.md", id="story-older")
    folder.write("2026/bins.md", id="story-newer")

    assert refused("bins", "waste") == (
        "'bins' is the name of stories/2025/bins.md and stories/2026/bins.md; give the path of one"
    )
    result = run("move", "stories/2026/bins.md", "waste", *AS_OF)
    assert result.stdout.startswith("Moved: stories/2026/bins.md is now stories/2026/waste.md\n")
