from __future__ import annotations

from typing import TYPE_CHECKING

from tests.audit import report
from tests.audit.finding import Finding, Spot
from tests.audit.small import URL, site_of, sources_of
from tests.builders import story_text

if TYPE_CHECKING:
    from pathlib import Path

    from tests.audit.report import Report

LINK = Finding("link-target", "this leads nowhere", Spot("stories/a/index.html", in_text=True, target=f"{URL}x/"))
IN_A_FEED = Finding("link-target", "this leads nowhere, says a feed", LINK.spot)
COLOURS = [
    Finding(
        "color-contrast", "Elements must meet contrast thresholds", Spot(f"p{n}/index.html", element=f".x >\n .y{n}")
    )
    for n in range(28)
]


def made(folder: Path, *findings: Finding) -> Report:
    texts = {"2026/a.md": story_text("A [link](../../x/) here.\n\n## How\n\nSo.\n", id="story-a")}
    return report.make(findings, sources_of(texts), site_of(folder, {}))


def test_a_fault_of_a_text_is_reported_once_with_its_place(tmp_path: Path) -> None:
    found = made(tmp_path, LINK, LINK, IN_A_FEED)
    assert list(report.as_text(found)) == ["stories/2026/a.md:12:10 error [link-target] this leads nowhere"]
    assert found.summary == "Found: 1 thing to fix in the texts."


def test_a_fault_of_the_code_is_reported_once_for_all_its_pages_and_says_whose_it_is(tmp_path: Path) -> None:
    found = made(tmp_path, *COLOURS, COLOURS[0])
    assert list(report.as_text(found)) == [
        "This is not in a text of yours: tell the people who look after the site's code.",
        "  /p0/ and on 27 more pages error [color-contrast] Elements must meet contrast thresholds: .x > .y0",
    ]
    assert found.summary == "Found: 1 fault of the site's code."


def test_both_are_counted_and_texts_come_first(tmp_path: Path) -> None:
    found = made(tmp_path, COLOURS[0], LINK)
    assert found.summary == "Found: 1 thing to fix in the texts and 1 fault of the site's code."
    assert next(iter(report.as_text(found))).startswith("stories/2026/a.md")


def test_nothing_is_said_in_words(tmp_path: Path) -> None:
    found = made(tmp_path)
    assert (list(report.as_text(found)), found.summary) == ([], "Found: nothing to fix.")


def test_github_gets_annotations_at_the_lines_of_texts_and_above_all_files(tmp_path: Path) -> None:
    broken = Finding("feed", "100%\nwrong", Spot("feed.xml"))
    assert list(report.as_github(made(tmp_path, LINK, broken))) == [
        "::error file=stories/2026/a.md,line=12,col=10,title=link-target::this leads nowhere",
        "::error title=feed::This is not in a text of yours: tell the people who look after the site's code. /feed.xml error [feed] 100%25%0Awrong",
    ]
