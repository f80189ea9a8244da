"""A build that fails says why and leaves the last good site as it was, to the byte."""

from __future__ import annotations

import errno
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from mkdocs.exceptions import Abort

from site_builder.adapters import disk, search_index
from site_builder.adapters.site_folder import NewSite, SiteFolderError
from site_builder.files import feeds, sitemap
from tests.adapters import projects
from tests.builders import story_text
from tests.counting import uncounted
from tests.site import odd
from tests.site.conftest import TODAY
from tests.site.projects import Site, build, environment, make_project, mkdocs, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GOOD = {"2026/good.md": story_text(title="The good one")}
SHORT = [
    {"name": "Plan", "starts": date(2026, 11, 1), "ends": date(2027, 10, 31), "quota": {"pieces": 2, "every_months": 2}}
]
VOCABULARIES = {"themes": ["digitalisation"]}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a project with a good site."""
    config = make_project(tmp_path_factory.mktemp("good") / "project", GOOD, {"vocabularies": VOCABULARIES})
    with uncounted():
        build(config, TODAY)
    return config.parent


@pytest.fixture
def project(good: Path, tmp_path: Path) -> Path:
    """Return the mkdocs.yml of a copy of it."""
    return Path(shutil.copytree(good, tmp_path / "project")) / "mkdocs.yml"


def names(folder: Path) -> list[str]:
    """Return what is in a project beside the cache of its builds."""
    return sorted(path.name for path in folder.iterdir() if path.name != ".cache")


def fails(project: Path, **options: Any) -> str:
    """Build, which must fail, and return what it said; the site from before must be untouched and alone."""
    before = Site(project.parent / "site").files
    site = Site(project.parent / "site")
    messages: list[str] = []
    try:
        site = build(project, TODAY, **options)
    except Abort as error:
        messages.append(str(error))
    else:
        pytest.fail("the build did not fail")
    assert Site(project.parent / "site").files == before
    assert names(project.parent) == ["mkdocs.yml", "site", "stories"]
    return "\n".join([*site.log, *messages])


def bad_story(folder: Path, _patch: pytest.MonkeyPatch) -> None:
    write(folder / "stories", {"2026/bad.md": story_text(id="bad-story", themes=["digitalization"])})


def broken_feed(folder: Path, patch: pytest.MonkeyPatch) -> None:
    write(folder / "stories", {"2026/good.md": story_text(title="The better one")})
    patch.setattr(feeds, "_rss", lambda *_: b"<rss>")


def error_in_template(folder: Path, _patch: pytest.MonkeyPatch) -> None:
    write(
        folder / "theme",
        {"stories/list.html": "{% extends 'main.html' %}{% block content %}{{ view.nothing.at_all }}{% endblock %}"},
    )


@pytest.mark.parametrize(
    ("spoil", "message"),
    [(bad_story, "did you mean 'digitalisation'"), (broken_feed, "feed.xml is not well-formed XML")],
    ids=["bad-story", "broken-feed"],
)
def test_a_build_that_fails_leaves_the_last_good_site(
    spoil: Callable[[Path, pytest.MonkeyPatch], None],
    message: str,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    spoil(project.parent, monkeypatch)
    fails(project)
    assert message in caplog.text


def full(path: object = "the file", *_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device", str(path))


def unreadable(path: object, *_: object) -> None:
    if str(path).endswith(("photo.png", "plan.pdf")):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))


READ_BYTES = Path.read_bytes


def read_others(path: Path) -> bytes:
    unreadable(path)
    return READ_BYTES(path)


@pytest.mark.parametrize(
    ("part", "refuse", "message"),
    [
        ((sitemap, "render"), full, "the disk is full (No space left on device)"),
        ((disk, "write"), full, "the disk is full (No space left on device)"),
        ((Path, "mkdir"), full, "the disk is full (No space left on device)"),
        ((shutil, "copyfile"), unreadable, "plan.pdf' may not be read or written (Permission denied)"),
        ((Path, "read_bytes"), read_others, "photo.png' may not be read or written (Permission denied)"),
    ],
    ids=["made by us", "written by us", "the folder", "a document", "a picture"],
)
def test_what_the_disk_refuses_is_said_in_words_and_the_last_good_site_stays(
    part: tuple[object, str],
    refuse: Callable[..., object],
    message: str,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    image = {"file": "photo.png", "alt": "A", "credit": "B"}
    plan = {"title": "The plan", "kind": "document", "file": "plan.pdf"}
    text = story_text(id="more-story", image=image, artefacts=[plan])
    write(
        project.parent / "stories",
        {"2026/more/index.md": text, "2026/more/photo.png": odd.PNG, "2026/more/plan.pdf": b"%PDF-1.7"},
    )
    with monkeypatch.context() as patch:
        patch.setattr(*part, refuse)
        fails(project)
    assert "the site was not built, and the last one stays as it was: " in caplog.text
    assert message in caplog.text
    with uncounted():
        assert "stories/more/index.html" in build(project, TODAY).files


def test_a_full_disk_is_no_traceback_but_a_sentence(project: Path) -> None:
    """The size of a file is limited for real, which comes close enough to a full disk without being the administrator."""
    before = Site(project.parent / "site").files
    result = subprocess.run(
        ["sh", "-c", 'ulimit -f 40; exec "$0" -m mkdocs build', sys.executable], cwd=project.parent,
        env=environment(TODAY, PYTHONDONTWRITEBYTECODE="1"), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert result.returncode == 1
    assert "the disk is full (File too large)" in result.stderr
    assert "Traceback" not in result.stderr
    assert Site(project.parent / "site").files == before
    assert names(project.parent) == ["mkdocs.yml", "site", "stories"]


@pytest.mark.parametrize("reason", ["crash", "full"])
def test_a_site_without_its_search_is_no_good_site(
    reason: str, project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(project.parent / "stories", {"2026/good.md": story_text(title="The better one")})
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\necho 'it broke' >&2\nexit 101\n")
    program.chmod(0o755)
    if reason == "crash":
        monkeypatch.setattr("pagefind_bin.get_executable", lambda: program)
    else:
        monkeypatch.setattr(search_index, "make", full)
    message = {"crash": "pagefind ended with code 101: it broke", "full": "the disk is full"}[reason]
    fails(project)
    assert message in caplog.text


def test_an_error_in_a_template_leaves_the_last_good_site(project: Path, tmp_path: Path) -> None:
    site = Site(project.parent / "site")
    before = dict(site.files)
    (tmp_path / "theme" / "stories").mkdir(parents=True)
    (tmp_path / "theme" / "stories" / "list.html").write_text("{{ view.cards.nothing.at_all }}")
    text = project.read_text("utf-8").replace("custom_dir:", f"custom_dir: {tmp_path / 'theme'} #")
    project.write_text(text, "utf-8")
    result = mkdocs("build", folder=project.parent, day=TODAY)
    assert result.exit_code != 0
    assert Site(project.parent / "site").files == before
    assert names(project.parent) == ["mkdocs.yml", "site", "stories"]


@pytest.mark.uncounted
def test_every_problem_of_every_file_is_reported_at_once_with_its_line(project: Path) -> None:
    write(
        project.parent / "stories",
        {
            "2026/bad.md": story_text(id="bad-story", themes=["digitalization"], colour="red"),
            "2026/worse.md": b"---\ntitle: \xff\n---\n",
            "2026/none.md": "",
            "pages/about.md": "No front matter\n",
        },
    )
    result = mkdocs("build", folder=project.parent, day=TODAY)
    assert result.exit_code == 1
    assert "Traceback" not in result.stderr
    for line in (
        "stories/2026/bad.md:8:10 error [theme-known] theme 'digitalization' is not in the vocabulary; did you mean 'digitalisation'?",
        "stories/2026/bad.md:10:1 error [unknown-key]", "stories/2026/worse.md:2:8 error [file-encoding]",
        "stories/2026/none.md:1:1 error [front-matter]", "stories/pages/about.md:1:1 error [front-matter]",
        "4 stories checked: ",
    ):  # fmt: skip
        assert line in result.stderr


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"timezone": "Europe/Londn"}, "timezone': 'Europe/Londn' is not a time zone"),
        (
            {
                "plans": [
                    {
                        "name": "P",
                        "starts": date(2026, 1, 1),
                        "ends": date(2026, 2, 1),
                        "quota": {"pieces": -1, "every_months": 2},
                    }
                ]
            },
            "plans[0].quota.pieces",
        ),
        ({"on_shortfal": "warning"}, "on_shortfal"),
    ],
    ids=["value", "nested", "unknown"],
)
def test_a_wrong_setting_stops_the_build_with_its_path(change: dict[str, Any], message: str, tmp_path: Path) -> None:
    config = make_project(tmp_path / "project", GOOD, {"vocabularies": VOCABULARIES} | change)
    result = mkdocs("build", folder=config.parent, day=TODAY)
    assert result.exit_code == 1
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert not (config.parent / "site").exists()


@pytest.mark.parametrize(("key", "value"), [("site_url", ""), ("use_directory_urls", False)])
def test_what_the_addresses_rest_on_is_demanded(
    key: str, value: object, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config = make_project(tmp_path / "project", GOOD, {"vocabularies": VOCABULARIES}, **{key: value})
    with pytest.raises(Abort):
        build(config, TODAY)
    assert f"mkdocs.yml: {key}:" in caplog.text


def test_a_day_that_is_none_stops_the_build(project: Path) -> None:
    result = mkdocs("build", folder=project.parent, day=TODAY, SOURCE_DATE_EPOCH="yesterday")
    assert result.exit_code != 0
    assert "SOURCE_DATE_EPOCH" in result.stderr


@pytest.mark.uncounted
@pytest.mark.parametrize("level", ["info", "warning", "error"])
def test_a_shortfall_is_logged_as_set_and_never_stops_an_ordinary_build(level: str, tmp_path: Path) -> None:
    options = {"vocabularies": VOCABULARIES, "plans": SHORT, "on_shortfall": level}
    site = build(make_project(tmp_path / "project", GOOD, options), TODAY)
    assert (
        f"{level.upper()} plan Plan, November and December 2026: short, 0 of 2 original pieces published, 0 scheduled, 0 planned"
        in site.log
    )
    assert (site.folder / "index.html").is_file()


@pytest.mark.uncounted
@pytest.mark.parametrize(("level", "is_refused"), [("info", False), ("warning", True), ("error", True)])
def test_a_strict_build_refuses_a_shortfall_that_is_more_than_information(
    level: str, *, is_refused: bool, project: Path
) -> None:
    options = {"vocabularies": VOCABULARIES, "plans": SHORT, "on_shortfall": level}
    make_project(project.parent, GOOD, options)
    if is_refused:
        assert "strict mode" in fails(project, strict=True)
    else:
        build(project, TODAY, strict=True)


def test_a_strict_build_refuses_a_warning_and_leaves_the_last_good_site(project: Path) -> None:
    write(project.parent / "stories", {"2026/late.md": story_text(id="late-story", status="draft")})
    assert "strict mode" in fails(project, strict=True)
    build(project, TODAY)


@pytest.mark.uncounted
def test_a_site_is_replaced_whole(project: Path) -> None:
    (project.parent / "site" / "left-over.html").write_text("from an older version")
    (project.parent / "stories" / "2026" / "good.md").rename(project.parent / "stories" / "2026" / "better.md")
    files = build(project, TODAY).files
    assert "stories/better/index.html" in files
    assert not {"left-over.html", "stories/good/index.html"} & files.keys()
    assert names(project.parent) == ["mkdocs.yml", "site", "stories"]


@pytest.mark.uncounted
def test_a_site_dir_that_is_a_link_stays_one(project: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (project.parent / "site").rename(elsewhere)
    (project.parent / "site").symlink_to(elsewhere)
    assert "index.html" in build(project, TODAY).files
    assert (project.parent / "site").is_symlink()
    assert (elsewhere / "index.html").is_file()


def test_a_site_dir_that_is_no_folder_is_never_replaced(
    project: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Somebody who writes ``-d /dev/null`` as root must not lose that device."""
    (tmp_path / "device").write_text("precious")
    with pytest.raises(Abort):
        build(project, TODAY, site_dir=tmp_path / "device")
    assert (tmp_path / "device").read_text() == "precious"
    assert "is not a folder" in caplog.text


@pytest.mark.uncounted
@pytest.mark.parametrize("place", ["2026/link.md", "2026/link.png", "pages/link.md"])
def test_a_symbolic_link_is_never_followed(place: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    outside = tmp_path / "outside"
    write(outside, {"secret.txt": "zyzzyva", "secret.md": story_text("zyzzyva\n\n## How\n\nSo.\n", id="zyzzyva")})
    config = make_project(tmp_path / "project", GOOD, {"vocabularies": VOCABULARIES})
    (config.parent / "stories" / place).symlink_to(outside / ("secret.md" if place.endswith("md") else "secret.txt"))
    with pytest.raises(Abort):
        build(config, TODAY)
    assert "symbolic links are not allowed" in caplog.text
    site = build(config, TODAY, preview=True, site_dir=tmp_path / "preview")
    assert "The good one" in site.text("stories/index.html")
    assert [path for path, content in site.files.items() if b"zyzzyva" in content] == []


@pytest.mark.uncounted
def test_links_to_folders_are_refused_before_anything_walks_into_them(project: Path) -> None:
    """MkDocs follows links, and two that lead back to where they are keep it walking for years.

    Here only one does, so that a walk into it comes to an end, and to a test that fails.
    """
    folder = project.parent
    for name, target in (("a", "."), ("b", "../pages")):
        (folder / "stories" / "2026" / name).symlink_to(target, target_is_directory=True)
    check = projects.run("check", *projects.on(project))
    lines = [line for line in check.stdout.splitlines() if "[file-readable]" in line]
    assert [line.partition(" ")[0] for line in lines] == ["stories/2026/a:1:1", "stories/2026/b:1:1"]
    for command in ("build", "serve"):
        result = mkdocs(command, folder=folder, day=TODAY)
        assert result.exit_code == 1
        assert all(line in result.stderr for line in lines), result.output
        assert "Traceback" not in result.stderr


@pytest.mark.uncounted
def test_a_stories_folder_that_is_a_link_itself_is_no_fault(project: Path, tmp_path: Path) -> None:
    (project.parent / "stories").rename(tmp_path / "elsewhere")
    (project.parent / "stories").symlink_to(tmp_path / "elsewhere")
    assert "stories/good/index.html" in build(project, TODAY).files


@pytest.mark.uncounted
def test_a_project_that_is_reached_by_a_link_is_no_fault(project: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(project.parent)
    assert "stories/good/index.html" in build(tmp_path / "link" / "mkdocs.yml", TODAY).files


def test_a_stories_folder_outside_the_project_is_refused(project: Path, caplog: pytest.LogCaptureFixture) -> None:
    (project.parent / "stories").rename(project.parent.parent / "stories")
    project.write_text(project.read_text("utf-8") + "docs_dir: ../stories\n", "utf-8")
    with pytest.raises(Abort):
        build(project, TODAY)
    assert "mkdocs.yml: docs_dir: '../stories' must be a folder inside the project's folder" in caplog.text


# ---- Builds that are stopped, and two at once


@contextmanager
def building(project: Path) -> Iterator[subprocess.Popen[str]]:
    # Tests that were started in the background of a shell ignore interrupts, and what they start would too.
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build"], cwd=project.parent, env=environment(TODAY),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    signal.signal(signal.SIGINT, former)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.uncounted
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_build_that_is_stopped_leaves_the_last_good_site_and_the_next_one_clears_up(
    number: signal.Signals, project: Path, tmp_path: Path
) -> None:
    before = Site(project.parent / "site").files
    settings = project.read_text("utf-8")
    write(tmp_path, {"slow.py": "import time\ndef on_post_build(*_, **__):\n    time.sleep(60)\n"})
    project.write_text(f"{settings}\nhooks: [{tmp_path / 'slow.py'}]\n", "utf-8")
    with building(project) as process:
        while not list(project.parent.glob("site.building-*/new")):
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(number)
        assert process.wait(50) != 0
    assert Site(project.parent / "site").files == before
    if number is signal.SIGINT:
        assert names(project.parent) == ["mkdocs.yml", "site", "stories"]
    project.write_text(settings, "utf-8")
    assert build(project, TODAY).files == before
    assert names(project.parent) == ["mkdocs.yml", "site", "stories"]


def test_two_builds_at_once_make_the_site_that_one_makes_alone(project: Path) -> None:
    alone = Site(project.parent / "site").files
    with building(project) as one, building(project) as other:
        outputs = [process.communicate(timeout=60)[0] for process in (one, other)]
        assert (one.returncode, other.returncode) == (0, 0), outputs
    assert Site(project.parent / "site").files == alone
    assert names(project.parent) == ["mkdocs.yml", "site", "stories"]


def test_a_build_that_cannot_wait_any_longer_says_for_what(
    project: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def wait(_: object) -> None:
        raise SiteFolderError("another build has been working on it")

    monkeypatch.setattr(NewSite, "publish", wait)
    fails(project)
    assert "the site was not built, and the last one stays as it was: another build has been" in caplog.text


def test_a_leftover_that_cannot_be_removed_is_reported_and_refuses_no_strict_build(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leftover = project.parent / "site.building-0123abcd"
    (leftover / "new").mkdir(parents=True)
    (leftover / "made-by-a-build").touch()
    remove = shutil.rmtree

    def refuse(path: Path, *, ignore_errors: bool = False) -> None:
        if path.parent == leftover and not ignore_errors:
            raise PermissionError(errno.EPERM, "Operation not permitted", str(path))
        if path.parent != leftover:
            remove(path, ignore_errors=ignore_errors)

    monkeypatch.setattr(shutil, "rmtree", refuse)
    site = build(project, TODAY, strict=True)
    assert (
        f"INFO '{leftover}' is left over from another build and cannot be removed: Operation not permitted" in site.log
    )
