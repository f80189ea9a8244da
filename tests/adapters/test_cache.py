"""What earlier builds have made: it is found by its key alone, never trusted beyond it, and has bounds."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from site_builder.adapters.cache import Cache
from site_builder.files.artifact import Artifact

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = b"one"
FILES = (Artifact("a/index.html", b"<p>A</p>"), Artifact("a/empty.txt", b""), Artifact("ŵ.bin", bytes(range(256))))


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_was_kept_comes_back_for_the_same_key_and_the_same_program(tmp_path: Path) -> None:
    Cache(tmp_path, PROGRAM).put(b"key", FILES)
    assert Cache(tmp_path, PROGRAM).get(b"key") == FILES
    assert Cache(tmp_path, PROGRAM).get(b"other") is None
    assert Cache(tmp_path, b"two").get(b"key") is None


def test_nothing_made_is_something_known(tmp_path: Path) -> None:
    Cache(tmp_path, PROGRAM).put(b"key", ())
    assert Cache(tmp_path, PROGRAM).get(b"key") == ()


@pytest.mark.parametrize("length", [0, 5, 31, 32, 39, 60])
def test_an_entry_that_was_cut_short_is_none(length: int, tmp_path: Path) -> None:
    cache = Cache(tmp_path, PROGRAM)
    cache.put(b"key", FILES)
    (entry,) = entries(tmp_path)
    entry.write_bytes(entry.read_bytes()[:length])
    assert cache.get(b"key") is None
    cache.put(b"key", FILES)
    assert cache.get(b"key") == FILES


def test_an_entry_of_another_key_is_none(tmp_path: Path) -> None:
    cache = Cache(tmp_path, PROGRAM)
    cache.put(b"key", FILES)
    (entry,) = entries(tmp_path)
    cache.put(b"other", FILES)
    (other,) = set(entries(tmp_path)) - {entry}
    os.replace(entry, other)  # noqa: PTH105 - as a fault of a disk would
    assert cache.get(b"other") is None


@pytest.mark.parametrize("kind", ["file", "in the way"])
def test_a_folder_that_cannot_be_used_keeps_no_build_from_going_on(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    if kind == "file":
        folder.write_text("not a folder")
    else:
        cache = Cache(folder, PROGRAM)
        cache.put(b"key", FILES)
        (entry,) = entries(folder)
        entry.unlink()
        entry.mkdir()
        (entry / "inside").write_text("so that nothing can take its place")
    cache = Cache(folder, PROGRAM)
    cache.put(b"key", FILES)
    assert cache.get(b"key") is None
    cache.clear_up()


def test_what_a_build_did_not_use_is_kept_up_to_a_bound_the_latest_first(tmp_path: Path) -> None:
    old = Cache(tmp_path, PROGRAM)
    names = []
    for n in range(4):
        before = set(entries(tmp_path))
        old.put(b"key %d" % n, [Artifact("a", bytes(1000))])
        (entry,) = set(entries(tmp_path)) - before
        os.utime(entry, (n, n))
        names.append(entry)
    cache = Cache(tmp_path, PROGRAM)
    assert cache.get(b"key 0") is not None
    cache.clear_up(most=names[0].stat().st_size * 2)
    assert entries(tmp_path) == sorted([names[0], names[2], names[3]])
    cache.clear_up(most=0)
    assert entries(tmp_path) == [names[0]]
