"""The style sheets: sizes and spaces from two scales, rules in layers, and none that nothing uses."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import soupsieve

from site_builder.adapters.disk import read_register
from site_builder.drawing.site_colours import site_colours
from site_builder.files.identity import Fonts, style_sheet
from site_builder.pages import database_page
from tests.builders import story_text
from tests.site.projects import build, make_project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import BeautifulSoup

    from tests.site.projects import Site
    from tests.sites import Once

pytestmark = pytest.mark.uncounted

DAY = date(2026, 11, 21)
ASSETS = Path(__file__).parents[2] / "overrides" / "assets"
SHEETS = sorted(ASSETS.glob("*.css"))
LAYERS = ("tokens", "base", "components", "pages", "print")
SCALES = {
    "size": [
        "0.75rem", "0.85rem", "0.95rem", "1.1rem", "1.3rem",
        "clamp(1.35rem, 1rem + 1.5vw, 1.85rem)", "clamp(1.65rem, 1.1rem + 2.7vw, 2.6rem)",
    ],
    "space": ["0.1rem", "0.2rem", "0.4rem", "0.6rem", "0.8rem", "1.2rem", "1.6rem", "2.4rem", "3.2rem"],
}  # fmt: skip
SCALED = re.compile(r"(font|font-size|(margin|padding)(-[a-z]+)*|gap|row-gap|column-gap)")
LENGTH = re.compile(r"(?<![\w.#-])\d*\.?\d+(px|rem|em|ex|ch|pt|cm|mm|vw|vh|cqw)\b")
OFF_SCALE = {
    ("html", "font-size", "12pt"): "paper: all sizes and spaces follow this one",
    ("code, kbd, pre", "font-size", "0.9em"): "letters of one width look larger than the words around them",
    (".st-prose blockquote::before", "font", None): "a drawn mark, not words",
    (".st-side .st-facts > div", "padding", None): "the column of the labels, as wide as the longest",
    (".st-map text", "font-size", "17px"): "units of the drawing",
    (".st-map .st-map__london text", "font-size", "19px"): "units of the drawing",
    (".st-map text", "font-size", "23px"): "units of the drawing",
    (".st-map__inset", "margin-top", None): "below Shetland, wherever the width of the drawing puts it",
}
"""What is off the scales, by selector, property and value (None: whatever it is), and why."""

MADE_BY_SCRIPTS = re.compile(
    r"\.st-now\b|\.db-passage|\.db-active|\.db-way|\.st-copied:not|#none|\[aria-(?:pressed|expanded)=\"true\"\]|\[aria-busy\]"
    r"|\.db-nothing|\[open\]|\[data-md-color-scheme=\"slate\"\]|\.st-rows \.st-card:not\(:has\(> \.st-cover\)\)"
    r"|\.wr-(?:entry|entries|found|chosen|outline|said--note|problems (?:li|a))|\[aria-invalid"
)
"""Of what only a script or a reader makes: elements, attributes, what is opened."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its layer, the conditions around it (media and containers) and its declarations."""

    sheet: str
    layer: str
    conditions: tuple[str, ...]
    selector: str
    declarations: tuple[tuple[str, str], ...]


def _rules(text: str, sheet: str, around: tuple[str, ...] = ()) -> Iterator[Rule]:
    while match := re.search(r"[^{}]*?([^{};]+)\{", text):
        depth, end = 1, match.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        head, body, text = " ".join(match[1].split()), text[match.end() : end - 1], text[end:]
        if head.startswith("@"):
            yield from _rules(body, sheet, (*around, head))
        else:
            layer = next((name[7:] for name in around if name.startswith("@layer ")), "")
            pairs = (line.partition(":") for line in body.split(";") if line.strip())
            declarations = tuple((name.strip(), " ".join(value.split())) for name, _, value in pairs)
            yield Rule(sheet, layer, tuple(n for n in around if not n.startswith("@layer")), head, declarations)


def rules_of(sheet: Path) -> list[Rule]:
    """Return the rules of a sheet in their order."""
    return list(_rules(re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL), sheet.name))


@dataclass(frozen=True)
class Page:
    """A page of a site, and its classes, by which most selectors are known to find nothing there."""

    site: Site
    path: str
    classes: set[str]

    def read(self) -> BeautifulSoup:
        return self.site.pages[self.path]


RULES = [rule for sheet in SHEETS for rule in rules_of(sheet)]


def selectors(rule: Rule) -> list[str]:
    """Return the selectors of a rule's list, parted at the commas outside parentheses."""
    parts, depth = [""], 0
    for letter in rule.selector:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def without_states(selector: str) -> str:
    """Return a selector for what an element is, whatever is done to it or drawn before it."""
    selector = re.sub(r":not\((:hover|:focus|:focus-visible|, )+\)|:is\(:hover, :focus-visible\)", "", selector)
    selector = re.sub(r"::[a-z-]+|:(?:hover|focus-visible|focus)\b", "", selector).strip()
    return f"{selector}*" if selector.endswith(">") else selector or "*"


def test_there_are_two_scales() -> None:
    (root,) = [rule for rule in RULES if rule.selector == ":root"]
    for name, values in SCALES.items():
        assert [value for key, value in root.declarations if re.fullmatch(rf"--st-{name}-\d", key)] == values


def test_sizes_and_spaces_are_from_the_scales() -> None:
    found = set()
    for rule in RULES:
        for name, value in rule.declarations:
            if SCALED.fullmatch(name) and LENGTH.search(value):
                keys = {(rule.selector, name, value), (rule.selector, name, None)} & OFF_SCALE.keys()
                assert keys, f"{rule.sheet}: {rule.selector} {{ {name}: {value} }}"
                found |= keys
    assert found == OFF_SCALE.keys(), "an exception that nothing needs"


def test_every_rule_is_in_a_layer_and_the_layers_have_one_order() -> None:
    text = re.sub(r"/\*.*?\*/", "", (ASSETS / "stories.css").read_text("utf-8"), flags=re.DOTALL).strip()
    assert text.startswith(f"@layer {', '.join(LAYERS)};")
    assert {rule.layer for rule in RULES} == set(LAYERS)
    for rule in RULES:
        assert (rule.layer == "print") == (rule.conditions[:1] == ("@media print",)), rule
        assert rule.sheet == "stories.css" or rule.layer in {"pages", "print"}, rule


def test_no_rule_is_written_twice() -> None:
    times = Counter((rule.layer, rule.conditions, rule.selector) for rule in RULES)
    assert [key for key, count in times.items() if count > 1] == []


def test_every_token_is_used_and_every_one_used_is_there() -> None:
    sheets = "".join(path.read_text("utf-8") for path in SHEETS)
    made = set(re.findall(r"(--st-[a-z-]+):", style_sheet(site_colours(), Fonts()).decode()))
    defined = {name for rule in RULES for name, _ in rule.declarations if name.startswith("--")} | made
    assert set(re.findall(r"var\((--[a-z0-9-]+)", sheets)) == defined


TEXT = """
## How it works

Words ~~gone~~, H<sub>2</sub>O, x<sup>2</sup>, <kbd>Esc</kbd>, <abbr title="Local Government Association">LGA</abbr> and `code`.[^1]

> [!WARNING]
> Mind this.

> [!CAUTION]
> And this.

> [!NOTE]
> And know this.

> We asked nobody.
> -- Ann Bee

***

### In the middle

| Left | Middle | Right |
| - | :-: | -: |
| a long word in a cell, and more of them than fit | b | c |

#### Below

- [ ] one
  1. two

##### Further below

```text
code
```

###### Last

> Quoted.

So.

[^1]: A note.
"""


@pytest.fixture(scope="module")
def pages(once: Once, showcase: Site, empty_site: Site) -> list[Page]:
    """Return pages with everything that can be on a page: of the showcase, of an empty site, and of an odd preview.

    Those with most classes are first: together a few have nearly everything, and the others need not be read.
    """
    councils = [council.slug for council in read_register() if not council.is_abolished][:60]
    files = {
        "2026/markup.md": story_text(TEXT, id="markup-story", review_by=date(2026, 1, 1)),
        "2026/draft.md": story_text(id="draft-story", status="draft", date=date(2026, 12, 24)),
        "2026/many.md": story_text(id="many-story", councils=councils),
        "2026/pointer.md": story_text(id="pointer-story", kind="signpost", link="https://example.org/"),
        "2026/wrong.md": story_text(id="wrong-story", themes=["no theme of ours"]),
        "2026/bare.md": story_text(id="bare-story", kind="guide", themes=[]),
    }
    plans = [
        {"name": "Old", "starts": date(2025, 1, 1), "ends": date(2025, 12, 31)},
        {
            "name": "New", "starts": date(2026, 1, 1), "ends": date(2026, 12, 31),
            "quota": {"pieces": 90, "every_months": 2}, "target": {"stories": 12, "by": date(2026, 9, 30)},
        },
    ]  # fmt: skip
    milestones = [
        {"name": "Meeting", "date": date(2026, 11, 25), "repeat": "FREQ=DAILY", "until": date(2026, 12, 9)},
        {"name": "In no plan", "date": date(2027, 3, 1)},
    ]
    options = {"vocabularies": {"themes": ["digitalisation"]}, "plans": plans, "milestones": milestones}

    def make(folder: Path) -> Site:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(database_page, "MOST_ON_ONE_PAGE", 2)
            patch.setattr(database_page, "ROWS_PER_PAGE", 2)
            return build(make_project(folder / "project", files, options), DAY, preview=True)

    sites = (showcase, once("styles", make), empty_site)
    found = [Page(site, path, classes_in_html(site.files[path])) for site in sites for path in site.pages]
    return sorted(found, key=lambda page: -len(page.classes))


def classes_in_html(html: bytes) -> set[str]:
    """Return every class of a page, and what looks like one in a script."""
    return {name for names in re.findall(r'\bclass="([^"]*)"', html.decode()) for name in names.split()}


def classes_in(selector: str) -> set[str]:
    """Return the classes without which a page has nothing that a selector finds."""
    beside = re.sub(r"\[[^]]*\]|:(?:is|where|not|has)\((?:[^()]|\([^()]*\))*\)", "", selector)
    return set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", beside))


def test_every_class_is_used(pages: list[Page]) -> None:
    scripts = "".join(path.read_text("utf-8") for path in ASSETS.glob("*.js"))
    named = {name for rule in RULES for name in re.findall(r"\.(-?[a-zA-Z_][\w-]*)", rule.selector)}
    unused = {name for name in named if not re.search(rf"\b{name}\b", scripts)}
    for page in pages:
        if unused & page.classes:
            unused -= {name for element in page.read().find_all(class_=True) for name in element["class"]}
    assert unused == set()


def test_every_selector_finds_something(pages: list[Page]) -> None:
    all_ = {selector for rule in RULES for selector in selectors(rule) if not MADE_BY_SCRIPTS.search(selector)}
    wanted = {soupsieve.compile(selector): classes_in(selector) for selector in map(without_states, all_)}
    for page in pages:
        possible = [selector for selector, names in wanted.items() if names <= page.classes]
        found = {selector for selector in possible if selector.select_one(page.read())}
        wanted = {selector: names for selector, names in wanted.items() if selector not in found}
    assert [selector.pattern for selector in wanted] == []
