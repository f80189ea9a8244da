"""The last good site stays until a whole one takes its place, whatever happens to a build, or to two at once."""

from __future__ import annotations

import errno
import fcntl
import os
import random
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from site_builder.adapters import site_folder
from site_builder.adapters.site_folder import NewSite, SiteFolderError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PIECES = 12
WRITER = f"""
import os, random, sys, time
from pathlib import Path
sys.path.append({str(Path(site_folder.__file__).parent)!r})
import site_folder  # by itself: the rest of the package takes longer to load than all of this

def build(site, mark, pause=0.0):
    with site_folder.NewSite(Path(site)) as new:
        for n in range({PIECES}):
            (new.folder / str(n)).write_text(mark)
            if n == 0:
                print(new.folder, flush=True)
            time.sleep(pause / {PIECES})
"""


@pytest.fixture(params=["one step", "two steps"])
def _steps(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the sites change places in one step, and in two as where a file system knows no better."""
    if request.param == "two steps":
        monkeypatch.setattr(site_folder, "_EXCHANGE", {})


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return the folder of a good site."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "page").write_text("old")
    return folder


def make(site: Path, text: str = "new") -> NewSite:
    """Make a site of one page and publish it."""
    with NewSite(site) as new:
        (new.folder / "page").write_text(text)
    return new


def state(site: Path) -> tuple[list[str], list[str]]:
    """Return what is in the site, and what is beside it."""
    texts = [path.read_text() for path in sorted(site.iterdir())]
    return texts, sorted(path.name for path in site.parent.iterdir() if path != site)


@contextmanager
def running(code: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Run a program that builds sites, and end it at the latest when the test ends."""
    command = [sys.executable, "-c", WRITER + code, *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def killed(site: Path) -> Path:
    """Start a build, kill it while it writes, and return the folder that it leaves beside the site."""
    with running("build(sys.argv[1], 'killed', 60)", site) as process:
        assert process.stdout is not None
        return Path(process.stdout.readline().strip()).parent


# ---- One build


@pytest.mark.usefixtures("_steps")
def test_a_finished_site_takes_the_place_of_the_last_one(site: Path) -> None:
    with NewSite(site) as new:
        (new.folder / "other").write_text("new")
        assert new.folder.parent.parent == site.parent
        assert state(site)[0] == ["old"]
    assert state(site) == (["new"], [])
    assert not new.is_open


def test_the_first_site_takes_an_empty_place(tmp_path: Path) -> None:
    make(tmp_path / "public" / "site")
    assert state(tmp_path / "public" / "site") == (["new"], [])
    (tmp_path / "empty").mkdir()
    make(tmp_path / "empty")
    assert state(tmp_path / "empty") == (["new"], ["public"])


def test_the_sites_folder_can_be_read_by_everybody(tmp_path: Path) -> None:
    """A web server is another user."""
    (tmp_path / "plain").mkdir()
    make(tmp_path / "site")
    assert (tmp_path / "site").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_build_that_fails_leaves_the_last_site_and_nothing_else(site: Path, error: type[BaseException]) -> None:
    def fail(new: NewSite) -> None:
        with new:
            (new.folder / "page").write_text("half")
            raise error

    with pytest.raises(error):
        fail(NewSite(site))
    assert state(site) == (["old"], [])


def test_a_site_is_thrown_away_once_and_never_after_it_was_published(site: Path) -> None:
    new = make(site)
    new.discard()
    assert state(site) == (["new"], [])


def test_a_link_to_the_sites_folder_stays_one(site: Path, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "link").symlink_to(site)
    make(tmp_path / "here" / "link")
    assert (tmp_path / "here" / "link").is_symlink()
    assert state(site) == (["new"], ["here"])


def test_what_is_no_folder_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "device").write_text("precious")
    for place in (tmp_path / "device", Path("/")):
        with pytest.raises(SiteFolderError, match="is not a folder that a site can replace"):
            NewSite(place)
    assert (tmp_path / "device").read_text() == "precious"


@pytest.mark.usefixtures("_steps")
@pytest.mark.parametrize("refused", ["the site", "the new one"])
def test_a_disk_that_refuses_the_swap_keeps_the_last_site(
    site: Path, refused: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if (path == site) == (refused == "the site"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return rename(path, target)

    monkeypatch.setattr(site_folder, "_exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError):
        make(site)
    if refused == "the new one":
        with pytest.raises(PermissionError):
            make(site)  # nor can the last one be put back, and it is kept for the build that can
    monkeypatch.setattr(Path, "rename", rename)
    if refused == "the new one":
        NewSite(site).discard()
    assert state(site) == (["old"], [])


# ---- Builds that are killed


def test_the_next_build_removes_what_a_killed_one_left(site: Path) -> None:
    folder = killed(site)
    assert list(folder.iterdir())
    assert state(site)[0] == ["old"]
    with NewSite(site):
        assert not folder.exists()
        (folder / "new").mkdir(parents=True)  # by a program that the killed build had started
        (folder / "new" / "late").touch()
        (folder / "late").touch()
    assert state(site) == ([], [])


def test_a_site_that_a_killed_build_had_moved_is_put_back(site: Path) -> None:
    code = """
site_folder._EXCHANGE = {}
rename = Path.rename
def kill(path, target):
    rename(path, target)
    os.kill(os.getpid(), 9)
Path.rename = kill
build(sys.argv[1], 'new')
"""
    with running(code, site) as process:
        assert process.wait() == -9
    assert not site.exists()
    new = NewSite(site)
    assert state(site)[0] == ["old"]
    new.publish()
    assert state(site) == ([], [])


def test_an_older_site_beside_a_good_one_is_removed(site: Path) -> None:
    shutil.copytree(site, killed(site) / "last")
    make(site)
    assert state(site) == (["new"], [])


def test_a_build_killed_before_it_could_mark_its_folder_leaves_an_empty_one(site: Path) -> None:
    (site.parent / "site.building-0123abcd").mkdir()
    make(site)
    assert state(site) == (["new"], [])


def test_a_folder_that_is_being_removed_keeps_its_mark_to_the_end(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody may kill that build too."""
    folder = killed(site)
    seen = []
    unlink = Path.unlink

    def look(path: Path, **options: bool) -> None:
        if path == folder / "made-by-a-build":
            seen.append([inside.name for inside in folder.iterdir()])
        unlink(path, **options)

    monkeypatch.setattr(Path, "unlink", look)
    make(site)
    assert seen == [["made-by-a-build"]]


@pytest.mark.parametrize("refused", ["touch", "mkdir"])
def test_a_disk_that_is_full_at_the_start_is_left_as_it_was(
    site: Path, refused: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = getattr(Path, refused)

    def refuse(path: Path, **options: bool) -> None:
        if path.parent.name.startswith("site.building-"):
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        real(path, **options)

    monkeypatch.setattr(Path, refused, refuse)
    with pytest.raises(OSError, match="No space left"):
        NewSite(site)
    assert state(site) == (["old"], [])


def test_a_build_killed_while_it_held_the_lock_stops_nobody(site: Path) -> None:
    (site.parent / "site.lock").touch()
    make(site)
    assert state(site) == (["new"], [])


def test_killed_at_any_moment_there_is_always_a_whole_site(site: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    code = "for n in range(10000): build(sys.argv[1], f'{sys.argv[2]} {n}', 0.002)"
    for run in range(8):
        with running(code, site, run) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0, 0.1))
        texts, _ = state(site)
        assert texts == ["old"] or (len(texts), len(set(texts))) == (PIECES, 1)
    make(site)
    assert state(site) == (["new"], [])


@pytest.mark.parametrize(
    "name",
    [
        "site.old", "site.building", "site.building-mine", "site.building-0123ABCD", "other.building-0123abcd",
        "site.old-0123abcd", "site.building-0123abcd",
    ],
)  # fmt: skip
@pytest.mark.parametrize("has_site", [True, False])
def test_what_is_not_from_a_build_is_left_alone(site: Path, name: str, *, has_site: bool) -> None:
    """Whatever it is called, and also where a site is missing that a killed build could have moved."""
    (site.parent / name / "last").mkdir(parents=True)
    (site.parent / name / "mine").write_text("precious")
    if not has_site:
        shutil.rmtree(site)
    make(site)
    assert state(site) == (["new"], [name])
    assert sorted(path.name for path in (site.parent / name).iterdir()) == ["last", "mine"]


def test_neither_a_link_nor_a_folder_of_another_user_is_taken_for_a_builds(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "site.building-0123abcd").symlink_to("mine")
    (tmp_path / "site.building-4567abcd").mkdir()
    look = Path.iterdir

    def refuse(path: Path) -> Iterator[Path]:
        if path.name == "site.building-4567abcd":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return look(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "iterdir", refuse)
        make(site)
    assert state(site) == (["new"], ["mine", "site.building-0123abcd", "site.building-4567abcd"])


def test_a_leftover_that_cannot_be_removed_is_reported_and_stops_nothing(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = killed(site)
    remove = shutil.rmtree

    def refuse(path: Path, *, ignore_errors: bool = False) -> None:
        if path.parent == folder and not ignore_errors:
            raise PermissionError(errno.EPERM, "Operation not permitted", str(path))
        if path.parent != folder:
            remove(path, ignore_errors=ignore_errors)

    monkeypatch.setattr(shutil, "rmtree", refuse)
    new = make(site)
    assert new.left == (f"'{folder}' is left over from another build and cannot be removed: Operation not permitted",)
    assert state(site) == (["new"], [folder.name])
    assert (folder / "made-by-a-build").is_file()


# ---- Builds at the same time


def test_a_build_leaves_the_folder_of_another_that_lives(site: Path) -> None:
    with running("build(sys.argv[1], 'slow', 60)", site) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip()).parent
        make(site)
        assert folder.is_dir()
        assert state(site) == (["new"], [folder.name])


@pytest.mark.usefixtures("_steps")
def test_of_builds_at_once_the_one_that_ends_later_is_shown(site: Path) -> None:
    first, second = NewSite(site), NewSite(site)
    (first.folder / "page").write_text("first")
    (second.folder / "page").write_text("second")
    second.publish()
    assert state(site) == (["second"], [first.folder.parent.name])
    first.publish()
    assert state(site) == (["first"], [])


def test_of_many_builds_at_once_every_site_is_whole(site: Path) -> None:
    """One process reads what two others publish all the time."""
    code = """
chance = random.Random(sys.argv[2])
for n in range(25): build(sys.argv[1], f'{sys.argv[2]} {n}', chance.uniform(0, 0.02))
"""
    seen = set()
    with running(code, site, "a") as one, running(code, site, "b") as two:
        while one.poll() is None or two.poll() is None:
            folder = os.open(site, os.O_RDONLY)  # so that all is read of one site
            try:
                texts = [read_in(folder, name) for name in os.listdir(folder)]  # noqa: PTH208 - of this folder, whatever its name is by now
            except FileNotFoundError:
                continue  # it was the last one, and is being removed
            finally:
                os.close(folder)
            if len(set(texts)) == 1:
                seen.add(texts[0])
        assert (one.returncode, two.returncode) == (0, 0)
    texts, beside = state(site)
    assert ((len(texts), len(set(texts))), beside) == ((PIECES, 1), [])
    assert len(seen) > 2


def read_in(folder: int, name: str) -> str:
    file = os.open(name, os.O_RDONLY, dir_fd=folder)
    with os.fdopen(file) as stream:
        return stream.read()


@contextmanager
def held(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def test_a_build_does_not_wait_for_ever(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_folder, "_LONGEST_WAIT", 0.1)
    with held(site.parent / "site.lock"), pytest.raises(SiteFolderError, match="another build has been working on"):
        NewSite(site)
    assert state(site)[0] == ["old"]


def a_link(lock: Path) -> None:
    lock.symlink_to("page")


def a_folder(lock: Path) -> None:
    lock.mkdir()


def a_pipe(lock: Path) -> None:
    os.mkfifo(lock)


def a_text(lock: Path) -> None:
    lock.write_text("precious")


@pytest.mark.parametrize("make_it", [a_link, a_folder, a_pipe, a_text])
def test_what_is_no_lock_of_ours_is_reported_at_once_and_stays(site: Path, make_it: Callable[[Path], None]) -> None:
    lock = site.parent / "site.lock"
    make_it(lock)
    with pytest.raises(SiteFolderError, match="is in the way: builds make an empty file of this name for a moment"):
        NewSite(site)
    assert state(site) == (["old"], ["site.lock"])
    assert lock.is_symlink() == (make_it is a_link)


def test_a_lock_on_a_file_that_is_gone_is_none(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was removed between opening and locking it, by the build that held it."""
    can_lock = site_folder._can_lock  # noqa: SLF001 - that moment
    once = [True]

    def gone(file: int) -> bool:
        if once:
            once.pop()
            (site.parent / "site.lock").unlink()
        return can_lock(file)

    monkeypatch.setattr(site_folder, "_can_lock", gone)
    make(site)
    assert state(site) == (["new"], [])


# ---- Where there are no locks


def no_module(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(site_folder, "_fcntl", None)


def refused(patch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOTSUP, "Operation not supported")

    patch.setattr("fcntl.flock", refuse)


@pytest.mark.parametrize("without", [no_module, refused])
def test_without_locks_a_site_is_made_and_leftovers_stay(
    site: Path, without: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = killed(site)
    without(monkeypatch)
    make(site)
    assert state(site) == (["new"], [folder.name])


def test_a_leftover_that_another_build_has_removed_meanwhile_is_gone(tmp_path: Path) -> None:
    assert site_folder._remove(tmp_path / "site.building-x") == ""  # noqa: SLF001 - that moment
