"""Look for misspelt words, American spellings and words that we avoid. `make lint` calls this.

codespell finds them in everything that people read: documents, pages, messages, comments and names in code. It uses its
own list of misspellings, its list of American spellings, and words.txt beside this file, which has a line
'avoid->write this, reason' for each word or phrase. The style is that of GOV.UK (https://www.gov.uk/guidance/style-guide).
What stories/ and mkdocs.yml say is up to the editors of a site.
"""

from __future__ import annotations

import re
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

from codespell_lib import main

OURS = Path(__file__).with_name("words.txt")
PLACES = (
    ".ci", ".github", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile", "README.md", "overrides", "pyproject.toml",
    "site_builder", "tests",
)  # fmt: skip

# Names in code, and words that are British too.
NOT_AMERICAN = frozenset({
    "artifact", "artifacts", "capitalize", "catalog", "center", "color", "colors", "dialog", "fulfill", "license",
    "licenses", "math", "normalize", "normalized", "optimize", "optimized", "organization", "practice", "practices",
    "program", "programs", "stories", "story",
})  # fmt: skip


def american() -> str:
    """Return codespell's dictionary of British and American spellings with its sides changed over."""
    text = files("codespell_lib").joinpath("data/dictionary_en-GB_to_en-US.txt").read_text("utf-8")
    pairs = (line.rstrip(", ").split("->") for line in text.splitlines())
    return "".join(f"{us}->{gb}\n" for gb, us in pairs if us not in NOT_AMERICAN)


def words_and_phrases() -> str:
    """Return a regular expression of what codespell looks up: our phrases and all words, also in names."""
    avoided = [line.partition("->")[0] for line in OURS.read_text("utf-8").splitlines()]
    phrases = sorted((re.escape(one) for one in avoided if " " in one or "." in one), key=len, reverse=True)
    return rf"(?i:\b(?:{'|'.join(phrases)})\b)|[^\W_]+(?:[-'’][^\W_]+)*"


def look(*places: str) -> bool:
    """Print what is found in files and folders, each with its line and what to write; return whether there is any."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as spellings:
        spellings.write(american())
        spellings.flush()
        lists = [part for name in ("-", str(OURS), spellings.name) for part in ("--dictionary", name)]
        return main("--regex", words_and_phrases(), *lists, *places) != 0


if __name__ == "__main__":
    sys.exit(look(*PLACES))
