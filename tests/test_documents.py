"""README, CONTRIBUTING, the help for editors and the like say what is true today."""

from __future__ import annotations

import csv
import json
import posixpath
import re
import shlex
from datetime import date
from typing import TYPE_CHECKING

import click
import pytest

from site_builder.adapters import help_files
from site_builder.adapters.commandline import main
from site_builder.adapters.project import load_project
from site_builder.collection import Collection, read_collection
from site_builder.content.front_matter_model import FrontMatterModel, Status
from site_builder.content.located_yaml import load_configuration
from site_builder.content.own_register import COLUMNS, read_own_register
from site_builder.programme.plan import PlanStatus
from site_builder.render import plan_words
from site_builder.settings import Settings, parse_settings
from tests.adapters.projects import REPOSITORY, run
from tests.builders import story_text, tree
from tests.site.projects import SHOWCASE

if TYPE_CHECKING:
    from collections.abc import Callable

HELP = sorted(f"site_builder/help/{path.name}" for path in help_files.FOLDER.glob("*.md"))
DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "site_builder/README.md",
    "site_builder/data/README.md",
    *HELP,
)
FACTS, MESSAGES = "site_builder/help/facts.md", "site_builder/help/check.md"
EXAMPLE = "2027/bin-rounds/index.md"
BESIDE = ("2027/bin-rounds/lorry.jpg", "2027/bin-rounds/map.jpg", "2027/bin-rounds/rounds.pdf")
THE_DAY = date(2027, 6, 1)
LINK = re.compile(r"\]\((\.\./[^)#\s]+\.md)")
ANOTHER_ID = "another-story-x8w7"


def text_of(name: str) -> str:
    return (REPOSITORY / name).read_text("utf-8")


def blocks(text: str, language: str) -> list[str]:
    """Return the fenced blocks of a language, without the indentation of a list item."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, block in found]


def table(text: str, heading: str) -> list[list[str]]:
    """Return the rows of the first table below a heading."""
    below = f"\n{text}".split(f"\n{heading}\n")[1]
    rows = re.search(r"^\| .*?\n\| --- .*?\n((?:\|.*\n)+)", below, re.MULTILINE)
    assert rows
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows[1].splitlines()]


@pytest.fixture(scope="module")
def check() -> Callable[[str, str], Collection]:
    """Return a function that checks a text in place of the example, beside another piece and those it links to."""
    project = load_project(SHOWCASE / "mkdocs.yml")

    def check_text(text: str, path: str = EXAMPLE) -> Collection:
        beside = BESIDE if path == EXAMPLE else ()
        linked = [posixpath.normpath(posixpath.join(posixpath.dirname(path), link)) for link in LINK.findall(text)]
        texts = {name: story_text(id=f"linked-story-{n}") for n, name in enumerate(linked)}
        texts |= {"2026/another.md": story_text(id=ANOTHER_ID), path: text}
        return read_collection(tree(texts, beside), project.settings, project.register, THE_DAY)

    return check_text


@pytest.fixture(scope="module")
def example() -> str:
    return blocks(text_of(FACTS), "markdown")[0]


def test_the_example_is_a_story_without_a_fault(example: str, check: Callable[[str, str], Collection]) -> None:
    collection = check(example, EXAMPLE)

    assert collection.problems == ()
    assert "Fewer miles: bin rounds planned again" in [story.title for story in collection.stories]


def test_the_example_has_every_key_a_story_can_have(example: str) -> None:
    keys = set(re.findall(r"^([a-z_]+):", example.split("---\n")[1], re.MULTILINE))

    assert set(FrontMatterModel.model_fields) - keys == {"link", "withdrawn"}


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "site_builder/help/first-story.md"])
def test_the_first_story_is_a_draft_without_a_fault(document: str, check: Callable[[str, str], Collection]) -> None:
    first = blocks(text_of(document), "markdown")[0]

    assert check(first, "2027/bin-rounds.md").problems == ()


def test_a_withdrawn_story_as_shown(example: str, check: Callable[[str, str], Collection]) -> None:
    (withdrawal,) = blocks(text_of("site_builder/help/changes.md"), "yaml")

    assert check(example.replace("status: ready\n", withdrawal), EXAMPLE).problems == ()


MISTAKES = {
    'title: "Fewer miles: bin rounds planned again"': "title: Fewer miles: bin rounds planned again",
    "date: 2027-03-10\noriginal": "date: 10/03/2027\noriginal",
    "councils: [wigan]": "councils: [Wigan Council]",
    "themes: [digitalisation, ": "themes: [digitalization, ",
    "themes: [": "theme: [",
    "summary: A small team planned the bin rounds again with the crews, and the lorries now drive a fifth less for "
    "the same streets.": "summary: Fewer lorry miles.",
    "themes: [digitalisation, partnership working]\n": "themes: digitalisation\n",
    "## How it works": "## The work",
    "file: lorry.jpg": "file: lorry.jpeg",
    "id: bin-rounds-k3x9": f"id: {ANOTHER_ID}",
}


def test_the_messages_are_those_of_the_check(example: str, check: Callable[[str, str], Collection]) -> None:
    said = []
    for right, wrong in MISTAKES.items():
        assert right in example
        problems = check(example.replace(right, wrong), EXAMPLE).problems
        said += [problem.message for problem in problems if "/bin-rounds/" in problem.path]

    told = re.findall(r"^- `(.*)`$", text_of(MESSAGES), re.MULTILINE)

    assert len(told) == len(MISTAKES)
    as_said = "\n".join(said).replace("lorry.jpeg", "lorry.jpg").replace(ANOTHER_ID, "bin-rounds-k3x9")
    assert [message for message in told if message not in as_said] == []


def test_every_key_and_every_status_is_explained() -> None:
    text = text_of(FACTS)

    keys = re.findall(r"^- `([a-z_]+)`: ", text.split("## Key by key")[1].split("\n## ")[0], re.MULTILINE)
    assert sorted(keys) == sorted(FrontMatterModel.model_fields)
    assert [row[0].strip("`") for row in table(text, "## What each status means")] == [*Status]


def test_every_setting_is_shown_and_can_be_used() -> None:
    configuration = load_configuration(blocks(text_of("site_builder/help/settings.md"), "yaml")[0])
    assert isinstance(configuration, dict)
    options = configuration["plugins"][0]["stories"]

    assert set(options) == {field.alias or name for name, field in Settings.model_fields.items()}
    assert parse_settings(options).programme[0].quota is not None


def test_every_status_of_a_plan_is_explained() -> None:
    rows = table(text_of("site_builder/help/plan.md"), "## What counts")

    assert sorted(row[0].strip("`") for row in rows) == sorted(plan_words.status(status) for status in PlanStatus)


def test_the_example_of_a_register_can_be_used() -> None:
    text = text_of("site_builder/help/settings.md")
    (example,) = blocks(text, "csv")
    options = parse_settings(load_configuration(blocks(text, "yaml")[1]))
    (place,) = read_own_register(example.encode(), options.called, options.register_options.credit)
    assert (place.short_name, place.type, place.region) == ("Cork City", "city brigade", "Munster")
    rows = table(text_of("site_builder/data/README.md"), "## The register of councils")
    columns = {name.strip("`") for row in rows for name in row[0].split(", ")}
    assert {*COLUMNS} == columns | {"also"}


def test_the_json_keys_are_those_of_the_output() -> None:
    text = text_of("site_builder/README.md").split("## Output for programs\n")[1].split("\n## ")[0]
    config = ("-f", str(SHOWCASE / "mkdocs.yml"), "--as-of", "2026-11-21")

    for command in ("check", "plan"):
        document = json.loads(run(command, "--format", "json", *config).stdout)
        (line,) = (line for line in text.splitlines() if line.startswith(f"- `stories {command} --format json`"))
        assert [key for key in keys_of(document) if f"`{key}`" not in line] == []


def keys_of(value: object) -> set[str]:
    if isinstance(value, dict):
        return {*value, *(key for item in value.values() for key in keys_of(item))}
    return {key for item in value for key in keys_of(item)} if isinstance(value, list) else set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_target_of_make_is_there(document: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))

    assert set(re.findall(r"(?:`|^)make ([a-z]+)", text_of(document), re.MULTILINE)) <= targets


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_and_option_is_there(document: str) -> None:
    for line in re.findall(r"(?:`|^)(?:\.venv/bin/)?stories ([a-z]+[^`\n#]*)", text_of(document), re.MULTILINE):
        command, *rest = shlex.split(line)
        found = main.get_command(click.Context(main), command)
        assert found is not None, line
        options = {name for parameter in found.params for name in parameter.opts} | {"--help"}
        assert {word.partition("=")[0] for word in rest if word.startswith("-")} <= options, line


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_inside_the_repository_leads_somewhere(document: str) -> None:
    text = re.sub(r"^( *)```.*?^\1```$", "", text_of(document), flags=re.MULTILINE | re.DOTALL)
    folder = (REPOSITORY / document).parent

    for target in re.findall(r"\[[^\]]*\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", text)):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        linked = folder / path if path else REPOSITORY / document
        assert linked.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", linked.read_text("utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_path_of_the_layout_is_there() -> None:
    layout = text_of("site_builder/README.md").split("## How the code is laid out\n")[1].split("```")[1]
    paths = []
    for line in layout.strip().splitlines():
        inside = "site_builder/" if line.startswith("  ") else ""
        paths += [inside + path.rstrip(",") for path in line.strip().split("  ")[0].split()]

    assert len(paths) == 19
    assert [path for path in paths if not (REPOSITORY / path).exists()] == []


def test_the_example_for_programs_works(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = blocks(text_of("site_builder/README.md"), "python")
    monkeypatch.chdir(SHOWCASE)

    exec(compile(code, "site_builder/README.md", "exec"), {})  # noqa: S102 - it is ours, and proved so

    assert capsys.readouterr().out.endswith("2026-27 ['met', 'short', 'on-track', 'waived', 'short', 'at-risk']\n")


def test_the_register_is_described_as_it_is() -> None:
    text = text_of("site_builder/data/README.md")
    with (REPOSITORY / "site_builder" / "data" / "councils.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    columns = " ".join(row[0] for row in table(text, "## The register of councils"))
    assert re.findall("`([a-z_]+)`", columns) == list(rows[0])
    current = [row for row in rows if row["status"] == "current"]
    counts = {nation: sum(row["nation"] == nation for row in current) for nation in ("England", "Scotland", "Wales")}
    assert f"{len(rows)} councils of the United Kingdom: {len(current)} that exist" in text
    assert f"({counts['England']} in England, {counts['Scotland']} in Scotland, {counts['Wales']} in Wales" in text
    assert f"{len(rows) - len(current)} that were abolished since 2009" in text
    assert f"empty for {sum(not row['lat'] for row in rows)} abolished councils" in text
