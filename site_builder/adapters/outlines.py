"""The outlines of texts, kept between runs: what makes a check quick where little has changed.

All of them are one entry of the cache, which has those of the texts that were there at the last run and no others.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from site_builder.content.outline import from_plain, plain
from site_builder.files.artifact import Artifact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from site_builder.adapters.cache import Cache
    from site_builder.content.outline import Outline
    from site_builder.content.page import Page
    from site_builder.content.story import Story

_KEY = b"outlines"


class KeptOutlines:
    """The outlines in a cache."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._plain: dict[str, list[Any]] = {}
        for artifact in cache.get(_KEY) or ():
            self._plain = json.loads(artifact.content)

    def of(self, text: str) -> Outline | None:
        """Return the outline of exactly this text, or nothing where it is not known."""
        values = self._plain.get(_name(text))
        return None if values is None else from_plain(values)

    def keep(self, texts: Iterable[Story | Page]) -> None:
        """Keep the outlines of these texts, and no others, for the next run."""
        named = {_name(text.body): text for text in texts}
        if named.keys() != self._plain.keys():
            kept = {name: self._plain.get(name) or plain(text.outline) for name, text in named.items()}
            content = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
            self._cache.put(_KEY, [Artifact("outlines.json", content)])


def _name(text: str) -> str:
    return blake2b(text.encode(), digest_size=20).hexdigest()
