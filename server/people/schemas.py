"""Callers, colleagues and participants on the wire."""

import marshmallow as ma
from marshmallow import fields, validate

from server.core.caller import Role, Side
from server.core.wire import Code, Words
from server.people.profiles import Need, SupportKind

NAME_LENGTH = 200
ADDRESS_LENGTH = 500
MOST_SUPPORTERS = 20
CODE_LENGTH = 40


class SignInSchema(ma.Schema):
    name = Words(required=True, validate=validate.Length(min=1, max=NAME_LENGTH))
    password = Words(required=True, validate=validate.Length(min=1, max=NAME_LENGTH))
    code = Words(
        validate=validate.Length(min=1, max=CODE_LENGTH),
        metadata={"description": "Of the authenticator app, or a recovery code."},
    )


class CredentialSchema(ma.Schema):
    """What a browser answers, as ``PublicKeyCredential.toJSON`` writes it."""

    credential = fields.Dict(required=True, keys=fields.String())


class OptionsSchema(ma.Schema):
    """What ``PublicKeyCredential.parse…OptionsFromJSON`` reads."""

    options = fields.Dict(required=True, keys=fields.String())


class OrganisationSchema(ma.Schema):
    id = fields.UUID(required=True)
    code = fields.String(required=True)
    kind = fields.String(required=True)
    name = fields.String(required=True)


class MembershipSchema(ma.Schema):
    organisation = fields.Nested(OrganisationSchema, required=True)
    role = Code(Role, required=True)


class ChosenMembershipSchema(ma.Schema):
    organisation_id = fields.UUID(required=True)
    role = Code(Role, required=True)


class SelfSchema(ma.Schema):
    id = fields.UUID(required=True)
    pseudonym = fields.String(required=True)
    picture = fields.String(required=True)


class CallerSchema(ma.Schema):
    account_id = fields.UUID(required=True)
    name = fields.String(required=True)
    display_name = fields.String(required=True)
    role = Code(Role, required=True)
    side = Code(Side, required=True)
    organisation = fields.Nested(OrganisationSchema, required=True)
    memberships = fields.List(fields.Nested(MembershipSchema), required=True)
    held_back = fields.Boolean(
        required=True,
        metadata={"description": "Nothing is open yet but setting up a second factor."},
    )
    participant = fields.Nested(
        SelfSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Who the caller is as a participant; null for staff."},
    )


class ParticipantSchema(ma.Schema):
    id = fields.UUID(required=True)
    pseudonym = fields.String(required=True)
    picture = fields.String(required=True)
    name = fields.String(required=True)
    profile = fields.List(fields.String(), required=True)
    facilitator_ids = fields.List(fields.UUID(), required=True)


class PseudonymSchema(ma.Schema):
    pseudonym = fields.String(required=True)
    picture = fields.String(required=True)


class ContactSchema(ma.Schema):
    telephone = Words(required=True, validate=validate.Length(max=NAME_LENGTH))
    email = Words(required=True, validate=validate.Length(max=NAME_LENGTH))
    address = Words(required=True, validate=validate.Length(max=ADDRESS_LENGTH))


class SupportPersonSchema(ma.Schema):
    kind = Code(SupportKind, required=True)
    name = Words(required=True, validate=validate.Length(min=1, max=NAME_LENGTH))
    contact = Words(required=True, validate=validate.Length(max=ADDRESS_LENGTH))


class KnownSchema(ma.Schema):
    name = Words(required=True, validate=validate.Length(min=1, max=NAME_LENGTH))
    profile = fields.List(Code(Need), required=True, validate=validate.Length(max=len(Need)))
    contact = fields.Nested(ContactSchema, required=True)
    support_person = fields.Nested(SupportPersonSchema, required=True, allow_none=True)


class SupportersSchema(ma.Schema):
    facilitator_ids = fields.List(
        fields.UUID(), required=True, validate=validate.Length(min=1, max=MOST_SUPPORTERS)
    )


class NewParticipantSchema(KnownSchema, SupportersSchema):
    id = fields.UUID(required=True)
    pseudonym = Words(required=True, validate=validate.Regexp(r"^[^\W\d_]{2,30} \d{1,4}$"))
    picture = Words(required=True, validate=validate.Length(min=1, max=30))


class ParticipantDetailsSchema(ParticipantSchema):
    contact = fields.Nested(ContactSchema, required=True)
    support_person = fields.Nested(SupportPersonSchema, required=True, allow_none=True)
    taken_in_on = fields.Date(required=True)


class ColleagueSchema(ma.Schema):
    id = fields.UUID(required=True)
    display_name = fields.String(required=True)
    role = Code(Role, required=True)
