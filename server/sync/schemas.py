"""Push and pull on the wire."""

import enum

import marshmallow as ma
from marshmallow import fields, validate

from server.core.problems import ProblemSchema
from server.core.wire import Code

MOST_OPERATIONS = 500


class Action(enum.StrEnum):
    PUT = "put"
    DELETE = "delete"


class Change(enum.StrEnum):
    PUT = "put"
    ERASE = "erase"


class Verdict(enum.StrEnum):
    APPLIED = "applied"
    REPEATED = "repeated"
    MERGED = "merged"
    CONFLICT = "conflict"
    REFUSED = "refused"


class OperationSchema(ma.Schema):
    id = fields.UUID(required=True)
    kind = fields.String(required=True, validate=validate.Length(max=40))
    record_id = fields.UUID(required=True)
    action = Code(Action, required=True)
    base = fields.UUID(required=True, allow_none=True)
    made_at = fields.AwareDateTime(required=True)
    # Keys are strings in JSON anyway, and its kind reads the body itself.
    body = fields.Dict(required=True, allow_none=True)
    resolves = fields.UUID(
        allow_none=True,
        metadata={"description": "The revision whose two versions a person chose between."},
    )


class PushSchema(ma.Schema):
    device_id = fields.UUID(required=True)
    operations = fields.List(
        fields.Nested(OperationSchema),
        required=True,
        validate=validate.Length(max=MOST_OPERATIONS),
    )


class VerdictSchema(ma.Schema):
    id = fields.UUID(required=True)
    verdict = Code(Verdict, required=True)
    revision = fields.UUID(required=True, allow_none=True)
    problem = fields.Nested(ProblemSchema, required=True, allow_none=True)
    body = fields.Dict(keys=fields.String(), required=True, allow_none=True)
    overridden = fields.List(fields.String(), required=True)


class PushedSchema(ma.Schema):
    verdicts = fields.List(fields.Nested(VerdictSchema), required=True)


class PullSchema(ma.Schema):
    after = fields.String(load_default="", validate=validate.Regexp(r"^[0-9a-f.\-]{0,120}$"))
    limit = fields.Integer(load_default=500, validate=validate.Range(min=1, max=MOST_OPERATIONS))


class ChangeSchema(ma.Schema):
    kind = fields.String(required=True)
    record_id = fields.UUID(required=True)
    action = Code(Change, required=True)
    revision = fields.UUID(
        required=True,
        allow_none=True,
        metadata={"description": "Null: nothing is left of it, so what is unsent goes as well."},
    )
    body = fields.Dict(keys=fields.String(), required=True, allow_none=True)


class PulledSchema(ma.Schema):
    changes = fields.List(fields.Nested(ChangeSchema), required=True)
    cursor = fields.String(required=True)
    more = fields.Boolean(required=True)


class VersionSchema(ma.Schema):
    """One version of a record: what arrived, from whom, and what became of it."""

    kind = fields.String(required=True)
    record_id = fields.UUID(required=True)
    revision = fields.UUID(required=True)
    action = Code(Action, required=True)
    base = fields.UUID(required=True, allow_none=True)
    account_id = fields.UUID(required=True)
    account_name = fields.String(
        required=True, metadata={"description": "Empty where the caller does not know them."}
    )
    device_id = fields.UUID(required=True)
    made_at = fields.AwareDateTime(
        required=True, metadata={"description": "By the device's clock, which may be wrong."}
    )
    arrived_at = fields.AwareDateTime(required=True)
    verdict = Code(Verdict, required=True)
    overridden = fields.List(fields.String(), required=True)
    body = fields.Dict(
        keys=fields.String(),
        required=True,
        allow_none=True,
        metadata={"description": "As it arrived; null where it is not kept."},
    )
    before = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata={"description": "What stood in the overridden fields: the other version."},
    )
    resolves = fields.UUID(required=True, allow_none=True)


class ConflictSchema(VersionSchema):
    """A version that overrode another one, with that other one."""

    other = fields.Nested(
        VersionSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Null where the caller does not reach it."},
    )
