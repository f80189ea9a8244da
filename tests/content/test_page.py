"""Pages of the site's own: what they refer to. Their two texts are tested with the collection."""

from __future__ import annotations

import pytest

from tests.builders import faults, read, story_text

PAGE = "---\ntitle: About\ndescription: Us.\n---\n\n"


def test_a_page_refers_to_files_as_a_story_does() -> None:
    text = f"{PAGE}![us](team.jpg) [plan](plan.pdf)\n[a](nowhere.pdf) [b](../2026/a.pdf) [c](x.html) ![d](plan.pdf)\n[e](other.md)\n"
    found = faults(read({"pages/about.md": text}, ["pages/team.jpg", "pages/plan.pdf", "pages/x.html"]))
    assert [line.split(";")[0] for line in found] == [
        "pages/about.md:7:5 error [file-missing] there is no file 'nowhere.pdf' beside the story",
        "pages/about.md:7:22 error [file-outside] '../2026/a.pdf' leads out of the story's folder",
        "pages/about.md:7:41 error [file-type] 'x.html' cannot be published here",
        "pages/about.md:7:54 error [file-type] 'plan.pdf' cannot be published here",
        "pages/about.md:8:5 error [link-target] there is no page 'pages/other.md' to link to",
    ]


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("pages/my story.md", "stories/2026/my-story.md"),
        ("pages/more/plan/index.md", "stories/2026/plan/index.md"),
        ("index.md", "stories/2026/<short-name>.md"),
        ("pages/\u6587.md", "stories/2026/<short-name>.md"),
    ],
)
def test_a_story_among_the_pages_is_one_error_that_says_where_it_belongs(path: str, target: str) -> None:
    text = story_text("<script>a</script> [a](nowhere.pdf)")
    keys = "'id', 'status', 'summary', 'councils', 'themes' and 'sources'"
    collection = read({path: text})
    assert faults(collection) == [
        f"{path}:1:1 error [page-place] this looks like a story, because it has {keys}; move it to {target}"
    ]
    assert collection.pages == ()


def test_two_keys_of_a_story_make_one() -> None:
    (line,) = faults(read({"pages/x.md": "---\ntitle: X\nstatus: idea\nid: the-story\ndescription: Y\n---\n"}))
    assert line.endswith("because it has 'id' and 'status'; move it to stories/<year>/x.md")


@pytest.mark.parametrize("keys", ["id: about-page", "date: 2026-11-16\nimage: x.png\ntags: [a]", "summary: Us."])
def test_a_page_with_keys_of_other_programs_is_still_a_page(keys: str) -> None:
    found = faults(read({"pages/x.md": f"---\ntitle: X\ndescription: Y\n{keys}\n---\n"}))
    assert len(found) == len(keys.splitlines())
    assert all("[unknown-key] unknown key" in line for line in found)


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("2026/about us.md", "stories/pages/about us.md"),
        ("2026/about/index.md", "stories/pages/about.md"),
        ("about.md", "stories/pages/about.md"),
        ("2026/a/b/c.md", "stories/pages/c.md"),
    ],
)
def test_a_page_among_the_stories_is_one_error_that_says_where_it_belongs(path: str, target: str) -> None:
    collection = read({path: f"{PAGE}<script>a</script> [a](nowhere.pdf)"})
    (line,) = faults(collection)
    assert line == (
        f"{path}:1:1 error [story-place] this looks like a page of the site, because it has a 'description' "
        f"and no key of a story; move it to {target}"
    )
    assert collection.stories == ()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2026", 'found 2026, which YAML reads as a number; write "2026"'),
        ("yes", 'found yes, which YAML reads as true or false; write "yes"'),
        ("2026-11-16", 'found 2026-11-16, which YAML reads as a date; write "2026-11-16"'),
        ("1.50", 'found 1.50, which YAML reads as a number; write "1.50"'),
        ("[a]", 'and text that starts with [ must be in quotes: title: "[a]"'),
        ("{a: b}", 'and text that starts with { must be in quotes: title: "{a: b}"'),
    ],
)
@pytest.mark.parametrize(
    ("path", "keys"), [("pages/x.md", "description: D"), ("2026/x.md", "id: story-x\nstatus: idea")]
)
def test_a_title_that_yaml_reads_as_something_else(path: str, keys: str, value: str, said: str) -> None:
    found = faults(read({path: f"---\ntitle: {value}\n{keys}\n---\n"}))
    assert found == [f"{path}:2:8 error [type] 'title' must be text, {said}"]
