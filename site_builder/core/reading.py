"""From the text of one file to a ``Story``, or to everything that is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from site_builder.core.explain import explain
from site_builder.core.frontmatter import FrontMatter, split
from site_builder.core.problems import Problem
from site_builder.core.slugs import SLUG
from site_builder.core.source import RawFile, decode
from site_builder.core.story import FrontMatterModel, Story
from site_builder.core.suggest import did_you_mean
from site_builder.core.vocabulary import Taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.core.register import Register
    from site_builder.core.settings import Settings
    from site_builder.core.vocabulary import Term

_STORY_PATH = re.compile(r"(?P<year>\d{4})/(?:(?P<file>[^/]+)\.md|(?P<folder>[^/]+)/index\.md)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave: its front matter, the story if it has the form of one, and the problems found."""

    path: str
    front_matter: FrontMatter | None
    story: Story | None
    problems: tuple[Problem, ...] = field(default=())


def is_story_path(path: str) -> bool:
    """Whether a path relative to the stories folder is the place of a piece and not of a page."""
    return path != "index.md" and not path.startswith("pages/")


def read_front_matter(raw: RawFile) -> FrontMatter | Problem:
    """Return a file's two halves, or the one problem that keeps it from being read."""
    source = decode(raw)
    return source if isinstance(source, Problem) else split(source)


def read_story(raw: RawFile, path: str, settings: Settings, register: Register) -> Reading:
    """Read one piece; ``path`` is relative to the stories folder."""
    front_matter = read_front_matter(raw)
    if isinstance(front_matter, Problem):
        return Reading(path, None, None, (front_matter,))
    problems = list(front_matter.problems)
    slug = _slug(path)
    problems += _place_problems(path, slug, front_matter)
    if not front_matter.is_usable:
        return Reading(path, front_matter, None, tuple(problems))
    try:
        meta = FrontMatterModel.model_validate(_without_nothing(front_matter.data))
    except ValidationError as error:
        problems += _model_problems(error, front_matter)
        return Reading(path, front_matter, None, tuple(problems))
    terms: dict[Taxonomy, tuple[Term, ...]] = {}
    for taxonomy in Taxonomy:
        terms[taxonomy], faults = _terms(meta, taxonomy, settings, front_matter)
        problems += faults
    councils = tuple(c for slug in dict.fromkeys(meta.councils) if (c := register.get(slug)))
    problems += _council_problems(meta, register, front_matter)
    story = Story(meta, path, slug, front_matter.body, councils, terms)
    return Reading(path, front_matter, story, tuple(problems))


def _slug(path: str) -> str:
    match = _STORY_PATH.fullmatch(path)
    return (match["file"] or match["folder"]) if match else path.rpartition("/")[2].removesuffix(".md")


def _place_problems(path: str, slug: str, front_matter: FrontMatter) -> Iterator[Problem]:
    source, place = front_matter.source, front_matter.fence_offset
    if not _STORY_PATH.fullmatch(path):
        yield source.problem(
            place, "story-place",
            f"a story cannot stand at '{path}'; move it to <year>/<short-name>.md, "
            "or to <year>/<short-name>/index.md when it brings pictures or documents",
        )  # fmt: skip
    elif not SLUG.fullmatch(slug):
        yield source.problem(
            place, "slug-form",
            f"the file's name '{slug}' becomes the address; rename it to lower-case letters, digits and single hyphens",
        )  # fmt: skip


def _without_nothing(value: Any) -> Any:
    """Drop keys without a value: ``summary:`` alone is the same as no summary."""
    if isinstance(value, dict):
        return {key: _without_nothing(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_nothing(item) for item in value]
    return value


def _model_problems(error: ValidationError, front_matter: FrontMatter) -> Iterator[Problem]:
    for details in error.errors(include_url=False):
        loc = details["loc"]
        about_key = details["type"] in {"extra_forbidden", "missing"}
        offset = front_matter.offset_of_key(loc) if about_key else front_matter.offset_of(loc)
        explanation = explain(details, FrontMatterModel, front_matter.spelling(loc))
        yield front_matter.source.problem(offset, explanation.rule, explanation.message)


def _terms(
    meta: FrontMatterModel, taxonomy: Taxonomy, settings: Settings, front_matter: FrontMatter
) -> tuple[tuple[Term, ...], list[Problem]]:
    vocabulary = settings.taxonomies[taxonomy]
    known: dict[Term, None] = {}
    problems = []
    for n, name in enumerate(getattr(meta, taxonomy.value)):
        offset = front_matter.offset_of((taxonomy.value, n))
        term = vocabulary.get(name)
        if term is None:
            hint = did_you_mean(name, [t.name for t in vocabulary])
            problems.append(
                front_matter.source.problem(
                    offset,
                    f"{taxonomy.singular}-known",
                    f"{taxonomy.singular} '{name}' is not in the vocabulary{hint}",
                )  # fmt: skip
            )
        elif term in known:
            problems.append(
                front_matter.source.problem(offset, "repeated", f"'{name}' is here a second time; delete one")
            )
        else:
            known[term] = None
    return tuple(known), problems


def _council_problems(
    meta: FrontMatterModel, register: Register, front_matter: FrontMatter
) -> Iterator[Problem]:
    for n, slug in enumerate(meta.councils):
        offset = front_matter.offset_of(("councils", n))
        if slug in meta.councils[:n]:
            yield front_matter.source.problem(
                offset, "repeated", f"'{slug}' is here a second time; delete one"
            )
        elif slug not in register:
            by_name = register.slug_for(slug)
            hint = (
                f"; did you mean '{by_name}'?" if by_name else did_you_mean(slug, [c.slug for c in register])
            )
            yield front_matter.source.problem(
                offset,
                "council-known",
                f"council '{slug}' is not in the register (it takes slugs, as in 'york'){hint}",
            )
