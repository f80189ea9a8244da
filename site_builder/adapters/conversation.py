"""Starting a story as a conversation: what is asked in which order, what helps to answer, and what is kept of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from site_builder.adapters import drafting
from site_builder.adapters.drafting import Draft, DraftingError
from site_builder.adapters.project import CACHE
from site_builder.content import matching
from site_builder.content.council_names import names_in_use, names_of
from site_builder.content.front_matter_model import Kind
from site_builder.content.vocabulary import Taxonomy
from site_builder.render import words
from site_builder.reports.starting import due_on, worth_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from site_builder.adapters.project import Project
    from site_builder.collection import Collection
    from site_builder.content.matching import Match

T = TypeVar("T")

_KEPT = "new.json"
_MOST_LISTED = 30
_YES, _NO = frozenset({"y", "yes", "true"}), frozenset({"n", "no", "false"})


class AskAgainError(DraftingError):
    """The answer asked for help; the message is the help."""


class Person(Protocol):
    """Somebody who can be asked and told."""

    def __call__(self, question: str, read: Callable[[str], T], names: Sequence[str] = ()) -> T:
        """Return what ``read`` makes of an answer, asked for again while it raises DraftingError."""

    def choose(self, match: Match, otherwise: str) -> tuple[str, str] | None:
        """Return the key and value of the candidate that is meant, or None."""

    def say(self, line: str) -> None:
        """Tell something."""


@dataclass(frozen=True)
class Desk:
    """What a conversation goes by: the site, the day, what is in the collection, and which answers are given."""

    project: Project
    person: Person
    collection: Collection
    today: date
    given: frozenset[str] = frozenset()


def converse(draft: Draft, desk: Desk, keep: Callable[[Draft, frozenset[str]], None]) -> Draft:
    """Return a draft with all that was asked and answered; ``keep`` is given it after each answer."""
    done = desk.given
    for key, step in _STEPS:
        if key not in done:
            draft = step(draft, desk)
            done |= {key}
            keep(draft, done)
    return draft


def _title(draft: Draft, desk: Desk) -> Draft:
    title = desk.person("Title", lambda answer: drafting.value_of("title", answer))
    draft = replace(draft, title=title)
    try:
        drafting.slug_of(draft, desk.project)
    except DraftingError as error:
        question = f"{words.sentence_case(str(error))}.\nShort name for the address, as in a-new-deal"
        draft = replace(draft, slug=desk.person(question, lambda answer: drafting.free_slug(answer, desk.project)))
    return draft


def _kind(draft: Draft, desk: Desk) -> Draft:
    kinds = [kind.value for kind in Kind]

    def read(answer: str) -> str:
        if answer and answer.lower() not in kinds:
            raise DraftingError(f"'{answer}' is not a kind; use one of: {', '.join(kinds)}")
        return answer.lower() or Kind.STORY.value

    question = f"Kind: {', '.join(kinds)} (empty: story)"
    return replace(draft, kind=desk.person(question, read, kinds))


def _councils(draft: Draft, desk: Desk) -> Draft:
    register = desk.project.register
    if not len(register):
        return draft
    names = [council.slug for council in register]

    def one(name: str) -> str:
        match = matching.council(name, register)
        if match.value:
            _tell_meant(name, match.value, getattr(register.get(match.value), "name", ""), desk)
            return match.value
        if chosen := desk.person.choose(match, "ask again") if match.candidates else None:
            return chosen[1]
        raise DraftingError(f"{register.called.one} '{name}' is not in the register{names_of(register).hint(name)}")

    def read(answer: str) -> tuple[str, ...]:
        if answer.startswith("?"):
            raise AskAgainError(_listed_councils(answer[1:].strip(), desk.project))
        return tuple(dict.fromkeys(one(part.strip()) for part in answer.split(",") if part.strip()))

    many = words.sentence_case(register.called.many)
    question = f"{many}, separated by commas (part of a name will do; ? and a part lists them; optional)"
    return replace(draft, councils=desk.person(question, read, names))


def _tell_meant(written: str, value: str, name: str, desk: Desk) -> None:
    """Say what is taken to be meant, where it is not what was typed."""
    if written.casefold() not in {value.casefold(), name.casefold()}:
        desk.person.say(f"  {written}: {value}{f' ({name})' if name else ''}")


def _listed_councils(part: str, project: Project) -> str:
    if not part:
        return "Type ? and a part of the name, as in: ? stoke"
    found = [
        f"  {council.slug}: {council.name}{' (abolished)' if council.is_abolished else ''}"
        for council in project.register
        if any(part.casefold() in name.text.casefold() for name in names_in_use(council))
    ]
    more = [f"  and {len(found) - _MOST_LISTED} more"] if len(found) > _MOST_LISTED else []
    return "\n".join([*found[:_MOST_LISTED], *more]) or f"No {project.register.called.one} has '{part}' in its name."


def _terms(taxonomy: Taxonomy) -> Callable[[Draft, Desk], Draft]:
    def step(draft: Draft, desk: Desk) -> Draft:
        names = [term.name for term in desk.project.settings.taxonomies[taxonomy]]
        if not names:
            return draft
        numbered = ", ".join(f"{n} {name}" for n, name in enumerate(names, 1))
        question = f"{taxonomy.value.capitalize()}: {numbered}\nNumbers or names, separated by commas (optional)"
        found = desk.person(question, lambda answer: tuple(_read_terms(answer, taxonomy, desk)), names)
        changed: dict[str, Any] = {taxonomy.value: tuple(dict.fromkeys(found))}
        return replace(draft, **changed)

    return step


def _read_terms(answer: str, taxonomy: Taxonomy, desk: Desk) -> Iterator[str]:
    vocabularies = desk.project.settings.taxonomies
    names = [term.name for term in vocabularies[taxonomy]]
    for part in (part.strip() for part in answer.split(",") if part.strip()):
        match = matching.term(part, vocabularies, [taxonomy])
        if match.value:
            _tell_meant(part, match.value, "", desk)
            yield match.value
        elif part.isdecimal() and 1 <= int(part) <= len(names):
            yield names[int(part) - 1]
        elif chosen := desk.person.choose(match, "ask again") if match.candidates else None:
            yield chosen[1]
        else:
            raise DraftingError(
                f"{taxonomy.singular} '{part}' is not in the vocabulary{vocabularies[taxonomy].hint(part)}"
            )


def yes_or_no(answer: str, *, otherwise: bool) -> bool:
    """Return an answer that is yes or no, ``otherwise`` where it is empty. Raises DraftingError."""
    if answer and answer.lower() not in _YES | _NO:
        raise DraftingError(f"'{answer}' is neither yes nor no")
    return answer.lower() in _YES if answer else otherwise


def _day(draft: Draft, desk: Desk) -> Draft:
    question = "Planned day, as in 2026-11-16 (optional)"
    day = desk.person(question, lambda answer: drafting.value_of("date", answer) if answer else None)
    if day and date.fromisoformat(day) < desk.today:
        desk.person.say("That day has passed. Until the story is ready, the check says it is overdue.")
    return replace(draft, day=day)


def _original(draft: Draft, desk: Desk) -> Draft:
    day = date.fromisoformat(draft.day) if draft.day else None
    for line in due_on(day, desk.collection.stories, desk.project.settings.programme, desk.today):
        desk.person.say(line)
    original = desk.person(
        "Is it written first for this site? (yes or no; empty: no)", partial(yes_or_no, otherwise=False)
    )
    for line in worth_of(day, Kind(draft.kind), desk.project.settings.programme, original=original):
        desk.person.say(line)
    return replace(draft, original=original)


_STEPS: tuple[tuple[str, Callable[[Draft, Desk], Draft]], ...] = (
    ("title", _title),
    ("kind", _kind),
    ("councils", _councils),
    *((taxonomy.value, _terms(taxonomy)) for taxonomy in Taxonomy),
    ("day", _day),
    ("original", _original),
)


class Kept:
    """The answers of a conversation that was interrupted, in the project's folder for what may be deleted."""

    def __init__(self, project: Project) -> None:
        self._path: Path = project.root / CACHE / _KEPT

    def save(self, draft: Draft, given: Iterable[str]) -> None:
        """Keep answers; where the disk refuses that, the conversation goes on all the same."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(json.dumps({"draft": asdict(draft), "given": sorted(given)}), "utf-8")
        except OSError:
            return

    def load(self) -> tuple[Draft, frozenset[str]] | None:
        """Return what was kept, if it can be read and has a title."""
        try:
            data = json.loads(self._path.read_text("utf-8"))
            known = {field.name for field in fields(Draft)}
            values: dict[str, Any] = {
                key: tuple(value) if isinstance(value, list) else value
                for key, value in data["draft"].items()
                if key in known
            }
            return (Draft(**values), frozenset(data["given"])) if values.get("title") else None
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def forget(self) -> None:
        """Delete what was kept."""
        self._path.unlink(missing_ok=True)
