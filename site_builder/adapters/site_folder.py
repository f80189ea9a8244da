"""A new site is made in a folder of its own and takes the place of the last one in one step, or not at all.

Beside the site's folder, and so on the same file system, are while a build runs:

=========================  =============================================================================
``site.building-1a2b3c4d``  the folder of one build, locked as long as that build lives: in it are ``new``, which is
                           written, and ``last``, the last site for a moment, where two folders cannot change places in
                           one step
``site.lock``               held while folders are made, looked through and moved, never while a site is made
=========================  =============================================================================

A folder is a build's only if a file that builds leave in it, ``made-by-a-build``, is there, or nothing at all; so
somebody's own folder of such a name is left alone. That file comes first and goes last.

Builds at the same time do not wait: each has its own folder, and the site of the one that ends later is shown. On
Linux and macOS the new and the last site change places in one step of the kernel, so that a web server finds one or
the other. Where the file system cannot do that there are two steps, and a build killed between them leaves no site: the
next build puts the last one back before it does anything else.

A lock belongs to a process and goes with it however it ends, so a folder that nobody has locked is a leftover. The next
build removes it when it starts, and looks again when it ends: a program that a killed build had started may have gone
on writing for a while. Where there are no such locks (Windows, and some file systems) nobody can tell a leftover from
a build that lives, and it stays.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import secrets
import shutil
import stat
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from types import ModuleType, TracebackType

_fcntl: ModuleType | None = None if sys.platform == "win32" else import_module("fcntl")
_MARK = "made-by-a-build"
_LAST = "last"
_LONGEST_WAIT = 60.0
_PAUSE = 0.02
_EXCHANGE = {"linux": ("renameat2", -100), "darwin": ("renameatx_np", -2)}
"""The call that lets two folders change places, and its name for the current folder; the flag is 2 for both."""


class SiteFolderError(Exception):
    """A site's folder cannot be used; the message says why."""


_OF_A_SITE = ("404.html", "index.html", "sitemap.xml")


def refuse_what_is_no_site(site: Path, needed: Iterable[Path]) -> None:
    """Refuse a folder that a build may not replace, which deletes all that is in it.

    That is one that has what is ``needed``, such as the stories, and one that is neither empty nor looks like a
    site. Raises SiteFolderError.
    """
    place = Path(os.path.realpath(site))
    for path in needed:
        if Path(os.path.realpath(path)).is_relative_to(place):
            raise SiteFolderError(f"'{site}' has '{path}', which a build would delete; choose another folder")
    if place.is_dir() and any(place.iterdir()) and not all((place / name).is_file() for name in _OF_A_SITE):
        raise SiteFolderError(
            f"'{site}' has files that no build made, and a build would delete them; choose another folder, or empty it"
        )


class NewSite:
    """A site that is being made: write below ``folder``, then ``publish`` it, or ``discard`` it.

    As a context manager it publishes when all went well and discards otherwise. ``left`` has a sentence for each
    leftover that cannot be removed. What the disk refuses is raised as OSError, and the last site stays.
    """

    def __init__(self, site: Path) -> None:
        self.site = Path(os.path.realpath(site))  # a link to the site's folder stays one
        self.left: tuple[str, ...] = ()
        self.is_open = True
        if self.site == self.site.parent or (self.site.exists() and not self.site.is_dir()):
            raise SiteFolderError(f"'{site}' is not a folder that a site can replace; choose another name for it")
        self.site.parent.mkdir(parents=True, exist_ok=True)
        with _locked(self.site):
            _put_back(self.site)
            leftovers = _leftovers(self.site)
            self._place = self.site.with_name(f"{self.site.name}.building-{secrets.token_hex(4)}")
            self._place.mkdir()
            self._lock = _lock(self._place)
        self.folder = self._place / "new"
        self._removed = [folder for folder, _ in leftovers]
        _remove_all(leftovers)
        try:
            (self._place / _MARK).touch()
            self.folder.mkdir()
        except OSError:
            self.discard()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self.publish()
        else:
            self.discard()

    def publish(self) -> None:
        """Put the new site in place of the last one, which is removed."""
        try:
            with _locked(self.site):
                if not (self.site.exists() and _exchange(self.folder, self.site)):
                    self._move()
        finally:
            self.discard()  # of the two sites, what now is in the build's folder

    def discard(self) -> None:
        """Remove what is in the build's folder, and leftovers with it; a site that was published stays."""
        if not self.is_open:
            return
        self.is_open = False
        if self._lock is not None:
            os.close(self._lock)
        if not _has_the_only_site(self._place, self.site):
            _remove(self._place)
        with contextlib.suppress(OSError, SiteFolderError):  # the next build does it
            with _locked(self.site):
                # what a killed build had started may have made its folder again, without the mark
                leftovers = _leftovers(self.site, self._removed)
            self.left = _remove_all(leftovers)

    def _move(self) -> None:
        try:
            with contextlib.suppress(FileNotFoundError):
                self.site.rename(self._place / _LAST)
            self.folder.rename(self.site)
        finally:
            _put_back(self.site)


def _places(site: Path, known: Collection[Path] = ()) -> Iterator[Path]:
    """Yield the folders of builds, those that are ``known`` to be such without a look into them."""
    pattern = re.compile(rf"{re.escape(site.name)}\.building-[0-9a-f]{{8}}")
    for path in sorted(site.parent.iterdir()):
        if pattern.fullmatch(path.name) and path.is_dir() and not path.is_symlink():
            with contextlib.suppress(OSError):  # that of another user: it is not ours to look into
                names = [inside.name for inside in path.iterdir()]
                if path in known or not names or _MARK in names:
                    yield path


def _put_back(site: Path) -> None:
    """Put the last site back where a build was killed while it moved it."""
    for place in _places(site):
        if site.exists():
            return
        with contextlib.suppress(OSError):  # there is none, or it cannot be moved, and no other thing depends on it
            (place / _LAST).rename(site)


def _has_the_only_site(place: Path, site: Path) -> bool:
    """Whether a build's folder has the last site, which could not be put back; the next build tries again."""
    return not site.exists() and (place / _LAST).exists()


def _exchange(new: Path, last: Path) -> bool:
    """Let two folders change places in one step, and return whether that could be done."""
    name, here = _EXCHANGE.get(sys.platform, ("", 0))
    call = getattr(ctypes.CDLL(None), name, None) if name else None
    return call is not None and call(here, os.fsencode(new), here, os.fsencode(last), 2) == 0


# ---- Locks


@contextlib.contextmanager
def _locked(site: Path) -> Iterator[None]:
    """Keep other builds from making, looking through and moving folders; the file of the lock goes with it."""
    path = site.with_name(f"{site.name}.lock")
    until = time.monotonic() + _LONGEST_WAIT
    while (held := _hold(path)) is None:
        if time.monotonic() > until:
            raise SiteFolderError(
                f"another build has been working on '{site}' for more than {_LONGEST_WAIT:.0f} seconds; "
                "let it end, or end it, and build again"
            )
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(held)


def _hold(path: Path) -> int | None:
    """Lock a file, which is made where there is none; None while somebody else has it."""
    with contextlib.suppress(FileNotFoundError):
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size:
            raise SiteFolderError(
                f"'{path}' is in the way: builds make an empty file of this name for a moment, and this one is "
                "not theirs; rename or move it, and build again"
            )
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        # The one who had it before may have removed it: then this lock would be that of a file which nobody else sees.
        if _can_lock(file) and os.path.samestat(os.fstat(file), path.lstat()):
            return file
    except FileNotFoundError:
        pass
    os.close(file)
    return None


def _lock(folder: Path) -> int | None:
    """Lock a folder as long as this process lives; None where somebody else has locked it, or nobody can."""
    if _fcntl is None:
        return None
    number = os.open(folder, os.O_RDONLY)
    with contextlib.suppress(OSError):
        _fcntl.flock(number, _fcntl.LOCK_EX | _fcntl.LOCK_NB)
        return number
    os.close(number)
    return None


def _can_lock(file: int) -> bool:
    """Whether a file could be locked, or there are no locks here."""
    try:
        if _fcntl is not None:
            _fcntl.flock(file, _fcntl.LOCK_EX | _fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


# ---- Leftovers


def _leftovers(site: Path, known: Collection[Path] = ()) -> list[tuple[Path, int]]:
    """Return the folders of builds that are no more, each locked, so that nobody else removes them at the same time."""
    found = []
    for folder in _places(site, known):
        with contextlib.suppress(OSError):  # that of another user: it is not ours to remove
            lock = None if _has_the_only_site(folder, site) else _lock(folder)
            if lock is not None:
                found.append((folder, lock))
    return found


def _remove_all(leftovers: Iterable[tuple[Path, int]]) -> tuple[str, ...]:
    """Remove folders and return a sentence for each that stays."""
    sentences = []
    for folder, lock in leftovers:
        reason = _remove(folder)
        os.close(lock)
        if reason:
            sentences.append(f"'{folder}' is left over from another build and cannot be removed: {reason}")
    return tuple(sentences)


def _remove(folder: Path) -> str:
    """Remove a folder, its mark last, and return why it stays, if it does."""
    try:
        inside = [path for path in folder.iterdir() if path.name != _MARK]
        for path in inside:
            shutil.rmtree(path, ignore_errors=True)  # as much as can be, before the first that cannot
        for path in inside:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        (folder / _MARK).unlink(missing_ok=True)
        folder.rmdir()
    except FileNotFoundError:
        pass
    except OSError as error:
        return error.strerror or str(error)
    return ""
