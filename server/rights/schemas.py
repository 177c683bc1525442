"""What is stored about a person, on the wire and in the file they take along."""

import marshmallow as ma
from marshmallow import fields

from server.cases.schemas import CaseSchema, ConsultationRowSchema, MinutesSchema
from server.cases.sheet_schemas import SheetPartsSchema
from server.consent.schemas import AnswerSchema
from server.core.wire import Code
from server.networks.schemas import ContactSchema, NetworkMapSchema, TieSchema
from server.people.schemas import ParticipantDetailsSchema
from server.release.schemas import ExploredFindingSchema, FindingReleaseSchema
from server.rights.looks import Look


class OwnReleaseSchema(FindingReleaseSchema):
    reports = fields.List(fields.String(), required=True)


class OwnFindingSchema(ExploredFindingSchema):
    class Meta:
        """Without what is a coordinator's to-do and stored nowhere."""

        exclude = ("missing_consents",)

    release = fields.Nested(OwnReleaseSchema, required=True, allow_none=True)


class OwnExplorationSchema(ma.Schema):
    id = fields.UUID(required=True)
    date = fields.Date(required=True)
    method = fields.String(required=True)
    title = fields.String(required=True)
    practice = fields.Boolean(required=True)
    others = fields.Integer(required=True)
    findings = fields.List(fields.Nested(OwnFindingSchema), required=True)


class OwnConsultationSchema(ConsultationRowSchema):
    shown = fields.Nested(CaseSchema, required=True, allow_none=True)
    """What is shared, as long as it is not ended."""
    minutes = fields.Nested(MinutesSchema, required=True, allow_none=True)


class OwnContactSchema(ContactSchema):
    id = fields.UUID(required=True)


class OwnTieSchema(TieSchema):
    id = fields.UUID(required=True)


class OwnNetworkMapSchema(NetworkMapSchema):
    id = fields.UUID(required=True)
    contacts = fields.List(fields.Nested(OwnContactSchema), required=True)
    ties = fields.List(fields.Nested(OwnTieSchema), required=True)


class LookSchema(ma.Schema):
    day = fields.Date(required=True)
    who = fields.String(required=True)
    look = Code(Look, required=True)
    times = fields.Integer(required=True)


class ErasureSchema(ma.Schema):
    explorations = fields.Integer(required=True)
    findings = fields.Integer(required=True)
    photographs = fields.Integer(required=True)
    network_maps = fields.Integer(required=True)
    versions = fields.Integer(required=True)
    together = fields.Integer(required=True)
    published = fields.Integer(required=True)
    may_erase = fields.Boolean(required=True)


class StoredSchema(ParticipantDetailsSchema):
    facilitators = fields.List(fields.String(), required=True)
    coordinators = fields.List(fields.String(), required=True)
    explorations = fields.List(fields.Nested(OwnExplorationSchema), required=True)
    network_maps = fields.List(fields.Nested(OwnNetworkMapSchema), required=True)
    consultations = fields.List(fields.Nested(OwnConsultationSchema), required=True)
    answers = fields.List(fields.Nested(AnswerSchema), required=True)
    plan_sheet = fields.Nested(SheetPartsSchema, required=True, allow_none=True)
    looks = fields.List(fields.Nested(LookSchema), required=True)
    erasure = fields.Nested(ErasureSchema, required=True)
