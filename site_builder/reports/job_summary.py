"""The summary of a job on GitHub: the effect of a change, every problem, and each changed story before and after.

GitHub refuses a summary of more than 1 MiB, all of it, so that what does not fit is left out and counted.
Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions#step-isolation-and-limits
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from site_builder.reports.effect_words import of_piece, plan_rows, unread
from site_builder.reports.summaries import cell, summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from site_builder.content.story import Story
    from site_builder.problems import Problem
    from site_builder.reports.effect import Effect, PieceEffect

LIMIT = 1024 * 1024
_FOR_WHAT_IS_LEFT_OUT = 1024
_MOST_ROWS = 200
_MOST_LINES = 2_000
_LONGEST_DIFFERENCE = 40_000
_HOW_TO_LOOK = (
    "To look at a story: download `preview` under Artifacts on this page, unpack it, and open the story's page "
    "in its folder."
)
_BACKTICKS = re.compile(r"`+")


def as_markdown(
    problems: Sequence[Problem], files_read: int, effect: Effect | None = None, room: int = LIMIT, note: str = ""
) -> str:
    """Return what a check has found, in at most so many bytes."""
    room -= _FOR_WHAT_IS_LEFT_OUT
    text = "".join(f"{line}\n" for line in _head(problems, files_read, note))
    text += "".join(f"{line}\n" for line in _effect(effect)) if effect else ""
    text += "### Problems\n\n" if effect and problems else ""
    text += _filled(_table_of(problems), room - _size(text), "more problems: 'stories check' lists them")
    if effect:
        text += _filled(
            map(_before_and_after, _rewritten(effect)), room - _size(text), "more stories that have changed"
        )
    return text


def _head(problems: Sequence[Problem], files_read: int, note: str) -> Iterator[str]:
    yield from ("## Stories", "", summary(problems, files_read), "")
    if note:
        yield from (cell(note), "")


def _effect(effect: Effect) -> Iterator[str]:
    yield from (f"### What this changes, compared with {cell(effect.revision)}", "")
    rows = list(plan_rows(effect))
    if rows:
        yield from ("| Plan | | Before | After | |", "| --- | --- | --- | --- | --- |")
        yield from (f"| {' | '.join(map(cell, row))} |" for row in rows[:_MOST_ROWS])
        yield from ("", "These are published and scheduled pieces, out of those due.", "")
    else:
        yield from ("No plan changes.", "")
    if effect.unread:
        yield from (cell(unread(effect)), "")
    if effect.pieces:
        yield from (_HOW_TO_LOOK, "", "| Story | What changes | In the preview |", "| --- | --- | --- |")
        yield from (_row(piece, effect) for piece in effect.pieces[:_MOST_ROWS])
        yield ""
    if len(effect.pieces) > _MOST_ROWS:
        yield from (f"{len(effect.pieces) - _MOST_ROWS} more stories change.", "")
    for change in effect.milestones:
        word = "New" if change.is_new else "Removed"
        yield from (f"{word} milestone: {cell(change.milestone.name)}, {change.milestone.date}", "")
    if effect.gone:
        pages = ", ".join(f"`/{address}`" for address in effect.gone[:_MOST_ROWS])
        yield from (f"These pages and their feeds no longer have a published story: {pages}", "")


def _row(piece: PieceEffect, effect: Effect) -> str:
    place = f"`{piece.after.address}index.html`" if piece.after else ""
    return f"| {cell(piece.story.title)} | {cell(of_piece(piece, effect.today))} | {place} |"


def _table_of(problems: Sequence[Problem]) -> Iterator[str]:
    if problems:
        yield "| Place | | Problem |\n| --- | --- | --- |\n"
    for p in problems:
        yield f"| {cell(p.path)}:{p.line}:{p.column} | {p.severity} | {cell(p.message)} |\n"


def _rewritten(effect: Effect) -> Iterator[tuple[Story, Story]]:
    return ((p.before, p.after) for p in effect.pieces if p.before and p.after)


def _before_and_after(pair: tuple[Story, Story]) -> str:
    """Return the lines of a story that differ, folded away."""
    after = pair[1]
    old, new = (_lines_of(story) for story in pair)
    if len(old) + len(new) > _MOST_LINES:
        told = "It is too long to be compared here.\n"
    elif old == new:  # it has only moved
        return ""
    else:
        difference = "\n".join([*difflib.unified_diff(old, new, "before", "after", n=1, lineterm="")][2:])
        fence = "`" * max(3, 1 + max((len(run) for run in _BACKTICKS.findall(difference)), default=0))
        told = f"{fence}diff\n{difference[:_LONGEST_DIFFERENCE]}\n{fence}\n"
    return f"\n<details><summary>{cell(after.title)}, before and after</summary>\n\n{told}\n</details>\n"


def _lines_of(story: Story) -> list[str]:
    facts = (f"{key}: {value}" for key, value in story.meta.model_dump(mode="json", exclude_defaults=True).items())
    return [*facts, "", *story.body.splitlines()]


def _filled(parts: Iterable[str], room: int, what: str) -> str:
    """Return the parts for which there is room, and how many more there are."""
    fits, left = [], 0
    for part in parts:
        room -= _size(part)
        if left or room < 0:
            left += 1
        else:
            fits.append(part)
    return "".join(fits) + (f"\nLeft out here, to save space: {left} {what}.\n" if left else "")


def _size(text: str) -> int:
    return len(text.encode())
