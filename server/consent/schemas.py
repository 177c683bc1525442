"""Answers on the wire."""

import marshmallow as ma
from marshmallow import fields, validate

from server.consent.evidence import MOST_BASE64, TYPES
from server.consent.tables import Answer, How, Present
from server.consent.texts import Language, Purpose
from server.core.wire import Code, Words

LINE = 300


def line() -> Words:
    """One line that a provider fills in."""
    return Words(required=True, validate=validate.Length(max=LINE))


class EvidenceSchema(ma.Schema):
    type = fields.String(required=True, validate=validate.OneOf(TYPES))
    data = fields.String(required=True, validate=validate.Length(min=1, max=MOST_BASE64))
    """Base64 (RFC 4648)."""


class ConsentSchema(ma.Schema):
    participant_id = fields.UUID(required=True)
    purpose = Code(Purpose, required=True)
    answer = Code(Answer, required=True)
    text_version = fields.Integer(required=True, strict=True)
    text_hash = fields.String(required=True, validate=validate.Regexp(r"^[0-9a-f]{64}$"))
    language = Code(Language, required=True)
    how = Code(How, required=True)
    present = Code(Present, required=True)
    answered_at = fields.AwareDateTime(required=True)
    evidence = fields.Nested(EvidenceSchema, required=True, allow_none=True)
    """Sent with the answer; devices do not get it back."""


class AnswerSchema(ma.Schema):
    """One answer, for whom it is of."""

    id = fields.UUID(required=True)
    purpose = Code(Purpose, required=True)
    answer = Code(Answer, required=True)
    how = Code(How, required=True)
    present = Code(Present, required=True)
    answered_at = fields.AwareDateTime(required=True)
    valid_until = fields.AwareDateTime(required=True, allow_none=True)
    evidence_type = fields.String(required=True, allow_none=True)


class FilledInSchema(ma.Schema):
    """What a provider fills into the information under Art. 13 GDPR; empty is not yet known."""

    address = line()
    telephone = line()
    email = line()
    officer = line()
    officer_contact = line()
    authority = line()
    authority_contact = line()
    municipality = line()
    processor = line()
    server_place = line()


class InformationSchema(FilledInSchema):
    name = fields.String(required=True)
    missing = fields.List(fields.String(), required=True)
    changed_at = fields.AwareDateTime(required=True, allow_none=True)
