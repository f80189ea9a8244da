"""The help for editors: texts of the package that keep to the rules of every page, and the terms of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_builder.adapters.help_files import read_help_tree
from site_builder.content.help_texts import HOME, LISTS, read_help
from site_builder.rules.case import TextCase
from site_builder.rules.pages import check_page
from tests import builders, sample

if TYPE_CHECKING:
    from site_builder.content.page import Page

PAGES = read_help(read_help_tree(), sample.SETTINGS, builders.register())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_a_page_of_help_keeps_to_the_rules_of_every_page(page: Page) -> None:
    tree = builders.tree({}, [f"help/{name}" for name in read_help_tree().sizes])
    outlines = {other.path: other.outline for other in PAGES}
    problems = check_page(page, TextCase(page.path, page.front_matter, page.outline, tree, {}, outlines, sample.TODAY))

    # The site makes these pages itself, and the list of rules shows what a gap looks like.
    assert [problem for problem in problems if problem.rule not in {"page-place", "fill-in"}] == []


def test_the_first_page_leads_to_every_other_once() -> None:
    links = [found.to.source("help/") for found in PAGES[0].outline.references]

    assert [page.path for page in PAGES] == [HOME, *links]
    assert len(PAGES) == len(read_help_tree().texts)


def test_the_lists_have_the_terms_of_the_site_and_what_else_people_call_them() -> None:
    terms = [{"name": "bins", "description": "What *is* collected.", "also": ["refuse", "waste"]}, "energy"]
    settings = builders.settings(vocabularies={"themes": ["a_b_ [c](d)"], "services": terms})
    (lists,) = (page for page in read_help(read_help_tree(), settings, builders.register()) if page.path == LISTS)

    assert [section.words for section in lists.outline.sections] == ["Themes", "Services"]
    assert lists.body.split("## Themes\n\n")[1] == (
        "- **a_b\\_ \\[c](d)**\n\n## Services\n\n"
        "- **bins**: What \\*is\\* collected. Other names: refuse, waste.\n- **energy**"
    )
