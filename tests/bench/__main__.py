"""Measure how long a build takes, and print it beside what we aim at.

Ours against plain MkDocs + Material without search (the same texts; the indexing by Pagefind is measured by itself
and taken off), 2,000 stories against 1,000, ``stories check``, and how long a reader waits for a list. The runs take turns, so that a machine that gets slower slows all of them; what counts are the ratios.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from tests.bench import reading
from tests.bench.made_up import write_both
from tests.bench.measuring import Cost, Job, middle, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.bench.reading import Waits

_BUILD = ("mkdocs", "build", "--quiet")
_INDEX = ("tests.bench.indexing",)
_CHECK = ("site_builder", "check", "--format", "json")


def main() -> None:
    """Make the collections, run everything by turns, and print two tables. A missed aim is no failure."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="runs of each; the median counts (default 3)")
    parser.add_argument("--quick", action="store_true", help="100 stories only")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="make the collections there and leave them")
    arguments = parser.parse_args()
    sizes = (100,) if arguments.quick else (100, 1000, 2000)
    with tempfile.TemporaryDirectory(prefix="stories-bench-") as temporary:
        jobs = list(_jobs(arguments.keep or Path(temporary), sizes))
        try:
            costs = _measure(jobs, arguments.runs)
        except subprocess.CalledProcessError as error:
            sys.exit(f"bench: {' '.join(error.cmd)} ended with {error.returncode}:\n{error.output}")
        waits = {
            job.name: reading.measure(job.folder / "site")
            for job in jobs
            if job.command == _BUILD and "ours" in job.name
        }
    console = Console(highlight=False)
    console.print(_costs_table(costs, arguments.runs))
    console.print(_verdicts_table(costs))
    console.print(_waits_table(waits))


def _jobs(folder: Path, sizes: tuple[int, ...]) -> Iterator[Job]:
    for size in sizes:
        print(f"Making {size:,} stories", file=sys.stderr)
        ours, plain = write_both(folder, size)
        yield Job(f"ours {size}", ours, _BUILD)
        yield Job(f"index {size}", ours, _INDEX)
        if size <= 1000:
            yield Job(f"plain {size}", plain, _BUILD)
            yield Job(f"check {size}", ours, _CHECK)


def _measure(jobs: list[Job], runs: int) -> dict[str, Cost]:
    found: dict[str, list[Cost]] = {job.name: [] for job in jobs}
    for n in range(runs):
        for job in jobs:
            print(f"Run {n + 1} of {runs}: {job.name}", file=sys.stderr)
            found[job.name].append(run(job))
    return {name: middle(costs) for name, costs in found.items()}


def _costs_table(costs: Mapping[str, Cost], runs: int) -> Table:
    table = Table(title=f"Median of {runs}", title_justify="left", box=None, pad_edge=False)
    table.add_column("Run")
    for heading in ("Wall, s", "Processor, s", "Peak memory, MiB"):
        table.add_column(heading, justify="right")
    for name, cost in costs.items():
        table.add_row(name, f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.memory:.0f}")
    return table


def _verdicts_table(costs: Mapping[str, Cost]) -> Table:
    table = Table(title="\nAgainst our aims", title_justify="left", box=None, pad_edge=False)
    for heading in ("Measure", "Wall", "Processor", "Aim", "Verdict"):
        table.add_column(heading, justify="left" if heading in {"Measure", "Verdict"} else "right")
    for first, second, aim in (
        ("ours 100", "plain 100", None),
        ("ours 1000", "plain 1000", 1.6),
        ("ours 2000", "ours 1000", 2.2),
    ):
        if first in costs and second in costs:
            part, whole = (_without_index(costs, name) for name in (first, second))
            wall, cpu = part.wall / whole.wall, part.cpu / whole.cpu
            verdict = "" if aim is None else _verdict(wall <= aim)
            table.add_row(f"{first} / {second}", f"{wall:.2f}", f"{cpu:.2f}", f"{aim}" if aim else "", verdict)
    check = costs.get("check 1000")
    if check is not None:
        table.add_row("check 1000, s", f"{check.wall:.2f}", f"{check.cpu:.2f}", "1.5", _verdict(check.wall <= 1.5))
        table.add_row("check 1000, MiB", f"{check.memory:.0f}", "", "150", _verdict(check.memory < 150))
    return table


def _waits_table(waits: Mapping[str, Waits | None]) -> Table:
    table = Table(title="\nWhat a reader waits for the list of stories", title_justify="left", box=None, pad_edge=False)
    table.add_column("Site")
    for heading in (
        "A filter, ms",
        "At most (aim 50)",
        "First passage, ms (aim 1,000)",
        "Fetched for it, packed KB (aim 300)",
    ):
        table.add_column(heading, justify="right")
    for name, wait in waits.items():
        figures = (wait.filter, wait.filter_most, wait.passage, wait.passage_kb) if wait else ()
        table.add_row(name, *(f"{figure:.0f}" for figure in figures))
    return table


def _without_index(costs: Mapping[str, Cost], name: str) -> Cost:
    index = costs.get(name.replace("ours", "index"))
    return costs[name].without(index) if name.startswith("ours") and index else costs[name]


def _verdict(is_met: bool) -> str:  # noqa: FBT001 - there is only one thing to say
    return "met" if is_met else "MISSED"


if __name__ == "__main__":
    main()
