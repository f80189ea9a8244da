"""`stories new --from-issue`: the draft made of a proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_builder.adapters.project import load_project
from tests.adapters.projects import AS_OF, Folder, run
from tests.builders import TODAY
from tests.content.test_issue_form import SUMMARY, issue

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.content.story import Story


@pytest.fixture
def proposal(tmp_path: Path) -> Path:
    return tmp_path / "issue.md"


def draft(proposal: Path, text: str, *options: str) -> Story:
    """Return the draft that is made of an issue, which the check passes."""
    proposal.write_text(text, "utf-8")
    result = run("new", "--from-issue", str(proposal), *options, *AS_OF)
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "Written: stories/2026/fewer-miles.md"), (
        result.output
    )
    collection = load_project().read(TODAY)
    assert collection.problems == ()
    return collection.stories[0]


@pytest.mark.usefixtures("folder")
def test_every_field_is_in_its_place(proposal: Path) -> None:
    story = draft(
        proposal,
        issue(
            title="Fewer miles", summary=SUMMARY, councils="Wigan Council, LB Camden", themes="Digitalisation",
            how='They asked the crews: "#1" first.', result="A fifth less 🎉.", sources="Report, 12 January 2027",
        ),
    )  # fmt: skip

    assert (story.meta.status, story.meta.summary, story.meta.date) == ("draft", SUMMARY, None)
    assert story.meta.councils == ("wigan", "camden")
    assert story.meta.themes == ("digitalisation",)
    assert [(source.title, source.date) for source in story.meta.sources] == [("Report", "2027-01-12")]
    assert story.body.strip() == (
        'The rounds were planned again.\n\n## How it works\n\nThey asked the crews: "#1" first.\n\n'
        "## What it brought\n\nA fifth less 🎉."
    )


@pytest.mark.usefixtures("folder")
def test_what_is_not_known_is_left_with_a_remark(proposal: Path) -> None:
    story = draft(
        proposal,
        issue(councils="Newcastle, Atlantis --> x", themes="going digital", sources="X, 2013, https://a\\b@c/"),
    )

    assert (story.meta.status, story.meta.councils, story.meta.themes, story.meta.sources) == ("idea", (), (), ())
    head = story.body.partition("-->")[0]
    assert "- A council that is not in the register under this name: Newcastle" in head
    assert "Atlantis" in head
    assert "- A theme that is not in the vocabulary: going digital\n" in head
    assert "a full address: X, 2013, https://a" in head


@pytest.mark.usefixtures("folder")
def test_an_option_goes_before_the_form(proposal: Path) -> None:
    story = draft(
        proposal, issue(title="Something else"), "--title", "Fewer miles", "--summary", SUMMARY, "--council", "york"
    )

    assert (story.meta.status, story.meta.councils) == ("draft", ("york",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "cannot be read: No such file or directory"),
        (
            "Hello",
            "is not the text of the form: there is no answer below a line '### Title', as the form for stories writes it",
        ),
    ],
)
def test_a_file_that_is_no_proposal(folder: Folder, proposal: Path, text: str | None, said: str) -> None:
    if text is not None:
        proposal.write_text(text)

    result = run("new", "--from-issue", str(proposal), *AS_OF)

    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert list(folder.stories.iterdir()) == []


def test_a_slug_is_taken_although_two_councils_have_that_name(folder: Folder) -> None:
    result = run("new", "--title", "Levels", "--idea", "--council", "somerset", *AS_OF)

    assert result.exit_code == 0, result.output
    assert "councils:\n- somerset\n" in (folder.stories / "2026" / "levels.md").read_text("utf-8")
