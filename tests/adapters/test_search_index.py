"""The index for the search in full texts: what is in it, and what happens without it."""

from __future__ import annotations

import gzip
import json
import sys
from typing import TYPE_CHECKING

import pytest

from site_builder.adapters import search_index
from tests import builders
from tests.outputs.making import STORY
from tests.site.projects import build, make_project, write

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """<html lang="cy"><title>{0}</title><h1>{0}</h1><p>Outside.</p>
<div data-pagefind-body><p>Inside {0}.</p></div></html>"""
ADDRESSES = ("stories/b/", "stories/a/")


def make_site(folder: Path) -> Path:
    """Write the pages of two stories and a page of another kind."""
    pages = {f"{address}index.html": PAGE.format(address) for address in (*ADDRESSES, "about/")}
    write(folder, pages | {"stories/index.html": "<p>List.</p>", "stories/gone/index.html": "<p>Withdrawn.</p>"})
    return folder


def test_the_index_holds_the_bodies_of_the_pieces_in_the_order_of_the_list(tmp_path: Path) -> None:
    search_index.make(make_site(tmp_path), ADDRESSES)
    folder = tmp_path / "pagefind"
    order = json.loads((folder / "order.json").read_text())
    fragments = {path.stem: gzip.decompress(path.read_bytes()).decode() for path in (folder / "fragment").iterdir()}
    assert set(order) == set(fragments)
    assert [address in fragments[name] for address, name in zip(ADDRESSES, order, strict=True)] == [
        True,
        True,
    ]
    assert not any("Outside" in text or "Withdrawn" in text for text in fragments.values())
    assert list(json.loads((folder / "pagefind-entry.json").read_text())["languages"]) == ["en"]
    left = {path.name for path in folder.iterdir() if not path.name.endswith(".pf_meta")}
    assert left == {
        "fragment",
        "index",
        "order.json",
        "pagefind-entry.json",
        "pagefind.js",
        "wasm.en.pagefind",
    }


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        site = make_site(tmp_path / name)
        search_index.make(site, ADDRESSES)
        made.append({path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()})
    assert made[0] == made[1]


def test_without_a_piece_there_is_no_index(tmp_path: Path) -> None:
    search_index.make(make_site(tmp_path), ())
    assert not (tmp_path / "pagefind").exists()


def test_a_piece_without_a_text_has_no_id_and_keeps_no_other_from_having_one(tmp_path: Path) -> None:
    search_index.make(make_site(tmp_path), (ADDRESSES[0], "stories/empty/", *ADDRESSES[1:]))
    first, empty, *others = json.loads((tmp_path / "pagefind" / "order.json").read_text("utf-8"))
    assert empty is None
    assert all([first, *others])


def test_a_machine_without_the_program_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    with pytest.raises(search_index.SearchIndexError, match="'pagefind' is not installed"):
        search_index.make(make_site(tmp_path), ADDRESSES)


def test_a_build_without_the_program_says_so_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    options = {"vocabularies": builders.VOCABULARIES}
    site = build(make_project(tmp_path / "project", {STORY: builders.story_text()}, options), builders.TODAY)
    assert [line for line in site.log if line.startswith("WARNING") and "not into full texts: the program" in line]
    assert (site.folder / "stories/good-story/index.html").exists()
    assert not (site.folder / "pagefind").exists()


def test_a_preview_has_no_index_and_its_form_does_not_ask_for_one(tmp_path: Path) -> None:
    options = {"vocabularies": builders.VOCABULARIES}
    project = make_project(tmp_path / "project", {STORY: builders.story_text()}, options)
    site = build(project, builders.TODAY, preview=True)
    assert not (site.folder / "pagefind").exists()
    assert "data-full-text" not in site.text("stories/index.html")
