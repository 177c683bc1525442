"""Explorations as coordinators see them, and releases, on the wire."""

import marshmallow as ma
from marshmallow import fields, validate

from server.consent.texts import Purpose
from server.core.wire import Code, PointSchema, Words
from server.release.tables import ReleaseState

TEXT_LENGTH = 2000
MOST_AT_ONCE = 500


class ChosenSchema(ma.Schema):
    finding_id = fields.UUID(required=True)
    text = Words(required=True, validate=validate.Length(max=TEXT_LENGTH))
    photographs = fields.List(
        fields.String(validate=validate.Regexp(r"^[0-9a-f]{64}$")), required=True
    )


class ReleaseRequestSchema(ma.Schema):
    findings = fields.List(
        fields.Nested(ChosenSchema),
        required=True,
        validate=validate.Length(min=1, max=MOST_AT_ONCE),
    )


class ReleasedSchema(ma.Schema):
    finding_id = fields.UUID(required=True)
    state = Code(ReleaseState, required=True)


class ReleasesSchema(ma.Schema):
    releases = fields.List(fields.Nested(ReleasedSchema), required=True)


class NamedParticipantSchema(ma.Schema):
    id = fields.UUID(required=True)
    pseudonym = fields.String(required=True)


class NamedFacilitatorSchema(ma.Schema):
    id = fields.UUID(required=True)
    display_name = fields.String(required=True)


class ExplorationRowSchema(ma.Schema):
    id = fields.UUID(required=True)
    date = fields.Date(required=True)
    method = fields.String(required=True)
    title = fields.String(required=True)
    social_space_id = fields.UUID(required=True, allow_none=True)
    practice = fields.Boolean(required=True)
    participants = fields.List(fields.Nested(NamedParticipantSchema), required=True)
    facilitators = fields.List(fields.Nested(NamedFacilitatorSchema), required=True)
    findings_total = fields.Integer(required=True)
    released_total = fields.Integer(required=True)


class FindingPhotographSchema(ma.Schema):
    sha256 = fields.String(required=True)
    type = fields.String(required=True)
    description = fields.String(required=True)
    arrived = fields.Boolean(required=True)


class FindingReleaseSchema(ma.Schema):
    state = Code(ReleaseState, required=True)
    text = fields.String(required=True)
    photographs = fields.List(fields.String(), required=True)


class ExploredFindingSchema(ma.Schema):
    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    question = fields.String(required=True, allow_none=True)
    subcategory = fields.String(required=True, allow_none=True)
    felt_effect = fields.String(required=True, allow_none=True)
    groups = fields.List(fields.String(), required=True)
    note = fields.String(required=True)
    location = fields.Nested(PointSchema, required=True, allow_none=True)
    accuracy_m = fields.Float(required=True, allow_none=True)
    seen_at = fields.AwareDateTime(required=True)
    photographs = fields.List(fields.Nested(FindingPhotographSchema), required=True)
    release = fields.Nested(FindingReleaseSchema, required=True, allow_none=True)
    missing_consents = fields.List(Code(Purpose), required=True)
    """What its author does not agree to, of what a release can need."""


class ExploredSchema(ExplorationRowSchema):
    findings = fields.List(fields.Nested(ExploredFindingSchema), required=True)
