"""Make the search index of the site in ./site once more, so that its part of a build can be told apart."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

from site_builder import addresses
from site_builder.adapters import disk, search_index

SITE = Path("site")


def main() -> None:
    """Read which pieces there are from the site's own data, and index them in the order of its list."""
    stories = json.loads((SITE / addresses.STORIES_JSON).read_text("utf-8"))["stories"]
    disk.write(search_index.make(SITE, [urlsplit(story["url"]).path.lstrip("/") for story in stories]), SITE)


if __name__ == "__main__":
    main()
