"""The editorial rules for the text of a piece; those for its front matter, and what a rule is: ``rules``."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from site_builder.addresses import PAGES_WITHOUT_SOURCE
from site_builder.content import assets, media
from site_builder.content.characters import not_allowed_as
from site_builder.content.markup import ALLOWED_TAGS, LANGUAGE_TAG, LINK_SCHEMES
from site_builder.content.story import Kind, Status
from site_builder.content.web_address import misleading
from site_builder.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from site_builder.content.body import Body, Link
    from site_builder.rules.case import Case, Rule

_MARKDOWN_ESCAPE = re.compile(r"\\([_*()\[\]~#.!+&-])")
"""A backslash before a sign that Markdown would read, which is no part of the address."""


def how_is_told(case: Case) -> Iterator[Problem]:
    """A ready story has a level-2 section whose heading holds the word 'how' (setting ``how_section``)."""
    words = case.settings.how_section
    if not (case.is_ready_story and words):
        return
    telling = [heading for heading in case.body.headings if case.settings.tells_how(heading.text)]
    if not any(heading.level == 2 for heading in telling):  # noqa: PLR2004
        word = words[0]
        near = next(iter(telling), None)
        if near is not None:
            remedy = f"your heading '{near.text}' needs exactly two #"
        else:
            remedy = f"add a section whose heading holds the word '{word}', as in '## {word.capitalize()} it works'"
        yield case.at(("status",), "how-section", f"a ready story tells how it was done: {remedy}")


def nothing_is_a_comment(case: Case) -> Iterator[Problem]:
    """A title or summary without quotes ends where YAML takes a # for the start of a comment (YAML 1.2, 6.6)."""
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
    """A ready piece has a text; a signpost's summary is enough."""
    may_go_without = case.story.meta.kind is Kind.SIGNPOST or "kind" in case.set_aside
    if case.is_ready and case.body.is_empty and not may_go_without:
        yield case.at(("status",), "body-empty", "the piece is ready but has no text", Severity.WARNING)


def title_is_the_only_h1(case: Case) -> Iterator[Problem]:
    """The title is the page's only level-1 heading (WCAG 2.2, 1.3.1)."""
    for heading in case.body.headings:
        if heading.level == 1:
            yield case.in_body(
                heading.offset, "heading-level",
                "the title is the page's main heading; start headings in the text with ##", Severity.WARNING,
            )  # fmt: skip


def html_is_harmless(case: Case) -> Iterator[Problem]:
    """The body holds no script, event handler, frame, form or other HTML that the sanitiser removes."""
    yield from unsafe_html(case.body, case.in_body)


def unsafe_html(body: Body, problem: Callable[[int, str, str], Problem]) -> Iterator[Problem]:
    """Yield problems for everything in a body that the sanitiser would remove, or a browser refuse to load."""
    for tag in body.tags:
        if tag.name and tag.name not in ALLOWED_TAGS:
            yield problem(
                tag.offset, "unsafe-html", f"the HTML tag <{tag.name}> is not allowed; write Markdown instead"
            )
        for name in tag.attributes:
            if re.fullmatch(r"on[a-z]+", name):
                yield problem(tag.offset, "unsafe-html", f"the event handler '{name}' is not allowed; remove it")
            elif name == "style":
                yield problem(tag.offset, "unsafe-html", "the attribute 'style' is not allowed; remove it")
    for link in body.links:
        if link.scheme and link.scheme not in LINK_SCHEMES:
            yield problem(
                link.offset, "unsafe-link",
                f"links of the kind '{link.scheme}:' are not allowed; "
                f"use one of: {', '.join(sorted(LINK_SCHEMES))}",
            )  # fmt: skip
        elif reason := misleading(_MARKDOWN_ESCAPE.sub(r"\1", html.unescape(link.target))):
            yield problem(link.offset, "unsafe-link", reason)
        elif link.is_image and (link.scheme or link.target.startswith("//")):
            yield problem(
                link.offset, "image-elsewhere",
                f"the picture '{link.target}' lies on another site, which would learn of every reader; "
                "put a copy beside the text, if its licence allows that, and name the file",
            )  # fmt: skip


def characters_can_be_seen(case: Case) -> Iterator[Problem]:
    """The text holds no reference of HTML to a character that nobody sees, as in ``&shy;``."""
    yield from hidden_characters(case.body, case.in_body)


def hidden_characters(body: Body, problem: Callable[[int, str, str], Problem]) -> Iterator[Problem]:
    """Yield problems for the invisible characters that are written as in ``&shy;``."""
    for hidden in body.hidden:
        yield problem(hidden.offset, "file-characters", not_allowed_as(hidden.written, hidden.name))


def languages_have_tags(case: Case) -> Iterator[Problem]:
    """Words in another language are marked with its tag (BCP 47), which the sanitiser keeps."""
    for tag in case.body.tags:
        if tag.lang is not None and not LANGUAGE_TAG.fullmatch(tag.lang):
            yield case.in_body(
                tag.offset, "language-tag",
                f"'{tag.lang}' is not the tag of a language; write cy for Welsh, gd for Scottish Gaelic, "
                "as in *bore da*{ lang=cy }",
            )  # fmt: skip


def links_lead_somewhere(case: Case) -> Iterator[Problem]:
    """A link to this site leads to a file that is there, and not to a piece that is published later."""
    for link in case.body.links:
        target = unquote(re.split(r"[?#]", link.target, maxsplit=1)[0])
        if link.scheme or not target or link.target.startswith("//"):
            continue
        if target.startswith("/"):
            yield case.in_body(
                link.offset, "link-relative",
                f"'{link.target}' breaks when the site moves to another folder; link to the file instead, "
                "as in ../2026/short-name.md", Severity.WARNING,
            )  # fmt: skip
        elif target.endswith(".md"):
            yield from _link_to_page(case, link, assets.source_of(case.story.folder, target))
        else:
            yield from _link_to_file(case, link, target)


def _link_to_page(case: Case, link: Link, path: str) -> Iterator[Problem]:
    if path in PAGES_WITHOUT_SOURCE:
        return
    if path not in case.tree.sizes:
        hint = case.page_hints.for_(path)
        yield case.in_body(link.offset, "link-target", f"there is no page '{path}' to link to{hint}")
        return
    other = case.stories.get(path)
    if other is None or other.keeps_notice() or not case.is_ready or case.story.meta.date is None:
        return
    if other.meta.status is not Status.READY:
        yield case.in_body(
            link.offset,
            "link-unpublished",
            f"'{path}' is not ready, so that readers could not follow this link",
        )
    elif other.meta.date is not None and other.meta.date > case.story.meta.date:
        yield case.in_body(
            link.offset, "link-unpublished",
            f"'{path}' is published on {other.meta.date}, after this piece; "
            "readers could not follow the link until then",
        )  # fmt: skip


def _link_to_file(case: Case, link: Link, target: str) -> Iterator[Problem]:
    endings = media.PICTURES if link.is_image else media.MEDIA_TYPES.keys()
    if fault := case.file_fault(target, endings):
        yield case.in_body(link.offset, fault.rule, fault.message)


def images_are_described(case: Case) -> Iterator[Problem]:
    """A picture in the text says what it shows (WCAG 2.2, 1.1.1)."""
    for link in case.body.links:
        if link.is_image and not link.alt:
            yield case.in_body(
                link.offset,
                "image-alt",
                "say between the square brackets what the picture shows",
                Severity.WARNING,
            )


TEXT_RULES: tuple[Rule, ...] = (
    how_is_told,
    nothing_is_a_comment,
    body_has_text,
    title_is_the_only_h1,
    html_is_harmless,
    characters_can_be_seen,
    languages_have_tags,
    links_lead_somewhere,
    images_are_described,
)
