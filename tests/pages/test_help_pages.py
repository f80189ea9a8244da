"""The pages of help for editors, as every site has them."""

from __future__ import annotations

import pytest

from site_builder.adapters.help_files import FOLDER, with_help
from site_builder.pages.help_pages import HelpView, help_pages
from site_builder.pages.texts import text_html
from tests.making import build_of

BUILD = with_help(build_of({}))


def test_every_page_but_the_first_leads_to_the_others() -> None:
    views = {page.address: page.view for page in help_pages(BUILD) if isinstance(page.view, HelpView)}

    assert [address for address, view in views.items() if view.is_first] == ["help/"]
    for address, view in views.items():
        others = {*views} - {"help/", address} if address != "help/" else set()
        assert {other.address for other in view.others} == others


def test_no_search_engine_is_led_to_them() -> None:
    assert not any(page.head.is_indexed for page in help_pages(BUILD))


def test_links_and_pictures_lead_to_what_is_beside_the_text_in_the_package() -> None:
    (first,) = (page for page in BUILD.help if page.path == "help/first-story.md")
    html = text_html(first, BUILD)

    assert 'href="../facts/"' in html
    assert 'src="../pictures/form.png"' in html
    assert BUILD.tree.on_disk["help/pictures/form.png"] == str(FOLDER / "pictures" / "form.png")


def test_a_text_of_the_site_can_link_to_the_help() -> None:
    assert BUILD.addresses_of_texts["help/index.md"] == "help/"


@pytest.mark.parametrize("has_vscode", [True, False])
def test_tasks_for_vs_code_are_told_of_where_the_project_has_some(*, has_vscode: bool) -> None:
    build = with_help(build_of({}), has_vscode=has_vscode)
    told = {page.path for page in build.help if "VS Code" in text_html(page, build)}

    assert told == ({"help/first-story.md", "help/settings.md"} if has_vscode else set())


def test_the_rules_show_options_as_they_are_typed() -> None:
    (rules,) = (page for page in BUILD.help if page.path == "help/rules.md")

    assert "(check <code>--base</code>)" in text_html(rules, BUILD)
    assert "two lines of <code>---</code>" in text_html(rules, BUILD)
