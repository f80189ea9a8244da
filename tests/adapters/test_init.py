from __future__ import annotations

import errno
import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from site_builder.adapters import starting_site
from site_builder.adapters.project import load_project
from site_builder.adapters.site_conversation import converse
from site_builder.reports.new_site import Answers
from tests.adapters.projects import AS_OF, REPOSITORY, on_terminal, run
from tests.adapters.repositories import git
from tests.adapters.test_drafting import Person
from tests.builders import TODAY
from tests.pictures import gradient, saved

NEEDED = ("--name", "A network", "--address", "https://stories.example.org/")
PROGRAM = ("--program", "innovation-stories==1.2")
LOGO = saved(gradient(40, 20), "PNG")
REGISTER = "slug,name,lat,lon,region\nnorth,The North Service,54.9,-1.6,North\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder, in which the command is typed."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(*args: str) -> str:
    """Run `stories init` with what it cannot take, and return why."""
    result = run("init", *AS_OF, *args)
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr.removeprefix("stories: ").rstrip("\n")


def test_what_it_writes_and_says(here: Path) -> None:
    result = run("init", "new/site", *NEEDED, *PROGRAM, *AS_OF)

    assert result.exit_code == 0, result.stderr
    assert result.stdout == (
        "Written: 13 files in new/site\n"
        "Next, in that folder:\n"
        "  make serve   shows the site on this machine\n"
        "  make check   names the 12 gaps that you fill: who runs the site, whom to ask\n"
        "  make new     starts your first story\n"
        "README.md says how to publish it, and what to type where there is no make.\n"
    )
    site = here / "new" / "site"
    assert sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()) == [
        ".gitattributes", ".github/workflows/check.yml", ".github/workflows/publish.yml", ".gitignore", "CONTRIBUTING.md",
        "Makefile", "README.md", "mkdocs.yml", "requirements.txt", "stories/2026/how-a-story-is-told.md",
        "stories/index.md", "stories/pages/about.md", "stories/pages/accessibility.md",
    ]  # fmt: skip
    assert [path.name for path in here.iterdir()] == ["new"]
    assert [path.name for path in (here / "new").iterdir()] == ["site"]


@pytest.mark.parametrize(
    ("lat", "lon", "said"),
    [
        (
            "54.9",
            "-1.6",
            ["The map shows the United Kingdom. If your places are elsewhere, check lat and lon in places.csv."],
        ),
        (
            "-1.6",
            "54.9",
            ["The map shows the Seychelles. If your places are elsewhere, check lat and lon in places.csv."],
        ),
        ("", "", []),
    ],
)
def test_it_says_where_the_places_lie_so_that_swapped_numbers_are_seen(
    here: Path, lat: str, lon: str, said: list[str]
) -> None:
    (here / "list.csv").write_text(f"slug,name,lat,lon\nnorth,North,{lat},{lon}\n", "utf-8")

    lines = run("init", "site", *NEEDED, *AS_OF, "--register", "list.csv").stdout.splitlines()

    assert [line for line in lines if "map" in line] == said


def test_the_check_names_each_gap_with_its_place_until_it_is_filled(here: Path) -> None:
    run("init", "site", *NEEDED, *AS_OF)
    config = ("-f", "site/mkdocs.yml", *AS_OF)

    found = json.loads(run("check", "--format", "json", *config).stdout)

    about = here / "site" / "stories" / "pages" / "about.md"
    assert {problem["rule"] for problem in found["problems"]} == {"fill-in"}
    for problem in found["problems"]:
        lines = (here / "site" / problem["path"]).read_text("utf-8").splitlines()
        assert lines[problem["line"] - 1][problem["column"] - 1 :].startswith("[Fill in: ")
    about.write_text(about.read_text("utf-8").replace("[Fill in: ", "Our own words: ").replace("]\n", ".\n"), "utf-8")
    left = json.loads(run("check", "--format", "json", *config).stdout)["problems"]
    assert {problem["path"] for problem in left} == {"stories/pages/accessibility.md"}


def test_every_answer_can_be_an_option(here: Path) -> None:
    (here / "logo.PNG").write_bytes(LOGO)
    (here / "list.csv").write_text(REGISTER, "utf-8")

    result = run(
        "init", "site", *NEEDED, *AS_OF, "--register", "list.csv", "--called", "service, services", "--themes", "prevention,  response",
        "--pieces", "1", "--every-months", "3", "--stories", "4", "--by", "2027-09-30", "--colour", "25", "--logo", "logo.PNG",
        "--program", "innovation-stories @ https://packages.example/innovation-stories",
    )  # fmt: skip

    assert result.exit_code == 0, result.stderr
    project = load_project(here / "site" / "mkdocs.yml")
    (plan,) = project.settings.plans
    assert plan.quota
    assert plan.target
    assert (plan.quota.pieces, plan.quota.every_months, plan.target.stories, str(plan.target.by)) == (
        1,
        3,
        4,
        "2027-09-30",
    )
    assert [term.name for term in project.settings.vocabularies.themes] == ["prevention", "response"]
    assert project.settings.colours.brand == 25
    assert project.settings.register_options.file == "places.csv"
    assert project.settings.register_options.many == "services"
    assert (here / "site" / "places.csv").read_text("utf-8") == REGISTER
    assert (here / "site" / "overrides" / "assets" / "logo.png").read_bytes() == LOGO
    assert (here / "site" / "requirements.txt").read_text(
        "utf-8"
    ) == "innovation-stories @ https://packages.example/innovation-stories\n"


@pytest.mark.parametrize("held", [(), (".git", ".venv")])
def test_a_folder_may_be_empty_or_hold_a_repository_and_an_environment(here: Path, held: tuple[str, ...]) -> None:
    (here / "site").mkdir()
    for name in held:
        (here / "site" / name).mkdir()

    assert run("init", "site", *NEEDED, *AS_OF).exit_code == 0
    assert {*held, "mkdocs.yml", "stories"} <= {path.name for path in (here / "site").iterdir()}
    assert not list((here / "site").glob(".stories-init-*"))


@pytest.mark.parametrize(
    ("held", "named"),
    [
        (["a.txt"], "'a.txt'"),
        (["a", "b", "c", "d", "e"], "'a', 'b', 'c' and 2 more"),
    ],
)
def test_nothing_is_overwritten(here: Path, held: list[str], named: str) -> None:
    (here / "site").mkdir()
    for name in held:
        (here / "site" / name).write_text("mine", "utf-8")

    assert refused("site", *NEEDED) == (
        f"'site' already has {named}, and nothing is overwritten; name a folder that is not there yet, or is empty"
    )
    assert sorted(path.name for path in (here / "site").iterdir()) == held


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        ((), "--name and --address are missing, and there is nobody to answer questions"),
        (NEEDED[:2], "--address is missing, and there is nobody to answer questions"),
        ((*NEEDED[:2], "--address", "stories.example.org"), "'stories.example.org' is not a full address"),
        ((*NEEDED, "--name", " "), "a site needs a name"),
        ((*NEEDED, "--register", "all"), "'all' is not a register; write uk, none or the path of a CSV file"),
        ((*NEEDED, "--register", "none.csv"), "there is no file 'none.csv'"),
        ((*NEEDED, "--called", "service"), "'service' is not two words; write one and many, as in: service, services"),
        ((*NEEDED, "--themes", " , "), "each story needs a theme; name at least one"),
        ((*NEEDED, "--pieces", "two"), "--pieces: 'two' is not a whole number; write it in digits, as in 12"),
        ((*NEEDED, "--pieces", "²"), "'²' is not a whole number"),
        ((*NEEDED, "--every-months", "0", "--pieces", "1"), "--pieces: 'every_months' must be at least 1, found '0'"),
        (
            (*NEEDED, "--every-months", "3"),
            "--every-months: no pieces are promised for a period; add --pieces, or leave",
        ),
        ((*NEEDED, "--every-months", "3", "--pieces", "0"), "--every-months: no pieces are promised for a period"),
        (
            (*NEEDED, "--called", "service, services", "--register", "none"),
            "--register: a site without places (register 'none') has none to call 'service'; name the register",
        ),
        (
            (*NEEDED, "--register", "none", "--called", "a, b"),
            "--called: a site without places (register 'none') has none",
        ),
        ((*NEEDED, "--stories", "4"), "a target has a number of stories and a day; give both, or neither"),
        ((*NEEDED, "--by", "30/09/2027"), "'30/09/2027' is not a date; write 2027-09-30 for 30 September 2027"),
        ((*NEEDED, "--colour", "green"), "'green' is not a colour"),
        ((*NEEDED, "--logo", "none.png"), "there is no file 'none.png'"),
        ((*NEEDED, "--logo", "material/none"), "there is no icon 'material/none'; write the name of one of Material's"),
        ((*NEEDED, "--logo", "../../x"), "there is no icon '../../x'"),
        ((*NEEDED, "--as-of", "soon"), "'soon' is not a day"),
    ],
)
def test_what_it_cannot_take(here: Path, args: tuple[str, ...], reason: str) -> None:
    assert reason in refused("site", *args)
    assert list(here.iterdir()) == []


def test_a_logo_that_is_no_picture_leaves_nothing_behind(here: Path) -> None:
    (here / "logo.png").write_text("no picture", "utf-8")

    assert refused("site", *NEEDED, "--logo", "logo.png").startswith(
        "--logo: 'logo.png' cannot be shown: its content is "
    )
    assert [path.name for path in here.iterdir()] == ["logo.png"]


def test_a_file_in_the_place_of_the_folder_is_reported(here: Path) -> None:
    (here / "site").write_text("mine", "utf-8")

    assert refused("site", *NEEDED) == "'site' is not a folder; name one that is not there yet, or is empty"
    assert refused("site/below/it", *NEEDED).startswith("'site' is not a folder; ")


@pytest.mark.parametrize(
    ("folder", "reason"),
    [
        ("n" * 300, f"'{'n' * 300}' cannot be used: File name too long; name another folder"),
        ("link", "'link' is not a folder; name one that is not there yet, or is empty"),
    ],
)
def test_a_folder_that_cannot_be_made_is_told(here: Path, folder: str, reason: str) -> None:
    (here / "link").symlink_to("nowhere")

    assert refused(folder, *NEEDED) == reason


def test_a_place_without_permission_to_write_is_told_before_anything_is_asked(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, _mode: Path(path) != Path())

    assert refused("site") == "'.' cannot be written to; name a folder elsewhere"
    assert list(here.iterdir()) == []


def test_a_site_that_could_not_be_built_is_not_started(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = starting_site.read_sources()
    monkeypatch.setattr(starting_site, "read_sources", lambda: sources | {"about.md.jinja": "no front matter"})

    assert "stories/pages/about.md:1:1 error [front-matter]" in refused("site", *NEEDED)
    assert list(here.iterdir()) == []


def test_a_full_disk_leaves_nothing_behind(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, _content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", path.name)

    monkeypatch.setattr(Path, "write_bytes", full)

    assert refused("site", *NEEDED) == "'mkdocs.yml' cannot be read or written: No space left on device"
    assert list(here.iterdir()) == []


def test_a_folder_inside_another_repository_is_told_that_github_reads_no_workflow_there(here: Path) -> None:
    git(here, "init", "--quiet")

    said = run("init", "docs/site", *NEEDED, *AS_OF).stdout

    assert (
        "Before you publish: this folder is in a larger Git repository, as docs/site/, and GitHub reads workflows only "
        "at the top of one. Move the folder out, and make a repository of it alone.\n"
    ) in said


def test_a_repository_of_its_own_is_told_nothing_of_workflows(here: Path) -> None:
    (here / "site").mkdir()
    git(here / "site", "init", "--quiet")

    assert "repository" not in run("init", "site", *NEEDED, *PROGRAM, *AS_OF).stdout


def test_without_git_nothing_is_said_of_repositories(here: Path) -> None:
    git(here, "init", "--quiet")

    assert "repository" not in run("init", "site", *NEEDED, *PROGRAM, *AS_OF, env={"PATH": ""}).stdout


# ---- As a conversation


def test_a_conversation_on_a_terminal(here: Path) -> None:
    answers = [
        ("Name of the site: ", ""),
        ("Error: a site needs a name", "A network"),
        ("Address of the site", NEEDED[3]),
    ]
    given = ("--register", "none", "--themes", "health", "--pieces", "2", "--every-months", "3", "--stories", "4")

    session = on_terminal(
        "init", "site", *given, *AS_OF, answers=[*answers, ("By which day", "2027-09-30"), ("Colour", ""), ("Logo", "")]
    )

    assert session.exit_code == 0, session.screen
    assert "Written: 13 files in site" in session.screen
    assert load_project(here / "site" / "mkdocs.yml").site.name == "A network"


def test_everything_is_asked_until_it_can_be_used(here: Path) -> None:
    (here / "list.csv").write_text(REGISTER, "utf-8")
    (here / "twice.csv").write_text(f"{REGISTER}north,North,,,\n", "utf-8")
    (here / "logo.png").write_bytes(LOGO)
    (here / "text.png").write_text("no picture", "utf-8")
    (here / "folder.png").mkdir()
    person = Person(
        "A network", "https://stories.example.org/", "twice.csv", "list.csv", "service, services", "prevention, response", "two", "2", "3",
        "12", "", "30 Sept", "2027-09-30", "400", "#0E3A46", "nothing.png", "folder.png", "text.png",
        "logo.png",
    )  # fmt: skip

    answers = converse(Answers(), frozenset(), person, TODAY)

    assert answers == Answers(
        name="A network", address="https://stories.example.org/", register="list.csv", called=("service", "services"),
        themes=("prevention", "response"), pieces=2, every_months=3, stories=12, by=date(2027, 9, 30), colour="#0E3A46",
        logo="logo.png",
    )  # fmt: skip
    assert [line.partition(";")[0] for line in person.told] == [
        "'twice.csv' cannot be used:\n  twice.csv:3: the slug 'north' is on line 2 already", "'two' is not a whole number", "'' is not a date", "'30 Sept' is not a date", "'400' is not a colour",
        "there is no file 'nothing.png'", "'folder.png' cannot be read: Is a directory",
        "'text.png' cannot be shown: its content is plain text, not a PNG file",
    ]  # fmt: skip


def test_no_answer_leaves_what_is_usual_and_asks_nothing_that_follows_from_it() -> None:
    person = Person("A network", "https://stories.example.org/", *[""] * 6)

    answers = converse(Answers(), frozenset(), person, TODAY)

    assert answers == Answers(name="A network", address="https://stories.example.org/")
    assert len(person.asked) == 8
    assert not any(
        "months" in question or "By which day?" in question or "is called" in question for question in person.asked
    )


def test_nought_is_no_promise() -> None:
    person = Person("", "0", "0", "", "")

    answers = converse(Answers(register="none"), frozenset({"name", "address", "register"}), person, TODAY)

    assert (answers.pieces, answers.stories) == (None, None)
    assert not any("months" in question or "By which day" in question for question in person.asked)


def test_what_is_given_is_not_asked() -> None:
    given = Answers(name="A network", address="https://stories.example.org/", register="none")
    person = Person("", "", "", "", "material/fire-truck")

    answers = converse(given, frozenset({"name", "address", "register"}), person, TODAY)

    assert answers.icon == "material/fire-truck"
    assert [question.partition(" ")[0] for question in person.asked] == [
        "Themes,",
        "How",
        "How",
        "Colour:",
        "Logo:",
    ]


# ---- Where the program comes from


VERSION = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]["version"]


class Installed:
    """What is known of a package that was installed from somewhere."""

    version = "1.2"

    def __init__(self, origin: object) -> None:
        self.origin = origin

    def read_text(self, _name: str) -> str | None:
        return json.dumps(self.origin) if self.origin else None


@pytest.mark.parametrize(
    ("origin", "requirement"),
    [
        (None, "innovation-stories==1.2"),
        ({"url": "file:///home/me/innovation-stories", "dir_info": {"editable": True}}, "innovation-stories==1.2"),
        ({"url": "https://example.org/it.git", "vcs_info": {"vcs": "git", "commit_id": "abc", "requested_revision": "v1"}},
         "innovation-stories @ git+https://example.org/it.git@abc"),
        ({"url": "https://packages.example/innovation-stories", "archive_info": {"hash": "sha256=abc"}},
         "innovation-stories @ https://packages.example/innovation-stories#sha256=abc"),
        ({"url": "https://packages.example/innovation-stories", "archive_info": {}}, "innovation-stories @ https://packages.example/innovation-stories"),
    ],
)  # fmt: skip
def test_a_site_names_the_program_that_started_it(
    origin: Any, requirement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starting_site, "distribution", lambda _name: Installed(origin))

    assert starting_site.own_requirement() == requirement


@pytest.mark.parametrize(
    ("origin", "args", "is_told"),
    [
        ({"url": "file:///home/me/innovation-stories", "dir_info": {}}, (), True),
        (
            {"url": "file:///home/me/innovation-stories", "dir_info": {}},
            PROGRAM,
            False,
        ),
        (None, (), False),
    ],
)
@pytest.mark.usefixtures("here")
def test_a_program_from_a_folder_of_this_machine_is_told_to_be_out_of_reach_for_others(
    origin: Any, args: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, *, is_told: bool
) -> None:
    monkeypatch.setattr(starting_site, "distribution", lambda _name: Installed(origin))

    said = run("init", "site", *NEEDED, *args, *AS_OF).stdout

    told = "Before you publish: requirements.txt names innovation-stories==1.2, because this program came from a folder"
    assert (told in said) == is_told


def test_the_program_of_a_checkout_is_named_by_its_version(here: Path) -> None:
    run("init", "site", *NEEDED, *AS_OF)

    assert (here / "site" / "requirements.txt").read_text("utf-8") == f"innovation-stories=={VERSION}\n"
