"""Hints of house style: what they find, what they pass over, and that each can be switched off."""

from __future__ import annotations

import time

import pytest

from site_builder.options import HouseStyleOptions
from tests.builders import BODY, SUMMARY, read, settings, story_text

pytestmark = pytest.mark.uncounted

LONG = "The council " + "and the crew " * 13 + "went."


def hints(text: str = "", switches: dict[str, bool] | None = None, **changes: object) -> list[str]:
    """Return the hints about a good story with a text."""
    options = settings(house_style=switches or {}, abbreviations={"LGA": "Local Government Association"})
    problems = read({"2026/a.md": story_text(f"{BODY}\n{text}\n", **changes)}, options=options).problems
    assert all(not problem.is_error for problem in problems)
    return [problem.rule.removeprefix("style-") for problem in problems if problem.rule.startswith("style-")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The MTFS was short.", ["acronym"]),
        ("The MTFS was short, and the MTFS grew.", ["acronym"]),
        ("The medium-term financial strategy (MTFS) was short. The MTFS grew.", []),
        ("The MTFS (medium-term financial strategy) was short.", []),
        ('The <abbr title="medium-term financial strategy">MTFS</abbr> was short.', []),
        ("The LGA and the NHS in the UK.", []),
        ("STOP HERE AND READ. `MTFS` and https://example.org/MTFS and [x](https://example.org/MTFS)", []),
        ("Two MDTs met.", ["acronym"]),
        (LONG, ["sentence"]),
        (f"A council {'of the north ' * 12}went far.", []),
        (f"A council {'of the north ' * 12}went very far.", ["sentence"]),
        (LONG.replace("the crew and", "the crew. And", 1), []),
        ("- one point\n" * 60, []),
        ("| a b c | d e f |\n| --- | --- |\n" + "| one two three | four five six |\n" * 12, []),
        ("Dr. Bee of St. Ives, e.g. at No. 10, came. " + LONG, ["sentence"]),  # codespell:ignore
        ("See [here](https://example.org/).", ["link"]),
        ("[Click here](https://example.org/) for more.", ["link"]),
        ("[Read more\u2026](https://example.org/)", ["link"]),
        ("[The report of the board](https://example.org/)", []),
        ("It began on 3 March.", ["date"]),
        ("It began on March 3rd.", ["date"]),
        ("In April 2013 five met. A talk was due on 27 November.", []),
        ("It ran from 3 March to 5 April 2026.", []),
        ("In May it may rain. 30 people came. Section 12.", []),
        ("```\nOn 3 March the MTFS\n```", []),
    ],
)
def test_what_a_text_is_reported(text: str, found: list[str]) -> None:
    assert hints(text) == found


@pytest.mark.parametrize(
    ("title", "summary", "found"),
    [
        ("A good story", SUMMARY, []),
        ("How a council did", f"How a council did: {SUMMARY}", ["summary"]),
        ("How a", SUMMARY, []),
        ("'How a council did something new'", SUMMARY, ["summary"]),
    ],
)
def test_a_summary_says_more_than_the_title(title: str, summary: str, found: list[str]) -> None:
    assert hints(title=title, summary=summary) == found


@pytest.mark.parametrize(
    ("figure", "found"), [("20", ["figure"]), ("1,200.5", ["figure"]), ("20%", []), ("£5", []), ("3 in 4", [])]
)
def test_a_figure_has_a_unit(figure: str, found: list[str]) -> None:
    assert hints(outcomes=[{"what": "Waste put into the ground", "figure": figure, "source": "A board paper"}]) == found


@pytest.mark.parametrize("what", ["Miles driven in a week", "Homes", "People who came"])
def test_a_figure_may_count_what_changed(what: str) -> None:
    assert hints(outcomes=[{"what": what, "figure": "20", "source": "A board paper"}]) == []


def test_an_idea_has_no_style_yet() -> None:
    assert hints("On 3 March the MTFS.", status="idea") == []


ALL: dict[str, dict[str, object]] = {
    "summary": {"title": "How a council did"},
    "acronyms": {"text": "The MTFS."},
    "long_sentences": {"text": LONG},
    "link_words": {"text": "[here](https://example.org/)"},
    "dates": {"text": "On 3 March."},
    "figures": {"outcomes": [{"what": "Waste put into the ground", "figure": "20", "source": "A board paper"}]},
}


@pytest.mark.parametrize("switch", HouseStyleOptions.model_fields)
def test_every_hint_can_be_switched_off(switch: str) -> None:
    changes = {key: value for key, value in ALL[switch].items() if key != "text"}
    text = str(ALL[switch].get("text", ""))
    assert len(hints(text, None, **changes)) == 1
    assert hints(text, {switch: False}, **changes) == []


@pytest.mark.parametrize(
    "text",
    [
        "A " * 100_000,
        "(" * 50_000,
        "AB. " * 50_000,
        "](" * 50_000,
        "\n" * 100_000,
        "12 " * 60_000,
        "<" * 60_000,
        "AAA " * 60_000,
    ],
)
def test_a_hostile_text_is_read_in_little_time(text: str) -> None:
    began = time.process_time()
    hints(text)
    assert time.process_time() - began < 5


def test_a_text_of_nothing_but_acronyms_is_reported_of_so_many_only() -> None:
    text = " ".join(f"They met the A{first}{second}Q." for first in "BCDEFGH" for second in "BCDEFGHJ")

    assert hints(text) == ["acronym"] * 20
