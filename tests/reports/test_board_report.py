from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import html5lib
import pytest
from lxml import etree

from site_builder.drawing.site_colours import site_colours
from site_builder.programme.visits import Visits
from site_builder.reports import board_formats
from site_builder.reports.board_report import BoardReport, default_since, make_report
from tests import builders, making, sample
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
    html = board_formats.as_html(board.report(*DAYS[1]), board.look(), site_colours())

    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    assert not re.search(r"<(script|link|img|iframe)|url\(|@import", html)
    assert "Second *&lt;b&gt;* [x]" in html
    markdown = board_formats.as_markdown(board.report(*DAYS[1]), board.look())
    headings = [re.sub(r"\\(.)", r"\1", line[3:]) for line in markdown.splitlines() if line.startswith("## ")]
    assert ["".join(heading.itertext()) for heading in tree.iter("h2")] == headings


def test_the_chart_is_drawn_of_what_is_published_and_says_so() -> None:
    html = board_formats.as_html(board.report(*DAYS[1]), board.look(), site_colours())
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


@pytest.mark.uncounted
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
    assert len(re.findall("pace-grid", board_formats.as_html(report, board.look(), site_colours()))) < 40


def of_plan(plan: dict[str, object], today: date) -> BoardReport:
    """Return the report of a programme with one plan, from 1 November 2026 on, and without stories."""
    dates = {"name": "2026-27", "starts": date(2026, 11, 1), "ends": date(2027, 10, 31)}
    settings = builders.settings(plans=[dates | plan])
    return make_report((), settings, builders.register(), making.SITE, (date(2026, 10, 31), today), Visits())


def test_a_plan_without_a_target_is_judged_by_its_quota_alone() -> None:
    report = of_plan({"quota": {"pieces": 1, "every_months": 6}}, date(2026, 11, 21))

    assert report.plan is not None
    assert (report.plan.target, report.plan.target_status, report.plan.course) == ("", "", None)
    assert report.judgement.headline == "Short"
    assert report.judgement.sentences[0] == (
        "The quota of November 2026 to April 2027 is short: 0 of 1 original piece published, 0 scheduled, 0 planned."
    )


def test_a_plan_without_a_quota_is_judged_by_its_target_alone() -> None:
    report = of_plan({"target": {"stories": 2, "by": date(2027, 9, 30)}}, date(2026, 11, 21))

    assert report.plan is not None
    assert report.plan.periods == ()
    assert len(report.judgement.sentences) == 3
    assert "Quota" not in board_formats.as_markdown(report, board.look())


def test_a_period_in_which_nothing_is_due_says_so_and_why() -> None:
    waiver = {"period": date(2026, 11, 1), "pieces": 0, "reason": "pre-election period"}
    report = of_plan({"quota": {"pieces": 1, "every_months": 6}, "waivers": [waiver]}, date(2026, 11, 21))

    assert report.judgement.sentences[0] == (
        "The quota of November 2026 to April 2027 is waived (pre-election period): nothing is due."
    )
