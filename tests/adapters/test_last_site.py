"""What the last site has is linked, as long as it is what was made, and nothing that is linked is ever written into."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.adapters import disk, making
from site_builder.adapters.cache import Cache
from site_builder.adapters.making import SiteFiles
from site_builder.files.artifact import Artifact
from site_builder.tasks import Task, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

KEY = b"key"
FILES = (Artifact("a/index.html", b"first"), Artifact("feed.xml", b"second"))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return made_site(tmp_path)


def made_site(tmp_path: Path) -> Path:
    """Return a site that a build has made and put into its place."""
    new = SiteFiles.of(tmp_path / "new", Cache(tmp_path / "cache", b""), tmp_path / "site")
    new.cache.put(KEY, FILES)
    new.write(KEY, FILES)
    new.last.keep()
    new.folder.rename(tmp_path / "site")
    return tmp_path / "site"


def next_of(site: Path, program: bytes = b"") -> SiteFiles:
    return SiteFiles.of(site.with_name("next"), Cache(site.with_name("cache"), program), site)


def publish(new: SiteFiles, site: Path) -> None:
    """End a build: its site takes the place of the last one, which is removed."""
    new.last.keep()
    shutil.rmtree(site)
    new.folder.rename(site)


def is_linked(site: Path, path: str) -> bool:
    return (site / path).samefile(site.with_name("next") / path)


def test_what_is_the_same_is_linked_and_keeps_its_time(site: Path) -> None:
    new = next_of(site)
    assert new.write_known(KEY)
    assert is_linked(site, "a/index.html")
    assert is_linked(site, "feed.xml")
    time = (site / "feed.xml").stat().st_mtime_ns
    publish(new, site)
    assert next_of(site).write_known(KEY)
    assert is_linked(site, "feed.xml")
    assert (site / "feed.xml").stat().st_mtime_ns == time


def test_an_entry_whose_files_are_linked_stays_in_the_cache(site: Path) -> None:
    new = next_of(site)
    new.write_known(KEY)
    new.cache.clear_up(most=0)
    assert new.cache.get(KEY) == FILES


def written_over(path: Path) -> None:
    path.write_bytes(b"much longer")  # at once: on many disks its time of change is then the same


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


def permissions_changed(path: Path) -> None:
    path.chmod(0o600)


def linked_by_somebody(path: Path) -> None:
    os.link(path, path.parents[1] / "backup.xml")


@pytest.mark.parametrize("touch", [permissions_changed, linked_by_somebody])
def test_a_file_is_as_a_new_one_would_be(touch: Callable[[Path], None], site: Path) -> None:
    """Its permissions are not those of an earlier day, and an edit of it reaches nobody's backup."""
    touch(site / "feed.xml")
    assert next_of(site).write_known(KEY)
    status = (site.with_name("next") / "feed.xml").stat()
    assert status.st_nlink == 1
    assert status.st_mode & 0o777 == site.with_name("next").stat().st_mode & 0o666


@pytest.mark.parametrize(("first", "then"), [(0o077, 0o022), (0o022, 0o077)])
def test_permissions_are_those_of_the_day(first: int, then: int, tmp_path: Path) -> None:
    before = os.umask(first)
    try:
        site = made_site(tmp_path)
        os.umask(then)
        assert next_of(site).write_known(KEY)
    finally:
        os.umask(before)
    assert stat.S_IMODE((site.with_name("next") / "feed.xml").stat().st_mode) == 0o666 & ~then


def test_an_edit_of_the_last_site_while_the_next_is_made_is_not_taken_for_what_was_made(site: Path) -> None:
    new = next_of(site)
    assert new.write_known(KEY)
    with (site / "feed.xml").open("r+b") as file:  # as editors and 'rsync --inplace' save
        file.write(b"edited")
        os.utime(file.fileno(), ns=(0, 0))
    publish(new, site)
    assert next_of(site).write_known(KEY)
    assert (site.with_name("next") / "feed.xml").read_bytes() == b"second"


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
    new.last.keep()
    new.folder.rename(tmp_path / "site")
    assert not next_of(tmp_path / "site").write_known(KEY)


def test_nothing_is_written_into_a_file_that_is_linked(site: Path) -> None:
    new = next_of(site)
    new.write_known(KEY)
    disk.write([Artifact("feed.xml", b"third")], new.folder)
    assert (site / "feed.xml").read_bytes() == b"second"
    assert (new.folder / "feed.xml").read_bytes() == b"third"


# ---- Whatever happens between builds, a site is what it would be if nothing had been made before

PATHS = ("a/index.html", "a/b/feed.xml", "c/feed.xml", "c/index.html")


def folder_in_its_place(path: Path) -> None:
    path.unlink()
    path.mkdir()


def file_in_place_of_its_folder(path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.write_bytes(b"in the way")


HAPPENS = (
    written_over, same_length, link_elsewhere, permissions_changed, linked_by_somebody, folder_in_its_place,
    file_in_place_of_its_folder, Path.unlink,
)  # fmt: skip
EVENTS = st.lists(st.tuples(st.sampled_from(HAPPENS), st.sampled_from(PATHS)), max_size=3)
ROUNDS = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(PATHS), st.sampled_from((b"first", b"second", b"SECOND"))),
        EVENTS,
        EVENTS,
        st.booleans(),
    ),
    min_size=2,
    max_size=6,
)


def tasks_of(wanted: Mapping[str, bytes]) -> list[Task]:
    """Return a task for all that is in a folder at the root, and one for each file there."""
    groups: dict[str, list[Artifact]] = {}
    for path, content in sorted(wanted.items()):
        groups.setdefault(path.split("/")[0], []).append(Artifact(path, content))
    return [
        Task(name, digest([(file.path, file.content) for file in files]), partial(partial, tuple, files))
        for name, files in groups.items()
    ]


def happen(events: Iterable[tuple[Callable[[Path], None], str]], site: Path) -> None:
    for event, path in events:
        with contextlib.suppress(OSError):  # what happened before has left nothing to do it to
            event(site / path)


@pytest.mark.uncounted
@settings(max_examples=60, deadline=None)
@given(rounds=ROUNDS)
def test_a_site_is_always_as_if_nothing_had_been_made_before(
    rounds: list[tuple[dict[str, bytes], list[Any], list[Any], bool]],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "project" / "site"
        for wanted, between, meanwhile, keeps_cache in rounds:
            new = next_of(site)
            making.run(tasks_of(wanted), new, processes=1)
            happen(meanwhile, site)
            new.last.keep()
            shutil.rmtree(site, ignore_errors=True)
            new.folder.rename(site)
            found = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if not path.is_dir()}
            assert meanwhile or {path: file.read_bytes() for path, file in found.items()} == wanted
            assert meanwhile or all(stat.S_ISREG(file.lstat().st_mode) for file in found.values())
            happen(between, site)
            if not keeps_cache:
                shutil.rmtree(site.with_name("cache"), ignore_errors=True)
