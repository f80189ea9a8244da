"""What is changed in an editor's front matter, and that nothing else is."""

from __future__ import annotations

from datetime import date

import pytest

from site_builder.content.front_matter_editing import EditingError, with_item, with_value, without_item

WITHDRAWAL = {"date": date(2027, 6, 1), "reason": "Wrong: figures # and all"}
SHARING = {"channel": "Knowledge Hub", "date": date(2027, 3, 12)}


def text(front_matter: str, body: str = "\nA text.\n") -> str:
    return f"---\n{front_matter}---\n{body}"


def test_a_value_is_replaced_where_it_is() -> None:
    before = text("id: a-story-1\n# how far it is\nstatus:   ready  # since May\ntitle: A\n")

    assert with_value(before, "status", "withdrawn") == before.replace("ready", "withdrawn")


@pytest.mark.parametrize("written", ["'ready'", '"ready"', "ready"])
def test_a_value_in_quotes_is_replaced_with_them(written: str) -> None:
    before = text(f"id: a-story-1\nstatus: {written}\n")

    assert with_value(before, "status", "withdrawn") == text("id: a-story-1\nstatus: withdrawn\n")


def test_a_key_without_a_value_gets_one() -> None:
    assert with_value(text("id: a-story-1\nstatus:\ntitle: A\n"), "status", "idea") == text(
        "id: a-story-1\nstatus: idea\ntitle: A\n"
    )


def test_a_new_key_is_behind_those_that_usually_are_before_it() -> None:
    before = text("# ours\nid: a-story-1\ntitle: A\nstatus: withdrawn # yes\n\n# the day\ndate: 2027-01-01\n")

    assert with_value(before, "withdrawn", WITHDRAWAL) == before.replace(
        "# yes\n", "# yes\nwithdrawn:\n  date: 2027-06-01\n  reason: 'Wrong: figures # and all'\n"
    )


@pytest.mark.parametrize("last", ["summary: |\n  A text\n\n  of lines\n", "themes:\n  - a\n  - b\n  # c\n", "date: \n"])
def test_a_new_key_is_behind_a_value_of_several_lines(last: str) -> None:
    before = text(f"title: A\n{last}")

    assert with_item(before, "shared", SHARING).startswith(f"---\ntitle: A\n{last.replace('  # c', '')[:8]}")
    assert with_item(before, "shared", SHARING).count("shared:\n- channel: Knowledge Hub\n  date: 2027-03-12\n") == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("aliases: [/a/]\n", "aliases: [/a/, /new/]\n"),
        ("aliases: [/a/, '/b]/'] # two ]\n", "aliases: [/a/, '/b]/', /new/] # two ]\n"),
        ("aliases: [ /a/, ]\n", "aliases: [ /a/, /new/ ]\n"),
        ("aliases: [\n  /a/,\n  /b/,  # ]\n]\n", "aliases: [\n  /a/,\n  /b/,  # ]\n /new/]\n"),
        ("aliases: []\n", "aliases: [/new/]\n"),
        ("aliases:\n", "aliases:\n- /new/\n"),
        ("aliases:  # none yet\n", "aliases:  # none yet\n- /new/\n"),
        ("aliases:\n- /a/\n", "aliases:\n- /a/\n- /new/\n"),
        ("aliases:\n    -   /a/ # old\n    # older\n", "aliases:\n    -   /a/ # old\n    -   /new/\n    # older\n"),
        ("aliases:\n  [/a/]\n", "aliases:\n  [/a/, /new/]\n"),
        ("aliases:\n  []\n", "aliases:\n  [/new/]\n"),
        ("", "aliases:\n- /new/\n"),
    ],
)
def test_an_item_more(before: str, after: str) -> None:
    frame = "id: a-story-1\ntitle: A\n{}\n# where it was told\nlink: https://a.example/\n"

    if not before:
        assert with_item(text("id: a-story-1\n"), "aliases", "/new/") == text(f"id: a-story-1\n{after}")
    else:
        assert with_item(text(frame.format(before)), "aliases", "/new/") == text(frame.format(after))


def test_a_group_more_is_indented_as_the_others() -> None:
    before = text("id: a-story-1\nshared:\n  - channel: Bulletin\n    date: 2027-03-01\n\n# end\n")

    assert with_item(before, "shared", SHARING) == before.replace(
        "2027-03-01\n", "2027-03-01\n  - channel: Knowledge Hub\n    date: 2027-03-12\n"
    )


def test_a_group_more_in_brackets() -> None:
    before = text("id: a-story-1\nshared: [{channel: Bulletin, date: 2027-03-01}]\n")

    assert with_item(before, "shared", SHARING) == before.replace(
        "}]", "}, {channel: Knowledge Hub, date: 2027-03-12}]"
    )


def test_a_front_matter_in_braces_gets_an_item_too() -> None:
    assert with_item(text("{id: a-story-1, aliases: [/a/]}\n"), "aliases", "/new/") == text(
        "{id: a-story-1, aliases: [/a/, /new/]}\n"
    )


def test_a_new_key_is_last_where_nothing_usually_is_before_it() -> None:
    assert with_value(text("link: https://a.example/\n"), "title", "A") == text("link: https://a.example/\ntitle: A\n")


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    before = "\ufeff\r\n---\r\nid: a-story-1\r\nstatus: ready\r\n---\r\nText\n"

    after = with_item(with_value(before, "status", "withdrawn"), "aliases", "/new/")

    assert after == "\ufeff\r\n---\r\nid: a-story-1\r\nstatus: withdrawn\r\naliases:\r\n- /new/\r\n---\r\nText\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("aliases: [/a/, /b/, /c/] # x\n", "aliases: [/a/, /c/] # x\n"),
        ("aliases: [/a/, '/b/']\n", "aliases: [/a/]\n"),
        ("aliases:\n- /a/\n- /b/ # old\n# c\n- /c/\n", "aliases:\n- /a/\n# c\n- /c/\n"),
    ],
)
def test_an_item_less(before: str, after: str) -> None:
    assert without_item(text(f"id: a-story-1\n{before}"), "aliases", 1) == text(f"id: a-story-1\n{after}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("aliases: [/a/, /b/] # x\n", "aliases: [/b/] # x\n"),
        ("aliases: ['/a/', /b/]\n", "aliases: [/b/]\n"),
        ("aliases: [\n  /a/, # one\n  /b/\n]\n", "aliases: [\n  # one\n  /b/\n]\n"),
    ],
)
def test_the_first_item_less(before: str, after: str) -> None:
    assert without_item(text(before), "aliases", 0) == text(after)


def test_the_last_item_goes_with_its_list() -> None:
    assert without_item(text("id: a-story-1\naliases: [/a/]\n# c\n"), "aliases", 0) == text("id: a-story-1\n# c\n")
    assert without_item(text("aliases:\n- /a/\nid: a-story-1\n"), "aliases", 0) == text("id: a-story-1\n")


@pytest.mark.parametrize(
    ("front_matter", "said"),
    [
        ("{id: a-story-1}\n", "cannot be changed safely; write 'status: withdrawn'"),
        ("id: a-story-1\nstatus: |-\n  ready\n", "cannot be changed safely"),
        ("id: a-story-1\nstatus: [ready]\n", "cannot be changed safely; write 'status: withdrawn'"),
        ("id: [a\n", "is not closed with ]"),
        ("- a\n", "is a list"),
    ],
)
def test_what_is_refused(front_matter: str, said: str) -> None:
    with pytest.raises(EditingError) as refused:
        with_value(text(front_matter), "status", "withdrawn")

    assert said in str(refused.value)


def test_a_list_that_is_none_is_refused() -> None:
    with pytest.raises(EditingError, match=r"'aliases' is not a list; write aliases: \[/a/, /new/\] yourself"):
        with_item(text("aliases: /a/\n"), "aliases", "/new/")
    with pytest.raises(EditingError, match="'aliases' has no item 2"):
        without_item(text("aliases: [/a/]\n"), "aliases", 1)


@pytest.mark.parametrize(
    "front_matter", ["aliases:\n-\n  /a/\n", f"aliases: [/a/ # {']' * 60}\n]\n"], ids=["below its hyphen", "brackets"]
)
def test_a_list_that_cannot_be_changed_safely_gets_no_more_items(front_matter: str) -> None:
    with pytest.raises(EditingError, match=r"cannot be changed safely; write aliases: \[/a/, /new/\] yourself"):
        with_item(text(front_matter), "aliases", "/new/")


@pytest.mark.parametrize(
    ("front_matter", "key", "item"),
    [
        ('aliases: ["\\x2fa/", /b/]\n', "aliases", "/a/"),
        ("{id: a-story-1, aliases: [/a/]}\n", "aliases", "/a/"),
        (
            "shared:\n- channel: Bulletin\n  date: 2027-03-01\n- channel: Hub\n  date: 2027-03-02\n",
            "shared", "{channel: Bulletin, date: 2027-03-01}",
        ),
    ],
)  # fmt: skip
def test_an_item_that_cannot_be_taken_away_safely_stays(front_matter: str, key: str, item: str) -> None:
    with pytest.raises(EditingError) as refused:
        without_item(text(front_matter), key, 0)

    assert str(refused.value).endswith(f"cannot be changed safely; delete {item} from '{key}' yourself")
