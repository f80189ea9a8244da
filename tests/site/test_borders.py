"""The borders between core, outputs and adapters, and where each library comes in."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.site.conftest import TODAY
from tests.site.projects import ROOT, copy_of_showcase, environment

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = ROOT / "site_builder"

# Where each library that is not Python's own comes in. pydantic is the language that the models are written in, and
# so has several places; Pillow has one for drawing and one for authors' files; click has the commands; every other
# library has one.
LIBRARIES = {
    "PIL": {"files/link_previews.py", "files/pictures.py"},
    "bs4": {"adapters/importing/html_text.py"},
    "click": {"adapters/commandline.py", "adapters/commands"},
    "crawleruseragents": {"content/robots.py"},
    "dateutil": {"programme/milestones.py"},
    "feedgen": {"files/feeds.py"},
    "fontpkg_source_sans_3": {"files/typefaces.py"},
    "fontpkg_source_serif_4": {"files/typefaces.py"},
    "frontmatter": {"content/front_matter.py"},
    "icalendar": {"files/calendars.py"},
    "jinja2": {"render/templates.py"},
    "lxml": {"files/feeds.py"},
    "mammoth": {"adapters/importing/word.py"},
    "markdownify": {"adapters/importing/html_text.py"},
    "mkdocs": {"adapters/mkdocs_plugin.py"},
    "pyromark": {"content/events.py"},
    "nh3": {"render/sanitiser.py"},
    "openpyxl": {"adapters/importing/tables.py"},
    "pydantic": {
        "content/checked.py", "content/explain.py", "content/fields.py", "content/reading.py", "settings.py", "options.py", "identity_options.py", "content/front_matter_model.py",
        "files/open_data.py",
    },
    "pydantic_core": {"content/explain.py", "content/fields.py"},
    "rapidfuzz": {"content/matching.py"},
    "rich": {"adapters/terminal.py"},
    "typst": {"adapters/typesetting.py"},
    "uharfbuzz": {"files/typefaces.py"},
    "watchdog": {"adapters/preview.py"},
    "yaml": {"content/located_yaml.py"},
    "yaml_env_tag": {"content/located_yaml.py"},
}  # fmt: skip
ENGINES = {"mkdocs", "material", "properdocs", "zensical"}

# What does I/O or knows the time has no place outside the adapters.
NOT_PURE = {
    "os",
    "pathlib",
    "shutil",
    "socket",
    "subprocess",
    "tempfile",
    "time",
    "urllib.request",
    "random",
    "secrets",
    "locale",
}


@cache
def trees() -> dict[str, ast.Module]:
    """Return what each module of the package says."""
    return {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}


@cache
def imports() -> dict[str, set[str]]:
    """Return the modules that each module of the package imports, also those for types alone."""
    found = defaultdict(set)
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path} imports relatively"
                names = [f"{node.module}.{alias.name}" for alias in node.names] + [str(node.module)]
            else:
                continue
            found[path].update(names)
    return found


def core() -> list[str]:
    """Return the modules that know nothing of disks, clocks and networks."""
    return sorted(path for path in imports() if not path.startswith("adapters/") and path != "__main__.py")


def test_what_is_inside_knows_nothing_of_the_adapters() -> None:
    wrong = {
        f"{path} imports {name}"
        for path in core()
        for name in imports()[path]
        if name.startswith("site_builder.adapters")
    }
    assert wrong == set()


def _links_between_modules() -> dict[str, set[str]]:
    """Return which modules of the package each of them imports, also those for types alone."""
    names = {
        path: f"site_builder.{path.removesuffix('.py').replace('/', '.')}".removesuffix(".__init__")
        for path in imports()
    }
    known = set(names.values()) - {"site_builder"}  # the package itself, which every import of a module names too
    return {names[path]: (imported & known) - {names[path]} for path, imported in imports().items()}


def test_imports_never_go_round_in_a_circle() -> None:
    """Not even for types: a module that needs another's types needs to be understood after it."""
    waiting = _links_between_modules()
    while free := {name for name, needed in waiting.items() if not needed & waiting.keys()}:
        waiting = {name: needed for name, needed in waiting.items() if name not in free}
    assert waiting == {}


def test_each_library_comes_in_where_it_should() -> None:
    places = defaultdict(set)
    for path, names in imports().items():
        for name in {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"site_builder"}:
            places[name].add("adapters/commands" if path.startswith("adapters/commands/") else path)
    assert dict(places) == LIBRARIES


def test_only_one_module_knows_an_engine() -> None:
    assert {path for path, names in imports().items() if {name.partition(".")[0] for name in names} & ENGINES} == {
        "adapters/mkdocs_plugin.py"
    }


def test_what_is_inside_reads_neither_disk_nor_clock() -> None:
    assert {f"{path} imports {name}" for path in core() for name in imports()[path] & NOT_PURE} == set()
    for path in core():
        for node in ast.walk(trees()[path]):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute):
                assert called.attr not in {"today", "now", "utcnow", "read_text", "write_text"}, (
                    f"{path}: {ast.unparse(node)}"
                )
            elif isinstance(called, ast.Name):
                assert called.id not in {"open", "print", "input"}, f"{path}: {ast.unparse(node)}"


BLOCKED = """
import sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"mkdocs", "material", "properdocs", "zensical"}:
            raise ModuleNotFoundError(f"{name} is not installed here", name=name)
        return None

sys.meta_path.insert(0, Blocker())
"""

EVERYTHING = """
import importlib, pkgutil
from datetime import date
from pathlib import Path

import site_builder

for module in pkgutil.walk_packages(site_builder.__path__, "site_builder."):
    if not module.name.endswith(("mkdocs_plugin", "__main__")):
        importlib.import_module(module.name)

from site_builder.adapters.project import load_project
from site_builder.pages import site_pages
from site_builder.files.publication import file_tasks
from site_builder.build import Build

project = load_project(Path("mkdocs.yml"))
today = date(2026, 11, 21)
collection = project.read(today)
edition = Build.of(project.site, project.settings, project.register, collection, today, preview=False)
pages = list(site_pages.all_pages(edition))
files = [artifact for task in file_tasks(edition, pages) for artifact in task.prepare()()]
print(len(collection.problems), len(pages), len(files))
"""

COMMANDS = """
from site_builder.adapters.commandline import main

for arguments in {commands}:
    main(arguments, standalone_mode=False)
    print("{end}")
"""


def run_without_engine(program: str, folder: Path) -> str:
    """Run a program where no engine can be imported; return what it printed."""
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", BLOCKED + program],
        cwd=folder, env=environment(TODAY), capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a copy of the showcase."""
    return copy_of_showcase(tmp_path_factory.mktemp("copy")).parent


def test_the_block_works(folder: Path) -> None:
    with pytest.raises(AssertionError, match="mkdocs is not installed here"):
        run_without_engine("import site_builder.adapters.mkdocs_plugin", folder)


def test_all_outputs_can_be_made_where_no_engine_is(folder: Path) -> None:
    problems, pages, files = map(int, run_without_engine(EVERYTHING, folder).split())
    assert problems == 0
    assert pages > 40
    assert files > 80


SHOWN = {
    ("check",): "nothing to fix",
    ("plan",): "Plan 2026-27",
    ("calendar",): "November and December 2026",
    ("calendar", "--format", "ics"): "BEGIN:VCALENDAR",
    ("next",): "is published",
    ("schema",): '"$schema"',
    ("rules", "how-section"): "## How we did it",
}
"""What each command shows, among other things."""


def test_the_command_line_works_where_no_engine_is(folder: Path) -> None:
    """All in one process: to start one takes longer than what it then does."""
    end = "---- the end of a command ----"
    shown = run_without_engine(COMMANDS.format(commands=[list(words) for words in SHOWN], end=end), folder).split(end)
    assert len(shown) == len(SHOWN) + 1
    assert [words for words, text in zip(SHOWN, shown, strict=False) if SHOWN[words] not in text] == []
