"""What 'stories build' refuses to replace or to take, and what it says then."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner

from site_builder.adapters import building
from site_builder.adapters.building import BuildError
from site_builder.adapters.commandline import main
from site_builder.adapters.project import ProjectError, load_project
from site_builder.adapters.site_folder import SiteFolderError, refuse_what_is_no_site
from site_builder.render.templates import TemplateError, Templates, render
from tests.builders import story_text
from tests.site.conftest import TODAY
from tests.site.odd import PNG
from tests.site.projects import make_project

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

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
def test_a_build_deletes_nothing_but_a_site(place: str, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    precious = project.parent / "precious"
    precious.mkdir()
    (precious / "thesis.txt").write_text("My life's work", "utf-8")
    result = command(project, monkeypatch, "--site-dir", place)
    assert result.exit_code == 1
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
    with pytest.raises(SiteFolderError, match="has files that no build made"):
        refuse_what_is_no_site(site, [tmp_path])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("feed.xml.css", "", marks=pytest.mark.uncounted),
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
        ({"site_url": "made-up"}, "site_url: 'made-up/' is not a full address"),
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


def test_a_template_in_another_encoding_is_reported(project: Path, tmp_path: Path) -> None:
    theme = tmp_path / "around" / "project" / "theme"
    theme.mkdir()
    (theme / "main.html").write_bytes("caf\u00e9".encode("latin-1"))
    configure(project, theme={"name": "material", "custom_dir": "theme"})
    with pytest.raises(ProjectError, match=r"the template 'main\.html' is not UTF-8"):
        building.make_site(load_project(project), TODAY, tmp_path, lambda *_: None, with_search=False)


def command(project: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Result:
    """Run 'stories build' in the project's folder, in this process."""
    monkeypatch.chdir(project.parent)
    return CliRunner().invoke(main, ["build", "--no-search", "--as-of", TODAY.isoformat(), *arguments])


def test_the_command_makes_the_site_and_says_where(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = command(project, monkeypatch)
    assert result.exit_code == 0, result.output
    assert result.stdout == f"The site is in {project.parent / 'site'}\n"
    assert command(project, monkeypatch, "--site-dir", "stories").exit_code == 1


def test_a_strict_build_refuses_a_warning(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project.parent / "stories" / "2026" / "unused.pdf").write_bytes(b"%PDF-1.7")
    assert command(project, monkeypatch).exit_code == 0
    result = command(project, monkeypatch, "--strict")
    assert result.exit_code == 1
    assert "there are warnings, and --strict refuses them" in result.stderr


@pytest.mark.uncounted
def test_a_preview_is_beside_the_site_and_goes_on_with_errors(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = project.parent / "stories" / "2027" / "parks.md"
    draft.parent.mkdir(exist_ok=True)
    draft.write_text(story_text(id="parks-x8w7", title="Parks for all", status="draft", date=None, themes=["no theme"]))

    result = command(project, monkeypatch, "--preview")

    assert result.exit_code == 0, result.output
    assert result.stdout == f"The preview is in {project.parent / 'preview'}\n"
    assert "theme 'no theme' is not in the vocabulary" in result.stderr
    assert "Parks for all" in (project.parent / "preview" / "stories" / "parks" / "index.html").read_text("utf-8")
    assert not (project.parent / "site" / "stories" / "parks").exists()


def test_a_disk_that_refuses_is_reported_in_words(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(building, "make_site", full)
    result = command(project, monkeypatch)
    assert result.exit_code == 1
    assert "the last one stays as it was: the disk is full" in result.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"language": "cy"}, "theme.language: 'cy' cannot be used"),
        ({"logo": "nowhere.png"}, "theme.logo: there is no file 'nowhere.png'"),
        ({"logo": "https://a.example/b.png"}, "is not a file of this site"),
        ({"favicon": "a.exe"}, "must end in one of these"),
        ({"icon": {"logo": "material/no-such-icon"}}, "the theme has no icon 'material/no-such-icon'"),
        ({"custom_dir": "nowhere"}, "theme.custom_dir: there is no folder 'nowhere'"),
    ],
)
def test_a_theme_that_cannot_be_used_is_reported(
    options: dict[str, object], said: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = yaml.safe_load(project.read_text("utf-8"))["theme"]
    configure(project, theme=theme | options)
    result = command(project, monkeypatch)
    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"extra_css": "a.css"}, "extra_css: must be a list"),
        ({"extra_javascript": ["nowhere.js"]}, "extra_javascript: there is no file 'nowhere.js'"),
        ({"nav": [1]}, "nav: 1 is not a page"),
        ({"nav": [{"A": "nowhere.md"}]}, "nowhere.md"),
    ],
)
def test_a_configuration_that_cannot_be_used_is_reported(
    options: dict[str, object], said: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(project, **options)
    result = command(project, monkeypatch)
    assert result.exit_code in {1, 2}
    assert said in result.stderr


def test_what_a_project_adds_is_published_and_shown(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theme = yaml.safe_load(project.read_text("utf-8"))["theme"]
    stories = project.parent / "stories"
    for name, content in (("logo.png", PNG), ("extra.css", b"a {}"), ("extra.mjs", b"export {}")):
        (stories / name).write_bytes(content)
    configure(
        project, theme=theme | {"logo": "logo.png", "features": ["x"]}, extra_css=["extra.css"],
        extra_javascript=[{"path": "extra.mjs", "defer": True}], markdown_extensions=["tables"],
        nav=[{"Home": "index.md"}, {"More": [{"Stories": "stories/index.md"}, {"Out": "https://example.org/"}]}],
    )  # fmt: skip
    result = command(project, monkeypatch)
    assert result.exit_code == 0, result.output
    assert "markdown_extensions: has no effect any more" in result.stderr
    home = (project.parent / "site" / "index.html").read_text("utf-8")
    for part in ('src="logo.png"', 'href="extra.css"', 'src="extra.mjs"', 'href="https://example.org/"'):
        assert part in home
    assert (project.parent / "site" / "extra.mjs").is_file()


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{{ nothing.at_all }}", "asks for something that does not exist"),
        ("{{ 1 + 'a' }}", "has a fault"),
        ("{% if %}", "has a fault on line 1"),
        ("{% include 'nowhere.html' %}", "no template 'nowhere.html'"),
    ],
)
def test_a_fault_of_a_template_is_reported(source: str, said: str) -> None:
    with pytest.raises(TemplateError, match=said):
        render(Templates({"a.html": source}, b"x" + source.encode()), "a.html", str, {})
