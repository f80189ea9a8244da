"""The public site changes by itself exactly on the days that the schedule names."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.build import Build
from site_builder.files import publication
from site_builder.pages import site_pages
from site_builder.programme.schedule import changes
from tests import builders, sample
from tests.builders import story_text
from tests.making import SITE, build_of

if TYPE_CHECKING:
    from site_builder.files.artifact import Artifact

# So many days that counting lines would make the tests three times as long; the tests of each output count them.
pytestmark = pytest.mark.uncounted

DAY = timedelta(days=1)
FIRST = date(2026, 10, 20)


def days_of_change(
    texts: dict[str, str], settings: Any, days: int, *, pages_only: bool = False, every: int = 1
) -> tuple[list[date], list[date]]:
    """Return the days on which the site differs from the day looked at before, and those that the schedule names.

    The days named and those before them are always looked at, and one day in so many of the others: a change on any day
    between shows on the next one.
    """
    first = build_of(texts, options=settings, today=FIRST)
    collection = builders.read(texts, today=FIRST, options=settings)
    last = FIRST + days * DAY
    schedule = changes(collection.stories, settings.programme, FIRST)
    named = sorted({change.day for change in schedule if change.day <= last})
    made: dict[bytes, tuple[Artifact, ...]] = {}  # as between builds

    def state(today: date) -> tuple[object, ...]:
        edition = Build.of(SITE, settings, first.register, collection, today, preview=False)
        pages = list(site_pages.all_pages(edition))
        tasks = () if pages_only else publication.file_tasks(edition, pages)
        return pages, [made.get(task.key) or made.setdefault(task.key, task.prepare()()) for task in tasks]

    before, differs = state(FIRST), []
    for n in range(1, days + 1):
        today = FIRST + n * DAY
        if n % every == 0 or {today, today + DAY} & set(named):
            now = state(today)
            differs += [today] if now != before else []
            before = now
    return differs, named


def test_a_programme_of_a_year_changes_on_the_days_named() -> None:
    differs, named = days_of_change(sample.TEXTS, sample.SETTINGS, 330)
    assert differs == named
    assert len(named) > 8


def random_programme(seed: int) -> tuple[dict[str, str], Any]:
    """Return a few pieces and plans, drawn by a fixed seed."""
    draw = random.Random(seed)  # noqa: S311 - a fixed example, no secret

    def day(least: int = 0, most: int = 120) -> date:
        return FIRST + draw.randint(least, most) * DAY

    texts = {}
    for n in range(draw.randint(0, 5)):
        published = day()
        texts[f"2026/piece-{n}.md"] = story_text(
            id=f"piece-{n}", title=f"Piece {n}", date=published, original=draw.random() < 0.6,
            kind=draw.choice(["story", "story", "guide"]),
            status=draw.choice(["ready", "ready", "ready", "draft"]),
            review_by=draw.choice([None, day(-20, 150)]),
            updated=[{"date": published + draw.randint(0, 60) * DAY, "note": "More."}] if draw.random() < 0.4 else None,
        )  # fmt: skip
    plans = []
    start = FIRST + draw.randint(-20, 30) * DAY
    for n in range(draw.randint(0, 3)):
        end = start + draw.randint(0, 60) * DAY
        quota = {"pieces": draw.randint(0, 2), "every_months": draw.randint(1, 2)}
        target = {"stories": draw.randint(0, 2), "by": start + draw.randint(0, 80) * DAY}
        plan: dict[str, Any] = {"name": f"Plan {n}", "starts": start, "ends": end}
        plan |= {"quota": quota} if draw.random() < 0.6 else {}
        plan |= {"target": target} if draw.random() < 0.6 else {}
        plan |= (
            {"waivers": [{"period": start, "pieces": 0, "reason": "A reason"}]}
            if "quota" in plan and draw.random() < 0.3
            else {}
        )
        plans.append(plan)
        start = end + draw.randint(1, 20) * DAY
    draw.shuffle(plans)
    return texts, builders.settings(plans=plans)


@pytest.mark.parametrize("seed", range(40))
def test_any_programme_changes_on_the_days_named(seed: int) -> None:
    differs, named = days_of_change(*random_programme(seed), days=150, pages_only=seed > 2, every=1 if seed < 5 else 7)
    assert differs == named
