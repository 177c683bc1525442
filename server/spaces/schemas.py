"""Social spaces and basemaps on the wire."""

import marshmallow as ma
from marshmallow import fields


class PolygonSchema(ma.Schema):
    """GeoJSON Polygon: rings of [longitude, latitude] in degrees, WGS 84."""

    type = fields.String(required=True)
    coordinates = fields.List(
        fields.List(fields.List(fields.Float(), required=True), required=True), required=True
    )


class SpacePropertiesSchema(ma.Schema):
    id = fields.UUID(required=True)
    code = fields.String(required=True)
    name = fields.String(required=True)
    about = fields.String(required=True)
    inhabitants = fields.Integer(required=True)


class SpaceSchema(ma.Schema):
    """One social space as a GeoJSON Feature."""

    type = fields.String(required=True)
    geometry = fields.Nested(PolygonSchema, required=True)
    properties = fields.Nested(SpacePropertiesSchema, required=True)


class SpacesSchema(ma.Schema):
    """All social spaces as a GeoJSON FeatureCollection."""

    type = fields.String(required=True)
    features = fields.List(fields.Nested(SpaceSchema), required=True)


class MapServiceSchema(ma.Schema):
    url = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "With {z}, {x} and {y}; null where none is set, as by default."},
    )
    attribution = fields.String(required=True)


class BasemapSchema(ma.Schema):
    area = fields.String(required=True)
    name = fields.String(required=True)
    size_bytes = fields.Integer(required=True)
    bounds = fields.List(
        fields.Float(), required=True, metadata={"description": "west, south, east, north"}
    )
    min_zoom = fields.Integer(required=True)
    max_zoom = fields.Integer(required=True)
    url = fields.String(required=True)
    attribution = fields.String(required=True)
