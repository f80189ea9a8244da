"""A small programme at one day, with a bit of everything that the editors' reports can show."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from site_builder.programme.plan import progress
from tests import builders
from tests.builders import story_text
from tests.making import build_of

if TYPE_CHECKING:
    from site_builder.build import Build
    from site_builder.collection import Collection
    from site_builder.programme.plan import PlanProgress
    from site_builder.settings import Settings

TODAY = date(2027, 3, 10)

SETTINGS: Settings = builders.settings(
    plans=[
        {
            "name": "2026-27", "starts": date(2026, 11, 1), "ends": date(2027, 10, 31), "quota": {"pieces": 2, "every_months": 2},
            "target": {"stories": 4, "by": date(2027, 9, 30)},
            "waivers": [
                {"period": date(2027, 1, 1), "pieces": 1, "reason": "a new team"},
                {"period": date(2027, 5, 1), "pieces": 0, "reason": "pre-election period"},
            ],
        },
        {"name": "2028", "starts": date(2028, 1, 1), "ends": date(2028, 12, 31), "target": {"stories": 3, "by": date(2028, 12, 31)}},
    ],
    milestones=[
        {"name": "Innovation meeting", "date": date(2027, 1, 21), "repeat": "FREQ=MONTHLY;INTERVAL=3", "until": date(2027, 10, 31)},
        {"name": "Conference", "date": date(2027, 12, 1)},
        {"name": "Review of the plan", "date": date(2028, 3, 1)},
    ],
)  # fmt: skip

TEXTS = {
    "2026/first.md": story_text(id="first-story", title="First", date=date(2026, 10, 5)),
    "2026/second.md": story_text(id="second-story", title="Second", date=date(2026, 11, 16), original=True),
    "2026/third.md": story_text(id="third-guide", title="Third", kind="guide", date=date(2026, 12, 31), original=True),
    "2027/fourth.md": story_text(
        id="fourth-story", title="Fourth & fifth", date=date(2027, 1, 1), original=True, councils=["suffolk-coastal"],
        review_by=date(2027, 4, 30), updated=[{"date": date(2027, 4, 2), "note": "New figures."}],
    ),
    "2027/sixth.md": story_text(id="sixth-story", title="Sixth", date=date(2027, 3, 20), original=True, themes=["commercialisation"]),
    "2027/seventh.md": story_text(id="seventh-story", title="Seventh", status="review", date=date(2027, 4, 1), original=True),
    "2027/eighth.md": story_text(id="eighth-story", title="Eighth", status="draft", date=date(2027, 2, 1)),
    "2027/tenth.md": story_text(id="tenth-story", title="Tenth", date=date(2027, 11, 15)),
    "2027/idea.md": story_text("", id="some-idea", title="An idea", status="idea", date=None, summary=None),
    "2027/gone.md": story_text(
        id="gone-story", title="Gone", status="withdrawn", withdrawn={"date": date(2027, 2, 1), "reason": "Wrong."}
    ),
}  # fmt: skip


def collection(today: date = TODAY) -> Collection:
    """Return the programme's collection as it is read on a day."""
    return builders.read(TEXTS, today=today, options=SETTINGS)


def plans(today: date = TODAY) -> tuple[PlanProgress, ...]:
    """Return how the plans are doing on a day."""
    return progress(collection(today).stories, SETTINGS.programme, today)


def build(today: date = TODAY, *, preview: bool = False) -> Build:
    """Return the site on a day."""
    return build_of(TEXTS, options=SETTINGS, today=today, preview=preview)
