"""The pool on the wire: nothing here points to a person."""

import marshmallow as ma
from marshmallow import fields, validate

from server.core.wire import Code, PointSchema
from server.explorations.vocabulary import questions
from server.walks.tables import FindingKind


class PoolFilterSchema(ma.Schema):
    space = fields.UUID(load_default=None)
    question = fields.String(load_default=None, validate=validate.OneOf(list(questions())))
    kind = Code(FindingKind, load_default=None)


class PooledPhotographSchema(ma.Schema):
    sha256 = fields.String(required=True)
    type = fields.String(required=True)
    description = fields.String(required=True)


class PooledFindingSchema(ma.Schema):
    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    question = fields.String(required=True, allow_none=True)
    subcategory = fields.String(required=True, allow_none=True)
    text = fields.String(required=True)
    location = fields.Nested(PointSchema, required=True)
    seen_month = fields.String(required=True, metadata={"description": "YYYY-MM"})
    social_space_id = fields.UUID(required=True, allow_none=True)
    photographs = fields.List(fields.Nested(PooledPhotographSchema), required=True)


class PoolSchema(ma.Schema):
    findings = fields.List(fields.Nested(PooledFindingSchema), required=True)
    total = fields.Integer(required=True)
