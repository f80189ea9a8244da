"""The plan, the report, the data, the feeds, the calendars, the PDFs, the bulletin and the pages have the same stories."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from lxml import etree

from site_builder import addresses
from site_builder.content.story import State, Story
from site_builder.files.pdfs import PrintLook, all_pdfs
from site_builder.pages.calendar_page import make_calendar_view
from site_builder.pages.site_pages import all_pages
from site_builder.programme.plan import progress
from site_builder.reports import agenda, bulletin, summaries
from tests import sample
from tests.making import SITE, publish
from tests.reports import board

if TYPE_CHECKING:
    from site_builder.build import Build

pytestmark = pytest.mark.uncounted

LONG_AGO = date(2020, 1, 1)
DAYS = [date(2026, 10, 31), date(2026, 11, 21), date(2027, 3, 10), date(2027, 4, 2), date(2028, 2, 1)]


def ids_by_output(build: Build) -> dict[str, set[str]]:
    """Return the ids of the published pieces that each output has."""
    files = {path: data.decode("utf-8", "replace") for path, data in publish(build).items()}
    by_url = {SITE.absolute(story.address): story.id for story in build.public.stories}
    atom = etree.fromstring(files["atom.xml"].encode())
    rss = etree.fromstring(files["feed.xml"].encode())
    events = Calendar.from_ical(files["calendar.ics"]).walk("VEVENT")
    collection = board.report(LONG_AGO, build.today)
    new = bulletin.make_bulletin(build, LONG_AGO, build.today)
    plans = progress(build.public.stories, build.settings.programme, build.today)
    internal = agenda.make_agenda(build.public.stories, plans, (), build.today)
    view = make_calendar_view(build)
    by_pdf = {addresses.of_pdf(story.address): story.id for story in build.public.stories}
    printing = replace(build, settings=build.settings.model_copy(update={"pdf": True}))
    pdfs = {pdf.address: pdf for pdf in all_pdfs(printing, PrintLook(), {})}
    together = pdfs.pop(addresses.COLLECTION_PDF).write().sources["main.typ"] if pdfs else ""
    return {
        "pages": {p.source.id for p in all_pages(build) if isinstance(p.source, Story) and "story.html" in p.template},
        "json": {story["id"] for story in json.loads(files["data/stories.json"])["stories"]},
        "csv": {row["id"] for row in csv.DictReader(io.StringIO(files["data/stories.csv"], newline=""))},
        "councils": {row["id"] for row in csv.DictReader(io.StringIO(files["data/councils.csv"], newline=""))},
        "geojson": {
            story["id"]
            for feature in json.loads(files["data/councils.geojson"])["features"]
            for story in feature["properties"]["stories"]
        },
        "json feed": {by_url[item["url"]] for item in json.loads(files["feed.json"])["items"]},
        "rss": {by_url[str(link)] for link in rss.xpath("//item/link/text()")},
        "atom": {str(id_.text).rpartition(":")[2] for id_ in atom.iterfind("{*}entry/{*}id")},
        "calendar": {by_url[str(event["URL"])] for event in events if "URL" in event},
        "report": {piece.id for piece in collection.published},
        "bulletin": {item.id for item in (*new.new, *new.more)},
        "agenda": {entry.id for part in internal for entry in part.entries if entry.state == "published"},
        "pdfs": {by_pdf[address] for address in pdfs},
        "collection": {story.id for story in build.public.stories if SITE.absolute(story.address) in together},
        "calendar page": {
            by_url[SITE.absolute(card.address)]
            for plan in view.plans
            for period in (*plan.periods, *plan.earlier, *plan.later)
            for card in (*period.pieces, *period.more)
        }
        | {story.id for story in build.public.stories if not _in_a_plan(story, build)},
    }


def _in_a_plan(story: Story, build: Build) -> bool:
    return any(plan.starts <= story.day <= plan.ends for plan in build.settings.programme)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_every_output_has_the_same_stories(today: date) -> None:
    build = board.build(today)
    expected = {story.id for story in build.public.stories}

    assert {name: found for name, found in ids_by_output(build).items() if found != expected} == {}


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_plan_and_report_count_the_same(today: date) -> None:
    build = board.build(today)
    stories = sample.collection(today).stories
    plans = progress(stories, sample.SETTINGS.programme, today)
    told = {plan["name"]: plan for plan in json.loads(summaries.plan_json(plans, today))["plans"]}
    report = board.report(LONG_AGO, today)
    assert report.plan is not None

    quota = told[report.plan.name]["quota"]
    assert [(p.published, p.scheduled, p.planned) for p in report.plan.periods] == [
        (part["published"], part["scheduled"], part["planned"]) for part in quota
    ]
    course = report.plan.course
    target = told[report.plan.name]["target"]
    assert course is not None
    assert [len(course.published), len(course.scheduled), len(course.planned)] == [
        target["published"], target["scheduled"], target["planned"],
    ]  # fmt: skip
    public = {view.heading: view for view in make_calendar_view(build).plans}[report.plan.name]
    assert public.target_published == target["published"]
    assert sum(p.published for p in (*public.earlier, *public.periods, *public.later)) in {
        sum(part["published"] for part in quota),
        0,
    }
    assert report.total == sum(story.state(today) is State.PUBLISHED for story in stories)
