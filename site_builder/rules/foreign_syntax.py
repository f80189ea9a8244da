"""The rule against the syntax of other programs, and what to write instead of each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from site_builder.content.destinations import Leads, read_destination
from site_builder.problems import Problem, Severity
from site_builder.rules.unfit_html import picture_elsewhere

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.rules.case import TextCase

_ATTRIBUTE = r"lang|dir|class|id|style|title|src|href|target|rel|on\w+"
_FOREIGN = (
    (r"\{\{[<%][^{}\n]{0,300}[>%]\}\}",
     "the shortcode '{}' belongs to another site generator (Hugo)", "write what it means"),
    (r"\{\{[^{}\n]{0,300}\}\}", "'{}' belongs to the templates of another program", "write what it means"),
    (r"\{%[^{}%\n]{0,300}%\}", "'{}' belongs to the templates of another program", "write what it means"),
    (rf"\{{:[ \t]*[^{{}}\n]{{1,300}}\}}|\{{[ \t]*(?:[.#][a-zA-Z]|(?:{_ATTRIBUTE})=[^\s{{}}])[^{{}}\n]{{0,300}}\}}",
     "the attributes '{}' belong to another reader of Markdown",
     'remove them; for words in another language write <span lang="cy">bore da</span>'),
    (r"^ {0,3}(?:!!!|\?\?\?\+?)[ \t]+\w.*", "'{}' is a box of another reader of Markdown",
     "write > [!NOTE] on a line of its own, and the text below it with > at the start of each line"),
    (r"^ {0,3}\*\[[^\]\n]+\]:.*", "'{}' is an abbreviation of another reader of Markdown",
     'put it into abbreviations in mkdocs.yml, or write <abbr title="...">LGA</abbr>'),
    (r"^ {0,3}\[(?:TOC|toc|\[_TOC_\])\][ \t]*$", "'{}' is the contents of another reader of Markdown",
     "remove it: the page has its list of sections from the headings"),
    (r"^ {0,3}===[!+]?[ \t]+[\"'].*", "'{}' is a tab of another reader of Markdown",
     "write a heading instead"),
    (r"!?\[\[[^\[\]\n]{1,300}\]\](?!\()", "'{}' is the link of a wiki", "write [words](../2026/short-name.md)"),
    (r"^ {0,3}:::.*", "'{}' is a box of another reader of Markdown",
     "write > [!NOTE] on a line of its own, and the text below it with > at the start of each line"),
)  # fmt: skip
_ANY_FOREIGN = re.compile("|".join(f"({pattern})" for pattern, _, _ in _FOREIGN), re.MULTILINE)
_SIGNS_OF_OTHERS = ("{", "!!!", "???", "*[", "[[", "[TOC", "[toc", ":::", "===")
"""One of these is in everything foreign: looking for them first costs little."""
_PICTURE_OF_ATTRIBUTES = re.compile(r"\{[^{}\n]*?\bsrc=[\"']?([^\s\"'}]+)")


def nothing_is_foreign(text: TextCase) -> Iterator[Problem]:
    """The text has no syntax of other programs. GitHub and this site would show it as typed."""
    if not any(sign in text.prose for sign in _SIGNS_OF_OTHERS):
        return
    for match in _ANY_FOREIGN.finditer(text.prose):
        _, said, remedy = _FOREIGN[(match.lastindex or 1) - 1]
        words = match[0].strip()
        picture = _PICTURE_OF_ATTRIBUTES.match(words)
        if picture and read_destination(picture[1]).leads is Leads.ELSEWHERE:
            yield text.problem(match.start(), "image-elsewhere", picture_elsewhere(picture[1]))
            continue
        shown = words if len(words) <= 40 else f"{words[:37]}..."  # noqa: PLR2004 - letters that fit a line
        message = f"{said.replace('{}', shown)}, and readers would see it as it is; {remedy}"
        yield text.problem(match.start() + match[0].index(words), "foreign-syntax", message, Severity.WARNING)
