"""Explorations on the wire."""

import marshmallow as ma
from marshmallow import fields, validate

from server.core.wire import Words
from server.explorations.vocabulary import codes

TITLE_LENGTH = 200
MOST_PEOPLE = 50


class ExplorationSchema(ma.Schema):
    date = fields.Date(required=True)
    method = fields.String(required=True, validate=validate.OneOf(codes("methods")))
    title = Words(required=True, validate=validate.Length(max=TITLE_LENGTH))
    social_space_id = fields.UUID(required=True, allow_none=True)
    participant_ids = fields.List(
        fields.UUID(), required=True, validate=validate.Length(max=MOST_PEOPLE)
    )
    facilitator_ids = fields.List(
        fields.UUID(), required=True, validate=validate.Length(max=MOST_PEOPLE)
    )
    occasion = fields.String(
        required=True, allow_none=True, validate=validate.OneOf(codes("occasions"))
    )
    practice = fields.Boolean(required=True)
    started_at = fields.AwareDateTime(required=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)
