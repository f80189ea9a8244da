from __future__ import annotations

import pytest

from site_builder.core.characters import invisible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain – “text”\u00a0ŵ é …", []),
        ("a\u200bb", [(1, "U+200B (zero width space)")]),
        ("\u202egnp.exe", [(0, "U+202E (right-to-left override)")]),
        ("a\u2066b\u2069", [(1, "U+2066 (left-to-right isolate)"), (3, "U+2069 (pop directional isolate)")]),
        ("soft\u00adly", [(4, "U+00AD (soft hyphen)")]),
        ("\ufeffa", [(0, "U+FEFF (zero width no-break space)")]),
        ("a\u200db", [(1, "U+200D (zero width joiner)")]),
        ("\u200d", [(0, "U+200D (zero width joiner)")]),
        ("a\U000e0001b", [(1, "U+E0001 (language tag)")]),
        ("a\U000e0041b", [(1, "U+E0041 (tag latin capital letter a)")]),
        ("a\U000e01efb", [(1, "U+E01EF (variation selector-256)")]),
    ],
)
def test_what_nobody_sees_is_found(text: str, expected: list[tuple[int, str]]) -> None:
    assert list(invisible(text)) == expected


@pytest.mark.parametrize(
    "emoji",
    [
        "\U0001f469\u200d\U0001f4bb",  # a woman at a computer
        "\U0001f469\U0001f3fd\u200d\U0001f52c",  # with a tone of skin
        "\U0001f3f3\ufe0f\u200d\U0001f308",  # a rainbow flag
        "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",  # the flag of Wales
        "❤️",
    ],
)
def test_an_emoji_keeps_what_it_is_made_of(emoji: str) -> None:
    assert list(invisible(f"Croeso {emoji} i bawb")) == []


@pytest.mark.uncounted
@pytest.mark.parametrize("character", ["\u200d", "\U000e0067", "\u200b"])
def test_many_of_them_are_all_found(character: str) -> None:
    assert len(list(invisible("x" + character * 50_000))) == 50_000
