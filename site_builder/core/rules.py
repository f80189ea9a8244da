"""The editorial rules for one piece: each is a generator of problems, and its docstring is the rule.

A rule receives a ``Case``, looks at one thing, and yields ``case.problem(...)``. ``RULES`` lists them in
the order of the front matter; whoever adds one adds it there.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from site_builder.core.addresses import PAGES_WITHOUT_SOURCE
from site_builder.core.body import Body, Link, scan
from site_builder.core.markup import ALLOWED_TAGS, LANGUAGE_TAG, LINK_SCHEMES
from site_builder.core.problems import Problem, Severity
from site_builder.core.story import Kind, State, Status, Story
from site_builder.core.suggest import Hints, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from site_builder.core.frontmatter import FrontMatter
    from site_builder.core.located_yaml import Path
    from site_builder.core.settings import Settings

MEDIA_TYPES = {
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "gif": "image/gif",
    "avif": "image/avif",
}  # fmt: skip
"""The kinds of picture that browsers and feed readers show, by the file's ending (IANA media types)."""

_OF_ANOTHER = "'{}' lies in the folder of another piece; put a copy of it beside this one"
_PATH_OF_SITE = re.compile(r"/(?:[A-Za-z0-9_.~-]+/)*[A-Za-z0-9_.~-]*")


@dataclass(frozen=True)
class Case:
    """One piece and all that its rules may look at.

    ``files`` are the paths of all files relative to the stories folder, ``stories`` all readable pieces by
    their path; ``today`` is needed only by rules about lateness. ``set_aside`` are keys with a value that
    cannot be used, which the story is read without: a rule that misses one of them says nothing.
    """

    story: Story
    front_matter: FrontMatter
    settings: Settings
    files: Mapping[str, int]
    stories: Mapping[str, Story]
    today: date
    set_aside: frozenset[str] = frozenset()

    @cached_property
    def body(self) -> Body:
        """What stands in the body."""
        return scan(self.story.body)

    @cached_property
    def page_hints(self) -> Hints:
        """Hints for links to pages."""
        return Hints([path for path in self.files if path.endswith(".md")])

    @property
    def is_ready(self) -> bool:
        """Whether the piece is meant for the public."""
        return self.story.meta.status is Status.READY

    @property
    def is_ready_story(self) -> bool:
        """Whether the piece is a story, in the narrow sense, that is meant for the public."""
        return self.is_ready and self.story.meta.kind is Kind.STORY and "kind" not in self.set_aside

    def belongs_to_another(self, path: str) -> bool:
        """Whether a file lies in a folder that is another piece's own, and goes where that piece goes."""
        owner = "/".join(path.split("/")[:2]) + "/index.md"
        return owner in self.files and owner != self.story.path

    def lacks(self, key: str) -> bool:
        """Whether a key is not there; one with an unusable value is."""
        return not getattr(self.story.meta, key) and key not in self.set_aside

    def at(self, path: Path, rule: str, message: str, severity: Severity = Severity.ERROR) -> Problem:
        """Return a problem at a value of the front matter, or at the fence where it is missing."""
        return self.front_matter.source.problem(self.front_matter.offset_of(path), rule, message, severity)

    def in_body(self, offset: int, rule: str, message: str, severity: Severity = Severity.ERROR) -> Problem:
        """Return a problem at a place of the body."""
        return self.front_matter.source.problem(self.front_matter.body_offset + offset, rule, message, severity)


Rule = Callable[[Case], Iterator[Problem]]


def ready_needs(case: Case) -> Iterator[Problem]:
    """A ready piece has a date and a theme; a ready story also a council and a source."""
    if not case.is_ready:
        return
    if case.lacks("date"):
        yield case.at(
            ("status",),
            "ready-date",
            "a ready piece needs a 'date', the day of publication, as in 2026-11-16",
        )
    if case.lacks("themes"):
        yield case.at(("status",), "ready-theme", "a ready piece needs at least one theme")
    if case.is_ready_story and case.lacks("councils"):
        yield case.at(("status",), "ready-council", "a ready story needs at least one council")
    if case.is_ready_story and case.lacks("sources"):
        yield case.at(("status",), "ready-source", "a ready story needs at least one source, a title with its date")


def summary_needed(case: Case) -> Iterator[Problem]:
    """Everything but an idea has a summary."""
    may_go_without = case.story.meta.status is Status.IDEA or "status" in case.set_aside
    if case.lacks("summary") and not may_go_without:
        yield case.at(
            ("status",),
            "summary",
            "a 'summary' of 40 to 300 characters is missing; only an idea may go without",
        )


def signpost_needs_link(case: Case) -> Iterator[Problem]:
    """A signpost has a link to the place where the story is told."""
    if case.story.meta.kind is Kind.SIGNPOST and case.lacks("link"):
        yield case.at(("kind",), "signpost-link", "a signpost needs a 'link' to the page that tells the story")


def withdrawn_needs_reason(case: Case) -> Iterator[Problem]:
    """The status 'withdrawn' and the key 'withdrawn' go together."""
    meta = case.story.meta
    if "status" in case.set_aside:
        return
    if meta.status is Status.WITHDRAWN and case.lacks("withdrawn"):
        yield case.at(("status",), "withdrawn", "a withdrawn piece needs 'withdrawn' with a date and a reason")
    if meta.status is not Status.WITHDRAWN and meta.withdrawn is not None:
        yield case.at(("withdrawn",), "withdrawn", f"'withdrawn' needs the status 'withdrawn', found '{meta.status}'")


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


def artefacts_lead_somewhere(case: Case) -> Iterator[Problem]:
    """An artefact has either a web address or a file beside the story."""
    for n, artefact in enumerate(case.story.meta.artefacts):
        if (artefact.url is None) == (artefact.file is None):
            found = "neither" if artefact.url is None else "both"
            yield case.at(("artefacts", n), "artefact", f"an artefact needs either 'url' or 'file', found {found}")
        if artefact.file is not None:
            yield from _file_exists(case, ("artefacts", n, "file"), artefact.file)


def image_is_there(case: Case) -> Iterator[Problem]:
    """The image is a picture of a kind that browsers show and lies beside the story."""
    image = case.story.meta.image
    if image is None:
        return
    yield from _file_exists(case, ("image", "file"), image.file)
    if image.file.rpartition(".")[2].lower() not in MEDIA_TYPES:
        allowed = ", ".join(MEDIA_TYPES)
        yield case.at(
            ("image", "file"),
            "image-type",
            f"'{image.file}' is not a picture for the web; use one of: {allowed}",
        )


def _file_exists(case: Case, path: Path, name: str) -> Iterator[Problem]:
    wanted = posixpath.normpath(case.story.folder + name)
    if case.belongs_to_another(wanted):
        yield case.at(path, "file-outside", _OF_ANOTHER.format(name))
    elif wanted.endswith(".md"):
        yield case.at(path, "file-missing", f"'{name}' is a page and not a file; link to it in the text instead")
    elif wanted not in case.files:
        beside = [f.removeprefix(case.story.folder) for f in case.files if f.startswith(case.story.folder)]
        hint = did_you_mean(name, [f for f in beside if not f.endswith(".md") and "/" not in f])
        yield case.at(path, "file-missing", f"there is no file '{name}' beside the story{hint}")


def updates_follow_publication(case: Case) -> Iterator[Problem]:
    """An update is announced on or after the day of publication."""
    meta = case.story.meta
    for n, update in enumerate(meta.updated):
        if meta.date is not None and update.date < meta.date:
            yield case.at(
                ("updated", n, "date"),
                "updated-date",
                f"{update.date} lies before the date of publication {meta.date}",
            )


def aliases_are_paths(case: Case) -> Iterator[Problem]:
    """An alias is a path of this site: it starts with a slash and holds nothing that a file name cannot."""
    for n, alias in enumerate(case.story.meta.aliases):
        has_dots_for_folders = ".." in alias or "." in alias.split("/")
        if not _PATH_OF_SITE.fullmatch(alias) or has_dots_for_folders or alias == "/":
            yield case.at(
                ("aliases", n),
                "alias-form",
                f"'{alias}' is not an old address of this site; write its path, as in /old-page/",
            )


def not_overdue(case: Case) -> Iterator[Problem]:
    """A planned piece whose day is past is overdue."""
    day = case.story.meta.date
    is_planned = case.story.state(case.today) is State.PLANNED and "status" not in case.set_aside
    if day is not None and day < case.today and is_planned:
        yield case.at(
            ("date",), "overdue",
            f"planned for {day}, which is past, and still '{case.story.meta.status}'; "
            "finish it or move its date", Severity.WARNING,
        )  # fmt: skip


def not_due_for_review(case: Case) -> Iterator[Problem]:
    """Past its ``review_by`` day a piece needs somebody to check that it is still true."""
    if case.story.review_is_due(case.today) and case.story.state(case.today) is State.PUBLISHED:
        yield case.at(
            ("review_by",), "review-due",
            f"was to be reviewed by {case.story.meta.review_by}; "
            "check that it is still true and set a new day", Severity.WARNING,
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
        elif link.is_image and (link.scheme or link.target.startswith("//")):
            yield problem(
                link.offset, "image-elsewhere",
                f"the picture '{link.target}' lies on another site, which would learn of every reader; "
                "put a copy beside the text, if its licence allows that, and name the file",
            )  # fmt: skip


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
            yield from _link_to_page(case, link, posixpath.normpath(case.story.folder + target))
        else:
            yield from _link_to_file(case, link, target)


def _link_to_page(case: Case, link: Link, path: str) -> Iterator[Problem]:
    if path in PAGES_WITHOUT_SOURCE:
        return
    if path not in case.files:
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
    if ".." in target.split("/"):
        yield case.in_body(
            link.offset,
            "file-outside",
            f"'{target}' leads out of the story's folder; put the file beside the story",
        )
    elif case.belongs_to_another(posixpath.normpath(case.story.folder + target)):
        yield case.in_body(link.offset, "file-outside", _OF_ANOTHER.format(target))
    elif posixpath.normpath(case.story.folder + target) not in case.files:
        hint = "; for a web address write https:// before it" if target.startswith("www.") else ""
        yield case.in_body(link.offset, "file-missing", f"there is no file '{target}' beside the story{hint}")


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


RULES: tuple[Rule, ...] = (
    ready_needs,
    summary_needed,
    signpost_needs_link,
    withdrawn_needs_reason,
    how_is_told,
    nothing_is_a_comment,
    body_has_text,
    title_is_the_only_h1,
    artefacts_lead_somewhere,
    image_is_there,
    updates_follow_publication,
    aliases_are_paths,
    not_overdue,
    not_due_for_review,
    html_is_harmless,
    languages_have_tags,
    links_lead_somewhere,
    images_are_described,
)


def check_story(case: Case) -> Iterator[Problem]:
    """Yield the problems that all rules find in one piece."""
    for rule in RULES:
        yield from rule(case)
