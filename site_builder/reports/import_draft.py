"""The draft that an imported story becomes: a text that the check accepts, and what the editor still owes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.collection import read_collection
from site_builder.content import media
from site_builder.content.front_matter import split
from site_builder.content.front_matter_editing import with_value
from site_builder.content.plain_text import in_markdown
from site_builder.content.source import RawFile, SourceText, Tree
from site_builder.reports.import_facts import Facts, Taken, facts_of, title_of, twin_of, written

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from site_builder.content.imported import Attached, Imported
    from site_builder.content.register import Register
    from site_builder.problems import Problem
    from site_builder.reports.import_facts import Choose
    from site_builder.settings import Settings

_ROOT = "stories"
_PASSES = 20
_TAG = frozenset({"unsafe-html", "html-unclosed", "html-unopened", "language-tag", "image-elsewhere"})
_INLINE_LINK = re.compile(r"!?\[(?P<words>(?:\\.|[^\[\]\\])*)\]\((?:\\.|[^()\\])*\)")
_A_TAG = re.compile(r"<[^<>\n]{0,60}>")
_BARE = re.compile(r"(?:https?://|ftp://|www\.)[^\s`]{1,2000}", re.IGNORECASE)
_TO_LINE_END = re.compile(r"[^\n]{0,40}")
_LATER = frozenset({"overdue", "plan-none"})
"""What no editor has to do, because it is so until the draft is ready."""


@dataclass(frozen=True)
class Told:
    """Something to tell of a draft, and the line of source or draft that it is about; 0 where there is none."""

    said: str
    line: int = 0


@dataclass(frozen=True)
class ImportedDraft:
    """What becomes of an imported story: a draft at a path, or nothing where it is left out (``left_out`` says why)."""

    imported: Imported
    title: str
    path: str = ""
    text: str = ""
    left_out: str = ""
    files: tuple[Attached, ...] = ()
    mapped: tuple[Told, ...] = ()
    dropped: tuple[Told, ...] = ()
    changed: tuple[Told, ...] = ()
    owed: tuple[Told, ...] = ()
    redirects: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Here:
    """What a draft is checked against: this site, and the day."""

    settings: Settings
    register: Register
    host: str
    today: date


def draft_of(imported: Imported, here: Here, before: Taken, taken: Taken, choose: Choose) -> ImportedDraft:
    """Return what becomes of an imported story.

    ``before`` is what was there before this import, ``taken`` what is there now: it learns of the new draft.
    """
    title = title_of(imported)
    facts, slug = facts_of(imported, here.settings, here.register, here.host, choose, taken)
    id_ = str(facts.values["id"])
    if left_out := twin_of(imported, id_, title, before) or (
        taken.ids.get(id_, "") and f"{taken.ids[id_]} is this story"
    ):
        return ImportedDraft(imported, title, left_out=left_out)
    day = facts.values.get("date")
    year = day.year if isinstance(day, type(here.today)) else here.today.year
    path = f"{year}/{slug}/index.md" if imported.files else f"{year}/{slug}.md"
    text, lost, refused = _accepted(written(facts, imported.body), path, imported.files, here)
    if refused:  # what is left of markup that nobody can make sense of
        text, lost, refused = _accepted(written(facts, in_markdown(imported.body)), path, imported.files, here)
        lost.insert(0, Told("its Markdown could not be kept, so all of it is kept as plain text"))
    if refused:
        return ImportedDraft(imported, title, left_out=f"the check would refuse it: {refused}")
    _learn(taken, path, facts, slug, title)
    dropped = [Told(note.said, note.line) for note in imported.notes] + [
        Told(said, imported.line) for said in facts.dropped
    ]
    return ImportedDraft(
        imported, title, path, text, files=imported.files, dropped=tuple(dropped), changed=tuple(lost),
        mapped=tuple(_mapped(facts, text)), owed=tuple(_owed(text, path, imported.files, here)),
        redirects=tuple(facts.redirects),
    )  # fmt: skip


def _learn(taken: Taken, path: str, facts: Facts, slug: str, title: str) -> None:
    shown = f"{_ROOT}/{path}"
    taken.ids[str(facts.values["id"])] = shown
    taken.slugs[slug] = shown
    taken.titles[title.casefold()] = shown
    aliases = facts.values.get("aliases")
    for alias in aliases if isinstance(aliases, list) else ():
        taken.old_addresses[alias.strip("/") + ("" if "." in alias.rpartition("/")[2] else "/")] = shown


def _problems(text: str, path: str, files: Iterable[Attached], here: Here) -> tuple[Problem, ...]:
    """Return what the check says of a draft by itself."""
    folder = path[: path.rfind("/") + 1]
    sizes = {path: len(text.encode())} | {folder + file.name: len(file.content) for file in files}
    unfit = {folder + file.name: said for file in files if (said := media.fault(file.name, _sample(file)))}
    pictures = {
        folder + file.name: measure
        for file in files
        if media.ending_of(file.name) in media.PHOTOS
        and not isinstance(measure := media.measure(file.name, _sample(file)), str)
    }
    raw = (RawFile(f"{_ROOT}/{path}", text.encode()),)
    tree = Tree(_ROOT, raw, sizes, unfit, pictures=pictures)
    return read_collection(tree, here.settings, here.register, here.today).problems


def _sample(file: Attached) -> media.Sample:
    return media.Sample(len(file.content), file.content)


def _accepted(text: str, path: str, files: tuple[Attached, ...], here: Here) -> tuple[str, list[Told], str]:
    """Return a draft in which the check finds no error, what had to be taken out for that, and what is still wrong."""
    lost: dict[str, Told] = {}
    for _ in range(_PASSES):
        errors = _errors(text, path, files, here)
        if not errors:
            return text, list(lost.values()), ""
        source = SourceText("", text)
        for problem in reversed(errors):
            offset = _offset(source.text, problem)
            if offset >= split(source).body_offset:
                text, said = _without_fault(text, offset, problem)
                lost |= {said: Told(said, problem.line)} if said and said not in lost else {}
    errors = _errors(text, path, files, here)
    return text, list(lost.values()), errors[0].message if errors else ""


def _errors(text: str, path: str, files: Iterable[Attached], here: Here) -> list[Problem]:
    found = (problem for problem in _problems(text, path, files, here) if problem.is_error)
    return sorted(found, key=lambda problem: (problem.line, problem.column))


def _offset(text: str, problem: Problem) -> int:
    start = 0
    for _ in range(problem.line - 1):
        start = text.index("\n", start) + 1
    return start + problem.column - 1


def _without_fault(text: str, offset: int, problem: Problem) -> tuple[str, str]:
    """Return a text in which what is at a place is only words, with what is lost."""
    line = text.rfind("\n", 0, offset) + 1
    for link in _INLINE_LINK.finditer(text, line):
        if link.start() <= offset < link.end() and problem.rule not in _TAG - {"image-elsewhere"}:
            return text[: link.start()] + link["words"] + text[
                link.end() :
            ], f"the link '{link[0][:80]}': {problem.message}"
        if link.start() > offset:
            break
    if bare := _BARE.match(text, offset):
        return f"{text[:offset]}`{bare[0]}`{text[bare.end() :]}", f"'{bare[0][:80]}' is no link any more"
    for sign in ("<", "["):
        place = offset if text.startswith(sign, offset) else text.rfind(sign, line, offset + 1)
        if place >= 0 and text[place - 1 : place] != "\\":
            shown = (_A_TAG.match(text, place) or _TO_LINE_END.match(text, place) or [""])[0]
            return f"{text[:place]}\\{text[place:]}", f"'{shown}' is kept as plain text"
    return text, ""


def _mapped(facts: Facts, text: str) -> Iterable[Told]:
    front_matter = split(SourceText("", text))
    for key, said in facts.mapped:
        place = front_matter.offset_of_key((key,)) if key in front_matter.data else front_matter.fence_offset
        yield Told(f"{key}: {said}", front_matter.source.position(place)[0])


def _owed(text: str, path: str, files: tuple[Attached, ...], here: Here) -> Iterable[Told]:
    """Yield what the check would say if the draft were ready, and the comments that wait for a decision."""
    for n, line in enumerate(text.partition("\n---\n")[0].split("\n"), 1):
        if line.startswith("# "):
            yield Told(line[2:], n)
    for problem in _problems(with_value(text, "status", "ready"), path, files, here):
        if problem.rule not in _LATER and problem.rule != "comment-left":
            yield Told(problem.message, problem.line)
