"""A fresh id: always the same for the same file, and no other piece's."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from site_builder.content.fields import ID
from site_builder.rules.ids import fresh_id
from tests.builders import faults, read, story_text


@given(st.text(), st.text(), st.text())
def test_a_fresh_id_is_one_and_nobody_elses(slug: str, title: str, path: str) -> None:
    first = fresh_id(slug, title, path, ())
    second = fresh_id(slug, title, path, {first})
    assert first == fresh_id(slug, title, path, ())
    assert first != second
    assert ID.fullmatch(first)
    assert ID.fullmatch(second)


def test_its_words_are_those_of_the_address_else_of_the_title() -> None:
    assert fresh_id("bin-rounds", "Title", "p", ())[:-4] == "bin-rounds-"
    assert fresh_id("\u4e2d", "A title", "p", ())[:-4] == "a-title-"
    assert fresh_id("\u4e2d", "", "p", ())[:-4] == "story-"
    assert len(fresh_id("a" * 200, "", "p", ())) == 53


def test_what_is_offered_settles_the_matter_for_all_files_at_once() -> None:
    texts = {f"{year}/bins.md": story_text(id=None) for year in range(2020, 2026)}
    texts |= {f"2026/copy-{n}.md": story_text(id="a-copied-id") for n in range(3)}
    found = [line for line in faults(read(texts)) if "[required]" in line or "[id-unique]" in line]
    offered = {line.partition(":")[0]: re.split(r"id: ", line)[-1] for line in found}
    assert offered.keys() == texts.keys()
    assert len(set(offered.values())) == len(texts)
    fixed = {path: story_text(id=offered[path]) for path in texts}
    assert not [line for line in faults(read(fixed)) if "id-" in line]


def test_an_id_that_only_lacks_its_quotes_is_kept() -> None:
    assert [line for line in faults(read({"2026/a.md": story_text(id=20261116)})) if "'id'" in line] == [
        "2026/a.md:2:5 error [type] 'id' must be text, found 20261116, which YAML reads as a number; write \"20261116\""
    ]
