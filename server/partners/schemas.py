"""Organisations on the wire, as operators keep them."""

import marshmallow as ma
from marshmallow import fields, validate

from server.core.wire import Code, Words
from server.partners.tables import OrganisationKind

NAME_LENGTH = 200
SHORT_LENGTH = 40
NOT_EMPTY = validate.Regexp(r"\s*\S", error="Write a name.")


class NewOrganisationSchema(ma.Schema):
    name = Words(required=True, validate=[validate.Length(max=NAME_LENGTH), NOT_EMPTY])
    short = Words(load_default="", validate=validate.Length(max=SHORT_LENGTH))
    kind = Code(OrganisationKind, required=True)


class KeptOrganisationSchema(ma.Schema):
    id = fields.UUID(required=True)
    code = fields.String(required=True)
    kind = Code(OrganisationKind, required=True)
    name = fields.String(required=True)
    short = fields.String(required=True)
