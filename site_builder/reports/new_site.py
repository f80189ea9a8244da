"""A new site: the answers that it starts from, and the files that they make."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from site_builder.content.characters import CONTROL, invisible, not_allowed
from site_builder.content.register import Called
from site_builder.content.web_address import is_whole, misleading
from site_builder.render.templates import Templates, render
from site_builder.settings import SettingsError, parse_settings
from site_builder.tasks import digest

if TYPE_CHECKING:
    from collections.abc import Mapping

USUAL_THEMES = ("leading change", "digital services", "working with communities", "working in partnership")
UK, NO_REGISTER = "uk", "none"
EXAMPLE = "how-a-story-is-told"
"""The short name of the example."""

_REGISTER = "places.csv"
_ON_GITHUB_PAGES = re.compile(
    r"https://(?P<host>(?P<owner>[a-z0-9-]+)\.github\.io)/?(?P<name>[a-z0-9._-]*)/?", re.IGNORECASE
)
_FILES = {
    "mkdocs.yml": "mkdocs.yml.jinja",
    "stories/index.md": "index.md.jinja",
    "stories/pages/about.md": "about.md.jinja",
    "stories/pages/accessibility.md": "accessibility.md.jinja",
    "README.md": "README.md.jinja",
    "CONTRIBUTING.md": "CONTRIBUTING.md.jinja",
    "Makefile": "Makefile",
    ".gitignore": "gitignore",
    ".gitattributes": "gitattributes",
    ".github/workflows/check.yml": "check.yml",
    ".github/workflows/publish.yml": "publish.yml",
}
_TEMPLATE = ".jinja"


class AnswersError(Exception):
    """An answer cannot be used; the message says which, and what to write."""


@dataclass(frozen=True)
class Answers:
    """What is known of a new site.

    ``register`` is 'uk', 'none' or the path of a CSV file, and ``called`` what one and many of its places are called.
    ``pieces`` in every ``every_months`` months, and ``stories`` by a day, are promises that it may make. ``icon`` names
    an icon of the theme, ``logo`` is the path of a picture.
    """

    name: str = ""
    address: str = ""
    register: str = UK
    called: tuple[str, str] | None = None
    themes: tuple[str, ...] = USUAL_THEMES
    pieces: int | None = None
    every_months: int = 2
    stories: int | None = None
    by: date | None = None
    colour: int | str | None = None
    icon: str = ""
    logo: str = ""


def check_answers(answers: Answers, today: date) -> None:
    """Raise AnswersError unless a site can start from these answers."""
    check_name(answers.name)
    check_address(answers.address)
    if not answers.themes:
        raise AnswersError("each story needs a theme; name at least one")
    if (answers.stories is None) != (answers.by is None):
        raise AnswersError("a target has a number of stories and a day; give both, or neither")
    check_settings(answers, today)


def check_settings(answers: Answers, today: date) -> None:
    """Raise AnswersError unless the settings take these answers, as far as they go."""
    if answers.called and answers.register == NO_REGISTER:
        raise AnswersError(
            f"a site without places (register '{NO_REGISTER}') has none to call '{answers.called[0]}'; name the "
            "register of these places, or leave out what they are called"
        )
    try:
        parse_settings(_options(answers, today))
    except SettingsError as error:
        raise AnswersError("; ".join(fault.message for fault in error.faults)) from None


def check_name(name: str) -> None:
    """Raise AnswersError unless a site can have this name."""
    if not name.strip():
        raise AnswersError("a site needs a name")
    if CONTROL.search(name):
        raise AnswersError("the name has a control character; type it again")
    for offset, hidden in invisible(name):
        raise AnswersError(not_allowed(hidden, name, offset))


def check_address(address: str) -> None:
    """Raise AnswersError unless a site can have this address."""
    if not is_whole(address):
        raise AnswersError(f"'{address}' is not a full address; write it as in https://stories.example.org/")
    if not address.isascii():
        raise AnswersError(
            f"'{address}' has letters that feeds cannot have; open it in a browser and copy it from there, "
            "as in https://xn--4gbrim.example/"
        )
    if "?" in address or "#" in address:
        raise AnswersError(f"'{address}' is the address of one page; leave out ? or # and what follows")
    if any(part in {"", ".", ".."} for part in address.rstrip("/").split("/")[3:]):
        raise AnswersError(
            f"'{address}' has two slashes or only dots between slashes; write the address as browsers show it"
        )
    if reason := misleading(address):
        raise AnswersError(reason)


def _options(answers: Answers, today: date) -> dict[str, object]:
    """Return the plugin's options."""
    register: object = _REGISTER if _has_own_register(answers) else answers.register
    if answers.called:
        register = {"file": register, "one": answers.called[0], "many": answers.called[1]}
    options: dict[str, object] = {"register": register, "vocabularies": {"themes": list(answers.themes)}}
    if answers.colour is not None:
        options["colours"] = {"brand": answers.colour}
    if plan := _plan(answers, today):
        options["plans"] = [plan]
    if found := _ON_GITHUB_PAGES.fullmatch(answers.address):
        owner, host, name = found["owner"], found["host"], found["name"]
        options["repository"] = f"{owner}/{name or host.lower()}"
    return options


def _plan(answers: Answers, today: date) -> dict[str, object]:
    """Return the plan of a year from this month on, or as long as the target needs; nothing without a promise."""
    promises: dict[str, object] = {}
    if answers.pieces is not None:
        promises["quota"] = {"pieces": answers.pieces, "every_months": answers.every_months}
    if answers.stories is not None and answers.by is not None:
        promises["target"] = {"stories": answers.stories, "by": answers.by}
    if not promises:
        return {}
    starts = today.replace(day=1)
    ends = max(starts.replace(year=starts.year + 1) - timedelta(days=1), _end_of_month(answers.by or today))
    years = f"{starts.year}" if ends.year == starts.year else f"{starts.year}-{ends.year % 100:02}"
    return {"name": years, "starts": starts, "ends": ends, **promises}


def _end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def copies_of(answers: Answers) -> dict[str, str]:
    """Return where the files are that a new site copies, by their paths in it."""
    copies = {f"overrides/{_logo(answers)}": answers.logo} if answers.logo else {}
    return copies | ({_REGISTER: answers.register} if _has_own_register(answers) else {})


def _has_own_register(answers: Answers) -> bool:
    return answers.register not in {UK, NO_REGISTER}


def _logo(answers: Answers) -> str:
    return f"assets/logo.{answers.logo.rpartition('.')[2].lower()}" if answers.logo else ""


def files_of(answers: Answers, today: date, sources: Mapping[str, str], requirement: str) -> dict[str, str]:
    """Return the texts of a new site by their paths.

    ``sources`` are the files of the package that they are made from, by name, and ``requirement`` is what pip installs.
    Raises AnswersError.
    """
    check_answers(answers, today)
    address = f"{answers.address.rstrip('/')}/"
    example = f"stories/{today.year}/{EXAMPLE}.md"
    values = {
        "name": " ".join(answers.name.split()),
        "address": address,
        "options": _options(answers, today),
        "is_uk": answers.register == UK,
        "called": Called(*answers.called) if answers.called else Called(),
        "icon": answers.icon,
        "logo": _logo(answers),
        "theme": answers.themes[0],
        "example": example,
        "short_name": EXAMPLE,
        "today": today,
    }
    templates = Templates(sources, digest(dict(sources)))
    made = {
        path: f"{render(templates, source, str, values).rstrip()}\n" if source.endswith(_TEMPLATE) else sources[source]
        for path, source in (_FILES | {example: "example.md.jinja"}).items()
    }
    return made | {"requirements.txt": f"{requirement}\n"}
