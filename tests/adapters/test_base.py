"""Pull requests to a real repository: what `stories check --base` says of each."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.adapters.project import load_project
from site_builder.collection import read_as_it_was
from site_builder.content.vocabulary import Taxonomy
from site_builder.reports import job_summary
from site_builder.settings import parse_settings
from tests.adapters.projects import AS_OF, PLAN, run
from tests.adapters.repositories import ALONE, Repository, git, published
from tests.builders import TODAY, VOCABULARIES

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

BASE = ("check", *AS_OF, "--base", "main")


@pytest.fixture(autouse=True)
def _git_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Return the repository of which each test gets a copy."""
    return published(tmp_path_factory.mktemp("original") / "project")


@pytest.fixture
def repository(original: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = original.copied_to(tmp_path / "project")
    monkeypatch.chdir(made.root)
    return made


def said(*args: str) -> list[str]:
    """Return what the check says at its places."""
    return run(*BASE, *args).stdout.split(" checked: ")[0].splitlines()[:-1]


def effect(*args: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*BASE, "--format", "json", *args).stdout)["effect"]
    return found


def lines(result: Result) -> list[str]:
    """Return what a change does, as the text says."""
    return [line.strip() for line in result.stdout.partition("Compared with main (")[2].splitlines()[1:]]


# ---- The fourteen pull requests


def test_a_good_story(repository: Repository, tmp_path: Path) -> None:
    repository.write("2027/parks.md", title="Parks for all", date="2027-01-20", original=True)

    result = run(*BASE)

    assert result.exit_code == 0
    assert lines(result) == [
        "Plan 2026-27: Jan-Feb 2027: 1/1 -> 2/1 (on-track) · target 3/2 -> 4/2 (met)",
        "+ Parks for all: scheduled for 20 January 2027 (stories/2027/parks.md)",
    ]
    summary = tmp_path / "summary.md"
    on_github = run(*BASE, "--format", "github", env={"GITHUB_STEP_SUMMARY": str(summary)})
    assert on_github.stdout == (
        "4 stories checked: nothing to fix.\n"
        "::notice title=Effect on the plan::"
        "2026-27: Jan-Feb 2027: 1/1 -> 2/1 (on-track) · target 3/2 -> 4/2 (met)\n"
    )
    text = summary.read_text("utf-8")
    assert "| 2026-27 | Jan-Feb 2027 | 1/1 | 2/1 | on-track |\n" in text
    assert "| Parks for all | scheduled for 20 January 2027 | `stories/parks/index.html` |\n" in text


def test_a_misspelt_theme(repository: Repository) -> None:
    repository.write("2027/parks.md", title="Parks for all", date="2027-01-20", themes=["digitalization"])

    result = run(*BASE, "--format", "github")

    assert result.exit_code == 1
    assert result.stdout.startswith("::error file=stories/2027/parks.md,line=8,col=10,title=theme-known::")


def test_moved_without_an_alias(repository: Repository) -> None:
    (repository.stories / "2026" / "bins.md").rename(repository.stories / "2026" / "bin-rounds.md")

    result = run(*BASE)

    assert result.exit_code == 1
    assert said() == [
        (
            "stories/2026/bin-rounds.md:1:1 error [address-kept] this was stories/2026/bins.md; readers know it as "
            "/stories/bins/, which would lead nowhere; write aliases: [/stories/bins/]"
        )
    ]
    assert lines(result) == [
        (
            "~ Fewer miles for the bin lorries: published on 16 November 2026; /stories/bins/ -> /stories/bin-rounds/ "
            "(stories/2026/bin-rounds.md)"
        )
    ]


def test_moved_with_an_alias(repository: Repository) -> None:
    (repository.stories / "2026" / "energy.md").unlink()
    repository.write(
        "2026/heat-network/index.md", id="story-energy", title="A town that sells heat",
        themes=["commercialisation"], aliases=["/heat/", "/stories/energy/"],
    )  # fmt: skip

    assert run(*BASE).exit_code == 0
    assert said() == []


def test_a_move_to_the_folder_of_another_year_needs_no_alias(repository: Repository) -> None:
    (repository.stories / "2026" / "bins.md").rename(repository.stories / "2027" / "bins.md")

    assert run(*BASE).exit_code == 0
    assert effect()["pieces"][0]["changed"] == ["file"]


def test_an_alias_that_is_gone(repository: Repository) -> None:
    repository.write("2026/energy.md", title="A town that sells heat", themes=["commercialisation"])

    assert said() == [
        (
            "stories/2026/energy.md:1:1 error [address-kept] readers know it as /heat/, which would lead nowhere; "
            "write aliases: [/heat/]"
        )
    ]


def test_the_line_to_paste_can_be_pasted(repository: Repository) -> None:
    repository.write("2026/energy.md", title="A town", themes=["commercialisation"], aliases=["/a, b/", "/heat/"])
    repository.commit()
    git(repository.root, "branch", "--force", "main")
    (repository.stories / "2026" / "energy.md").unlink()
    repository.write(
        "2026/heat.md", id="story-energy", title="A town", themes=["commercialisation"], aliases=["/heat/"]
    )

    (line,) = said()
    repository.write(
        "2026/heat.md", (repository.stories / "2026" / "heat.md").read_text("utf-8").replace(
            'aliases: ["/heat/"]', line.partition("; write ")[2]
        ),
    )  # fmt: skip

    assert line.endswith('write aliases: [/heat/, /stories/energy/, "/a, b/"]')
    assert said() == []


def test_a_lost_id(repository: Repository) -> None:
    repository.write("2026/bins.md", id=None, title="Fewer miles for the bin lorries", original=True)

    assert said() == [
        (
            "stories/2026/bins.md:1:1 error [id-kept] feeds and calendars know this piece by another id; "
            "write id: story-bins, as it was"
        )
    ]


def test_another_id(repository: Repository) -> None:
    repository.write("2026/bins.md", id="fewer-miles-k3x9", title="Fewer miles for the bin lorries", original=True)

    assert [line.partition(" error ")[0] for line in said()] == ["stories/2026/bins.md:2:5"]
    assert said()[0].endswith("write id: story-bins, as it was")


def test_another_id_and_another_name(repository: Repository) -> None:
    (repository.stories / "2026" / "bins.md").unlink()
    repository.write("2026/lorries.md", title="Fewer miles for the bin lorries", original=True)

    assert [line.partition("] ")[2] for line in said()] == [
        (
            "this was stories/2026/bins.md; readers know it as /stories/bins/, which would lead nowhere; "
            "write aliases: [/stories/bins/]"
        ),
        (
            "this looks like stories/2026/bins.md under another name; feeds and calendars know this piece by another id; "
            "write id: story-bins, as it was"
        ),
    ]


def test_a_copied_id(repository: Repository) -> None:
    """The copy alone is blamed, not the story that had the id."""
    repository.write("2026/parks.md", id="story-bins", title="Parks for all")

    (line,) = said()

    assert line.startswith(
        "stories/2026/parks.md:2:5 error [id-unique] the id 'story-bins' also belongs to stories/2026/b"
    )


def test_deleted(repository: Repository) -> None:
    (repository.stories / "2026" / "bins.md").unlink()

    result = run(*BASE, "--format", "github")

    assert result.exit_code == 1
    assert result.stdout.startswith(
        "::error file=stories/2026/bins.md,line=1,col=1,title=published-kept::'Fewer miles for the bin lorries' was "
        "published on 16 November 2026 and is gone; bring the file back, or withdraw the piece: status: withdrawn, "
        "and withdrawn: {date: ..., reason: ...}\n"
    )
    assert lines(run(*BASE)) == [
        (
            "Plan 2026-27: Nov-Dec 2026: 1/1 -> 0/1 (published 1 -> 0, met -> short) · "
            "target 3/2 -> 2/2 (published 2 -> 1, met -> on-track)"
        ),
        "- Fewer miles for the bin lorries: gone, was published on 16 November 2026 (stories/2026/bins.md)",
        "These no longer have a published story: /themes/digitalisation/",
    ]


def test_withdrawn(repository: Repository) -> None:
    repository.write(
        "2026/bins.md", title="Fewer miles for the bin lorries", original=True, status="withdrawn",
        withdrawn={"date": date(2026, 11, 20), "reason": "The figures were wrong."},
    )  # fmt: skip

    assert run(*BASE).exit_code == 0
    assert (
        "~ Fewer miles for the bin lorries: published on 16 November 2026 -> withdrawn (stories/2026/bins.md)"
        in lines(run(*BASE))
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": "draft"}, "its status is now 'draft'"),
        ({"date": date(2026, 12, 20)}, "its date is now 20 December 2026"),
        (
            {"status": "withdrawn", "withdrawn": {"date": date(2026, 11, 1), "reason": "A mistake."}},
            "it says that it was withdrawn before it was published, so there is no notice of that",
        ),
    ],
)
def test_a_published_story_that_vanishes(repository: Repository, changes: dict[str, object], reason: str) -> None:
    repository.write("2026/bins.md", None, title="Fewer miles for the bin lorries", original=True, **changes)

    (line,) = [line for line in said() if "[published-kept]" in line]

    assert f" and would vanish: {reason}; to withdraw it: status: withdrawn" in line
    assert run(*BASE).exit_code == 1


def test_a_draft_only(repository: Repository) -> None:
    repository.write("2027/parks.md", title="Parks for all", status="draft", date=date(2027, 3, 2), original=True)

    result = run(*BASE)

    assert result.exit_code == 0
    assert lines(result) == [
        "Plan 2026-27: Mar-Apr 2027: 0/1 (planned 0 -> 1, short -> at-risk) · target 3/2 (planned 0 -> 1, met)",
        "+ Parks for all: draft, planned for 2 March 2027 (stories/2027/parks.md)",
    ]


def test_two_at_once(repository: Repository) -> None:
    repository.write("2027/parks.md", title="Parks for all", date="2027-01-20")
    repository.write("2027/trees.md", title="Trees for all", status="idea", summary=None, date=None)

    assert [(piece["title"], piece["change"]) for piece in effect()["pieces"]] == [
        ("Parks for all", "added"), ("Trees for all", "added"),
    ]  # fmt: skip


def test_a_change_of_the_plan(repository: Repository) -> None:
    repository.configure(
        plans=[dict(PLAN) | {"quota": {"pieces": 2, "every_months": 2}, "target": {"stories": 4, "by": "2027-04-30"}}],
        milestones=[{"name": "Board", "date": "2027-01-21"}],
    )  # fmt: skip

    result = run(*BASE)

    assert result.exit_code == 0
    assert lines(result) == [
        (
            "Plan 2026-27: Nov-Dec 2026: 1/1 -> 1/2 (met -> short) · Jan-Feb 2027: 1/1 -> 1/2 (on-track -> short) · "
            "Mar-Apr 2027: 0/1 -> 0/2 (short) · target 3/2 -> 3/4 (by 31 March 2027 -> 30 April 2027, met -> short)"
        ),
        "+ milestone Board, 21 January 2027",
    ]


def test_a_plan_more_and_a_plan_less(repository: Repository) -> None:
    repository.configure(plans=[dict(PLAN) | {"name": "2027", "target": None}])

    assert lines(run(*BASE)) == [
        (
            "Plan 2026-27: Nov-Dec 2026: promised no more · Jan-Feb 2027: promised no more · "
            "Mar-Apr 2027: promised no more · target promised no more"
        ),
        "Plan 2027: Nov-Dec 2026: new, 1/1 · Jan-Feb 2027: new, 1/1 · Mar-Apr 2027: new, 0/1",
    ]


def test_a_renamed_theme(repository: Repository) -> None:
    """The stories are changed with it, so that the collection alone has no fault."""
    themes = ["political leadership", "commercialisation", "digital working"]
    repository.configure(plans=[PLAN], vocabularies=dict[str, object](VOCABULARIES) | {"themes": themes})
    for name in ("2026/bins.md", "2027/loans.md"):
        file = repository.stories / name
        file.write_text(file.read_text("utf-8").replace("digitalisation", "digital working"), "utf-8")

    assert run("check", *AS_OF).exit_code == 0
    (line,) = said()

    assert line.startswith("mkdocs.yml:")
    assert line.endswith(
        "[term-kept] the theme 'digitalisation' is gone (now 'digital working'?), and with it the page and the feeds at "
        "/themes/digitalisation/, which 1 story filled; write it as it was"
    )


def test_a_place_that_is_gone(repository: Repository) -> None:
    repository.configure(
        plans=[PLAN], places=[{"slug": "little-snoring", "name": "Little Snoring", "lat": 52.85, "lon": 0.9}]
    )
    repository.write("2026/parish.md", title="A parish", councils=["little-snoring"])
    repository.commit()
    git(repository.root, "branch", "--force", "main")
    repository.configure(plans=[PLAN], places=[{"slug": "snoring", "name": "Little Snoring", "lat": 52.85, "lon": 0.9}])
    repository.write("2026/parish.md", title="A parish", councils=["snoring"])

    (line,) = said()

    assert "[term-kept] the place 'little-snoring' is gone" in line


def test_another_address_of_the_site(repository: Repository) -> None:
    text = (repository.root / "mkdocs.yml").read_text("utf-8")
    (repository.root / "mkdocs.yml").write_text(text.replace("stories.example", "new.example"), "utf-8")

    assert said() == [
        (
            "mkdocs.yml:27:1 error [feed-ids-kept] the ids in feeds and calendars would begin with 'new.example,2026', not "
            "with 'stories.example,2026', so that all stories come back as unread; write tag_authority: "
            '"stories.example,2026" among the settings of the plugin'
        )
    ]


def test_a_binary_file_in_the_way(repository: Repository) -> None:
    (repository.stories / "2026" / "photo.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")

    result = run(*BASE)

    assert result.exit_code == 1
    assert [line.split("] ")[0] for line in said()] == [
        "stories/2026/photo.md:1:1 error [file-encoding",
    ]
    assert lines(result) == ["Counted as before the change, because of errors: stories/2026/photo.md"]


def test_a_binary_file_that_was_there_before(repository: Repository) -> None:
    (repository.stories / "2026" / "photo.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (repository.stories / "2026" / "large.md").write_bytes(b"x" * 2_000_000)
    repository.commit()
    git(repository.root, "branch", "--force", "main")
    for name in ("photo.md", "large.md"):
        (repository.stories / "2026" / name).unlink()

    assert run(*BASE).exit_code == 0


def test_a_published_story_written_again(repository: Repository) -> None:
    text = (repository.stories / "2026" / "bins.md").read_text("utf-8")
    repository.write("2026/bins.md", text.replace("Step by step.", "First ask the crews, then draw the map."))

    result = run(*BASE)

    assert result.exit_code == 0
    assert lines(result) == [
        (
            "~ Fewer miles for the bin lorries: published on 16 November 2026; text changed, 50% of its words are new; "
            "subscribers do not hear of it without a new entry under 'updated' (stories/2026/bins.md)"
        )
    ]


def test_a_shallow_clone(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.write("2027/parks.md", title="Parks for all", date="2027-01-20", original=True)
    repository.commit()
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository.root}", "clone")
    monkeypatch.chdir(tmp_path / "clone")

    result = run(*BASE)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "stories: 'main' is not in this clone, which has only the newest commits; to get it: git fetch --unshallow, "
        "or in a workflow fetch-depth: 2 for HEAD^1, and fetch-depth: 0 for everything\n"
    )
    git(tmp_path / "clone", "fetch", "--quiet", "--depth=1", "origin", "main:main")
    with_base = run(*BASE)
    assert with_base.exit_code == 0
    assert with_base.stderr.startswith("Note: no commit is known in which 'main' and HEAD meet")
    assert lines(with_base)[1:] == ["+ Parks for all: scheduled for 20 January 2027 (stories/2027/parks.md)"]


# ---- Places and revisions of all kinds


def test_a_file_that_is_the_same_is_read_once(repository: Repository) -> None:
    project = load_project(repository.root / "mkdocs.yml")
    now = project.read(TODAY)
    was = read_as_it_was(now.tree, project.settings, project.register, now)

    assert [a is b for a, b in zip(was.stories, now.stories, strict=True)] == [True] * 3
    without_themes = parse_settings({})
    assert read_as_it_was(now.tree, without_themes, project.register, now).stories[0].terms[Taxonomy.THEMES] == ()


def test_what_the_base_has_won_since_is_not_missed(repository: Repository) -> None:
    git(repository.root, "switch", "--quiet", "main")
    repository.write("2026/newer.md", title="Published meanwhile")
    repository.commit()
    git(repository.root, "switch", "--quiet", "proposal")

    assert run(*BASE).exit_code == 0
    assert effect()["pieces"] == []


def test_a_merge_commit_as_github_makes_it(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository.stories / "2026" / "bins.md").unlink()
    repository.commit()
    git(repository.root, "switch", "--quiet", "main")
    repository.write("2026/newer.md", title="Published meanwhile")
    repository.commit()
    git(repository.root, "merge", "--quiet", "--no-ff", "--no-edit", "proposal")
    git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{repository.root}", "clone")
    git(tmp_path / "clone", "checkout", "--quiet", "--detach")
    monkeypatch.chdir(tmp_path / "clone")

    result = run("check", *AS_OF, "--base", "HEAD^1")

    assert result.exit_code == 1
    assert result.stderr == ""
    assert "[published-kept]" in result.stdout
    assert "1 error.\n" in result.stdout


def test_a_project_in_a_folder_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    top = tmp_path / "all of it"
    repository = published(top / "tools & sites" / "stories site", top)
    monkeypatch.chdir(repository.root)
    repository.write("2026/ein Käse.md", "---\nid: story-cheese\ntitle: Cheese\nstatus: idea\n---\n")
    (repository.stories / "2026" / "bins.md").unlink()

    assert [line.split("[")[1].partition("]")[0] for line in said()] == ["published-kept", "slug-form"]


def test_the_settings_of_the_base_are_its_own(repository: Repository) -> None:
    text = (repository.root / "mkdocs.yml").read_text("utf-8")
    repository.stories.rename(repository.root / "texts")
    (repository.root / "mkdocs.yml").write_text(text.replace("docs_dir: stories", "docs_dir: texts"), "utf-8")

    assert run(*BASE).exit_code == 0
    assert effect()["pieces"] == []


def test_settings_that_inherit(repository: Repository) -> None:
    whole = (repository.root / "mkdocs.yml").read_text("utf-8")
    (repository.root / "more").mkdir()
    (repository.root / "more" / "base.yml").write_text(whole, "utf-8")
    (repository.root / "mkdocs.yml").write_text("INHERIT: more/base.yml\n", "utf-8")
    repository.commit()
    git(repository.root, "branch", "--force", "main")
    (repository.root / "mkdocs.yml").write_text(whole, "utf-8")

    assert (run(*BASE).exit_code, run(*BASE).stderr) == (0, "")


@pytest.mark.parametrize("before", ["site_name: [", None])
def test_a_base_without_settings_is_read_with_those_of_today(repository: Repository, before: str | None) -> None:
    path = repository.root / "mkdocs.yml"
    whole = path.read_text("utf-8")
    path.unlink()
    if before is not None:
        path.write_text(before, "utf-8")
    repository.commit()
    git(repository.root, "branch", "--force", "main")
    path.write_text(whole, "utf-8")
    (repository.stories / "2026" / "bins.md").unlink()

    result = run(*BASE)

    assert result.exit_code == 1
    assert "Note: today's settings are used for 'main' too, because the earlier ones cannot be used: mkdocs.yml" in (
        result.stderr.replace(f"{repository.root}/", "")
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("mian", "'mian' is not a commit in this repository; did you mean 'main'?"),
        ("zzz", "'zzz' is not a commit in this repository; write a branch, a tag or a commit, as in --base origin/main"),
        ("", "'' is not a commit in this repository; write a branch, a tag or a commit, as in --base origin/main"),
        ("--output=x", ("'--output=x' is not a commit in this repository; write a branch, a tag or a commit, as in "
         "--base origin/main")),
        ("main:mkdocs.yml", ("'main:mkdocs.yml' is not a commit in this repository; write a branch, a tag or a commit, as "
         "in --base origin/main")),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("repository")
def test_a_revision_that_is_not_there(name: str, message: str) -> None:
    result = run("check", *AS_OF, f"--base={name}")

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"stories: {message}\n")


@pytest.mark.usefixtures("folder")
def test_no_repository() -> None:
    result = run(*BASE)

    assert result.exit_code == 2
    assert result.stderr == (
        "stories: this folder is in no git repository, so there is nothing to compare with; leave --base out\n"
    )


@pytest.mark.usefixtures("repository")
def test_no_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    result = run(*BASE)

    assert result.exit_code == 2
    assert result.stderr == "stories: git is not installed, and --base reads its history; install it\n"


@pytest.mark.usefixtures("repository")
def test_a_hook_of_git_names_another_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "elsewhere/.git")

    assert run(*BASE).exit_code == 0


@pytest.mark.usefixtures("folder")
def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    git(tmp_path / "project", "init", "--quiet")

    assert run(*BASE).exit_code == 2


def test_stories_that_begin_with_the_change(repository: Repository) -> None:
    git(repository.root, "rm", "--quiet", "-r", "--cached", "stories")
    git(repository.root, "commit", "--quiet", "--message=Without stories")
    git(repository.root, "branch", "--force", "main")

    assert [piece["change"] for piece in effect()["pieces"]] == ["added"] * 3


def test_the_effect_as_json(repository: Repository) -> None:
    repository.write("2027/loans.md", title="Loans for small firms", date="2027-03-16", original=True)

    found = effect()

    assert list(found) == ["base", "plans", "pieces", "milestones", "gone", "unread"]
    assert found["base"] == {"revision": "main", "commit": git(repository.root, "rev-parse", "main")}
    (plan,) = found["plans"]
    assert (plan["name"], plan["target"]) == ("2026-27", None)
    assert plan["quota"][0] == {
        "starts": "2027-01-01",
        "before": {
            "ends": "2027-02-28", "required": 1, "published": 0, "scheduled": 1, "planned": 0, "status": "on-track",
        },
        "after": {
            "ends": "2027-02-28", "required": 1, "published": 0, "scheduled": 0, "planned": 0, "status": "short",
        },
    }  # fmt: skip
    assert found["pieces"] == [
        {
            "id": "story-loans", "title": "Loans for small firms", "change": "changed", "changed": ["date"],
            "before": {
                "path": "stories/2027/loans.md", "address": "/stories/loans/", "state": "scheduled",
                "date": "2027-01-16",
            },
            "after": {
                "path": "stories/2027/loans.md", "address": "/stories/loans/", "state": "scheduled",
                "date": "2027-03-16",
            },
        }
    ]  # fmt: skip


def test_a_summary_too_long_for_github(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert job_summary.LIMIT == 1024 * 1024
    monkeypatch.setattr(job_summary, "LIMIT", 128 * 1024)
    for n in range(8):
        repository.write(f"2027/story-{n}.md", id=f"story-number-{n}", themes=[f"{'x' * 90} {k}" for k in range(150)])
    summary = tmp_path / "summary.md"

    run(*BASE, "--format", "github", env={"GITHUB_STEP_SUMMARY": str(summary)})

    text = summary.read_text("utf-8")
    assert 120_000 < len(text.encode()) <= 128 * 1024
    assert "\nLeft out here, to save space: " in text
    assert " more problems: 'stories check' lists them.\n" in text


def test_what_a_summary_shows_of_a_changed_story(repository: Repository, tmp_path: Path) -> None:
    repository.write("2026/bins.md", title="<b>Fewer</b> miles | ```", original=True)
    text = (repository.stories / "2026" / "bins.md").read_text("utf-8")
    repository.write("2026/bins.md", text.replace("Step by step.", "Ask.\n\n````\n</details>\n````\n"))
    summary = tmp_path / "summary.md"

    run(*BASE, "--format", "github", env={"GITHUB_STEP_SUMMARY": str(summary)})

    details = summary.read_text("utf-8").partition("<details>")[2]
    assert details.startswith(
        "<summary>&#60;b&#62;Fewer&#60;/b&#62; miles &#124; &#96;&#96;&#96;, before and after</summary>\n"
    )
    assert "\n`````diff\n" in details
    assert "\n-title: Fewer miles for the bin lorries\n+title: <b>Fewer</b> miles | ```\n" in details
    assert details.rstrip().endswith("\n`````\n\n</details>")


def test_a_story_that_has_only_moved_is_not_shown_twice(repository: Repository, tmp_path: Path) -> None:
    (repository.stories / "2026" / "bins.md").rename(repository.stories / "2026" / "rounds.md")
    summary = tmp_path / "summary.md"

    run(*BASE, "--format", "github", env={"GITHUB_STEP_SUMMARY": str(summary)})

    assert "### Problems\n\n| Place |" in summary.read_text("utf-8")
    assert "<details>" not in summary.read_text("utf-8")


def test_a_text_that_is_the_same_with_other_line_ends(repository: Repository) -> None:
    file = repository.stories / "2026" / "bins.md"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))

    assert run(*BASE).exit_code == 0
    assert effect()["pieces"] == []


@pytest.mark.usefixtures("repository")
def test_nothing_has_changed() -> None:
    assert lines(run(*BASE)) == ["Nothing changes for the plan or the calendar."]


# ---- Files that cannot be read, and repositories that cannot


def test_a_moved_story_that_has_another_fault_too(repository: Repository) -> None:
    (repository.stories / "2026" / "energy.md").unlink()
    repository.write("2026/heat.md", id="story-energy", title="A town", started=15, aliases=["/heat/"])

    fault, kept = sorted(said(), key=lambda line: "-kept]" in line)

    assert kept.endswith(
        "[address-kept] this was stories/2026/energy.md; readers know it as /stories/energy/, which would lead nowhere; "
        "write aliases: [/heat/, /stories/energy/]"
    )
    assert "[range]" in fault


@pytest.mark.parametrize(
    "text", ["---\nid: story-bins\ntitle: A\nstarted: 15\n---\n", "no front matter", "---\ntitle: [\n"]
)
def test_a_story_that_cannot_be_read_is_not_said_to_be_gone(repository: Repository, text: str) -> None:
    repository.write("2026/bins.md", text)

    assert [line for line in said() if "-kept]" in line and "story-bins" not in line] == []
    assert lines(run(*BASE)) == ["Counted as before the change, because of errors: stories/2026/bins.md"]


def test_a_notice_stays_too(repository: Repository) -> None:
    repository.write(
        "2026/bins.md", title="Fewer miles", status="withdrawn",
        withdrawn={"date": date(2026, 11, 20), "reason": "The figures were wrong."},
    )  # fmt: skip
    repository.commit()
    git(repository.root, "branch", "--force", "main")
    (repository.stories / "2026" / "bins.md").unlink()

    assert (
        "[published-kept] this piece has a notice that it was withdrawn and is gone; bring the file back" in said()[0]
    )


def test_settings_outside_the_repository_are_taken_as_they_are(repository: Repository) -> None:
    whole = (repository.root / "mkdocs.yml").read_text("utf-8")
    (repository.root.parent / "shared.yml").write_text(whole, "utf-8")
    (repository.root / "mkdocs.yml").write_text("INHERIT: ../shared.yml\n", "utf-8")
    repository.commit()
    git(repository.root, "branch", "--force", "main")

    assert (run(*BASE).exit_code, run(*BASE).stderr) == (0, "")


def test_a_content_that_git_has_lost(repository: Repository) -> None:
    blob = git(repository.root, "rev-parse", "main:stories/2026/bins.md")
    (repository.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()

    result = run(*BASE)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "stories: git has no content for stories/2026/bins.md, although main has it; see git fsck\n"
    )


def test_a_content_that_is_damaged(repository: Repository) -> None:
    file = repository.stories / "2026" / "bins.md"
    blob = git(repository.root, "rev-parse", "main:stories/2026/bins.md")
    stored = repository.root / ".git" / "objects" / blob[:2] / blob[2:]
    stored.chmod(0o644)
    stored.write_bytes(stored.read_bytes()[:-20])
    file.write_text(file.read_text("utf-8") + "More.\n", "utf-8")

    result = run(*BASE)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("stories: git ")


@pytest.mark.usefixtures("repository")
def test_a_folder_of_somebody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")

    assert run(*BASE).stderr == (
        "stories: git does not trust this folder, because another user owns it; see safe.directory in 'git help config'\n"
    )


def test_a_repository_that_git_cannot_read(repository: Repository) -> None:
    (repository.root / ".git" / "config").write_text("[core\n")

    assert run(*BASE).stderr.startswith("stories: git cannot read this repository: fatal: bad config line 1")


def test_many_stories_in_one_change(repository: Repository, tmp_path: Path) -> None:
    for n in range(210):
        repository.write(f"2027/idea-{n}.md", f"---\nid: idea-{n:04}\ntitle: Idea {n}\nstatus: idea\n---\n")
    summary = tmp_path / "summary.md"

    run(*BASE, "--format", "github", env={"GITHUB_STEP_SUMMARY": str(summary)})

    assert "\n10 more stories change.\n" in summary.read_text("utf-8")


def test_what_else_a_summary_says(repository: Repository, tmp_path: Path) -> None:
    repository.configure(milestones=[{"name": "Board", "date": "2027-01-21"}])
    (repository.stories / "2026" / "energy.md").unlink()
    repository.write("2026/bins.md", "---\nid: story-bins\ntitle: A\nstatus: idea\n---\n" + "A line.\n" * 2000)
    summary = tmp_path / "summary.md"

    run(*BASE, "--format", "github", env={"GITHUB_STEP_SUMMARY": str(summary)})

    text = summary.read_text("utf-8")
    assert "\nNew milestone: Board, 2027-01-21\n" in text
    assert "\nThese pages and their feeds no longer have a published story: `/councils/york/`, " in text
    assert "\nIt is too long to be compared here.\n" in text
    assert "| 2026-27 | target | 3/2 | - | promised no more |\n" in text


def test_a_published_story_whose_file_is_damaged_is_not_said_to_be_gone(repository: Repository) -> None:
    (repository.stories / "2026" / "bins.md").write_bytes(b"\xff\xfe\x00")

    assert [line.split("] ")[0] for line in said()] == ["stories/2026/bins.md:1:1 error [file-encoding"]


def test_a_link_in_the_tree_of_a_revision_is_no_story(repository: Repository) -> None:
    (repository.stories / "2026" / "alias.md").symlink_to("bins.md")
    repository.commit()
    git(repository.root, "branch", "--force", "main")
    (repository.stories / "2026" / "alias.md").unlink()

    assert lines(run(*BASE)) == ["Nothing changes for the plan or the calendar."]


def test_a_place_that_no_story_was_about_may_go(repository: Repository) -> None:
    place = {"slug": "little-snoring", "name": "Little Snoring", "lat": 52.85, "lon": 0.9}
    repository.configure(plans=[PLAN], places=[place])
    repository.commit()
    git(repository.root, "branch", "--force", "main")
    repository.configure(plans=[PLAN])

    assert run(*BASE).exit_code == 0


def test_a_summary_of_a_change_without_a_story(repository: Repository, tmp_path: Path) -> None:
    repository.configure(plans=[PLAN], milestones=[{"name": "Board", "date": "2027-01-21"}])
    summary = tmp_path / "summary.md"

    run(*BASE, "--format", "github", env={"GITHUB_STEP_SUMMARY": str(summary)})

    text = summary.read_text("utf-8")
    assert "\nNo plan changes.\n\nNew milestone: Board, 2027-01-21\n" in text
    assert "| Story |" not in text


def test_a_summary_names_the_files_that_cannot_be_read(repository: Repository, tmp_path: Path) -> None:
    repository.write("2026/bins.md", "no front matter")
    summary = tmp_path / "summary.md"

    run(*BASE, "--format", "github", env={"GITHUB_STEP_SUMMARY": str(summary)})

    assert "\nCounted as before the change, because of errors: stories/2026/bins.md\n" in summary.read_text("utf-8")
