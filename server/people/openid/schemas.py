"""OpenID Connect on the wire."""

import enum

import marshmallow as ma
from marshmallow import fields, validate

from server.core.wire import Code, Words
from server.people.schemas import CODE_LENGTH

LENGTH = 400


class OpenidFor(enum.StrEnum):
    SIGN_IN = "sign_in"
    LINK = "link"
    INVITATION = "invitation"


class ChoosableSchema(ma.Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)


class ProviderSchema(ma.Schema):
    issuer = Words(required=True, validate=validate.Length(min=8, max=LENGTH))
    client_id = Words(required=True, validate=validate.Length(min=1, max=LENGTH))
    counts = fields.List(
        Words(validate=validate.Length(min=1, max=LENGTH)),
        load_default=list,
        validate=validate.Length(max=20),
        metadata={"description": "amr or acr values that count as a second factor."},
    )


class NewProviderSchema(ProviderSchema):
    client_secret = Words(
        load_default="",
        validate=validate.Length(max=LENGTH),
        metadata={"description": "Never read again; empty keeps the one there is."},
    )


class BeginningSchema(ma.Schema):
    purpose = Code(OpenidFor, required=True)
    code = Words(
        load_default="",
        validate=validate.Length(max=CODE_LENGTH),
        metadata={"description": "Of the invitation."},
    )


class DestinationSchema(ma.Schema):
    address = fields.String(required=True)


class ReturnSchema(ma.Schema):
    """What providers send back, the useless included."""

    state = fields.String(load_default="")
    code = fields.String(load_default="")
    iss = fields.String()
    error = fields.String()
    error_description = fields.String()
    error_uri = fields.String()
    session_state = fields.String()
    scope = fields.String()
