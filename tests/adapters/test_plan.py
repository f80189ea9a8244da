from __future__ import annotations

import json

import pytest

from tests.adapters.projects import AS_OF, PLAN, Folder, on_terminal, run


@pytest.fixture
def planned(folder: Folder) -> Folder:
    """Three periods: one met, one at risk, one short of a piece; and a target that is not met yet."""
    waivers = [{"period": "2027-03-01", "pieces": 0, "reason": "pre-election period"}]
    folder.configure(plans=[{**PLAN, "waivers": waivers}])
    folder.write("2026/early.md", date="2026-11-16", original=True)
    folder.write("2026/guide.md", date="2026-12-01", original=True, kind="guide")
    folder.write("2027/draft.md", date="2027-02-01", original=True, status="draft")
    folder.write("2027/undated.md", date=None, status="idea", original=True)
    return folder


@pytest.mark.usefixtures("planned")
def test_json_has_the_keys_of_the_contract() -> None:
    result = run("plan", "--format", "json", *AS_OF)

    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == {
        "as_of": "2026-11-21",
        "plans": [
            {
                "name": "2026-27",
                "starts": "2026-11-01",
                "ends": "2027-04-30",
                "quota": [
                    {
                        "starts": "2026-11-01",
                        "ends": "2026-12-31",
                        "required": 1,
                        "published": 1,
                        "scheduled": 1,
                        "planned": 0,
                        "state": "open",
                        "status": "met",
                        "pieces": ["story-early", "story-guide"],
                    },
                    {
                        "starts": "2027-01-01",
                        "ends": "2027-02-28",
                        "required": 1,
                        "published": 0,
                        "scheduled": 0,
                        "planned": 1,
                        "state": "upcoming",
                        "status": "at-risk",
                        "pieces": ["story-draft"],
                    },
                    {
                        "starts": "2027-03-01",
                        "ends": "2027-04-30",
                        "required": 0,
                        "published": 0,
                        "scheduled": 0,
                        "planned": 0,
                        "state": "upcoming",
                        "status": "waived",
                        "pieces": [],
                    },
                ],
                "target": {
                    "stories": 2,
                    "by": "2027-03-31",
                    "published": 1,
                    "scheduled": 0,
                    "planned": 1,
                    "met_on": None,
                    "status": "at-risk",
                },
            }
        ],
    }


@pytest.mark.usefixtures("planned")
def test_json_keeps_the_order_of_the_contract() -> None:
    (plan,) = json.loads(run("plan", "--format", "json", *AS_OF).stdout)["plans"]

    assert list(plan) == ["name", "starts", "ends", "quota", "target"]
    assert list(plan["quota"][0]) == [
        "starts", "ends", "required", "published", "scheduled", "planned", "state", "status", "pieces",
    ]  # fmt: skip
    assert list(plan["target"]) == [
        "stories", "by", "published", "scheduled", "planned", "met_on", "status",
    ]  # fmt: skip


@pytest.mark.usefixtures("planned")
def test_a_target_that_is_met_says_the_day(planned: Folder) -> None:
    planned.write("2027/draft.md", date="2027-02-01")

    (plan,) = json.loads(run("plan", "--format", "json", "--as-of", "2027-02-01").stdout)["plans"]

    assert (plan["target"]["status"], plan["target"]["met_on"]) == ("met", "2027-02-01")


@pytest.mark.usefixtures("planned")
def test_text() -> None:
    result = run("plan", *AS_OF)

    lines = [line.rstrip() for line in result.stdout.splitlines()]
    assert lines == [
        "Plan 2026-27, 1 November 2026 to 30 April 2027",
        "",
        "Target  2 stories by 31 March 2027: at risk (1 published, 0 scheduled, 1 planned)",
        "",
        "Quota                       Due  Published  Scheduled  Planned  Status",
        "November and December 2026    1          1          1        0  met",
        "January and February 2027     1          0          0        1  at risk",
        "March and April 2027          0          0          0        0  waived",
        "",
        "Waiver for March and April 2027: 0 pieces due, pre-election period",
    ]


def test_text_of_several_plans_with_and_without_their_parts(folder: Folder) -> None:
    folder.configure(
        plans=[
            {"name": "first", "starts": "2025-11-01", "ends": "2026-10-31"},
            {
                "name": "second",
                "starts": "2026-11-01",
                "ends": "2026-11-30",
                "target": {"stories": 1, "by": "2026-11-30"},
            },
            {
                "name": "third",
                "starts": "2026-12-15",
                "ends": "2027-01-14",
                "quota": {"pieces": 1, "every_months": 1},
            },
        ]
    )
    folder.write("2026/a.md")

    lines = [line.rstrip() for line in run("plan", *AS_OF).stdout.splitlines()]

    assert lines == [
        "Plan first, 1 November 2025 to 31 October 2026",
        "",
        "",
        "Plan second, 1 November 2026 to 30 November 2026",
        "",
        "Target  1 story by 30 November 2026: met on 16 November 2026 (1 published, 0 scheduled, 0 planned)",
        "",
        "",
        "Plan third, 15 December 2026 to 14 January 2027",
        "",
        "Quota                                Due  Published  Scheduled  Planned  Status",
        "15 December 2026 to 14 January 2027    1          0          0        0  short",
    ]


@pytest.mark.usefixtures("folder")
def test_no_plan_at_all() -> None:
    text = run("plan", *AS_OF)

    assert text.stdout == "No plan: mkdocs.yml has no entry under plugins.stories.plans.\n"
    assert (text.exit_code, run("plan", "--gate", *AS_OF).exit_code) == (0, 0)
    assert json.loads(run("plan", "--format", "json", *AS_OF).stdout) == {"as_of": "2026-11-21", "plans": []}


def test_json_of_a_plan_that_has_neither_quota_nor_target(folder: Folder) -> None:
    folder.configure(plans=[{"name": "p", "starts": "2026-11-01", "ends": "2027-10-31"}])

    (plan,) = json.loads(run("plan", "--format", "json", *AS_OF).stdout)["plans"]

    assert (plan["quota"], plan["target"]) == ([], None)


@pytest.mark.parametrize(
    ("day", "code", "told"),
    [
        ("2026-10-31", 0, []),  # nothing has begun
        ("2026-11-21", 0, []),  # the open period is met, the target at risk only
        ("2027-01-01", 0, []),
        ("2027-03-01", 1, ["January and February 2027: missed"]),
        ("2027-04-01", 1, ["January and February 2027: missed", "by 31 March 2027: missed"]),
        ("2030-01-01", 1, ["January and February 2027: missed", "by 31 March 2027: missed"]),
    ],
)
@pytest.mark.usefixtures("planned")
def test_gate(day: str, code: int, told: list[str]) -> None:
    result = run("plan", "--gate", "--as-of", day)

    assert result.exit_code == code
    assert [line.split(", ")[1] for line in result.stderr.splitlines()] == told
    assert run("plan", "--as-of", day).exit_code == 0


@pytest.mark.usefixtures("planned")
def test_gate_says_what_is_lacking_and_shows_the_plan_all_the_same() -> None:
    result = run("plan", "--gate", "--format", "json", "--as-of", "2027-04-01")

    assert result.stderr == (
        "plan 2026-27, January and February 2027: missed, "
        "0 of 1 original piece published, 0 scheduled, 1 planned\n"
        "plan 2026-27, by 31 March 2027: missed, 1 of 2 stories published, 0 scheduled, 1 planned\n"
    )
    assert json.loads(result.stdout)["as_of"] == "2027-04-01"


def test_gate_on_a_period_under_way_that_is_short(folder: Folder) -> None:
    folder.configure(plans=[{**PLAN, "target": None}])

    result = run("plan", "--gate", *AS_OF)

    assert result.exit_code == 1
    assert result.stderr.startswith("plan 2026-27, November and December 2026: short, 0 of 1 original piece")


@pytest.mark.usefixtures("planned")
def test_the_table_fits_a_small_terminal() -> None:
    screen = on_terminal("plan", *AS_OF, env={"COLUMNS": "60", "NO_COLOR": "1"}).screen

    assert "November and December 2026" in screen
    assert "at risk" in screen
    assert "…" not in screen
