"""One's own account, members and invitations on the wire."""

import re

import marshmallow as ma
from marshmallow import fields, validate

from server.core.caller import Role
from server.core.wire import Code, Words
from server.people.schemas import CODE_LENGTH, NAME_LENGTH, OrganisationSchema

PASSWORD = validate.Length(min=1, max=NAME_LENGTH)
MAIL_TO = validate.Regexp(r"\A\Z|\A[^@\s]+@[^@\s]+\Z", error="This is no address of mail.")
TYPED_CODE = validate.Length(min=1, max=CODE_LENGTH)
SIGN_IN_NAME = re.compile(r"\s*[\w.@+-]{3,64}\s*")
"""Letters, digits and what addresses of mail are made of."""


class ConfirmSchema(ma.Schema):
    password = Words(required=True, validate=PASSWORD)


class OtherPasswordSchema(ma.Schema):
    current = Words(required=True, validate=PASSWORD)
    password = Words(required=True, validate=PASSWORD)


class SessionSchema(ma.Schema):
    id = fields.UUID(required=True)
    begun_at = fields.AwareDateTime(required=True)
    last_seen_at = fields.AwareDateTime(
        required=True, metadata={"description": "Exact to five minutes."}
    )
    device = fields.String(
        required=True, metadata={"description": "Browser and system; empty if neither is known."}
    )
    here = fields.Boolean(required=True)


class PasskeySchema(ma.Schema):
    id = fields.UUID(required=True)
    device = fields.String(required=True)
    made_at = fields.AwareDateTime(required=True)
    last_used_at = fields.AwareDateTime(required=True, allow_none=True)


class SecondFactorsSchema(ma.Schema):
    required = fields.Boolean(required=True)
    totp_since = fields.AwareDateTime(required=True, allow_none=True)
    passkeys = fields.List(fields.Nested(PasskeySchema), required=True)
    recovery_codes_left = fields.Integer(required=True)


class TotpSecretSchema(ma.Schema):
    secret = fields.String(required=True)
    qr = fields.String(required=True, metadata={"description": "SVG in a data address."})


class RecoveryCodesSchema(ma.Schema):
    recovery_codes = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Shown this once; empty where there are some already."},
    )


class TypedCodeSchema(ma.Schema):
    code = Words(required=True, validate=TYPED_CODE)


class NewAccountSchema(TypedCodeSchema):
    name = Words(
        required=True,
        validate=validate.Regexp(
            re.compile(SIGN_IN_NAME.pattern + r"\Z"),
            error="Take 3 to 64 letters, digits or . @ + - _",
        ),
    )
    display_name = Words(required=True, validate=validate.Length(min=1, max=NAME_LENGTH))
    password = Words(required=True, validate=PASSWORD)


class InvitedSchema(ma.Schema):
    organisation = fields.Nested(OrganisationSchema, required=True)
    role = Code(Role, required=True)
    expires_at = fields.AwareDateTime(required=True)


class ManagedSchema(ma.Schema):
    organisation = fields.Nested(OrganisationSchema, required=True)
    roles = fields.List(Code(Role), required=True)
    mails = fields.Boolean(
        required=True, metadata={"description": "Whether this installation can send mail."}
    )


class OfOrganisationSchema(ma.Schema):
    organisation_id = fields.UUID(required=True)


class NewInvitationSchema(ma.Schema):
    organisation_id = fields.UUID(required=True)
    role = Code(Role, required=True)
    for_whom = Words(load_default="", validate=validate.Length(max=NAME_LENGTH))
    mail_to = Words(
        load_default="",
        validate=[validate.Length(max=NAME_LENGTH), MAIL_TO],
        metadata={"description": "Also sent there, where mail is set up; kept nowhere."},
    )


class InvitationSchema(InvitedSchema):
    id = fields.UUID(required=True)
    for_whom = fields.String(required=True)
    made_at = fields.AwareDateTime(required=True)


class HandedCodeSchema(ma.Schema):
    code = fields.String(required=True, metadata={"description": "Shown this once."})
    link = fields.String(required=True)
    qr = fields.String(required=True, metadata={"description": "The link; SVG in a data address."})
    mailed = fields.Boolean(required=True)
    expires_at = fields.AwareDateTime(required=True)


class MemberSchema(ma.Schema):
    account_id = fields.UUID(required=True)
    name = fields.String(required=True)
    display_name = fields.String(required=True)
    role = Code(Role, required=True)
    may_be_reset = fields.Boolean(required=True)


class NewResetSchema(ma.Schema):
    also_second_factor = fields.Boolean(load_default=False)
    mail_to = Words(load_default="", validate=[validate.Length(max=NAME_LENGTH), MAIL_TO])


class ResettableSchema(ma.Schema):
    name = fields.String(required=True)


class ChosenPasswordSchema(TypedCodeSchema):
    password = Words(required=True, validate=PASSWORD)
