"""Nothing of a draft or of a later piece goes out, however it is named and wherever it is; nothing else goes out unasked."""

from __future__ import annotations

import os
import re
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from site_builder import addresses
from site_builder.adapters.disk import read_tree
from site_builder.adapters.help_files import with_help
from site_builder.adapters.project import load_project
from site_builder.build import Build
from site_builder.collection import read_collection
from site_builder.content import assets
from site_builder.pages.nearby import without_story_but_near_one
from site_builder.programme.libraries import Library
from tests import builders
from tests.builders import TODAY, story_text
from tests.making import SITE
from tests.pictures import SECRET as TOLD
from tests.pictures import exif, gradient, opened, saved
from tests.site import odd
from tests.site.projects import SHOWCASE, Site, build, make_project, write

pytestmark = pytest.mark.uncounted

SECRET = "zyzzyva"  # noqa: S105 - a word that is nowhere else
LATER = TODAY + timedelta(days=1)
IMAGE = {"file": "photo.png", "alt": "A street", "credit": "Us"}
PNG = odd.PNG

FOLDERS = [
    "",
    "2026/",
    "2027/",
    "2026/open/",
    "2026/open/more/",
    "2026/other/",
    "pages/",
    "pages/more/",
    "20/",
    "drafts/",
]
NAMES = ["index", "notes", "about", "page", "feed.xml", "NOTES", "story", "ŵ", "2026", "a b", "x.en"]
ENDINGS = [
    ".md",
    ".MD",
    ".Md",
    ".markdown",
    ".mkd",
    ".mkdn",
    ".mdown",
    ".mdx",
    ".txt",
    ".md.txt",
    ".html",
    ".htm",
    ".docx",
    ".pdf",
    "",
    ".md~",
    ".bak",
    ".yml",
    ".svg",
    ".csv",
]
STATUSES: list[dict[str, object]] = [
    {"status": "draft"},
    {"status": "idea"},
    {"status": "review"},
    {"status": "ready", "date": LATER},
    {"status": "draft", "date": date(2020, 1, 1)},
]
WAYS = [
    "[a]({0})",
    "![a]({0})",
    "[a][b]\n\n[b]: {0}",
    "<{0}>",
    "[a](<{0}>)",
    '<a href="{0}">a</a>',
    "{0}",
    "[a]({0}#how)",
    "![[{0}]]",
]


@st.composite
def hidden(draw: st.DrawFn) -> tuple[str, str, str]:
    """Draw where an unpublished text is, what it says, and how the published piece mentions it."""
    path = draw(st.sampled_from(FOLDERS)) + draw(st.sampled_from(NAMES)) + draw(st.sampled_from(ENDINGS))
    keys = draw(st.sampled_from(STATUSES))
    text = story_text(
        f"{SECRET}\n\n## How\n\n{SECRET}\n", **{"id": f"{SECRET}-id", "title": SECRET, "date": None, **keys}
    )
    way = draw(st.sampled_from(["", *WAYS]))
    assume(path != "2026/open/index.md")  # the published piece itself
    return path, text, way.format(os.path.relpath(f"stories/{path}", "stories/2026/open"))


@given(hidden())
def test_an_unpublished_text_is_refused_or_stays_at_home(drawn: tuple[str, str, str]) -> None:
    path, text, mention = drawn
    open_ = story_text(f"{mention}\n\n## How\n\nSo.\n", id="open-story", image=IMAGE)
    with TemporaryDirectory() as folder:
        write(Path(folder, "stories"), {"2026/open/index.md": open_, "2026/open/photo.png": PNG, path: text})
        tree = read_tree(Path(folder, "stories"), Path(folder))
    collection = read_collection(tree, builders.settings(), builders.register(), TODAY)
    if collection.errors:
        return  # nothing at all is built
    public = Library.public(collection.stories, TODAY)
    assert [story.path for story in public.stories] == ["2026/open/index.md"]
    assert collection.pages == ()
    assert assets.places(public.stories, (), tree).keys() == {"2026/open/photo.png"}


SECRETS: dict[str, str | bytes] = {
    "2026/draft.md": story_text(
        f"{SECRET}\n\n## How\n\n[a](plan.pdf)\n", id="draft-story", title=SECRET, status="draft", date=None
    ),
    "2026/later/index.md": story_text(
        f"{SECRET}\n\n## How\n\n![a](a.png)\n", id="later-story", title=SECRET, date=LATER
    ),
    "2026/later/a.png": PNG + SECRET.encode(),
    "2026/plan.pdf": f"%PDF-1.7 {SECRET}",
    "2026/open/notes.docx": f"PK {SECRET}",
    "2026/open/page.html": f"<script>{SECRET}</script>",
    "2026/open/x.js": SECRET,
    "2026/open/draw.svg": f"<svg>{SECRET}</svg>",
    "2026/open/more/Thumbs.db": SECRET,
    "2026/open/.hidden.md": SECRET,
    "2026/open/notes.txt": SECRET,
    "pages/notes.txt": SECRET,
    "pages/.draft.md": SECRET,
    "robots.txt": SECRET,
    "zyzzyva.png": PNG,
    ".old/index.md": SECRET,
}


def test_no_word_of_what_is_unpublished_goes_out(tmp_path: Path) -> None:
    open_ = story_text(id="open-story", image=IMAGE)
    site = build(
        make_project(
            tmp_path,
            SECRETS | {"2026/open/index.md": open_, "2026/open/photo.png": PNG},
            {"vocabularies": dict(builders.VOCABULARIES)},
        ),
        TODAY,
    )

    assert "stories/open/photo.png" in site.files
    assert [name for name, content in site.files.items() if SECRET.encode() in content or SECRET in name] == []
    assert not [name for name in site.files if name.endswith((".docx", ".js", ".txt", ".db")) and "/open/" in name]


def test_nothing_that_a_camera_says_goes_out(tmp_path: Path) -> None:
    photo = saved(gradient(1700, 900), "JPEG", exif=exif(6), comment=TOLD)
    chart = saved(gradient(90, 60), "PNG", exif=exif()) + TOLD
    text = story_text(
        "![A street](photo.jpg)\n\n![A chart](chart.png)\n\n## How\n\nSo.\n", image=IMAGE | {"file": "photo.jpg"}
    )
    files: dict[str, str | bytes] = {
        "2026/open/index.md": text,
        "2026/open/photo.jpg": photo,
        "2026/open/chart.png": chart,
    }
    site = build(make_project(tmp_path, files, {"vocabularies": dict(builders.VOCABULARIES)}), TODAY)

    beside = {
        name: content
        for name, content in site.files.items()
        if name.startswith("stories/open/") and "index" not in name
    }
    forms = [
        "photo.jpg",
        "photo.jpg.900.webp",
        "photo.jpg.800.jpg",
        "photo.jpg.800.webp",
        "chart.png",
        "chart.png.90.webp",
    ]
    assert {f"stories/open/{name}" for name in forms} <= beside.keys()
    assert [name for name, content in site.files.items() if TOLD in content] == []
    for name, content in beside.items():
        assert dict(opened(content).getexif()) == {}, name
    length = len(beside["stories/open/photo.jpg"])
    assert f'length="{length}"'.encode() in site.files["feed.xml"]
    assert b'srcset="photo.jpg.800.webp 800w' in site.files["stories/open/index.html"]


_OUTPUTS = re.compile(
    r"(?:.*/)?(?:feed\.xml|atom\.xml|feed\.json)|404\.html|calendar\.ics|sitemap\.xml(?:\.gz)?|data/[a-z.]+|map/[a-z-]+\.svg"
    r"|(?:assets|pagefind)/.*|search/[a-z]+\.json|write/form\.json|stories/[a-z0-9-]+/card\.png|stories/page/\d+/index\.html"
)


def known_files(config: Path, today: date) -> set[str]:
    """Return the files below the site's folder that pages, pieces and aliases account for."""
    project = load_project(config)
    collection = project.read(today)
    library = Library.public(collection.stories, today)
    found = {addresses.file_of(story.address) for story in (*library.stories, *library.withdrawn)}
    found |= {addresses.file_of(addresses.of_page(page.path)) for page in collection.pages}
    found |= {
        addresses.file_of(address)
        for address in (
            addresses.STORIES,
            *addresses.INDEXES,
            addresses.MAP,
            addresses.CALENDAR,
            addresses.SUBSCRIBE,
            addresses.DATA,
            addresses.WRITE,
        )
    }
    found |= {addresses.file_of(addresses.of_term(term)) for term in library.by_term}
    found |= {addresses.file_of(addresses.of_council(council)) for council in library.by_council}
    made = with_help(Build.of(SITE, project.settings, project.register, collection, today, preview=False))
    found |= {addresses.file_of(addresses.of_council(council)) for council in without_story_but_near_one(made)}
    if project.settings.pdf and library.stories:
        found |= {addresses.COLLECTION_PDF, *(addresses.of_pdf(story.address) for story in library.stories)}
    aliases = (alias for story in (*library.stories, *library.withdrawn) for alias in story.meta.aliases)
    found |= {addresses.file_of(addresses.normalise(alias)) for alias in aliases}
    found |= {addresses.file_of(page.address) for page in made.help}
    pages = [(page.path, page.outline) for page in (*made.pages, *made.help)]
    for path, several in assets.places(library.stories, pages, made.tree).items():
        for address in several:
            found |= assets.forms_of(path, address, made.tree).keys() or {address}
    return found


@pytest.mark.parametrize("name", ["showcase", "odd_site"])
def test_every_file_of_the_site_is_accounted_for(name: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(name)
    config = SHOWCASE / "mkdocs.yml" if name == "showcase" else site.folder.parent / "mkdocs.yml"
    known = known_files(config, TODAY if name == "showcase" else odd.DAY)
    files = {path for path in site.files if not path.endswith("!")}
    assert sorted(path for path in files - known if not _OUTPUTS.fullmatch(path)) == []
    assert known - files == set()
