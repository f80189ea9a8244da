"""Stories in words."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from site_builder.content.front_matter_model import Artefact, Kind, Status
from site_builder.content.register import Called
from site_builder.content.vocabulary import Taxonomy
from site_builder.render import story_words


def test_every_kind_vocabulary_and_artefact_has_words() -> None:
    assert story_words.KINDS.keys() == set(Kind)
    assert story_words.VOCABULARIES.keys() == set(Taxonomy)
    assert story_words.ARTEFACTS.keys() == set(get_args(Artefact.model_fields["kind"].annotation))


@pytest.mark.parametrize(
    ("websites", "said"),
    [
        (0, "This story names no contact."),
        (1, "This story names no contact. Try the service’s own website:"),
        (2, "This story names no contact. Try the services’ own websites:"),
    ],
)
def test_a_story_without_a_contact_leads_to_websites(websites: int, said: str) -> None:
    assert story_words.no_contact(websites, Called("service", "services")) == said


@pytest.mark.parametrize(
    ("status", "day", "said"),
    [
        (Status.IDEA, None, "Idea"),
        (Status.DRAFT, date(2026, 12, 8), "Draft, planned for 8 December 2026"),
        (Status.REVIEW, None, "In review"),
        (Status.READY, None, "Ready, no date"),
    ],
)
def test_a_preview_says_how_far_a_story_is(status: Status, day: date | None, said: str) -> None:
    assert story_words.planned(status, day) == said


@pytest.mark.parametrize(
    ("site", "updated", "said"),
    [
        ("", None, "Us (2026). ‘A story’. 1 November 2026."),
        ("Stories", date(2027, 1, 2), "Us (2026). ‘A story’. Stories, 1 November 2026, updated 2 January 2027."),
    ],
)
def test_a_reference_names_who_when_what_and_where(site: str, updated: date | None, said: str) -> None:
    assert story_words.reference("Us", "A story", site, date(2026, 11, 1), updated) == said


def test_the_quotes_around_a_title_differ_from_those_in_it() -> None:
    def cited(title: str) -> str:
        return story_words.reference("Us", title, "", date(2026, 11, 1), None)

    assert cited("Alarms that ‘phone home’") == "Us (2026). “Alarms that ‘phone home’”. 1 November 2026."
    assert cited("A “new” plan, the crews’ own") == "Us (2026). ‘A “new” plan, the crews’ own’. 1 November 2026."


@pytest.mark.parametrize(("count", "said"), [(0, "No new stories"), (1, "1 new story"), (2, "2 new stories")])
def test_a_bulletin_says_how_many_stories_are_new(count: int, said: str) -> None:
    assert story_words.new_stories(count) == said
