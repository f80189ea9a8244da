"""Names are in the order of CLDR's root collation, which British English takes unchanged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.content.collation import sort_key

NAMES = st.text(st.sampled_from("abzABZéÉŵøæß -'19 .&日"), max_size=8)


@pytest.mark.parametrize(
    "in_order",
    [
        # each as ICU's collator for en-GB has them
        ["ale", "Ale", "Äle", "alf"],
        ["cote", "coté", "côte", "Côte", "côté"],
        ["St Albans", "St Helens", "Staffordshire", "Stoke-on-Trent"],
        ["Stoke on Trent", "Stoke-on-Trent", "Stokes"],
        ["Ŷ", "Ynys Môn", "York", "Yr Wyddfa"],
        ["2 towns", "2towns", "Zoo"],
        ["Æ", "Aesop", "Afon"],
        ["Oslo", "Ostend", "Østfold", "Otley"],
        ["_", "-", ",", ";", ":", "!", "?", ".", "'", '"', "(", "[", "{", "@", "*", "/", "\\", "&", "#", "%", "+", "1", "a"],
        ["strasse", "straße", "strasses"],
        ["Łódź", "Lodzi"],
        ["zebra", "Ωmega", "日本"],
        ["", " ", "a"],
    ],
)  # fmt: skip
def test_names_are_as_in_a_dictionary(in_order: list[str]) -> None:
    names = in_order[::-1]
    names.sort(key=sort_key)
    assert names == in_order


@given(NAMES, NAMES)
def test_only_the_same_texts_are_equal(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (one == other)


@given(st.lists(NAMES))
def test_the_order_does_not_depend_on_the_order_before(names: list[str]) -> None:
    turned = names[::-1]
    turned.sort(key=sort_key)
    assert turned == sorted(names, key=sort_key)
