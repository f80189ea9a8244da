"""What mkdocs.yml says of the look, and what of it has no effect here."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from typing import TYPE_CHECKING

import pytest

from site_builder.adapters import theme
from site_builder.adapters.project import ProjectError, load_project

if TYPE_CHECKING:
    from tests.adapters.projects import Folder


def test_settings_without_an_effect_are_told_with_a_way_out(folder: Folder) -> None:
    folder.write_configuration(
        {
            "site_name": "Stories",
            "docs_dir": "stories",
            "markdown_extensions": ["toc"],
            "theme": {"name": "material", "features": ["navigation.tabs"], "palette": []},
            "plugins": ["stories", {"tags": {}}],
        }
    )

    assert list(theme.without_effect(load_project(folder.root / "mkdocs.yml"))) == [
        "mkdocs.yml: markdown_extensions: does nothing any more; the site reads and makes its pages itself. Delete it",
        "mkdocs.yml: theme.features: does nothing here. Delete it",
        "mkdocs.yml: plugins: 'tags' finds no page to work on; the site makes its pages itself. Delete it",
    ]


def test_without_the_package_of_the_icons_a_sentence_says_so(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(theme, "distribution", missing)

    with pytest.raises(ProjectError, match="the package 'mkdocs-material' is not installed; its icons are needed"):
        theme.read_theme(load_project(folder.root / "mkdocs.yml"))
