from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from site_builder.programme.milestones import Milestone, all_occurrences, keeps_own_rule, occurrences, rrule_fault

DAY = date(2027, 1, 21)  # a Thursday, the third of its month
ALL = (date(2026, 1, 1), date(2030, 1, 1))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (DAY, DAY, (DAY,)),
        (date(2027, 1, 20), DAY, (DAY,)),
        (DAY, date(2027, 1, 22), (DAY,)),
        (date(2027, 1, 22), date(2027, 2, 1), ()),
        (date(2027, 1, 1), date(2027, 1, 20), ()),
        (date(2027, 2, 1), date(2027, 1, 1), ()),
    ],
)
@pytest.mark.parametrize("repeat", [None, "FREQ=DAILY;COUNT=1"])
def test_a_day_is_shown_from_the_first_to_the_last_both_included(
    repeat: str | None, first: date, last: date, expected: tuple[date, ...]
) -> None:
    assert occurrences(Milestone("Meeting", DAY, repeat), first, last) == expected


@pytest.mark.parametrize(
    ("repeat", "until", "days"),
    [
        (
            "FREQ=MONTHLY;INTERVAL=3",
            date(2027, 10, 31),
            ["2027-01-21", "2027-04-21", "2027-07-21", "2027-10-21"],
        ),
        (
            "FREQ=MONTHLY;INTERVAL=3",
            date(2027, 10, 21),
            ["2027-01-21", "2027-04-21", "2027-07-21", "2027-10-21"],
        ),
        ("FREQ=MONTHLY;INTERVAL=3", date(2027, 10, 20), ["2027-01-21", "2027-04-21", "2027-07-21"]),
        ("freq=monthly;byday=3TH;count=3", None, ["2027-01-21", "2027-02-18", "2027-03-18"]),
        ("FREQ=MONTHLY;BYMONTHDAY=21,31;COUNT=3", None, ["2027-01-21", "2027-01-31", "2027-02-21"]),
        ("FREQ=WEEKLY;COUNT=2", None, ["2027-01-21", "2027-01-28"]),
        (None, DAY, ["2027-01-21"]),
        (None, date(2027, 1, 20), []),
    ],
)
def test_a_rule_gives_its_days_until_it_ends(repeat: str | None, until: date | None, days: list[str]) -> None:
    found = occurrences(Milestone("Meeting", DAY, repeat, until), *ALL)
    assert [day.isoformat() for day in found] == days


def test_a_yearly_rule_for_a_leap_day_skips_the_years_without_one() -> None:
    leap = Milestone("Leap day", date(2028, 2, 29), "FREQ=YEARLY")
    assert occurrences(leap, date(2028, 1, 1), date(2036, 12, 31)) == tuple(date(y, 2, 29) for y in (2028, 2032, 2036))


def test_all_milestones_are_listed_by_day_and_then_by_name() -> None:
    board = Milestone("Board", date(2027, 2, 1), "FREQ=WEEKLY")
    autumn = Milestone("Autumn", date(2027, 2, 8))
    assert all_occurrences([board, autumn], date(2027, 2, 1), date(2027, 2, 8)) == (
        (date(2027, 2, 1), board),
        (date(2027, 2, 8), autumn),
        (date(2027, 2, 8), board),
    )


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY",
        "freq=weekly;byday=mo,we",
        "FREQ=MONTHLY;INTERVAL=3",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=MONTHLY;BYDAY=5MO",
        "FREQ=YEARLY;BYDAY=53MO",
        "FREQ=YEARLY;COUNT=1",
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1",
    ],
)
def test_rules_of_days_are_taken(text: str) -> None:
    assert rrule_fault(text) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "NAME=VALUE"),
        ("monthly", "NAME=VALUE"),
        ("INTERVAL=3", "one of them FREQ"),
        ("FREQ=MONTHLY;", "NAME=VALUE"),
        ("FREQ=MONTHLY;BYDAY=", "NAME=VALUE"),
        ("FREQ=MONTHLY INTERVAL=3", "NAME=VALUE"),
        ("RRULE:FREQ=MONTHLY", "without a name"),
        ("FREQ=MONTHLY\nINTERVAL=3", "without a name"),
        ("FREQ=HOURLY", "a milestone is a day"),
        ("FREQ=DAILY;BYHOUR=6", "a milestone is a day"),
        ("FREQ=DAILY;UNTIL=20270101", "use the key 'until'"),
        ("FREQ=FORTNIGHTLY", "FORTNIGHTLY"),
        ("FREQ=DAILY;EVERY=2", "EVERY"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL must be at least 1"),
        ("FREQ=DAILY;INTERVAL=-1", "INTERVAL must be at least 1"),
        ("FREQ=DAILY;COUNT=0", "COUNT must be at least 1"),
        ("FREQ=DAILY;INTERVAL=two", "INTERVAL"),
        ("FREQ=WEEKLY;BYDAY=XX", "XX"),
        ("FREQ=MONTHLY;BYDAY=6MO", "at most 5 weeks"),
        ("FREQ=YEARLY;BYMONTH=12;BYDAY=6MO", "at most 5 weeks"),
        ("FREQ=YEARLY;BYDAY=54MO", "at most 53 weeks"),
        ("FREQ=MONTHLY;BYSETPOS=0", "bysetpos"),
    ],
)
def test_what_is_no_rule_of_days_is_reported(text: str, words: str) -> None:
    assert words in rrule_fault(text)


@pytest.mark.parametrize(
    ("repeat", "expected"),
    [
        (None, True),
        ("FREQ=DAILY", True),
        ("FREQ=WEEKLY;BYDAY=TH", True),
        ("FREQ=WEEKLY;BYDAY=FR", False),
        ("FREQ=MONTHLY;BYDAY=3TH", True),
        ("FREQ=MONTHLY;BYDAY=2TH", False),
        ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=21", True),
        ("FREQ=YEARLY;BYMONTH=2", False),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", False),
        ("FREQ=MONTHLY;BYMONTHDAY=99", False),
    ],
)
def test_a_milestone_is_the_first_day_of_its_own_rule(repeat: str | None, *, expected: bool) -> None:
    assert keeps_own_rule(Milestone("Meeting", DAY, repeat)) is expected


PARTS = st.tuples(
    st.sampled_from(["FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=MONTHLY", "FREQ=YEARLY"]),
    st.sampled_from(["", "INTERVAL=1", "INTERVAL=2"]),
    st.sampled_from(["", "COUNT=1", "COUNT=5"]),
    st.sampled_from(["", "BYDAY=MO", "BYDAY=TH,FR", "BYDAY=-1TH", "BYDAY=5TH", "BYDAY=1MO,3TH", "BYDAY=53FR"]),
    st.sampled_from(["", "BYMONTH=1", "BYMONTH=2,12"]),
    st.sampled_from(["", "BYMONTHDAY=21", "BYMONTHDAY=-1", "BYMONTHDAY=31"]),
    st.sampled_from(["", "BYSETPOS=1", "BYSETPOS=-1"]),
).map(lambda parts: ";".join(part for part in parts if part))


@pytest.mark.uncounted
@profile(max_examples=60)
@given(PARTS, st.dates(date(2027, 1, 1), date(2028, 12, 31)))
def test_every_rule_that_is_taken_gives_days_in_order_and_first_its_own(rule: str, day: date) -> None:
    milestone = Milestone("Meeting", day, rule)
    if rrule_fault(rule) or not keeps_own_rule(milestone):
        return
    days = occurrences(milestone, day, date(day.year + 2, 12, 31))
    assert days[0] == day
    assert list(days) == sorted(set(days))
    middle = date(day.year + 1, 1, 1)
    assert days == (*occurrences(milestone, day, middle), *(d for d in days if d > middle))
