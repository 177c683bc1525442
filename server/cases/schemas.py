"""Consultations on the wire: for members, for whoever brings them, and for their minutes."""

import marshmallow as ma
from marshmallow import fields, validate

from server.cases.tables import ComesFrom, Said, State
from server.cases.talking import Stance
from server.core.wire import Code, Words

WORDS = 2000
RANGES = 200
ITEMS = 60
MEMBERS = 12


def words() -> Words:
    """A text that says something."""
    return Words(required=True, validate=validate.Length(min=1, max=WORDS))


class CaseMemberSchema(ma.Schema):
    comes_from = Code(ComesFrom, required=True)
    number = fields.Integer(required=True)
    is_me = fields.Boolean(required=True)


class SharedPictureSchema(ma.Schema):
    id = fields.UUID(required=True)
    words = fields.String(required=True)


class SharedItemSchema(ma.Schema):
    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    facts = fields.Dict(keys=fields.String(), values=fields.String(allow_none=True), required=True)
    words = fields.String(required=True)
    month = fields.String(required=True)
    space = fields.String(required=True, allow_none=True)
    pictures = fields.List(fields.Nested(SharedPictureSchema), required=True)


class CaseAnswerSchema(ma.Schema):
    words = fields.String(required=True)
    made_at = fields.AwareDateTime(required=True)


class ContributionSchema(ma.Schema):
    id = fields.UUID(required=True)
    kind = Code(Said, required=True)
    words = fields.String(required=True)
    made_at = fields.AwareDateTime(required=True)
    by = fields.Nested(CaseMemberSchema, required=True, allow_none=True)
    answer = fields.Nested(CaseAnswerSchema, required=True, allow_none=True)


class StanceSchema(ma.Schema):
    stance = Code(Stance, required=True)
    reason = fields.String(required=True)
    by = fields.Nested(CaseMemberSchema, required=True)
    to_this_wording = fields.Boolean(required=True)


class RecommendationSchema(ma.Schema):
    words = fields.String(required=True)
    revision = fields.Integer(required=True)
    changed_at = fields.AwareDateTime(required=True)
    stances = fields.List(fields.Nested(StanceSchema), required=True)


class CaseSchema(ma.Schema):
    id = fields.UUID(required=True)
    pseudonym = fields.String(required=True)
    picture = fields.String(required=True)
    question = fields.String(required=True)
    meets_at = fields.AwareDateTime(required=True, allow_none=True)
    access_ends_at = fields.AwareDateTime(required=True, allow_none=True)
    members = fields.List(fields.Nested(CaseMemberSchema), required=True)
    items = fields.List(fields.Nested(SharedItemSchema), required=True)
    contributions = fields.List(fields.Nested(ContributionSchema), required=True)
    recommendation = fields.Nested(RecommendationSchema, required=True, allow_none=True)


class MinutesSchema(ma.Schema):
    pseudonym = fields.String(required=True)
    picture = fields.String(required=True)
    question = fields.String(required=True)
    meets_at = fields.AwareDateTime(required=True, allow_none=True)
    opened_at = fields.AwareDateTime(required=True, allow_none=True)
    closed_at = fields.AwareDateTime(required=True)
    items_total = fields.Integer(required=True)
    members = fields.List(fields.Nested(CaseMemberSchema), required=True)
    contributions = fields.List(fields.Nested(ContributionSchema), required=True)
    recommendation = fields.Nested(RecommendationSchema, required=True, allow_none=True)


class CaseRowSchema(ma.Schema):
    id = fields.UUID(required=True)
    pseudonym = fields.String(required=True)
    picture = fields.String(required=True)
    meets_at = fields.AwareDateTime(required=True, allow_none=True)
    access_ends_at = fields.AwareDateTime(required=True, allow_none=True)
    items_total = fields.Integer(required=True)
    contributions_total = fields.Integer(required=True)


class SayingSchema(ma.Schema):
    id = fields.UUID(required=True)
    kind = Code(Said, required=True, validate=validate.OneOf([Said.QUESTION, Said.OBSERVATION]))
    words = words()


class RecommendingSchema(ma.Schema):
    words = words()
    revision = fields.Integer(required=True, strict=True, validate=validate.Range(0, 10**6))


class TakingStanceSchema(ma.Schema):
    stance = Code(Stance, required=True)
    reason = Words(required=True, validate=validate.Length(max=WORDS))

    @ma.validates_schema
    def check_reason(self, data: dict[str, object], **_: object) -> None:
        """Whoever does not simply agree says why: nobody is only counted."""
        if data.get("stance") is not Stance.AGREES and not str(data.get("reason", "")).strip():
            raise ma.ValidationError("Say why.", "reason")


class NewConsultationSchema(ma.Schema):
    id = fields.UUID(required=True)
    participant_id = fields.UUID(required=True)
    question = words()
    meets_at = fields.AwareDateTime(required=True, allow_none=True)


class ConsultationChangeSchema(ma.Schema):
    question = words()
    meets_at = fields.AwareDateTime(required=True, allow_none=True)


class InvitedConsultantSchema(ma.Schema):
    account_id = fields.UUID(required=True)
    organisation_id = fields.UUID(required=True)


class InvitedConsultantsSchema(ma.Schema):
    members = fields.List(
        fields.Nested(InvitedConsultantSchema), required=True, validate=validate.Length(max=MEMBERS)
    )


class ConsultantSchema(InvitedConsultantSchema):
    display_name = fields.String(required=True)
    organisation = fields.String(required=True)
    comes_from = Code(ComesFrom, required=True)


class NamedMemberSchema(ConsultantSchema):
    number = fields.Integer(required=True)


class ChoiceSchema(ma.Schema):
    kind = fields.String(required=True, validate=validate.Length(max=40))
    source_id = fields.UUID(required=True)
    hidden = fields.List(
        fields.List(
            fields.Integer(strict=True, validate=validate.Range(0, 10**6)),
            validate=validate.Length(equal=2),
        ),
        required=True,
        validate=validate.Length(max=RANGES),
    )
    with_place = fields.Boolean(required=True)
    pictures = fields.List(fields.UUID(), required=True, validate=validate.Length(max=20))
    confirmed = fields.Boolean(required=True)


class ChoicesSchema(ma.Schema):
    chosen = fields.List(
        fields.Nested(ChoiceSchema), required=True, validate=validate.Length(max=ITEMS)
    )


class OfferedPictureSchema(ma.Schema):
    id = fields.UUID(required=True)
    sha256 = fields.String(required=True)
    words = fields.String(required=True)


class OfferedSchema(ma.Schema):
    kind = fields.String(required=True)
    source_id = fields.UUID(required=True)
    facts = fields.Dict(keys=fields.String(), values=fields.String(allow_none=True), required=True)
    words = fields.String(required=True)
    found = fields.List(fields.List(fields.Integer()), required=True)
    seen = fields.Date(required=True)
    space = fields.String(required=True, allow_none=True)
    sounds_like_home = fields.Boolean(required=True)
    pictures = fields.List(fields.Nested(OfferedPictureSchema), required=True)


class CaseParticipantSchema(ma.Schema):
    id = fields.UUID(required=True)
    pseudonym = fields.String(required=True)
    picture = fields.String(required=True)


class ConsultationRowSchema(ma.Schema):
    id = fields.UUID(required=True)
    participant = fields.Nested(CaseParticipantSchema, required=True)
    state = Code(State, required=True)
    agreed = fields.Boolean(required=True)
    pictures_agreed = fields.Boolean(required=True)
    members_have_access = fields.Boolean(required=True)
    pseudonym = fields.String(required=True)
    picture = fields.String(required=True)
    meets_at = fields.AwareDateTime(required=True, allow_none=True)
    made_at = fields.AwareDateTime(required=True)
    opened_at = fields.AwareDateTime(required=True, allow_none=True)
    access_ends_at = fields.AwareDateTime(required=True, allow_none=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)
    has_minutes = fields.Boolean(required=True)
    members = fields.List(fields.Nested(NamedMemberSchema), required=True)


class ConsultationSchema(ConsultationRowSchema):
    shown = fields.Nested(CaseSchema, required=True, allow_none=True)
    chosen = fields.List(fields.Nested(ChoiceSchema), required=True)


class AnsweringSchema(ma.Schema):
    question_id = fields.UUID(required=True)
    words = words()
