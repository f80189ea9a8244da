"""Words that readers meet are in templates, in the modules of words and in words.js, where a catalogue can find them."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from tests.site.projects import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE, ASSETS = ROOT / "site_builder", ROOT / "overrides" / "assets"

FOR_READERS = ("drawing/*.py", "files/*.py", "pages/*.py", "programme/*.py", "render/*.py", "reports/bulletin.py")
"""What makes the files that readers get. What ``content``, ``rules`` and other reports say, they say to editors."""

MODULES_OF_WORDS = {
    f"render/{name}.py"
    for name in ("data_words", "page_words", "place_words", "plan_words", "story_words", "text_words", "words")
}

EXCEPTIONS = {
    "names of types in schema.org and in GeoJSON": {
        ("pages/head.py", "CollectionPage"),
        ("pages/head.py", "Article"),
        ("pages/head.py", "Organization"),
        ("pages/head.py", "GovernmentOrganization"),
        ("pages/help_pages.py", "WebPage"),
        ("pages/home_page.py", "WebSite"),
        ("pages/text_page.py", "WebPage"),
        ("pages/write_page.py", "WebPage"),
        ("files/council_points.py", "Feature"),
        ("files/council_points.py", "FeatureCollection"),
        ("files/council_points.py", "Point"),
    },
    "names of formats, which are the same in every language": {
        ("pages/data_page.py", "JSON Schema"),
        ("pages/data_page.py", "GeoJSON"),
        ("pages/data_page.py", "Data Package"),
    },
    "the name of this program": {
        ("files/calendars.py", "-//Innovation Stories//Content calendar//EN"),
        ("files/feeds.py", "Innovation Stories"),
    },
    "code": {
        ("drawing/pace_chart.py", "pace-word pace-more"),
        ("files/feeds.py", "{http://www.w3.org/2005/Atom}"),
        ("files/identity.py", "\0@layer tokens{"),
        ("files/pdfs.py", "#let \0 = rgb(\0)"),
        ("files/pdfs.py", "#let \0 = (\0)"),
        ("files/pdfs.py", "story \0"),
        ("pages/data_page.py", "import json"),
        ("render/policy.py", "\0 data:"),
    },
    "fonts and their files": {
        ("drawing/pace_chart.py", "'Source Serif 4'"),
        ("files/identity.py", "-apple-system"),
        ("files/identity.py", '"Iowan Old Style"'),
        ("files/identity.py", "Seravek"),
        ("files/identity.py", "Avenir"),
        ("files/identity.py", "Rockwell"),
        ("files/typefaces.py", "SourceSerif4"),
        ("files/typefaces.py", "SourceSans3"),
    },
    "keys of the countries' data": {
        ("drawing/geography.py", "United Kingdom"),
        ("drawing/geography.py", "United States of America"),
    },
    "what builds and the check say to editors": {
        ("files/pdfs.py", "the collection"),
        ("files/pdfs.py", "\0/\0: its PDF shows"),
        ("files/pictures.py", "its pixels cannot be read"),
        ("pages/frame.py", "no places (register: none)"),
        ("pages/frame.py", "no map (map: none)"),
        ("pages/frame.py", "no term in vocabularies"),
    },
}
"""What reads like words and is none for a catalogue: the module and how the text begins, by the reason."""

FOR_EDITORS = {"programme/milestones.py", "programme/plan.py", "programme/schedule.py", "programme/visits.py"}
"""What is wrong with the settings, what `stories next` says, and what `stories visits` calls its sources."""
CODE = {"render/document_typst.py"}
"""Its texts are calls in the language of Typst."""

_TAG = re.compile(r"<[^<>]*(?:>|\Z)|\A[^<>]*\">|[\w:-]+=\"[^\"]*(?:\"|\Z)")
_SPOKEN = re.compile(r"\b(?:aria-label|alt|title)=\"([^\"]*)")
_WORDS = re.compile(r"(?<![A-Za-z])[A-Z][a-z]|[A-Za-z]{2,}[,;:.]? \(?[A-Za-z\0]|\0[,;:]? \(?[A-Za-z]{2,}")


def reads_like_words(text: str) -> bool:
    """Whether a text, or what it says between tags and in names that are read aloud, has words."""
    return any(_WORDS.search(part) for part in (_TAG.sub("\n", text), *_SPOKEN.findall(text)))


def texts_of(tree: ast.AST) -> Iterator[str]:
    """Yield the texts of a module with a NUL for each value in them: neither documentation nor errors, keys, types."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "\0" for part in node.values)
            for part in node.values:
                if isinstance(part, ast.FormattedValue):
                    yield from texts_of(part)
        elif isinstance(node, ast.Subscript):
            yield from texts_of(node.value)
        elif not _is_for_programmers(node):
            yield from texts_of(node)


def _is_for_programmers(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)  # documentation
    if isinstance(node, ast.AnnAssign):
        return ast.unparse(node.annotation) == "TypeAlias"
    return isinstance(node, ast.Raise) or (
        isinstance(node, ast.Call) and ast.unparse(node.func) in {"re.compile", "cast"}
    )


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ('x = "No story yet"', ["No story yet"]),
        ('x = f"{n} stories"', ["\0 stories"]),
        ('x = f"Page {n}"', ["Page \0"]),
        ("""x = f'<p class="a b">{sentence}</p>'""", []),
        ("""x = f'<a aria-label="Back to the text">{n}</a>'""", ['<a aria-label="Back to the text">\0</a>']),
        ("""x = f'<p>Nothing</p>'""", ["<p>Nothing</p>"]),
        ("""x = f'{f"{n} more" if n else ""}'""", ["\0 more"]),
        ('raise ValueError("This cannot be")', []),
        ('"""What it is."""', []),
        ('x = re.compile("Mr|Mrs| and so")', []),
        ('x = found["Some name"]', []),
        ('x = {"inLanguage": "max-width"}', []),
    ],
)
def test_words_are_told_from_code(code: str, texts: list[str]) -> None:
    assert list(filter(reads_like_words, texts_of(ast.parse(code)))) == texts


def test_words_for_readers_are_in_the_modules_of_words() -> None:
    found = {
        (name, text)
        for pattern in FOR_READERS
        for path in PACKAGE.glob(pattern)
        if (name := path.relative_to(PACKAGE).as_posix()) not in MODULES_OF_WORDS | FOR_EDITORS | CODE
        for text in filter(reads_like_words, texts_of(ast.parse(path.read_text("utf-8"))))
    }
    known = set[tuple[str, str]]().union(*EXCEPTIONS.values())
    met = {
        (name, beginning) for name, beginning in known if any(n == name and t.startswith(beginning) for n, t in found)
    }
    assert known - met == set(), "exceptions of which there is nothing any more"
    others = {(n, t) for n, t in found if not any(n == name and t.startswith(beginning) for name, beginning in known)}
    assert others == set(), "words beside the modules of words; move them to a template or to render/*words.py"


# ---- Scripts

SCRIPTS_OF_WORDS = {"words.js", "write-words.js"}
ENGLISH = {"search/query.js", "search/stem.js"}
"""What the search knows of the language: small words, and endings."""
CODE_IN_SCRIPTS = {
    "keys of a keyboard": {"ArrowDown", "ArrowUp", "Enter", "Escape"},
    "selectors and queries of style sheets": {
        ".st-milestones li",
        "(prefers-color-scheme: dark)",
        "input, textarea",
        '[id^="\0.\0."]:is(input, textarea, fieldset)',
    },
    "a line of front matter": {"\0: true"},
}

_REGEX = r"/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/"
_VALUE = re.compile(r"\$\{(?:[^{}`]|\{[^{}`]*\}|`[^`]*`)*\}")
_PARTS_OF_A_SCRIPT = re.compile(
    rf"""/\*.*?\*/ | //[^\n]* | (?:(?<=\()|(?<=[(,=:?&|!]\ )){_REGEX}
    | (?P<text>"(?:\\.|[^"\\\n])*" | `(?:\\.|{_VALUE.pattern}|[^`\\])*`)""",
    re.DOTALL | re.VERBOSE,
)


def texts_of_script(code: str) -> Iterator[str]:
    """Yield the texts of a script with a NUL for each value in them, and those within the values."""
    for text in filter(None, (found["text"] for found in _PARTS_OF_A_SCRIPT.finditer(code))):
        values = _VALUE.findall(text) if text.startswith("`") else []
        yield _VALUE.sub("\0", text[1:-1]) if values else text[1:-1]
        for value in values:
            yield from texts_of_script(value[2:-1])


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ('count.textContent = "Looking for stories";', ["Looking for stories"]),
        ("count.textContent = `${n} chosen`;", ["\0 chosen"]),
        ('x = `${n ? `${n} more` : ""}`;', ["\0 more"]),
        ("x = `${f({ a: 1 })} of it`;", ["\0 of it"]),
        ('x = text.replace(/["x] a b/gu, "-"); // no words "here at all"', []),
        ('/* It says "some words". */ x = "some-class";', []),
    ],
)
def test_words_of_scripts_are_told_from_code(code: str, texts: list[str]) -> None:
    assert list(filter(reads_like_words, texts_of_script(code))) == texts


def test_words_of_scripts_are_in_the_scripts_of_words() -> None:
    found = {
        text
        for path in ASSETS.rglob("*.js")
        if path.relative_to(ASSETS).as_posix() not in SCRIPTS_OF_WORDS | ENGLISH
        for text in filter(reads_like_words, texts_of_script(path.read_text("utf-8")))
    }
    assert found == set[str]().union(*CODE_IN_SCRIPTS.values()), "move words to words.js, or to the page's template"
