"""Callers, colleagues and participants on the wire."""

import marshmallow as ma
from marshmallow import fields, validate

from server.core.caller import Role, Side
from server.core.wire import Code, Words

NAME_LENGTH = 200


class SignInSchema(ma.Schema):
    name = Words(required=True, validate=validate.Length(min=1, max=NAME_LENGTH))
    password = Words(required=True, validate=validate.Length(min=1, max=NAME_LENGTH))


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


class CallerSchema(ma.Schema):
    account_id = fields.UUID(required=True)
    name = fields.String(required=True)
    display_name = fields.String(required=True)
    role = Code(Role, required=True)
    side = Code(Side, required=True)
    organisation = fields.Nested(OrganisationSchema, required=True)
    memberships = fields.List(fields.Nested(MembershipSchema), required=True)


class ParticipantSchema(ma.Schema):
    id = fields.UUID(required=True)
    pseudonym = fields.String(required=True)
    picture = fields.String(required=True)
    name = fields.String(required=True)
    profile = fields.List(fields.String(), required=True)
    facilitator_ids = fields.List(fields.UUID(), required=True)


class ColleagueSchema(ma.Schema):
    id = fields.UUID(required=True)
    display_name = fields.String(required=True)
    role = Code(Role, required=True)
