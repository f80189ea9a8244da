"""The commands that build a site: an engine or none, a cache or none, one process or several, and the same bytes."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.adapters import building, making
from site_builder.adapters.project import CACHE, load_project
from tests.adapters import projects
from tests.builders import story_text
from tests.pictures import gradient, saved
from tests.site.conftest import TODAY
from tests.site.projects import PAGES, ROOT, Site, copy_of_showcase, make_project, run, write

if TYPE_CHECKING:
    from pathlib import Path

VOCABULARIES = {"vocabularies": {"themes": ["digitalisation"]}}


def differing(one: Site, other: Site) -> list[str]:
    """Return the paths of files that two sites do not have in common."""
    return sorted(
        path for path in one.files.keys() | other.files.keys() if one.files.get(path) != other.files.get(path)
    )


def made(project: Path, folder: Path) -> int:
    """Make a site in a folder and return how many tasks were not in the cache."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return building.make_site(load_project(project), TODAY, folder, lambda *_: None, with_search=False)


# ---- The same bytes


def copy_with_cache(showcase: Site, folder: Path) -> Path:
    """Copy the showcase into another folder with the cache that its site has left, and return its mkdocs.yml."""
    project = copy_of_showcase(folder)
    shutil.copytree(showcase.folder.parent / CACHE, project.parent / CACHE)
    return project


def without_search(site: Site) -> dict[str, bytes]:
    """Return the files of a site but those of the search in full texts."""
    return {path: content for path, content in site.files.items() if not path.startswith("pagefind/")}


@pytest.mark.uncounted
def test_the_command_without_an_engine_makes_the_same_site_in_one_process(
    showcase: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That of all other tests was made by MkDocs, in as many as there are cores."""
    monkeypatch.setattr(making, "run", partial(making.run, processes=1))
    project = copy_of_showcase(tmp_path / "checkout")
    result = projects.run("build", "--strict", *projects.on(project))
    assert result.exit_code == 0, result.output
    assert differing(Site(project.parent / "site"), showcase) == []


@pytest.mark.uncounted
def test_another_engine_makes_the_same_site(showcase: Site, tmp_path: Path) -> None:
    """From the cache of MkDocs: whatever it would make in another way has another key there, and is made and differs."""
    project = copy_with_cache(showcase, tmp_path / "checkout")
    result = run(
        "properdocs", "build", "-f", "mkdocs.yml", "--strict", folder=project.parent, day=TODAY, TZ="Asia/Tokyo"
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert differing(Site(project.parent / "site"), showcase) == []


def test_a_site_from_the_cache_is_the_same(showcase: Site, tmp_path: Path) -> None:
    assert made(copy_with_cache(showcase, tmp_path / "checkout"), tmp_path / "site") == 0
    assert Site(tmp_path / "site").files == without_search(showcase)


@pytest.mark.uncounted
def test_a_changed_story_makes_few_tasks_again(tmp_path: Path) -> None:
    files = {
        f"2026/story-{n:02}.md": story_text(
            f"Text {n}.\n\n## How\n\nSo.\n", id=f"story-{n:02}", title=f"Story {n:02}", councils=[council]
        )
        for n, council in enumerate(["york", "wigan", "wrexham", "derbyshire"] * 6)
    }
    project = make_project(tmp_path / "project", files, VOCABULARIES)
    everything = made(project, tmp_path / "site")
    write(
        project.parent / "stories", {"2026/story-01.md": files["2026/story-01.md"].replace("Text 1.", "Another text.")}
    )
    # Its page; the feeds of the site, its theme and its council; data and calendar, which go by all of a piece; the words
    # that the search knows.
    assert made(project, tmp_path / "site") == 7
    assert everything > 80
    write(
        project.parent / "stories", {"2026/story-01.md": files["2026/story-01.md"].replace("Story 01", "Another title")}
    )
    assert made(project, tmp_path / "site") < everything / 3


@pytest.mark.uncounted
def test_a_damaged_entry_is_made_again(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", {"2026/good.md": story_text()}, VOCABULARIES)
    everything = made(project, tmp_path / "first")
    entries = [path for path in (project.parent / CACHE).rglob("*") if path.is_file()]
    for n, path in enumerate(entries):
        content = path.read_bytes()
        path.write_bytes((content[:-1] + bytes([content[-1] ^ 1]), content[:40], b"", content + b"x")[n % 4])
    assert made(project, tmp_path / "second") == everything
    assert differing(Site(tmp_path / "first"), Site(tmp_path / "second")) == []


# ---- What mkdocs.yml says of the look


def built(tmp_path: Path, files: dict[str, str | bytes] | None = None, **config: Any) -> tuple[Site, str]:
    """Return a site and what was said; a build that fails has no file."""
    project = make_project(
        tmp_path / "project", {"2026/good.md": story_text(), **(files or {})}, VOCABULARIES, **config
    )
    result = projects.run("build", "--no-search", *projects.on(project))
    assert (result.exit_code == 0) == (project.parent / "site").is_dir()
    return Site(project.parent / "site"), result.stderr


@pytest.mark.uncounted
def test_a_picture_can_be_the_logo_and_files_of_one_s_own_are_published_and_allowed(tmp_path: Path) -> None:
    write(
        shutil.copytree(ROOT / "overrides", tmp_path / "theme"),
        {"own/logo.png": saved(gradient(40, 40), "PNG"), "own/more.css": "p {}", "own/more.js": "1;"},
    )
    site, _ = built(
        tmp_path,
        theme={"custom_dir": str(tmp_path / "theme"), "logo": "own/logo.png"},
        extra_css=["own/more.css"],
        extra_javascript=["own/more.js", {"path": "own/more.js", "type": "module", "async": True}],
    )
    page = site.page("stories/good-story/" if "stories/good-story/index.html" in site.pages else "stories/good/")
    assert page.select_one('.st-brand img[src="../../own/logo.png"]')
    assert page.select_one('link[href="../../own/more.css"]')
    assert len(page.select('script[src="../../own/more.js"]')) == 2
    assert page.select_one('script[type="module"][async][src="../../own/more.js"]')
    assert {"own/logo.png", "own/more.css", "own/more.js"} <= site.files.keys()
    policy = page.select_one('meta[http-equiv="Content-Security-Policy"]')
    assert policy is not None
    assert "default-src 'self'; script-src 'self' " in str(policy["content"])


def test_what_mkdocs_yml_leaves_out_has_a_default(tmp_path: Path) -> None:
    write(tmp_path, {
        "mkdocs.yml": "site_name: Short\nsite_url: https://short.example/\ndocs_dir: stories\n"
        "plugins: [stories: {vocabularies: {themes: [digitalisation], programmes: [Creative Councils]}}]\n",
        "stories/2026/good-story.md": story_text(),
        "stories/index.md": PAGES["index.md"],
        "stories/pages/about.md": PAGES["pages/about.md"],
        "stories/pages/accessibility.md": PAGES["pages/accessibility.md"],
    })  # fmt: skip
    result = projects.run("build", "--strict", "--no-search", *projects.on(tmp_path / "mkdocs.yml"))
    assert result.exit_code == 0, result.stderr
    page = Site(tmp_path / "site").page("")
    assert [link.get_text() for link in page.select(".st-nav a")] == [
        "Stories", "Themes", "Programmes", "Councils", "Map", "Calendar", "Subscribe", "About",
    ]  # fmt: skip
    assert page.select_one('link[rel="icon"][href="assets/favicon.svg"]')
    assert page.select_one(".st-brand__sign svg")


@pytest.mark.uncounted
def test_a_site_replaces_files_of_the_theme_one_by_one(tmp_path: Path) -> None:
    own: dict[str, str | bytes] = {
        "stories/partials/footer.html": "<footer>Our own</footer>",
        "assets/map.css": "svg { color: red; }",
        ".icons/own/sign.svg": '<svg xmlns="http://www.w3.org/2000/svg" class="ours"/>',
    }
    write(tmp_path / "project" / "theme", own)
    site, said = built(tmp_path, theme={"custom_dir": "theme", "icon": {"logo": "own/sign"}})
    assert said == ""
    page = site.page("about/")
    assert [footer.get_text() for footer in page.select("footer")] == ["Our own"]
    assert page.select_one(".st-brand__sign svg.ours")
    assert site.text("assets/map.css") == own["assets/map.css"]
    assert {"assets/stories.css", "assets/site.js", "assets/favicon.svg"} <= site.files.keys()


@pytest.mark.uncounted
def test_the_menu_has_pages_of_the_site_texts_other_sites_and_what_is_in_sections(tmp_path: Path) -> None:
    nav = [
        {"Start": "index.md"}, "pages/about.md", {"All": "stories/index.md"}, {"The good one": "2026/good.md"},
        {"More": [{"Map": "map/index.md"}, {"Elsewhere": "https://example.org/?a=1&b=2"}]},
    ]  # fmt: skip
    site, _ = built(tmp_path, nav=nav)
    links = site.page("about/").select(".st-nav a")
    assert [(link.get_text(), link["href"]) for link in links] == [
        ("About", "./"), ("All", "../stories/"), ("The good one", "../stories/good/"), ("Map", "../map/"),
        ("Elsewhere", "https://example.org/?a=1&b=2"),
    ]  # fmt: skip
    assert [link.get_text() for link in links if link.get("aria-current")] == ["About"]


@pytest.mark.uncounted
@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"nav": [{"Gone": "pages/gone.md"}]}, "nav: there is no page 'pages/gone.md'"),
        ({"nav": [{"Draft": "2026/draft.md"}]}, "nav: there is no page '2026/draft.md'"),
        ({"nav": [{"One": 1}]}, "nav: 1 is not a page"),
        ({"theme": {"language": "cy"}}, "theme.language: 'cy' cannot be used: the words of the pages"),
        ({"theme": {"logo": "none.png"}}, "theme.logo: there is no file 'none.png'"),
        ({"theme": {"logo": "https://example.org/a.png"}}, "theme.logo: 'https://example.org/a.png' is not a file of"),
        ({"theme": {"icon": {"logo": "material/nothing"}}}, "the theme has no icon 'material/nothing'"),
        ({"theme": {"custom_dir": "nowhere"}}, "theme.custom_dir: there is no folder 'nowhere'"),
        ({"extra_css": ["../a.css"]}, "extra_css: '../a.css' is not a file of this site"),
        ({"extra_css": ["a.txt"]}, "extra_css: 'a.txt' must end in one of these: .css"),
        ({"extra_css": "a.css"}, "extra_css: must be a list"),
        ({"extra_javascript": ["https://example.org/a.js"]}, "extra_javascript: 'https://example.org/a.js' is not"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_reported_with_its_option(config: dict[str, Any], message: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"2026/draft.md": story_text(id="draft-story", status="draft")}
    theme = {"custom_dir": str(ROOT / "overrides")} | config.get("theme", {})
    site, said = built(tmp_path, files, **config | {"theme": theme})
    assert message in said
    assert not site.folder.exists()


def test_settings_that_do_nothing_are_reported_and_refuse_no_strict_build(tmp_path: Path) -> None:
    site, said = built(tmp_path, strict=True, markdown_extensions=["toc"], hooks=["a.py"])
    for name in ("markdown_extensions", "hooks"):
        assert f"mkdocs.yml: {name}: has no effect any more" in said
    assert "index.html" in site.files


# ---- The frame and the texts


@pytest.mark.parametrize("address", ["", "about/", "stories/wigan-street-kitchens/"])
def test_an_id_of_the_frame_is_never_that_of_a_heading(address: str, showcase: Site) -> None:
    page = showcase.page(address)
    ids = [str(element["id"]) for element in page.select("[id]:not(:is(.st-prose, .st-hero__text) *)")]
    assert ids
    assert [name for name in ids if "." not in name] == []
