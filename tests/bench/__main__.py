"""Measure what builds cost, and print it beside what we aim at.

Ours against plain MkDocs + Material with its search, which is what people would use instead: from nothing, with one
story changed, with nothing changed, and a change in the preview; 5,000 stories against 1,000; `stories check`; and how
long a reader waits for a list. The runs take turns, so that a machine that gets slower slows all of them; what counts
are the ratios.
"""

from __future__ import annotations

import argparse
import math
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from tests.bench import reading, reloading
from tests.bench.made_up import write_both, write_ours
from tests.bench.measuring import Cost, Job, middle, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.bench.reading import Waits

_PLAIN = ("mkdocs", "build", "--quiet")
_OURS = ("site_builder", "build")
_CHECK = ("site_builder", "check", "--format", "json")
_PER_PLAIN, _PER_THOUSAND = "plain 1000", "cold 1000"
_AIMS = (
    ("cold 1000", _PER_PLAIN, 0.7),
    ("one changed 1000", _PER_PLAIN, 0.35),
    ("nothing changed 1000", _PER_PLAIN, None),
    ("reload 1000", _PER_PLAIN, 0.15),
    ("check 1000", _PER_PLAIN, 0.1),
    ("cold 100", "plain 100", None),
    ("one changed 100", "plain 100", None),
    ("cold 5000", _PER_THOUSAND, 5.5),
)
_MOST_MEMORY = 300


def main() -> None:
    """Make the collections, run everything by turns, and print tables. A missed aim is no failure."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="runs of each; the median counts (default 3)")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 5000], metavar="N", help="stories")
    parser.add_argument("--pdfs", type=int, nargs="*", default=[12, 100], metavar="N", help="stories, with PDFs")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="make the collections there and leave them")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="stories-bench-") as temporary:
        folder = arguments.keep or Path(temporary)
        jobs = [*_jobs(folder, arguments.sizes), *_jobs_with_pdfs(folder, arguments.pdfs)]
        try:
            costs = _measure(jobs, arguments.runs)
        except subprocess.CalledProcessError as error:
            sys.exit(f"bench: {' '.join(error.cmd)} ended with {error.returncode}:\n{error.output}")
        for job in [job for job in jobs if job.name.startswith("nothing")]:
            costs[job.name.replace("nothing changed", "reload")] = reloading.measure(job.folder, arguments.runs)
        waits = {job.name: reading.measure(job.folder / "site") for job in jobs if job.name.startswith("nothing")}
    console = Console(highlight=False)
    console.print(_costs_table(costs, arguments.runs))
    console.print(_verdicts_table(costs))
    console.print(_waits_table(waits))


def _jobs(folder: Path, sizes: Sequence[int]) -> Iterator[Job]:
    for size in sizes:
        print(f"Making {size:,} stories", file=sys.stderr)
        ours, plain = write_both(folder, size)
        yield Job(f"plain {size}", plain, _PLAIN)
        yield Job(f"cold {size}", ours, _OURS, partial(_forget, ours))
        yield Job(f"one changed {size}", ours, _OURS, partial(_change_one, ours))
        yield Job(f"nothing changed {size}", ours, _OURS)
        yield Job(f"check {size}", ours, _CHECK)


def _jobs_with_pdfs(folder: Path, sizes: Sequence[int]) -> Iterator[Job]:
    for size in sizes:
        print(f"Making {size:,} stories, for PDFs", file=sys.stderr)
        without = write_ours(folder / f"without-{size}", size)
        yield Job(f"without PDFs {size}", without, _OURS, partial(_forget, without))
        ours = write_ours(folder / f"pdfs-{size}", size, pdf=True)
        yield Job(f"with PDFs {size}", ours, _OURS, partial(_forget, ours))
        yield Job(f"with PDFs, nothing changed {size}", ours, _OURS)


def _forget(folder: Path) -> None:
    """Remove what earlier builds have left."""
    for name in (".cache", "site"):
        shutil.rmtree(folder / name, ignore_errors=True)


def _change_one(folder: Path) -> None:
    """Add a sentence to a story in the middle of the collection."""
    stories = sorted((folder / "stories").glob("2*/*.md"))
    with stories[len(stories) // 2].open("a", encoding="utf-8") as file:
        file.write("\nOne sentence more.\n")


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
        table.add_row(name, _figure(cost.wall, 2), _figure(cost.cpu, 2), _figure(cost.memory, 0))
    return table


def _verdicts_table(costs: Mapping[str, Cost]) -> Table:
    table = Table(title="\nAgainst our aims", title_justify="left", box=None, pad_edge=False)
    for heading in ("Measure", "Wall", "Processor", "Aim", "Verdict"):
        table.add_column(heading, justify="left" if heading in {"Measure", "Verdict"} else "right")
    for first, second, aim in _AIMS:
        if first in costs and second in costs:
            part, whole = costs[first], costs[second]
            wall, cpu = part.wall / whole.wall, part.cpu / whole.cpu
            verdict = "" if aim is None else _verdict(wall <= aim)
            table.add_row(f"{first} / {second}", _figure(wall, 2), _figure(cpu, 2), f"{aim}" if aim else "", verdict)
    for name, cost in costs.items():
        if name == "cold 1000":
            table.add_row(
                f"{name}, MiB", f"{cost.memory:.0f}", "", f"{_MOST_MEMORY}", _verdict(cost.memory <= _MOST_MEMORY)
            )
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


def _figure(value: float, digits: int) -> str:
    """Return a figure, or nothing where it was not measured."""
    return "" if math.isnan(value) else f"{value:.{digits}f}"


def _verdict(is_met: bool) -> str:  # noqa: FBT001 - there is only one thing to say
    return "met" if is_met else "MISSED"


if __name__ == "__main__":
    main()
