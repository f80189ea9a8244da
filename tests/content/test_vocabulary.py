from __future__ import annotations

import pytest

from site_builder.content.vocabulary import Taxonomy, Term, Vocabulary

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
