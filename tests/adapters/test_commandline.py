"""What applies to every command: how it ends, what it writes, and where it works."""

from __future__ import annotations

import atexit
import gc
import runpy
import sys

import pytest

from tests.adapters.projects import AS_OF, PLAN, Folder, on_terminal, run, spawn, spawn_all

COMMANDS = (
    "build",
    "calendar",
    "check",
    "completion",
    "digest",
    "import",
    "init",
    "move",
    "new",
    "next",
    "plan",
    "report",
    "rules",
    "schema",
    "shared",
    "track",
    "visits",
    "withdraw",
)  # fmt: skip
ESCAPE = "\x1b"
WITHOUT_MKDOCS = (
    "import sys\n"
    "class Missing:\n"
    "    def find_spec(self, name, path=None, target=None):\n"
    "        if name.partition('.')[0] in {'mkdocs', 'material', 'properdocs', 'zensical'}:\n"
    "            raise ModuleNotFoundError(name)\n"
    "sys.meta_path.insert(0, Missing())\n"
)


@pytest.fixture
def several(folder: Folder) -> None:
    """A plan, and a story with an error that does not keep it from being counted."""
    folder.configure(plans=[PLAN])
    folder.write("2026/a.md", original=True, themes=["digitalization"])


def test_help_names_every_command_and_its_use() -> None:
    result = run("--help")

    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.split("Commands:\n")[1].splitlines()] == list(COMMANDS)
    assert run("-h").stdout == result.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    result = run(command, "--help")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"Usage: stories {command} [OPTIONS]")
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_help_needs_no_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")

    assert run("plan", "--help").exit_code == 0
    assert run("--version").stdout.startswith("stories, version ")


@pytest.mark.parametrize(
    "args",
    [
        ("tell",),
        ("check", "--formt", "json"),
        ("check", "--format", "yaml"),
        ("check", "no-such-file.md"),
        ("plan", "extra"),
        ("new", "--kind", "poem"),
        ("check", "--as-of", "yesterday"),
        ("plan", "--as-of", "2026-02-30"),
        (),
    ],
)
@pytest.mark.usefixtures("folder")
def test_wrong_usage_ends_with_2(args: tuple[str, ...]) -> None:
    result = run(*args)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


@pytest.mark.usefixtures("folder")
def test_a_wrong_day_is_reported() -> None:
    message = "is not a day; write year-month-day, as in 2026-11-16"
    assert run("plan", "--as-of", "soon").stderr == f"stories: 'soon' {message}\n"
    wrong = run("plan", env={"SOURCE_DATE_EPOCH": "soon"})
    assert wrong.stderr == "stories: SOURCE_DATE_EPOCH is 'soon', which is not a number of seconds since 1970\n"
    assert wrong.exit_code == 2


def test_python_can_run_the_package(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("2026/a.md")
    at_the_end: list[object] = []
    monkeypatch.setattr(sys, "argv", ["stories", "check", *AS_OF])
    monkeypatch.setattr(gc, "disable", lambda: None)  # the tests go on in this process
    monkeypatch.setattr(atexit, "register", at_the_end.append)

    with pytest.raises(SystemExit) as ended:
        runpy.run_module("site_builder", run_name="__main__")

    assert ended.value.code == 0
    assert gc.freeze in at_the_end


def test_importing_the_entry_point_runs_nothing() -> None:
    assert "run" in runpy.run_module("site_builder.__main__", run_name="not_main")


def test_exit_codes_of_the_process(folder: Folder) -> None:
    folder.write("2026/a.md", title=None)

    assert spawn("check", *AS_OF).returncode == 1
    assert spawn("check", "--nonsense").returncode == 2


def test_output_is_utf8_whatever_the_locale(folder: Folder) -> None:
    folder.write("2026/a.md", title="Tŷ Ddewi – 🚲 for all", date="2026-12-24")
    locale = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    formats = ("text", "json", "ics")

    result = spawn_all(("next", *AS_OF), *(("calendar", "--format", name, *AS_OF) for name in formats), env=locale)

    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.decode("utf-8").count("Tŷ Ddewi – 🚲 for all") == 4


def test_a_name_with_any_bytes_is_shown_as_well_as_can_be(folder: Folder) -> None:
    (folder.root / "caf\udce9").mkdir()

    result = spawn("check", "caf\udce9", *AS_OF)

    assert result.returncode == 1
    assert result.stdout.decode().startswith("caf\ufffd:1:1 error [not-read] ")


@pytest.mark.usefixtures("several")
def test_no_colour_and_nothing_cut_off_in_a_pipe() -> None:
    commands = ("plan", "calendar", "next", "check")
    result = spawn_all(*((command, *AS_OF) for command in commands), env={"COLUMNS": "20"})

    assert result.returncode == 1
    assert result.stdout.isascii()
    assert ESCAPE.encode() not in result.stdout
    assert b"November and December 2026    1          1          0        0  met" in result.stdout


@pytest.mark.usefixtures("several")
def test_colour_on_a_terminal() -> None:
    screen = on_terminal("check", *AS_OF).screen

    assert f"{ESCAPE}[1;31merror{ESCAPE}[0m" in screen


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize("command", ["check", "plan", "calendar"])
def test_colour_where_it_is_asked_for_and_none_where_it_is_not_wanted(command: str) -> None:
    assert f"{ESCAPE}[" in run(command, *AS_OF, env={"FORCE_COLOR": "1"}, color=True).stdout
    assert f"{ESCAPE}[3" not in run(command, *AS_OF, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}, color=True).stdout


@pytest.mark.usefixtures("several")
def test_every_command_works_where_mkdocs_cannot_be_imported() -> None:
    result = spawn_all(
        ("plan", *AS_OF), ("calendar", "--format", "ics", *AS_OF), ("next", *AS_OF), ("schema",),
        ("new", "--title", "B", "--idea", *AS_OF), ("check", *AS_OF), first=WITHOUT_MKDOCS,
    )  # fmt: skip

    assert b"2 stories checked: 1 error.\n" in result.stdout
    assert result.returncode == 1
    assert b"Traceback" not in result.stderr


def test_the_day_comes_from_the_epoch_unless_it_is_given(folder: Folder) -> None:
    folder.write("2026/a.md", date="2026-11-16")
    autumn, later = {"SOURCE_DATE_EPOCH": "1793491200"}, '"as_of": "2026-11-20"'

    assert '"as_of": "2026-11-01"' in run("plan", "--format", "json", env=autumn).stdout
    assert later in run("plan", "--format", "json", "--as-of", "2026-11-20", env=autumn).stdout


def test_the_epoch_is_read_in_the_time_zone_of_the_site(folder: Folder) -> None:
    folder.configure(timezone="Pacific/Auckland")

    output = run("plan", "--format", "json", env={"SOURCE_DATE_EPOCH": "1793534400"}).stdout

    assert '"as_of": "2026-11-02"' in output  # noon in London, 2 November in Auckland already


@pytest.mark.parametrize("command", ["plan", "calendar", "next"])
def test_other_commands_mention_errors_on_the_side(folder: Folder, command: str) -> None:
    folder.configure(plans=[PLAN])
    folder.write("2026/a.md")
    folder.write("2026/b.md", title=None, summary=None)

    result = run(command, *AS_OF)

    assert result.exit_code == 0
    assert result.stderr == "Note: 1 file with errors; some may not be counted. Run 'stories check'.\n"
    assert "Note" not in result.stdout


def test_streams_that_cannot_be_set_are_left_alone(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("2026/a.md")

    class Plain:
        """A stream without `reconfigure`, as some test runners and notebooks have."""

        encoding = "utf-8"
        text = ""

        def write(self, text: str) -> int:
            self.text += text
            return len(text)

        def flush(self) -> None:
            pass

        def isatty(self) -> bool:
            return False

    stdout = Plain()
    monkeypatch.setattr(sys, "stdout", stdout)
    monkeypatch.setattr(sys, "argv", ["stories", "check", *AS_OF])

    with pytest.raises(SystemExit):
        runpy.run_module("site_builder", run_name="__main__")

    assert stdout.text == "1 story checked: nothing to fix.\n"


def test_a_reader_that_goes_away_is_no_error(folder: Folder) -> None:
    folder.write("2026/a.md")
    closed = "import os\nreader, writer = os.pipe()\nos.close(reader)\nos.dup2(writer, 1)"

    result = spawn_all(("check", *AS_OF), first=closed)

    assert b"Traceback" not in result.stderr
