"""Running commands and measuring what they cost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from datetime import time as clock_time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.made_up import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parents[2]

_KIB_PER_MIB = 1024
_BYTES_PER_UNIT = _KIB_PER_MIB if sys.platform == "darwin" else 1  # of ru_maxrss: bytes on macOS, KiB on Linux


@dataclass(frozen=True)
class Cost:
    """What a run has cost: seconds on the clock, seconds of processor, and the most memory at one time in MiB."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True)
class Job:
    """A command to measure, in the folder of a project, and what is done before it, unmeasured."""

    name: str
    folder: Path
    command: tuple[str, ...]
    prepare: Callable[[], None] = lambda: None


def run(job: Job) -> Cost:
    """Run a job once. Raises CalledProcessError with what the command said."""
    job.prepare()
    epoch = int(datetime.combine(TODAY, clock_time(12), UTC).timestamp())
    environment = os.environ | {"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": str(epoch), "NO_MKDOCS_2_WARNING": "1"}
    with (job.folder / "output.txt").open("w+b") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", *job.command],
            cwd=job.folder,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            output.seek(0)
            raise subprocess.CalledProcessError(
                process.returncode, job.command, output.read().decode("utf-8", "replace")
            )
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _BYTES_PER_UNIT / _KIB_PER_MIB)


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the median of each part."""
    return Cost(median(c.wall for c in costs), median(c.cpu for c in costs), max(c.memory for c in costs))
