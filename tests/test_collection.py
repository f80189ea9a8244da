from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from site_builder.collection import read_as_it_was, read_collection
from site_builder.content.source import RawFile, Tree
from tests.builders import TODAY, faults, read, register, settings, story_text, tree

ALLOWED = "use one of: http, https, mailto, tel"
ABOUT = "---\ntitle: ' About '\ndescription: What this site is.\n---\n\nText.\n"


def test_a_collection_has_pieces_pages_problems_and_how_many_files_were_read() -> None:
    collection = read(
        {
            "index.md": ABOUT,
            "pages/about.md": ABOUT,
            "2026/b.md": story_text(id="story-b"),
            "2026/a.md": story_text(id="story-a", titel="x"),
            "2025/c/index.md": story_text(id="story-c", review_by=TODAY.replace(day=1)),
            "2026/d.md": "no front matter",
        }
    )
    assert [story.path for story in collection.stories] == ["2025/c/index.md", "2026/b.md"]
    assert [(page.path, page.title, page.description, page.body) for page in collection.pages] == [
        ("index.md", "About", "What this site is.", "\nText.\n"),
        ("pages/about.md", "About", "What this site is.", "\nText.\n"),
    ]
    assert [(problem.path, problem.rule) for problem in collection.problems] == [
        ("stories/2025/c/index.md", "review-due"),
        ("stories/2026/a.md", "unknown-key"),
        ("stories/2026/d.md", "front-matter"),
    ]
    assert [problem.rule for problem in collection.errors] == ["unknown-key", "front-matter"]
    assert collection.files_read == 4


def test_the_order_of_the_files_does_not_matter() -> None:
    files = tree(
        {
            "index.md": ABOUT,
            "2026/a.md": story_text(aliases=["/old/"]),
            "2026/b.md": story_text(aliases=["/old/"]),
            "2025/b.md": "text",
        }
    )
    found = {
        read_collection(Tree(files.root, order, files.sizes), settings(), register(), TODAY).problems
        for order in permutations(files.texts)
    }
    assert len(found) == 1
    assert len(found.pop()) == 5


def test_each_file_is_reported_of_once_after_it_was_read() -> None:
    files = tree({"2026/b.md": story_text(), "index.md": ABOUT, "2026/a.md": "text"})
    seen: list[RawFile] = []
    read_collection(files, settings(), register(), TODAY, seen.append)
    assert [raw.path for raw in seen] == ["stories/2026/a.md", "stories/2026/b.md", "stories/index.md"]


def test_the_folder_may_have_another_name() -> None:
    files = tree({"2026/a.md": "text", "2026/b.md": story_text()}, root="docs/our stories")
    collection = read_collection(files, settings(), register(), TODAY)
    assert [problem.path for problem in collection.problems] == ["docs/our stories/2026/a.md"]
    assert [story.path for story in collection.stories] == ["2026/b.md"]


def test_an_empty_folder_is_an_empty_collection() -> None:
    collection = read({})
    assert (collection.stories, collection.pages, collection.problems, collection.files_read) == (
        (),
        (),
        (),
        0,
    )


@pytest.mark.parametrize(
    ("text", "expected", "title"),
    [
        pytest.param(
            "---\ntitle: About\n---\n",
            ["1:1 error [required] a page needs a 'description'"],
            "About",
            id="no description",
        ),
        pytest.param(
            "---\ntitle:\ndescription: 5\n---\n",
            [
                "2:7 error [required] a page needs a 'title'",
                "3:14 error [type] 'description' must be text, found 5, which YAML reads as a number; write \"5\"",
            ],
            "",
            id="no text",
        ),
        pytest.param(
            "---\ntitle: a\ntitle: b\ndescription: c\n---\n",
            ["3:1 error [duplicate-key] the key 'title' is given twice; keep one of the two"],
            "a",
            id="repeated key",
        ),
        pytest.param(
            "---\ntitle: 'a\n---\n",
            ["2:8 error [yaml-syntax] a quotation mark opened here is never closed"],
            "",
            id="YAML",
        ),
        pytest.param(
            f"{ABOUT}\n<script>a</script>\n[b](javascript:c)\n",
            [
                "8:1 error [unsafe-html] the HTML <script> is not allowed; delete it and everything in it",
                f"9:5 error [unsafe-link] links of the kind 'javascript:' are not allowed; {ALLOWED}",
            ],
            "About",
            id="unsafe",
        ),
        pytest.param(
            "---\ntemplate: home.html\ntitel: A\n" + ABOUT[4:],
            [
                "2:1 error [unknown-key] unknown key 'template'; use one of: title, description",
                "3:1 error [unknown-key] unknown key 'titel'; did you mean 'title'?",
            ],
            "About",
            id="no other key",
        ),
    ],
)
def test_a_page_needs_its_two_texts_and_harmless_html(text: str, expected: list[str], title: str) -> None:
    collection = read({"pages/about.md": text})
    assert faults(collection) == [f"pages/about.md:{line}" for line in expected]
    assert [page.title for page in collection.pages] == [title]
    assert collection.files_read == 0


def test_a_page_that_cannot_be_read_is_no_page() -> None:
    collection = read({"index.md": b"\xff"})
    assert [problem.rule for problem in collection.problems] == ["file-encoding"]
    assert collection.pages == ()


def test_an_id_belongs_to_one_piece() -> None:
    collection = read(
        {
            "2026/a.md": story_text(),
            "2026/b.md": story_text(title="T", id=None, colour="x"),
            "2026/c.md": story_text(),
        }
    )
    way_out = "give the copy a fresh one, as in id: "
    assert [line for line in faults(collection) if "id-unique" in line] == [
        f"2026/{here}.md:2:5 error [id-unique] the id 'good-story' also belongs to stories/2026/{there}.md; {way_out}{fresh}"
        for here, there, fresh in [("a", "c", "a-tepi"), ("c", "a", "c-36wv")]
    ]


def test_an_id_is_also_compared_with_those_of_pieces_that_have_other_faults() -> None:
    collection = read({"2026/a.md": story_text(), "2026/b.md": story_text(colour="x")})
    assert [problem.rule for problem in collection.problems] == ["id-unique", "id-unique", "unknown-key"]


def test_ids_that_are_no_ids_do_not_clash() -> None:
    collection = read({"2026/a.md": story_text(id="x"), "2026/b.md": story_text(id="y")})
    assert [problem.rule for problem in collection.problems] == ["id-form", "id-form"]


def test_an_address_belongs_to_one_piece_whatever_its_year() -> None:
    collection = read(
        {
            "2026/a.md": "\n" + story_text(id="story-1"),
            "2027/a.md": story_text(id="story-2"),
            "2027/a/index.md": story_text(id="story-3"),
        }
    )
    words = "error [address-unique] the address /stories/a/ also belongs to"
    assert faults(collection) == [
        f"2026/a.md:2:1 {words} stories/2027/a.md, stories/2027/a/index.md; rename one of the files",
        f"2027/a.md:1:1 {words} stories/2026/a.md, stories/2027/a/index.md; rename one of the files",
        f"2027/a/index.md:1:1 {words} stories/2026/a.md, stories/2027/a.md; rename one of the files",
    ]


@pytest.mark.parametrize("other", ["/old-page/", "/old-page", "/old-page/index.html"])
def test_an_alias_belongs_to_one_piece_however_it_is_written(other: str) -> None:
    collection = read(
        {
            "2026/a.md": story_text(id="story-a", aliases=["/x/", "/old-page/"]),
            "2026/b.md": story_text(id="story-b", aliases=[other]),
        }
    )
    words = "is also claimed by"
    assert faults(collection) == [
        f"2026/a.md:10:18 error [alias-unique] the alias '/old-page/' {words} stories/2026/b.md; keep it with one of them",
        f"2026/b.md:10:11 error [alias-unique] the alias '{other}' {words} stories/2026/a.md; keep it with one of them",
    ]


@pytest.mark.parametrize(
    ("alias", "owner"),
    [
        ("/stories/other/", "stories/2026/other.md"),
        ("/stories/other", "stories/2026/other.md"),
        ("/stories/other/index.html", "stories/2026/other.md"),
        ("/stories/story/", "this piece itself"),
        ("/about/", "stories/pages/about.md"),
        ("/index.html", "stories/index.md"),
        ("/stories/", None),
        ("/feed.xml", None),
        ("/feed.xml/", None),
        ("/themes/old/", None),
    ],
)
def test_an_alias_is_no_address_that_is_in_use(alias: str, owner: str | None) -> None:
    collection = read(
        {
            "index.md": ABOUT,
            "pages/about.md": ABOUT,
            "2026/story.md": story_text(aliases=[alias]),
            "2026/other.md": story_text(id="other-story", status="draft", date=date(2027, 1, 1)),
        }
    )
    (problem,) = collection.problems
    assert (problem.path, problem.line, problem.column, problem.rule) == (
        "stories/2026/story.md",
        10,
        11,
        "alias-clash",
    )
    assert (f"the address of {owner}" if owner else "an address that the site makes itself") in problem.message


@pytest.mark.parametrize(
    "path",
    ["pages/stories/a-story.md", "pages/themes.md", "pages/calendar/index.md", "pages/index.md", "pages/feed.xml.md"],
)
def test_a_page_cannot_take_the_address_of_something_else(path: str) -> None:
    found = faults(read({path: ABOUT}))
    assert len(found) == 1
    assert found[0].startswith(f"{path}:1:1 error [page-place] the address /")


def test_an_earlier_time_has_its_pieces_and_pages_and_no_verdict() -> None:
    same = story_text(id="story-c", title="As it is")
    now = read({"pages/about.md": ABOUT, "2026/a.md": story_text(id="story-a"), "2026/c.md": same})
    earlier = tree(
        {
            "index.md": ABOUT,
            "pages/odd.md": b"\xff",
            "2025/b.md": story_text(id="story-b", summary=None, status="idea"),
            "2026/a.md": story_text(id="story-a", title="As it was"),
            "2026/c.md": same,
            "2026/odd.md": b"\xff",
        }
    )

    was = read_as_it_was(earlier, settings(), register(), now)

    assert [page.path for page in was.pages] == ["index.md"]
    assert [story.title for story in was.stories] == ["A good story", "As it was", "As it is"]
    assert was.problems == ()
