"""Pairing and paired devices on the wire."""

import marshmallow as ma
from marshmallow import fields, validate

from server.core.wire import Words
from server.people.account_schemas import HandedCodeSchema
from server.people.schemas import CODE_LENGTH, CallerSchema

CREDENTIAL_LENGTH = 100


class OnPhoneSchema(ma.Schema):
    device_id = fields.UUID(required=True, metadata={"description": "The phone's own id."})


class CodeOnPhoneSchema(OnPhoneSchema):
    code = Words(required=True, validate=validate.Length(min=1, max=CODE_LENGTH))


class DeviceCredentialSchema(OnPhoneSchema):
    credential = Words(required=True, validate=validate.Length(min=1, max=CREDENTIAL_LENGTH))


class ShareSchema(ma.Schema):
    recovery = fields.String(required=True, metadata={"description": "Base64 (RFC 4648)."})


class PairedSchema(ShareSchema):
    credential = fields.String(required=True, metadata={"description": "Shown this once."})
    caller = fields.Nested(CallerSchema, required=True)


class RecoveredSchema(ShareSchema):
    account_id = fields.UUID(required=True)


class NewCardSchema(ma.Schema):
    replaces = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "A device that is revoked when the new one is paired."},
    )


class CardSchema(HandedCodeSchema):
    pdf = fields.String(
        required=True, metadata={"description": "The card to print; PDF in base64 (RFC 4648)."}
    )


class DeviceSchema(ma.Schema):
    id = fields.UUID(required=True)
    kind = fields.String(
        required=True, metadata={"description": "Browser and system; empty if neither is known."}
    )
    paired_at = fields.AwareDateTime(required=True)
    last_seen_at = fields.AwareDateTime(required=True)
