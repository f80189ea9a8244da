"""How long a reader waits for the list of stories: a filter, and the first passage of a full-text search."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGUMENTS, serving
from tests.browser_install import find_chromium

if TYPE_CHECKING:
    from pathlib import Path

_QUERY = "council"

# Each click from the event to the laid-out page; the first, which also loads the list, is not counted.
_FILTER = """async () => {
    const times = [];
    for (const box of [...document.querySelectorAll('#facets input')].slice(0, 21)) {
        const told = document.getElementById('count').textContent;
        const start = performance.now();
        box.click();
        while (document.getElementById('count').textContent === told) await new Promise(done => setTimeout(done));
        document.body.getBoundingClientRect();
        times.push(performance.now() - start);
        await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    }
    return times.slice(1);
}"""
_SEARCH = """async query => {
    const start = performance.now();
    document.getElementById('q').value = query;
    document.getElementById('find').requestSubmit();
    while (!document.querySelector('.db-passage')) await new Promise(done => setTimeout(done));
    return performance.now() - start;
}"""


@dataclass(frozen=True)
class Waits:
    """Milliseconds of a filter, at the middle and at most, and until the first passage; packed kilobytes for that."""

    filter: float
    filter_most: float
    passage: float
    passage_kb: float


def _packed(body: bytes) -> int:
    """Return the size in which a server sends it; what is packed already does not shrink again."""
    return min(len(body), len(gzip.compress(body, mtime=0)))


def measure(site: Path) -> Waits | None:
    """Read a finished site's list; None where there is no browser."""
    executable = find_chromium()
    if executable is None:
        return None
    with serving(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(executable), args=ARGUMENTS)
        page = browser.new_page()
        page.goto(f"{address}/stories/")
        filters: list[float] = page.evaluate(_FILTER)
        page = browser.new_context().new_page()
        page.goto(f"{address}/stories/")
        sizes: list[int] = []
        page.on("response", lambda response: sizes.append(_packed(response.body())))
        passage: float = page.evaluate(_SEARCH, _QUERY)
        page.wait_for_load_state("networkidle")
        browser.close()
    return Waits(median(filters), max(filters), passage, sum(sizes) / 1000)
