"""What values look like on the wire, wherever they come from."""

import enum
import math
from typing import Any

import marshmallow as ma
from geoalchemy2.elements import WKBElement
from geoalchemy2.shape import from_shape, to_shape
from marshmallow import fields, validate
from shapely.geometry import Point

WGS84 = 4326
COORDINATES = 2
MAX_LONGITUDE = 180.0
MAX_LATITUDE = 90.0


class Words(fields.String):
    """Text from a person: kept as it is, but storable.

    NUL cannot be stored by PostgreSQL, and half of a surrogate pair is no character.
    """

    default_error_messages = {  # noqa: RUF012  # marshmallow merges these by class
        "unstorable": "Take out the characters that are no text (NUL or half a character).",
    }

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
            raise self.make_error("unstorable")
        return text


class Code(fields.Enum[enum.StrEnum]):
    """One of the codes of an enumeration, by value; a row's plain text counts as well."""

    def __init__(self, codes: type[enum.StrEnum], **kwargs: Any) -> None:
        super().__init__(codes, by_value=True, **kwargs)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        code = None if value is None else self.enum(value)
        written: str | None = super()._serialize(code, attr, obj, **kwargs)
        return written


class PointSchema(ma.Schema):
    """GeoJSON Point: ``coordinates`` is [longitude, latitude] in degrees, WGS 84."""

    type = fields.String(validate=validate.Equal("Point"), required=True)
    coordinates = fields.List(
        fields.Float(), validate=validate.Length(equal=COORDINATES), required=True
    )

    @ma.validates("coordinates")
    def check_on_the_planet(self, coordinates: list[float], **_: Any) -> None:
        """Say which of the two numbers cannot be, as swapped ones often cannot."""
        if len(coordinates) != COORDINATES or not all(map(math.isfinite, coordinates)):
            raise ma.ValidationError("Give a longitude and a latitude in degrees.")
        longitude, latitude = coordinates
        if abs(latitude) > MAX_LATITUDE:
            raise ma.ValidationError("Latitude is outside -90 to 90: are the two numbers swapped?")
        if abs(longitude) > MAX_LONGITUDE:
            raise ma.ValidationError("Longitude is outside -180 to 180.")


def stored_point(point: dict[str, Any] | None) -> WKBElement | None:
    """A GeoJSON Point as a geometry in EPSG:4326."""
    return from_shape(Point(*point["coordinates"]), WGS84) if point else None


def stored_text(point: dict[str, Any] | None) -> str | None:
    """A GeoJSON Point as PostGIS reads it from text, with every digit."""
    if not point:
        return None
    longitude, latitude = point["coordinates"]
    return f"SRID={WGS84};POINT({longitude!r} {latitude!r})"


def wire_point(geometry: WKBElement | None) -> dict[str, Any] | None:
    """A geometry in EPSG:4326 as a GeoJSON Point."""
    if geometry is None:
        return None
    point: Any = to_shape(geometry)
    return {"type": "Point", "coordinates": [point.x, point.y]}
