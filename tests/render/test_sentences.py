from __future__ import annotations

import pytest

from site_builder.render.sentences import first, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("No end", ("No end",)),
        ("One. Two! Three? Four", ("One.", "Two!", "Three?", "Four")),
        ("It cost £2.5 million. That was less.", ("It cost £2.5 million.", "That was less.")),
        ("St. Albans and Cllr. J. Bee met at No. 10. They spoke.", ("St. Albans and Cllr. J. Bee met at No. 10.", "They spoke.")),
        ("See e.g. Wigan. Then go.", ("See e.g. Wigan.", "Then go.")),  # codespell:ignore
        ("‘Stop.’ She went. “Go!” (It rained.) £5 was left.", ("‘Stop.’", "She went.", "“Go!”", "(It rained.)", "£5 was left.")),
        ("Wait… Then more.", ("Wait…", "Then more.")),
        ("a. b. c", ("a. b. c",)),
    ],
)  # fmt: skip
def test_sentences(text: str, expected: tuple[str, ...]) -> None:
    assert sentences(text) == expected


def test_the_first() -> None:
    assert (first("One. Two."), first("")) == ("One.", "")
