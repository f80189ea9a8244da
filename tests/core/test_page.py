"""Pages of the site's own: what they refer to. Their two texts are tested with the collection."""

from __future__ import annotations

from tests.builders import faults, read

PAGE = "---\ntitle: About\ndescription: Us.\n---\n\n"


def test_a_page_refers_to_files_as_a_story_does() -> None:
    text = f"{PAGE}![us](team.jpg) [plan](plan.pdf)\n[a](nowhere.pdf) [b](../2026/a.pdf) [c](x.html) ![d](plan.pdf)\n[e](other.md)\n"
    found = faults(read({"pages/about.md": text}, ["pages/team.jpg", "pages/plan.pdf", "pages/x.html"]))
    assert [line.split(";")[0] for line in found] == [
        "pages/about.md:7:5 error [file-missing] there is no file 'nowhere.pdf' beside the story",
        "pages/about.md:7:22 error [file-outside] '../2026/a.pdf' leads out of the story's folder",
        "pages/about.md:7:41 error [file-type] 'x.html' cannot be published here",
        "pages/about.md:7:54 error [file-type] 'plan.pdf' cannot be published here",
    ]
