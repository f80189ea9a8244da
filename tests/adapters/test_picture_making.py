"""Making the published pictures from the files on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_builder.adapters import disk, picture_making
from site_builder.adapters.picture_making import PictureMaker, UnreadablePictureError, jobs, make_forms
from tests.pictures import SECRET, exif, gradient, opened, saved

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.adapters.picture_making import Job

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


def jobs_in(stories: Path) -> tuple[Job, ...]:
    tree = disk.read_tree(stories, stories.parent)
    places = [
        ("2026/a/é.jpg", ("stories/a/é.jpg",)),
        ("2026/b.png", ("stories/b/b.png", "stories/c/b.png")),
        ("2026/c.pdf", ("stories/c.pdf",)),
    ]
    return jobs(places, tree, stories)


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
    lengths = PictureMaker().write(jobs_in(stories), tmp_path / "new", tmp_path / "last")
    made = files_in(tmp_path / "new")
    assert sorted(made) == WHOLE
    assert opened(made["stories/a/é.jpg"]).size == opened(made["stories/a/é.jpg.600.webp"]).size == (600, 1000)
    assert made["stories/b/b.png"] == made["stories/c/b.png"]
    assert all(SECRET not in content for content in made.values())
    assert lengths == {"2026/a/é.jpg": len(made["stories/a/é.jpg"]), "2026/b.png": len(made["stories/b/b.png"])}


def test_what_did_not_change_is_taken_from_the_last_site(
    stories: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again: list[str] = []

    def noted(job: Job) -> tuple[bytes, ...]:
        again.append(job.path)
        return make_forms(job)

    monkeypatch.setattr(picture_making, "make_forms", noted)
    maker = PictureMaker()
    first = maker.write(jobs_in(stories), tmp_path / "1", tmp_path / "0")
    assert maker.write(jobs_in(stories), tmp_path / "2", tmp_path / "1") == first
    assert files_in(tmp_path / "2") == files_in(tmp_path / "1")
    assert again == ["2026/a/é.jpg", "2026/b.png"]

    (stories / "2026" / "b.png").write_bytes(saved(gradient(30, 20).rotate(180), "PNG"))
    maker.write(jobs_in(stories), tmp_path / "3", tmp_path / "2")
    (tmp_path / "3" / "stories" / "a" / "é.jpg").unlink()
    maker.write(jobs_in(stories), tmp_path / "4", tmp_path / "3")
    assert again[2:] == ["2026/b.png", "2026/a/é.jpg"]
    assert sorted(files_in(tmp_path / "4")) == WHOLE


def test_a_picture_whose_pixels_cannot_be_read_is_named(stories: Path, tmp_path: Path) -> None:
    (job, _) = jobs_in(stories)
    data = bytearray(saved(gradient(1000, 600), "WEBP"))
    data[40:400] = bytes(360)
    job.file.write_bytes(bytes(data))
    broken = picture_making.Job("2026/a.webp", job.file, job.addresses, job.variants)
    with pytest.raises(
        UnreadablePictureError, match=r"^2026/a\.webp cannot be published: its pixels cannot be read; open it"
    ):
        PictureMaker().write([broken], tmp_path / "new", tmp_path / "last")


def test_other_processes_make_the_same(stories: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = PictureMaker().write(jobs_in(stories), tmp_path / "1", tmp_path / "0")
    monkeypatch.setattr(picture_making, "_FEW", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert PictureMaker().write(jobs_in(stories), tmp_path / "2", tmp_path / "0") == here
    assert files_in(tmp_path / "1") == files_in(tmp_path / "2")
