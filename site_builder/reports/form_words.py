"""What the form to write a story says: the words of ``stories check``, asked of the rules themselves.

Each probe is a small file that breaks one rule. What the check says of it becomes a pattern: the values of the probe
give way to names in braces, where the form puts in what somebody has typed. So no message is written twice, and one
that changes in a rule changes in the form.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from site_builder.collection import read_collection
from site_builder.content.front_matter import compose
from site_builder.content.source import RawFile, Tree
from site_builder.reports.form_fields import form_fields
from site_builder.reports.story_schema import make_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from site_builder.content.register import Register
    from site_builder.reports.form_fields import FormField
    from site_builder.settings import Settings

_TODAY = date(2001, 6, 1)
_SUMMARY = "A summary that is long enough for every rule there may be."
_PAPER = {"title": "A paper", "date": "2000"}


@dataclass(frozen=True, slots=True)
class _Probe:
    """A file that breaks the rule ``rule``: ``marks`` are the values in its message that give way, by their names."""

    name: str
    rule: str
    values: Mapping[str, object] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    file_name: str = ""


def form_words(settings: Settings, register: Register) -> dict[str, str]:
    """Return the messages of the form by their names; a rule that the settings switch off has none."""
    probes = [*_probes_of_rules(settings), *_probes_of_values()]
    probes += _probes_of_fields(form_fields(make_schema(settings, register)))
    paths = {probe.name: f"2000/{probe.file_name or f'probe-{n}'}.md" for n, probe in enumerate(probes)}
    files = tuple(RawFile(f"stories/{paths[probe.name]}", _text(probe).encode()) for probe in probes)
    said: dict[tuple[str, str], str] = {}
    for problem in read_collection(Tree("stories", files), settings, register, _TODAY).problems:
        said.setdefault((problem.path, problem.rule), problem.message)
    found = {probe.name: said.get((f"stories/{paths[probe.name]}", probe.rule)) for probe in probes}
    return {probe.name: _pattern(message, probe) for probe in probes if (message := found[probe.name]) is not None}


def _text(probe: _Probe) -> str:
    values: dict[str, object] = {
        "id": f"probe-{probe.name.replace(':', '-').replace('.', '-').replace('_', '-')}",
        "title": "A probe",
    }
    values |= {"status": "draft", "summary": _SUMMARY, **probe.values}
    return compose({key: value for key, value in values.items() if value is not None}, probe.body)


def _pattern(message: str, probe: _Probe) -> str:
    for name, value in probe.marks.items():
        message = message.replace(value, f"{{{name}}}")
    return message


def _probes_of_rules(settings: Settings) -> Iterator[_Probe]:
    """Yield what breaks the rules for a piece as a whole."""
    ready = {"status": "ready"}
    for rule in ("ready-date", "ready-theme", "ready-council", "ready-source", "how-section", "body-empty"):
        yield _Probe(rule, rule, ready)
    for word in settings.how_section[:1]:
        heading = f"{word} the probe works"
        yield _Probe("how-section-near", "how-section", ready, {"heading": heading}, f"### {heading}\n")
    yield _Probe("heading-level", "heading-level", body="# A probe\n")
    yield _Probe("heading-empty", "heading-empty", body="##\n")
    skipped = {"wrong": "####", "right": "###", "before": "2", "next": "3"}
    yield _Probe("heading-skipped", "heading-skipped", {}, skipped, "## A probe\n\n#### A probe\n")
    yield _Probe("summary", "summary", {"summary": None})
    yield _Probe("signpost-link", "signpost-link", {"kind": "signpost"})
    day = {"date": "2001-05-06"}
    yield _Probe("overdue", "overdue", day, {"day": "2001-05-06", "status": "draft"})
    if settings.programme:
        ends = max(plan.ends for plan in settings.programme)
        after = (ends + timedelta(days=1) if ends < date.max else ends).isoformat()
        yield _Probe("plan-none", "plan-none", {**ready, "date": after}, {"day": after})
    yield _Probe("date-range", "date-range", {"date": "1066-05-06"}, {"year": "1066"})
    yield _Probe("date-range-source", "date-range", _source(date="0999"), {"year": "0999"})
    yield _Probe("slug-form", "slug-form", marks={"value": "A probe"}, file_name="A probe")
    for kind, found in {"emphasis": "**probe**", "link": "[probe](page)", "code": "`probe`", "html": "<b>"}.items():
        marks = {"found": found, "key": "title"}
        yield _Probe(f"plain-{kind}", "plain-text", {"title": f"The {found} of it"}, marks)
    yield _Probe("artefact", "artefact", {"artefacts": [{"title": "Slides", "kind": "slides"}]})


def _probes_of_values() -> Iterator[_Probe]:
    """Yield what breaks the rules for one value, by the kind of the field."""
    british = {"value": "16/11/2026", "iso": "2026-11-16", "words": "16 November 2026"}
    yield _Probe("day", "date-form", {"date": "a probe"}, {"value": "a probe"})
    yield _Probe("day-readable", "date-form", {"date": british["value"]}, british)
    yield _Probe("day-none", "date-form", {"date": "2026-02-30"}, {"value": "2026-02-30"})
    month = {"value": "September 2013", "iso": "2013-09"}
    yield _Probe("part", "date-form", _source(date="a probe"), {"value": "a probe"})
    yield _Probe("part-readable", "date-form", _source(date=british["value"]), british)
    yield _Probe("part-month", "date-form", _source(date=month["value"]), month)
    for name, marks in {
        "url": {"value": "a probe"},
        "url-name": {"value": "probe.gov.uk/page"},
        "url-backslash": {"value": "https://probe.gov.uk/a\\b"},
        "url-before": {"value": "https://probe@page.gov.uk/", "host": "page.gov.uk"},
        "url-site": {"value": "https://probe..gov.uk/", "site": "probe..gov.uk"},
    }.items():
        yield _Probe(name, "url-form", {"kind": "signpost", "link": marks["value"]}, marks)
    for name, marks in {
        "email": {"value": "a probe"},
        "email-found": {"value": "A probe <team@page.gov.uk>", "found": "team@page.gov.uk"},
        "email-mailto": {"value": "mailto:team@page.gov.uk", "found": "team@page.gov.uk"},
    }.items():
        yield _Probe(name, "email-form", {"contact": {"team": "A team", "email": marks["value"]}}, marks)
    yield _Probe("currency", "currency-form", _saving(currency="probes"), {"value": "probes"})
    yield _Probe("number:amount", "type", _saving(amount="a probe"), {"value": "a probe"})


def _source(**changes: object) -> dict[str, object]:
    return {"sources": [{**_PAPER, **changes}]}


def _saving(**changes: object) -> dict[str, object]:
    return {"savings": [{"amount": 1, "currency": "GBP", "period": "a year", "source": "A paper", **changes}]}


def _probes_of_fields(fields: Sequence[FormField]) -> Iterator[_Probe]:
    """Yield a value that is too long or too short for each field, and a group without each key that it must have."""
    yield _Probe("required:title", "required", {"title": None})
    for one in fields:
        for name, length in (("long", one.most and one.most * 10 + 7), ("short", one.least and one.least - 1)):
            if length:
                yield _Probe(f"{name}:{one.key}", "length", {one.key: "x" * length}, {"n": str(length)})
        for name, number in (("low", one.lowest and one.lowest - 9), ("high", one.highest and one.highest + 9)):
            if number:
                yield _Probe(f"{name}:{one.key}", "range", {one.key: number}, {"value": str(number)})
        if one.kind == "whole":
            yield _Probe(f"number:{one.key}", "type", {one.key: "a probe"}, {"value": "a probe"})
        for inner in one.fields:
            if inner.required:
                group = {other.key: _FITS.get(other.key, "x") for other in one.fields if other.required}
                del group[inner.key]
                yield _Probe(
                    f"required:{one.key}.{inner.key}", "required",
                    {one.key: [group] if one.kind == "entries" else group},
                )  # fmt: skip


_FITS: Mapping[str, object] = {"amount": 1, "currency": "GBP", "date": "2000-01-01", "email": "team@page.gov.uk"}
