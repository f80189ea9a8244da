"""Councils by the names that people use: the right slug, all that fit, or nothing; never a guess in silence."""

from __future__ import annotations

import pytest

from site_builder.content.council_names import CouncilNames, names_in_use
from site_builder.content.register import Council, OtherName

COUNCILS = [
    Council("brighton-and-hove", "Brighton and Hove City Council", "Brighton and Hove", "unitary"),
    Council("camden", "London Borough of Camden", "Camden", "london-borough"),
    Council("county-durham", "Durham County Council", "County Durham", "unitary"),
    Council("derby", "Derby City Council", "Derby", "unitary"),
    Council("derbyshire", "Derbyshire County Council", "Derbyshire", "county"),
    Council("durham", "Durham City Council", "Durham", "district", end_date="2009-04-01"),
    Council("east-devon", "East Devon District Council", "East Devon", "district"),
    Council("devon", "Devon County Council", "Devon", "county"),
    Council("isle-of-anglesey", "Isle of Anglesey County Council", "Isle of Anglesey", "welsh-principal-area"),
    Council("kent", "Kent County Council", "Kent", "county"),
    Council("kings-lynn-and-west-norfolk", "King's Lynn and West Norfolk Borough Council", "King's Lynn", "district"),
    Council("newcastle-under-lyme", "Newcastle-under-Lyme Borough Council", "Newcastle-under-Lyme", "district"),
    Council("newcastle-upon-tyne", "Newcastle City Council", "Newcastle upon Tyne", "metropolitan-borough"),
    Council("north-yorkshire", "North Yorkshire Council", "North Yorkshire", "unitary"),
    Council("north-yorkshire-county-council", "North Yorkshire County Council", "North Yorkshire", "county",
            end_date="2023-04-01"),
    Council("wigan", "Wigan Metropolitan Borough Council", "Wigan", "metropolitan-borough"),
]  # fmt: skip
NAMES = CouncilNames(COUNCILS)
BOTH_NEWCASTLES = (
    "; write one of: 'newcastle-under-lyme' (Newcastle-under-Lyme Borough Council), "
    "'newcastle-upon-tyne' (Newcastle City Council)"
)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("LB Camden", "camden"),
        ("London Borough of Camden", "camden"),
        ("Kent CC", "kent"),
        ("kent county council", "kent"),
        ("Brighton & Hove", "brighton-and-hove"),
        ("Wigan Council", "wigan"),
        (" WIGAN  MBC ", "wigan"),
        ("\u201cwigan\u201d", "wigan"),
        ("Derby", "derby"),
        ("Derbyshire", "derbyshire"),
        ("Devon Council", "devon"),
        ("Newcastle City Council", "newcastle-upon-tyne"),
        ("King\u2019s Lynn & West Norfolk", "kings-lynn-and-west-norfolk"),
    ],
)
def test_an_everyday_name_is_one_councils(name: str, slug: str) -> None:
    assert [council.slug for council in NAMES.called(name)] == [slug]
    assert NAMES.hint(name) == f"; write '{slug}'"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Newcastle", BOTH_NEWCASTLES),
        ("Newcastle CC", "; write 'newcastle-upon-tyne'"),
        ("Newcastle BC", "; write 'newcastle-under-lyme'"),
        ("Brighton", "; write 'brighton-and-hove'"),
        ("Anglesey", "; write 'isle-of-anglesey'"),
        (
            "Durham",
            "; write one of: 'durham' (Durham City Council, abolished), 'county-durham' (Durham County Council)",
        ),
        ("camdem", "; did you mean 'camden'?"),
        ("Darbyshire County Council", "; did you mean 'derbyshire'?"),
        ("London", ""),
        ("Council", ""),
        ("", ""),
    ],
)
def test_a_name_that_is_not_one_councils_names_all_that_fit(name: str, hint: str) -> None:
    assert NAMES.hint(name) == hint


def test_a_name_of_two_councils_is_neithers() -> None:
    assert len(NAMES.called("North Yorkshire")) == 2
    assert NAMES.hint("North Yorkshire").startswith("; write one of: 'north-yorkshire' (North Yorkshire Council), ")


def test_a_short_register_is_reported_whole() -> None:
    assert CouncilNames(COUNCILS[:2]).hint("Mars") == "; use one of: brighton-and-hove, camden"


def test_what_would_be_too_many_is_not_reported() -> None:
    names = CouncilNames(
        Council(f"{word}-market-on-sea", f"{word} Market-on-Sea", "-", "district") for word in "abcdefghijklm"
    )
    assert names.hint("Market") == ""


MONMOUTHSHIRE = Council(
    "monmouthshire",
    "Monmouthshire County Council",
    "Monmouthshire",
    "welsh-principal-area",
    other_names=(
        OtherName("Sir Fynwy", "welsh", "openregister"),
        OtherName("Cyngor Sir Fynwy", "welsh", "openregister"),
    ),
)
ADUR, WORTHING = (
    Council(
        name.lower(),
        f"{name} Council",
        name,
        "district",
        other_names=(OtherName("Adur and Worthing", "short", "mysociety"),),
    )
    for name in ("Adur", "Worthing")
)


@pytest.mark.parametrize("name", ["Sir Fynwy", "cyngor sir fynwy", "SIR FYNWY Council"])
def test_other_names_are_a_councils_as_well(name: str) -> None:
    names = CouncilNames([*COUNCILS, MONMOUTHSHIRE])
    assert names.called(name) == (MONMOUTHSHIRE,)
    assert names.hint("Sir Fynvy") == "; did you mean 'monmouthshire'?"


def test_a_name_that_two_councils_share_is_reported_with_both() -> None:
    assert CouncilNames([ADUR, WORTHING]).hint("Adur & Worthing") == (
        "; write one of: 'adur' (Adur Council), 'worthing' (Worthing Council)"
    )


def test_all_names_of_a_council_with_their_sources() -> None:
    assert names_in_use(MONMOUTHSHIRE) == (
        OtherName("Monmouthshire", "short", "register"),
        OtherName("Sir Fynwy", "welsh", "openregister"),
    )
