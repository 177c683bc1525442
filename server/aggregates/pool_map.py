"""The pool as a map: findings and the ground under them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from geoalchemy2.shape import to_shape

from server.aggregates.map_page import MapFinding, MapGround
from server.aggregates.wording import month_words, title_words
from server.release.tables import PooledFinding
from server.spaces.basemaps import Basemap, list_basemaps

WHOLE_COUNTRY = (5.9, 47.2, 15.1, 55.1)
"""West, south, east, north: what an empty map without basemap and spaces shows."""

Bounds = tuple[float, float, float, float]


def map_finding(
    finding: PooledFinding, spaces: dict[Any, str], number: int | None = None
) -> MapFinding:
    """What the map shows of a finding.

    Args:
        spaces: names of the social spaces by id.
        number: its number in a report.
    """
    longitude, latitude = place_of(finding)
    where = spaces.get(finding.social_space_id)
    return MapFinding(
        id=str(finding.id),
        kind=finding.kind,
        longitude=longitude,
        latitude=latitude,
        number=number,
        title=title_words(finding.question, finding.subcategory),
        text=finding.text,
        note=" · ".join(filter(None, [where, month_words(finding.seen_month)])),
    )


def place_of(finding: PooledFinding) -> tuple[float, float]:
    """Longitude and latitude in degrees."""
    longitude, latitude, *_ = to_shape(finding.location).coords[0]
    return longitude, latitude


def ground_under(data: Path, places: Sequence[tuple[float, float]], spaces: Any) -> MapGround:
    """The basemap that holds most of the places, and the outlines of the social spaces.

    Args:
        data: the data folder of the installation.
        places: longitude and latitude in degrees.
        spaces: social spaces as a GeoJSON FeatureCollection.
    """
    outlined = [corner for space in spaces["features"] for corner in corners(space)]
    basemap = basemap_under(data, places or outlined)
    bounds = around(outlined) or (basemap.bounds if basemap else WHOLE_COUNTRY)
    return MapGround(
        basemap_url=basemap.url if basemap else None,
        attribution=basemap.attribution if basemap else "",
        bounds=bounds,
        outlines=named(spaces),
    )


def basemap_under(data: Path, places: Sequence[tuple[float, float]]) -> Basemap | None:
    """The installed basemap that holds most of the places."""
    basemaps = list_basemaps(data)
    return max(basemaps, key=lambda basemap: held(basemap.bounds, places), default=None)


def held(bounds: Bounds, places: Sequence[tuple[float, float]]) -> int:
    """How many places lie within bounds."""
    west, south, east, north = bounds
    return sum(west <= x <= east and south <= y <= north for x, y in places)


def corners(space: dict[str, Any]) -> list[tuple[float, float]]:
    """The outer corners of a social space."""
    return [(x, y) for x, y, *_ in space["geometry"]["coordinates"][0]]


def around(places: Sequence[tuple[float, float]]) -> Bounds | None:
    """The bounds of places; none without places."""
    if not places:
        return None
    longitudes, latitudes = zip(*places, strict=True)
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def named(spaces: Any) -> dict[str, Any]:
    """Outlines with their names and nothing else."""
    features = [
        {
            "type": "Feature",
            "geometry": space["geometry"],
            "properties": {"name": space["properties"]["name"]},
        }
        for space in spaces["features"]
    ]
    return {"type": "FeatureCollection", "features": features}
