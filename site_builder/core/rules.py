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
from site_builder.core.markup import ALLOWED_TAGS, LINK_SCHEMES
from site_builder.core.problems import Problem, Severity
from site_builder.core.story import Kind, State, Status, Story
from site_builder.core.suggest import did_you_mean

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


@dataclass(frozen=True)
class Case:
    """One piece and all that its rules may look at.

    ``files`` are the paths of all files relative to the stories folder, ``stories`` all readable pieces by
    their path; ``today`` is needed only by rules about lateness.
    """

    story: Story
    front_matter: FrontMatter
    settings: Settings
    files: Mapping[str, int]
    stories: Mapping[str, Story]
    today: date

    @cached_property
    def body(self) -> Body:
        """What stands in the body."""
        return scan(self.story.body)

    @property
    def is_ready(self) -> bool:
        """Whether the piece is meant for the public."""
        return self.story.meta.status is Status.READY

    def at(self, path: Path, rule: str, message: str, severity: Severity = Severity.ERROR) -> Problem:
        """Return a problem at a value of the front matter, or at the fence where it is missing."""
        return self.front_matter.source.problem(self.front_matter.offset_of(path), rule, message, severity)

    def in_body(self, offset: int, rule: str, message: str, severity: Severity = Severity.ERROR) -> Problem:
        """Return a problem at a place of the body."""
        return self.front_matter.source.problem(
            self.front_matter.body_offset + offset, rule, message, severity
        )


Rule = Callable[[Case], Iterator[Problem]]


def ready_needs(case: Case) -> Iterator[Problem]:
    """A ready piece has a date and a theme; a ready story also a council and a source."""
    if not case.is_ready:
        return
    meta = case.story.meta
    if meta.date is None:
        yield case.at(
            ("status",),
            "ready-date",
            "a ready piece needs a 'date', the day of publication, as in 2026-11-16",
        )
    if not meta.themes:
        yield case.at(("status",), "ready-theme", "a ready piece needs at least one theme")
    if meta.kind is Kind.STORY and not meta.councils:
        yield case.at(("status",), "ready-council", "a ready story needs at least one council")
    if meta.kind is Kind.STORY and not meta.sources:
        yield case.at(
            ("status",), "ready-source", "a ready story needs at least one source, a title with its date"
        )


def summary_needed(case: Case) -> Iterator[Problem]:
    """Everything but an idea has a summary."""
    if case.story.meta.summary is None and case.story.meta.status is not Status.IDEA:
        yield case.at(
            ("status",),
            "summary",
            "a 'summary' of 40 to 300 characters is missing; only an idea may go without",
        )


def signpost_needs_link(case: Case) -> Iterator[Problem]:
    """A signpost has a link to the place where the story is told."""
    if case.story.meta.kind is Kind.SIGNPOST and case.story.meta.link is None:
        yield case.at(
            ("kind",), "signpost-link", "a signpost needs a 'link' to the page that tells the story"
        )


def withdrawn_needs_reason(case: Case) -> Iterator[Problem]:
    """The status 'withdrawn' and the key 'withdrawn' go together."""
    meta = case.story.meta
    if meta.status is Status.WITHDRAWN and meta.withdrawn is None:
        yield case.at(
            ("status",), "withdrawn", "a withdrawn piece needs 'withdrawn' with a date and a reason"
        )
    if meta.status is not Status.WITHDRAWN and meta.withdrawn is not None:
        yield case.at(
            ("withdrawn",), "withdrawn", f"'withdrawn' needs the status 'withdrawn', found '{meta.status}'"
        )


def how_is_told(case: Case) -> Iterator[Problem]:
    """A ready story has a level-2 section whose heading holds the word 'how' (setting ``how_section``)."""
    words = case.settings.how_section
    if not (case.is_ready and case.story.meta.kind is Kind.STORY and words):
        return
    wanted = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in words)})(?!\w)", re.IGNORECASE)
    if not any(heading.level == 2 and wanted.search(heading.text) for heading in case.body.headings):  # noqa: PLR2004
        word = words[0]
        yield case.at(
            ("status",), "how-section",
            f"a ready story tells how it was done: add a section whose heading holds the word '{word}', "
            f"as in '## {word.capitalize()} it works'",
        )  # fmt: skip


def body_has_text(case: Case) -> Iterator[Problem]:
    """A ready piece has a text; a signpost's summary is enough."""
    if case.is_ready and case.body.is_empty and case.story.meta.kind is not Kind.SIGNPOST:
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
            yield case.at(
                ("artefacts", n), "artefact", f"an artefact needs either 'url' or 'file', found {found}"
            )
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
    if wanted not in case.files:
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
        if (
            not re.fullmatch(r"/(?:[A-Za-z0-9_.~-]+/)*[A-Za-z0-9_.~-]*", alias)
            or ".." in alias
            or alias == "/"
        ):
            yield case.at(
                ("aliases", n),
                "alias-form",
                f"'{alias}' is not an old address of this site; write its path, as in /old-page/",
            )


def not_overdue(case: Case) -> Iterator[Problem]:
    """A planned piece whose day is past is overdue."""
    day = case.story.meta.date
    if day is not None and day < case.today and case.story.state(case.today) is State.PLANNED:
        yield case.at(
            ("date",), "overdue",
            f"planned for {day}, which is past, and still '{case.story.meta.status}'; finish it or move its date",
            Severity.WARNING,
        )  # fmt: skip


def not_due_for_review(case: Case) -> Iterator[Problem]:
    """Past its ``review_by`` day a piece needs somebody to check that it is still true."""
    if case.story.review_is_due(case.today) and case.story.state(case.today) is State.PUBLISHED:
        yield case.at(
            ("review_by",), "review-due",
            f"was to be reviewed by {case.story.meta.review_by}; check that it is still true and set a new day",
            Severity.WARNING,
        )  # fmt: skip


def html_is_harmless(case: Case) -> Iterator[Problem]:
    """The body holds no script, event handler, frame, form or other HTML that the sanitiser removes."""
    yield from unsafe_html(case.body, case.in_body)


def unsafe_html(body: Body, problem: Callable[[int, str, str], Problem]) -> Iterator[Problem]:
    """Yield problems for everything in a body that the sanitiser would remove."""
    for tag in body.tags:
        if tag.name and tag.name not in ALLOWED_TAGS:
            yield problem(
                tag.offset, "unsafe-html", f"the HTML tag <{tag.name}> is not allowed; write Markdown instead"
            )
        for name in tag.attributes:
            if re.fullmatch(r"on[a-z]+", name):
                yield problem(
                    tag.offset, "unsafe-html", f"the event handler '{name}' is not allowed; remove it"
                )
            elif name == "style":
                yield problem(tag.offset, "unsafe-html", "the attribute 'style' is not allowed; remove it")
    for link in body.links:
        if link.scheme and link.scheme not in LINK_SCHEMES:
            yield problem(
                link.offset, "unsafe-link",
                f"links of the kind '{link.scheme}:' are not allowed; use one of: {', '.join(sorted(LINK_SCHEMES))}",
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
        hint = did_you_mean(path, [p for p in case.files if p.endswith(".md")]) if len(path) < 200 else ""  # noqa: PLR2004
        yield case.in_body(link.offset, "link-target", f"there is no page '{path}' to link to{hint}")
        return
    other = case.stories.get(path)
    if (
        other is None
        or not case.is_ready
        or case.story.meta.date is None
        or other.meta.status is Status.WITHDRAWN
    ):
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
            f"'{path}' is published on {other.meta.date}, after this piece; readers could not follow the link until then",
        )  # fmt: skip


def _link_to_file(case: Case, link: Link, target: str) -> Iterator[Problem]:
    if ".." in target.split("/"):
        yield case.in_body(
            link.offset,
            "file-outside",
            f"'{target}' leads out of the story's folder; put the file beside the story",
        )
    elif posixpath.normpath(case.story.folder + target) not in case.files:
        yield case.in_body(link.offset, "file-missing", f"there is no file '{target}' beside the story")


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
    body_has_text,
    title_is_the_only_h1,
    artefacts_lead_somewhere,
    image_is_there,
    updates_follow_publication,
    aliases_are_paths,
    not_overdue,
    not_due_for_review,
    html_is_harmless,
    links_lead_somewhere,
    images_are_described,
)


def check_story(case: Case) -> Iterator[Problem]:
    """Yield the problems that all rules find in one piece."""
    for rule in RULES:
        yield from rule(case)
