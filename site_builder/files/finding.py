"""What the search knows beside the texts: the names under which people look for things, and the words that are there.

Two files, each fetched when it is first needed: the names with the first letter that somebody types, the words when one
was typed that nobody wrote. A story is named by its place in the list of all, newest first. Names are as short as they
can be: a slug that follows from the text is empty.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from site_builder.build import Build, once_a_build
from site_builder.content.collation import sort_key
from site_builder.content.council_names import SAYS_NOTHING, names_in_use, telling_words
from site_builder.content.plain import searched_words
from site_builder.content.slugs import slugify
from site_builder.content.vocabulary import Taxonomy
from site_builder.pages.database_page import make_database
from site_builder.render import councils, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from site_builder.build import Build
    from site_builder.content.register import Council
    from site_builder.content.story import Story

MOST_WORDS = 7_000
"""So many words are about 25 KB packed; of more, those in the fewest stories are left out."""

_FACETS = ("region", "type", "kind")
"""Facets whose choices are names too, beside the terms."""
_COMMON = 3


def names_of(build: Build) -> dict[str, object]:
    """Return the names of stories, terms, councils and areas, and the words of councils' names that say nothing.

    What each name has: ``[facet, text, slug, stories, also]``; of a council and an area, which are no facets of the
    list, then the number of its region, the places of its stories, those of councils before and after it, and a note.
    """
    return {
        "version": 1,
        "regions": _regions(build),
        "called": [build.register.called.one, build.register.called.many],
        "ignored": sorted(SAYS_NOTHING),
        "stories": [_named(story.title, story.slug) for story in build.shown.stories],
        "names": [*_terms(build), *_choices(build), *_councils(build), *_areas(build)],
    }


def as_json(value: Mapping[str, object]) -> bytes:
    """Return it as the search's script reads it."""
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _named(text: str, slug: str) -> list[str]:
    return [text] if slugify(text) == slug else [text, slug]


def _terms(build: Build) -> Iterator[list[object]]:
    for taxonomy in Taxonomy:
        for term in build.settings.taxonomies[taxonomy]:
            count = len(build.shown.by_term.get(term, ()))
            yield [taxonomy.singular, words.sentence_case(term.name), term.slug, count, term.also]


def _choices(build: Build) -> Iterator[list[object]]:
    for facet in make_database(build).facets:
        if facet.name in _FACETS:
            for choice in facet.choices:
                yield [facet.name, choice.text, choice.slug, choice.count, ()]


def _regions(build: Build) -> list[str]:
    return words.in_order({council.region for council in build.register if council.region})


def _councils(build: Build) -> Iterator[list[object]]:
    """Yield every council, also those without a story, so that somebody who looks for one is told so."""
    own, kin = _places(build), _kin(build)
    region_numbers = {region: n for n, region in enumerate(_regions(build))}
    for council in build.register:
        related = _related(council, own, kin[council.slug])
        names = names_in_use(council)
        short, *others = [" ".join(telling_words(name.text)) for name in names]
        also = [name for name in dict.fromkeys(others) if name and name != short]
        text, *slug = _named(council.short_name, council.slug)
        note = words.sentence_case(councils.succession(council, build.register))
        places = own.get(council.slug, [])
        region = region_numbers.get(councils.region_of(council, build.register), -1)
        row: list[object] = ["council", text, "".join(slug), len(places), also, region, places, related, note]
        while not row[-1]:
            row.pop()
        yield row


def _related(council: Council, own: Mapping[str, list[int]], kin: Iterable[str]) -> list[int]:
    return sorted({n for slug in kin for n in own.get(slug, ())} - set(own.get(council.slug, ())))


def _areas(build: Build) -> Iterator[list[object]]:
    """Yield counties and combined authorities in which a council with a story is."""
    within: dict[str, set[int]] = {}
    for n, story in enumerate(build.shown.stories):
        for area in {area for council in story.councils for area in council.areas}:
            within.setdefault(area, set()).add(n)
    for area, places in sorted(within.items(), key=lambda item: sort_key(item[0])):
        yield ["area", area, "", len(places), (), -1, [], sorted(places)]


@once_a_build
def _places(build: Build) -> Mapping[str, list[int]]:
    """Return the places of each council's stories."""
    found: dict[str, list[int]] = {}
    for n, story in enumerate(build.shown.stories):
        for council in story.councils:
            found.setdefault(council.slug, []).append(n)
    return found


def _kin(build: Build) -> Mapping[str, set[str]]:
    """Return the councils that came before or after each."""
    found: dict[str, set[str]] = {council.slug: set(council.successors) for council in build.register}
    for council in build.register:
        for slug in council.successors:
            found.setdefault(slug, set()).add(council.slug)
    return found


def words_json(stories: Sequence[tuple[str, ...]], names: Iterable[str]) -> bytes:
    """Return the words of texts and names, for those who mistype one: those in several stories, then the others.

    A word of a name or title is always there. A word has four letters at least and no digit.
    """
    seen: Counter[str] = Counter()
    for texts in stories:
        seen.update({word for text in texts for word in searched_words(text)})
    named = {word for name in names for word in searched_words(name)}
    rest = [word for word, _ in sorted(seen.items(), key=lambda item: (-item[1], item[0])) if word not in named]
    kept = sorted(named.union(rest[: max(0, MOST_WORDS - len(named))]))
    common = [word for word in kept if seen[word] >= _COMMON]
    rare = [word for word in kept if seen[word] < _COMMON]
    return as_json({"version": 1, "common": " ".join(common), "rare": " ".join(rare)})


def texts_of(story: Story) -> tuple[str, ...]:
    """Return the texts with the words that a story is looked for with."""
    return (story.title, story.meta.summary or "", story.outline.searched)


def searched_names(build: Build) -> tuple[str, ...]:
    """Return the names that are found: of terms with a story, and of the councils, areas and regions of stories."""
    found = [name for term in build.shown.by_term for name in (term.name, *term.also)]
    found += [story.title for story in build.shown.stories]
    for council in build.shown.by_council:
        found += [name.text for name in names_in_use(council)]
        found += [*council.areas, councils.region_of(council, build.register)]
    return tuple(found)
