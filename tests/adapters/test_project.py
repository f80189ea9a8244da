"""mkdocs.yml, usable and unusable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_builder.adapters.project import ProjectError, load_project
from site_builder.content.vocabulary import Taxonomy
from tests.adapters.projects import AS_OF, Folder, run
from tests.builders import TODAY

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = "mkdocs.yml has settings that cannot be used:\n  plugins.stories"
PLAN = "name: a, starts: 2026-11-01, ends: 2027-10-31"
HALF_YEARS = "quota: {pieces: 2, every_months: 6}"


def fails(folder: Folder, text: str | bytes) -> str:
    """Return what `stories check` says of a mkdocs.yml that it cannot use."""
    data = text.encode() if isinstance(text, str) else text
    (folder.root / "mkdocs.yml").write_bytes(data)
    result = run("check")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("stories: ")
    return result.stderr.removeprefix("stories: ").rstrip("\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("plugins: [stories\n", "mkdocs.yml: line 1, column 10: the list opened with [ here is not closed"),
        ("site_name: A: B\n", "mkdocs.yml: line 1, column 13: a colon followed by a space starts a new key"),
        (
            "plugins:\n\t- stories\n",
            "mkdocs.yml: line 2, column 1: there is a tab here, or a character that YAML reserves",
        ),
        ("site_name: !ENV {a: b}\n", "mkdocs.yml: line 1, column 12: this is not valid YAML: expected a scalar"),
        ("site_name: \x07\n", "mkdocs.yml: not valid YAML: "),
        ("[" * 5000, "mkdocs.yml: "),
        ("", "mkdocs.yml must be lines of 'key: value'"),
        ("- stories\n", "mkdocs.yml must be lines of 'key: value'"),
        ("stories\n", "mkdocs.yml must be lines of 'key: value'"),
        (b"site_name: Caf\xe9\n", "mkdocs.yml is not UTF-8; save it with that encoding"),
        ("site_name: x\n", "mkdocs.yml: plugins: the plugin 'stories' is not among them"),
        ("plugins: [search, null, 5]\n", "mkdocs.yml: plugins: the plugin 'stories' is not among them"),
        ("plugins: [{}]\n", "mkdocs.yml: plugins: the plugin 'stories' is not among them"),
        ("plugins: {search: {}}\n", "mkdocs.yml: plugins: the plugin 'stories' is not among them"),
        ("plugins: stories\n", "mkdocs.yml: plugins: must be a list, each item after a hyphen; found 'stories'"),
        ("plugins: 5\n", "mkdocs.yml: plugins: must be a list, each item after a hyphen; found 5"),
        ("plugins: [stories]\n", "mkdocs.yml: docs_dir: there is no folder 'docs' beside it"),
        ("docs_dir: away\nplugins: [stories]\n", "mkdocs.yml: docs_dir: there is no folder 'away' beside it"),
        ("docs_dir: mkdocs.yml\nplugins: [stories]\n", "mkdocs.yml: docs_dir: there is no folder 'mkdocs.yml'"),
        ("docs_dir: ..\nplugins: [stories]\n", "mkdocs.yml: docs_dir: '..' must be a folder inside the project"),
        ("docs_dir: .\nplugins: [stories]\n", "mkdocs.yml: docs_dir: '.' must be a folder inside the project's"),
        ("docs_dir: [a]\nplugins: [stories]\n", "mkdocs.yml: docs_dir: must be text, as in docs_dir: stories; "),
        ("INHERIT: mkdocs.yml\n", "mkdocs.yml: INHERIT leads back to itself"),
        ("INHERIT: [1]\n", "cannot be read: No such file or directory"),
    ],
)
def test_a_configuration_that_cannot_be_used(folder: Folder, text: str | bytes, message: str) -> None:
    assert message in fails(folder, text)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("5", ": 'options' must be a group of keys, found '5'"),
        ("[timezone]", ": 'options' must be a group of keys, found a list"),
        ("{timezon: UTC}", ".timezon: unknown key 'timezon'; did you mean 'timezone'?"),
        (
            "{timezone: Europe/Londn}",
            ".timezone: 'Europe/Londn' is not a time zone of the IANA database; write one such as Europe/London",
        ),
        (
            "{timezone: /etc/passwd}",
            ".timezone: '/etc/passwd' is not a time zone of the IANA database; write one such as Europe/London",
        ),
        ("{timezone: 5}", ".timezone: 'timezone' must be text, found '5'"),
        (
            "{publish_time: 6:00}",
            ".publish_time: 'publish_time': YAML reads the time without quotes as the number 360; write \"06:00\"",
        ),
        (
            "{publish_time: '25:00'}",
            ".publish_time: '25:00' is not a time; write hours and minutes in quotes, as in \"06:00\"",
        ),
        ("{vocabularies: themes}", ".vocabularies: 'vocabularies' must be a group of keys, found 'themes'"),
        ("{vocabularies: {theme: [a]}}", ".vocabularies.theme: unknown key 'theme'; did you mean 'themes'?"),
        ("{vocabularies: {themes: a}}", ".vocabularies.themes: 'themes' must be a list: write themes: [a]"),
        ("{vocabularies: {themes: [a, A]}}", ".vocabularies.themes: 'A' and 'a' would share the address /themes/a/"),
        (
            "{vocabularies: {services: ['!']}}",
            ".vocabularies.services: '!' has no letter from A to Z and no digit for its page's address",
        ),
        (
            "{vocabularies: {themes: [{name: a, desc: b}]}}",
            ".vocabularies.themes[0].desc: unknown key 'desc'; use one of: name, description, also",
        ),
        (
            "{vocabularies: {programmes: [{description: b}]}}",
            ".vocabularies.programmes[0].name: 'name' is missing or empty; an entry of 'programmes' must have name",
        ),
        (
            "{places: [quedgeley]}",
            ".places[0]: an entry of 'places' must have slug, name, lat and lon, found 'quedgeley'",
        ),
        (
            "{places: [{slug: Q, name: n, lat: 1, lon: 2}]}",
            ".places[0].slug: 'Q' must be lower-case letters, digits and single hyphens",
        ),
        ("{places: [{slug: q, name: n, lat: 91, lon: 2}]}", ".places[0].lat: 'lat' must be at most 90, found '91'"),
        (
            "{places: [{slug: q, name: n, lat: 1}]}",
            ".places[0].lon: 'lon' is missing or empty; an entry of 'places' must have slug, name, lat and lon",
        ),
        ("{how_section: how}", ".how_section: 'how_section' must be a list: write how_section: [how]"),
        (
            "{on_shortfall: fail}",
            ".on_shortfall: 'fail' is not allowed for 'on_shortfall'; use one of: info, warning, error",
        ),
        (
            "{plans: {}}",
            ".plans: 'plans' must be a list, and each entry must have name, starts and ends, as in plans: [{name: ..., starts: ..., ends: ...}]",
        ),
        (
            "{plans: [{name: a, starts: 2026-11-01}]}",
            ".plans[0].ends: 'ends' is missing or empty; an entry of 'plans' must have name, starts and ends",
        ),
        (
            "{plans: [{name: a, starts: 2026-11-01, ends: soon}]}",
            ".plans[0].ends: 'soon' is not a date; write year-month-day, as in 2026-11-16",
        ),
        (
            "{plans: [{name: a, starts: 2026-11-01, ends: 2026-10-31}]}",
            ".plans[0].ends: 2026-10-31 is before the plan's start 2026-11-01",
        ),
        (f"{{plans: [{{{PLAN}, quota: 2}}]}}", ".plans[0].quota: 'quota' must have pieces and every_months, found '2'"),
        (
            f"{{plans: [{{{PLAN}, quota: {{pieces: two, every_months: 2}}}}]}}",
            ".plans[0].quota.pieces: 'pieces' must be a whole number, found 'two'",
        ),
        (
            f"{{plans: [{{{PLAN}, quota: {{pieces: 2, every_months: 0}}}}]}}",
            ".plans[0].quota.every_months: 'every_months' must be at least 1, found '0'",
        ),
        (
            f"{{plans: [{{{PLAN}, target: {{stories: 12}}}}]}}",
            ".plans[0].target.by: 'by' is missing or empty; 'target' must have stories and by",
        ),
        (
            f"{{plans: [{{{PLAN}, target: {{stories: 12, by: 2026-01-01}}}}]}}",
            ".plans[0].target.by: 2026-01-01 is before the plan's start 2026-11-01",
        ),
        (
            f"{{plans: [{{{PLAN}, {HALF_YEARS}, waivers: [{{period: 2026-12-01, pieces: 0, reason: r}}]}}]}}",
            (
                ".plans[0].waivers[0].period: 2026-12-01 is not the first day of a period; "
                "they are: 2026-11-01, 2027-05-01"
            ),
        ),
        (
            f"{{plans: [{{{PLAN}}}, {{name: b, starts: 2027-10-31, ends: 2028-10-31}}]}}",
            ".plans[1]: the plan 'b' overlaps the plan 'a'; end the older one the day before",
        ),
        (
            "{milestones: [{name: m}]}",
            ".milestones[0].date: 'date' is missing or empty; an entry of 'milestones' must have name and date",
        ),
        (
            "{milestones: [{name: m, date: 2026-11-01, until: 2026-10-01}]}",
            ".milestones[0].until: 2026-10-01 is before the milestone's date 2026-11-01",
        ),
        (
            "{tag_authority: x}",
            ".tag_authority: 'x' must be a host name and a date (RFC 4151), as in stories.example.gov.uk,2026",
        ),
    ],
)
def test_settings_that_cannot_be_used(folder: Folder, options: str, message: str) -> None:
    text = f"docs_dir: stories\nplugins:\n  - stories: {options}\n"

    assert fails(folder, text) == f"{SETTINGS}{message}"


def test_all_wrong_settings_are_reported_at_once(folder: Folder) -> None:
    told = fails(folder, "docs_dir: stories\nplugins:\n  - stories: {timezon: UTC, places: 5, on_shortfall: no}\n")

    assert [line.split(":")[0].strip() for line in told.splitlines()[1:]] == [
        "plugins.stories.places",
        "plugins.stories.on_shortfall",
        "plugins.stories.timezon",
    ]


def test_an_inherited_configuration_that_cannot_be_used(folder: Folder) -> None:
    (folder.root / "base.yml").write_text("plugins: [\n")

    assert fails(folder, "INHERIT: base.yml\n").startswith("base.yml: line 2, column 1: ")


def test_every_command_needs_a_usable_configuration(folder: Folder) -> None:
    (folder.root / "mkdocs.yml").write_text("plugins: []\n")

    for command in ("check", "plan", "calendar", "next", "new", "schema"):
        result = run(command)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "the plugin 'stories' is not among them" in result.stderr


def test_a_folder_without_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    result = run("check")

    message = "there is no mkdocs.yml in this folder or above it; go to the folder of the project first"
    assert (result.exit_code, result.stderr) == (2, f"stories: {message}\n")


def test_a_configuration_that_is_named_but_missing(folder: Folder) -> None:
    assert run("check", "-f", "other.yml").stderr == "stories: other.yml cannot be read: No such file or directory\n"
    assert run("check", "-f", str(folder.stories)).exit_code == 2


def test_the_project_is_found_from_any_folder_in_it(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("2026/a/index.md")
    monkeypatch.chdir(folder.stories / "2026" / "a")

    assert load_project().root == folder.root
    assert load_project().read(TODAY).files_read == 1
    assert run("check", *AS_OF).stdout == "1 story checked: nothing to fix.\n"


def test_another_configuration_can_be_named(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("2026/a.md")
    monkeypatch.chdir("/")

    assert run("check", "--config", str(folder.root / "mkdocs.yml"), *AS_OF).exit_code == 0


@pytest.mark.parametrize(
    "plugins",
    [
        "[stories]",
        "[search, stories]",
        "[{stories: }]",
        "[{search: {lang: en}}, {stories: {timezone: Europe/London}}]",
        "[{stories: {enabled: true}}]",
        "[{stories: {enabled: !ENV [STORIES, true], timezone: !ENV [ZONE, Europe/London]}}]",
        "{stories: {}}",
        "{stories: , search: }",
    ],
)
def test_every_form_in_which_mkdocs_takes_plugins(folder: Folder, plugins: str) -> None:
    (folder.root / "mkdocs.yml").write_text(f"docs_dir: stories\nplugins: {plugins}\n")

    assert load_project().settings.timezone == "Europe/London"


def test_the_environment_and_tags_for_the_engine(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORIES_ZONE", "Europe/Paris")
    (folder.root / "mkdocs.yml").write_text(
        "site_name: !ENV [NO_SUCH_NAME, Stories]\n"
        "docs_dir: stories\n"
        "hooks: !relative\n"
        "markdown_extensions:\n"
        "  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji }\n"
        "  - toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}\n"
        "plugins:\n"
        "  - stories: {timezone: !ENV STORIES_ZONE}\n"
    )

    project = load_project()

    assert project.settings.timezone == "Europe/Paris"
    assert project.site.name == "Stories"


def test_no_tag_runs_code(folder: Folder) -> None:
    (folder.root / "mkdocs.yml").write_text(
        "site_name: S\nsite_url: https://a.example/\ndocs_dir: stories\nplugins: [stories]\nextra: !!python/object/apply:os.mkdir [made-by-a-tag]\n"
    )

    assert run("check", *AS_OF).exit_code == 0
    assert not (folder.root / "made-by-a-tag").exists()


def test_a_configuration_with_a_byte_order_mark(folder: Folder) -> None:
    (folder.root / "mkdocs.yml").write_text("docs_dir: stories\nplugins: [stories]\n", "utf-8-sig")

    assert load_project().folder == folder.stories


def test_an_inherited_configuration(folder: Folder) -> None:
    base = folder.root / "shared" / "base.yml"
    base.parent.mkdir()
    base.write_text(
        "site_name: Base\n"
        "docs_dir: stories\n"
        "theme: {name: material, language: en}\n"
        "site_description: From below\n"
        "plugins: {stories: {timezone: Europe/Paris, vocabularies: {themes: [a, b], services: [c]}}}\n"
    )
    (folder.root / "mkdocs.yml").write_text(
        "INHERIT: shared/base.yml\n"
        "site_name: Ours\n"
        "theme: {name: material}\n"
        "plugins: {stories: {vocabularies: {themes: [z]}}}\n"
    )

    project = load_project()

    assert project.folder == folder.stories
    assert (project.site.name, project.site.description) == ("Ours", "From below")
    assert project.settings.timezone == "Europe/Paris"
    names = {taxonomy: [t.name for t in terms] for taxonomy, terms in project.settings.taxonomies.items()}
    assert names == {Taxonomy.THEMES: ["z"], Taxonomy.SERVICES: ["c"], Taxonomy.PROGRAMMES: []}


def own_register(folder: Folder, text: str | bytes, register: object = "members.csv") -> None:
    """Give a project a register of its own."""
    (folder.root / "members.csv").write_bytes(text.encode() if isinstance(text, str) else text)
    folder.write_configuration({"docs_dir": "stories", "plugins": [{"stories": {"register": register}}]})


def test_a_project_brings_a_register_of_its_own(folder: Folder) -> None:
    own_register(folder, "slug,name,lat,lon\na,A,53,-8\n", {"file": "members.csv", "one": "member", "credit": "Ours."})
    project = load_project()
    assert [place.name for place in project.register] == ["A"]
    assert (project.register.called.one, project.register.credit) == ("member", "Ours.")
    assert project.coastline is not None
    assert project.coastline.countries == ("Ireland",)


@pytest.mark.parametrize(
    ("register", "chosen", "countries"),
    [
        ("uk", None, ("United Kingdom",)),
        ("uk", "none", ("United Kingdom",)),
        ("uk", ["uk", "Ireland"], ("United Kingdom", "Ireland")),
        ("uk", "France", ("France",)),
        ("none", None, None),
        ("none", "France", None),
        ("members.csv", None, ("United Kingdom",)),
        ("members.csv", "uk", ("United Kingdom",)),
        ("members.csv", "Malta", ("Malta",)),
        ("members.csv", "none", ("United Kingdom",)),
        ("cork.csv", "none", ("Ireland",)),
        ("nowhere.csv", None, None),
    ],
)
def test_the_land_follows_the_register_or_the_choice_without_a_map_too(
    register: str, chosen: object, countries: tuple[str, ...] | None, folder: Folder
) -> None:
    (folder.root / "members.csv").write_text("slug,name,lat,lon\na,A,53.96,-1.08\n", "utf-8")
    (folder.root / "cork.csv").write_text("slug,name,lat,lon\na,A,51.9,-8.47\n", "utf-8")
    (folder.root / "nowhere.csv").write_text("slug,name\na,A\n", "utf-8")
    options = {"register": register} | ({"map": chosen} if chosen else {})
    folder.write_configuration({"docs_dir": "stories", "plugins": [{"stories": options}]})
    coastline = load_project().coastline
    assert (coastline.countries if coastline else None) == countries


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"slug,name\nA b,\nb,B\nb,B\n",
         ("'members.csv' cannot be used:\n  members.csv:2: the name is missing\n  members.csv:2: the slug 'A b' must be "
         "lower-case letters, digits and single hyphens\n  members.csv:4: the slug 'b' is on line 3 already")),
        (b"\xff", "'members.csv' cannot be used:\n  members.csv:1: the file is not UTF-8; save it as 'CSV UTF-8'"),
    ],
)  # fmt: skip
def test_a_register_that_cannot_be_used_is_reported(text: bytes, message: str, folder: Folder) -> None:
    own_register(folder, text)
    result = run("check")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"stories: mkdocs.yml: plugins.stories.register: {message}\n"


def test_a_register_that_is_not_there_is_reported(folder: Folder) -> None:
    own_register(folder, "", "gone.csv")
    assert run("check").stderr.endswith("plugins.stories.register: there is no file 'gone.csv' beside mkdocs.yml\n")
    (folder.root / "gone.csv").mkdir()
    assert run("check").stderr.endswith("plugins.stories.register: 'gone.csv' cannot be read: Is a directory\n")


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ("Irland", "plugins.stories.map: there is no country 'Irland'; did you mean 'Ireland'?"),
        (["Ireland", "none"], "plugins.stories.map: there is no country 'none'; 'none' is alone"),
    ],
)
def test_a_country_that_is_none_is_reported(chosen: object, said: str, folder: Folder) -> None:
    folder.write_configuration({"docs_dir": "stories", "plugins": [{"stories": {"map": chosen}}]})
    assert said in run("check").stderr


def test_another_language_is_refused_until_there_are_words_in_it(folder: Folder) -> None:
    folder.write_configuration({"docs_dir": "stories", "theme": {"language": "cy"}, "plugins": ["stories"]})
    result = run("check")
    assert result.exit_code == 2
    assert result.stderr == (
        "stories: mkdocs.yml: theme.language: 'cy' cannot be used: the words of the pages are in English only, and screen "
        "readers would read them wrongly under another name; write language: en\n"
    )


@pytest.mark.usefixtures("folder")
def test_what_the_site_says_of_itself() -> None:
    site = load_project().site

    assert (site.name, site.url, site.author) == ("Stories & more", "https://stories.example/", "Stories & more")
    assert (site.description, site.language) == ("", "en")
    assert site.tag_authority == "stories.example,2026"


def test_a_configuration_that_says_next_to_nothing(folder: Folder) -> None:
    folder.write_configuration({"docs_dir": "stories", "plugins": ["stories"], "theme": "material"})

    site = load_project().site

    assert (site.name, site.url, site.author, site.language) == ("", "", "", "en")
    assert site.tag_authority == "localhost,2026"


def test_the_stories_folder_may_are_further_down(folder: Folder) -> None:
    (folder.root / "content").mkdir()
    folder.stories.rename(folder.root / "content" / "stories")
    site = {"site_name": "S", "site_url": "https://a.example/"}
    folder.write_configuration({**site, "docs_dir": "content/stories", "plugins": ["stories"]})
    (folder.root / "content" / "stories" / "odd.md").touch()

    assert "content/stories/odd.md:1:1 error" in run("check", *AS_OF).stdout


def test_a_stories_folder_outside_the_project(folder: Folder) -> None:
    folder.stories.rename(folder.root.parent / "elsewhere")
    folder.write_configuration({
        "site_name": "Stories", "site_url": "https://a.example/", "docs_dir": "../elsewhere", "plugins": ["stories"],
    })  # fmt: skip

    with pytest.raises(ProjectError, match=r"docs_dir: '\.\./elsewhere' must be a folder inside the project's folder"):
        load_project()


def test_a_stories_folder_that_is_a_link_is_where_it_is(folder: Folder) -> None:
    folder.stories.rename(folder.root.parent / "elsewhere")
    folder.stories.symlink_to(folder.root.parent / "elsewhere", target_is_directory=True)

    assert load_project().folder == folder.stories


def test_places_are_beside_the_register(folder: Folder) -> None:
    folder.configure(places=[{"slug": "quedgeley", "name": "Quedgeley Town Council", "lat": 51.8, "lon": -2.3}])

    register = load_project().register

    assert "quedgeley" in register
    assert "york" in register
