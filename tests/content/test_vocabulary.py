from __future__ import annotations

import pytest

from site_builder.content.vocabulary import Taxonomy, Term, Vocabulary, clash

CARE = Term(Taxonomy.SERVICES, "Adult social care", "Support for adults")
HOUSING = Term(Taxonomy.SERVICES, "Housing")
SERVICES = Vocabulary(Taxonomy.SERVICES, (HOUSING, CARE))


@pytest.mark.parametrize("name", ["Adult social care", "ADULT SOCIAL CARE", "  adult  social\tcare "])
def test_terms_are_found_whatever_their_case_and_spaces(name: str) -> None:
    assert SERVICES.get(name) is CARE


@pytest.mark.parametrize("name", ["", "adult-social-care", "care", "adultsocialcare"])
def test_other_names_are_not_found(name: str) -> None:
    assert SERVICES.get(name) is None


def test_terms_keep_the_order_of_the_settings() -> None:
    assert list(SERVICES) == [HOUSING, CARE]


def test_a_term_has_the_slug_of_its_name() -> None:
    assert CARE.slug == "adult-social-care"


@pytest.mark.parametrize(
    ("taxonomy", "word"),
    [(Taxonomy.THEMES, "theme"), (Taxonomy.SERVICES, "service"), (Taxonomy.PROGRAMMES, "programme")],
)
def test_each_taxonomy_has_a_word_for_one_of_its_terms(taxonomy: Taxonomy, word: str) -> None:
    assert taxonomy.singular == word


OLDER = Term(Taxonomy.SERVICES, "Adult social care", also=("elderly", "Older people"))
WITH_OTHERS = Vocabulary(Taxonomy.SERVICES, (HOUSING, OLDER))


@pytest.mark.parametrize(
    ("name", "term"), [("Elderly", OLDER), (" older  people", OLDER), ("adult social care", OLDER), ("bins", None)]
)
def test_a_term_is_known_by_what_else_people_call_it(name: str, term: Term | None) -> None:
    assert WITH_OTHERS.called(name) == term


def test_a_file_names_terms_as_the_settings_do() -> None:
    assert WITH_OTHERS.get("elderly") is None


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("ELDERLY", "; write 'Adult social care'"),
        ("oldre people", "; did you mean 'Adult social care'?"),
        ("housin", "; did you mean 'Housing'?"),
        ("zzz", "; use one of: Housing, Adult social care"),
    ],
)
def test_a_wrong_name_leads_to_the_term(name: str, hint: str) -> None:
    assert WITH_OTHERS.hint(name) == hint


def test_a_name_leads_to_the_settings_where_these_have_no_term() -> None:
    said = "; mkdocs.yml has no services: add it there, under vocabularies, or leave it out"
    assert Vocabulary(Taxonomy.SERVICES).hint("Housing") == said


def test_a_name_leads_to_one_term_only() -> None:
    health = Term(Taxonomy.SERVICES, "Health", also=("Elderly",))
    assert clash([OLDER, health]) == (
        "'Elderly' (also of 'Health') leads to 'Adult social care' already; leave it out at one of them"
    )
    assert clash([OLDER, Term(Taxonomy.SERVICES, "Elderly")]) == (
        "'elderly' (also of 'Adult social care') leads to 'Elderly' already; leave it out at one of them"
    )
    assert clash([OLDER, HOUSING]) == ""
