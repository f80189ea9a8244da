"""The editorial rules for one piece: each is a generator of problems, and its docstring is the rule.

A rule receives a ``Case``, looks at one thing, and yields ``case.at(...)``. ``RULES``
lists them in the order of the front matter, then those of ``text_rules``; anyone who adds one adds it there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.content import media
from site_builder.content.fields import OLDEST_PAPER, YEARS, strange_year
from site_builder.content.front_matter_model import Kind, Status
from site_builder.content.story import State
from site_builder.content.suggest import closest
from site_builder.problems import Problem, Severity
from site_builder.rules.house_style import HOUSE_STYLE_RULES
from site_builder.rules.plain_texts import PLAIN_TEXT_RULES
from site_builder.rules.texts import PIECE_TEXT_RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from site_builder.content.front_matter_model import FrontMatterModel, Outcome, Saving
    from site_builder.content.located_yaml import Path
    from site_builder.rules.case import Case, Rule


def ready_has_date(case: Case) -> Iterator[Problem]:
    """A ready piece has a date, the day of publication."""
    if case.is_ready and case.lacks("date"):
        said = "a ready piece needs a 'date', the day of publication, as in 2026-11-16"
        yield case.at(("status",), "ready-date", said)


def ready_has_theme(case: Case) -> Iterator[Problem]:
    """A ready piece has at least one theme."""
    if case.is_ready and case.lacks("themes"):
        yield case.at(("status",), "ready-theme", "a ready piece needs at least one theme")


def ready_story_has_council(case: Case) -> Iterator[Problem]:
    """A ready story is about at least one council."""
    if case.is_ready_story and case.lacks("councils") and case.settings.has_places:
        said = f"a ready story needs at least one {case.settings.called.one}, under 'councils'"
        yield case.at(("status",), "ready-council", said)


def ready_story_has_source(case: Case) -> Iterator[Problem]:
    """A ready story has at least one source."""
    if case.is_ready_story and case.lacks("sources"):
        yield case.at(("status",), "ready-source", "a ready story needs at least one source, a title with its date")


def summary_needed(case: Case) -> Iterator[Problem]:
    """Everything but an idea has a summary."""
    may_go_without = case.story.meta.status is Status.IDEA or "status" in case.set_aside
    if case.lacks("summary") and not may_go_without:
        yield case.at(
            ("status",),
            "summary",
            "a 'summary' of 40 to 300 characters is missing; only an idea can do without",
        )


def signpost_needs_link(case: Case) -> Iterator[Problem]:
    """A signpost has a link to the page with the story."""
    if case.story.meta.kind is Kind.SIGNPOST and case.lacks("link"):
        yield case.at(("kind",), "signpost-link", "a signpost needs a 'link' to the page with the story")


def withdrawn_needs_reason(case: Case) -> Iterator[Problem]:
    """The status 'withdrawn' and the key 'withdrawn' go together."""
    meta = case.story.meta
    if "status" in case.set_aside:
        return
    if meta.status is Status.WITHDRAWN and case.lacks("withdrawn"):
        yield case.at(("status",), "withdrawn", "a withdrawn piece needs 'withdrawn' with a date and a reason")
    if meta.status is not Status.WITHDRAWN and meta.withdrawn is not None:
        yield case.at(("withdrawn",), "withdrawn", f"'withdrawn' needs the status 'withdrawn', found '{meta.status}'")


def figures_lead_to_their_source(case: Case) -> Iterator[Problem]:
    """A figure links to its source: by the title of one of the ``sources`` with a link, or its own."""
    meta = case.story.meta
    groups: dict[str, Sequence[Outcome | Saving]] = {"outcomes": meta.outcomes, "savings": meta.savings}
    for key, figures in groups.items() if case.is_ready and "sources" not in case.set_aside else ():
        for n, figure in enumerate(figures):
            if meta.link_of(figure) is None:
                said = f"no link leads to '{figure.source}', where this figure is from; {_way_to_link(meta, figure)}"
                yield case.at((key, n, "source"), "figure-link", said, Severity.WARNING)


def _way_to_link(meta: FrontMatterModel, figure: Outcome | Saving) -> str:
    if meta.source_of(figure) is not None:
        return "if it can be read on the web, give that source its 'url'"
    close = closest(figure.source, [source.title for source in meta.sources])
    if close is not None:
        return f"did you mean the source '{close}'? Give both the same title"
    return "write the title of one of the 'sources', or give the figure a 'url' of its own"


def artefacts_lead_somewhere(case: Case) -> Iterator[Problem]:
    """An artefact has either a web address or a file beside the story."""
    for n, artefact in enumerate(case.story.meta.artefacts):
        if (artefact.url is None) == (artefact.file is None):
            found = "neither" if artefact.url is None else "both"
            yield case.at(("artefacts", n), "artefact", f"an artefact needs either 'url' or 'file', found {found}")
        if artefact.file is not None and (fault := case.text.file_fault(artefact.file)):
            yield case.at(("artefacts", n, "file"), fault.rule, fault.message)


def image_is_there(case: Case) -> Iterator[Problem]:
    """The image is a picture of a type that browsers and feed readers show, and is beside the story."""
    image = case.story.meta.image
    if image is not None and (fault := case.text.file_fault(image.file, media.PHOTOS)):
        yield case.at(("image", "file"), fault.rule, fault.message)


def updates_follow_publication(case: Case) -> Iterator[Problem]:
    """An update is announced on or after the day of publication."""
    meta = case.story.meta
    for n, update in enumerate(meta.updated):
        if meta.date is not None and update.date < meta.date:
            yield case.at(
                ("updated", n, "date"),
                "updated-date",
                f"{update.date} is before the date of publication {meta.date}",
            )


def aliases_are_paths(case: Case) -> Iterator[Problem]:
    """An alias is a path on this site. It starts with a slash, and a file can have its name."""
    for n, alias in enumerate(case.story.meta.aliases):
        if reason := addresses.fault_of_alias(alias):
            yield case.at(("aliases", n), "alias-form", reason)


def days_are_of_our_time(case: Case) -> Iterator[Problem]:
    """A day is in a year from 1900 to 2099. A source can be older."""
    for path, year in _years(case.story.meta):
        first = OLDEST_PAPER if path[0] == "sources" else YEARS[0]
        if said := strange_year(year, first):
            yield case.at(path, "date-range", said)


def _years(meta: FrontMatterModel) -> Iterator[tuple[Path, int]]:
    """Yield the years of the days in the front matter, and where these are."""
    if meta.date is not None:
        yield ("date",), meta.date.year
    yield from ((("sources", n, "date"), int(source.date[:4])) for n, source in enumerate(meta.sources))
    if meta.withdrawn is not None:
        yield ("withdrawn", "date"), meta.withdrawn.date.year
    yield from ((("updated", n, "date"), update.date.year) for n, update in enumerate(meta.updated))
    if meta.review_by is not None:
        yield ("review_by",), meta.review_by.year
    yield from ((("shared", n, "date"), shared.date.year) for n, shared in enumerate(meta.shared))


def plan_covers_day(case: Case) -> Iterator[Problem]:
    """After the first plan has begun, a ready piece appears in a plan. Otherwise it does not count for a promise."""
    day, plans = case.story.meta.date, case.settings.programme
    if not (case.is_ready and day and plans) or day < min(plan.starts for plan in plans):
        return
    if not any(plan.starts <= day <= plan.ends for plan in plans):
        spans = ", ".join(f"{plan.name} ({plan.starts} to {plan.ends})" for plan in plans)
        said = f"{day} is in no plan, so the piece counts for none; change the date or add a plan beside {spans}"
        yield case.at(("date",), "plan-none", said, Severity.WARNING)


def not_overdue(case: Case) -> Iterator[Problem]:
    """A planned piece is overdue once its day has passed."""
    day = case.story.meta.date
    is_planned = case.story.state(case.today) is State.PLANNED and "status" not in case.set_aside
    if day is not None and day < case.today and is_planned:
        yield case.at(
            ("date",), "overdue",
            f"planned for {day}, which has passed, and still '{case.story.meta.status}'; "
            "finish it or move its date", Severity.WARNING,
        )  # fmt: skip


def not_due_for_review(case: Case) -> Iterator[Problem]:
    """After its ``review_by`` day, somebody needs to check that a piece is still true."""
    if case.story.review_is_due(case.today) and case.story.state(case.today) is State.PUBLISHED:
        yield case.at(
            ("review_by",), "review-due",
            f"was due for review by {case.story.meta.review_by}; "
            "check that it is still true, and set a new day", Severity.WARNING,
        )  # fmt: skip


RULES: tuple[Rule, ...] = (
    ready_has_date,
    ready_has_theme,
    ready_story_has_council,
    ready_story_has_source,
    summary_needed,
    signpost_needs_link,
    withdrawn_needs_reason,
    figures_lead_to_their_source,
    artefacts_lead_somewhere,
    image_is_there,
    updates_follow_publication,
    aliases_are_paths,
    days_are_of_our_time,
    plan_covers_day,
    not_overdue,
    not_due_for_review,
    *PLAIN_TEXT_RULES,
    *PIECE_TEXT_RULES,
    *HOUSE_STYLE_RULES,
)


def check_story(case: Case) -> Iterator[Problem]:
    """Yield the problems that all rules find in one piece."""
    for rule in RULES:
        yield from rule(case)
