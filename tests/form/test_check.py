"""The form says of a story exactly what `stories check` says of the file that it makes."""

from __future__ import annotations

from typing import Any

import pytest

from tests import builders
from tests.form import scripts
from tests.form.scripts import STORY
from tests.sample import SETTINGS

pytestmark = pytest.mark.uncounted

LONG = "A summary that goes on and on. " * 11

CASES: dict[str, dict[str, Any]] = {
    "nothing is wrong": {},
    "only an idea": {"status": "idea", "summary": "", "date": "", "themes": [], "councils": [], "sources": [], "text": ""},
    "a draft with nothing": {"status": "draft", "date": "", "themes": [], "councils": [], "sources": [], "text": ""},
    "ready with nothing": {"date": "", "summary": "", "themes": [], "councils": [], "sources": [], "text": ""},
    "a ready guide with nothing": {"kind": "guide", "date": "", "themes": [], "councils": [], "sources": [], "text": ""},
    "a title is missing": {"title": "", "name": "no-title"},
    "a title of a hundred": {"title": "ŵ" * 100},
    "a title too long": {"title": "🎉" * 101},
    "a title with spaces": {"title": "  " + "a " * 50},
    "a summary too short": {"summary": "Too short."},
    "a summary of 39": {"summary": "x" * 39},
    "a summary of 40": {"summary": "x" * 40},
    "a summary too long": {"summary": LONG},
    "an owner too long": {"owner": "A role " * 20},
    "a signpost without its link": {"kind": "signpost", "text": ""},
    "a signpost with a name": {"kind": "signpost", "link": "www.york.gov.uk/story", "text": ""},
    "a link that is none": {"kind": "signpost", "link": "see the website"},
    "a link with a backslash": {"kind": "signpost", "link": "https://york.gov.uk\\page"},
    "a link to elsewhere": {"kind": "signpost", "link": "https://york.gov.uk@evil.example/"},
    "a link with an odd name": {"kind": "signpost", "link": "https://york..gov.uk/"},
    "a link with an odd port": {"kind": "signpost", "link": "https://york.gov.uk:99999/"},
    "a link with Welsh letters": {"kind": "signpost", "link": "https://tŷ.cymru/ŵ?a=1#b"},
    "a British day": {"date": "10/03/2027"},
    "an American day": {"date": "March 10, 2027"},
    "a day in words": {"date": "Tuesday 10th of March 2027"},
    "a day with a time": {"date": "10 Sept 2027 at 9:30"},
    "no day at all": {"date": "soon"},
    "a day with quotes": {"date": "in 'spring' # or \"summer\": later"},
    "a very long day": {"date": "some time in the next year when we have the figures and the leave of all"},
    "the 30th of February": {"date": "2026-02-30"},
    "the 13th month": {"date": "2026-13-01"},
    "no leap year": {"date": "2027-02-29"},
    "a British day that is none": {"date": "30/02/2027"},
    "a day of another time": {"date": "0206-11-16"},
    "a day after all": {"date": "3026-11-16"},
    "overdue": {"status": "review", "date": "2026-11-20"},
    "overdue idea": {"status": "idea", "date": "2026-11-01", "text": "", "summary": ""},
    "today": {"status": "draft", "date": "2026-11-21"},
    "in no plan": {"date": "2027-11-15"},
    "before all plans": {"date": "2020-11-15"},
    "a review by": {"review_by": "in a year"},
    "a year is enough": {"sources": [{"title": "A paper", "date": "2013"}]},
    "a month is enough": {"sources": [{"title": "A paper", "date": "2013-09"}]},
    "an old paper": {"sources": [{"title": "A charter", "date": "1215"}]},
    "too old a paper": {"sources": [{"title": "A charter", "date": "0979"}]},
    "a month in words": {"sources": [{"title": "A paper", "date": "September 2013"}]},
    "a month in numbers": {"sources": [{"title": "A paper", "date": "09/2013"}]},
    "a source's British day": {"sources": [{"title": "A paper", "date": "12.9.2013"}]},
    "a source's odd day": {"sources": [{"title": "A paper", "date": "2013-02-30"}]},
    "a source's odd month": {"sources": [{"title": "A paper", "date": "2013-13"}]},
    "a source without a date": {"sources": [{"title": "A paper", "date": ""}]},
    "a source without a title": {"sources": [{"title": "", "date": "2013"}]},
    "a source of an address alone": {"sources": [{"title": "", "date": "", "url": "york.gov.uk"}]},
    "a source begun and one not": {"sources": [{"title": "", "date": "", "url": ""}, {"title": "A paper", "date": ""}]},
    "a figure without a source": {"outcomes": [{"what": "Miles driven", "figure": "20% fewer", "source": ""}]},
    "a figure alone": {"outcomes": [{"what": "", "figure": "20%", "source": ""}]},
    "two outcomes": {"outcomes": [{"what": "Miles", "figure": "1", "source": "P"}, {"what": "Miles", "figure": "", "source": "P"}]},
    "money in words": {"savings": [{"amount": "much", "currency": "GBP", "period": "a year", "source": "P"}]},
    "money with a sign": {"savings": [{"amount": "£180,000", "currency": "GBP", "period": "a year", "source": "P", "url": "https://york.gov.uk/p"}]},
    "less than nothing": {"savings": [{"amount": "-5", "currency": "GBP", "period": "a year", "source": "P"}]},
    "pounds": {"savings": [{"amount": "1.50", "currency": "£", "period": "2013-14", "source": "P"}]},
    "money of nobody": {"savings": [{"amount": "5", "currency": "", "period": "", "source": ""}]},
    "started long ago": {"started": "1066"},
    "started in the future": {"started": "2300"},
    "started in words": {"started": "in spring"},
    "started in 2025": {"started": "2025"},
    "a team without a mailbox": {"contact": {"team": "Waste", "email": ""}},
    "a mailbox without a team": {"contact": {"team": "", "email": "waste@york.gov.uk"}},
    "a mailbox with a name": {"contact": {"team": "Waste", "email": "Waste team <waste@york.gov.uk>"}},
    "a mailbox as a link": {"contact": {"team": "Waste", "email": "mailto:waste@york.gov.uk"}},
    "no mailbox": {"contact": {"team": "Waste", "email": "ask at the desk"}},
    "an artefact of nothing": {"artefacts": [{"title": "", "kind": "slides", "url": ""}]},
    "an artefact without an address": {"artefacts": [{"title": "Slides", "kind": "slides", "url": ""}]},
    "an artefact without a kind": {"artefacts": [{"title": "Slides", "kind": "", "url": "https://york.gov.uk/slides"}]},
    "asterisks in a title": {"title": "A **new** deal"},
    "a link in a summary": {"summary": "A summary with [a link](https://york.gov.uk/) that is long enough for all."},
    "code in a title": {"title": "The `bin` rounds"},
    "HTML in an outcome": {"outcomes": [{"what": "Fewer <b>miles</b>", "figure": "1", "source": "P", "url": "https://york.gov.uk/p"}]},
    "underscores in a title": {"title": "The __bins__ of snake_case_town"},
    "how at the wrong level": {"text": "What.\n\n### How it works\n\nSo.\n"},
    "how in a fence": {"text": "What.\n\n```\n## How it works\n```\n"},
    "how in a longer fence": {"text": "What.\n\n````\n```\n## How it works\n````\n"},
    "how without a space": {"text": "What.\n\n##How it works\n"},
    "how underlined": {"text": "What.\n\nHow it works\n------------\n\nSo.\n"},
    "how on two lines underlined": {"text": "What.\n\nThis is\nhow it works\n---\n\nSo.\n"},
    "how underlined twice": {"text": "What.\n\nHow it works\n============\n\nSo.\n"},
    "how within a word": {"text": "What.\n\n## Somehow\n\n## Showing it\n"},
    "how closed": {"text": "What.\n\n## How ##\n"},
    "how with a link": {"text": "What.\n\n## [How](https://york.gov.uk/) we *did* it\n"},
    "a heading too deep in a list": {"text": "What.\n\n## How\n\n1. #### Deep\n\n> # Above all\n\n##\n"},
    "how as code": {"text": "What.\n\n    ## How it works\n"},
    "how in a list": {"text": "What.\n\n- ## How it works\n"},
    "how below a table": {"text": "What.\n\n| a | b |\n| --- | --- |\n| c | d |\n\n## And how\n"},
    "no text": {"text": "   \n\n"},
    "a name with capitals": {"name": "Fewer-Miles"},
    "a name with spaces": {"name": "fewer miles"},
}  # fmt: skip


@pytest.fixture(scope="module")
def answers() -> dict[str, tuple[Any, str, str]]:
    """Return what the form says of each case, the file that it makes, and where that belongs; one process for all."""
    stories = [STORY | changes for changes in CASES.values()]
    found = iter(scripts.run([(name, story) for story in stories for name in ("check", "compose", "pathOf")]))
    return {name: (next(found), next(found), next(found)) for name in CASES}


@pytest.mark.parametrize("name", CASES)
def test_the_form_says_what_the_check_says(name: str, answers: dict[str, tuple[Any, str, str]]) -> None:
    said, text, path = answers[name]
    collection = builders.read({path.removeprefix("stories/"): text}, options=SETTINGS)
    checked = sorted((problem.severity.value, problem.rule, problem.message) for problem in collection.problems)
    assert sorted((fault["severity"], fault["rule"], fault["message"]) for fault in said) == checked, text


def test_of_a_story_without_a_title_the_name_that_follows_from_it_is_not_asked_for() -> None:
    (said,) = scripts.run([("check", STORY | {"title": "", "name": ""})])
    assert [fault["rule"] for fault in said] == ["required"]
