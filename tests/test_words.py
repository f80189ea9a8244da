"""The words that `make lint` finds, and what it says to write instead."""

from __future__ import annotations

import re
import runpy
from typing import TYPE_CHECKING

import pytest

from tests.adapters.projects import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

WORDS = runpy.run_path(str(REPOSITORY / ".ci" / "words.py"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mend it.", "1: Mend ==> Fix"),  # codespell:ignore
        ("We do it in order to help.", "1: in order to ==> to"),  # codespell:ignore
        ("def test_it_holds() -> None: ...", "1: holds ==> has  | or 'contains'"),  # codespell:ignore
        ("Line.\n\nIt lies in a folder.", "3: lies in ==> is in"),  # codespell:ignore
        ("Bins, e.g. green ones.", "1: e.g ==> for example  | or 'such as'"),  # codespell:ignore
        ("They organize it.", "1: organize ==> organise"),  # codespell:ignore
        ("They recieve it.", "1: recieve ==> receive"),  # codespell:ignore
        ("The story is in a program, of a license and a color.", ""),
    ],
)
def test_a_word_is_found_with_its_line_and_what_to_write(
    text: str, said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "text.md").write_text(text, "utf-8")

    is_any = WORDS["look"](str(tmp_path / "text.md"))

    found = capfd.readouterr().out.removeprefix(f"{tmp_path / 'text.md'}:").strip()
    assert (found, is_any) == (said, said != "")


def test_every_line_of_the_list_is_a_word_and_what_to_write_instead() -> None:
    lines = (REPOSITORY / ".ci" / "words.txt").read_text("utf-8").splitlines()

    assert [line for line in lines if not re.fullmatch(r"[a-z.' -]+->[a-z' -]+(, .+)?", line)] == []
    assert len({line.partition("->")[0] for line in lines}) == len(lines)
