"""The councils with stories as points on a map (GeoJSON, RFC 7946)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from site_builder import addresses
from site_builder.files.artifact import Artifact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from site_builder.build import Build
    from site_builder.content.register import Council, Register
    from site_builder.content.story import Story
    from site_builder.content.website import Site

GEOJSON = "data/councils.geojson"

Points = tuple[tuple[float, float, dict[str, Any]], ...]


def points_of(build: Build) -> Points:
    """Return a point for each council with a public story that is anywhere: longitude, latitude, what is known."""
    return tuple(_points(build.public.by_council.items(), build.register, build.site))


def _points(
    found: Iterable[tuple[Council, tuple[Story, ...]]], register: Register, site: Site
) -> Iterator[tuple[float, float, dict[str, Any]]]:
    for council, stories in found:
        place = next((c for c in (council, *register.successors_of(council)) if c.lat is not None), None)
        if place is None or place.lat is None or place.lon is None:
            continue
        yield place.lon, place.lat, {
            "slug": council.slug,
            "name": council.name,
            "gss": council.gss,
            "type": council.type,
            "nation": council.nation,
            "region": council.region,
            "until": council.end_date or None,
            "url": site.absolute(addresses.of_council(council)),
            "count": len(stories),
            "stories": [{"id": s.id, "title": s.title, "url": site.absolute(s.address)} for s in stories],
        }  # fmt: skip


def render(points: Points) -> tuple[Artifact, ...]:
    """Return the points as GeoJSON."""
    features = [
        {
            "type": "Feature",
            "id": about["slug"],
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": about,
        }
        for lon, lat, about in points
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return (Artifact.of_text(GEOJSON, json.dumps(collection, ensure_ascii=False, indent=1) + "\n"),)
