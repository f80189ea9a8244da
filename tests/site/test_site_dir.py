"""What 'stories build' refuses to replace or to take, and what it says then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from site_builder.adapters import building
from site_builder.adapters.building import BuildError
from site_builder.adapters.project import ProjectError, load_project
from site_builder.adapters.site_folder import SiteFolderError, refuse_what_is_no_site
from tests.builders import story_text
from tests.site.conftest import TODAY
from tests.site.projects import make_project, run

if TYPE_CHECKING:
    from pathlib import Path

OPTIONS = {"vocabularies": {"themes": ["digitalisation"]}}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the mkdocs.yml of a small project."""
    files = {"2026/good.md": story_text(id="good-story", aliases=["/old.css/"])}
    return make_project(tmp_path / "around" / "project", files, OPTIONS)


def configure(project: Path, **options: Any) -> None:
    configuration = yaml.safe_load(project.read_text("utf-8"))
    project.write_text(yaml.safe_dump(configuration | options), "utf-8")


def refused(project: Path, folder: Path) -> str:
    """Make the site, which must be refused, and return the reason."""
    folder.mkdir()
    with pytest.raises(BuildError) as caught:
        building.make_site(load_project(project), TODAY, folder, lambda *_: None, with_search=False)
    return str(caught.value)


@pytest.mark.parametrize("place", [".", "..", "precious", "stories"])
def test_a_build_deletes_nothing_but_a_site(place: str, project: Path) -> None:
    precious = project.parent / "precious"
    precious.mkdir()
    (precious / "thesis.txt").write_text("My life's work", "utf-8")
    result = run("site_builder", "build", "--site-dir", place, folder=project.parent, day=TODAY)
    assert result.returncode == 1
    assert "which a build would delete" in result.stderr or "a build would delete them" in result.stderr
    assert (precious / "thesis.txt").read_text("utf-8") == "My life's work"
    assert (project.parent / "stories" / "2026" / "good.md").exists()


def test_an_empty_folder_a_new_one_and_a_site_may_be_replaced(tmp_path: Path) -> None:
    site = tmp_path / "site"
    refuse_what_is_no_site(site, [tmp_path])
    site.mkdir()
    refuse_what_is_no_site(site, [tmp_path])
    for name in ("index.html", "404.html", "sitemap.xml"):
        (site / name).touch()
    refuse_what_is_no_site(site, [tmp_path])
    (site / "sitemap.xml").unlink()
    with pytest.raises(SiteFolderError, match="holds files of somebody's"):
        refuse_what_is_no_site(site, [tmp_path])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("feed.xml.css", ""),
        ("old.css", "'old.css' would take the place of what the site makes at /old.css"),
        ("stories/good/index.html/x.css", "'x.css' would take the place"),
    ],
)
def test_a_file_of_the_theme_takes_the_place_of_nothing(name: str, said: str, project: Path, tmp_path: Path) -> None:
    theme = project.parent / "theme"
    configuration = yaml.safe_load(project.read_text("utf-8"))
    own = project.parent / str(configuration["theme"]["custom_dir"])
    theme.mkdir()
    for path in own.rglob("*"):
        if path.is_file():
            place = theme / path.relative_to(own)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())
    (theme / name).parent.mkdir(parents=True, exist_ok=True)
    (theme / name).write_text("a {}", "utf-8")
    (theme / "notes.md~").write_text("Not for readers", "utf-8")
    configure(project, theme=configuration["theme"] | {"custom_dir": "theme"})
    if said:
        assert said in refused(project, tmp_path / "new")
    else:
        folder = tmp_path / "new"
        folder.mkdir()
        building.make_site(load_project(project), TODAY, folder, lambda *_: None, with_search=False)
        assert (folder / name).is_file()
        assert not (folder / "notes.md~").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"site_name": ""}, "site_name: is missing"),
        ({"site_url": ""}, "site_url: is missing"),
        ({"site_url": "made-up"}, "site_url: 'made-up/' is no whole address"),
    ],
)
def test_a_site_without_a_name_or_an_address_is_refused(
    options: dict[str, str], said: str, project: Path, tmp_path: Path
) -> None:
    configure(project, **options)
    assert said in refused(project, tmp_path / "new")


def test_an_address_without_its_last_slash_is_the_same_address(project: Path) -> None:
    configure(project, site_url="https://made-up.example/sub")
    assert load_project(project).site.url == "https://made-up.example/sub/"


def test_a_template_in_another_encoding_is_told(project: Path, tmp_path: Path) -> None:
    theme = tmp_path / "around" / "project" / "theme"
    theme.mkdir()
    (theme / "main.html").write_bytes("caf\u00e9".encode("latin-1"))
    configure(project, theme={"name": "material", "custom_dir": "theme"})
    with pytest.raises(ProjectError, match=r"the template 'main\.html' is not UTF-8"):
        building.make_site(load_project(project), TODAY, tmp_path, lambda *_: None, with_search=False)
