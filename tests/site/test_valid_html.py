"""Every page of every site is valid HTML: the Nu Html Checker finds no error."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import pytest

from tests.audit.markup import HtmlError, html_errors
from tests.site.started import STARTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from tests.site.projects import Site

pytestmark = pytest.mark.uncounted

WRONG = '<!doctype html><html lang="en"><title>A</title><p><img src="a.png"></p>'
SHOWN = 5


def report(errors: Iterable[HtmlError]) -> Iterator[str]:
    """Yield each message once, with an example and some of the pages that it is about."""
    for message, alike in groupby(sorted(errors, key=lambda e: (e.message, str(e.page), e.line)), lambda e: e.message):
        first, *others = alike
        yield f"{message} ({1 + len(others)} times)\n    {first.extract}"
        yield from (f"    {error.page}:{error.line}" for error in [first, *others][:SHOWN])


def test_no_page_of_any_site_has_an_error(
    showcase: Site,
    odd_site: Site,
    odd_preview: Site,
    empty_site: Site,
    started_site: Callable[[str], Site],
    tmp_path: Path,
) -> None:
    # The checker is silent about a folder that it cannot find, so it must also find an error that is there.
    wrong = tmp_path / "folder" / "wrong.html"
    wrong.parent.mkdir()
    wrong.write_text(WRONG, "utf-8")
    sites = (showcase, odd_site, odd_preview, empty_site, *map(started_site, STARTED))
    found = html_errors([*(site.folder for site in sites), tmp_path])
    assert ["must have an “alt” attribute" in error.message for error in found if error.page == wrong] == [True]
    if errors := [error for error in found if error.page != wrong]:
        pytest.fail("\n".join(report(errors)), pytrace=False)
