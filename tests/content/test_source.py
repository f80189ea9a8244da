from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.content.source import MAX_BYTES, RawFile, SourceText, decode, misnamed
from site_builder.problems import Problem, Severity


@pytest.mark.parametrize(
    ("offset", "place"),
    [(0, (1, 1)), (2, (1, 3)), (3, (2, 1)), (4, (2, 2)), (6, (3, 1)), (7, (4, 1)), (8, (4, 2)), (9, (5, 1))],
)
def test_lines_end_in_any_of_the_three_ways(offset: int, place: tuple[int, int]) -> None:
    assert SourceText("x.md", "ab\nc\r\n\rd\n").position(offset) == place


@given(st.text(st.sampled_from("ab\n\r\u2028é😀")), st.data())
def test_a_place_leads_back_to_its_offset(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    before = text[:offset]
    if before.endswith("\r") and text[offset : offset + 1] == "\n":
        return  # between the two halves of one line end
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert SourceText("x.md", text).position(offset) == (len(lines), len(lines[-1]) + 1)


def test_a_problem_names_path_place_severity_rule_and_message() -> None:
    problem = SourceText("stories/x.md", "a\nbc").problem(3, "a-rule", "it is wrong", Severity.WARNING)
    assert problem == Problem("stories/x.md", 2, 2, Severity.WARNING, "a-rule", "it is wrong")
    assert str(problem) == "stories/x.md:2:2 warning [a-rule] it is wrong"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"plain", "plain", id="ASCII"),
        pytest.param("Tŷ Ddewi 😀".encode(), "Tŷ Ddewi 😀", id="UTF-8"),
        pytest.param(b"\xef\xbb\xbfa", "a", id="byte order mark"),
        pytest.param(b"\xef\xbb\xbf\xef\xbb\xbfa", "\ufeffa", id="only one byte order mark is left out"),
        pytest.param(b"a\r\nb\rc\td", "a\r\nb\rc\td", id="line ends and tabs as they are"),
        pytest.param("a\u0085\u00a0b".encode(), "a\u0085\u00a0b", id="next line and no-break space"),
        pytest.param(b" " * MAX_BYTES, " " * MAX_BYTES, id="the largest file"),
    ],
)
def test_good_bytes_become_text(data: bytes, text: str) -> None:
    assert decode(RawFile("x.md", data)) == SourceText("x.md", text)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(
            RawFile("x.md", fault="it is in a locked folder"),
            "x.md:1:1 error [file-readable] it is in a locked folder",
            id="not readable",
        ),
        pytest.param(
            RawFile("x.md", b" " * (MAX_BYTES + 1)),
            "x.md:1:1 error [file-size] the file is larger than 1 MB, too large for a story; "
            "put pictures and documents beside the story as files of their own and link to them",
            id="too large",
        ),
        pytest.param(
            RawFile("x.md", b"a\nb\xe9c"),
            "x.md:2:2 error [file-encoding] byte 0xE9 is not UTF-8; save the file with the encoding UTF-8 "
            "(in most editors: Save As, then Encoding)",
            id="Latin-1",
        ),
        pytest.param(
            RawFile("x.md", b"\xef\xbb\xbfa\r\n\xe9"),
            "x.md:2:1 error [file-encoding] byte 0xE9 is not UTF-8; save the file with the encoding UTF-8 "
            "(in most editors: Save As, then Encoding)",
            id="Latin-1 at the start of a line, after a byte order mark",
        ),
        pytest.param(
            RawFile("x.md", "😀\n\u00e9\x0b".encode()),
            "x.md:2:2 error [file-characters] the invisible control character U+000B is not allowed; delete it",
            id="control character, places in characters",
        ),
        pytest.param(
            RawFile("x.md", b"\xef\xbb\xbf\x00"),
            "x.md:1:1 error [file-characters] the invisible control character U+0000 is not allowed; delete it",
            id="NUL after a byte order mark",
        ),
    ],
)
def test_bad_bytes_become_one_problem(raw: RawFile, expected: str) -> None:
    assert str(decode(raw)) == expected


def test_a_text_with_its_right_ending_is_not_misnamed() -> None:
    assert misnamed("2026/a.md", b"---\ntitle: A\n---\n") == ""


@pytest.mark.uncounted
@pytest.mark.parametrize("part", [b"<!-- a -->", b"<!--", b" ", b"---", b"\n---x", b"\n-----\n", b"\n00:01 --"])
@pytest.mark.parametrize("name", ["a.txt", "a.vtt"])
def test_a_long_beginning_is_looked_through_in_no_time(name: str, part: bytes) -> None:
    assert misnamed(name, b"WEBVTT" * name.endswith("vtt") + part * (MAX_BYTES // len(part)) + b"x") == ""
