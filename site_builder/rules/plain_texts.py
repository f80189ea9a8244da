"""The rules for the texts of the front matter, which are plain: no Markdown, no HTML, no comments."""

from __future__ import annotations

import html
import re
from html.entities import html5
from typing import TYPE_CHECKING

from site_builder.content import located_yaml
from site_builder.content.yaml_slips import paste, straight
from site_builder.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.content.located_yaml import Path
    from site_builder.rules.case import Case, Rule

TEXTS = frozenset({"title", "summary", "what", "alt", "note", "reason"})
MARK = re.compile(
    r"(?P<emphasis>\*\*(?=\S)[^*]+\*\*|(?<![\w*])\*(?=[^\s*])[^*]*[^\s*]\*(?![\w*])|(?<!\w)__(?=\S)[^_]+__(?!\w))"
    r"|(?P<link>!?\[[^\[\]]+\]\([^()\s]+\))|(?P<code>`[^`]+`)"
    r"|(?P<html></?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>)|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});)"
)
_WHAT = {
    "emphasis": "would show its asterisks or underscores; delete them",
    "link": "would show as it is; write only the words, and put the link in the text below",
    "code": "would show its backticks; delete them",
    "html": "would show as it is; delete the HTML",
}
_COMMENT = re.compile(r"^[ \t]*#.*\n?", re.MULTILINE)
_COMMENTS_TRIED = 10
_UNKNOWN = -1_000_000_000


def texts_are_plain(case: Case) -> Iterator[Problem]:
    """Titles, summaries and other short texts are plain text, without Markdown or HTML."""
    for path, value, start in _plain_texts(case):
        for match in MARK.finditer(value):
            kind, found = str(match.lastgroup), match[0]
            if kind == "entity" and found[1] != "#" and found[1:] not in html5:
                continue
            says = _WHAT.get(kind) or f"would show as it is; type the character itself: {html.unescape(found)}"
            said = f"'{path[-1]}' is plain text, where {found} {says}"
            yield _at(case, start + match.start(), path, "plain-text", said)
            break


def quotation_marks_are_straight(case: Case) -> Iterator[Problem]:
    """Quotation marks round a whole value are straight. Typographic ones would become part of the text."""
    for path, value, start in _plain_texts(case):
        is_quoted = start >= 0 and start != case.front_matter.offset_of(path)
        if straight(value) != value and not is_quoted:
            said = (
                f"the quotation marks round '{path[-1]}' are typographic and would show; type straight ones: "
                f"{paste(str(path[-1]), value)}"
            )
            yield _at(case, start, path, "quotes", said)


def comments_are_gone(case: Case) -> Iterator[Problem]:
    """A ready piece has no comments left in its front matter: they were advice for anyone who wrote it."""
    if not case.is_ready:
        return
    front_matter = case.front_matter
    written = front_matter.written
    for comment, _ in zip(_COMMENT.finditer(written), range(_COMMENTS_TRIED), strict=False):
        without = written[: comment.start()] + written[comment.end() :]
        if located_yaml.parse(without).value == front_matter.data:
            offset = front_matter.yaml_offset + comment.start() + comment[0].index("#")
            said = "a comment is left in a piece that is ready; do what it says, then delete it"
            yield front_matter.source.problem(offset, "comment-left", said, Severity.WARNING)
            return


def _plain_texts(case: Case) -> Iterator[tuple[Path, str, int]]:
    """Yield the plain texts of the front matter as they were written: path, text, and where it starts in the source.

    The start is far below zero where what was written differs from the text: a folded one, or one with escapes.
    """
    source = case.front_matter.source.text
    for path, value in case.front_matter.document.spellings.items():
        if path and path[-1] in TEXTS and path[0] not in case.set_aside:
            offset = case.front_matter.offset_of(path)
            start = offset + (source[offset : offset + 1] in {'"', "'"})
            yield path, value, start if source.startswith(value, start) else _UNKNOWN


def _at(case: Case, offset: int, path: Path, rule: str, said: str) -> Problem:
    """Return a warning at an offset, or at the value where that is not known."""
    place = offset if offset >= 0 else case.front_matter.offset_of(path)
    return case.front_matter.source.problem(place, rule, said, Severity.WARNING)


PLAIN_TEXT_RULES: tuple[Rule, ...] = (texts_are_plain, quotation_marks_are_straight, comments_are_gone)
