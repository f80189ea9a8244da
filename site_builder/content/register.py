"""The register of the places that stories can come from, with former ones and their successors.

The one that comes with the package has the councils of the United Kingdom; ``own_register`` reads others.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True)
class OtherName:
    """A name by which people know a council beside its own, what kind of name it is, and who says so."""

    text: str
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class Called:
    """What one entry of a register is called within a sentence, and what many are."""

    one: str = "council"
    many: str = "councils"

    @property
    def a(self) -> str:
        """One of them with its article."""
        return f"{'an' if _SOUNDS_LIKE_A_VOWEL.match(unicodedata.normalize('NFD', self.one)) else 'a'} {self.one}"

    @property
    def of_many(self) -> str:
        """What belongs to many, as in 'the councils’ websites'."""
        return f"{self.many}’" if self.many.endswith("s") else f"{self.many}’s"


PLACE = "place"
"""The type of a place that the settings add beside the register."""

_SOUNDS_LIKE_A_VOWEL = re.compile(
    r"""
    [AEFHILMNORSX](?=[A-Z&])            # spelled out, as in NHS trust: 'en'; but UK is 'you'
    | (?![A-Z][A-Z&])(?i:
        (?!eu|ewe|one\b|once|uni(?![nmd])|u[st][aeiou])[aeiou]   # a university, a one-person team
        | hon(?:est|our) | hour | heir
      )
    | 8
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Council:
    """A council or another entry of a register, or a place that the site's settings add beside it.

    ``lat`` and ``lon`` are degrees (WGS84) of a point inside the area, or None where none is known;
    ``successors`` are slugs, in the register's order, and only abolished councils have them. ``areas`` are the county
    and the combined authority in which it is. ``website`` is the full address of its home page; an abolished council
    has none.
    """

    slug: str
    name: str
    short_name: str
    type: str
    nation: str = ""
    region: str = ""
    lat: float | None = None
    lon: float | None = None
    gss: str = ""
    end_date: str = ""
    successors: tuple[str, ...] = ()
    other_names: tuple[OtherName, ...] = ()
    areas: tuple[str, ...] = ()
    website: str = ""

    @property
    def is_abolished(self) -> bool:
        """Whether the council no longer exists."""
        return bool(self.end_date)


class Register:
    """Councils by slug, in order of their slugs, what they are called, and where the register is from."""

    def __init__(self, councils: Iterable[Council], called: Called | None = None, credit: str = "") -> None:
        """Take councils; a later one replaces an earlier one of the same slug."""
        self._by_slug = {c.slug: c for c in sorted(councils, key=lambda c: c.slug)}
        self.called = called or Called()
        self.credit = credit

    def __iter__(self) -> Iterator[Council]:
        return iter(self._by_slug.values())

    def __len__(self) -> int:
        return len(self._by_slug)

    def __contains__(self, slug: object) -> bool:
        return slug in self._by_slug

    def get(self, slug: str) -> Council | None:
        """Return the council of this slug, or None."""
        return self._by_slug.get(slug)

    def successors_of(self, council: Council) -> tuple[Council, ...]:
        """Return the councils that took over from an abolished one."""
        return tuple(self._by_slug[slug] for slug in council.successors if slug in self._by_slug)

    def with_places(self, places: Iterable[Council]) -> Register:
        """Return a register that also has these places."""
        return Register([*self, *places], self.called, self.credit)

    def has_points(self) -> bool:
        """Whether it is known of any of them where it is."""
        return any(council.lat is not None for council in self)

    def has_regions(self) -> bool:
        """Whether it is known of any of them in which region it is."""
        return any(council.region for council in self)

    def has_former(self) -> bool:
        """Whether any of them no longer exists."""
        return any(council.is_abolished for council in self)


def parse_register(text: str, other_names: str = "", areas: str = "") -> Register:
    """Read the register from its CSV texts (columns: see ``site_builder/data/README.md``).

    Raises KeyError or ValueError when a text is not such a table: it is part of the package,
    so that this is a fault of the package and not of an editor.
    """
    names: dict[str, list[OtherName]] = {}
    for row in _rows(other_names):
        names.setdefault(row["slug"], []).append(OtherName(row["name"], row["kind"], row["source"]))
    wider: dict[str, list[str]] = {}
    for row in _rows(areas):
        wider.setdefault(row["slug"], []).append(row["area"])
    councils = (_council(row) for row in _rows(text))
    return Register(
        replace(c, other_names=tuple(names.get(c.slug, ())), areas=tuple(wider.get(c.slug, ()))) for c in councils
    )


def _rows(text: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(text.splitlines())


def _council(row: dict[str, str]) -> Council:
    return Council(
        slug=row["slug"],
        name=row["name"],
        short_name=row["short_name"],
        type=row["type"],
        nation=row["nation"],
        region=row["region"],
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        gss=row["gss"],
        end_date=row["end_date"] or ("abolished" if row["status"] == "abolished" else ""),
        successors=tuple(slug for slug in row["successors"].split("|") if slug),
        website=row["website"],
    )
