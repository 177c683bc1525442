"""Reports on the wire."""

import uuid

import marshmallow as ma
from marshmallow import fields, validate

from server.core.wire import Code, Words
from server.reports.tables import ReportState

TITLE_LENGTH = 200
INTRODUCTION_LENGTH = 10_000
MOST_FINDINGS = 300


class ReportBodySchema(ma.Schema):
    title = Words(required=True, validate=validate.Length(min=1, max=TITLE_LENGTH))
    introduction = Words(load_default="", validate=validate.Length(max=INTRODUCTION_LENGTH))
    finding_ids = fields.List(
        fields.UUID(), load_default=list, validate=validate.Length(max=MOST_FINDINGS)
    )

    @ma.validates("finding_ids")
    def check_once_each(self, finding_ids: list[uuid.UUID], **_: object) -> None:
        """A finding stands in a report once: its number is its place."""
        if len(set(finding_ids)) < len(finding_ids):
            raise ma.ValidationError("Name each finding once.")


class ShowingReportSchema(ma.Schema):
    id = fields.UUID(required=True)
    title = fields.String(required=True)


class PublishedFindingSchema(ma.Schema):
    finding_id = fields.UUID(required=True)
    """Its id in the pool."""
    text = fields.String(required=True)
    seen_month = fields.String(required=True)
    in_pool = fields.Boolean(required=True)
    """Whether new reports may still take it."""
    photographs_total = fields.Integer(required=True)
    """How many of its photographs are still shown."""
    reports = fields.List(fields.Nested(ShowingReportSchema), required=True)


class NewReportSchema(ReportBodySchema):
    id = fields.UUID(load_default=uuid.uuid4)


class ReportChangeSchema(ReportBodySchema):
    state = Code(ReportState, required=True)
    updated_at = fields.AwareDateTime(
        load_default=None,
        metadata={"description": "What the writer has read; another one in between is a conflict."},
    )


class ReportSchema(ma.Schema):
    id = fields.UUID(required=True)
    title = fields.String(required=True)
    introduction = fields.String(required=True)
    state = Code(ReportState, required=True)
    finding_ids = fields.List(fields.UUID(), required=True)
    updated_at = fields.AwareDateTime(required=True)
    may_write = fields.Boolean(required=True)
