"""The rules for the text of a piece or a page, which look at its ``Outline``; what a rule is: ``case``."""

from __future__ import annotations

import posixpath
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from site_builder.addresses import is_reserved, of_page
from site_builder.content import media
from site_builder.content.characters import not_allowed_as, referenced
from site_builder.content.destinations import LINK_SCHEMES, Destination, Leads
from site_builder.content.front_matter_model import Kind, Status
from site_builder.content.web_address import misleading
from site_builder.problems import Problem, Severity
from site_builder.rules.case import outside
from site_builder.rules.foreign_syntax import nothing_is_foreign
from site_builder.rules.unfit_html import picture_elsewhere, refused_html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.content.outline import Outline, Reference
    from site_builder.rules.case import Case, Rule, TextCase, TextRule

_SECTION = 2
_BOUNDS = {
    "nesting": "lists, quotations or tags are inside one another more than forty deep here; make it simpler",
    "table-size": "the tables of this text have more than 20,000 cells; put the figures into a CSV file beside the "
    "text, and link to it",
    "footnote-references": "the text refers to one footnote more than 100 times; say it in the text instead",
}
_ENDING_OF_A_PAGE = re.compile(r"\.(?:aspx?|html?|markdown|md|php)$", re.IGNORECASE)
_GAP = re.compile(r"\[Fill in:(?P<what>[^\[\]]{1,200})\](?![(\[])")
_MISSING_NOTE = re.compile(r"\[\^[^\]\s]+\](?!:)")


def how_is_told(case: Case) -> Iterator[Problem]:
    """A ready story has a level-2 section whose heading has the word 'how' (setting ``how_section``)."""
    words = case.settings.how_section
    if not (case.is_ready_story and words) or _is_beyond_bounds(case.story.outline):
        return
    telling = [section for section in case.story.outline.sections if case.settings.tells_how(section.words)]
    if not any(section.level == _SECTION for section in telling):
        word = words[0]
        near = next(iter(telling), None)
        if near is not None:
            remedy = f"your heading '{near.words}' needs exactly two #"
        else:
            remedy = f"add a section whose heading has the word '{word}', as in '## {word.capitalize()} it works'"
        yield case.at(("status",), "how-section", f"a ready story says how it was done: {remedy}")


def _is_beyond_bounds(outline: Outline) -> bool:
    """Whether a text is too deep or too large to be read, so that nothing is known of it."""
    return any(flaw.rule in _BOUNDS for flaw in outline.flaws)


def nothing_is_a_comment(case: Case) -> Iterator[Problem]:
    """A title or summary with a # is in quotes, because YAML reads a # as a comment (YAML 1.2, 6.6)."""
    for key in ("title", "summary"):
        written = case.front_matter.spelling((key,))
        if not written:
            continue
        start = case.front_matter.offset_of((key,))
        comment = re.compile(r"[ \t]+#").match(case.front_matter.source.text, start + len(written))
        if comment and case.front_matter.source.text.startswith(written, start):
            yield case.at(
                (key,), "comment",
                f"everything after # is a comment and does not belong to '{key}'; put the whole text in quotes",
                Severity.WARNING,
            )  # fmt: skip


def body_has_text(case: Case) -> Iterator[Problem]:
    """A ready piece has a text, unless it is a signpost."""
    may_go_without = case.story.meta.kind is Kind.SIGNPOST or "kind" in case.set_aside
    outline = case.story.outline
    if case.is_ready and not (outline.has_words or outline.flaws or may_go_without):
        yield case.at(("status",), "body-empty", "the piece is ready but has no text", Severity.WARNING)


def text_is_in_order(case: Case) -> Iterator[Problem]:
    """The text of a piece keeps to what every text keeps to."""
    yield from check_text(case.text)


def check_text(text: TextCase) -> Iterator[Problem]:
    """Yield everything that is wrong with the text of a piece or a page."""
    for rule in TEXT_RULES:
        yield from rule(text)


def has_bounds(text: TextCase) -> Iterator[Problem]:
    """A text is small and flat enough to be shown in time and space in proportion to it."""
    for flaw in text.outline.flaws:
        if said := _BOUNDS.get(flaw.rule):
            yield text.problem(flaw.start, flaw.rule, said)


def html_is_allowed(text: TextCase) -> Iterator[Problem]:
    """The text has no HTML but br, sub, sup, kbd, abbr, span lang, em, i, cite, details and summary."""
    for flaw in text.outline.flaws:
        if flaw.rule in {"unsafe-html", "html-unclosed", "html-unopened"}:
            offset, rule, said = refused_html(flaw)
            yield text.problem(offset, rule, said)
    for match in re.finditer(r"</?((?:[movwx]|st)\d?:[A-Za-z]+)[^<>]*>", text.prose):
        if match[0].startswith("</") or _is_words(text, match.start()):
            continue
        yield text.problem(match.start(1), "unsafe-html", f"<{match[1]}> is HTML from Word; delete it")


def _is_words(text: TextCase, offset: int) -> bool:
    """Whether a flaw has told already of a tag at a place."""
    return any(flaw.start == offset for flaw in text.outline.flaws)


def headings_have_an_order(text: TextCase) -> Iterator[Problem]:
    """Headings start at level 2, have words and leave no level out (WCAG 2.2, 1.3.1): the title is level 1."""
    for section in text.outline.sections:
        if section.level == 1:
            said = "the title is the page's main heading; start headings in the text with ##"
            yield text.problem(section.start, "heading-level", said, Severity.WARNING)
        if not section.words:
            said = "this heading has no words; write some, or delete the line"
            yield text.problem(section.start, "heading-empty", said, Severity.WARNING)
    levels = [(_SECTION - 1, 0), *((section.level, section.start) for section in text.outline.sections)]
    for (before, _), (level, start) in pairwise(levels):
        if level > max(before, _SECTION - 1) + 1:
            said = (
                f"after level {before} comes level {before + 1}, so write {'#' * (before + 1)} here, not {'#' * level}"
            )
            yield text.problem(start, "heading-skipped", said, Severity.WARNING)


def links_are_what_they_seem(text: TextCase) -> Iterator[Problem]:
    """A link has words, an address and a kind of address that is allowed, and leads where it seems to."""
    for found in text.outline.references:
        scheme = found.to.scheme
        if scheme and scheme not in LINK_SCHEMES:
            kinds = ", ".join(sorted(LINK_SCHEMES))
            said = f"links of the kind '{scheme}:' are not allowed; use one of: {kinds}"
            yield text.problem(found.target_start, "unsafe-link", said)
        elif reason := misleading(found.target):
            yield text.problem(found.target_start, "unsafe-link", reason)
        elif not (found.is_picture or found.words):
            said = "this link has no words between [ and ], so nobody can see it; write what it leads to"
            yield text.problem(found.start, "link-hollow", said, Severity.WARNING)


def pictures_lie_beside(text: TextCase) -> Iterator[Problem]:
    """A picture is beside the text and says what it shows (WCAG 2.2, 1.1.1)."""
    for image in text.outline.pictures:
        to = image.to
        if to.leads is Leads.ELSEWHERE:
            yield text.problem(image.target_start, "image-elsewhere", picture_elsewhere(image.target))
        elif to.leads is not Leads.FILE:
            name = to.path.rpartition("/")[2] or image.target
            said = f"there is no picture '{image.target}' beside the text; put it there, and write only its name"
            yield text.problem(image.target_start, "file-missing", f"{said}{f', as in {name}' if to.path else ''}")
        elif fault := text.file_fault(to.path, media.PICTURES, in_link=True):
            yield text.problem(image.target_start, fault.rule, fault.message)
        if not image.words:
            said = "say between the square brackets what the picture shows"
            yield text.problem(image.start, "image-alt", said, Severity.WARNING)


def links_lead_somewhere(text: TextCase) -> Iterator[Problem]:
    """A link within the site leads to a text, section or file that is there when readers see it."""
    for link in text.outline.links:
        to = link.to
        if to.leads is Leads.NOWHERE:
            said = "this link has no address between ( and ); write one, or remove the brackets"
            yield text.problem(link.start, "link-hollow", said, Severity.WARNING)
        elif to.leads is Leads.HERE:
            yield from _section(text, link, text.path)
        elif to.leads is Leads.ROOT:
            yield from _link_from_root(text, link)
        elif to.leads is Leads.PAGE:
            yield from _link_to_page(text, link)
        elif to.leads is Leads.FILE:
            yield from _link_to_file(text, link)


def _section(text: TextCase, link: Reference, path: str) -> Iterator[Problem]:
    outline, anchor = text.outlines.get(path), link.to.anchor
    if not anchor or outline is None or anchor in outline.anchors:
        return
    where = "this text" if path == text.path else f"'{path}'"
    hint = text.section_hints.for_(f"{path}#{anchor}")
    yield text.problem(link.target_start, "link-anchor", f"there is no section '#{anchor}' in {where}{hint}")


def _link_from_root(text: TextCase, link: Reference) -> Iterator[Problem]:
    source = _source_of(text, link.to)
    address = posixpath.normpath(link.to.path).strip("/")
    instead = f"link to the file instead, as in {_relative(text, source, link.to)}" if source else ""
    if source and address == _address_of(text, source).strip("/"):
        said = f"'{link.target}' does not work on GitHub; {instead}"
        yield text.problem(link.target_start, "link-relative", said, Severity.WARNING)
        yield from _link_to_text(text, link, source)
    elif is_reserved(address) or is_reserved(f"{address}/"):
        said = f"'{link.target}' does not work on GitHub; write the full address of this site before it"
        yield text.problem(link.target_start, "link-relative", said, Severity.WARNING)
    else:
        way_out = instead or "link to a file, as in ../2026/short-name.md"
        said = f"there is no page '{link.target}' on this site; {way_out}"
        yield text.problem(link.target_start, "link-target", said)


def _link_to_page(text: TextCase, link: Reference) -> Iterator[Problem]:
    path = link.to.source(text.folder)
    if path in text.made or path in text.tree.sizes:
        yield from _link_to_text(text, link, path)
    else:
        hint = text.page_hints.for_(posixpath.relpath(path, text.folder or "."))
        yield text.problem(link.target_start, "link-target", f"there is no page '{path}' to link to{hint}")


def _link_to_text(text: TextCase, link: Reference, path: str) -> Iterator[Problem]:
    """Yield what keeps readers from following a link to a text that is there."""
    other = text.stories.get(path)
    if link.to.anchor and (path in text.made or (other is not None and other.keeps_notice())):
        said = f"'{path}' has no section to link to; leave out #{link.to.anchor}"
        yield text.problem(link.target_start, "link-anchor", said)
    elif other is None or other.keeps_notice() or text.shown_on is None:
        yield from _section(text, link, path)
    elif other.meta.status is not Status.READY:
        said = f"'{path}' is not ready, so readers could not follow this link"
        yield text.problem(link.target_start, "link-unpublished", said)
    elif other.meta.date is not None and other.meta.date > text.shown_on:
        day = other.meta.date
        said = f"'{path}' is published on {day}, after this text; readers could not follow the link until then"
        yield text.problem(link.target_start, "link-unpublished", said)
    else:
        yield from _section(text, link, path)


def _link_to_file(text: TextCase, link: Reference) -> Iterator[Problem]:
    fault = text.file_fault(link.to.path, in_link=True)
    if fault is None:
        return
    is_somewhere = not outside(link.to.path) and fault.rule in {"file-missing", "file-outside"}
    source = _source_of(text, link.to) if is_somewhere else ""
    if source:
        instead = _relative(text, source, link.to)
        message = f"'{link.target}' is an address, which only works on the site; link to the file: {instead}"
        yield text.problem(link.target_start, "link-target", message)
    else:
        yield text.problem(link.target_start, fault.rule, fault.message)


def _source_of(text: TextCase, to: Destination) -> str:
    """Return the source of the page that an address names, or nothing where there is none."""
    address = _ENDING_OF_A_PAGE.sub("", posixpath.normpath(to.path).strip("/"))
    if not address:
        return "index.md" if "index.md" in text.outlines else ""
    if f"{address}/index.md" in text.made:
        return f"{address}/index.md"
    slug = address.rpartition("/")[2]
    found = [path for path, story in text.stories.items() if story.slug == slug]
    return next(iter([*found, *(path for path in text.outlines if path == f"pages/{slug}.md")]), "")


def _address_of(text: TextCase, source: str) -> str:
    """Return the address of the page that is made of a source."""
    story = text.stories.get(source)
    if source in text.made:
        return source.removesuffix("index.md")
    return of_page(source) if story is None else story.address


def _relative(text: TextCase, source: str, to: Destination) -> str:
    return posixpath.relpath(source, text.folder or ".") + (f"#{to.anchor}" if to.anchor else "")


def footnotes_belong(text: TextCase) -> Iterator[Problem]:
    """Every footnote has a place that refers to it, and every reference a footnote."""
    for flaw in text.outline.flaws:
        if flaw.rule == "footnote-unused":
            said = f"nothing refers to the footnote, so nobody would see it; write [^{flaw.words}] where it belongs"
            yield text.problem(flaw.start, "footnote-unused", said, Severity.WARNING)
        elif flaw.rule == "footnote-repeated":
            said = f"there is a footnote [^{flaw.words}] already, so nobody would see this one; give it another name"
            yield text.problem(flaw.start, "footnote-repeated", said, Severity.WARNING)
    if _is_beyond_bounds(text.outline):
        return
    source = text.prose
    known = set(text.outline.notes)
    for match in _MISSING_NOTE.finditer(source):
        if match.start() not in known and source[match.start() - 1 : match.start()] != "\\":
            said = f"there is no footnote for {match[0]}; write it on a line of its own, as in {match[0]}: the note"
            yield text.problem(match.start(), "footnote-missing", said, Severity.WARNING)


def characters_can_be_seen(text: TextCase) -> Iterator[Problem]:
    """The text has no reference of HTML to a character that nobody sees, as in ``&shy;``."""
    for offset, written, name in referenced(text.prose):
        yield text.problem(offset, "file-characters", not_allowed_as(written, name))


def skeleton_is_gone(text: TextCase) -> Iterator[Problem]:
    """A text that readers see has no comment for editors, such as the questions of a new story."""
    if text.shown_on is None:
        return
    for place in text.outline.comments:
        said = "this comment is for editors, and nobody sees it on the page; delete it when its question is answered"
        yield text.problem(place, "comment-left", said, Severity.WARNING)


def gaps_are_filled(text: TextCase) -> Iterator[Problem]:
    """A text that readers see has no gap left, such as '[Fill in: the name of the team]'."""
    if text.shown_on is None:
        return
    for gap in _GAP.finditer(text.prose):
        said = f"readers see this gap; put your own words in its place: {' '.join(gap['what'].split())}"
        yield text.problem(gap.start(), "fill-in", said, Severity.WARNING)


TEXT_RULES: tuple[TextRule, ...] = (
    has_bounds,
    html_is_allowed,
    characters_can_be_seen,
    headings_have_an_order,
    links_are_what_they_seem,
    links_lead_somewhere,
    pictures_lie_beside,
    nothing_is_foreign,
    footnotes_belong,
    skeleton_is_gone,
    gaps_are_filled,
)
"""What every text keeps to."""

PIECE_TEXT_RULES: tuple[Rule, ...] = (how_is_told, nothing_is_a_comment, body_has_text, text_is_in_order)
"""What the text of a piece keeps to."""
