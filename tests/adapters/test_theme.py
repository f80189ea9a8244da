"""What mkdocs.yml says of the look: pictures are pictures, icons are there, fonts are installed; all else is a sentence."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from site_builder.adapters import theme
from site_builder.adapters.project import ProjectError, load_project
from site_builder.adapters.theme import read_theme
from tests.pictures import gradient, saved

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.adapters.theme import Theme
    from tests.adapters.projects import Folder

PNG = saved(gradient(40, 40), "PNG")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M0 0h24v24z"/></svg>'
ICO = b"\0\0\1\0\1\0"


def theme_of(folder: Path, files: dict[str, bytes], stories: dict[str, Any] | None = None, **options: object) -> Theme:
    """Return the theme of a project whose own folder has these files."""
    for name, content in files.items():
        place = folder / "look" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    (folder / "look").mkdir(parents=True, exist_ok=True)
    (folder / "stories").mkdir()
    look = {"name": "material", "custom_dir": "look"} | options
    settings = {"docs_dir": "stories", "theme": look, "plugins": [{"stories": stories or {}}]}
    path = folder / "mkdocs.yml"
    path.write_text(yaml.safe_dump(settings), "utf-8")
    return read_theme(load_project(path))


@pytest.mark.parametrize(
    ("name", "content"), [("a.png", PNG), ("A.PNG", PNG), ("a.svg", SVG), ("a.jpg", saved(gradient(9, 9), "JPEG"))]
)
def test_a_picture_can_be_the_logo_and_is_the_sign_in_the_browser_too(
    name: str, content: bytes, tmp_path: Path
) -> None:
    found = theme_of(tmp_path, {f"own/{name}": content}, logo=f"own/{name}")
    assert (found.look.logo, found.look.favicon) == (f"own/{name}", f"own/{name}")
    assert found.files[f"own/{name}"] == tmp_path / "look" / "own" / name


def test_an_icon_of_material_gives_the_sign(tmp_path: Path) -> None:
    found = theme_of(tmp_path, {"a.svg": SVG}, icon={"logo": "material/fire"}, logo="a.svg")
    assert (found.look.sign, found.look.logo, found.look.favicon) == (".icons/material/fire.svg", "a.svg", "")


def test_an_icon_of_one_s_own_can_be_the_sign(tmp_path: Path) -> None:
    look = theme_of(tmp_path, {".icons/own/sign.svg": SVG}, icon={"logo": "own/sign"}).look
    assert look.templates.sources[look.sign].encode() == SVG


@pytest.mark.parametrize(
    ("options", "favicon"),
    [({}, ""), ({"favicon": "own/f.ico"}, "own/f.ico"), ({"icon": {"logo": "material/fire"}}, "")],
)
def test_without_one_of_its_own_a_site_draws_its_icon(options: dict[str, Any], favicon: str, tmp_path: Path) -> None:
    assert theme_of(tmp_path, {"own/f.ico": ICO}, **options).look.favicon == favicon


def test_an_icon_in_the_theme_at_the_usual_place_needs_no_setting(tmp_path: Path) -> None:
    assert theme_of(tmp_path, {"assets/favicon.svg": SVG}).look.favicon == "assets/favicon.svg"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "a.png",
            b"<html></html>",
            "theme.logo: 'own/a.png' cannot be shown: its content is a web page, not a PNG file",
        ),
        ("a.png", b"", "cannot be shown: its content is nothing at all, not a PNG file"),
        ("a.png", PNG[:60], "theme.logo: 'own/a.png' cannot be shown: "),
        ("a.jpg", PNG, "its content is a PNG file, not a JPG file"),
        ("a.svg", b"<p/>", "'own/a.svg' cannot be shown: it does not begin with <svg>"),
        ("a.svg", SVG.replace(b"<path", b"<script/><path"), "it has <script>, which can run, move or lead elsewhere"),
        ("a.svg", SVG.replace(b"<path", b"<path onload='x()'"), "it has the event handler 'onload'"),
        ("a.png", PNG + bytes(200_000), "it has 201 KB, and every page loads it; save it smaller, with 200 KB at most"),
        ("a.ico", PNG, "its content is not an icon (ICO); save it as one, or as a PNG file"),
    ],
)
def test_what_is_no_picture_or_could_run_is_reported(name: str, content: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(ProjectError) as error:
        theme_of(tmp_path, {f"own/{name}": content}, logo=f"own/{name}")
    assert said in str(error.value)


def test_a_picture_that_cannot_be_read_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    theme_of(tmp_path, {"a.png": PNG}, logo="a.png")
    project = load_project(tmp_path / "mkdocs.yml")
    monkeypatch.setattr("pathlib.Path.open", refused)
    with pytest.raises(ProjectError, match=r"theme.logo: 'a.png' cannot be read: Permission denied"):
        read_theme(project)


@pytest.mark.parametrize(
    ("files", "sign", "said"),
    [
        ({}, "own/sign", "the theme has no icon 'own/sign'; write one of Material's"),
        ({}, "a.png", "a picture of your own under theme.logo"),
        (
            {".icons/own/sign.svg": SVG.replace(b"<path", b"<script/><path")},
            "own/sign",
            "the icon 'own/sign.svg' cannot be shown: it has <script>",
        ),
    ],
)
def test_an_icon_that_cannot_be_used_is_reported(files: dict[str, bytes], sign: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ProjectError) as error:
        theme_of(tmp_path, files, icon={"logo": sign})
    assert said in str(error.value)


def test_settings_without_an_effect_are_reported_with_a_way_out(folder: Folder) -> None:
    folder.write_configuration(
        {
            "site_name": "Stories",
            "docs_dir": "stories",
            "markdown_extensions": ["toc"],
            "theme": {"name": "material", "features": ["navigation.tabs"], "palette": []},
            "plugins": ["stories", {"tags": {}}],
        }
    )

    assert list(theme.without_effect(load_project(folder.root / "mkdocs.yml"))) == [
        "mkdocs.yml: markdown_extensions: has no effect any more, because the site makes its own pages. Delete it",
        "mkdocs.yml: theme.features: has no effect here. Delete it",
        "mkdocs.yml: plugins: 'tags' has no effect, because the site makes its own pages. Delete it",
    ]


def test_without_the_package_of_the_icons_a_sentence_says_so(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(theme, "distribution", missing)

    with pytest.raises(ProjectError, match="the package 'mkdocs-material' is not installed; its icons are needed"):
        theme.read_theme(load_project(folder.root / "mkdocs.yml"))


# ---- Fonts


def test_the_usual_fonts_are_those_of_devices(tmp_path: Path) -> None:
    fonts = theme_of(tmp_path, {}).look.fonts
    assert fonts.headings.endswith(", serif")
    assert fonts.text.endswith(", sans-serif")
    assert fonts.faces == ()


def test_a_font_of_a_package_has_files_for_pages(tmp_path: Path) -> None:
    fonts = theme_of(tmp_path, {}, {"fonts": {"headings": "source-serif-4", "text": "humanist"}}).look.fonts
    assert fonts.headings.startswith('"Source Serif 4", ')
    assert fonts.text.startswith("Seravek, ")
    assert [(face.address, face.weights, face.is_italic) for face in fonts.faces] == [
        ("assets/fonts/source-serif-4-400.ttf", (400, 700), False),
        ("assets/fonts/source-serif-4-italic-400.ttf", (400, 700), True),
    ]


def test_one_font_for_both_is_published_once(tmp_path: Path) -> None:
    fonts = theme_of(tmp_path, {}, {"fonts": {"headings": "source-sans-3", "text": "source-sans-3"}}).look.fonts
    assert len(fonts.faces) == 2


def package(folder: Path, name: str, metadata: str) -> None:
    """Install a package of fonts in a folder."""
    module, about = folder / name.replace("-", "_"), folder / f"{name.replace('-', '_')}-1.0.dist-info"
    module.mkdir()
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
    (module / "metadata.json").write_text(metadata, "utf-8")


def test_a_font_of_single_weights_gives_those_that_pages_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = [("Light", 300), ("Regular", 400), ("Bold", 700), ("Black", 900)]
    files = [{"path": f"files/A-{n}.ttf", "style": "normal", "weight": w, "variable": False} for n, w in weights]
    package(tmp_path, "fontpkg-a-font", json.dumps({"family": "A Font", "files": files}))
    monkeypatch.syspath_prepend(str(tmp_path))
    fonts = theme_of(tmp_path / "stories-site", {}, {"fonts": {"text": "a-font"}}).look.fonts
    assert [(face.address, face.weights) for face in fonts.faces] == [
        ("assets/fonts/a-font-400.ttf", (400,)),
        ("assets/fonts/a-font-700.ttf", (700,)),
    ]


@pytest.mark.parametrize(
    ("name", "metadata", "said"),
    [
        ("no-such-font", None, "fonts.text: the package 'fontpkg-no-such-font' is not installed; install it (pip install"),
        ("broken", "{", "fonts.text: the package 'fontpkg-broken' cannot be read"),
        ("broken", '{"family": "A"}', "fonts.text: the package 'fontpkg-broken' cannot be read ('files')"),
        ("thin", '{"family": "A", "files": [{"path": "a", "style": "normal", "weight": 100, "variable": false}]}',
         "the package 'fontpkg-thin' has no weight that pages use"),
    ],
)  # fmt: skip
def test_a_font_that_cannot_be_used_is_reported(
    name: str, metadata: str | None, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if metadata is not None:
        package(tmp_path, f"fontpkg-{name}", metadata)
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ProjectError) as error:
        theme_of(tmp_path / "stories-site", {}, {"fonts": {"text": name}})
    assert said in str(error.value)
