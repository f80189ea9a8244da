"""Which pages to look at closely: a few of each kind, chosen so that together they show what that kind can have."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bs4 import BeautifulSoup

MOST_OF_A_KIND = 3


def sample(pages: Mapping[str, BeautifulSoup]) -> list[str]:
    """Return the pages that show most: of each kind the richest, then what it lacks."""
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for path, page in pages.items():
        if not leads_on(page):
            kinds[_kind(page)].append(path)
    return [path for kind in kinds.values() for path in _richest({path: _parts(pages[path]) for path in kind})]


def leads_on(page: BeautifulSoup) -> bool:
    """Whether a page is there only to send readers to another."""
    return page.find("meta", attrs={"http-equiv": "refresh"}) is not None


def _kind(page: BeautifulSoup) -> str:
    """Return what pages of one template have in common: what they load, and what their content starts with."""
    loaded = [
        str(e.get("href") or e.get("src")) for e in page.select("head > link[rel=stylesheet], head > script[src]")
    ]
    first = page.select_one("main > *")
    start = "" if first is None else f"{first.name}.{(first.get('class') or ('',))[0]}"
    return " ".join([start, *(address.rpartition("/")[2] for address in loaded)])


def _parts(page: BeautifulSoup) -> frozenset[str]:
    """Return what a page is made of: elements, each with its classes."""
    return frozenset(
        f"{element.name}.{name}" for element in page.find_all(name=True) for name in (element.get("class") or ("",))
    )


def _richest(parts: Mapping[str, frozenset[str]]) -> Iterator[str]:
    seen: frozenset[str] = frozenset()
    left = dict(parts)
    for _ in range(min(MOST_OF_A_KIND, len(parts))):
        best = max(left, key=lambda path: (len(left[path] - seen), len(left[path])))
        if not left[best] - seen:
            return
        yield best
        seen |= left.pop(best)
