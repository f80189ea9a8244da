"""The words that `make lint` finds, and what it says to write instead."""

from __future__ import annotations

import re
import runpy
from typing import TYPE_CHECKING

from tests.adapters.projects import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

WORDS = runpy.run_path(str(REPOSITORY / ".ci" / "words.py"))


SAID = {
    "Mend it.": "Mend ==> Fix",  # codespell:ignore
    "We do it in order to help.": "in order to ==> to",  # codespell:ignore
    "def test_it_holds() -> None: ...": "holds ==> has  | or 'contains'",  # codespell:ignore
    "It lies in a folder.": "lies in ==> is in",  # codespell:ignore
    "Bins, e.g. green ones.": "e.g ==> for example  | or 'such as'",  # codespell:ignore
    "They organize it.": "organize ==> organise",  # codespell:ignore
    "They recieve it.": "recieve ==> receive",  # codespell:ignore
}
GOOD = "The story is in a program, of a license and a color."


def test_a_word_is_found_with_its_line_and_what_to_write(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "text.md"
    file.write_text("\n\n".join([*SAID, GOOD]), "utf-8")

    assert WORDS["look"](str(file))

    expected = [f"{file}:{2 * n + 1}: {said}" for n, said in enumerate(SAID.values())]
    assert [line.strip() for line in capfd.readouterr().out.splitlines()] == expected


def test_nothing_is_said_of_a_text_without_such_a_word(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "text.md").write_text(GOOD, "utf-8")

    assert not WORDS["look"](str(tmp_path / "text.md"))
    assert capfd.readouterr().out == ""


def test_every_line_of_the_list_is_a_word_and_what_to_write_instead() -> None:
    lines = (REPOSITORY / ".ci" / "words.txt").read_text("utf-8").splitlines()

    assert [line for line in lines if not re.fullmatch(r"[a-z.' -]+->[a-z' -]+(, .+)?", line)] == []
    assert len({line.partition("->")[0] for line in lines}) == len(lines)
