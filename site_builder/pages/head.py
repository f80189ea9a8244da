"""What a page says of itself to machines: JSON-LD (schema.org) and Open Graph (https://ogp.me/)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.content import assets
from site_builder.files import preview_cards
from site_builder.files.open_data import LICENCE
from site_builder.pages.channels import FeedLink, feed_links

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.build import Build
    from site_builder.content.story import Story
    from site_builder.content.website import Site


@dataclass(frozen=True)
class Head:
    """The finished contents of a page's head; ``properties`` are Open Graph's (name, content)."""

    title: str
    description: str
    url: str
    properties: tuple[tuple[str, str], ...]
    json_ld: str
    feeds: tuple[FeedLink, ...] = ()
    is_indexed: bool = True


def page_head(
    build: Build, title: str, description: str, address: str, kind: str = "CollectionPage", *, is_indexed: bool = True
) -> Head:
    """Return the head of a page that lists or explains; ``kind`` is its type in schema.org."""
    site = build.site
    url = site.absolute(address)
    data = {
        "@type": kind,
        "@id": url,
        "url": url,
        "name": title,
        "description": description,
        "inLanguage": site.language,
    }
    properties = _properties(site, "website", title, description, url)
    return Head(title, description, url, properties, script_json(data), feed_links(build, address), is_indexed)


def story_head(build: Build, story: Story) -> Head:
    """Return the head of a piece's page. A piece that is not public keeps out of search engines."""
    site, is_public = build.site, story.path in build.public
    url = site.absolute(story.address)
    description = story.standfirst or story.headline
    properties = _properties(site, "article", story.headline, description, url)
    data: dict[str, object] = {
        # Whatever its kind: an event here is the story of one, without the start that schema.org's Event needs, and a
        # guide has no steps as HowTo has them.
        "@type": "Article",
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "headline": story.title,
        "description": story.meta.summary or story.title,
        "inLanguage": site.language,
        "license": LICENCE,
        "author": {"@type": "Organization", "name": site.author},
        "publisher": {"@type": "Organization", "name": site.author, "url": site.url},
        "identifier": site.guid(story.id),
        "keywords": [term.name for terms in story.terms.values() for term in terms],
        "about": [{"@type": "GovernmentOrganization", "name": council.name} for council in story.councils],
        "citation": [source.title for source in story.meta.sources],
    }
    if story.meta.link:
        data["isBasedOn"] = story.meta.link
    if story.meta.date is not None:
        published, changed = story.day.isoformat(), story.last_changed(build.today).isoformat()
        data |= {"datePublished": published, "dateModified": changed}
        properties += (("article:published_time", published), ("article:modified_time", changed))
    picture = _picture(site, story, is_public=is_public)
    if picture:
        data["image"] = picture[0][1]
        properties += (*picture, ("twitter:card", "summary_large_image"))
    return Head(
        story.headline, description, url, properties, script_json(data), feed_links(build, ""), is_indexed=is_public
    )


def _picture(site: Site, story: Story, *, is_public: bool) -> tuple[tuple[str, str], ...]:
    """Return what a link's preview shows: the story's own picture, or that drawn for public pieces."""
    image = story.meta.image
    if image is not None:
        return ("og:image", site.absolute(assets.url_path(story, image.file))), ("og:image:alt", image.alt)
    if not is_public:
        return ()
    return (
        ("og:image", site.absolute(preview_cards.address_of(story))),
        ("og:image:type", "image/png"),
        ("og:image:width", str(preview_cards.WIDTH)),
        ("og:image:height", str(preview_cards.HEIGHT)),
        ("og:image:alt", preview_cards.alt_of(story)),
    )


def _properties(site: Site, kind: str, title: str, description: str, url: str) -> tuple[tuple[str, str], ...]:
    return (
        ("og:type", kind),
        ("og:site_name", site.name),
        ("og:title", title),
        ("og:description", description),
        ("og:url", url),
        ("og:locale", site.language.replace("-", "_") if "-" in site.language else f"{site.language}_GB"),
    )


def script_json(data: Mapping[str, object]) -> str:
    """Return JSON-LD that cannot end the script element it is in (HTML, 4.12.1.3)."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
