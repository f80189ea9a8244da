"""What day it is: the one place that reads the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo


class ClockError(Exception):
    """The day asked for is not a day."""


def today(zone: ZoneInfo, environ: Mapping[str, str], as_of: str | None = None) -> date:
    """Return today in the site's time zone.

    In this order: ``as_of`` (YYYY-MM-DD); ``SOURCE_DATE_EPOCH`` (seconds since 1970, see
    https://reproducible-builds.org/specs/source-date-epoch/); the clock. Raises ClockError.
    """
    if as_of is not None:
        try:
            return datetime.strptime(as_of, "%Y-%m-%d").replace(tzinfo=zone).date()
        except ValueError:
            raise ClockError(f"'{as_of}' is not a day; write year-month-day, as in 2026-11-16") from None
    epoch = environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(zone).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).astimezone(zone).date()
    except (ValueError, OverflowError, OSError):
        raise ClockError(f"SOURCE_DATE_EPOCH is '{epoch}', which is not a number of seconds since 1970") from None
