"""What the last site has is linked, as long as it is what was made, and nothing that is linked is ever written into."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from site_builder.adapters import disk
from site_builder.adapters.cache import Cache
from site_builder.adapters.making import SiteFiles
from site_builder.files.artifact import Artifact

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEY = b"key"
FILES = (Artifact("a/index.html", b"first"), Artifact("feed.xml", b"second"))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site that a build has made and put into its place."""
    new = SiteFiles.of(tmp_path / "new", Cache(tmp_path / "cache", b""), tmp_path / "site")
    new.cache.put(KEY, FILES)
    new.write(KEY, FILES)
    new.last.keep(new.folder)
    new.folder.rename(tmp_path / "site")
    return tmp_path / "site"


def next_of(site: Path, program: bytes = b"") -> SiteFiles:
    return SiteFiles.of(site.with_name("next"), Cache(site.with_name("cache"), program), site)


def is_linked(site: Path, path: str) -> bool:
    return (site / path).samefile(site.with_name("next") / path)


def test_what_is_the_same_is_linked_and_keeps_its_time(site: Path) -> None:
    new = next_of(site)
    assert new.write_known(KEY)
    assert is_linked(site, "a/index.html")
    assert is_linked(site, "feed.xml")
    new.last.keep(new.folder)
    new.folder.rename(site.with_name("later"))
    again = SiteFiles.of(site.with_name("again"), new.cache, site)
    assert again.write_known(KEY)
    assert (site.with_name("again") / "feed.xml").stat().st_mtime_ns == (site / "feed.xml").stat().st_mtime_ns


def test_an_entry_whose_files_are_linked_stays_in_the_cache(site: Path) -> None:
    new = next_of(site)
    new.write_known(KEY)
    new.cache.clear_up(most=0)
    assert new.cache.get(KEY) == FILES


def written_over(path: Path) -> None:
    path.write_bytes(b"SECOND")


def same_length(path: Path) -> None:
    status = path.stat()
    path.write_bytes(b"SECOND")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))


def other_file(path: Path) -> None:
    status = path.stat()
    copy = path.with_name("copy")
    copy.write_bytes(b"SECOND")
    os.utime(copy, ns=(status.st_atime_ns, status.st_mtime_ns))
    copy.replace(path)


def link_elsewhere(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.with_name("a") / "index.html")


@pytest.mark.parametrize(
    "touch",
    [written_over, same_length, other_file, link_elsewhere, lambda path: path.unlink()],
    ids=["written", "same length", "other file", "link", "gone"],
)
def test_what_somebody_has_touched_is_written(touch: Callable[[Path], None], site: Path) -> None:
    touch(site / "feed.xml")
    assert next_of(site).write_known(KEY)
    new = site.with_name("next")
    assert {path.name: path.read_bytes() for path in new.rglob("*.*")} == {
        "index.html": b"first",
        "feed.xml": b"second",
    }
    assert not (new / "feed.xml").is_symlink()


def test_where_there_are_no_links_all_is_written(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no links on this disk")

    monkeypatch.setattr(os, "link", refuse)
    assert next_of(site).write_known(KEY)
    assert (site.with_name("next") / "feed.xml").read_bytes() == b"second"
    assert not is_linked(site, "feed.xml")


@pytest.mark.parametrize("key", [b"other", b"none"])
def test_what_was_not_made_is_not_known(key: bytes, site: Path) -> None:
    new = next_of(site)
    new.last.made(b"none", [])
    assert not new.write_known(key)


def test_another_version_of_the_program_links_nothing(site: Path) -> None:
    assert not next_of(site, b"newer").write_known(KEY)


def test_a_file_that_went_missing_before_the_end_is_not_noted(tmp_path: Path) -> None:
    new = SiteFiles.of(tmp_path / "new", Cache(tmp_path / "cache", b""), tmp_path / "site")
    new.write(KEY, FILES)
    (new.folder / "feed.xml").unlink()
    new.last.keep(new.folder)
    new.folder.rename(tmp_path / "site")
    assert not next_of(tmp_path / "site").write_known(KEY)


def test_nothing_is_written_into_a_file_that_is_linked(site: Path) -> None:
    new = next_of(site)
    new.write_known(KEY)
    disk.write([Artifact("feed.xml", b"third")], new.folder)
    assert (site / "feed.xml").read_bytes() == b"second"
    assert (new.folder / "feed.xml").read_bytes() == b"third"
