"""The front matter of the draft that an imported story becomes: its facts under this site's keys."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from itertools import chain, count
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from site_builder import addresses
from site_builder.content import located_yaml, matching
from site_builder.content.checked import ValuesError, checked
from site_builder.content.fields import YEARS
from site_builder.content.imported import separate
from site_builder.content.plain_text import clean
from site_builder.content.slugs import SLUG, slugify
from site_builder.content.source import printable
from site_builder.content.vocabulary import Taxonomy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from site_builder.content.imported import Imported
    from site_builder.content.matching import Match
    from site_builder.content.register import Register
    from site_builder.settings import Settings

    Choose = Callable[[Match], tuple[str, str] | None]

_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
_LONGEST_ID_WORDS = 48
_LONGEST_SLUG = 60
_LONGEST_TITLE = 100
_SUMMARY = range(40, 301)
_LONGEST_COMMENT = 160
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_NO_PROSE = re.compile(r"^(?:#|>|\||- |\d+\. |!\[|```|\[\^)")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_SIGNS = re.compile(r"\\([!-/:-@\[-`{-~])|\*+|<br>|\\\n|\[\^\w+\]|</?su[bp]>")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AND = re.compile(r"\s+(?:and|&|\+)\s+")
_KEYS = ("councils", *(taxonomy.value for taxonomy in Taxonomy))


@dataclass
class Taken:
    """What is there already, and grows with each draft: the paths of pieces by id, short name and old address."""

    ids: dict[str, str] = field(default_factory=dict)
    slugs: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    old_addresses: dict[str, str] = field(default_factory=dict)
    pages: frozenset[str] = frozenset()


@dataclass
class Facts:
    """The front matter on its way, with comments for what an editor has to decide, and what to tell."""

    values: dict[str, Any] = field(default_factory=dict)
    comments: dict[str, list[str]] = field(default_factory=dict)
    mapped: list[tuple[str, str]] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    redirects: list[tuple[str, str]] = field(default_factory=list)

    def set(self, key: str, value: object) -> bool:
        """Take a value that the check accepts; return whether it does."""
        try:
            checked({key: value})
        except ValuesError as error:
            self.comment(key, f"{_short(located_yaml.written(value, in_brackets=True))} was refused: {error}")
            return False
        self.values[key] = value
        return True

    def comment(self, key: str, said: str) -> None:
        """Leave a comment for the editor at a key."""
        self.comments.setdefault(key, []).append(said)


def id_of(imported: Imported, title: str) -> str:
    """Return the id of a story, which is the same whenever the same is imported.

    It is made from the old address, which stays when a text is corrected, else from all that was read. An id is
    permanent: it survives whatever the editor does to title, text, comments and place of the draft.
    """
    known = next(iter(imported.facts.get("addresses", ())), "") or f"{sorted(imported.facts.items())}\n{imported.body}"
    number = int.from_bytes(hashlib.sha256(known.encode()).digest()[:8], "big")
    letters = ""
    for _ in range(4):
        number, digit = divmod(number, len(_ALPHABET))
        letters += _ALPHABET[digit]
    return f"{slugify(title)[:_LONGEST_ID_WORDS].strip('-') or 'story'}-{letters}"


def title_of(imported: Imported) -> str:
    """Return the title, from the name of the file where nothing says it."""
    title = " ".join(clean(imported.title or imported.fact("title")).split())
    return title or re.sub(r"[-_\s]+", " ", imported.origin.rpartition(".")[0] or imported.origin).strip().capitalize()


def twin_of(imported: Imported, id_: str, title: str, before: Taken) -> str:
    """Return how a story is known that is there already, or nothing."""
    if id_ in before.ids:
        return f"{before.ids[id_]} is this story already"
    for address in imported.facts.get("addresses", ()):
        path, query = _path_of(address)
        if not query and path and (owner := before.old_addresses.get(addresses.normalise(path))):
            return f"{owner} has its address {path} already"
    if owner := before.titles.get(title.casefold()):
        return f"{owner} has this title already; if it is another story, give one of the two another title"
    return ""


def facts_of(
    imported: Imported, settings: Settings, register: Register, own_host: str, choose: Choose, taken: Taken
) -> tuple[Facts, str]:
    """Return the front matter of a draft, and its short name."""
    title = title_of(imported)
    facts = Facts({"id": id_of(imported, title)})
    whole = title
    if len(title) > _LONGEST_TITLE:
        title = title[: _LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"
        facts.comment("title", f"in full: {whole}")
    facts.set("title", title)
    facts.values["status"] = "draft"
    _set_date(imported, facts)
    _set_summary(imported, facts)
    for match in _matches(imported, settings, register):
        _take_match(match, facts, choose)
    for key in _KEYS:
        if key in facts.values:
            facts.values[key] = list(dict.fromkeys(facts.values[key]))
    if partners := [name for value in imported.facts.get("partners", ()) for name in separate(value)]:
        facts.set("partners", partners)
    if imported.fact("started"):
        year = _YEAR.search(imported.fact("started"))
        facts.set("started", int(year[0])) if year else facts.comment("started", imported.fact("started"))
    slug = _slug(imported, whole, facts, taken)
    _set_addresses(imported, facts, slug, own_host, taken)
    for address in imported.facts.get("contact", ()):
        facts.comment("contact", f"'{address}': give a team and its mailbox, never a person's")
    return facts, slug


def _set_date(imported: Imported, facts: Facts) -> None:
    day, written = imported.day, imported.fact("date")
    if day is not None and day.year in YEARS:
        facts.values["date"] = day
        if written != day.isoformat():
            facts.mapped.append(("date", f"'{_short(written)}' is {day.isoformat()}"))
    elif written:
        facts.comment("date", f"'{_short(written)}': write the day as 2026-11-16")


def _set_summary(imported: Imported, facts: Facts) -> None:
    """Set the summary; where there is none, the first sentences of the text, and without these it is an idea."""
    given = " ".join(clean(imported.fact("summary")).split())
    summary = _cut(given)
    if given and summary != given:
        said = (
            "too long, so it was cut"
            if len(given) > _SUMMARY[-1]
            else f"too short, {_SUMMARY[0]} characters are needed"
        )
        facts.comment("summary", f"{said}: {given}")
    if not summary and (summary := _cut(_first_words(imported.body))):
        facts.mapped.append(("summary", "taken from the first sentences of the text"))
    if not (summary and facts.set("summary", summary)):
        facts.values["status"] = "idea"
        facts.values.pop("summary", None)


def _cut(text: str) -> str:
    """Return as many whole sentences of a text as a summary may have, or nothing where that gives none."""
    if len(text) in _SUMMARY:
        return text
    taken = ""
    for sentence in _SENTENCE.split(text):
        if len(taken) + len(sentence) + 1 > _SUMMARY[-1]:
            break
        taken = f"{taken} {sentence}".strip()
    if len(taken) < _SUMMARY[0] and len(text) > _SUMMARY[-1]:
        taken = text[: _SUMMARY[-1] - 1].rsplit(" ", 1)[0] + "…"
    return taken if len(taken) in _SUMMARY else ""


def _first_words(body: str) -> str:
    """Return the first paragraph of a text that is prose, in plain words."""
    for paragraph in body.split("\n\n"):
        if paragraph.strip() and not _NO_PROSE.match(paragraph.strip()):
            plain = _SIGNS.sub(
                lambda match: match[1] or ("" if match[0].startswith(("*", "[", "</", "<s")) else " "),
                _LINK.sub(r"\1", paragraph),
            )
            if len(words := " ".join(plain.split())) >= _SUMMARY[0]:
                return words
    return ""


def _matches(imported: Imported, settings: Settings, register: Register) -> Iterator[Match]:
    for value in imported.facts.get("councils", ()):
        if len(register):
            yield from _councils(clean(value), register)
        else:  # then the name may be a term, and is told otherwise
            yield matching.term(clean(value), settings.taxonomies)
    for taxonomy in Taxonomy:
        for name in _names(imported, taxonomy.value):
            yield matching.term(name, settings.taxonomies, [taxonomy])
    for word in _names(imported, "words"):
        found = matching.term(word, settings.taxonomies)
        as_council = matching.council(word, register)
        yield as_council if as_council.value and not found.value else found


def _councils(value: str, register: Register) -> Iterator[Match]:
    """Yield the councils in a value: a name may have a comma or an 'and', and several may be there."""
    whole = matching.council(value, register)
    if whole.value:
        yield whole
        return
    for name in separate(value):
        one = matching.council(name, register)
        several = [matching.council(part, register) for part in _AND.split(name)]
        yield from several if not one.value and len(several) > 1 and all(m.value for m in several) else [one]


def _names(imported: Imported, key: str) -> Iterator[str]:
    for value in imported.facts.get(key, ()):
        yield from separate(clean(value))


def _take_match(match: Match, facts: Facts, choose: Choose) -> None:
    key, value = match.key, match.value
    if match.is_doubtful and (chosen := choose(match)):
        key, value = chosen
    if value:
        facts.values.setdefault(key, []).append(value)
        if value.casefold() != match.written.casefold():
            facts.mapped.append((key, f"'{_short(match.written)}' is {value}"))
    elif match.is_doubtful:
        where = match.candidates[0][0]
        could_be = " or ".join(f"{value}{'' if name == value else f' ({name})'}" for _, value, name in match.candidates)
        facts.comment(where, f"'{_short(match.written)}' could be {could_be}")
    elif key:
        facts.comment(key, f"'{_short(match.written)}' is not known here")
    else:
        facts.dropped.append(f"the tag '{_short(match.written)}' is no term of this site")


def _slug(imported: Imported, title: str, facts: Facts, taken: Taken) -> str:
    """Return a short name that nobody has: the one it had, else from its title."""
    given = imported.fact("slug") or _last_part(next(iter(imported.facts.get("addresses", ())), ""))
    slug = given if SLUG.fullmatch(given) and given != "index" else ""
    if not slug:
        slug = slugify(title)
        if len(slug) > _LONGEST_SLUG:
            slug = slug[: _LONGEST_SLUG + 1].rpartition("-")[0]
    slug = slug or str(facts.values["id"])
    councils = facts.values.get("councils")
    base = f"{slug}-{councils[0]}" if isinstance(councils, list) and councils else slug
    options = chain((slug, base), (f"{slug}-{n}" for n in count(2)))
    return next(s for s in options if s not in taken.slugs and not addresses.is_reserved(f"{addresses.STORIES}{s}/"))


def _last_part(address: str) -> str:
    path, query = _path_of(address)
    last = "" if query else path.rstrip("/").rpartition("/")[2]
    name = re.sub(r"\.(?:html?|aspx?|php)$", "", last, flags=re.IGNORECASE).lower()
    return name if "-" in name else ""


def _is_readable(address: str) -> bool:
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def _path_of(address: str) -> tuple[str, str]:
    """Return path and query of an old address, whole or as a path."""
    if not _is_readable(address):
        return "", ""
    parts = urlsplit(address)
    path = unquote(parts.path)
    return (path if path.startswith("/") else f"/{path}") if path else "/", parts.query


def _set_addresses(imported: Imported, facts: Facts, slug: str, own_host: str, taken: Taken) -> None:
    """Set the old addresses as aliases, and as a source the page on another site that told the story."""
    here = f"{addresses.STORIES}{slug}/"
    aliases: list[str] = []
    for written in imported.facts.get("addresses", ()):
        path, query = _path_of(written)
        if query:
            facts.redirects.append((f"{path}?{query}", f"/{here}"))
            facts.mapped.append(
                ("aliases", f"{_short(written)} has a part after ?, so it is in the table of redirects")
            )
        elif path and addresses.normalise(path) != here:
            _take_alias(path, aliases, facts, taken)
        host = urlsplit(written).hostname if _is_readable(written) else None
        if host and host != own_host and "date" in facts.values and "sources" not in facts.values:
            source = {"title": facts.values.get("title"), "date": facts.values["date"].isoformat(), "url": written}
            facts.set("sources", [source])
    for written in imported.facts.get("sources", ()):
        facts.comment("sources", f"'{_short(written, 400)}': give its title and date")
    if aliases:
        facts.set("aliases", aliases)


def _take_alias(path: str, aliases: list[str], facts: Facts, taken: Taken) -> None:
    address = addresses.normalise(path)
    if fault := addresses.fault_of_alias(path):
        facts.dropped.append(f"the old address {fault}")
    elif address in taken.old_addresses or address in taken.pages or addresses.is_reserved(address):
        facts.dropped.append(f"the old address '{path}' is taken on this site")
    elif address.startswith(addresses.STORIES) and address.removeprefix(addresses.STORIES).strip("/") in taken.slugs:
        facts.dropped.append(f"the old address '{path}' is that of another story")
    elif path not in aliases:
        aliases.append(path)


def written(facts: Facts, body: str) -> str:
    """Return the text of a draft's file."""
    lines = []
    for key in _in_order({*facts.values, *facts.comments}):
        if key in facts.values:
            lines.append(located_yaml.written({key: facts.values[key]}))
        lines += [f"# {key}: {_short(said, _LONGEST_COMMENT * 4)}" for said in facts.comments.get(key, ())]
    return "---\n" + "\n".join(lines) + f"\n---\n\n{body.strip(chr(10))}\n"


_ORDER = (
    "id", "title", "status", "date", "summary", *_KEYS, "partners", "started", "sources", "contact", "aliases",
)  # fmt: skip


def _in_order(keys: Iterable[str]) -> list[str]:
    return sorted(keys, key=lambda key: _ORDER.index(key) if key in _ORDER else len(_ORDER))


def _short(value: object, longest: int = _LONGEST_COMMENT) -> str:
    """Return a value of a stranger's on one line."""
    text = printable(" ".join(clean(str(value)).split()))
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
