"""The ids of pieces: what they are made of, and that each belongs to one piece; with a fresh one to write."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING

from site_builder.content.explain import Explanation, missing, not_an_id, not_text
from site_builder.content.fields import ID
from site_builder.content.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from site_builder.content.front_matter import FrontMatter
    from site_builder.problems import Problem
    from site_builder.rules.namespace import Told

_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
_LONGEST_WORDS = 48
_LETTERS = 4


def ids_are_permanent(told: Iterable[Told]) -> Iterator[Problem]:
    """Every piece has an id of its own, which feeds and calendars know it by."""
    pieces = list(told)
    by_id: dict[str, list[Told]] = defaultdict(list)
    for piece in pieces:
        if "id" not in piece.set_aside:
            by_id[piece.story.id].append(piece)
    taken = set(by_id)
    for piece in pieces:
        sharing = by_id.get(piece.story.id, []) if "id" not in piece.set_aside else []
        if len(sharing) != 1:
            id_ = fresh_id(piece.story.slug, piece.story.title, piece.story.path, taken)
            taken.add(id_)
            yield _about(piece, [other for other in sharing if other is not piece], id_)


def _about(piece: Told, others: Collection[Told], fresh: str) -> Problem:
    front_matter = piece.front_matter
    offset = front_matter.offset_of(("id",))
    if others:
        paths = ", ".join(sorted({other.front_matter.source.path for other in others}))
        said = f"the id '{piece.story.id}' also belongs to {paths}; give the copy a fresh one, as in id: {fresh}"
        return front_matter.source.problem(offset, "id-unique", said)
    explanation = _fault(front_matter)
    is_told = explanation.rule == "type" and ID.fullmatch(front_matter.spelling(("id",)) or "")
    said = explanation.message if is_told else f"{explanation.message}; write a fresh one, as in id: {fresh}"
    return front_matter.source.problem(offset, explanation.rule, said)


def _fault(front_matter: FrontMatter) -> Explanation:
    """Return what is wrong with an id that cannot be used."""
    value = front_matter.data.get("id")
    if value is None:
        return Explanation("required", missing("id"))
    if not isinstance(value, str):
        return not_text("id", value, front_matter.spelling(("id",)))
    return Explanation("id-form", not_an_id(value))


def fresh_id(slug: str, title: str, path: str, taken: Collection[str]) -> str:
    """Return an id that no other piece has: words of the address or title, and letters that follow from the path."""
    name = (slugify(slug) or slugify(title) or "story")[:_LONGEST_WORDS].strip("-")
    ids = (f"{name}-{_letters(f'{path}/{n}')}" for n in count())
    return next(id_ for id_ in ids if id_ not in taken)


def _letters(text: str) -> str:
    """Return a few letters and digits that follow from a text."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest())
    return "".join(_ALPHABET[number // len(_ALPHABET) ** place % len(_ALPHABET)] for place in range(_LETTERS))
