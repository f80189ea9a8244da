"""``stories rules``: every rule, or one with its examples; it needs no project."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from site_builder.rules.catalogue import REGISTRY
from tests.adapters.projects import run

if TYPE_CHECKING:
    from pathlib import Path


def test_all_rules_are_listed_with_what_they_want() -> None:
    result = run("rules")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    listed = {line.split()[0]: line for line in lines if line.startswith("  ")}
    assert listed.keys() == REGISTRY.keys()
    assert all(REGISTRY[id_].wants in line and REGISTRY[id_].severity in line for id_, line in listed.items())
    assert [line for line in lines if line.startswith("Broken")] == [
        "Broken in the files", "Broken in the front matter", "Broken in the text",
    ]  # fmt: skip


def test_one_rule_is_shown_with_its_examples() -> None:
    assert run("rules", "foreign-syntax").stdout == (
        "foreign-syntax (warning, in the text)\n"
        f"{REGISTRY['foreign-syntax'].wants}\n\n"
        "Bad:\n  !!! note\n\nGood:\n  > [!NOTE]\n  > A note.\n"
    )


def test_a_program_gets_all_of_it() -> None:
    rules = json.loads(run("rules", "--format", "json").stdout)["rules"]
    assert [rule["id"] for rule in rules] == list(REGISTRY)
    assert json.loads(run("rules", "ready-date", "--format", "json").stdout) == {
        "rules": [
            {
                "id": "ready-date", "severity": "error", "place": "front matter",
                "wants": "A ready piece has a date, the day of publication.",
                "bad": "status: ready\ndate:", "good": "status: ready\ndate: 2026-11-16",
            }
        ]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("id_", "said"),
    [
        ("how-sektion", "stories: there is no rule 'how-sektion'; did you mean 'how-section'?\n"),
        ("zzz", "stories: there is no rule 'zzz'; 'stories rules' lists all\n"),
    ],
)
def test_an_unknown_rule_is_wrong_usage(id_: str, said: str) -> None:
    result = run("rules", id_)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)


def test_the_page_of_the_rules_is_written_to_a_file(tmp_path: Path) -> None:
    page = tmp_path / "rules.md"
    assert run("rules", "--format", "markdown", "--output", str(page)).stdout == ""
    assert page.read_text("utf-8") == run("rules", "--format", "markdown").stdout
