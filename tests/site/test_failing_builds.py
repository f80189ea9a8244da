"""A build that fails says why and leaves the last good site as it was, to the byte."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from mkdocs.exceptions import Abort

from site_builder.adapters import disk
from site_builder.outputs import feeds, sitemap
from tests.builders import story_text
from tests.site.conftest import TODAY
from tests.site.projects import Site, build, make_project, run, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GOOD = {"2026/good.md": story_text(title="The good one")}
SHORT = [
    {"name": "Plan", "starts": date(2026, 11, 1), "ends": date(2027, 10, 31), "quota": {"pieces": 2, "every_months": 2}}
]
VOCABULARIES = {"themes": ["digitalisation"]}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with a good site."""
    config = make_project(tmp_path / "project", GOOD, {"vocabularies": VOCABULARIES})
    build(config, TODAY)
    return config


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
    assert sorted(path.name for path in project.parent.iterdir()) == ["mkdocs.yml", "site", "stories"]
    return "\n".join([*site.log, *messages])


def bad_story(folder: Path, _patch: pytest.MonkeyPatch) -> None:
    write(folder / "stories", {"2026/bad.md": story_text(id="bad-story", themes=["digitalization"])})


def broken_feed(_folder: Path, patch: pytest.MonkeyPatch) -> None:
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


@pytest.mark.parametrize("part", ["sitemap", "writing"])
def test_any_other_failure_leaves_the_last_good_site_too(
    part: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*{"sitemap": (sitemap, "render"), "writing": (disk, "write")}[part], fail)
    before = Site(project.parent / "site").files
    with pytest.raises(OSError, match="No space left"):
        build(project, TODAY)
    assert Site(project.parent / "site").files == before
    assert not (project.parent / "site.building").exists()


def test_an_error_in_a_template_leaves_the_last_good_site(project: Path, tmp_path: Path) -> None:
    site = Site(project.parent / "site")
    before = dict(site.files)
    (tmp_path / "theme" / "stories").mkdir(parents=True)
    (tmp_path / "theme" / "stories" / "list.html").write_text("{{ view.view.cards.nothing.at_all }}")
    text = project.read_text("utf-8").replace("custom_dir:", f"custom_dir: {tmp_path / 'theme'} #")
    project.write_text(text, "utf-8")
    result = run("mkdocs", "build", folder=project.parent, day=TODAY)
    assert result.returncode != 0
    assert Site(project.parent / "site").files == before
    assert not (project.parent / "site.building").exists()


def test_every_problem_of_every_file_is_told_at_once_with_its_line(project: Path) -> None:
    write(
        project.parent / "stories",
        {
            "2026/bad.md": story_text(id="bad-story", themes=["digitalization"], colour="red"),
            "2026/worse.md": b"---\ntitle: \xff\n---\n",
            "2026/none.md": "",
            "pages/about.md": "No front matter\n",
        },
    )
    result = run("mkdocs", "build", folder=project.parent, day=TODAY)
    assert result.returncode == 1
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
    result = run("mkdocs", "build", folder=config.parent, day=TODAY)
    assert result.returncode == 1
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
    result = run("mkdocs", "build", folder=project.parent, day=TODAY, SOURCE_DATE_EPOCH="yesterday")
    assert result.returncode != 0
    assert "SOURCE_DATE_EPOCH" in result.stderr


@pytest.mark.parametrize("level", ["info", "warning", "error"])
def test_a_shortfall_is_logged_as_set_and_never_stops_an_ordinary_build(level: str, tmp_path: Path) -> None:
    options = {"vocabularies": VOCABULARIES, "plans": SHORT, "on_shortfall": level}
    site = build(make_project(tmp_path / "project", GOOD, options), TODAY)
    assert (
        f"{level.upper()} plan Plan, November and December 2026: short, 0 of 2 original pieces published, 0 scheduled, 0 planned"
        in site.log
    )
    assert (site.folder / "index.html").is_file()


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


def test_a_site_is_replaced_whole(project: Path) -> None:
    (project.parent / "site" / "left-over.html").write_text("from an older version")
    (project.parent / "stories" / "2026" / "good.md").rename(project.parent / "stories" / "2026" / "better.md")
    files = build(project, TODAY).files
    assert "stories/better/index.html" in files
    assert not {"left-over.html", "stories/good/index.html"} & files.keys()
    assert sorted(path.name for path in project.parent.iterdir()) == ["mkdocs.yml", "site", "stories"]


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


@pytest.mark.parametrize("place", ["2026/link.md", "2026/link.png", "2026/good-folder", "pages/link.md"])
def test_a_symbolic_link_is_never_followed(place: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    outside = tmp_path / "outside"
    write(outside, {"secret.txt": "zyzzyva", "secret.md": story_text("zyzzyva\n\n## How\n\nSo.\n", id="zyzzyva")})
    target = outside if place.endswith("folder") else outside / ("secret.md" if place.endswith("md") else "secret.txt")
    config = make_project(tmp_path / "project", GOOD, {"vocabularies": VOCABULARIES})
    (config.parent / "stories" / place).symlink_to(target)
    with pytest.raises(Abort):
        build(config, TODAY)
    assert "symbolic links are not allowed" in caplog.text
    site = build(config, TODAY, preview=True, site_dir=tmp_path / "preview")
    assert "The good one" in site.text("stories/index.html")
    assert [path for path, content in site.files.items() if b"zyzzyva" in content] == []
