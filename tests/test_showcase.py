"""The showcase shows every feature, so that what looks at it looks at all of them."""

from __future__ import annotations

import posixpath
import re

import pytest

from site_builder.adapters.project import load_project
from site_builder.content.front_matter_model import FrontMatterModel, Kind, Status
from site_builder.content.story import State
from site_builder.programme.plan import PlanStatus, progress
from tests.builders import TODAY
from tests.site.oracle import pieces
from tests.site.projects import SHOWCASE

PROJECT = load_project(SHOWCASE / "mkdocs.yml")
COLLECTION = PROJECT.read(TODAY)
PIECES = pieces(SHOWCASE / "stories")
PUBLIC = [piece for piece in PIECES if piece.is_public(TODAY)]
TEXTS = "\n".join(piece.body for piece in PUBLIC)


def test_it_has_no_problem_so_that_a_strict_build_passes() -> None:
    assert [str(problem) for problem in COLLECTION.problems] == []


def test_every_kind_is_published_and_every_status_and_state_is_there() -> None:
    assert len(PIECES) >= 24
    assert {piece.data.get("kind", "story") for piece in PUBLIC} == {*Kind}
    assert {piece.data["status"] for piece in PIECES} == {*Status}
    assert {story.state(TODAY) for story in COLLECTION.stories} == {*State}


def test_every_key_is_used() -> None:
    assert {key for piece in PIECES for key in piece.data} == {*FrontMatterModel.model_fields}


def test_every_status_of_a_plan_is_there() -> None:
    rows = progress(COLLECTION.stories, PROJECT.settings.programme, TODAY)
    assert {period.status for row in rows for period in row.quota} == {*PlanStatus}


@pytest.mark.parametrize("taxonomy", ["themes", "services", "programmes"])
def test_every_taxonomy_has_terms_of_many_of_few_and_of_no_stories(taxonomy: str) -> None:
    used = [term for piece in PUBLIC for term in piece.data.get(taxonomy, [])]
    counts = {used.count(term) for term in set(used)}
    assert max(counts) >= 3
    assert min(counts) == 1 or taxonomy == "themes"
    known = {term.name for term in getattr(PROJECT.settings.vocabularies, taxonomy)}
    assert known - set(used)


def test_its_councils_are_of_all_sorts() -> None:
    slugs = {slug for piece in PUBLIC for slug in piece.data.get("councils", [])}
    councils = [council for slug in slugs if (council := PROJECT.register.get(slug))]
    assert len(councils) == len(slugs)
    assert any(council.is_abolished for council in councils)
    assert sum(council.region == "London" for council in councils) >= 2
    assert {"England", "Scotland", "Wales"} <= {council.nation for council in councils}
    assert {council.region for council in PROJECT.register} - {council.region for council in councils}
    assert slugs & {council.slug for council in PROJECT.settings.extra_places}


@pytest.mark.parametrize(
    "mark",
    ["\n> -- ", "\n| --- | ---: |", "[^", "\n```", "\n### ", "\n1. ", "    - ", "![", "](../", ".md#", "**", "*gas*"],
)
def test_its_texts_hold_what_markdown_can_do(mark: str) -> None:
    assert mark in TEXTS.replace(" |----", " | ---")


def test_every_file_beside_a_story_is_one_that_the_story_refers_to() -> None:
    """As is every file of a published site; and their contents are what their endings say."""
    beginnings = {".png": b"\x89PNG\r\n", ".jpg": b"\xff\xd8\xff", ".pdf": b"%PDF-", ".csv": b""}
    named = set()
    for piece in PIECES:
        files = [artefact["file"] for artefact in piece.data.get("artefacts", []) if "file" in artefact]
        files += [piece.data["image"]["file"]] if "image" in piece.data else []
        files += re.findall(r"\]\(([\w.-]+\.(?!md)\w+)\)", piece.body)
        named |= {posixpath.join(posixpath.dirname(piece.path), file) for file in files}
    found = {
        path.relative_to(SHOWCASE / "stories") for path in SHOWCASE.glob("stories/2*/**/*.*") if path.suffix != ".md"
    }
    assert {path.as_posix() for path in found} == named
    assert {path.suffix for path in found} == {*beginnings}
    for path in found:
        assert (SHOWCASE / "stories" / path).read_bytes().startswith(beginnings[path.suffix])
