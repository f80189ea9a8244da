"""The programme of ``tests.sample`` with what only the report to the board has: visits, and where pieces were shared."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from site_builder.adapters.project import load_project
from site_builder.adapters.theme import read_theme
from site_builder.programme.visits import SITE, DayCount, Visits
from site_builder.reports.board_report import make_report
from tests import builders, making, sample
from tests.builders import story_text
from tests.site.projects import SHOWCASE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.build import Build
    from site_builder.render.templates import Templates
    from site_builder.reports.board_report import BoardReport

TEXTS: Mapping[str, str] = {
    **sample.TEXTS,
    "2026/second.md": story_text(
        id="second-story", title="Second *<b>* [x]", date=date(2026, 11, 16), original=True, services=["housing"],
        shared=[
            {"channel": "Knowledge Hub", "date": date(2026, 11, 20)}, {"channel": "first magazine", "date": date(2027, 3, 1)},
        ],
    ),
    "2026/withdrawn.md": story_text(
        id="withdrawn-story", title="Taken down", status="withdrawn", date=date(2026, 11, 3),
        withdrawn={"date": date(2027, 2, 14), "reason": "The figures were wrong."},
    ),
}  # fmt: skip

VISITS = Visits((
    DayCount(date(2026, 11, 20), SITE, "log", 20, 9, 8),
    DayCount(date(2026, 11, 20), "second-story", "log", 12, 7, 7),
    DayCount(date(2027, 2, 1), SITE, "log", 9, 5, 5),
    DayCount(date(2027, 2, 1), SITE, "plausible", 6, 4, 4),
    DayCount(date(2027, 2, 1), "fourth-story", "plausible", 6, 4, 4),
    DayCount(date(2027, 12, 1), SITE, "log", 1000, 1000, 1000),
))  # fmt: skip


def report(since: date, today: date, texts: Mapping[str, str] = TEXTS, visits: Visits = VISITS) -> BoardReport:
    """Return the report of a day."""
    collection = builders.read(texts, today=today, options=sample.SETTINGS)
    return make_report(collection.stories, sample.SETTINGS, builders.register(), making.SITE, (since, today), visits)


def build(today: date) -> Build:
    """Return the site of the same programme on a day."""
    return making.build_of(TEXTS, options=sample.SETTINGS, today=today)


def look() -> Templates:
    """Return the templates of the product."""
    return read_theme(load_project(SHOWCASE / "mkdocs.yml")).look.templates
