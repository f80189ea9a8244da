"""Rules where they say nothing, and at the edges; what they say is shown in ``cases``."""

from __future__ import annotations

from datetime import date

import pytest

from site_builder.rules.pieces import RULES
from tests.builders import BODY, SUMMARY, TODAY, read, settings, story_text

NEIGHBOURS = {
    "2026/same-day.md": story_text(id="same-day"),
    "2026/next-day.md": story_text(id="next-day", date=date(2026, 11, 17)),
    "2026/draft.md": story_text(id="draft-story", status="draft", date=date(2026, 12, 1)),
    "2026/undated.md": story_text(id="undated-idea", status="idea", date=None),
    "2026/gone.md": story_text(
        id="gone-story",
        status="withdrawn",
        withdrawn={"date": date(2026, 11, 20), "reason": "It was not true."},
    ),
    "2026/never-public.md": story_text(
        id="never-public",
        status="withdrawn",
        withdrawn={"date": date(2026, 11, 1), "reason": "It was not true."},
    ),
    "2025/elsewhere/index.md": story_text(id="folder-story", date=date(2025, 1, 1)),
    "index.md": "---\ntitle: Home\ndescription: Home\n---\n",
    "pages/about.md": "---\ntitle: About\ndescription: About\n---\n",
}
FILES = ("2026/photo.JPG", "2026/a b.pdf", "2025/elsewhere/chart.png", "2026/folder/chart.png")


def rules_of(text: str, path: str = "2026/story.md", today: date = TODAY, **options: object) -> list[str]:
    """Return the rules that a piece among its neighbours breaks, in the order of the places."""
    found = read(NEIGHBOURS | {path: text}, FILES, today, settings(**options)).problems
    return [problem.rule for problem in found if problem.path == f"stories/{path}"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(story_text(id="the-story"), id="the good story"),
        pytest.param(
            story_text("", id="the-story", status="idea", date=None, summary=None, councils=None),
            id="an idea",
        ),
        pytest.param(
            story_text("", id="the-story", status="draft", date=None, themes=None),
            id="a draft without a date",
        ),
        pytest.param(story_text("Text", id="the-story", status="review", date=TODAY), id="in review, for today"),
        pytest.param(
            story_text("Text.", id="the-story", kind="guide", councils=None, sources=None),
            id="a guide needs less",
        ),
        pytest.param(
            story_text("", id="the-story", kind="signpost", link="https://example.org/", sources=None),
            id="a signpost",
        ),
        pytest.param(
            story_text("", id="the-story", status="withdrawn", withdrawn={"date": TODAY, "reason": "Wrong."}),
            id="withdrawn",
        ),
        pytest.param(story_text("## HOW?\n\nSo.\n", id="the-story"), id="HOW in capitals"),
        pytest.param(story_text("And so: how\n---\n\nSo.\n", id="the-story"), id="how, underlined"),
        pytest.param(story_text(id="the-story", review_by=TODAY), id="to be reviewed today"),
        pytest.param(
            story_text(id="the-story", status="draft", date=TODAY, review_by=date(2026, 1, 1)),
            id="reviews are of what is public",
        ),
        pytest.param(
            story_text(id="the-story", updated=[{"date": date(2026, 11, 16), "note": "a"}]),
            id="updated on its first day",
        ),
        pytest.param(
            story_text(
                id="the-story",
                image={"file": "photo.JPG", "alt": "A street", "credit": "The council"},
                artefacts=[
                    {"title": "a", "kind": "document", "file": "a b.pdf"},
                    {"title": "b", "kind": "video", "url": "https://example.org/"},
                ],
                aliases=["/old/", "/old.aspx", "/2013/a_b~c/old-page"],
            ),
            id="with all that may go with it",
        ),
    ],
)
def test_good_pieces_break_no_rule(text: str) -> None:
    assert rules_of(text) == []


@pytest.mark.parametrize(
    "link",
    [
        "[a](same-day.md)",
        "[a](same-day.md#how-it-works)",
        "[a](./same-day.md?b=c)",
        "[a](story.md)",
        "[a](../2025/elsewhere/index.md)",
        "[a](../index.md)",
        "[a](../pages/about.md)",
        "[a](../calendar/index.md) [b](../stories/index.md) [c](../themes/index.md)",
        "[a](gone.md)",
        "[a](a%20b.pdf)",
        "[a](<a b.pdf>)",
        "![a](photo.JPG)",
        "[a](#how-it-works)",
        "[a](#)",
        "[a](https://example.org/x.md)",
        "[a](mailto:team@example.gov.uk) <tel:+441234>",
        "[a](//example.org/x.md)",
        "{only in prose, one or the other}",
        "`{: .one #two lang=cy }` and `<b>`",
        "a <abbr title='c'>d</abbr> & e < f <span lang='cy'>g</span><br>h<sub>2</sub> <kbd>i</kbd> <cite>j</cite>",
        "<details>\n<summary>a</summary>\n\n- b\n\n</details>",
    ],
)
def test_good_links_and_marks_break_no_rule(link: str) -> None:
    assert rules_of(story_text(f"{BODY}\n{link}\n", id="the-story")) == []


@pytest.mark.parametrize(
    ("link", "rule"),
    [
        ("[a](next-day.md)", "link-unpublished"),
        ("[a](draft.md)", "link-unpublished"),
        ("[a](undated.md)", "link-unpublished"),
        ("[a](never-public.md)", "link-unpublished"),
        ("[a](nothing.md)", "link-target"),
        ("[a](../../secret.md)", "link-target"),
        ("[a](nothing.pdf)", "file-missing"),
        ("[a](photo.jpg)", "file-missing"),
        ("[a](../2025/elsewhere/chart.png)", "file-outside"),
        ("[a](%2e%2e/a.pdf)", "file-outside"),
        ("[a](/2026/photo.JPG)", "link-target"),
        ("![](photo.JPG)", "image-alt"),
        ("[a](data:text/html,b)", "unsafe-link"),
        ("[a](file:///etc/passwd)", "unsafe-link"),
        ("<a href='vbscript:b'>c</a>", "unsafe-html"),
        ("<object data='a b.pdf'></object>", "unsafe-html"),
        ("<style>b</style>", "unsafe-html"),
        ("<p style='color: red'>b</p>", "unsafe-html"),
        ("<p ONCLICK='b'>c</p>", "unsafe-html"),
    ],
)
def test_bad_links_and_marks_break_a_rule(link: str, rule: str) -> None:
    assert rules_of(story_text(f"{BODY}\n{link}\n", id="the-story")) == [rule]


@pytest.mark.parametrize("status", ["idea", "draft", "review"])
def test_a_piece_that_is_not_ready_may_link_to_what_is_to_come(status: str) -> None:
    text = story_text("[a](next-day.md) [b](draft.md)", id="the-story", status=status, date=date(2026, 12, 1))
    assert rules_of(text) == []
    assert rules_of(story_text("[a](next-day.md)", id="the-story", date=None)) == ["ready-date", "how-section"][::-1]


def test_a_piece_in_a_folder_of_its_own_uses_its_own_files() -> None:
    text = story_text(f"{BODY}\n[a](chart.png) [b](../../2026/same-day.md)\n", id="the-story")
    image = {"file": "chart.png", "alt": "A chart", "credit": "The council"}
    assert rules_of(text, "2026/folder/index.md") == []
    assert rules_of(story_text(id="the-story", image=image), "2026/folder/index.md") == []
    assert rules_of(story_text(id="the-story", image=image | {"file": "other.png"}), "2026/folder/index.md") == [
        "file-missing"
    ]


def test_only_files_right_beside_the_piece_are_named_as_a_way_out() -> None:
    image = {"file": "same-day.jpg", "alt": "A street", "credit": "The council"}
    files = ["2026/photo.jpg", "2026/plans/same-day.jpg", "2025/same-day.jpg"]
    found = read(NEIGHBOURS | {"2026/story.md": story_text(id="the-story", image=image)}, files).problems
    assert [problem.message for problem in found if problem.rule == "file-missing"] == [
        "there is no file 'same-day.jpg' beside the story; use one of: photo.jpg"
    ]


def test_files_of_a_folder_without_a_piece_belong_to_all_beside_it() -> None:
    image = {"file": "folder/chart.png", "alt": "A chart", "credit": "The council"}
    assert rules_of(story_text(id="the-story", image=image)) == []


@pytest.mark.parametrize(
    ("how_section", "heading", "rules"),
    [
        (["how"], "## What we did", ["how-section"]),
        (["how"], "## Showhow", ["how-section"]),
        (["how"], "### How", ["how-section", "heading-skipped"]),
        (["how"], "# How", ["how-section", "heading-level"]),
        (["method", "approach"], "## Our Approach", []),
        (["method", "approach"], "## How", ["how-section"]),
        (["c++"], "## In C++", []),
        (["c++"], "## In CC", ["how-section"]),
        ([], "## What we did", []),
    ],
)
def test_the_words_for_how_are_a_setting(how_section: list[str], heading: str, rules: list[str]) -> None:
    assert rules_of(story_text(f"{heading}\n\nText.\n", id="the-story"), how_section=how_section) == rules


@pytest.mark.parametrize(
    ("day", "status", "today", "rules"),
    [
        (date(2026, 12, 1), "draft", date(2026, 11, 30), []),
        (date(2026, 12, 1), "draft", date(2026, 12, 1), []),
        (date(2026, 12, 1), "draft", date(2026, 12, 2), ["overdue"]),
        (date(2026, 12, 1), "idea", date(2026, 12, 2), ["overdue"]),
        (date(2026, 12, 1), "ready", date(2026, 12, 2), []),
    ],
)
def test_a_planned_piece_is_overdue_from_the_day_after(day: date, status: str, today: date, rules: list[str]) -> None:
    found = read({"2026/story.md": story_text(id="the-story", status=status, date=day)}, (), today).problems
    assert [problem.rule for problem in found] == rules


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        pytest.param({"status": "redy"}, ["choice"], id="status"),
        pytest.param({"status": "redy", "summary": None, "themes": None}, ["choice"], id="status, and keys missing"),
        pytest.param(
            {"status": "redy", "withdrawn": {"date": TODAY, "reason": "Wrong."}},
            ["choice"],
            id="status, and withdrawn",
        ),
        pytest.param({"status": "withdrawn", "withdrawn": {"date": TODAY}}, ["required"], id="withdrawn"),
        pytest.param({"kind": "guid", "councils": None, "sources": None}, ["choice"], id="kind, and keys missing"),
        pytest.param({"kind": "signpost", "link": "example.org"}, ["url-form"], id="link of a signpost"),
        pytest.param({"date": "soon"}, ["date-form"], id="date"),
        pytest.param({"themes": "digitalisation"}, ["type"], id="themes"),
        pytest.param({"councils": "york"}, ["type"], id="councils"),
        pytest.param({"sources": [{"title": "a"}]}, ["required"], id="sources"),
        pytest.param({"summary": "Short."}, ["length"], id="summary"),
        pytest.param({"title": None}, ["required"], id="title missing"),
        pytest.param({"summary": None, "colour": "red"}, ["summary", "unknown-key"], id="other faults are still told"),
    ],
)
def test_a_rule_says_nothing_of_a_key_whose_value_is_already_wrong(
    changes: dict[str, object], rules: list[str]
) -> None:
    assert rules_of(story_text(BODY, **({"id": "the-story"} | changes))) == rules


def test_a_piece_of_a_wrong_kind_may_be_a_signpost_without_a_text() -> None:
    assert rules_of(story_text("", id="the-story", kind="sign")) == ["choice"]


def test_every_rule_says_what_it_asks_for() -> None:
    assert all((rule.__doc__ or "").strip().endswith(".") for rule in RULES)
    assert len({rule.__name__ for rule in RULES}) == len(RULES) == 29
    assert 40 <= len(SUMMARY) <= 300


@pytest.mark.parametrize(
    ("line", "rules"),
    [
        ("title: Winner of #OurDay", ["comment"]),
        ("title: Winner of#OurDay", []),
        ("title: 'Winner of #OurDay'", []),
        ('title: "Winner of #OurDay" # really', []),
    ],
)
def test_a_title_that_a_comment_cuts_short_is_noticed(line: str, rules: list[str]) -> None:
    text = story_text(id="the-story").replace('title: "A good story"', line)
    assert line in text
    assert rules_of(text) == rules
