"""What a change must keep of what readers, feeds and calendars know: addresses, ids, and pages of terms.

A piece is known by its id. Where an old piece cannot be found by it, its file and its words tell what has become of it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.content.front_matter_model import Status
from site_builder.content.story import State
from site_builder.content.suggest import closest
from site_builder.content.vocabulary import Taxonomy
from site_builder.problems import Problem, Severity, in_reading_order
from site_builder.render import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from site_builder.content.front_matter import FrontMatter
    from site_builder.content.story import Story
    from site_builder.pages.channels import Channel
    from site_builder.reports.snapshot import Snapshot

_PLAIN_IN_A_LIST = re.compile(r"/[\w./-]*")
_WITHDRAW = "status: withdrawn, and withdrawn: {date: ..., reason: ...}"


def with_promises(before: Snapshot, after: Snapshot, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems of a collection together with the promises that the change to it breaks.

    What is known of before settles what the collection alone cannot tell: which of two pieces with one id is the copy,
    and which id a piece has lost.
    """
    broken = tuple(broken_promises(before, after))
    settled = {(p.path, p.line, p.column) for p in broken if p.rule == "id-kept"}
    root = after.collection.tree.root
    originals = {
        f"{root}/{story.path}" for story in before.collection.stories if _has_id(after, story.path, story.id)
    }  # fmt: skip
    kept = (
        p for p in problems
        if not (p.rule == "id-unique" and p.path in originals) and (p.path, p.line, p.column) not in settled
    )  # fmt: skip
    return in_reading_order([*kept, *broken])


def _has_id(after: Snapshot, path: str, id_: str) -> bool:
    story = after.by_path.get(path)
    return story is not None and story.id == id_


def broken_promises(before: Snapshot, after: Snapshot) -> Iterator[Problem]:
    """Yield a problem for each promise that a change breaks."""
    for story in before.answering:
        yield from _about_piece(story, before, after)
    yield from _lost_terms(before, after)
    yield from _feed_ids(before, after)


def _about_piece(story: Story, before: Snapshot, after: Snapshot) -> Iterator[Problem]:
    now = after.by_path[story.path] if _has_id(after, story.path, story.id) else after.by_id.get(story.id)
    if now is not None:
        yield from _about_answer(story, now, after)
        return
    place = next((path for path, facts in after.unreadable.items() if facts and facts.data.get("id") == story.id), "")
    facts = after.front_matter(place)
    if facts is not None:
        yield from _about_addresses(story, place, facts, _listed_aliases(facts), after)
        return
    facts = after.front_matter(story.path)
    if facts is not None:
        yield _lost_id(story, facts, "")
    elif story.path not in after.unreadable:
        yield from _about_vanished(story, before, after)


def _about_answer(story: Story, now: Story, after: Snapshot) -> Iterator[Problem]:
    """Yield what is wrong with a piece that is still there by its id."""
    if now.path in after.public_paths:
        if _lost_addresses(story, now.path, now.meta.aliases, after) and (facts := after.front_matter(now.path)):
            yield from _about_addresses(story, now.path, facts, now.meta.aliases, after)
    elif facts := after.front_matter(now.path):
        key, said = _why_not_public(now, after)
        yield _at(facts, key, "published-kept", f"{_was(story)} and would vanish: {said}; to withdraw it: {_WITHDRAW}")


def _why_not_public(now: Story, after: Snapshot) -> tuple[str, str]:
    """Return the key that keeps a piece from its readers, and what to say of it."""
    if now.meta.status is Status.WITHDRAWN:
        return "withdrawn", "it says that it was withdrawn before it was published, so there is no notice of that"
    if now.state(after.today) is State.SCHEDULED:
        return "date", f"its date is now {words.long_date(now.day)}"
    return "status", f"its status is now '{now.meta.status}'"


def _about_addresses(
    story: Story, path: str, facts: FrontMatter, aliases: tuple[str, ...], after: Snapshot
) -> Iterator[Problem]:
    """Yield the addresses at which a piece answered and does not any more, with the line to paste."""
    lost = _lost_addresses(story, path, aliases, after)
    if not lost:
        return
    line = f"aliases: [{', '.join(_in_a_list(alias) for alias in dict.fromkeys([*aliases, *lost]))}]"
    moved = f"this was {after.collection.tree.root}/{story.path}; " if path != story.path else ""
    subject = words.listed(lost)
    said = f"{moved}readers know it as {subject}, which would lead nowhere; write {line}"
    yield _at(facts, "aliases", "address-kept", said)


def _lost_addresses(story: Story, path: str, aliases: tuple[str, ...], after: Snapshot) -> list[str]:
    """Return the addresses at which a piece answered, and which lead nowhere any more."""
    here = {_address_in(path), *map(addresses.normalise, aliases)}
    had = (f"/{story.address}", *story.meta.aliases)
    return [a for a in had if (address := addresses.normalise(a)) not in here and address not in after.answers]


def _address_in(path: str) -> str:
    """Return the address of the piece in a file, which cannot be read as one just now."""
    name = path.removesuffix("/index.md").removesuffix(".md").rpartition("/")[2]
    return f"{addresses.STORIES}{name}/"


def _listed_aliases(facts: FrontMatter) -> tuple[str, ...]:
    listed = facts.data.get("aliases")
    return tuple(alias for alias in listed if isinstance(alias, str)) if isinstance(listed, list) else ()


def _about_vanished(story: Story, before: Snapshot, after: Snapshot) -> Iterator[Problem]:
    """Yield what to say of a piece of which neither the id nor the file is there."""
    new = (now for now in after.collection.stories if now.id not in before.by_id and now.path not in before.by_path)
    now = next((now for now in new if now.title == story.title or (now.body and now.body == story.body)), None)
    root = after.collection.tree.root
    facts = after.front_matter(now.path) if now else None
    if now is not None and facts is not None:
        yield _lost_id(story, facts, f"this looks like {root}/{story.path} under another name; ")
        yield from _about_addresses(story, now.path, facts, now.meta.aliases, after)
        return
    said = f"{_was(story)} and is gone; bring the file back, or withdraw the piece: {_WITHDRAW}"
    yield Problem(f"{root}/{story.path}", 1, 1, Severity.ERROR, "published-kept", said)


def _lost_id(story: Story, facts: FrontMatter, moved: str) -> Problem:
    return _at(
        facts, "id", "id-kept",
        f"{moved}feeds and calendars know this piece by another id; write id: {story.id}, as it was",
    )  # fmt: skip


def _was(story: Story) -> str:
    if story.meta.status is Status.WITHDRAWN:
        return "this piece has a notice that it was withdrawn"
    return f"'{story.title}' was published on {words.long_date(story.day)}"


def _at(facts: FrontMatter, key: str, rule: str, message: str) -> Problem:
    return facts.source.problem(facts.offset_of((key,)), rule, message)


def _in_a_list(alias: str) -> str:
    return alias if _PLAIN_IN_A_LIST.fullmatch(alias) else json.dumps(alias, ensure_ascii=False)


# ---- Pages of terms and councils, and the ids in feeds: what is in the settings


def _lost_terms(before: Snapshot, after: Snapshot) -> Iterator[Problem]:
    """Yield the terms and places with a page that the settings do not name any more."""
    for taxonomy in Taxonomy:
        now = {addresses.of_term(term): term.name for term in after.settings.taxonomies[taxonomy]}
        known = {addresses.of_term(term): term.name for term in before.settings.taxonomies[taxonomy]}
        new = [name for address, name in now.items() if address not in known]
        for address, name in known.items():
            if address in before.channels and address not in now:
                subject = f"the {taxonomy.singular} '{name}'"
                yield _of_term(before.channels[address], subject, closest(name, new, 0.5), taxonomy, after)
    for place in before.settings.extra_places:
        address = addresses.of_council(place)
        if address in before.channels and place.slug not in after.register:
            new = [other.slug for other in after.settings.extra_places if other.slug not in before.register]
            yield _of_term(
                before.channels[address], f"the place '{place.slug}'", closest(place.slug, new), "places", after
            )


def _of_term(channel: Channel, subject: str, now: str | None, key: str, after: Snapshot) -> Problem:
    renamed = f" (now '{now}'?)" if now else ""
    said = (
        f"{subject} is gone{renamed}, and with it the page and the feeds at /{channel.address}, which "
        f"{words.stories(len(channel.stories))} filled; write it as it was"
    )
    return _in_settings(after, key, "term-kept", said)


def _feed_ids(before: Snapshot, after: Snapshot) -> Iterator[Problem]:
    """Yield that everything in the feeds would come back as unread."""
    was, now = before.site.tag_authority, after.site.tag_authority
    if was != now and before.build.public.stories:
        said = (
            f"the ids in feeds and calendars would begin with '{now}', not with '{was}', so that all stories come back "
            f'as unread; write tag_authority: "{was}" among the settings of the plugin'
        )
        key = "tag_authority" if after.settings.tag_authority else "site_url"
        yield _in_settings(after, key, "feed-ids-kept", said)


def _in_settings(after: Snapshot, key: str, rule: str, message: str) -> Problem:
    """Return a problem where the settings name a key, or at their start."""
    found = re.search(rf"^[ \t]*(?:-[ \t]+)?({key})[ \t]*:", after.configuration.text, re.MULTILINE)
    return after.configuration.problem(found.start(1) if found else 0, rule, message)
