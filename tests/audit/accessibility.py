"""Pages as Chromium shows them: the rules of axe, in light and dark, on phone and desktop, and what the pages ask for."""

from __future__ import annotations

import mimetypes
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypedDict
from urllib.parse import urldefrag

from playwright.sync_api import Error, sync_playwright

from tests.audit.built import TEXT
from tests.audit.finding import CannotRunError, Finding, Spot
from tests.audit.markup import AXE, installed
from tests.browser.conftest import ARGUMENTS
from tests.browser_install import find_chromium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from playwright.sync_api import Page, Route

    from tests.audit.built import BuiltSite

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
PHONE, DESKTOP = 375, 1280

OPEN_CONTENT = """() => {
    document.querySelectorAll("main details").forEach(e => { e.open = true });
    document.querySelector("#toggle[aria-expanded=false]")?.click();
}"""
_RUN_AXE = """async ([tags, text]) => {
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const options = {
        runOnly: tags, resultTypes: ["violations"], preload: false, rules: {"td-has-header": {enabled: true}},
    };
    let found = (await axe.run({...options, selectors: false})).violations; // to work out selectors takes time
    if (found.length) found = (await axe.run(options)).violations;
    const sectionOf = (element, whole) => [...whole.querySelectorAll("h1, h2, h3, h4, h5, h6")]
        .filter(h => h.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING).at(-1);
    const words = e => (e?.textContent ?? "").replaceAll("¶", " ").trim();
    return found.flatMap(rule => rule.nodes.map(node => {
        const element = document.querySelector(node.target.flat().join(" "));
        const whole = element?.closest(text);
        return {
            rule: rule.id, help: rule.help, selector: node.target.flat().join(" "), in_text: Boolean(whole),
            words: words(element) || element?.alt || "", target: element?.href || element?.src || "",
            section: whole ? words(sectionOf(element, whole)) : "",
        };
    }));
}"""


class Violation(TypedDict):
    """An element that breaks a rule of axe, and what of it may be found in a source."""

    rule: str
    help: str
    selector: str
    in_text: bool
    words: str
    target: str
    section: str


@dataclass(frozen=True)
class Shape:
    """How a page is shown."""

    width: int
    scheme: Literal["light", "dark"]


ALL_SHAPES = tuple(Shape(width, scheme) for width in (PHONE, DESKTOP) for scheme in SCHEMES)
ONE_SHAPE = (Shape(PHONE, "light"),)


def violations(page: Page) -> list[Violation]:
    """Return every element that breaks a rule as the page is shown now."""
    found: list[Violation] = page.evaluate(_RUN_AXE, [TAGS, TEXT])
    return found


def findings(
    site: BuiltSite, sample: Iterable[str], texts: Iterable[str], on_page: Callable[[str], object] = lambda _path: None
) -> list[Finding]:
    """Return what is wrong with some pages: those of the sample in all shapes, others with a text in one.

    ``on_page`` is called with each page after it was looked at. Raises CannotRunError.
    """
    found: list[Finding] = []
    shapes = dict.fromkeys(texts, ONE_SHAPE) | dict.fromkeys(sample, ALL_SHAPES)
    with _tab(site, found) as page:
        for path, in_shapes in shapes.items():
            found += _findings_on(page, site, path, in_shapes)
            on_page(path)
    return list(dict.fromkeys(found))


def _findings_on(page: Page, site: BuiltSite, path: str, shapes: Iterable[Shape]) -> Iterator[Finding]:
    page.goto(site.url_of(path))
    page.evaluate(OPEN_CONTENT)
    for shape in shapes:
        page.set_viewport_size({"width": shape.width, "height": 800})
        page.emulate_media(color_scheme=shape.scheme)
        for violation in violations(page):
            yield _finding(violation, path)


@contextmanager
def _tab(site: BuiltSite, found: list[Finding]) -> Iterator[Page]:
    """Yield a tab that gets the site's own files at the site's own address, and nothing from anywhere else."""
    script, program = installed(AXE), find_chromium()
    if program is None:
        raise CannotRunError("there is no Chromium; type: make browser")
    with sync_playwright() as playwright, _told():
        browser = playwright.chromium.launch(executable_path=str(program), args=ARGUMENTS)
        context = browser.new_context(bypass_csp=True, reduced_motion="reduce", service_workers="block")
        context.add_init_script(path=script)
        context.route("**/*", lambda route: _answer(route, site, found))
        page = context.new_page()
        page.on("pageerror", lambda error: found.append(_of_code(page, site, "script-error", error.message)))
        yield page
        browser.close()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except Error as error:
        raise CannotRunError(f"Chromium stopped: {error.message.splitlines()[0]}") from error


def _answer(route: Route, site: BuiltSite, found: list[Finding]) -> None:
    address = urldefrag(route.request.url).url
    path = site.path_at(address)
    page = route.request.frame.page
    if path is None:
        found.append(_of_code(page, site, "other-site", f"the page asks another site for {address}"))
        route.abort()
    elif path not in site.files:
        found.append(_of_code(page, site, "missing-file", f"the page asks for {site.shown(path)}, which is not there"))
        route.fulfill(status=404, body="")
    else:
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        route.fulfill(body=site.read(path), content_type=_KINDS.get(kind, kind))


_KINDS = {"text/html": "text/html; charset=utf-8", "application/javascript": "text/javascript"}


def _of_code(page: Page, site: BuiltSite, rule: str, message: str) -> Finding:
    return Finding(rule, message, Spot(site.path_at(page.url) or "index.html"))


def _finding(violation: Violation, path: str) -> Finding:
    rule, words = _WORDS.get(violation["rule"], (violation["rule"], f"{violation['help']} (axe)"))
    in_text = violation["in_text"] and violation["rule"] not in _STYLES
    return Finding(
        rule, words,
        Spot(path, in_text, violation["target"], violation["words"], violation["section"], element=violation["selector"]),
    )  # fmt: skip


_STYLES = frozenset({"color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"})
"""Rules that no words of a text can break, only the styles of the site."""

_WORDS: dict[str, tuple[str, str]] = {
    "heading-order": (
        "heading-order",
        "this heading skips a level; a heading below one with ## has three #, and so on",
    ),
    "empty-heading": ("heading-empty", "this heading has no words; write some, or take it out"),
    "image-alt": (
        "image-alt",
        "the picture has no description; say between the square brackets what it shows",
    ),
    "image-redundant-alt": (
        "image-alt",
        "the picture's description repeats the words beside it; say what the picture shows",
    ),
    "link-name": (
        "link-text",
        "this link has no words to follow; write between the square brackets where it leads",
    ),
    "empty-table-header": (
        "table-header",
        "a column or row of the table has no heading; give every column a heading in the table's first line",
    ),
    "td-has-header": (
        "table-header",
        "the table has no headings; give every column a heading in the table's first line",
    ),
    "th-has-data-cells": ("table-header", "the table has headings but nothing below them; fill it, or take it out"),
    "table-duplicate-name": ("table-caption", "the table's caption and summary say the same; take one of them out"),
    "valid-lang": ("language-tag", "this is not the tag of a language; write cy for Welsh, gd for Scottish Gaelic"),
    "duplicate-id-aria": ("duplicate-id", "two places in this text have the same name; give one of them another"),
    "page-has-heading-one": ("heading-one", "the page has no main heading; give it a title"),
    "list": ("list", "the list holds something that is no item of it; start every item with a hyphen"),
    "definition-list": ("list", "the list of terms is not whole; every term needs a line that starts with a colon"),
    "summary-name": ("summary-text", "the part that opens on demand has no words to open it by; write a summary"),
}
