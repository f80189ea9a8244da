"""Texts of the help in the words of a site, and without what it does not have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from site_builder.content.help_for_site import Conditions, fit, under
from site_builder.content.register import Called, Council, Register
from tests import builders

ALL = Conditions(places=True, regions=True, uk=True, pdf=True, repository=True, vscode=True)
NONE = Conditions(places=False, regions=False, uk=False, pdf=False, repository=False, vscode=False)
SERVICES = Register(
    [
        Council("arran", "Arran Fire Service", "Arran", "service", end_date="2020-01-01"),
        Council("burren", "Burren Ambulance Service", "Burren", "service"),
    ],
    Called("ambulance service", "ambulance services"),
)


def fitted(text: str, register: Register = SERVICES, **vocabularies: list[str]) -> str:
    """Return a text for a site with these terms."""
    return fit(text, builders.settings(vocabularies=vocabularies), register)


@pytest.mark.parametrize(
    ("text", "with_them", "without"),
    [
        ("Ask<!-- if places --> the council<!-- end -->.", "Ask the council.", "Ask."),
        ("A.\n\n<!-- if pdf -->\n## B\n\nC.\n<!-- end -->\n", "A.\n\n## B\n\nC.\n", "A.\n\n"),
        ("A <!-- if uk -->b<!-- end -->\nc <!-- if repository -->d<!-- end -->\n", "A b\nc d\n", "A \nc \n"),
    ],
)
def test_what_depends_on_a_condition(text: str, with_them: str, without: str) -> None:
    assert under(ALL, text) == with_them
    assert under(NONE, text) == without


def test_a_condition_that_is_not_known_is_a_fault_of_the_text() -> None:
    with pytest.raises(KeyError, match="weather"):
        under(ALL, "<!-- if weather -->Sun.<!-- end -->")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A council and councils; the council's site.", "An ambulance service and ambulance services; the ambulance service's site."),
        ("Is a council needed?", "Is an ambulance service needed?"),
        ("`council 'Wigan Council' is not in it`", "`ambulance service 'Burren Ambulance Service' is not in it`"),
        ("`councils`, `council-known`, `--council`, `a/council`", "`councils`, `council-known`, `--council`, `a/council`"),
        ("[the council](council.md)", "[the ambulance service](council.md)"),
        ("```yaml\ncouncils: [wigan]\na: council\n```", "```yaml\ncouncils: [burren]\na: ambulance service\n```"),
        ("Creative Councils", "Creative Councils"),
    ],
)  # fmt: skip
def test_a_council_is_called_what_the_places_are_called(text: str, said: str) -> None:
    assert fitted(text) == said


def test_a_site_of_councils_keeps_the_words_as_they_are() -> None:
    text = "A council such as `wigan`, and councils.\n\n`Wigan Council`\n"
    assert fitted(text, builders.register()) == text


def test_no_place_is_named_where_all_have_been_replaced() -> None:
    gone = Register(replace(place, end_date="2020-01-01") for place in SERVICES)
    assert fitted("councils: [wigan]\nthemes: [a]\n", gone, themes=["b"]) == "themes: [b]\n"


def test_examples_have_the_terms_of_the_site_or_are_left_out() -> None:
    text = "themes: [a, b]\nservices: [c]\nprogrammes: [d]\npartners: [e]\n"
    found = fitted(text, themes=["One", 'Two: "2"', "Three"], services=["Tŷ & home"])
    assert found == 'themes: [One, "Two: \\"2\\""]\nservices: ["Tŷ & home"]\npartners: [e]\n'


def test_entries_about_what_the_site_does_not_have_are_left_out() -> None:
    text = "- `services`: S.\n- `service-known` (error): K.\n- `themes`: T.\n- `ready-council` (error): C.\n- `title`: U.\n"
    assert fitted(text, Register([]), themes=["a"]) == "- `themes`: T.\n- `title`: U.\n"
    assert fitted(text, themes=["a"], services=["b"]) == text
