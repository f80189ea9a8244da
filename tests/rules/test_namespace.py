"""One namespace: nothing of the site takes the place of something else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder import addresses
from site_builder.collection import read_collection
from site_builder.content.pictures import Measure
from tests.builders import TODAY, faults, read, register, settings, story_text, tree

IMAGE = {"file": "photo.png", "alt": "A street", "credit": "Us"}
PAGE = "---\ntitle: About\ndescription: Us.\n---\n\nText.\n"


def said(alias: str | list[str], *more: str) -> list[str]:
    """Return what is said of a piece with these aliases, beside another piece with a picture and a page."""
    texts = {
        "pages/about.md": PAGE,
        "2026/victim/index.md": story_text(id="victim-story", image=IMAGE),
        "2026/bad.md": story_text(aliases=[alias] if isinstance(alias, str) else alias),
    } | {f"2026/other-{n}.md": story_text(id=f"other-{n}", aliases=[alias]) for n, alias in enumerate(more)}
    found = faults(read(texts, ["2026/victim/photo.png"]))
    return [line.partition(" error ")[2] for line in found]


@pytest.mark.parametrize(
    ("alias", "expected"),
    [
        ("/about/index.html/", "[alias-clash] the alias '/about/index.html/' cannot exist beside /about/ of stories/pages/about.md"),
        ("/about/", "[alias-clash] the alias '/about/' is the address of stories/pages/about.md; remove the alias"),
        ("/About/", "[alias-clash] the alias '/About/' is the address of stories/pages/about.md; remove the alias"),
        ("/stories/victim/photo.png", "[alias-clash] the alias '/stories/victim/photo.png' is the address of stories/2026/victim/photo.png"),
        ("/stories/victim/photo.png/x/", "[alias-clash] the alias '/stories/victim/photo.png/x/' cannot exist beside"),
        ("/stories/victim/card.png", "[alias-clash] the alias '/stories/victim/card.png' is an address that the site makes"),
        ("/stories/bad/bad.pdf", "[alias-clash] the alias '/stories/bad/bad.pdf' is an address that the site makes"),
        ("/Feed.xml", "[alias-clash] the alias '/Feed.xml' is an address that the site makes itself; remove the alias"),
        ("/stories/page/2/", "[alias-clash] the alias '/stories/page/2/' is an address that the site makes itself"),
        ("/.well-known/x/", "[alias-form] '/.well-known/x/' has a part that is empty, or begins or ends with a dot or a space"),
        (f"/{'a' * 300}/", f"[alias-form] '/{'a' * 56}...' is too long for the name of a file"),
        ("/" + "abc/" * 250, "[alias-form] '/abc/"),
    ],
)  # fmt: skip
def test_an_alias_takes_nobodys_place(alias: str, expected: str) -> None:
    (message,) = said(alias)
    assert message.startswith(expected)


@pytest.mark.parametrize(
    "alias", ["/abouts/", "/about/old/", "/stories/victim/old.png", "/a/b.html", "/stories/victim/more/"]
)
def test_other_aliases_are_free(alias: str) -> None:
    assert said(alias) == []


TWO_PICTURES = story_text("![a](photo.png)\n\n![b](photo.png.800.webp)\n\n## How\n\nSo.\n", id="two-pictures")


def clashes_of(measures: dict[str, Measure], text: str = TWO_PICTURES) -> list[str]:
    """Return what is said of a piece with pictures of these sizes."""
    files = replace(tree({"2026/two/index.md": text}, measures), pictures=measures)
    return faults(read_collection(files, settings(), register(), TODAY))


def test_the_forms_of_a_picture_take_nobodys_place() -> None:
    small, large = Measure(700, 500), Measure(1700, 1200)
    assert clashes_of({"2026/two/photo.png": small, "2026/two/photo.png.800.webp": small}) == []
    one, other = "stories/2026/two/photo.png", "stories/2026/two/photo.png.800.webp"
    address = "the address /stories/two/photo.png.800.webp"
    assert clashes_of({"2026/two/photo.png": large, "2026/two/photo.png.800.webp": small}) == [
        f"2026/two/index.md:12:6 error [address-unique] {address} of {one} also belongs to {other}; rename one of the files",
        f"2026/two/index.md:14:6 error [address-unique] {address} of {other} also belongs to {one}; rename one of the files",
    ]


def test_an_alias_is_no_form_of_a_picture() -> None:
    text = story_text("![a](photo.png)\n\n## How\n\nSo.\n", aliases=["/stories/two/photo.png.1600.webp"])
    (message,) = clashes_of({"2026/two/photo.png": Measure(1700, 1200)}, text)
    said = "the alias '/stories/two/photo.png.1600.webp' is the address of stories/2026/two/photo.png; remove the alias"
    assert message == f"2026/two/index.md:10:11 error [alias-clash] {said}"


def test_the_name_of_a_picture_leaves_room_for_its_forms() -> None:
    fine, long = f"{'a' * 196}.png", f"{'a' * 197}.png"
    text = story_text(f"![a]({fine})\n\n![b]({long})\n\n## How\n\nSo.\n")
    (message,) = clashes_of({f"2026/two/{name}": Measure(1700, 1200) for name in (fine, long)}, text)
    assert "error [file-name] the name " in message
    assert message.endswith("is too long for a picture; shorten it to 100 letters or so")


def test_a_file_cannot_be_a_folder_too() -> None:
    found = said("/old.html", "/old.html/x/")
    why = "because one would be a file and the other a folder of the same name; remove the alias"
    assert found == [
        f"[alias-clash] the alias '/old.html' cannot exist beside /old.html/x/ of stories/2026/other-0.md, {why}",
        f"[alias-clash] the alias '/old.html/x/' cannot exist beside /old.html of stories/2026/bad.md, {why}",
    ]


def test_aliases_that_differ_only_in_capitals() -> None:
    assert said("/Old/", "/old/") == [
        "[alias-unique] the alias '/Old/' is also claimed by stories/2026/other-0.md; keep it with one of them",
        "[alias-unique] the alias '/old/' is also claimed by stories/2026/bad.md; keep it with one of them",
    ]


def test_a_piece_cannot_are_where_the_list_goes_on() -> None:
    (line,) = faults(read({"2026/page.md": story_text()}))
    assert line.endswith("the address /stories/page/ is one that the site makes itself; rename the file")


def test_a_file_cannot_take_the_place_of_what_the_site_makes() -> None:
    text = story_text(image={**IMAGE, "file": "card.png"})
    (line,) = faults(read({"2026/a/index.md": text}, ["2026/a/card.png"]))
    assert line == (
        "2026/a/index.md:10:15 error [address-unique] the address /stories/a/card.png of stories/2026/a/card.png is one that the site makes itself; "
        "rename the file"
    )


def test_a_file_of_the_home_page_cannot_either() -> None:
    (line,) = faults(read({"index.md": PAGE + "[a](robots.txt)\n"}, ["robots.txt"]))
    assert line.startswith(
        "index.md:7:5 error [address-unique] the address /robots.txt of stories/robots.txt is one that"
    )


def test_pages_share_a_file() -> None:
    page = PAGE + "![us](team.jpg)\n"
    assert faults(read({"pages/about.md": page, "pages/us.md": page}, ["pages/team.jpg"])) == []


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"image": {**IMAGE, "file": "./card.png"}}, "10:15"),
        ({"artefacts": [{"title": "T", "kind": "image", "file": "x.png"}, {"title": "T", "kind": "image", "file": "card.png"}]}, "10:91"),
        ({"body": "One\n\n![a](x.png) ![b](card.png)\n\n## How\n\nSo.\n"}, "14:18"),
        ({"body": "One\n\n![a](<./card.png>)\n\n## How\n\nSo.\n"}, "14:7"),
    ],
    ids=["image", "artefact", "text", "angles"],
)  # fmt: skip
def test_a_file_in_the_way_is_reported_where_it_is_named(changes: dict[str, Any], place: str) -> None:
    found = faults(read({"2026/a/index.md": story_text(**changes)}, ["2026/a/card.png", "2026/a/x.png"]))
    assert [line.partition(" error ")[0] for line in found if "address-unique" in line] == [f"2026/a/index.md:{place}"]


@pytest.mark.parametrize(
    ("aliases", "expected"),
    [
        (
            ["/old/", "/x/", "/old/"],
            "the alias '/old/' is in this list twice, also on line 10 too; delete one of the two",
        ),
        (
            ["/old/", "/old"],
            "the alias '/old' is in this list twice, also on line 10 too, there as '/old/'; delete one of the two",
        ),
        (
            ["/a.html", "/A.html"],
            "the alias '/A.html' is in this list twice, also on line 10 too, there as '/a.html'; delete",
        ),
    ],
)
def test_an_alias_that_is_twice_in_one_list(aliases: list[str], expected: str) -> None:
    (message,) = said(aliases)
    assert message.startswith(f"[alias-unique] {expected}")


def test_an_alias_is_no_folder_of_another_in_its_list() -> None:
    why = "because one would be a file and the other a folder of the same name; remove the alias"
    assert said(["/old.html", "/old.html/x/"]) == [
        f"[alias-clash] the alias '/old.html' cannot exist beside /old.html/x/ on line 10, {why}",
        f"[alias-clash] the alias '/old.html/x/' cannot exist beside /old.html on line 10, {why}",
    ]


def test_an_alias_that_is_the_address_of_the_piece() -> None:
    assert said("/stories/bad") == [
        "[alias-clash] the alias '/stories/bad' is the address of this piece itself; remove the alias"
    ]


def test_a_page_cannot_make_a_folder_of_a_file() -> None:
    found = faults(read({"pages/about.md": PAGE + "![us](x.png)\n", "pages/pages/x.png.md": PAGE}, ["pages/x.png"]))
    why = "because one would be a file and the other a folder of the same name; rename the file"
    assert [line.partition(" error ")[2] for line in found] == [
        f"[address-unique] the address /pages/x.png of stories/pages/x.png cannot exist beside /pages/x.png/ of stories/pages/pages/x.png.md, {why}"
    ]


def test_two_pages_with_one_address() -> None:
    found = faults(read({"pages/tips.md": PAGE, "pages/tips/index.md": PAGE}))
    assert [line.partition(" error ")[2] for line in found] == [
        "[address-unique] the address /tips/ also belongs to stories/pages/tips/index.md; rename one of the files",
        "[address-unique] the address /tips/ also belongs to stories/pages/tips.md; rename one of the files",
    ]


_PARTS = st.sampled_from(["a", "A", "b", "a.html", "index.html", "x.png"])


_PATHS = st.lists(_PARTS, min_size=1, max_size=3).map("/".join)


@pytest.mark.uncounted
@given(st.lists(st.tuples(_PATHS, st.sampled_from(["", "/"])).map("".join), min_size=1, max_size=6))
def test_what_passes_can_be_written_side_by_side(paths: list[str]) -> None:
    """A file that is nobody's folder, for every alias; a disk that knows no capitals is the hardest."""
    aliases = [f"/old/{path}" for path in paths]
    if faults(read({"2026/a.md": story_text(aliases=aliases)})):
        return
    files = [addresses.file_of(addresses.normalise(alias)).casefold() for alias in aliases]
    assert len(set(files)) == len(files)
    assert not [(one, other) for one in files for other in files if other.startswith(f"{one}/")]
