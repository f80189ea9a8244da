"""Starting a site as a conversation, and answers as they are typed: in reply to a question, or as an option."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from site_builder.adapters.drafting import DraftingError, value_of
from site_builder.adapters.starting_site import is_picture
from site_builder.adapters.theme import has_icon, picture_fault
from site_builder.content.fields import quoted
from site_builder.content.own_register import RegisterError, read_own_register
from site_builder.content.register import Called
from site_builder.reports.new_site import (
    NO_REGISTER,
    UK,
    USUAL_THEMES,
    Answers,
    AnswersError,
    check_address,
    check_name,
    check_settings,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from site_builder.adapters.conversation import Person

T = TypeVar("T")

_PAIR = 2


def with_answer(answers: Answers, key: str, typed: str, today: date) -> Answers:
    """Return the answers with one more, as somebody typed it. Raises DraftingError."""
    try:
        new = _READERS[key](answers, typed.strip())
        check_settings(new, today)
    except AnswersError as error:
        raise DraftingError(str(error)) from None
    return new


def converse(answers: Answers, given: frozenset[str], person: Person, today: date) -> Answers:
    """Return the answers with all that was asked; what is ``given`` already is not asked."""
    for key, question, is_asked in _QUESTIONS:
        if key not in given and is_asked(answers):
            answers = person(question, partial(_reply, answers, key, today=today))
    return answers


def _reply(answers: Answers, key: str, typed: str, *, today: date) -> Answers:
    """Take no answer for 'as it is', but for what every site must have."""
    return answers if not typed and key not in _NEEDED else with_answer(answers, key, typed, today)


def _name(answers: Answers, typed: str) -> Answers:
    check_name(typed)
    return replace(answers, name=typed)


def _address(answers: Answers, typed: str) -> Answers:
    check_address(typed)
    return replace(answers, address=typed)


def _register(answers: Answers, typed: str) -> Answers:
    if typed.lower() in {UK, NO_REGISTER}:
        return replace(answers, register=typed.lower())
    if not typed.lower().endswith(".csv"):
        raise DraftingError(f"{quoted(typed)} is not a register; write {UK}, {NO_REGISTER} or the path of a CSV file")
    try:
        read_own_register(_of_file(typed, Path.read_bytes), Called())
    except RegisterError as error:
        raise DraftingError(error.said_of(typed)) from None
    return replace(answers, register=typed)


def _called(answers: Answers, typed: str) -> Answers:
    words = [word.strip() for word in typed.split(",") if word.strip()]
    if len(words) != _PAIR:
        raise DraftingError(f"{quoted(typed)} is not two words; write one and many, as in: service, services")
    return replace(answers, called=(words[0], words[1]))


def _themes(answers: Answers, typed: str) -> Answers:
    return replace(answers, themes=tuple(theme.strip() for theme in typed.split(",") if theme.strip()))


def _number(typed: str) -> int:
    if not typed.isascii() or not typed.isdecimal():
        raise DraftingError(f"{quoted(typed)} is not a whole number; write it in digits, as in 12")
    return int(typed)


def _pieces(answers: Answers, typed: str) -> Answers:
    return replace(answers, pieces=_number(typed) or None)


def _every_months(answers: Answers, typed: str) -> Answers:
    return replace(answers, every_months=_number(typed))


def _stories(answers: Answers, typed: str) -> Answers:
    return replace(answers, stories=_number(typed) or None)


def _by(answers: Answers, typed: str) -> Answers:
    return replace(answers, by=date.fromisoformat(value_of("date", typed)))


def _colour(answers: Answers, typed: str) -> Answers:
    return replace(answers, colour=int(typed) if typed.isascii() and typed.isdecimal() else typed)


def _logo(answers: Answers, typed: str) -> Answers:
    if is_picture(typed):
        if fault := _of_file(typed, picture_fault):
            raise DraftingError(f"{quoted(typed)} cannot be shown: {fault}")
        return replace(answers, logo=typed, icon="")
    if not has_icon(typed):
        raise DraftingError(
            f"there is no icon {quoted(typed)}; write the name of one of Material's, as in "
            "material/lightbulb-on-outline, or the path of a picture"
        )
    return replace(answers, icon=typed, logo="")


def _of_file(path: str, read: Callable[[Path], T]) -> T:
    """Return what is read from a file. Raises DraftingError where it cannot be."""
    try:
        return read(Path(path))
    except FileNotFoundError:
        raise DraftingError(f"there is no file '{path}'") from None
    except OSError as error:
        raise DraftingError(f"'{path}' cannot be read: {error.strerror}") from None


_READERS: Mapping[str, Callable[[Answers, str], Answers]] = {
    "name": _name,
    "address": _address,
    "register": _register,
    "called": _called,
    "themes": _themes,
    "pieces": _pieces,
    "every_months": _every_months,
    "stories": _stories,
    "by": _by,
    "colour": _colour,
    "logo": _logo,
}
_NEEDED = frozenset({"name", "address", "by"})


def _always(_answers: Answers) -> bool:
    return True


_QUESTIONS: tuple[tuple[str, str, Callable[[Answers], bool]], ...] = (
    ("name", "Name of the site", _always),
    ("address", "Address of the site, as in https://stories.example.org/", _always),
    (
        "register",
        f"Where can stories come from? {UK} (its councils), {NO_REGISTER}, or the path of a CSV file (empty: {UK})",
        _always,
    ),
    (
        "called",
        "What is one of these places called, and many? As in: service, services (empty: council, councils)",
        lambda answers: answers.register not in {UK, NO_REGISTER},
    ),
    ("themes", f"Themes, separated by commas (empty: {', '.join(USUAL_THEMES)})", _always),
    ("pieces", "How many original pieces do you promise in each period? (empty: no promise)", _always),
    ("every_months", "How many months is a period? (empty: 2)", lambda answers: answers.pieces is not None),
    ("stories", "How many stories do you promise by a day? (empty: no promise)", _always),
    ("by", "By which day? As in 2027-09-30", lambda answers: answers.stories is not None),
    (
        "colour",
        "Colour: a hue from 0 to 359 (30 is red, 150 green, 260 blue), or one as in #0e3a46 (empty: a dark blue-green)",
        _always,
    ),
    (
        "logo",
        "Logo: the path of a picture, or the name of an icon, as in material/fire-truck (empty: a light bulb)",
        _always,
    ),
)
