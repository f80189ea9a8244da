"""The calendars: readable by every application, fixed to the byte, and the public one without a trace of plans."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest

from site_builder.files import calendars
from site_builder.programme.plan import progress
from tests import builders
from tests.audit.ics_check import events_of, faults_of_calendar
from tests.builders import story_text
from tests.making import NASTY, STORY, build_of

LONG = "Ŵyth o straeon am gynghorau, a'u ffyrdd newydd o weithio; 🎉, \\ a mwy " * 3
MILESTONES = [
    {
        "name": "Board; meeting, " + NASTY,
        "date": date(2027, 1, 21),
        "repeat": "freq=monthly;interval=3",
        "until": date(2027, 10, 31),
    },
    {"name": "Conference", "date": date(2027, 7, 6)},
    {"name": "Conference", "date": date(2027, 7, 6)},
    {"name": "Weekly", "date": date(2027, 1, 4), "repeat": "FREQ=WEEKLY;BYDAY=MO;COUNT=3"},
    {"name": "Every year", "date": date(2027, 1, 4), "repeat": "FREQ=YEARLY"},
]
PLANS = [
    {"name": "2026-27", "starts": date(2026, 11, 1), "ends": date(2027, 10, 31),
     "quota": {"pieces": 2, "every_months": 2}, "target": {"stories": 12, "by": date(2027, 9, 30)}},
    {"name": "2026/27", "starts": date(2027, 11, 1), "ends": date(2028, 10, 31), "target": {"stories": 3, "by": date(2028, 9, 30)}},
]  # fmt: skip
TEXTS = {
    STORY: story_text(title=NASTY, summary=LONG[:290]),
    "2026/scheduled.md": story_text(id="scheduled-piece", title="To come", date=date(2026, 12, 1)),
    "2026/draft.md": story_text(id="draft-piece", title="Half done", status="draft", date=date(2026, 12, 9)),
    "2026/idea.md": story_text("", id="undated-idea", status="idea", date=None, summary=None),
    "2026/gone.md": story_text(
        id="withdrawn-piece",
        title="Gone",
        status="withdrawn",
        withdrawn={"date": date(2026, 11, 20), "reason": "Wrong."},
    ),
}


def both(texts: dict[str, str] | None = None, today: date = builders.TODAY, **options: Any) -> tuple[bytes, bytes]:
    """Return the public and the internal calendar of these files."""
    settings = builders.settings(**({"milestones": MILESTONES, "plans": PLANS} | options))
    texts = TEXTS if texts is None else texts
    build = build_of(texts, options=settings, today=today, name=f"Site, {NASTY}", description="One; two, three")
    stories = builders.read(texts, today=today, options=settings).stories
    plans = progress(stories, settings.programme, today)
    entries = calendars.public_entries(build.public, build.site)
    public = calendars.public_calendar(entries, settings.announced, build.site)
    return public, calendars.internal_calendar(stories, plans, settings.announced, build.site, today)


def read(content: bytes) -> Any:
    """Return a calendar as icalendar reads it; its properties have too many types for a test to tell apart."""
    return icalendar.Calendar.from_ical(content)


def uids(content: bytes) -> list[str]:
    """Return the parts of the UIDs before the host."""
    return [event["UID"].value.partition("@")[0] for event in events_of(content)]


@pytest.mark.parametrize("content", both(), ids=["public", "internal"])
def test_a_calendar_has_no_fault_to_the_byte(content: bytes) -> None:
    assert faults_of_calendar(content) == []


@pytest.mark.parametrize("content", both(), ids=["public", "internal"])
def test_icalendar_reads_a_calendar_without_an_error(content: bytes) -> None:
    calendar = read(content)
    assert [component.errors for component in calendar.walk() if component.errors] == []
    assert calendar["X-WR-CALNAME"].startswith(f"Site, {NASTY}")


def test_texts_come_back_as_they_were_written() -> None:
    calendar = read(both()[0])
    event = next(e for e in calendar.walk("VEVENT") if e["UID"].startswith("good-story"))
    assert str(event["SUMMARY"]) == NASTY
    assert str(event["DESCRIPTION"]) == " ".join(LONG[:290].split())
    assert str(calendar["DESCRIPTION"]) == "One; two, three"
    assert {str(name) for name in event["CATEGORIES"].cats} == {"digitalisation"}


def test_the_public_calendar_has_published_pieces_and_milestones_alone() -> None:
    content = both()[0]
    assert uids(content) == [
        "good-story", "milestone-board-meeting-bread-butter-5-of-costs-w-y-it-s-20270121", "milestone-conference-20270706",
        "milestone-conference-20270706-2", "milestone-weekly-20270104", "milestone-every-year-20270104",
    ]  # fmt: skip
    for trace in (b"scheduled", b"To come", b"draft", b"Half done", b"idea", b"Gone", b"Period", b"Target"):
        assert trace not in content


def test_the_internal_calendar_also_has_what_is_to_come() -> None:
    events = {event["UID"].value.partition("@")[0]: event for event in events_of(both()[1])}
    assert {"good-story", "scheduled-piece", "draft-piece"} <= events.keys()
    assert "withdrawn-piece" not in events
    assert "undated-idea" not in events
    assert events["scheduled-piece"]["SUMMARY"].value == "[scheduled: ready] To come"
    assert events["draft-piece"]["SUMMARY"].value == "[planned: draft] Half done"
    assert events["draft-piece"]["STATUS"].value == "TENTATIVE"
    assert "URL" not in events["scheduled-piece"]
    assert events["period-2026-27-20261101"]["SUMMARY"].value == "Period ends: 0 of 2 original pieces published (short)"
    assert events["period-2026-27-20261101"]["DTSTART"].value == "20261231"
    assert [uid for uid in events if uid.startswith("target-")] != []


def test_two_plans_whose_names_look_alike_in_an_address_have_targets_of_their_own() -> None:
    targets = [uid for uid in uids(both()[1]) if uid.startswith("target-")]
    assert len(set(targets)) == 2


def test_a_recurring_milestone_keeps_its_rule_and_its_last_day() -> None:
    calendar = read(both()[0])
    rules = {str(e["SUMMARY"]): dict(e["RRULE"]) for e in calendar.walk("VEVENT") if "RRULE" in e}
    assert rules == {
        MILESTONES[0]["name"]: {"FREQ": ["MONTHLY"], "INTERVAL": [3], "UNTIL": [date(2027, 10, 31)]},
        "Weekly": {"FREQ": ["WEEKLY"], "BYDAY": ["MO"], "COUNT": [3]},
        "Every year": {"FREQ": ["YEARLY"]},
    }


def test_a_piece_that_moves_to_another_address_and_day_keeps_its_uid() -> None:
    before = both({"2026/old.md": story_text()})[0]
    after = both({"2026/new.md": story_text(date=date(2026, 11, 20))})[0]
    assert uids(before) == uids(after)
    assert next(e["DTSTART"].value for e in events_of(after)) == "20261120"


def test_the_public_calendar_does_not_change_with_the_clock() -> None:
    assert both(today=date(2026, 11, 16))[0] == both(today=date(2026, 11, 30))[0]


def test_stamps_come_from_the_front_matter() -> None:
    text = story_text(
        updated=[{"date": date(2026, 11, 18), "note": "More."}, {"date": date(2026, 12, 18), "note": "Later."}]
    )
    event = read(both({STORY: text})[0]).walk("VEVENT")[0]
    assert event.decoded("DTSTAMP") == datetime(2026, 11, 18, tzinfo=UTC)
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2026, 11, 16), date(2026, 11, 17))


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2099, 12, 31)], ids=str)
def test_the_first_and_last_days_of_all_have_a_place(day: date) -> None:
    content = both({STORY: story_text(date=day, status="draft")}, plans=[], milestones=[])[1]
    assert [e["DTSTART"].value for e in events_of(content)] == [f"{day:%Y%m%d}".zfill(8)]
    assert faults_of_calendar(content) == []


def test_the_last_day_of_all_has_no_day_after_it() -> None:
    content = both({}, plans=[], milestones=[{"name": "The end", "date": date.max}])[0]
    (event,) = events_of(content)
    assert event["DTSTART"].value == "99991231"
    assert "DTEND" not in event
    assert faults_of_calendar(content) == []


def test_a_plan_without_a_target_has_the_ends_of_its_periods_alone() -> None:
    quota = {"pieces": 1, "every_months": 6}
    plans = [{"name": "Small", "starts": date(2026, 11, 1), "ends": date(2027, 10, 31), "quota": quota}]
    assert uids(both({}, plans=plans, milestones=[])[1]) == ["period-small-20261101", "period-small-20270501"]


def test_an_empty_calendar_is_valid() -> None:
    for content in both({}, plans=[], milestones=[]):
        assert faults_of_calendar(content) == []
        assert events_of(content) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"\r\n", b"\n"),
        (b"\r\n ", b""),
        (b"UID:good-story", b"UID:milestone-conference-20270706"),
        (b"DTEND;VALUE=DATE:20261117", b"DTEND;VALUE=DATE:20261116"),
        (b"DTEND;VALUE=DATE:20261117", b"DTEND:20261117T000000"),
        (b"DTSTAMP:20261116T000000Z", b"DTSTAMP:20261116T000000"),
        (b"SUMMARY:Conference", b"SUMMARY:Conference, again"),
        (b"END:VEVENT\r\nBEGIN:VEVENT\r\n", b"" ),
        (b"UNTIL=20271031", b"UNTIL=20271031T000000Z"),
        (b"STATUS:CONFIRMED", b"STATUS:READY"),
    ],
    ids=["line-ends", "folding", "same-uid", "end", "end-type", "stamp-zone", "comma", "nesting", "until", "status"],
)  # fmt: skip
def test_the_check_finds_what_is_wrong(right: bytes, wrong: bytes) -> None:
    content = both()[0]
    assert right in content
    assert faults_of_calendar(content.replace(right, wrong)) != []


def test_days_are_whole_days() -> None:
    for event in read(both()[1]).walk("VEVENT"):
        assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(days=1)
