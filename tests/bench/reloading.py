"""How long an editor waits for a change in the preview: from saving a story until its page shows it."""

from __future__ import annotations

import math
import time
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.measuring import Cost
from tests.site.server import serving

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST_WAIT = 60
_PAUSE = 0.01


def measure(project: Path, runs: int) -> Cost:
    """Return the median wait in the preview of a project; how busy the processor is meanwhile is not told."""
    story = min((project / "stories").glob("2*/*.md"))
    address = f"stories/{story.stem}/"
    waits = []
    with serving(project / "mkdocs.yml", project / "serve.txt") as server:
        for n in range(runs + 1):
            mark = f"Reload number {n}."
            start = time.perf_counter()
            with story.open("a", encoding="utf-8") as file:
                file.write(f"\n{mark}\n")
            while mark not in server.get(address, _LONGEST_WAIT)[1]:
                if time.perf_counter() - start > _LONGEST_WAIT:
                    raise TimeoutError(f"no reload in {_LONGEST_WAIT} seconds:\n{server.log.read_text('utf-8')}")
                time.sleep(_PAUSE)
            waits.append(time.perf_counter() - start)
    return Cost(median(waits[1:]), math.nan, math.nan)
