"""A finished file stays below the site's folder."""

from __future__ import annotations

import pytest

from site_builder.files.artifact import Artifact


@pytest.mark.parametrize("path", ["../outside.html", "a/../../outside.html", "/etc/passwd", ".."])
def test_a_path_that_leads_out_of_the_site_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="leads out of the site's folder"):
        Artifact(path, b"")


@pytest.mark.parametrize("path", ["index.html", "a/b..c/d.html", "..a/index.html"])
def test_other_paths_are_fine(path: str) -> None:
    assert Artifact.of_text(path, "ŵ") == Artifact(path, "ŵ".encode())
