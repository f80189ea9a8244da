"""The calendars of a site, line by line and as a calendar application reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from icalendar import Calendar

from tests.audit.finding import Finding, Spot
from tests.audit.ics_check import events_of, faults_of_calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.audit.built import BuiltSite


def paths(site: BuiltSite) -> list[str]:
    """Return the path of every calendar."""
    return sorted(path for path in site.files if path.endswith(".ics"))


def findings(site: BuiltSite) -> Iterator[Finding]:
    """Yield what is wrong with the calendars of a site."""
    for path in paths(site):
        for fault in _faults(site.read(path), site):
            yield Finding("calendar", f"the calendar breaks a rule of its format: {fault}", Spot(path))


def _faults(content: bytes, site: BuiltSite) -> Iterator[str]:
    faults = faults_of_calendar(content)
    yield from faults
    if faults:
        return
    events = events_of(content)
    try:
        read = Calendar.from_ical(content).walk("VEVENT")
    except ValueError as error:
        yield f"an application cannot read it ({error})"
        return
    if len(read) != len(events) or any(event.errors for event in read):
        yield f"an application reads {len(read)} of its {len(events)} entries, or not the whole of them"
    for event in events:
        url = event["URL"].value if "URL" in event else site.url
        path = site.path_at(url)
        if path is not None and path not in site.files:
            yield f"{event['UID'].value} leads to {url}, which is not there"
