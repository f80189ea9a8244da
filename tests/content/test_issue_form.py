"""The text of GitHub's form for stories, as strangers fill it in."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from site_builder.content import issue_form
from site_builder.content.issue_form import LABELS

FORM = Path(__file__).parents[2] / ".github" / "ISSUE_TEMPLATE" / "story.yml"
SUMMARY = "A small team planned the bin rounds again, and the lorries drive a fifth less."


def issue(**answers: str) -> str:
    """Return the text that GitHub makes of a form, with these answers and none to the other questions."""
    given = {"title": "Fewer miles", "new": "The rounds were planned again."} | answers
    return "".join(f"### {label}\n\n{given.get(key, '_No response_')}\n\n" for key, label in LABELS.items())


def test_the_form_asks_what_is_read() -> None:
    fields = [field for field in yaml.safe_load(FORM.read_text("utf-8"))["body"] if field["type"] != "markdown"]

    assert {field["id"]: field["attributes"]["label"] for field in fields} == LABELS
    assert [field["id"] for field in fields] == list(LABELS)
    assert {field["id"] for field in fields if field.get("validations", {}).get("required")} == {
        "title", "councils", "new",
    }  # fmt: skip


def test_every_answer_has_its_place() -> None:
    found = issue_form.read(
        issue(
            title="Wigan: fewer *miles*", summary=SUMMARY, councils="Wigan, LB Camden; York\nWigan",
            themes="- digitalisation\n- energy", how="They asked the crews.", result="A fifth less.",
            sources="1. Report, and more, 12 January 2027, https://a.example/x.\n- Minutes, 2013\n* Plan, Sept 2013",
            agreed="- [x] The council knows that its story may be published.",
        )
    )  # fmt: skip

    assert (found.title, found.summary) == ("Wigan: fewer miles", SUMMARY)
    assert found.councils == ("Wigan", "LB Camden", "York")
    assert found.themes == ("digitalisation", "energy")
    assert found.sources == (
        {"title": "Report, and more", "date": "2027-01-12", "url": "https://a.example/x"},
        {"title": "Minutes", "date": "2013"},
        {"title": "Plan", "date": "2013-09"},
    )
    assert found.text == (
        "The rounds were planned again.\n\n## How it works\n\nThey asked the crews.\n\n"
        "## What it brought\n\nA fifth less.\n"
    )
    assert found.remarks == ()


def test_what_is_not_answered_is_left_open() -> None:
    found = issue_form.read(issue())

    assert (found.summary, found.councils, found.sources, found.remarks) == (None, (), (), ())
    assert found.text.count("<!-- The form says nothing of this yet. -->") == 2


def test_what_has_no_place_is_a_remark() -> None:
    found = issue_form.read(
        issue(title="word " * 40, summary="Too short.", sources="see https://a.example/x\nVision 2020")
    )

    assert len(found.title) <= 100
    assert found.summary is None
    assert found.remarks == (
        f"The whole title: {('word ' * 40).strip()}",
        "As a summary, which takes 40 to 300 characters: Too short.",
        "A source, which needs a title, a date and, if there is one, a full address: see https://a.example/x",
        "A source, which needs a title, a date and, if there is one, a full address: Vision 2020",
    )


def test_an_answer_may_have_headings_and_the_words_of_the_form() -> None:
    found = issue_form.read(issue(new="### Title\n\nA heading.\n\n### Steps\n\nMore.", how="In the council."))

    assert found.text.startswith("### Title\n\nA heading.\n\n### Steps\n\nMore.\n\n## How it works\n\nIn the council.")


def test_line_ends_of_windows_and_what_nobody_sees() -> None:
    found = issue_form.read(issue(title="Few\u200ber miles\x00 \u202eback").replace("\n", "\r\n"))

    assert found.title == "Fewer miles back"
    assert "\r" not in found.text


@pytest.mark.parametrize("text", ["", "Hello", "### Title\n\n_No response_\n", "### Title\n\nFewer miles\n"])
def test_another_text_is_refused(text: str) -> None:
    with pytest.raises(issue_form.NoFormError, match=r"there is no answer below a line '### "):
        issue_form.read(text)


def test_nothing_ends_the_comment_of_remarks() -> None:
    comment = issue_form.as_comment(("--> <script>", "a ----> b"))

    assert comment.count("-->") == 1
    assert comment.endswith("-->\n\n")
    assert issue_form.as_comment(()) == ""
