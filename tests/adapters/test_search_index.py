"""The index for the search in full texts: what is in it, and what happens without it."""

from __future__ import annotations

import errno
import gzip
import json
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pytest

from site_builder.adapters import search_index
from site_builder.adapters.search_index import Text
from tests import builders
from tests.making import STORY
from tests.site.projects import build, make_project

ADDRESSES = ("stories/b/", "stories/a/")


def texts(*addresses: str) -> list[Text]:
    """Return the texts of these stories; that of an empty one is empty."""
    return [
        Text(address, f"Title {address}", "" if "empty" in address else f"<p>Inside {address}.</p>")
        for address in addresses
    ]


def made(*addresses: str) -> dict[str, bytes]:
    return {artifact.path: artifact.content for artifact in search_index.make(texts(*addresses))}


def test_the_index_has_the_texts_of_the_pieces_in_the_order_of_the_list() -> None:
    files = made(*ADDRESSES)
    order = json.loads(files["pagefind/order.json"])
    fragments = {
        Path(path).stem: gzip.decompress(content).decode()
        for path, content in files.items()
        if path.startswith("pagefind/fragment/")
    }
    assert set(order) == set(fragments)
    assert [address in fragments[name] for address, name in zip(ADDRESSES, order, strict=True)] == [
        True,
        True,
    ]
    assert all(
        json.loads(text.removeprefix("pagefind_dcd"))["meta"]["title"].startswith("Title ")
        for text in fragments.values()
    )
    assert list(json.loads(files["pagefind/pagefind-entry.json"])["languages"]) == ["en"]
    assert {path.split("/")[1] for path in files if not path.endswith(".pf_meta")} == {
        "fragment",
        "index",
        "order.json",
        "pagefind-entry.json",
        "pagefind.js",
        "wasm.en.pagefind",
    }


def test_the_same_texts_give_the_same_bytes() -> None:
    assert made(*ADDRESSES) == made(*ADDRESSES)


def test_without_a_piece_there_is_no_index() -> None:
    assert made() == {}


def test_a_piece_without_a_text_has_no_id_and_keeps_no_other_from_having_one() -> None:
    files = made(ADDRESSES[0], "stories/empty/", *ADDRESSES[1:])
    first, empty, *others = json.loads(files["pagefind/order.json"])
    assert empty is None
    assert all([first, *others])


def program(folder: Path, patch: pytest.MonkeyPatch, script: str) -> None:
    """Put another program in place of Pagefind."""
    path = folder / "pagefind"
    path.write_text(script)
    path.chmod(0o755)
    patch.setattr("pagefind_bin.get_executable", lambda: path)


def answering(text: bytes) -> str:
    return f"#!/bin/sh\nhead -c 1 >/dev/null\nprintf '%s,' {b64encode(text).decode()}\n"


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("#!/bin/sh\necho 'no memory' >&2\nexit 101\n", "pagefind ended with code 101: no memory"),
        ("#!/bin/sh\nkill -9 $$\n", "pagefind ended with code -9: it said nothing"),
        (answering(b"no JSON"), "pagefind gave an answer that cannot be used: "),
        (answering(b'{"payload": {"type": "NewIndex"}}'), "pagefind gave an answer that cannot be used: 'index_id'"),
        (answering(b'{"payload": {"type": "Error", "message": "no"}}'), "pagefind answered: no"),
    ],
    ids=["crash", "killed", "no-json", "other-answer", "error"],
)
def test_a_program_that_fails_is_reported_and_nothing_is_made(
    script: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, monkeypatch, script)
    with pytest.raises(search_index.SearchIndexError) as caught:
        search_index.make(texts(*ADDRESSES))
    assert str(caught.value).startswith(message)
    assert not isinstance(caught.value, search_index.NoSearchProgramError)


def test_what_fails_while_it_is_sent_more_than_it_takes_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, error = (
        b'{"payload": {"type": "NewIndex", "index_id": 0}}',
        b'{"payload": {"type": "Error", "message": "no"}}',
    )
    sent = "".join(f"printf '%s,' {b64encode(answer).decode()}\n" for answer in (first, error))
    program(tmp_path, monkeypatch, f"#!/bin/sh\nhead -c 1 >/dev/null\n{sent}exec sleep 60\n")
    with pytest.raises(search_index.SearchIndexError, match="pagefind answered: no"):
        search_index.make([Text("stories/a/", "A", "<p>Words.</p>" * 100_000)])


def test_a_program_that_never_answers_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "_LONGEST_WAIT", 0.2)
    program(tmp_path, monkeypatch, "#!/bin/sh\nexec sleep 60\n")
    with pytest.raises(search_index.SearchIndexError, match="ended with code -9"):
        search_index.make(texts(*ADDRESSES))


def test_a_machine_without_the_program_is_reported_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    with pytest.raises(search_index.NoSearchProgramError, match="'pagefind' is not installed"):
        search_index.make(texts(*ADDRESSES))


@pytest.mark.parametrize("content", ["\x7fELF", "#!/no/such/interpreter\n"])
def test_a_program_for_another_machine_is_none(content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, monkeypatch, content)
    with pytest.raises(search_index.NoSearchProgramError, match="does not run on this machine"):
        search_index.make(texts(*ADDRESSES))


def test_a_program_that_cannot_be_started_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOMEM, "Cannot allocate memory")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with pytest.raises(search_index.SearchIndexError, match="the program 'pagefind' cannot be started"):
        search_index.make(texts(*ADDRESSES))


def test_a_build_without_the_program_says_so_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    options = {"vocabularies": builders.VOCABULARIES}
    site = build(make_project(tmp_path / "project", {STORY: builders.story_text()}, options), builders.TODAY)
    assert [line for line in site.log if line.startswith("WARNING") and "not full texts: the program" in line]
    assert (site.folder / "stories/good-story/index.html").exists()
    assert not (site.folder / "pagefind").exists()


@pytest.mark.uncounted
def test_a_preview_has_no_index_and_its_form_does_not_ask_for_one(tmp_path: Path) -> None:
    options = {"vocabularies": builders.VOCABULARIES}
    project = make_project(tmp_path / "project", {STORY: builders.story_text()}, options)
    site = build(project, builders.TODAY, preview=True)
    assert not (site.folder / "pagefind").exists()
    assert "data-full-text" not in site.text("stories/index.html")
