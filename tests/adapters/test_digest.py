from __future__ import annotations

import pytest

from tests.adapters.projects import Folder, run

DAYS = ("--since", "2026-11-01", "--until", "2026-11-21")


def test_texts_of_set_lengths(folder: Folder) -> None:
    folder.write("2026/a.md")

    result = run("digest", *DAYS, "--length", "280")

    assert result.exit_code == 0
    assert result.stdout.startswith("=== story-a: ")
    assert result.stdout.endswith("\n\nhttps://stories.example/stories/a/\n")
    assert run("digest", *DAYS, "--length", "all").stdout.count("=== story-a: ") == 3


def test_no_story_in_the_period(folder: Folder) -> None:
    folder.write("2026/a.md", date="2026-11-30")

    assert run("digest", *DAYS, "--length", "280").stdout == (
        "No story was published after 2026-11-01, up to 2026-11-21.\n"
    )


@pytest.mark.usefixtures("folder")
def test_days_that_are_none() -> None:
    result = run("digest", "--since", "2026-11-21", "--until", "2026-11-21")

    assert (result.exit_code, result.stderr) == (
        2,
        "stories: --since: 2026-11-21 must be before the last day, 2026-11-21\n",
    )


def test_a_template_that_cannot_be_used(folder: Folder) -> None:
    folder.replace_in_theme("reports/bulletin.html", "{{ nothing.at_all }}")

    assert "the template 'reports/bulletin.html' asks for something that does not exist" in run("digest", *DAYS).stderr


def test_without_an_address(folder: Folder) -> None:
    text = (folder.root / "mkdocs.yml").read_text("utf-8").replace("https://stories.example/", "")
    (folder.root / "mkdocs.yml").write_text(text, "utf-8")

    assert "links in an email need the full address of the site" in run("digest", *DAYS).stderr


@pytest.mark.parametrize(
    ("format_", "beginning"),
    [("html", "<!doctype html>"), ("text", "MADE-UP STORIES"), ("md", "# "), ("eml", "Subject: ")],
)
def test_each_format_of_the_showcase(format_: str, beginning: str, showcase_config: str) -> None:
    result = run("digest", "-f", showcase_config, *DAYS, "--format", format_)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.lower().startswith(beginning.lower())
