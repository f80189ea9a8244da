"""The made-up collections are valid, the same each time, and of the size that they are said to have."""

from __future__ import annotations

from statistics import mean
from typing import TYPE_CHECKING

import yaml

from site_builder.adapters.project import load_project
from tests.bench.made_up import TODAY, stories, write_both
from tests.site.oracle import pieces

if TYPE_CHECKING:
    from pathlib import Path


def test_a_collection_is_the_same_each_time() -> None:
    assert list(stories(40)) == list(stories(40))


def test_stories_have_about_a_thousand_words_of_varied_markdown() -> None:
    made = list(stories(60))
    assert 900 <= mean(len(story.body.split()) for story in made) <= 1200
    for mark in ("\n## How ", "\n- ", "\n1. ", "\n| --- |", "](https://", "**", "\n> "):
        assert all(mark in story.body for story in made), mark
    assert any("](../20" in story.body for story in made)
    assert sum(story.meta["status"] == "ready" for story in made) >= 50
    assert len({council for story in made for council in story.meta["councils"]}) > 30


def test_both_projects_hold_the_same_texts_and_ours_has_no_problem(tmp_path: Path) -> None:
    ours, plain = write_both(tmp_path, 60)
    collection = load_project(ours / "mkdocs.yml").read(TODAY)
    assert collection.problems == ()
    assert len(collection.stories) == 60
    bodies = [{piece.path: piece.body for piece in pieces(folder)} for folder in (ours / "stories", plain / "docs")]
    assert bodies[0] == bodies[1]
    assert len(bodies[0]) == 60
    assert yaml.safe_load((plain / "mkdocs.yml").read_text("utf-8"))["plugins"] == ["search"]
