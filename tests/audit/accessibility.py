"""Pages as Chromium shows them: the rules of axe, in light and dark, on phone and desktop, and what the pages ask for."""

from __future__ import annotations

import mimetypes
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, TypedDict
from urllib.parse import urldefrag

from playwright.sync_api import Error, sync_playwright

from tests.audit import markup, texts
from tests.audit.built import TEXT
from tests.audit.finding import CannotRunError, Finding, Spot
from tests.browser.conftest import ARGUMENTS
from tests.browser_install import find_chromium

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from playwright.sync_api import Page, Route

    from tests.audit.built import BuiltSite

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that look at colours."""
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
PHONE, DESKTOP = 375, 1280

MOST_TABS = 4

OPEN_CONTENT = """() => {
    document.querySelectorAll("main details").forEach(e => { e.open = true });
    document.querySelector("#toggle[aria-expanded=false]")?.click();
}"""
_RUN_AXE = """async ([only, text]) => {
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const rules = only.type === "tag" ? {"td-has-header": {enabled: true}} : {};
    const options = {runOnly: only, rules, resultTypes: ["violations"], preload: false};
    let found = (await axe.run({...options, selectors: false})).violations; // to work out selectors takes time
    if (found.length) found = (await axe.run(options)).violations;
    const sectionOf = (element, whole) => [...whole.querySelectorAll("h1, h2, h3, h4, h5, h6")]
        .filter(h => h.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING).at(-1);
    const words = e => (e?.innerText ?? e?.textContent ?? "").replaceAll("¶", " ").trim();
    return found.flatMap(rule => rule.nodes.map(node => {
        const element = document.querySelector(node.target.flat().join(" "));
        const whole = element?.closest(text);
        return {
            rule: rule.id, help: rule.help, selector: node.target.flat().join(" "), in_text: Boolean(whole),
            words: words(element) || element?.alt || words(element?.closest("tr")), target: element?.href || element?.src || "",
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


def violations(page: Page, rules: Sequence[str] = ()) -> list[Violation]:
    """Return every element that breaks one of these rules, or any rule at all, as the page is shown now."""
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    found: list[Violation] = page.evaluate(_RUN_AXE, [only, TEXT])
    return found


def findings(site: BuiltSite, sample: Iterable[str], others: Iterable[str]) -> list[Finding]:
    """Return what is wrong with some pages: those of the sample in all shapes, others with a text in one.

    Several tabs share the work, each in a thread with a Chromium of its own. Raises CannotRunError.
    """
    shapes = list((dict.fromkeys(others, ONE_SHAPE) | dict.fromkeys(sample, ALL_SHAPES)).items())
    tabs = min(MOST_TABS, os.cpu_count() or 1)
    with ThreadPoolExecutor(tabs) as pool:
        shares = pool.map(partial(_share, site), [shapes[n::tabs] for n in range(tabs)])
        return list(dict.fromkeys(finding for share in shares for finding in share))


def _share(site: BuiltSite, shapes: Iterable[tuple[str, tuple[Shape, ...]]]) -> list[Finding]:
    found: list[Finding] = []
    with _tab(site, found) as page:
        for path, in_shapes in shapes:
            found += _findings_on(page, site, path, in_shapes)
    return found


def _findings_on(page: Page, site: BuiltSite, path: str, shapes: Iterable[Shape]) -> Iterator[Finding]:
    page.goto(site.url_of(path))
    page.evaluate(OPEN_CONTENT)
    widths = set[int]()
    for shape in shapes:
        page.set_viewport_size({"width": shape.width, "height": 800})
        page.emulate_media(color_scheme=shape.scheme)
        for violation in violations(page, COLOURS if shape.width in widths else ()):
            yield _finding(violation, path)
        widths.add(shape.width)


@contextmanager
def _tab(site: BuiltSite, found: list[Finding]) -> Iterator[Page]:
    """Yield a tab that gets the site's own files at the site's own address, and nothing from anywhere else."""
    script, program = markup.installed(markup.AXE), find_chromium()
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
        markup.HEADING_ORDER,
    ),
    "empty-heading": ("heading-empty", texts.HEADING_EMPTY.format("")),
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
        texts.LINK_TEXT,
    ),
    "empty-table-header": (
        "table-header",
        "a column or row of the table has no heading; give every column a heading in the table's first line",
    ),
    "td-has-header": (
        "table-header",
        texts.TABLE_HEADER,
    ),
    "th-has-data-cells": ("table-header", "the table has headings but nothing below them; fill it, or take it out"),
    "table-duplicate-name": ("table-caption", "the table's caption and summary say the same; take one of them out"),
    "valid-lang": ("language-tag", "this is not a language tag; write cy for Welsh, gd for Scottish Gaelic"),
    "duplicate-id-aria": ("duplicate-id", "two places in this text have the same name; give one of them another"),
    "page-has-heading-one": ("heading-one", "the page has no main heading; give it a title"),
    "list": ("list", "the list has something that is no item of it; start every item with a hyphen"),
    "definition-list": ("list", "the list of terms is not whole; every term needs a line that starts with a colon"),
    "summary-name": ("summary-text", "the part that opens on demand has no words to open it by; write a summary"),
}
