"""What an editor must change and where, and what is for those who look after the site's code, in words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.problems import in_reading_order
from site_builder.render.words import counted, listed
from site_builder.reports import summaries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from site_builder.problems import Problem
    from tests.audit.built import BuiltSite
    from tests.audit.finding import Finding
    from tests.audit.sources import Sources

NOT_IN_A_TEXT = "This is not in a text of yours: tell the people who look after the site's code."


@dataclass(frozen=True)
class CodeFault:
    """Something that no text is to blame for, where it is first seen, and on how many pages more."""

    rule: str
    message: str
    page: str
    element: str
    more_pages: int

    def __str__(self) -> str:
        more = f" and on {counted(self.more_pages, 'more page')}" if self.more_pages else ""
        place = f": {self.element}" if self.element else ""
        return f"{self.page}{more} error [{self.rule}] {self.message}{place}"


@dataclass(frozen=True)
class Report:
    """What was found: in texts, each at its place, and elsewhere."""

    problems: tuple[Problem, ...]
    code_faults: tuple[CodeFault, ...]

    @property
    def summary(self) -> str:
        """What was found in one line."""
        counts = [(len(self.problems), "thing to fix in the texts", "things to fix in the texts")]
        counts += [(len(self.code_faults), "fault of the site's code", "faults of the site's code")]
        return f"Found: {listed([counted(*count) for count in counts if count[0]]) or 'nothing to fix'}."


def make(findings: Iterable[Finding], sources: Sources, site: BuiltSite) -> Report:
    """Place findings in their sources; what is in none is grouped by what it says."""
    problems: dict[tuple[str, int, int, str], Problem] = {}
    elsewhere: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        placed = sources.placed(finding)
        if not placed:
            elsewhere[finding.rule, finding.message].append(finding)
        for problem in placed:
            # A fault on a page is one of the feeds too: one of them is enough.
            problems.setdefault((problem.path, problem.line, problem.column, problem.rule), problem)
    faults = [_code_fault(rule, message, found, site) for (rule, message), found in elsewhere.items()]
    return Report(in_reading_order(problems.values()), tuple(faults))


def _code_fault(rule: str, message: str, found: list[Finding], site: BuiltSite) -> CodeFault:
    first = found[0].spot
    pages = {finding.spot.page for finding in found}
    return CodeFault(rule, message, site.shown(first.page), " ".join(first.element.split()), len(pages) - 1)


def as_text(report: Report) -> Iterator[str]:
    """Yield the lines of a report: first what an editor can change."""
    yield from map(str, report.problems)
    if report.code_faults:
        yield NOT_IN_A_TEXT
        yield from (f"  {fault}" for fault in report.code_faults)


def as_github(report: Report) -> Iterator[str]:
    """Yield workflow commands, which GitHub shows at the lines of the texts, or above all files."""
    if report.problems:
        yield summaries.as_github(report.problems)
    for fault in report.code_faults:
        text = f"{NOT_IN_A_TEXT} {fault}".replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        yield f"::error title={fault.rule}::{text}"
