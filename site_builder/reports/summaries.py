"""Reports of problems and of the plan as text, JSON and GitHub annotations."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from site_builder.programme.plan import PeriodProgress
from site_builder.render import plan_words, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from site_builder.problems import Problem
    from site_builder.programme.plan import Counts, PlanProgress, TargetProgress
    from site_builder.programme.schedule import Change


_MEANS_SOMETHING = re.compile(r"[&<>|`*_\[\]\\~@#!]")


def as_text(problems: Sequence[Problem], files_read: int) -> str:
    """Return the problems, a line each, and a last line that counts them."""
    return "\n".join([*map(str, problems), summary(problems, files_read)])


def summary(problems: Sequence[Problem], files_read: int) -> str:
    """Return what a check found in one line."""
    errors = sum(problem.is_error for problem in problems)
    warnings = len(problems) - errors
    checked = f"{words.stories(files_read)} checked"
    if not problems:
        return f"{checked}: nothing to fix."
    counts = [words.counted(n, word) for n, word in ((errors, "error"), (warnings, "warning")) if n]
    return f"{checked}: {words.listed(counts)}."


def as_json(
    problems: Sequence[Problem], files_read: int, today: date, effect: Mapping[str, object] | None = None
) -> str:
    """Return the problems, and with a base the effect of the change, as the JSON of ``stories check``."""
    errors = sum(problem.is_error for problem in problems)
    document: dict[str, object] = {
        "as_of": today.isoformat(),
        "counts": {"stories": files_read, "errors": errors, "warnings": len(problems) - errors},
        "problems": [
            {
                "path": p.path,
                "line": p.line,
                "column": p.column,
                "severity": p.severity.value,
                "rule": p.rule,
                "message": p.message,
            }
            for p in problems
        ],
    }
    return _json(document | {"effect": effect} if effect else document)


def as_github(problems: Iterable[Problem]) -> str:
    """Return the problems as workflow commands, which GitHub shows at their lines.

    Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return "\n".join(
        f"::{p.severity} file={_property(p.path)},line={p.line},col={p.column},title={_property(p.rule)}"
        f"::{_data(p.message)}"
        for p in problems
    )


def notice_for_github(title: str, message: str) -> str:
    """Return a workflow command that shows a sentence which is about no file."""
    return f"::notice title={_property(title)}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def cell(text: str) -> str:
    """Return text for a cell of a Markdown table: on one line, and nothing in it that Markdown or HTML would read."""
    return _MEANS_SOMETHING.sub(lambda m: f"&#{ord(m[0])};", " ".join(text.split()))


def plan_json(plans: Iterable[PlanProgress], today: date) -> str:
    """Return the plans as the JSON of ``stories plan``."""
    return _json({"as_of": today.isoformat(), "plans": [_plan(row) for row in plans]})


def _plan(row: PlanProgress) -> dict[str, object]:
    return {
        "name": row.plan.name,
        "starts": row.plan.starts.isoformat(),
        "ends": row.plan.ends.isoformat(),
        "quota": [
            {
                "starts": part.period.starts.isoformat(),
                "ends": part.period.ends.isoformat(),
                "required": part.required,
                **_counts(part.counts),
                "state": part.state.value,
                "status": part.status.value,
                "pieces": [story.id for story in part.pieces],
            }
            for part in row.quota
        ],
        "target": _target(row.target) if row.target else None,
    }


def _target(part: TargetProgress) -> dict[str, object]:
    return {
        "stories": part.target.stories,
        "by": part.target.by.isoformat(),
        **_counts(part.counts),
        "met_on": part.met_on.isoformat() if part.met_on else None,
        "status": part.status.value,
    }


def _counts(counts: Counts) -> dict[str, int]:
    return {"published": counts.published, "scheduled": counts.scheduled, "planned": counts.planned}


def shortfall(row: PlanProgress, part: PeriodProgress | TargetProgress) -> str:
    """Say in one sentence what a plan lacks."""
    if isinstance(part, PeriodProgress):
        what, needed = words.span(part.period.starts, part.period.ends), words.counted(part.required, "original piece")
    else:
        what, needed = f"by {words.long_date(part.target.by)}", words.stories(part.target.stories)
    counts = plan_words.counts(part.counts, needed)
    return f"plan {row.plan.name}, {what}: {plan_words.status(part.status)}, {counts}"


def changes_json(changes: Sequence[Change], today: date) -> str:
    """Return the next changes of the public site as JSON."""
    return _json({
        "as_of": today.isoformat(),
        "date": changes[0].day.isoformat() if changes else None,
        "reasons": [{"reason": change.reason.value, "text": change.text} for change in changes],
    })  # fmt: skip


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)
