"""From the text of one file to a ``Story``, or to everything that is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import ValidationError

from site_builder.content.council_names import names_of
from site_builder.content.explain import Explanation, explain
from site_builder.content.fields import YEARS
from site_builder.content.front_matter import FrontMatter, split
from site_builder.content.front_matter_model import FrontMatterModel
from site_builder.content.outline import NONE_KNOWN
from site_builder.content.slugs import SLUG
from site_builder.content.source import RawFile, decode
from site_builder.content.story import Story
from site_builder.content.suggest import Hints
from site_builder.content.vocabulary import Taxonomy
from site_builder.content.yaml_slips import paste, wrong_space
from site_builder.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from site_builder.content.located_yaml import Path
    from site_builder.content.outline import Outlines
    from site_builder.content.register import Register
    from site_builder.content.vocabulary import Term
    from site_builder.content.yaml_slips import Slip
    from site_builder.settings import Settings

_FIGURES = frozenset({"figure", "period"})
_STAND_IN: dict[str, object] = {"id": "set-aside", "title": "-"}
_KEYS_OF_STORIES = (
    "id",
    "status",
    "summary",
    "kind",
    "original",
    "councils",
    "themes",
    "services",
    "programmes",
    "sources",
)
"""What is written in stories; other programs that make sites know 'date', 'image' and the like in pages too."""
_KEYS_OF_PAGES = frozenset({"title", "description"})
_STORY_PATH = re.compile(r"(?P<year>[0-9]{4})/(?:(?P<file>(?!index\.md)[^/]+)\.md|(?P<folder>[^/]+)/index\.md)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave: its front matter, the story if it has the form of one, and the problems found.

    ``partial`` is the story without the keys whose values cannot be used, which are ``set_aside``: rules look
    at it, so that one run finds all problems, and nothing else does. Where nothing is wrong it is the story.
    """

    path: str
    front_matter: FrontMatter | None
    story: Story | None
    problems: tuple[Problem, ...] = field(default=())
    partial: Story | None = None
    set_aside: frozenset[str] = frozenset()


def is_story_path(path: str) -> bool:
    """Whether a path relative to the stories folder is the place of a piece and not of a page."""
    return path != "index.md" and not path.startswith("pages/")


def read_front_matter(raw: RawFile) -> FrontMatter | Problem:
    """Return a file's two halves, or the one problem that keeps it from being read."""
    source = decode(raw)
    return source if isinstance(source, Problem) else split(source)


def keys_of_story(data: Mapping[str, object]) -> str:
    """Return the keys that show that a text is meant as a story, for a message; nothing where there are not two."""
    keys = [f"'{key}'" for key in _KEYS_OF_STORIES if key in data]
    return f"{', '.join(keys[:-1])} and {keys[-1]}" if len(keys) > 1 else ""


def _page_in_place_of_story(front_matter: FrontMatter, path: str) -> Problem | None:
    if "description" not in front_matter.data or not front_matter.data.keys() <= _KEYS_OF_PAGES:
        return None
    name = path.removesuffix("/index.md").rpartition("/")[2].removesuffix(".md")
    root = front_matter.source.path.removesuffix(path)
    return front_matter.source.problem(
        front_matter.fence_offset, "story-place",
        "this looks like a page of the site, because it has a 'description' and no key of a story; "
        f"move it to {root}pages/{name}.md",
    )  # fmt: skip


def read_story(
    raw: RawFile, path: str, settings: Settings, register: Register, known: Outlines = NONE_KNOWN
) -> Reading:
    """Read one piece; ``path`` is relative to the stories folder."""
    front_matter = read_front_matter(raw)
    if isinstance(front_matter, Problem):
        return Reading(path, None, None, (front_matter,))
    problems = list(front_matter.problems)
    if page := _page_in_place_of_story(front_matter, path):
        return Reading(path, front_matter, None, (*problems, page))
    slug = _slug(path)
    problems += _place_problems(path, slug, front_matter)
    if not front_matter.is_usable:
        return Reading(path, front_matter, None, tuple(problems))
    data = _plain_values(front_matter)
    set_aside: frozenset[str] = frozenset()
    try:
        meta = FrontMatterModel.model_validate(data)
    except ValidationError as error:
        problems += _model_problems(error, front_matter)
        set_aside = frozenset(str(details["loc"][0]) for details in error.errors(include_url=False))
        usable = {key: value for key, value in data.items() if key not in set_aside}
        meta = FrontMatterModel.model_validate(_STAND_IN | usable)
    terms: dict[Taxonomy, tuple[Term, ...]] = {}
    for taxonomy in Taxonomy:
        terms[taxonomy], faults = _terms(meta, taxonomy, settings, front_matter)
        problems += faults
    councils = tuple(c for slug in dict.fromkeys(meta.councils) if (c := register.get(slug)))
    problems += _council_problems(meta, register, front_matter)
    story = Story(meta, path, slug, front_matter.body, councils, terms, known.of(front_matter.body))
    return Reading(path, front_matter, None if set_aside else story, tuple(problems), story, set_aside)


def with_settings(story: Story, settings: Settings, register: Register) -> Story:
    """Return a piece as other settings read it: with the terms and councils that these know."""
    councils = tuple(c for slug in dict.fromkeys(story.meta.councils) if (c := register.get(slug)))
    terms = {
        taxonomy: tuple(
            dict.fromkeys(term for name in getattr(story.meta, taxonomy.value) if (term := vocabulary.get(name)))
        )
        for taxonomy, vocabulary in settings.taxonomies.items()
    }
    return (
        story if (councils, terms) == (story.councils, story.terms) else replace(story, councils=councils, terms=terms)
    )


def _slug(path: str) -> str:
    match = _STORY_PATH.fullmatch(path)
    return (match["file"] or match["folder"]) if match else path.rpartition("/")[2].removesuffix(".md")


def _place_problems(path: str, slug: str, front_matter: FrontMatter) -> Iterator[Problem]:
    source, place = front_matter.source, front_matter.fence_offset
    root = source.path.removesuffix(path)
    match = _STORY_PATH.fullmatch(path)
    if match is None:
        yield source.problem(
            place, "story-place",
            f"a story cannot be at '{source.path}'; move it to {root}<year>/<short-name>.md, "
            f"or to {root}<year>/<short-name>/index.md when it brings pictures or documents",
        )  # fmt: skip
    elif int(match["year"]) not in YEARS:
        yield source.problem(
            place, "story-place",
            f"the folder '{match['year']}' is not a year from {YEARS[0]} to {YEARS[-1]}; "
            "move the story to the folder of the year in which it appears, as in 2026",
        )  # fmt: skip
    elif not SLUG.fullmatch(slug):
        yield source.problem(
            place, "slug-form",
            f"the file name '{slug}' becomes the address; "
            "rename it to lower-case letters, digits and single hyphens",
        )  # fmt: skip


def _plain_values(front_matter: FrontMatter) -> dict[str, object]:
    """Return the front matter with its figures as they were written: YAML makes 1.5 of 1.50, 750 of 12:30."""
    return {key: _plain(front_matter, value, (key,)) for key, value in front_matter.data.items()}


def _plain(front_matter: FrontMatter, value: object, path: Path) -> object:
    if isinstance(value, dict):
        return {key: _plain(front_matter, item, (*path, key)) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(front_matter, item, (*path, n)) for n, item in enumerate(value)]
    if path[-1] in _FIGURES and isinstance(value, int | float) and not isinstance(value, bool):
        return front_matter.spelling(path)
    return value


def _model_problems(error: ValidationError, front_matter: FrontMatter) -> Iterator[Problem]:
    """Yield what is wrong with keys and values; of the id, for which all others must be known, ``rules.ids`` checks."""
    for details in error.errors(include_url=False):
        loc = details["loc"]
        if loc == ("id",):
            continue
        about_key = details["type"] in {"extra_forbidden", "missing"}
        offset = front_matter.offset_of_key(loc) if about_key else front_matter.offset_of(loc)
        if slip := _wrong_space(front_matter, loc, offset):
            yield front_matter.source.problem(slip.offset, slip.rule, slip.message)
            continue
        explanation = explain(details, FrontMatterModel, front_matter.as_written(loc))
        if details["type"] == "missing" and (text := _after_hash(front_matter, loc)):
            said = f"everything after # is a comment, so that '{loc[-1]}' is empty; write {paste(str(loc[-1]), text)}"
            explanation, offset = Explanation("required", said), front_matter.offset_of(loc)
        yield front_matter.source.problem(offset, explanation.rule, explanation.message)


def _wrong_space(front_matter: FrontMatter, loc: Path, offset: int) -> Slip | None:
    """Return the space of another kind that made a text of what was meant as a list, a group or another key."""
    text = front_matter.source.text
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    is_text = front_matter.spelling(loc) is not None or loc in front_matter.document.keys
    return wrong_space(text, start, end) if is_text else None


def _after_hash(front_matter: FrontMatter, loc: Path) -> str:
    """Return the text of a comment that is where a value should."""
    rest = front_matter.rest_of_line(loc) if loc in front_matter.document.values else ""
    return rest if rest.startswith("#") else rest.removeprefix(":").strip() if rest.startswith(": #") else ""


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
            problems.append(
                front_matter.source.problem(
                    offset,
                    f"{taxonomy.singular}-known",
                    f"{taxonomy.singular} '{name}' is not in the vocabulary{vocabulary.hint(name)}",
                )
            )
        elif term in known:
            problems.append(front_matter.source.problem(offset, "repeated", f"'{name}' is listed twice; delete one"))
        else:
            known[term] = None
    return tuple(known), problems


def _council_problems(meta: FrontMatterModel, register: Register, front_matter: FrontMatter) -> Iterator[Problem]:
    hints = Hints(names_of(register).hint)
    for n, slug in enumerate(meta.councils):
        offset = front_matter.offset_of(("councils", n))
        if slug in meta.councils[:n]:
            yield front_matter.source.problem(offset, "repeated", f"'{slug}' is listed twice; delete one")
        elif slug not in register:
            hint = hints.for_(slug) if len(register) else ""
            yield front_matter.source.problem(offset, "council-known", f"{_not_known(slug, register)}{hint}")


def _not_known(slug: str, register: Register) -> str:
    if not len(register):
        return f"'{slug}' cannot be known, as this site has no register of places; delete 'councils'"
    example = next(iter(register)).slug if "york" not in register else "york"
    return f"{register.called.one} '{slug}' is not in the register (it takes slugs, as in '{example}')"
