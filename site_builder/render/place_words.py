"""Places in words: types of council, what became of those that no longer exist, and what maps say.

What a register calls its places ('council', 'councils') comes in as ``Called``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from site_builder.drawing.geography import Unit
from site_builder.render import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from site_builder.content.register import Called


class CouncilType(NamedTuple):
    """A type of council as it is called within a sentence."""

    singular: str
    plural: str


TYPES = {
    "county": CouncilType("county council", "county councils"),
    "district": CouncilType("district council", "district councils"),
    "unitary": CouncilType("unitary council", "unitary councils"),
    "metropolitan-borough": CouncilType("metropolitan borough", "metropolitan boroughs"),
    "london-borough": CouncilType("London borough", "London boroughs"),
    "city-of-london": CouncilType("City of London", "City of London"),
    "scottish-council-area": CouncilType("Scottish council", "Scottish councils"),
    "welsh-principal-area": CouncilType("Welsh council", "Welsh councils"),
    "northern-ireland-district": CouncilType("Northern Ireland district", "Northern Ireland districts"),
}
"""The types of the package's register of the UK, in the order in which forms list them."""

PLACE = "place"
NO_REGION = "Other places"

TYPE, REGION, STATUS = "Type", "Region", "Status"
"""What the page of a council says of it."""


def websites(count: int) -> str:
    """Return the label of one website or several."""
    return "Website" if count == 1 else "Websites"


def type_of(called: Called) -> str:
    """Return the label of a choice among types."""
    return f"Type of {called.one}"


def succession(end_date: str, successors: Sequence[str]) -> str:
    """Say when a council was abolished ('2009-04-01', or no day where none is known) and what came after it."""
    year = end_date[:4]
    when = f"until {year}" if year.isdigit() else "no longer exists"
    return f"{when}, now part of {words.listed(successors)}" if successors else when


UNITS = {Unit.MILE: "mile", Unit.KILOMETRE: "kilometre"}


def distance(far: int, unit: Unit) -> str:
    """Return how far away a place is."""
    return words.counted(far, UNITS[unit]) if far else "the same place"


# ---- Maps

COAST_CREDIT = "Coastline: made with Natural Earth."
UK_CREDIT = (
    "Council names and codes: mySociety, CC BY 4.0 (changed). Points: Office for National Statistics, Open "
    "Government Licence v3.0; contains OS data © Crown copyright and database right. Websites of councils: "
    "GOV.UK, Open Government Licence v3.0 (changed)."
)
ENLARGED_LONDON = "Enlarged: London"
NOT_DRAWN = "not drawn on the map"

_WITH_ARTICLE = frozenset({
    "Bahamas", "British Virgin Islands", "Cayman Islands", "Central African Republic", "Cook Islands",
    "Democratic Republic of the Congo", "Dominican Republic", "Falkland Islands", "Faroe Islands", "Gambia",
    "Isle of Man", "Maldives", "Marshall Islands", "Netherlands", "Philippines", "Seychelles", "Solomon Islands",
    "Turks and Caicos Islands", "United Kingdom", "United Arab Emirates", "United States of America",
})  # fmt: skip


def with_article(name: str) -> str:
    """Return the name of a country as a sentence has it."""
    return f"the {name}" if name in _WITH_ARTICLE else name


def map_of(countries: Sequence[str], called: Called) -> str:
    """Return the name of the map of all places with a story."""
    return f"Map of {words.listed([with_article(name) for name in countries])} with the {called.many} that have a story"


def map_of_term(name: str, called: Called) -> str:
    """Return the name of the map of a term's stories."""
    return f"Map of the {called.many} with a story: {name}"


def mark(name: str, stories: str, note: str) -> str:
    """Return what a mark of a map says: a name, how many stories, and a note, which may be empty."""
    return f"{name}: {stories}" + (f" ({note})" if note else "")


def shapes(called: Called) -> dict[str, str]:
    """Return what the shapes of marks mean, the usual one first."""
    return {
        "disc": called.one,
        "ring": "county council",
        "diamond": f"former {called.one}, at the one that took over",
        "square": "another place",
    }


def former(called: Called, successors: Sequence[str]) -> str:
    """Say where a map shows a place that no longer exists."""
    one = f"former {called.one}"
    return f"{one}, shown at {words.listed(successors)}" if successors else one


def coverage(told: int, today: int, others: int, called: Called, *, has_former: bool) -> str:
    """Say how many of today's places have a story, and how many others, former ones and those beside the register."""
    others_named = words.counted(others, f"former {called.one} or other place", f"former {called.many} or other places")
    more = f", and so {'has' if others == 1 else 'have'} {others_named}" if others else ""
    all_of_today = f"1 {called.one}" if today == 1 else f"the {today:,} {called.many}"
    all_of_today += " of today" if has_former else ""
    return f"{told:,} of {all_of_today} {'has' if told == 1 else 'have'} a story{more}."


def heading_of_list(called: Called, *, has_regions: bool) -> str:
    """Return the heading of the places beside a map."""
    return "By region" if has_regions else words.sentence_case(called.many)


def place_or_region(called: Called, *, has_regions: bool) -> str:
    """Return what a reader can name as where they are."""
    return f"{called.one} or region" if has_regions else called.one


def missing_regions(missing: Sequence[str], *, is_any_told: bool) -> str:
    """Say which regions have no story yet."""
    if not is_any_told:
        return "No region has a story yet."
    return f"No story yet from {words.listed(missing)}." if missing else "Every region has a story."


def missing_types(missing: Sequence[str], called: Called, *, is_any_told: bool) -> str:
    """Say which types of place have no story yet."""
    if not is_any_told:
        return f"No type of {called.one} has a story yet."
    if missing:
        return f"No story yet from these types of {called.one}: {words.listed(missing)}."
    return f"Every type of {called.one} has a story."
