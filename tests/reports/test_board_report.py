from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import html5lib
import pytest
from lxml import etree

from site_builder.programme.visits import Visits
from site_builder.reports import board_formats
from site_builder.reports.board_report import default_since
from tests import builders, sample
from tests.builders import story_text
from tests.golden import golden
from tests.reports import board

DAYS = [
    (date(2026, 10, 31), date(2026, 12, 1)),
    (date(2026, 12, 1), date(2027, 3, 10)),
    (date(2027, 3, 10), date(2027, 11, 20)),
]


@pytest.mark.parametrize(("since", "today"), DAYS, ids=["early", "middle", "late"])
def test_the_report_reads_as_it_should(since: date, today: date) -> None:
    actual = board_formats.as_markdown(board.report(since, today), board.look())

    assert actual == golden(f"report-{today}.md", actual)


def test_the_report_for_programs() -> None:
    actual = board_formats.as_json(board.report(*DAYS[1])) + "\n"

    assert actual == golden("report.json", actual)
    assert json.loads(actual)["visits"]["site"] == {
        "title": "All pages", "views": 6, "visits": 4, "views_ever": 26, "visits_ever": 13, "id": "*",
    }  # fmt: skip


def test_the_report_as_html_needs_no_other_file_and_says_the_same() -> None:
    html = board_formats.as_html(board.report(*DAYS[1]), board.look())

    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    assert not re.search(r"<(script|link|img|iframe)|url\(|@import", html)
    assert "Second *&lt;b&gt;* [x]" in html
    markdown = board_formats.as_markdown(board.report(*DAYS[1]), board.look())
    headings = [re.sub(r"\\(.)", r"\1", line[3:]) for line in markdown.splitlines() if line.startswith("## ")]
    assert ["".join(heading.itertext()) for heading in tree.iter("h2")] == headings


def test_the_chart_is_drawn_of_what_is_published_and_says_so() -> None:
    html = board_formats.as_html(board.report(*DAYS[1]), board.look())
    svg = etree.fromstring(html[html.index("<svg") : html.index("</svg>") + 6])

    done = next(path for path in svg if path.get("class") == "pace-done")
    assert done.get("d", "").count("V") == 2
    assert svg.get("aria-label") == (
        "2 stories published by 10 March 2027; an even pace to 4 by 30 September 2027 would have 1. "
        "Still to come: 1 scheduled and 2 planned."
    )


@pytest.mark.parametrize("today", [day for _, day in DAYS])
def test_the_words_of_status_are_those_of_the_plan(today: date) -> None:
    report = board.report(date(2026, 10, 31), today)
    (row, *_) = sample.plans(today)

    assert report.plan is not None
    assert [period.status for period in report.plan.periods] == [
        part.status.value.replace("-", " ") for part in row.quota
    ]


def test_without_a_plan_without_pieces_and_without_visits() -> None:
    empty = board.report(date(2026, 11, 1), date(2026, 11, 21), {}, Visits())
    without = replace(empty, plan=None)

    assert empty.judgement.headline == "Short"
    assert "0 published" in board_formats.as_markdown(without, board.look())
    assert default_since((), builders.settings(), date(2026, 11, 21)) == date(2025, 11, 20)
    assert default_since((), sample.SETTINGS, date(2026, 11, 21)) == date(2026, 10, 31)


def test_a_plan_that_has_not_begun() -> None:
    report = board.report(date(2026, 1, 1), date(2026, 9, 1))

    assert report.judgement.headline == "The plan has not begun"
    assert report.judgement.sentences[0] == "The plan 2026-27 begins on 1 November 2026."


def test_a_thousand_stories_in_one_report() -> None:
    texts = {
        f"2026/s{n}.md": story_text(id=f"story-{n:04}", title=f"Story {n}", date=date(2026, 11, 1 + n % 20))
        for n in range(1000)
    }
    report = board.report(date(2026, 11, 10), date(2026, 11, 21), texts)

    assert report.total == 1000
    assert report.plan is not None
    assert report.plan.course is not None
    assert len(report.published) == 500
    assert len(re.findall("pace-grid", board_formats.as_html(report, board.look()))) < 40
