"""What follows from texts, kept between runs: what makes a check, and the index for the search, quick to make again.

All outlines are one entry of the cache, which has those of the texts that were there at the last run and no others.
The same applies to other values of this kind: a thousand small files would take longer to read than to make.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from site_builder.content.outline import from_plain, plain
from site_builder.files.artifact import Artifact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from site_builder.adapters.cache import Cache
    from site_builder.content.outline import Outline
    from site_builder.content.page import Page
    from site_builder.content.story import Story


class KeptValues:
    """Values of JSON in a cache, each under the name of what it follows from, all of them in one entry.

    ``of_what`` says what they are; each kind has an entry of its own.
    """

    def __init__(self, cache: Cache, of_what: str) -> None:
        self._cache = cache
        self._key = of_what.encode()
        self._known: dict[str, Any] = {}
        for artifact in cache.get(self._key) or ():
            self._known = json.loads(artifact.content)

    def get(self, name: str) -> Any:  # noqa: ANN401 - whatever was kept
        """Return the value under a name, or None where it is not known."""
        return self._known.get(name)

    def keep(self, values: Mapping[str, Any]) -> None:
        """Keep these values, and no others, for the next run."""
        if values.keys() != self._known.keys():
            content = json.dumps(dict(values), ensure_ascii=False, separators=(",", ":")).encode()
            self._cache.put(self._key, [Artifact("values.json", content)])


class KeptOutlines:
    """The outlines in a cache; ``of_what`` says which texts these are of."""

    def __init__(self, cache: Cache, of_what: str = "outlines") -> None:
        self._values = KeptValues(cache, of_what)

    def of(self, text: str) -> Outline | None:
        """Return the outline of exactly this text, or nothing where it is not known."""
        values = self._values.get(_name(text))
        return None if values is None else from_plain(values)

    def keep(self, texts: Iterable[Story | Page]) -> None:
        """Keep the outlines of these texts, and no others, for the next run."""
        named = {_name(text.body): text for text in texts}
        self._values.keep({name: self._values.get(name) or plain(text.outline) for name, text in named.items()})


def _name(text: str) -> str:
    return blake2b(text.encode(), digest_size=20).hexdigest()
