"""Reading social spaces."""

from typing import Any

from geoalchemy2.shape import to_shape
from shapely.geometry import mapping
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.spaces.tables import SocialSpace


def list_spaces(session: Session) -> dict[str, Any]:
    """All social spaces, by name, as a GeoJSON FeatureCollection."""
    rows = session.scalars(select(SocialSpace).order_by(SocialSpace.name))
    return {"type": "FeatureCollection", "features": [as_feature(space) for space in rows]}


def as_feature(space: SocialSpace) -> dict[str, Any]:
    """A social space as a GeoJSON Feature."""
    return {
        "type": "Feature",
        "geometry": mapping(to_shape(space.outline)),
        "properties": {
            "id": space.id,
            "code": space.code,
            "name": space.name,
            "about": space.about,
            "inhabitants": space.inhabitants,
        },
    }
