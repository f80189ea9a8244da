"""All audits of one site, at the same time where that saves it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from site_builder.render.words import counted
from tests.audit import accessibility, calendars, feeds, markup, open_data, sampling, texts
from tests.audit.links import Links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.audit.built import BuiltSite
    from tests.audit.finding import Finding


def audit(site: BuiltSite, with_source: Iterable[str], tell: Callable[[str], object]) -> list[Finding]:
    """Return what all audits find; ``with_source`` are the pages that have a source, ``tell`` shows how far it is.

    The checkers of HTML and of accessibility are programs of their own, so each gets a thread. Raises CannotRunError.
    """
    sample = sampling.sample(site.pages)
    with_text = [path for path in with_source if path in site.pages and not sampling.leads_on(site.pages[path])]
    with ThreadPoolExecutor() as pool:
        of_html = pool.submit(lambda: list(markup.findings(site)))
        of_axe = pool.submit(accessibility.findings, site, sample, with_text)
        links = Links(site)
        found = [*links.findings(), *texts.findings(site)]
        tell(f"Links: {links.count:,} checked")
        found += feeds.findings(site)
        tell(f"Feeds: {len(feeds.paths(site)):,} checked")
        found += calendars.findings(site)
        tell(f"Calendars: {len(calendars.paths(site)):,} checked")
        found += open_data.findings(site)
        tell("Open data: checked")
        found += of_html.result()
        tell(f"HTML: {counted(len(site.pages), 'page')} checked")
        found += of_axe.result()
        shapes, more = len(accessibility.ALL_SHAPES), len(set(with_text) - set(sample))
        tell(f"Accessibility: {counted(len(sample), 'page')} checked in {shapes} shapes, {more:,} more in one")
    return found
