"""The file that the form makes has what was typed, whatever that is, and is where it should."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests import builders
from tests.form import scripts
from tests.form.scripts import STORY
from tests.sample import SETTINGS

pytestmark = pytest.mark.uncounted

TEXTS = [
    "Wigan: a new deal",
    "The deal #1 # and more",
    "'Quoted' and \"quoted\"",
    '"All of it in quotes"',
    "\u201cAll of it in curly quotes\u201d",
    "- not a list",
    "? not a key",
    "[not, a list]",
    "{not: a group}",
    "& not an anchor * @ ! % ` |",
    "\\ a backslash \\n",
    "yes",
    "No",
    "null",
    "~",
    "2026",
    "2026-11-16",
    "1e5",
    "0x1F",
    "12:30",
    "1_000",
    ".5",
    "= value",
    "<<",
    "---",
    "...",
    "Bread & butter < 5% of costs, \u0175 \u0177 T\u0177 Ddewi",
    "An emoji \U0001f389, a family \U0001f468\u200d\U0001f469\u200d\U0001f467, a flag \U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f, 1\ufe0f\u20e3 \u2764\ufe0f \U0001f44d\U0001f3fd",
    "a tab\tand  many   spaces",
    "trailing colon:",
    "comment at the end #",
    "a, b, c",
    "key: value, key: value",
    "e.g. this (and that) and/or Wigan's",  # codespell:ignore
]
SEEN = {"co\u00adoperation \u200bwith\ufeff bidi \u202edrah\u202c": "cooperation with bidi drah", "\x07bell": "bell"}


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """Return the file of a story with each text as its title, partner, source and last words."""
    stories = [
        STORY | {
            "title": text, "partners": [text], "owner": text, "sources": [{"title": text, "date": "2013"}],
            "text": f"{builders.BODY}\n{text}",
        }
        for text in (*TEXTS, *SEEN)
    ]  # fmt: skip
    return dict(zip((*TEXTS, *SEEN), scripts.run([("compose", story) for story in stories]), strict=True))


@pytest.mark.parametrize("text", [*TEXTS, *SEEN])
def test_any_text_comes_back_as_it_was_typed(text: str, files: dict[str, str]) -> None:
    (story,) = builders.read({"2026/fewer-miles.md": files[text]}, options=SETTINGS).stories

    expected = " ".join(SEEN.get(text, text).split())
    assert story.meta.title == expected
    assert story.meta.partners == (expected,)
    assert story.meta.owner == expected
    assert story.meta.sources[0].title == expected
    assert story.body.rstrip().endswith(SEEN.get(text, text))


def test_the_file_is_as_an_editor_would_write_it() -> None:
    full = STORY | {
        "original": True,
        "themes": ["digitalisation", "political leadership"],
        "started": "2025",
        "outcomes": [
            {"what": "Miles: driven", "figure": "20% fewer", "source": "Report"},
            {"what": "", "figure": "", "source": ""},
        ],
        "savings": [{"amount": "£180,000", "currency": "GBP", "period": "a year", "source": "Report"}],
        "contact": {"team": "Waste", "email": "waste@york.gov.uk"},
    }
    (text,) = scripts.run([("compose", full)])
    assert text == (
        "---\n"
        "id: fewer-miles-k3x9\n"
        "title: Fewer miles for the bin lorries\n"
        "status: ready\n"
        "date: 2026-11-16\n"
        "original: true\n"
        'summary: "How a council did something new, and what others would need to do the same."\n'
        "councils: [york]\n"
        "themes: [digitalisation, political leadership]\n"
        "started: 2025\n"
        "outcomes:\n"
        '  - what: "Miles: driven"\n'
        '    figure: "20% fewer"\n'
        "    source: Report\n"
        "savings:\n"
        "  - amount: 180000\n"
        "    currency: GBP\n"
        "    period: a year\n"
        "    source: Report\n"
        "sources:\n"
        "  - title: Report to the cabinet\n"
        '    date: "2026-01-12"\n'
        "contact:\n"
        "  team: Waste\n"
        '  email: "waste@york.gov.uk"\n'
        "---\n"
        "\n"
        "What happened, in short.\n\n## How it works\n\nStep by step.\n"
    )


def test_it_is_in_the_folder_of_its_year() -> None:
    stories = [STORY | {"date": day} for day in ("2027-03-10", "", "10/03/2027", "0206-01-01")]
    assert scripts.run([("pathOf", story) for story in stories]) == [
        "stories/2027/fewer-miles.md",
        *["stories/2026/fewer-miles.md"] * 3,
    ]


def test_github_is_given_the_path_and_the_text() -> None:
    story = STORY | {"title": "Tŷ & co: 100% + #1?"}
    url, text = scripts.run([("newFileUrl", story), ("compose", story)])
    parts = urlsplit(url)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == "https://github.com/council/stories/new/main"
    assert parse_qs(parts.query) == {"filename": ["stories/2026/fewer-miles.md"], "value": [text]}


def test_a_text_too_long_for_an_address_is_not_put_into_one() -> None:
    long, short = ({"text": "## How\n\n" + "Words go on. " * n} for n in (600, 300))
    assert [bool(url) for url in scripts.run([("newFileUrl", STORY | long), ("newFileUrl", STORY | short)])] == [
        False,
        True,
    ]


def test_without_a_repository_there_is_no_page_of_github() -> None:
    given: dict[str, Any] = scripts.data() | {"repository": ""}
    assert scripts.run([("newFileUrl", STORY)], given) == [""]


@pytest.mark.parametrize(
    ("title", "slug", "id_"),
    [
        ("Tŷ Ddewi & friends", "ty-ddewi-friends", "ty-ddewi-friends-ab9d"),
        ("!!!", "", "story-ab9d"),
        ("w" * 70, "w" * 70, "w" * 48 + "-ab9d"),
    ],
)
def test_names_and_identifiers_are_those_of_the_site(title: str, slug: str, id_: str) -> None:
    assert scripts.run([("slugify", title), ("idOf", title)]) == [slug, id_]
