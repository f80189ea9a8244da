"""`stories withdraw` and `stories shared`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.adapters.projects import AS_OF, on_terminal, run
from tests.builders import story_text

if TYPE_CHECKING:
    from tests.adapters.projects import Folder

REASON = "The figures were wrong: the council asked us."


def refused(*args: str) -> str:
    result = run(*args, *AS_OF)
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr.removeprefix("stories: ").rstrip("\n")


def test_a_story_is_withdrawn(folder: Folder) -> None:
    path = folder.write("2026/bins.md")
    before = path.read_text("utf-8")

    result = run("withdraw", "bins", "--reason", REASON, *AS_OF)

    assert (result.exit_code, result.stdout) == (
        0, "Withdrawn: stories/2026/bins.md. Its address /stories/bins/ shows the notice.\n",
    )  # fmt: skip
    assert path.read_text("utf-8") == before.replace(
        'status: "ready"\n', f"status: withdrawn\nwithdrawn:\n  date: 2026-11-21\n  reason: '{REASON}'\n"
    )
    assert run("check", "--strict", *AS_OF).exit_code == 0


def test_links_to_a_withdrawn_story_are_reported(folder: Folder) -> None:
    folder.write("2026/bins.md")
    folder.write("2026/other.md", story_text("[b](bins.md)\n\n## How it works\n\nSo.\n", id="other-story"))

    result = run("withdraw", "bins", "--reason", REASON, "--date", "2026-11-20", *AS_OF)

    assert result.exit_code == 0
    assert "  stories/2026/other.md links to it; check whether it still should.\n" in result.stdout
    assert "date: 2026-11-20\n" in (folder.stories / "2026/bins.md").read_text("utf-8")


def test_a_person_is_asked_for_the_reason(folder: Folder) -> None:
    folder.write("2026/bins.md")

    session = on_terminal("withdraw", "bins", *AS_OF, answers=[("Reason, which readers see", "It is over.")])

    assert session.exit_code == 0
    assert "reason: It is over.\n" in (folder.stories / "2026/bins.md").read_text("utf-8")


def test_what_cannot_be_withdrawn(folder: Folder) -> None:
    folder.write("2026/bins.md", status="draft")
    folder.write("2026/gone.md", status="withdrawn", withdrawn={"date": "2026-11-20", "reason": "Over."})
    folder.write("2026/good.md")
    folder.write("2026/broken.md", "---\ntitle: [\n---\n")

    assert refused("withdraw", "bins", "--reason", "x") == (
        "stories/2026/bins.md: readers have not seen it, so no notice is needed; delete the file, or give it a later date"
    )
    assert refused("withdraw", "gone", "--reason", "x") == "stories/2026/gone.md: it is withdrawn already"
    assert refused("withdraw", "good") == (
        "stories/2026/good.md: readers of its address want to know why; give a reason (--reason)"
    )
    assert "'soon' is not a date" in refused("withdraw", "good", "--reason", "x", "--date", "soon")
    assert refused("withdraw", "broken", "--reason", "x") == (
        "stories/2026/broken.md cannot be read as a story; fix what 'stories check' says of it first"
    )
    assert refused("withdraw", "stories/2026/nothing.md") == (
        "there is no story 'stories/2026/nothing.md'; use one of: bins, gone, good"
    )


def test_where_a_story_was_passed_on(folder: Folder) -> None:
    path = folder.write("2026/bins.md")
    before = path.read_text("utf-8")

    first = run("shared", "bins", "--channel", "Knowledge Hub", "--url", "https://hub.example/1", *AS_OF)
    second = run(
        "shared", "https://stories.example/stories/bins/", "--channel", "Bulletin", "--date", "2026-11-20", *AS_OF
    )

    assert first.stdout == second.stdout == "Recorded in stories/2026/bins.md.\n"
    assert path.read_text("utf-8").replace(
        "shared:\n- channel: Knowledge Hub\n  date: 2026-11-21\n  url: https://hub.example/1\n"
        "- channel: Bulletin\n  date: 2026-11-20\n",
        "",
    ) == before  # fmt: skip
    assert run("shared", "bins", *AS_OF).stdout == (
        "21 November 2026  Knowledge Hub  https://hub.example/1\n20 November 2026  Bulletin\n"
    )
    assert refused("shared", "bins", "--channel", "Bulletin", "--date", "2026-11-20") == (
        "stories/2026/bins.md: this is recorded already"
    )
    assert "'hub' is not a web address" in refused("shared", "bins", "--channel", "x", "--url", "hub")
    assert run("check", "--strict", *AS_OF).exit_code == 0


def test_a_person_is_asked_for_the_channel_or_just_looks(folder: Folder) -> None:
    folder.write("2026/bins.md")
    folder.write("2026/other.md", shared=[{"channel": "Bulletin", "date": "2026-11-01"}])

    session = on_terminal("shared", "bins", *AS_OF, answers=[("Channel (so far: Bulletin)", "Magazine")])
    assert session.exit_code == 0
    assert "has not been shared, as far as its file says" in session.screen
    assert "- channel: Magazine\n" in (folder.stories / "2026/bins.md").read_text("utf-8")

    session = on_terminal("shared", "bins", *AS_OF, answers=[("Channel", "")])
    assert session.exit_code == 0


def test_what_a_withdrawal_breaks_is_reported(folder: Folder) -> None:
    folder.write("2026/bins.md")
    body = "[So](bins.md#how-it-works)\n\n## How it works\n\nSo.\n"
    folder.write("2026/other.md", story_text(body, id="other-story"))

    result = run("withdraw", "bins", "--reason", REASON, *AS_OF)

    assert result.exit_code == 1
    assert result.stdout.endswith(
        "The check now says:\n"
        "stories/2026/other.md:12:6 error [link-anchor] '2026/bins.md' has no section to link to; leave out #how-it-works\n"
    )


def test_a_slip_in_the_date_of_sharing_is_reported(folder: Folder) -> None:
    folder.write("2026/bins.md")

    result = run("shared", "bins", "--channel", "Bulletin", "--date", "0206-11-20", *AS_OF)

    assert result.exit_code == 1
    assert "The check now says:\nstories/2026/bins.md:" in result.stdout
    assert "the year 0206 is not between 1900 and 2099" in result.stdout
