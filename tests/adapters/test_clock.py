from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from site_builder.adapters import clock

if TYPE_CHECKING:
    from typing import Self

LONDON = ZoneInfo("Europe/London")
AUCKLAND = ZoneInfo("Pacific/Auckland")


def epoch(text: str) -> dict[str, str]:
    """Return an environment with the moment of this text as SOURCE_DATE_EPOCH."""
    return {"SOURCE_DATE_EPOCH": str(int(datetime.fromisoformat(text).timestamp()))}


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(moment.timestamp(), tz)

    monkeypatch.setattr(clock, "datetime", Stopped)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-07-01T22:59:59+00:00", date(2026, 7, 1)),  # one second to midnight, summer time
        ("2026-07-01T23:00:00+00:00", date(2026, 7, 2)),
        ("2026-12-01T23:59:59+00:00", date(2026, 12, 1)),
        ("2026-12-02T00:00:00+00:00", date(2026, 12, 2)),
        ("2026-10-25T00:30:00+00:00", date(2026, 10, 25)),  # the night in which summer time ends
        ("2027-03-27T23:59:59+00:00", date(2027, 3, 27)),  # the night before it starts
    ],
)
def test_a_day_begins_at_midnight_in_london(moment: str, expected: date, monkeypatch: pytest.MonkeyPatch) -> None:
    assert clock.today(LONDON, epoch(moment)) == expected
    set_clock(monkeypatch, datetime.fromisoformat(moment))
    assert clock.today(LONDON, {}) == expected


def test_the_same_moment_is_another_day_elsewhere() -> None:
    moment = epoch("2026-07-01T12:00:00+00:00")

    assert clock.today(AUCKLAND, moment) == date(2026, 7, 2)
    assert clock.today(ZoneInfo("Pacific/Honolulu"), moment) == date(2026, 7, 1)


def test_as_of_goes_before_the_epoch_and_the_epoch_before_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, datetime(2030, 1, 1, tzinfo=UTC))
    environ = epoch("2028-02-29T12:00:00+00:00")

    assert clock.today(LONDON, environ, "2026-11-16") == date(2026, 11, 16)
    assert clock.today(LONDON, environ) == date(2028, 2, 29)
    assert clock.today(LONDON, {}) == date(2030, 1, 1)


@pytest.mark.parametrize(
    "text", ["", "today", "16/11/2026", "2026-02-30", "2026-13-01", "2026-11-16T06:00", "0000-01-01", "26-11-16"]
)
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(clock.ClockError) as caught:
        clock.today(LONDON, {}, text)

    assert str(caught.value) == f"'{text}' is not a day; write year-month-day, as in 2026-11-16"


@pytest.mark.parametrize(
    "text", ["", "soon", "1.5", "2026-11-16", "9" * 20, "-" + "9" * 20, "253402300799000", "9" * 5000]
)
def test_what_is_no_epoch(text: str) -> None:
    with pytest.raises(clock.ClockError, match="is not a number of seconds since 1970"):
        clock.today(LONDON, {"SOURCE_DATE_EPOCH": text})


def test_an_epoch_past_the_last_day_in_the_time_zone() -> None:
    last_second = epoch("9999-12-31T23:59:59+00:00")

    assert clock.today(LONDON, last_second) == date.max
    with pytest.raises(clock.ClockError):
        clock.today(AUCKLAND, last_second)
