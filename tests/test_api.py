"""What other programs may rely on."""

from __future__ import annotations

import doctest
import inspect
import subprocess
import sys
from datetime import date

import site_builder
from site_builder import (
    Collection,
    Library,
    Register,
    Settings,
    State,
    Tree,
    next_changes,
    parse_settings,
    progress,
    read_collection,
)
from tests.builders import TODAY, VOCABULARIES, register, story_text, tree

NAMES = {
    "Change", "Collection", "Council", "Counts", "FrontMatterModel", "Kind", "Library", "Milestone", "OptionFault",
    "Page", "Period", "PeriodProgress", "PeriodState", "Plan", "PlanProgress", "PlanStatus", "Problem", "Quota",
    "RawFile", "Reason", "Register", "Settings", "SettingsError", "Severity", "State", "Status", "Story", "Target",
    "TargetProgress", "Taxonomy", "Term", "Tree", "Vocabulary", "Waiver", "next_changes", "parse_register",
    "parse_settings", "periods", "progress", "read_collection",
}  # fmt: skip

OUTPUTS = tuple(f"site_builder.{part}" for part in ("adapters", "pages", "files", "reports", "drawing"))


def test_the_names_are_chosen_on_purpose() -> None:
    assert set(site_builder.__all__) == NAMES
    assert site_builder.__all__ == sorted(NAMES)


def test_every_name_is_there_comes_from_the_core_and_explains_itself() -> None:
    for name in NAMES:
        thing = getattr(site_builder, name)
        assert thing.__module__.startswith("site_builder."), name
        assert not thing.__module__.startswith(OUTPUTS), name
        assert inspect.getdoc(thing), name


def test_nothing_else_looks_public() -> None:
    public = {
        name for name, thing in vars(site_builder).items() if not name.startswith("_") and not inspect.ismodule(thing)
    }

    assert public == NAMES


def test_the_example_of_the_docstring_works() -> None:
    result = doctest.testmod(site_builder)

    assert result.attempted > 0
    assert result.failed == 0


def test_importing_it_needs_no_engine_and_touches_no_adapter() -> None:
    code = (
        "import sys\n"
        "for name in ('mkdocs', 'material', 'click', 'rich'):\n"
        "    sys.modules[name] = None\n"
        "import site_builder\n"
        f"print([name for name in sys.modules if name.startswith({OUTPUTS!r})])\n"
    )

    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert (result.stdout, result.stderr) == ("[]\n", "")


def test_a_programme_from_files_to_promises() -> None:
    settings: Settings = parse_settings({
        "vocabularies": VOCABULARIES,
        "plans": [
            {"name": "p", "starts": "2026-11-01", "ends": "2026-12-31", "quota": {"pieces": 1, "every_months": 2}}
        ],
    })  # fmt: skip
    files: Tree = tree({
        "2026/a.md": story_text(id="story-a", original=True),
        "2026/b.md": story_text(id="story-b", date=date(2026, 12, 1)),
    })  # fmt: skip
    councils: Register = register()

    collection: Collection = read_collection(files, settings, councils, TODAY)

    assert collection.problems == ()
    assert [story.state(TODAY) for story in collection.stories] == [State.PUBLISHED, State.SCHEDULED]
    assert [story.id for story in Library.public(collection.stories, TODAY).stories] == ["story-a"]
    (plan,) = progress(collection.stories, settings.programme, TODAY)
    assert plan.quota[0].status == "met"
    assert next_changes(collection.stories, settings.programme, TODAY)[0].day == date(2026, 12, 1)
