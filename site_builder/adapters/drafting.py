"""Starting a new story: asking what it needs, and writing its file."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeVar

from site_builder.content.checked import ValuesError, checked
from site_builder.content.council_names import names_of
from site_builder.content.front_matter import compose
from site_builder.content.front_matter_model import Kind
from site_builder.content.slugs import SLUG, slugify
from site_builder.content.vocabulary import Taxonomy
from site_builder.programme.plan import progress
from site_builder.render import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from site_builder.adapters.project import Project
    from site_builder.collection import Collection
    from site_builder.content.front_matter_model import FrontMatterModel
    from site_builder.content.story import Story
    from site_builder.programme.plan import PlanProgress

T = TypeVar("T")

_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
_LONGEST_ID_WORDS = 48
_TEXT = """<!-- What was the problem, and for whom? Say in a few sentences what was done. -->

## How it works

<!-- Who did what, in which order, with what money and who had to agree? What got in the way? -->

## What it brought

<!-- What changed? Give a figure only with its source, under 'outcomes' or 'savings' above. -->

## What others can use

<!-- What should somebody who wants to do the same know first? -->
"""


class DraftingError(Exception):
    """The story cannot be started as asked; the message says why."""


@dataclass(frozen=True)
class Draft:
    """What is known of a new story; ``day`` is a date as typed, ``text`` is empty where nothing is written yet."""

    title: str | None = None
    summary: str | None = None
    idea: bool = False
    kind: str = Kind.STORY.value
    day: str | None = None
    councils: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    original: bool | None = None
    link: str | None = None
    slug: str | None = None
    sources: tuple[dict[str, str], ...] = ()
    text: str = ""


class Ask(Protocol):
    """Asks a person, and again while ``read`` raises DraftingError, whose message the person sees."""

    def __call__(self, question: str, read: Callable[[str], T]) -> T:
        """Return what ``read`` makes of the answer."""


def complete(draft: Draft, project: Project, ask: Ask | None) -> Draft:
    """Return the draft with everything a valid file needs, asked for where a person is there to answer.

    Raises DraftingError when something is missing and nobody can be asked, or names no term or council.
    """
    if draft.title is None:
        draft = replace(draft, title=_answer(ask, "--title", "Title", "title"))
    if draft.summary is None and not draft.idea:
        question = "Summary, one or two sentences of 40 to 300 characters"
        draft = replace(draft, summary=_answer(ask, "--summary", question, "summary"))
    if draft.kind == Kind.SIGNPOST and draft.link is None:
        question = "Address of the page with the story"
        draft = replace(draft, link=_answer(ask, "--link", question, "link"))
    return replace(
        draft,
        councils=_once(_council(name, project) for name in draft.councils),
        themes=_once(_term(name, Taxonomy.THEMES, project) for name in draft.themes),
        services=_once(_term(name, Taxonomy.SERVICES, project) for name in draft.services),
        programmes=_once(_term(name, Taxonomy.PROGRAMMES, project) for name in draft.programmes),
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _answer(ask: Ask | None, option: str, question: str, key: str) -> str:
    if ask is None:
        raise DraftingError(f"{option} is missing, and there is nobody to answer questions")
    return ask(question, lambda answer: value_of(key, answer))


def value_of(key: str, answer: str) -> str:
    """Return an answer that the story's model accepts for a key."""
    _checked({key: answer})
    return answer


def _council(name: str, project: Project) -> str:
    register = project.register
    if name in register:  # a slug, even one that is also the name of two councils, as 'somerset' is
        return name
    if not len(register):
        raise DraftingError(f"'{name}' cannot be known, as this site has no register of places; leave --council out")
    found = names_of(register).called(name)
    if len(found) != 1:
        raise DraftingError(f"{register.called.one} '{name}' is not in the register{names_of(register).hint(name)}")
    return found[0].slug


def _term(name: str, taxonomy: Taxonomy, project: Project) -> str:
    vocabulary = project.settings.taxonomies[taxonomy]
    term = vocabulary.called(name)
    if term is None:
        raise DraftingError(f"{taxonomy.singular} '{name}' is not in the vocabulary{vocabulary.hint(name)}")
    return term.name


def slug_of(draft: Draft, project: Project) -> str:
    """Return the short name of a draft, given or from its title. Raises DraftingError."""
    return free_slug(draft.slug if draft.slug is not None else slugify(draft.title or ""), project)


def free_slug(slug: str, project: Project) -> str:
    """Return a short name that is fit for an address and not taken. Raises DraftingError."""
    if not SLUG.fullmatch(slug) or slug == "index":  # index.md means its folder
        name = f"'{slug}' cannot be part of an address" if slug else "the title has no letters for an address"
        raise DraftingError(f"{name}; give a short name of lower-case letters, digits and hyphens (--slug)")
    taken = next((p for p in project.folder.glob(f"[0-9]*/{slug}*") if p.name in {slug, f"{slug}.md"}), None)
    if taken is not None:
        path = taken.relative_to(project.root).as_posix()
        raise DraftingError(f"there is {path} already; give another short name (--slug)")
    return slug


def write(draft: Draft, project: Project, today: date) -> Path:
    """Write the story's file and return its path. Raises DraftingError; never overwrites a file."""
    slug = slug_of(draft, project)
    data = _front_matter(draft, " ".join((draft.title or "").split()), slug)
    day = data.get("date")
    year = day.year if isinstance(day, date) else today.year
    path = project.folder / str(year) / f"{slug}.md"
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(compose(data, draft.text or ("" if draft.idea else _TEXT)))
    except OSError as error:
        name = path.relative_to(project.root).as_posix()
        raise DraftingError(f"{name} cannot be written: {error.strerror}") from None
    return path


def _front_matter(draft: Draft, title: str, slug: str) -> dict[str, object]:
    """Return the front matter in the order of the contract, checked by the model that will read it."""
    data: dict[str, object] = {
        "id": f"{slug[:_LONGEST_ID_WORDS].strip('-')}-{''.join(secrets.choice(_ALPHABET) for _ in range(4))}"
    }
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
    if draft.sources:
        data["sources"] = list(draft.sources)
    if draft.link:
        data["link"] = draft.link
    model = _checked(data)
    if model.date is not None:
        data["date"] = model.date
    return data


def _checked(data: Mapping[str, object]) -> FrontMatterModel:
    try:
        return checked(data)
    except ValuesError as error:
        raise DraftingError(str(error)) from None


def effect_on_plan(path: Path, project: Project, collection: Collection, today: date) -> Iterator[str]:
    """Say what a piece does for the plan once it is published on its day; nothing where there is no plan."""
    if not project.settings.programme:
        return
    source = path.relative_to(project.folder).as_posix()
    story = next((story for story in collection.stories if story.path == source), None)
    if story is None or story.meta.date is None:
        yield "It has no date yet, so it counts for no plan."
        return
    said = [line for row in progress(collection.stories, project.settings.programme, today) for line in _of(story, row)]
    yield from said or ["Its date is in no period of a plan and before no target, so it counts for none."]


def _of(story: Story, row: PlanProgress) -> Iterator[str]:
    """Say what a piece does for one plan, and why not where its day would allow it."""
    for part in row.quota:
        period = words.span(part.period.starts, part.period.ends)
        if story in part.pieces:
            yield _effect(f"the quota of {period}", part.counts.published, part.required)
        elif story.day in part.period:
            yield f"It is not marked as original, so it does not count for the quota of {period}."
    target = row.target
    if target is not None and row.plan.starts <= story.day <= target.target.by:
        by = words.long_date(target.target.by)
        if story.meta.kind is Kind.STORY:
            yield _effect(f"the target by {by}", target.counts.published, target.target.stories)
        else:
            yield f"It is not a full story, so it does not count for the target by {by}."


def _effect(promise: str, published: int, required: int) -> str:
    return f"Once published it counts for {promise}: {published} of {required} so far."
