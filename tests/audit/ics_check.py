"""A strict check of iCalendar files (RFC 5545), byte by byte; ``icalendar`` itself reads leniently."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"(?P<name>[A-Z-]+)(?P<parameters>(?:;[A-Z-]+=[^:;]+)*):(?P<value>.*)", re.DOTALL)
_TEXT = {"SUMMARY", "DESCRIPTION", "NAME", "X-WR-CALNAME"}
_CALENDAR = {"VERSION": "2.0", "CALSCALE": "GREGORIAN"}
_EVENT_PROPERTIES = {
    "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "TRANSP", "STATUS", "DESCRIPTION", "URL", "CATEGORIES", "RRULE",
}  # fmt: skip


class Property(NamedTuple):
    """A line of the file, unfolded."""

    name: str
    parameters: str
    value: str


def lines_of(content: bytes) -> Iterator[str]:
    """Yield the unfolded lines; what cannot be unfolded is an AssertionError."""
    assert content.endswith(b"\r\n"), "the last line does not end in CR LF"
    assert content.count(b"\n") == content.count(b"\r") == content.count(b"\r\n"), "a line end is not CR LF"
    folded = content.split(b"\r\n")[:-1]
    for line in folded:
        assert len(line) <= 75, f"a line has {len(line)} octets"
        assert line.strip(), "a line is empty"
        line.decode("utf-8")  # a fold must not cut a character in two
    yield from content.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]


def faults_of_calendar(content: bytes) -> list[str]:
    """Return what is wrong with a calendar; a good one gives an empty list."""
    try:
        properties = [_property(line) for line in lines_of(content)]
    except (AssertionError, UnicodeDecodeError) as error:
        return [str(error)]
    return list(_check(properties))


def events_of(content: bytes) -> list[dict[str, Property]]:
    """Return the properties of each event by name."""
    events: list[dict[str, Property]] = []
    for line in lines_of(content):
        item = _property(line)
        if item == Property("BEGIN", "", "VEVENT"):
            events.append({})
        elif events and item.name not in {"BEGIN", "END"}:
            events[-1][item.name] = item
    return events


def _property(line: str) -> Property:
    match = _LINE.fullmatch(line)
    assert match, f"{line!r} is not 'NAME:value'"
    return Property(match["name"], match["parameters"], match["value"])


def _check(properties: list[Property]) -> Iterator[str]:
    frame = [(p.name, p.value) for p in properties if p.name in {"BEGIN", "END"}]
    if frame[:1] + frame[-1:] != [("BEGIN", "VCALENDAR"), ("END", "VCALENDAR")]:
        yield "is not one VCALENDAR"
    events = frame[1:-1]
    if set(events[::2]) - {("BEGIN", "VEVENT")} or set(events[1::2]) - {("END", "VEVENT")} or len(events) % 2:
        yield "the events do not begin and end one after the other"
    for name, value in _CALENDAR.items():
        if [p.value for p in properties if p.name == name] != [value]:
            yield f"{name} is not {value}"
    if sum(p.name == "PRODID" for p in properties) != 1:
        yield "PRODID is missing"
    uids: set[str] = set()
    for event in _events(properties):
        names = [p.name for p in event]
        by_name = {p.name: p for p in event}
        uid = by_name["UID"].value if "UID" in by_name else "(no UID)"
        if len(set(names)) < len(names) or set(names) - _EVENT_PROPERTIES:
            yield f"{uid}: properties {sorted(names)}"
        if missing := {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} - set(names):
            yield f"{uid}: {sorted(missing)} missing"
            continue
        if uid in uids or not re.fullmatch(r"[a-z0-9-]+@[a-z0-9.-]+", uid):
            yield f"{uid}: is there twice, or is no UID"
        uids.add(uid)
        yield from _faults_of_event(uid, by_name)


def _events(properties: list[Property]) -> Iterator[list[Property]]:
    event: list[Property] = []
    for item in properties:
        if item.name == "BEGIN":
            event = []
        elif item == Property("END", "", "VEVENT"):
            yield event
        else:
            event.append(item)


def _faults_of_event(uid: str, event: dict[str, Property]) -> Iterator[str]:
    if not re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"].value):
        yield f"{uid}: DTSTAMP {event['DTSTAMP'].value} is not a moment in UTC"
    days: list[date] = []
    for name in ("DTSTART", "DTEND"):
        if name in event:
            if event[name].parameters != ";VALUE=DATE" or not re.fullmatch(r"\d{8}", event[name].value):
                yield f"{uid}: {name} is not a day, or does not say so"
            else:
                days.append(date.fromisoformat(event[name].value))
    if days != sorted(set(days)):
        yield f"{uid}: ends before it has begun"
    for name in _TEXT & event.keys():
        if re.search(r"(?<!\\)(?:\\\\)*[,;]|(?<!\\)(?:\\\\)*\\[^\\,;nN]", event[name].value):
            yield f"{uid}: {name} is not escaped"
    if "STATUS" in event and event["STATUS"].value not in {"TENTATIVE", "CONFIRMED", "CANCELLED"}:
        yield f"{uid}: STATUS {event['STATUS'].value}"
    if "URL" in event and not event["URL"].value.startswith(("https://", "http://")):
        yield f"{uid}: URL {event['URL'].value}"
    if "RRULE" in event:
        parts = dict(part.split("=") for part in event["RRULE"].value.split(";"))
        if "FREQ" not in parts or {"UNTIL", "COUNT"} <= parts.keys():
            yield f"{uid}: RRULE {event['RRULE'].value}"
        if not re.fullmatch(r"\d{8}", parts.get("UNTIL", "20260101")):
            yield f"{uid}: UNTIL must be a day, as DTSTART is"
