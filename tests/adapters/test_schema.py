"""The JSON Schema of the front matter, and what an editor with VS Code gets of it."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from site_builder.adapters.project import load_project
from site_builder.content.front_matter import FrontMatter
from site_builder.content.reading import is_story_path, read_front_matter
from site_builder.content.register import Register
from site_builder.reports.story_schema import make_schema
from tests.adapters.projects import AS_OF, REPOSITORY, Folder, run
from tests.builders import GOOD, register, settings
from tests.site.projects import SHOWCASE

if TYPE_CHECKING:
    from pathlib import Path


VSCODE = REPOSITORY / ".vscode"


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(run("schema", "-f", str(SHOWCASE / "mkdocs.yml")).stdout)
    return loaded


def faults(schema: dict[str, Any], data: object) -> list[str]:
    """Return what a tool with this schema would tell an editor; YAML's days are text to such tools."""
    as_json = json.loads(json.dumps(data, default=date.isoformat))
    return [error.message for error in Draft202012Validator(schema).iter_errors(as_json)]


def test_it_is_a_schema(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)

    assert schema["title"] == "Front matter of an innovation story"
    assert schema["required"] == ["id", "title"]


def test_a_site_without_places_has_no_key_for_them_and_other_sites_keep_it() -> None:
    without, with_places = (make_schema(settings(), known)["properties"] for known in (Register(()), register()))

    assert "councils" not in without
    assert with_places["councils"]["items"]["enum"] == [council.slug for council in register()]
    assert without["themes"] == with_places["themes"]


def test_every_story_of_the_showcase_keeps_to_it(schema: dict[str, Any]) -> None:
    tree = load_project(SHOWCASE / "mkdocs.yml").read_tree()
    stories = [raw for raw in tree.texts if is_story_path(raw.path.removeprefix(f"{tree.root}/"))]
    read = [found for raw in stories if isinstance(found := read_front_matter(raw), FrontMatter)]

    assert len(read) == len(stories) >= 24
    assert {fm.source.path: faults(schema, fm.data) for fm in read} == {fm.source.path: [] for fm in read}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"council": ["york"]}, "Additional properties are not allowed ('council' was unexpected)"),
        ({"sources": [{"title": "t", "date": "2013", "link": "x"}]}, "Additional properties are not allowed"),
        ({"themes": ["digitalization"]}, "'digitalization' is not one of ['political leadership', "),
        ({"councils": ["Wigan"]}, "'Wigan' is not one of ['aberdeen', "),
        ({"status": "published"}, "'published' is not one of ['idea', 'draft', 'review', 'ready', 'withdrawn']"),
        ({"kind": "poem"}, "'poem' is not one of "),
        ({"title": "x" * 101}, "is too long"),
        ({"summary": "Short."}, "is not valid under any of the given schemas"),
        ({"id": "A B"}, "'A B' does not match "),
        ({"original": "yes"}, "'yes' is not of type 'boolean'"),
        ({"image": {"file": "a.jpg", "alt": "A"}}, "is not valid under any of the given schemas"),
    ],
)
def test_what_it_refuses(schema: dict[str, Any], changes: dict[str, object], fault: str) -> None:
    (told,) = faults(schema, {**GOOD, **changes})

    assert fault in told


def test_a_title_is_needed(schema: dict[str, Any]) -> None:
    assert faults(schema, {"id": "story-a"}) == ["'title' is a required property"]


def test_its_terms_and_councils_are_those_of_the_site(folder: Folder) -> None:
    folder.configure(
        vocabularies={"themes": ["Tŷ", {"name": "b", "description": "c"}]},
        places=[{"slug": "quedgeley", "name": "Quedgeley", "lat": 51.8, "lon": -2.3}],
    )

    properties = json.loads(run("schema").stdout)["properties"]

    assert properties["themes"]["items"]["enum"] == ["Tŷ", "b"]
    assert not {"services", "programmes"} & properties.keys()
    assert "quedgeley" in properties["councils"]["items"]["enum"]


def test_it_is_written_to_a_file(folder: Folder) -> None:
    result = run("schema", "-o", "story.schema.json")

    assert (result.exit_code, result.output) == (0, "")
    assert (folder.root / "story.schema.json").read_text("utf-8") == run("schema").stdout


def test_it_cannot_be_written(folder: Folder, tmp_path: Path) -> None:
    result = run("schema", "-o", "no/such/folder.json")

    assert result.exit_code == 2
    assert result.stderr == "stories: no/such/folder.json cannot be written: No such file or directory\n"
    assert run("schema", "-o", str(tmp_path)).exit_code == 2
    assert list(folder.stories.iterdir()) == []


def without_terms(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema without what the vocabularies and places of an instance put into it."""
    kept: dict[str, Any] = json.loads(json.dumps(schema))
    for key in ("themes", "services", "programmes", "councils"):
        del kept["properties"][key]["items"]["enum"]
    return kept


def test_the_committed_schema_is_the_one_of_todays_code(schema: dict[str, Any]) -> None:
    """Whether it has today's terms is for the checks of the content; this is about the keys and what they may have."""
    committed = json.loads((VSCODE / "story.schema.json").read_text("utf-8"))

    assert without_terms(committed) == without_terms(schema), "type: make schema"


def test_vs_code_is_reported_where_the_schema_is_and_what_it_is_for() -> None:
    settings = json.loads((VSCODE / "settings.json").read_text("utf-8"))

    ((path, patterns),) = settings["yaml.schemas"].items()
    assert (REPOSITORY / path).samefile(VSCODE / "story.schema.json")
    stories = {file for pattern in patterns for file in SHOWCASE.glob(pattern)}
    assert stories == set(SHOWCASE.glob("stories/[0-9]*/**/*.md")) != set()
    assert "redhat.vscode-yaml" in json.loads((VSCODE / "extensions.json").read_text("utf-8"))["recommendations"]


def test_the_task_of_vs_code_finds_every_problem_at_its_place(folder: Folder) -> None:
    (task,) = (t for t in json.loads((VSCODE / "tasks.json").read_text("utf-8"))["tasks"] if t.get("problemMatcher"))
    matcher = task["problemMatcher"]
    pattern = matcher["pattern"]
    folder.write("2026/a.md", themes=["digitalization"])
    folder.write("2026/b.md", review_by="2026-11-20")

    lines = run("check", *AS_OF).stdout.splitlines()
    matches = [match for line in lines if (match := re.fullmatch(pattern["regexp"], line))]

    found = [[match[pattern[part]] for part in ("file", "line", "column", "severity", "code")] for match in matches]
    assert found == [
        ["stories/2026/a.md", "8", "10", "error", "theme-known"],
        ["stories/2026/b.md", "10", "12", "warning", "review-due"],
    ]
    assert matches[0][pattern["message"]].startswith("theme 'digitalization' is not in the vocabulary")
    assert matcher["fileLocation"] == ["relative", "${workspaceFolder}"]
