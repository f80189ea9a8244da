"""A story proposed by GitHub's form: from the issue's text to what is known of the story.

GitHub writes an issue form as Markdown, each label as a heading and the answer below it. It is text of strangers:
nothing in it can end a comment, and what fits no key is kept as a remark and not guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.content import days
from site_builder.content.characters import CONTROL, invisible
from site_builder.content.front_matter_model import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

LABELS = {
    "title": "Title",
    "summary": "In one or two sentences",
    "councils": "Council",
    "themes": "Theme",
    "new": "What was new?",
    "how": "How was it done?",
    "result": "What came of it?",
    "sources": "Where does it say so?",
    "agreed": "Before you send it",
}
"""The labels of .github/ISSUE_TEMPLATE/story.yml by what is made of their answers, in their order."""

_NO_ANSWER = "_No response_"
_LONGEST_TITLE = 100
_SUMMARY = range(40, 301)
_LINE_MARK = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_ADDRESS = re.compile(r"<?(https?://[^\s<>]+)>?")
_YEAR = re.compile(r"\d{4}")
_MARKDOWN = re.compile(r"[*_`#<>\[\]]+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a form says about a story; ``text`` is its Markdown, ``remarks`` what somebody has to put in its place."""

    title: str
    summary: str | None
    councils: tuple[str, ...]
    themes: tuple[str, ...]
    sources: tuple[dict[str, str], ...]
    text: str
    remarks: tuple[str, ...]


class NoFormError(Exception):
    """The text is not that of the form; the message says what is missing."""


def read(text: str) -> Proposal:
    """Return what the text of an issue says. Raises NoFormError."""
    answers = dict(_answers(_visible(text)))
    for key in ("title", "new"):
        if not answers.get(key):
            raise NoFormError(f"there is no answer below a line '### {LABELS[key]}', as the form for stories writes it")
    whole = _plain(answers["title"])
    title = (
        whole if len(whole) <= _LONGEST_TITLE else whole[:_LONGEST_TITLE].rpartition(" ")[0] or whole[:_LONGEST_TITLE]
    )
    remarks = [f"The whole title: {whole}"] if title != whole else []
    summary = _plain(answers.get("summary", ""))
    if summary and len(summary) not in _SUMMARY:
        remarks.append(f"As a summary, which takes 40 to 300 characters: {summary}")
    sources, unplaced = _sources(answers.get("sources", ""))
    remarks += [
        f"A source, which needs a title, a date and, if there is one, a full address: {line}" for line in unplaced
    ]
    return Proposal(
        title, summary if len(summary) in _SUMMARY else None, _names(answers.get("councils", "")),
        _names(answers.get("themes", "")), sources, _text(answers), tuple(remarks),
    )  # fmt: skip


def _visible(text: str) -> str:
    """Return a text without what nobody sees, and with plain line ends."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    hidden = {offset for offset, _ in invisible(plain)}
    return "".join(c for n, c in enumerate(plain) if n not in hidden and (c in "\n\t" or not CONTROL.match(c)))


def _answers(text: str) -> Iterator[tuple[str, str]]:
    """Yield each answer by its key; a heading counts only where the form has it, so that answers may have headings."""
    start, waiting = 0, ""
    for key, label in LABELS.items():
        heading = re.compile(rf"^### {re.escape(label)}[ \t]*$", re.MULTILINE)
        found = heading.search(text, start)
        if found is None:
            continue
        if waiting:
            yield waiting, _answer(text[start : found.start()])
        start, waiting = found.end(), key
    if waiting:
        yield waiting, _answer(text[start:])


def _answer(text: str) -> str:
    return "" if text.strip() == _NO_ANSWER else text.strip()


def _plain(text: str) -> str:
    """Return a text for a key of the front matter: on one line, without marks of Markdown."""
    return " ".join(_MARKDOWN.sub("", text).split())


def _names(text: str) -> tuple[str, ...]:
    names = (_plain(_LINE_MARK.sub("", part)) for part in re.split(r"[,;\n]", text))
    return tuple(dict.fromkeys(name for name in names if name))


def _sources(text: str) -> tuple[tuple[dict[str, str], ...], list[str]]:
    """Return the sources that are given in full, 'title, date, address' on a line, and the lines of the others."""
    placed, unplaced = [], []
    for line in filter(None, (_LINE_MARK.sub("", line).strip() for line in text.splitlines())):
        address = _ADDRESS.search(line)
        without = _ADDRESS.sub("", line).strip(" ,;")
        title, _, written = without.rpartition(",")
        source = {"title": _plain(title), "date": _day(written.strip())}
        source |= {"url": address[1].rstrip(".,;)")} if address else {}
        try:
            Source.model_validate(source)
            placed.append(source)
        except ValueError:
            unplaced.append(line)
    return tuple(placed), unplaced


def _day(written: str) -> str:
    """Return a day, month or year as in the front matter; nothing where it is none."""
    if _YEAR.fullmatch(written):
        return written
    day = days.read(written)
    return day.isoformat() if day else days.read_month(written) or ""


def _text(answers: dict[str, str]) -> str:
    """Return the text of the story, with a comment where an answer is missing."""
    missing = "<!-- The form says nothing of this yet. -->"
    return (
        f"{answers['new']}\n\n## How it works\n\n{answers.get('how') or missing}\n\n"
        f"## What it brought\n\n{answers.get('result') or missing}\n"
    )


def as_comment(remarks: tuple[str, ...]) -> str:
    """Return remarks as a comment at the head of a text, which nothing in them can end."""
    if not remarks:
        return ""
    lines = "".join(f"- {re.sub('-{2,}', '-', remark).replace('>', '')}\n" for remark in remarks)
    return f"<!-- From the form, still to be put in its place:\n{lines}-->\n\n"
