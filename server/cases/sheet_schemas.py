"""Sheets for a participation plan on the wire."""

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from server.core.wire import Words

WORDS = 600
ENTRIES = 20


class SheetEntrySchema(ma.Schema):
    words = Words(required=True, validate=validate.Length(max=WORDS))
    finding_id = fields.UUID(required=True, allow_none=True)

    @ma.validates_schema
    def check_says_something(self, data: dict[str, object], **_: object) -> None:
        """Words, or at least a finding."""
        if not str(data.get("words", "")).strip() and data.get("finding_id") is None:
            raise ma.ValidationError("Say something, or choose a finding.", "words")


def entries() -> fields.List[Any]:
    """One part of a sheet."""
    return fields.List(
        fields.Nested(SheetEntrySchema), required=True, validate=validate.Length(max=ENTRIES)
    )


class SheetPartsSchema(ma.Schema):
    like = entries()
    helps = entries()
    in_the_way = entries()
    try_ = fields.List(
        fields.Nested(SheetEntrySchema),
        required=True,
        validate=validate.Length(max=ENTRIES),
        data_key="try",
        attribute="try",
    )


class SheetOfferSchema(ma.Schema):
    id = fields.UUID(required=True)
    kind = fields.String(required=True, allow_none=True)
    question = fields.String(required=True, allow_none=True)
    words = fields.String(required=True)
    seen = fields.Date(required=True)
    sha256 = fields.String(required=True, allow_none=True)


class RecommendedSchema(ma.Schema):
    consultation_id = fields.UUID(required=True)
    closed_at = fields.AwareDateTime(required=True)
    words = fields.String(required=True)


class PlanSheetSchema(ma.Schema):
    parts = fields.Nested(SheetPartsSchema, required=True)
    revision = fields.Integer(required=True)
    changed_at = fields.AwareDateTime(required=True, allow_none=True)
    offered = fields.List(fields.Nested(SheetOfferSchema), required=True)
    recommended = fields.List(fields.Nested(RecommendedSchema), required=True)


class PlanSheetChangeSchema(ma.Schema):
    parts = fields.Nested(SheetPartsSchema, required=True)
    revision = fields.Integer(required=True, strict=True, validate=validate.Range(0, 10**6))
