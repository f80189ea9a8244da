"""The libraries: the pieces that the public, or the editors in a preview, can see on a day, in order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from site_builder.content.collation import sort_key
from site_builder.content.story import State, Story
from site_builder.content.vocabulary import Taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from site_builder.content.register import Council
    from site_builder.content.vocabulary import Term

_NEIGHBOURHOOD = 12
_WEIGHTS = {Taxonomy.PROGRAMMES: 3, Taxonomy.SERVICES: 2, Taxonomy.THEMES: 1}
_COUNCIL_WEIGHT = 4


@dataclass(frozen=True)
class Library:
    """Pieces in order of publication, newest first; equal dates by id.

    The public library has published pieces only. A preview also has scheduled and planned ones, and
    undated ideas come last in it.
    """

    stories: tuple[Story, ...]
    withdrawn: tuple[Story, ...]
    today: date

    @classmethod
    def public(cls, stories: Iterable[Story], today: date) -> Library:
        """Return what the public sees on a day; the order of ``stories`` does not matter."""
        return cls._of(stories, today, {State.PUBLISHED})

    @classmethod
    def preview(cls, stories: Iterable[Story], today: date) -> Library:
        """Return what the editors see while they work: everything that is not withdrawn."""
        return cls._of(stories, today, {State.PUBLISHED, State.SCHEDULED, State.PLANNED})

    @classmethod
    def _of(cls, stories: Iterable[Story], today: date, states: set[State]) -> Library:
        in_order = sorted(stories, key=lambda s: (s.meta.date is not None, s.order, s.path), reverse=True)
        return cls(
            tuple(story for story in in_order if story.state(today) in states),
            tuple(story for story in in_order if story.keeps_notice()),
            today,
        )

    def __len__(self) -> int:
        return len(self.stories)

    def __contains__(self, path: object) -> bool:
        """Whether the piece with this source path is in the library."""
        return path in self._position

    @cached_property
    def by_term(self) -> Mapping[Term, tuple[Story, ...]]:
        """The pieces of every term that has any."""
        found: dict[Term, list[Story]] = {}
        for story in self.stories:
            for terms in story.terms.values():
                for term in terms:
                    found.setdefault(term, []).append(story)
        return {term: tuple(stories) for term, stories in found.items()}

    @cached_property
    def by_council(self) -> Mapping[Council, tuple[Story, ...]]:
        """The pieces of every council that has any, councils in order of their names."""
        found: dict[Council, list[Story]] = {}
        for story in self.stories:
            for council in story.councils:
                found.setdefault(council, []).append(story)
        in_order = sorted(found, key=lambda council: (sort_key(council.short_name), council.slug))
        return {council: tuple(found[council]) for council in in_order}

    @cached_property
    def _position(self) -> Mapping[str, int]:
        return {story.path: n for n, story in enumerate(self.stories)}

    def newer(self, story: Story) -> Story | None:
        """Return the piece published next after this one."""
        n = self._position[story.path]
        return self.stories[n - 1] if n > 0 else None

    def older(self, story: Story) -> Story | None:
        """Return the piece published last before this one."""
        n = self._position[story.path]
        return self.stories[n + 1] if n + 1 < len(self.stories) else None

    def related(self, story: Story, at_most: int = 3) -> tuple[Story, ...]:
        """Return the pieces that share most with this one, best first.

        A shared council counts most, then programme, service and theme; equals go by nearness in time. Only
        the nearest pieces of each shared term are looked at, so that the cost of a page does not grow with
        the site.
        """
        scores: dict[str, int] = {}
        groups = [(self.by_council[council], _COUNCIL_WEIGHT) for council in story.councils]
        groups += [(self.by_term[term], _WEIGHTS[term.taxonomy]) for terms in story.terms.values() for term in terms]
        for members, weight in groups:
            for other in self._nearest(members, story):
                scores[other.path] = scores.get(other.path, 0) + weight
        here = self._position[story.path]
        best = sorted(scores, key=lambda path: (-scores[path], abs(self._position[path] - here), self._position[path]))
        return tuple(self.stories[self._position[path]] for path in best[:at_most])

    def _nearest(self, members: tuple[Story, ...], story: Story) -> Iterable[Story]:
        if len(members) > _NEIGHBOURHOOD:
            n = self._index_in(members, story)
            start = max(0, min(n - _NEIGHBOURHOOD // 2, len(members) - _NEIGHBOURHOOD))
            members = members[start : start + _NEIGHBOURHOOD]
        return (other for other in members if other is not story)

    def _index_in(self, members: tuple[Story, ...], story: Story) -> int:
        """Find a piece among others of the same order by bisection."""
        low, high, here = 0, len(members), self._position[story.path]
        while low < high:
            middle = (low + high) // 2
            if self._position[members[middle].path] < here:
                low = middle + 1
            else:
                high = middle
        return low
