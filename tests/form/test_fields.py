"""The fields of the form are the keys of the front matter; nothing of it is written by hand."""

from __future__ import annotations

import pytest

from site_builder.content.front_matter_model import FrontMatterModel
from site_builder.files import form_data
from site_builder.pages import write_page
from site_builder.pages.write_page import LEFT_OUT, SECTIONS, WriteView
from site_builder.reports.form_fields import form_fields
from site_builder.reports.form_words import form_words
from site_builder.reports.story_schema import make_schema
from tests import builders, sample
from tests.making import SITE, build_of

FIELDS = {field.key: field for field in form_fields(make_schema(builders.settings(), builders.register()))}


def test_every_key_is_in_one_section_or_left_out_on_purpose() -> None:
    keys = [key for _, section in SECTIONS for key in section]
    assert sorted([*keys, *LEFT_OUT]) == sorted(FrontMatterModel.model_fields)


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("title", "line"), ("summary", "long"), ("kind", "choice"), ("themes", "terms"), ("councils", "councils"),
        ("partners", "lines"), ("started", "whole"), ("original", "switch"), ("date", "day"), ("link", "url"),
        ("contact", "entry"), ("sources", "entries"),
    ],
)  # fmt: skip
def test_a_key_is_filled_in_as_its_type_asks(key: str, kind: str) -> None:
    assert FIELDS[key].kind == kind


def test_limits_terms_and_what_a_group_must_hold_come_from_the_model() -> None:
    assert (FIELDS["summary"].least, FIELDS["summary"].most) == (40, 300)
    assert (FIELDS["started"].lowest, FIELDS["started"].highest) == (1800, 2200)
    assert FIELDS["themes"].options == ("political leadership", "commercialisation", "digitalisation")
    assert {inner.key: (inner.kind, inner.required) for inner in FIELDS["sources"].fields} == {
        "title": ("line", True),
        "date": ("part", True),
        "url": ("url", False),
    }


def test_every_field_has_a_label_in_words() -> None:
    every = [*FIELDS.values(), *(inner for field in FIELDS.values() for inner in field.fields)]
    assert [field.key for field in every if not field.label or "_" in field.label] == []


def test_a_rule_that_is_switched_off_has_no_words() -> None:
    assert "how-section" in form_words(builders.settings(), builders.register())
    words = form_words(builders.settings(how_section=[]), builders.register())
    assert not {name for name in words if name.startswith("how-section")}


def test_every_message_gives_way_to_what_is_typed() -> None:
    words = form_words(sample.SETTINGS, builders.register())
    assert [message for message in words.values() if "probe" in message.lower()] == []
    assert {"ready-date", "plan-none", "overdue", "url-before", "required:outcomes.source", "heading-skipped"} <= {
        *words
    }


def test_an_instance_without_terms_councils_or_plans_has_a_form() -> None:
    settings = builders.settings(vocabularies={})
    (file,) = form_data.render(settings, builders.register(), SITE, "stories")
    assert file.path == "write/form.json"


def test_the_page_is_for_editors_and_no_list_leads_to_it() -> None:
    page = write_page.write_page(build_of({}, repository="council/stories", branch="live"))
    assert not page.head.is_indexed
    assert isinstance(page.view, WriteView)
    assert page.view.new_file == "https://github.com/council/stories/new/live/stories"
    statuses = next(field for section in page.view.sections for field in section.fields if field.key == "status")
    assert statuses.options == ("idea", "draft", "review", "ready")
