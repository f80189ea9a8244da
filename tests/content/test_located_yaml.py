from __future__ import annotations

from datetime import date, datetime

import pytest
import yaml
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from site_builder.content.characters import invisible
from site_builder.content.located_yaml import (
    MAX_DEPTH,
    MAX_NODES,
    ConfigurationSyntaxError,
    Document,
    Path,
    load_configuration,
    parse,
)


def test_every_key_and_value_knows_its_place() -> None:
    text = "id: abc\nsources:\n  - title: 'A paper'\n    date: 2013\n  - {title: B}\n"
    document = parse(text)
    assert document.value == {"id": "abc", "sources": [{"title": "A paper", "date": 2013}, {"title": "B"}]}
    assert document.keys == {
        ("id",): text.index("id"),
        ("sources",): text.index("sources"),
        ("sources", 0, "title"): text.index("title"),
        ("sources", 0, "date"): text.index("date"),
        ("sources", 1, "title"): text.index("title: B"),
    }
    assert document.values == {
        (): 0,
        ("id",): text.index("abc"),
        ("sources",): text.index("- title"),
        ("sources", 0): text.index("title"),
        ("sources", 0, "title"): text.index("'A paper'"),
        ("sources", 0, "date"): text.index("2013"),
        ("sources", 1): text.index("{"),
        ("sources", 1, "title"): text.index("B"),
    }
    assert document.faults == ()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((), None),
        (("a",), 3),
        (("a", "b"), 7),
        (("a", "b", 5), 7),
        (("a", "x"), 3),
        (("x",), None),
        (("x", "a"), None),
    ],
    ids=str,
)
def test_a_missing_part_is_located_at_what_would_hold_it(path: Path, expected: int | None) -> None:
    assert parse("a: {b: c}\n").locate(path) == expected


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-11-16", date(2026, 11, 16)),
        ("2026-11-16 06:00:00", datetime(2026, 11, 16, 6)),  # noqa: DTZ001 - YAML's, which names no zone
        ("2026-02-30", "2026-02-30"),
        ("'2026-11-16'", "2026-11-16"),
        ("2026", 2026),
        ("1.50", 1.5),
        ("12:30", 750),
        ("1_000", 1000),
        ("0x1F", 31),
        ("yes", True),
        ("Off", False),
        ("~", None),
        ("", None),
        ("<<", "<<"),
        ("=", "="),
        ("a: b"[:1], "a"),
        ("1" * 64, int("1" * 64)),
        ("1" * 65, "1" * 65),
    ],
)
def test_scalars_are_read_as_yaml_reads_them_and_keep_their_spelling(written: str, read: object) -> None:
    document = parse(f"key: {written}\n")
    assert document.value == {"key": read}
    assert type(document.value["key"]) is type(read)
    assert document.spellings[("key",)] == written.strip("'")


@pytest.mark.parametrize(
    ("text", "offset", "rule", "words"),
    [
        pytest.param("a: 1\na: 2\n", 5, "duplicate-key", "the key 'a' is given twice", id="repeated"),
        pytest.param("a: &x 1\n", 3, "yaml-alias", "anchors", id="anchor"),
        pytest.param("a: *x\n", 3, "yaml-alias", "aliases", id="alias"),
        pytest.param("&x a: 1\n", 0, "yaml-alias", "anchors", id="anchor at a key"),
        pytest.param("*x : 1\n", 0, "yaml-alias", "aliases", id="alias as a key"),
        pytest.param("a: !!set {b}\n", 3, "yaml-tag", "the YAML tag !!set", id="tag of YAML"),
        pytest.param("a: !now\n", 3, "yaml-tag", "the YAML tag !now", id="tag of somebody"),
        pytest.param("!!str a: 1\n", 0, "yaml-tag", "the YAML tag !!str", id="tag at a key"),
        pytest.param("{a: 1}: 2\n", 0, "yaml-syntax", "a key must be a plain word", id="key a group"),
        pytest.param("a: 1\n--- \nb: 2\n", 5, "yaml-syntax", "only one YAML document", id="two documents"),
        pytest.param("a: 1\n...\nb: 2\n", 9, "yaml-syntax", "only one YAML document", id="the same, with dots"),
        pytest.param("[" * (MAX_DEPTH + 2), MAX_DEPTH + 1, "yaml-depth", "more than 12 deep", id="too deep"),
        pytest.param("a: [1\n", 3, "yaml-syntax", "not closed with ]", id="list not closed"),
        pytest.param("a: {b: 1\n", 3, "yaml-syntax", "not closed with }", id="group not closed"),
        pytest.param(
            "a: {b: #fe0}\nc: 1\n", 7, "yaml-syntax", 'in quotes, as in "#fe0"', id="group cut off by a comment"
        ),
        pytest.param("a: [b # c\n", 3, "yaml-syntax", "not closed with ]", id="list with a comment"),
        pytest.param("a: 'b\n", 3, "yaml-syntax", "never closed", id="quote not closed"),
        pytest.param("a: b\nc d\n", 5, "yaml-syntax", "add the colon", id="no colon"),
        pytest.param("a: b: c\n", 4, "yaml-syntax", "put the whole text in quotes", id="colon within"),
        pytest.param("a\nb: c\n", 3, "yaml-syntax", "the line above has no colon", id="no colon above"),
        pytest.param("a:\n\tb: c\n", 3, "yaml-syntax", "indent with spaces", id="tab"),
        pytest.param("a: b\n\tc: d\n", 5, "yaml-syntax", "there is a tab where", id="tab at a key"),
        pytest.param("a: @b\n", 3, "yaml-syntax", "in quotes", id="at sign"),
        pytest.param("a:\n  - b\n  c: d\n", 11, "yaml-syntax", "line up their hyphens", id="list not lined up"),
        pytest.param("a: 'b' c\n", 3, "yaml-syntax", "must be in quotes: a: \"'b' c\"", id="text after a quote"),
        pytest.param('a: "\\q"\n', 4, "yaml-syntax", "not valid YAML: found unknown escape", id="escape"),
        pytest.param("%a\n", 2, "yaml-syntax", "not valid YAML", id="directive"),
    ],
)
def test_faults_are_located_and_reported_in_plain_english(text: str, offset: int, rule: str, words: str) -> None:
    (fault,) = parse(text).faults
    assert (fault.offset, fault.rule) == (offset, rule)
    assert words in fault.message


def test_a_repeated_key_keeps_its_first_value_and_both_are_searched() -> None:
    document = parse("a: 1\na: {b: 2, b: 3}\nc: 4\n")
    assert document.value == {"a": 1, "c": 4}
    assert [(fault.offset, fault.rule) for fault in document.faults] == [
        (5, "duplicate-key"),
        (15, "duplicate-key"),
    ]


def test_faults_before_a_refusal_are_not_lost() -> None:
    document = parse("a: 1\na: 2\nb: *x\n")
    assert document.value is None
    assert [fault.rule for fault in document.faults] == ["duplicate-key", "yaml-alias"]


def test_faults_before_a_syntax_error_are_not_lost() -> None:
    document = parse("a: 1\na: 2\nb: 'c\n")
    assert document.value is None
    assert [fault.rule for fault in document.faults] == ["duplicate-key", "yaml-syntax"]


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n"])
def test_no_document_is_no_value_and_no_fault(text: str) -> None:
    assert parse(text) == Document(None)


def test_depth_and_size_have_limits_that_can_be_reached() -> None:
    deep = "[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH
    assert parse(deep).faults == ()
    assert [fault.rule for fault in parse(f"[{deep}]").faults] == ["yaml-depth"]
    long = "a:\n" + "- b\n" * (MAX_NODES - 2)
    assert parse(long).faults == ()
    assert [(fault.offset, fault.rule) for fault in parse(long + "- b\n").faults] == [(len(long) + 2, "yaml-size")]


WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff\u2028\u2029\ufffe\uffff"),
    max_size=12,
).filter(lambda text: not any(invisible(text)))
SCALARS = WORDS | st.integers() | st.booleans() | st.dates() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


def parts(value: object, path: Path = ()) -> dict[Path, object]:
    """Return every part of a value by its path."""
    found = {path: value}
    items: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    for key, item in items:
        found |= parts(item, (*path, key))
    return found


@pytest.mark.uncounted
@profile(max_examples=60)
@given(
    st.dictionaries(WORDS, VALUES, min_size=1, max_size=5),
    st.sampled_from([True, False, None]),
    st.sampled_from([20, 100]),
    st.booleans(),
    st.sampled_from(["", "\n", "# a comment\n\n"]),
)
def test_every_place_points_at_its_text(
    data: dict[str, object],
    flow: bool | None,  # noqa: FBT001 - PyYAML's name for three styles
    width: int,
    allow_unicode: bool,  # noqa: FBT001 - PyYAML's option
    before: str,
) -> None:
    text = before + yaml.safe_dump(data, default_flow_style=flow, width=width, allow_unicode=allow_unicode)
    document = parse(text)
    assert document.faults == ()
    assert document.value == data == yaml.safe_load(text)
    expected = parts(data)
    assert set(document.values) == set(expected)
    assert set(document.keys) == {path for path in expected if path and isinstance(path[-1], str)}
    ends = ends_of(text)
    for path, offset in document.values.items():
        if not isinstance(expected[path], dict | list):
            assert yaml.safe_load(text[offset : ends[offset]]) == expected[path]
    for path, offset in document.keys.items():
        key = text[offset : ends[offset]]
        assert yaml.load(key, Loader=yaml.BaseLoader) == path[-1]  # noqa: S506 - it gives texts only


def ends_of(text: str) -> dict[int, int]:
    """Return where the scalar that starts at an offset ends, as PyYAML's own tokens have it."""
    tokens = yaml.scan(text, Loader=yaml.SafeLoader)
    return {t.start_mark.index: t.end_mark.index for t in tokens if isinstance(t, yaml.ScalarToken)}


@pytest.mark.uncounted
@given(st.text(max_size=200))
def test_whatever_the_text_a_document_or_a_fault_comes_back(text: str) -> None:
    document = parse(text)
    assert document.value is not None or document.faults or yaml.safe_load(text) is None
    assert all(0 <= fault.offset <= len(text) for fault in document.faults)


def test_a_configuration_is_read_without_its_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SITE", "https://stories.example/")
    text = (
        "site_url: !ENV A_SITE\nother: !ENV [NOT_THERE, x]\n"
        "emoji: !!python/name:material.extensions.emoji.twemoji ''\n"
        "here: !relative $docs_dir\nplain: [1, 2]\n"
    )
    assert load_configuration(text) == {
        "site_url": "https://stories.example/",
        "other": "x",
        "emoji": None,
        "here": None,
        "plain": [1, 2],
    }


def test_a_day_that_the_calendar_does_not_have_stays_text_for_the_settings_to_refuse() -> None:
    assert load_configuration("a: 2026-02-30\nb: 2026-02-28\n") == {"a": "2026-02-30", "b": date(2026, 2, 28)}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("a: 'b\n", "line 1, column 4: a quotation mark opened here is never closed", id="quote"),
        pytest.param("a: b: c\n", "line 1, column 5: a colon followed by a space starts a new key", id="colon"),
        pytest.param("a: *b\n", "line 1, column 4: this is not valid YAML: found undefined alias", id="alias"),
        pytest.param("a: \x01\n", "not valid YAML: ", id="control character"),
        pytest.param("[" * 100_000, "brackets or lists are nested more than 100 deep", id="too deep"),
    ],
)
def test_what_is_wrong_with_a_configuration_is_said_with_its_place(text: str, message: str) -> None:
    with pytest.raises(ConfigurationSyntaxError) as error:
        load_configuration(text)
    assert str(error.value).startswith(message)
