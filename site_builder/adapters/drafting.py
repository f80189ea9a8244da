"""Starting a new story: asking what it needs, and writing its file."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from pydantic import ValidationError

from site_builder.core.explain import explain
from site_builder.core.frontmatter import compose
from site_builder.core.plan import progress
from site_builder.core.slugs import SLUG, slugify
from site_builder.core.story import FrontMatterModel, Kind
from site_builder.core.suggest import did_you_mean
from site_builder.core.vocabulary import Taxonomy
from site_builder.outputs import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from site_builder.adapters.project import Project
    from site_builder.core.collection import Collection

_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
_LONGEST_ID_WORDS = 48
_TEXT = """<!-- What was the problem, and for whom? Say in a few sentences what the council did. -->

## How it works

<!-- Who did what, in which order, with what money and whose leave? What stood in the way? -->

## What it brought

<!-- What changed? Give a figure only with its source, under 'outcomes' or 'savings' above. -->

## What others can use

<!-- What should somebody who wants to do the same know first? -->
"""


class DraftingError(Exception):
    """The story cannot be started as asked; the message says why."""


@dataclass(frozen=True)
class Draft:
    """What is known of a new story; ``day`` is a date as typed."""

    title: str | None = None
    summary: str | None = None
    idea: bool = False
    kind: str = Kind.STORY.value
    day: str | None = None
    councils: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    original: bool = False
    link: str | None = None
    slug: str | None = None


def complete(draft: Draft, project: Project, ask: Callable[[str, str], str] | None) -> Draft:
    """Return the draft with everything a valid file needs, asked for where a person is there to answer.

    Raises DraftingError when something is missing and nobody can be asked, or names no term or council.
    """
    if draft.title is None:
        draft = replace(draft, title=_answer(ask, "--title", "Title"))
        if ask is not None:
            draft = _ask_more(draft, project, ask)
    if draft.summary is None and not draft.idea:
        draft = replace(draft, summary=_answer(ask, "--summary", "Summary, 40 to 300 characters"))
    if draft.kind == Kind.SIGNPOST and draft.link is None:
        draft = replace(draft, link=_answer(ask, "--link", "Address of the page that tells the story"))
    return replace(
        draft,
        councils=tuple(_council(name, project) for name in draft.councils),
        **{taxonomy.value: tuple(_term(name, taxonomy, project) for name in getattr(draft, taxonomy.value)) for taxonomy in Taxonomy},
    )


def _answer(ask: Callable[[str, str], str] | None, option: str, question: str) -> str:
    if ask is None:
        raise DraftingError(f"{option} is missing, and nobody is there to answer questions")
    return ask(question, "")


def _ask_more(draft: Draft, project: Project, ask: Callable[[str, str], str]) -> Draft:
    """Ask for what helps but may be left empty."""
    if not draft.councils:
        draft = replace(draft, councils=_several(ask("Councils, separated by commas (may stay empty)", "")))
    if not draft.themes:
        names = ", ".join(term.name for term in project.settings.taxonomies[Taxonomy.THEMES])
        draft = replace(draft, themes=_several(ask(f"Themes, separated by commas: {names}", "")))
    if draft.day is None:
        draft = replace(draft, day=ask("Planned day, as in 2026-11-16 (may stay empty)", "") or None)
    return draft


def _several(answer: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in answer.split(",") if part.strip())


def _council(name: str, project: Project) -> str:
    slug = project.register.slug_for(name)
    if slug is None:
        hint = did_you_mean(name, [text for c in project.register for text in (c.slug, c.short_name)])
        raise DraftingError(f"council '{name}' is not in the register{hint}")
    return slug


def _term(name: str, taxonomy: Taxonomy, project: Project) -> str:
    vocabulary = project.settings.taxonomies[taxonomy]
    term = vocabulary.get(name)
    if term is None:
        hint = did_you_mean(name, [t.name for t in vocabulary])
        raise DraftingError(f"{taxonomy.singular} '{name}' is not in the vocabulary{hint}")
    return term.name


def write(draft: Draft, project: Project, today: date) -> Path:
    """Write the story's file and return its path. Raises DraftingError; never overwrites a file."""
    title = " ".join((draft.title or "").split())
    slug = draft.slug or slugify(title)
    if not SLUG.fullmatch(slug):
        raise DraftingError(f"'{slug}' cannot be part of an address; give --slug with lower-case letters, digits and hyphens")
    data = _front_matter(draft, title, slug)
    year = data["date"].year if isinstance(data.get("date"), date) else today.year
    path = project.folder / str(year) / f"{slug}.md"
    taken = next((p for p in project.folder.glob(f"[0-9]*/{slug}*") if p.name in {slug, f"{slug}.md"}), None)
    if taken is not None:
        raise DraftingError(f"there is {taken.relative_to(project.root).as_posix()} already; give another --slug")
    path.parent.mkdir(exist_ok=True)
    path.write_text(compose(data, "" if draft.idea else _TEXT), "utf-8", newline="\n")
    return path


def _front_matter(draft: Draft, title: str, slug: str) -> dict[str, object]:
    """Return the front matter in the order of the contract, checked by the model that will read it."""
    data: dict[str, object] = {"id": f"{slug[:_LONGEST_ID_WORDS].strip('-')}-{''.join(secrets.choice(_ALPHABET) for _ in range(4))}"}
    data["title"] = title
    if draft.kind != Kind.STORY:
        data["kind"] = draft.kind
    data["status"] = "idea" if draft.idea else "draft"
    if draft.day:
        data["date"] = draft.day
    if draft.original:
        data["original"] = True
    if draft.summary:
        data["summary"] = " ".join(draft.summary.split())
    for key in ("councils", *Taxonomy):
        if values := getattr(draft, str(key)):
            data[str(key)] = list(values)
    if draft.link:
        data["link"] = draft.link
    try:
        model = FrontMatterModel.model_validate(data)
    except ValidationError as error:
        messages = [explain(details, FrontMatterModel).message for details in error.errors(include_url=False)]
        raise DraftingError("; ".join(messages)) from None
    if model.date is not None:
        data["date"] = model.date
    return data


def effect_on_plan(path: Path, project: Project, collection: Collection, today: date) -> Iterator[str]:
    """Say what a piece does for the plan once it is published on its day."""
    source = path.relative_to(project.folder).as_posix()
    story = next((story for story in collection.stories if story.path == source), None)
    if story is None or story.meta.date is None:
        yield "It has no date yet, so that it counts for no plan."
        return
    for row in progress(collection.stories, project.settings.programme, today):
        for part in row.quota:
            if story in part.pieces:
                where = words.span(part.period.starts, part.period.ends)
                yield f"Once published it counts for the quota of {where}: {part.counts.published} of {part.required} so far."
        if row.target is not None and story.meta.kind is Kind.STORY and row.plan.starts <= story.day <= row.target.target.by:
            by = words.long_date(row.target.target.by)
            yield f"Once published it counts for the target by {by}: {row.target.counts.published} of {row.target.target.stories} so far."
