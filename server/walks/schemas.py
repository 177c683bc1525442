"""Walks, findings and photographs on the wire."""

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from server.core.wire import Code, PointSchema, Words
from server.explorations.vocabulary import codes, questions, subcategories
from server.walks.tables import FindingKind, LocationSource

NOTE_LENGTH = 4000
DESCRIPTION_LENGTH = 500
FARTHEST_M = 100_000
PHOTOGRAPH_BYTES = 25 * 2**20


class WalkSchema(ma.Schema):
    exploration_id = fields.UUID(required=True)
    started_at = fields.AwareDateTime(required=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)
    weather = fields.String(
        required=True, allow_none=True, validate=validate.OneOf(codes("weather"))
    )


class FindingSchema(ma.Schema):
    walk_id = fields.UUID(required=True)
    kind = Code(FindingKind, required=True)
    question = fields.String(required=True, allow_none=True, validate=validate.OneOf(questions()))
    subcategory = fields.String(required=True, allow_none=True)
    felt_effect = fields.String(
        required=True, allow_none=True, validate=validate.OneOf(codes("felt_effects"))
    )
    groups = fields.List(
        fields.String(validate=validate.OneOf(codes("groups"))),
        required=True,
        validate=validate.Length(max=len(codes("groups"))),
    )
    note = Words(required=True, validate=validate.Length(max=NOTE_LENGTH))
    location = fields.Nested(PointSchema, required=True, allow_none=True)
    location_source = Code(LocationSource, required=True, allow_none=True)
    accuracy_m = fields.Float(
        required=True, allow_none=True, validate=validate.Range(min=0, max=FARTHEST_M)
    )
    seen_at = fields.AwareDateTime(required=True)
    author_participant_id = fields.UUID(required=True, allow_none=True)
    who_spoke = fields.String(
        required=True, allow_none=True, validate=validate.OneOf(codes("who_spoke"))
    )

    @ma.validates_schema
    def check_subcategory(self, data: dict[str, Any], **_: Any) -> None:
        """A subcategory belongs to its question."""
        question, subcategory = data["question"], data["subcategory"]
        if subcategory and (question is None or subcategory not in subcategories(question)):
            raise ma.ValidationError("Choose one of the question's own.", "subcategory")


class PhotographSchema(ma.Schema):
    finding_id = fields.UUID(required=True)
    sha256 = fields.String(required=True, validate=validate.Regexp(r"^[0-9a-f]{64}$"))
    type = fields.String(
        required=True,
        validate=validate.OneOf(["image/jpeg", "image/png", "image/webp", "image/heic"]),
    )
    size_bytes = fields.Integer(
        required=True, strict=True, validate=validate.Range(min=1, max=PHOTOGRAPH_BYTES)
    )
    taken_at = fields.AwareDateTime(required=True, allow_none=True)
    description = Words(required=True, validate=validate.Length(max=DESCRIPTION_LENGTH))
