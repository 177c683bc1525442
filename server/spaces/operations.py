"""Writing social spaces; who may is decided by the database: only its owner."""

from dataclasses import dataclass
from uuid import UUID

from geoalchemy2.shape import from_shape
from shapely import Polygon
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from server.core.wire import WGS84
from server.spaces.tables import SocialSpace


@dataclass(frozen=True)
class NewSpace:
    """A social space as a municipality describes it."""

    id: UUID
    code: str
    name: str
    municipality_id: UUID
    outline: Polygon
    """Longitude and latitude in degrees (EPSG:4326)."""
    inhabitants: int
    about: str


def add_space(session: Session, space: NewSpace) -> None:
    """Add a social space; adding it again changes nothing."""
    session.execute(
        insert(SocialSpace)
        .values(
            id=space.id,
            code=space.code,
            name=space.name,
            municipality_id=space.municipality_id,
            outline=from_shape(space.outline, WGS84),
            inhabitants=space.inhabitants,
            about=space.about,
        )
        .on_conflict_do_nothing()
    )
