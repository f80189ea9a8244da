"""A name with an accent is one name, however a disk spells it: macOS writes the letter and the accent as two characters."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

import pytest

from tests import builders
from tests.builders import story_text
from tests.site import odd
from tests.site.conftest import TODAY
from tests.site.projects import Site, build, make_project, only

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.uncounted

PAGE = "---\ntitle: {}\ndescription: Of interest.\n---\n\n{}\n"
LINKS = "[page](../../pages/caf\u00e9.md) [plan](f\u00f4r/pl\u00e2n.pdf) ![t\u0177](t\u0177.png)"
PERCENT = "[again](fo%CC%82r/pla%CC%82n.pdf) [page](../../pages/cafe%CC%81.md)"
TEXTS = {
    "pages/caf\u00e9.md": PAGE.format(
        "Caf\u00e9", "![us](t\u00eem/t\u00eem.png) [more](b\u00e2n/index.md)\n\n[a](../2026/open/index.md)"
    ),
    "pages/b\u00e2n/index.md": PAGE.format("B\u00e2n", "[back](../caf\u00e9.md)"),
    "2026/open/index.md": story_text(
        f"{LINKS}\n\n## How\n\n{PERCENT}\n",
        id="open-story",
        image={"file": "f\u00f4r/llun.png", "alt": "A street", "credit": "Us"},
        artefacts=[{"title": "Plan", "kind": "document", "file": "cynll\u0177n.pdf"}],
    ),
    "2026/other.md": story_text("[open](open/index.md)\n\n## How\n\nSo.\n", id="other-story"),
}
FILES: dict[str, str | bytes] = {
    "pages/t\u00eem/t\u00eem.png": odd.PNG,
    "2026/open/t\u0177.png": odd.PNG,
    "2026/open/f\u00f4r/llun.png": odd.PNG,
    "2026/open/f\u00f4r/pl\u00e2n.pdf": "%PDF-1.7",
    "2026/open/cynll\u0177n.pdf": "%PDF-1.7",
}  # fmt: skip
Form = Literal["NFC", "NFD"]
FORMS: dict[str, tuple[Form, Form]] = {
    "as macOS writes": ("NFD", "NFC"),
    "in the texts": ("NFC", "NFD"),
    "everywhere": ("NFD", "NFD"),
}


def made(folder: Path, of_names: Form, of_texts: Form) -> Site:
    """Return the site of these files, with names and texts in one form of Unicode each."""
    files: dict[str, str | bytes] = {
        unicodedata.normalize(of_names, path): unicodedata.normalize(of_texts, text) for path, text in TEXTS.items()
    }
    files |= {unicodedata.normalize(of_names, path): content for path, content in FILES.items()}
    return build(make_project(folder, files, {"vocabularies": dict(builders.VOCABULARIES)}), TODAY, strict=True)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return made(tmp_path_factory.mktemp("same") / "project", "NFC", "NFC")


@pytest.mark.parametrize("form", FORMS)
def test_the_site_is_the_same(form: str, expected: Site, tmp_path: Path) -> None:
    site = made(tmp_path / "project", *FORMS[form])

    assert site.files.keys() == expected.files.keys()
    for path in site.pages:
        assert unicodedata.normalize("NFC", unquote(site.text(path))) == unquote(expected.text(path))


def test_every_link_leads_somewhere(expected: Site) -> None:
    story = expected.page("stories/open/")
    hrefs = {unquote(str(link["href"])) for link in story.select("main a[href]")}
    assert {
        "../../caf\u00e9/",
        "f\u00f4r/pl\u00e2n.pdf",
        "https://made-up.example/stories/open/cynll\u0177n.pdf",
    } <= hrefs
    assert unquote(str(only(expected.page("caf\u00e9/"), "article img")["src"])) == "../pages/t\u00eem/t\u00eem.png"
    assert "<loc>https://made-up.example/caf%C3%A9/</loc>" in expected.text("sitemap.xml")
