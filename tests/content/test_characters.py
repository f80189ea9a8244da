from __future__ import annotations

import pytest

from site_builder.content.characters import invisible, referenced, where

END = "\U000e007f"


def tags(word: str) -> str:
    """Return a word in the tag characters, of which nothing is seen."""
    return "".join(chr(0xE0000 + ord(letter)) for letter in word)


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
        ("a\ufe00b", [(1, "U+FE00 (variation selector-1)")]),
        ("a\ufe0eb", [(1, "U+FE0E (variation selector-15)")]),
        ("a\ufe0fb", [(1, "U+FE0F (variation selector-16)")]),
        ("\ufe0f", [(0, "U+FE0F (variation selector-16)")]),
        ("❤\ufe0f\ufe0f", [(2, "U+FE0F (variation selector-16)")]),
        ("1\ufe0f2", [(1, "U+FE0F (variation selector-16)")]),
        ("a\u180bb", [(1, "U+180B (mongolian free variation selector one)")]),
        ("a\u2028b", [(1, "U+2028 (line separator)")]),
        ("a\u2029b", [(1, "U+2029 (paragraph separator)")]),
        ("a\U0001d173b", [(1, "U+1D173 (musical symbol begin beam)")]),
        ("a\u200cb", [(1, "U+200C (zero width non-joiner)")]),
        ("\u200c\u0628", [(0, "U+200C (zero width non-joiner)")]),
        ("\u0628\u200c", [(1, "U+200C (zero width non-joiner)")]),
        ("\u0628\u200ca", [(1, "U+200C (zero width non-joiner)")]),
        ("\u0628\u200d\u0628", [(1, "U+200D (zero width joiner)")]),
        ("\u0dca\u200d\u200d", [(2, "U+200D (zero width joiner)")]),
        ("🙂\u200da", [(1, "U+200D (zero width joiner)")]),
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
        "\U0001f642\u200d\u2194\ufe0f",  # a head that shakes: the arrow is a mathematical sign
        "\U0001f9d1\u200d\u2695\ufe0f",  # a health worker
        "\U0001f426\u200d\U0001f525",  # a phoenix
        "1\ufe0f\u20e3",  # a keycap
        "\u2139\ufe0f",  # the sign of information, a letter by category
        "\u260e\ufe0e",  # a telephone as a sign and not as a picture
        "\U0001fae8\ufe0f",  # new in Unicode 15
        f"\U0001f3f4{tags('gbwls')}{END}",
        f"\U0001f3f4{tags('gbsct')}{END}",
        f"\U0001f3f4{tags('ustx')}{END}",
        "❤️",
    ],
)
def test_an_emoji_keeps_what_it_is_made_of(emoji: str) -> None:
    assert list(invisible(f"Croeso {emoji} i bawb")) == []


@pytest.mark.parametrize(
    "word",
    [
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian
        "\u062e\u0627\u0646\u0647\u0654\u200c\u0647\u0627",  # with a mark over the letter
        "ශ්\u200dරී",  # Sinhala
        "ක්\u200cෂ",
        "र्\u200dक",  # Devanagari
        "র\u200d্যাব",  # Bengali
    ],
)
def test_a_word_keeps_the_joiners_that_its_language_needs(word: str) -> None:
    assert list(invisible(f"So {word}.")) == []


@pytest.mark.parametrize(
    "hidden",
    [
        tags("ignoreall"),
        tags("ignoreall") + END,
        tags("gbwls"),
        tags("g1wls") + END,
        tags("GBWLS") + END,
        tags("gb") + END,
        END,
    ],
    ids=ascii,
)
def test_tags_that_make_no_flag_are_found(hidden: str) -> None:
    assert [offset for offset, _ in invisible(f"\U0001f3f4{hidden}")] == list(range(1, len(hidden) + 1))


def test_tags_after_a_flag_belong_to_none() -> None:
    flag = f"\U0001f3f4{tags('gbwls')}{END}"
    assert [offset for offset, _ in invisible(flag + tags("x"))] == [len(flag)]


@pytest.mark.uncounted
@pytest.mark.parametrize("character", ["\u200d", "\U000e0067", "\u200b", "\ufe0f", "\u200c"])
def test_many_of_them_are_all_found(character: str) -> None:
    assert len(list(invisible("x" + character * 50_000))) == 50_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a&#x202E;b", [(1, "&#x202E;", "U+202E (right-to-left override)")]),
        ("a &rlm; b", [(2, "&rlm;", "U+200F (right-to-left mark)")]),
        ("&#8203;", [(0, "&#8203;", "U+200B (zero width space)")]),
        ("co&shy;op", [(2, "&shy;", "U+00AD (soft hyphen)")]),
        ("co&#173op", [(2, "&#173", "U+00AD (soft hyphen)")]),
        ("a&zwj;b", [(1, "&zwj;", "U+200D (zero width joiner)")]),
        ("&ZeroWidthSpace;", [(0, "&ZeroWidthSpace;", "U+200B (zero width space)")]),
        ("a\u200b&zwj;b", [(2, "&zwj;", "U+200D (zero width joiner)")]),  # what is there itself is another's matter
        ("&InvisibleTimes;", [(0, "&InvisibleTimes;", "U+2062 (invisible times)")]),
        ("🙂&zwj;&#x2194;&#xFE0F;", []),
        ("\u0645\u06cc&zwnj;\u062e\u0648\u0627\u0647\u0645", []),
        ("R&D, AT&T; &amp; &nbsp; &#9999999;", []),
    ],
)
def test_references_of_html_to_them_are_found(text: str, expected: list[tuple[int, str, str]]) -> None:
    assert list(referenced(text)) == expected


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("our co\u00adoperation works", 6, " in 'cooperation', after 'co'"),
        ("a \u202egnp.exe", 2, " before 'gnp.exe'"),
        ("the end.\u200b", 8, " after 'end.'"),
        ('title: "A\u200d title"', 9, " after 'A'"),
        ("**bo\u00adld**, so", 4, " in 'bold', after 'bo'"),
        ("a \u200b b", 2, ""),
        ("\u200b", 0, ""),
        ("o\u200bn\u200be", 3, " in 'one', after 'on'"),
        ("x" * 100 + "\u200b" + "y" * 100, 100, f" in '{'x' * 24}{'y' * 24}', after '{'x' * 24}'"),
    ],
)
def test_a_place_is_reported_by_the_word_around_it(text: str, offset: int, expected: str) -> None:
    assert where(text, offset) == expected
