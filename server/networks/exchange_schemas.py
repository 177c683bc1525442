"""Files that come in or go out, and metrics, on the wire."""

import marshmallow as ma
from marshmallow import fields, validate

from server.core.wire import Code
from server.networks.formats.naming import Labels
from server.networks.schemas import WholeMapSchema

FILE_CHARACTERS = 3 * 2**20
"""Of base64; a map of a hundred contacts has fifty thousand."""


class ImportSchema(ma.Schema):
    file = fields.String(
        required=True,
        validate=validate.Length(min=1, max=FILE_CHARACTERS),
        metadata={"description": "base64 of the bytes as they are"},
    )


class LostSchema(ma.Schema):
    code = fields.String(required=True)
    times = fields.Integer(required=True)


class ImportedSchema(ma.Schema):
    maps = fields.List(fields.Nested(WholeMapSchema), required=True)
    lost = fields.List(fields.Nested(LostSchema), required=True)


class LabelsSchema(ma.Schema):
    labels = Code(Labels, load_default=Labels.SYMBOLS)


class SpreadSchema(ma.Schema):
    mean = fields.Float(required=True)
    deviation = fields.Float(required=True)


class SelectionSchema(ma.Schema):
    connectable = fields.Integer(required=True)
    connected = fields.Integer(required=True)
    ties = fields.Integer(required=True)
    density = fields.Float(required=True, allow_none=True)
    degree = fields.Nested(SpreadSchema, required=True, allow_none=True)
    closeness = fields.Nested(SpreadSchema, required=True, allow_none=True)
    stars = fields.List(fields.UUID(), required=True)
    isolates = fields.List(fields.UUID(), required=True)
    without_bond = fields.List(fields.UUID(), required=True)


class SectorSchema(SelectionSchema):
    code = fields.String(required=True)
    contacts = fields.Integer(required=True)
    e_i_index = fields.Float(required=True, allow_none=True)


class CircleSchema(ma.Schema):
    code = fields.String(required=True)
    contacts = fields.Integer(required=True)


class CoverageSchema(ma.Schema):
    code = fields.String(required=True)
    got = fields.Integer(required=True)
    given = fields.Integer(required=True)
    paid = fields.Integer(required=True)


class MetricsSchema(ma.Schema):
    contacts = fields.Integer(required=True)
    whole = fields.Nested(SelectionSchema, required=True)
    without_professionals = fields.Nested(SelectionSchema, required=True)
    sectors = fields.List(fields.Nested(SectorSchema), required=True)
    circles = fields.List(fields.Nested(CircleSchema), required=True)
    cliques = fields.List(fields.List(fields.UUID()), required=True)
    bridges = fields.List(fields.List(fields.UUID()), required=True)
    reciprocity = fields.Float(required=True, allow_none=True)
    professional_share = fields.Float(required=True, allow_none=True)
    coverage = fields.List(fields.Nested(CoverageSchema), required=True)
    entropy = fields.Float(required=True, allow_none=True)
