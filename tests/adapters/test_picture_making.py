"""Making the published pictures from the files on disk."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from site_builder.adapters import disk, making
from site_builder.adapters.cache import Cache
from site_builder.adapters.picture_making import UnreadablePictureError, picture_tasks
from tests.pictures import SECRET, exif, gradient, opened, saved

if TYPE_CHECKING:
    from pathlib import Path

PHOTO = saved(gradient(1000, 600), "JPEG", exif=exif(6), comment=SECRET)


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    """Return a folder with two pictures, one of which has a decomposed name."""
    folder = tmp_path / "stories"
    (folder / "2026" / "a").mkdir(parents=True)
    (folder / "2026" / "a" / "e\u0301.jpg").write_bytes(PHOTO)
    (folder / "2026" / "b.png").write_bytes(saved(gradient(30, 20), "PNG", exif=exif()))
    (folder / "2026" / "c.pdf").write_bytes(b"%PDF-1.7")
    return folder


def made(stories: Path, folder: Path, *, few: int = 9) -> int:
    """Make the pictures in a folder, and return how many of them were not known."""
    tree = disk.read_tree(stories, stories.parent)
    places = {
        "2026/a/é.jpg": ("stories/a/é.jpg",),
        "2026/b.png": ("stories/b/b.png", "stories/c/b.png"),
        "2026/c.pdf": ("stories/c.pdf",),
    }
    tasks = picture_tasks(places, tree, stories)
    return making.run(
        tasks, making.SiteFiles.of(folder, Cache(stories.parent / "cache", b"")), processes=2, few=few, at_once=1
    )


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


WHOLE = [
    "stories/a/é.jpg",
    "stories/a/é.jpg.600.webp",
    "stories/b/b.png",
    "stories/b/b.png.30.webp",
    "stories/c/b.png",
    "stories/c/b.png.30.webp",
]


def test_every_form_is_written_at_each_address(stories: Path, tmp_path: Path) -> None:
    assert made(stories, tmp_path / "new") == 2
    files = files_in(tmp_path / "new")
    assert sorted(files) == WHOLE
    assert opened(files["stories/a/é.jpg"]).size == opened(files["stories/a/é.jpg.600.webp"]).size == (600, 1000)
    assert files["stories/b/b.png"] == files["stories/c/b.png"]
    assert all(SECRET not in content for content in files.values())


def test_what_did_not_change_is_not_made_again(stories: Path, tmp_path: Path) -> None:
    assert [made(stories, tmp_path / "1"), made(stories, tmp_path / "2")] == [2, 0]
    assert files_in(tmp_path / "2") == files_in(tmp_path / "1")
    (stories / "2026" / "b.png").write_bytes(saved(gradient(30, 20).rotate(180), "PNG"))
    assert made(stories, tmp_path / "3") == 1
    assert sorted(files_in(tmp_path / "3")) == WHOLE


def test_a_picture_whose_pixels_cannot_be_read_is_named_by_its_path_in_the_project(
    stories: Path, tmp_path: Path
) -> None:
    data = bytearray(saved(gradient(1000, 600), "WEBP"))
    data[40:400] = bytes(360)
    (stories / "2026" / "a.webp").write_bytes(bytes(data))
    tasks = picture_tasks({"2026/a.webp": ("a.webp",)}, disk.read_tree(stories, stories.parent), stories)
    said = r"^stories/2026/a\.webp cannot be published: its pixels cannot be read; open it"
    with pytest.raises(UnreadablePictureError, match=said):
        making.run(
            tasks, making.SiteFiles.of(tmp_path / "new", Cache(tmp_path / "cache", b"")), processes=2, few=9, at_once=1
        )


def test_other_processes_make_the_same(stories: Path, tmp_path: Path) -> None:
    made(stories, tmp_path / "1")
    shutil.rmtree(tmp_path / "cache")
    assert made(stories, tmp_path / "2", few=1) == 2
    assert files_in(tmp_path / "1") == files_in(tmp_path / "2")


def test_a_picture_that_is_saved_in_the_meantime_is_not_kept_as_the_one_before(stories: Path, tmp_path: Path) -> None:
    file, site = stories / "2026" / "b.png", making.SiteFiles.of(tmp_path / "new", Cache(tmp_path / "cache", b""))
    (task,) = picture_tasks({"2026/b.png": ("b.png",)}, disk.read_tree(stories, stories.parent), stories)
    before = file.read_bytes()
    file.write_bytes(saved(gradient(30, 20).rotate(180), "PNG"))
    with pytest.raises(UnreadablePictureError, match=r"^stories/2026/b\.png was changed while .* build again$"):
        making.run([task], site)
    file.write_bytes(before)
    assert making.run([task], site) == 1
